"""Signatures of ML-DSA-44 before the second verifier, a line each: key, message, signature, in hex.
  signatures.py verify    says of each line of the input whether it holds
  signatures.py edges     writes lines that lie at the edge of what is allowed, before each what is to be said of it
At the edges the key is one of which t1 is zero: then A z is all that counts, and whoever has no private key can sign."""
import random
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[4] / "verify-py"))
from mldsa import (BETA, CHALLENGE_BYTES, GAMMA1, GAMMA2, K, L, OMEGA, Q, W1_BITS, Z_BITS, expand, inverse_ntt,
                   multiply, ntt, pack, shake, use_hint, verify)

CHANCE = random.Random(5)
DRAWS_Q = (69).to_bytes(32, "big")  # with this rho, expand() meets Q itself once, which is no coefficient


def signed(holds, z, places=(), ends=(0,) * K, padding=0, rho=None):
    """Writes a signature with this z and these hints, signed as who does not look at their form would read them."""
    rho, message = rho or CHANCE.randbytes(32), CHANCE.randbytes(20)
    public, high, begin = rho + bytes(1280), [], 0
    for row in range(K):
        products = [multiply(expand(rho, row, column), ntt(z[column])) for column in range(L)]
        hinted = places[begin:ends[row]]
        values = inverse_ntt([sum(column) for column in zip(*products)])
        high += [use_hint(at in hinted, value) for at, value in enumerate(values)]
        begin = ends[row]
    challenge = shake(shake(shake(public, 64) + b"\0\0" + message, 64) + pack(high, W1_BITS), CHALLENGE_BYTES)
    hints = bytearray(bytes(places).ljust(OMEGA, b"\0"))
    hints[-1] |= padding
    vector = pack([GAMMA1 - value for row in z for value in row], Z_BITS)
    print(str(holds).lower(), public.hex(), message.hex(), (challenge + vector + hints + bytes(ends)).hex())

def inside():
    most = GAMMA1 - BETA - 1
    return [[CHANCE.randint(-most, most) for _ in range(256)] for _ in range(L)]

def with_one(value):
    z = inside()
    z[CHANCE.randrange(L)][CHANCE.randrange(256)] = value
    return z

def rounded(value):
    """Signs where A z has this value, with a hint there and without: z is a factor that makes it of some coefficient."""
    rho = CHANCE.randbytes(32)
    for row in range(K):
        for at, one in enumerate(inverse_ntt(expand(rho, row, 0))):
            factor = value * pow(one, -1, Q) % Q if one else Q
            if factor < GAMMA1 - BETA:
                ends = [0] * row + [1] * (K - row)
                z = [[factor] + [0] * 255] + [[0] * 256] * (L - 1)
                return signed(True, z, rho=rho), signed(True, z, [at], ends, rho=rho)
    return rounded(value)

def edges():
    for size in (GAMMA1 - BETA - 1, GAMMA1 - BETA, GAMMA1 - BETA + 1, GAMMA1 - 1):
        for value in (size, -size):
            signed(size < GAMMA1 - BETA, with_one(value))
    signed(False, with_one(GAMMA1))
    for value in (1, GAMMA2 - 1, GAMMA2, GAMMA2 + 1, 2 * GAMMA2, Q - GAMMA2 - 1, Q - GAMMA2, Q - 1):
        rounded(value)
    signed(True, inside(), rho=DRAWS_Q)
    many, nothing = [*range(0, 60, 3)] * K, [[0] * 256] * L
    for z in (nothing, inside()):
        signed(True, z)
        signed(True, z, [3, 7, 0, 255], (2, 3, 3, 4))
        signed(True, z, [9, 3, 2, 1], (1, 2, 3, 4))
        signed(True, z, many, (20, 40, 60, 80))
        signed(False, z, ends=(0,) * 5)
        signed(False, z, [7, 3], (2, 2, 2, 2))
        signed(False, z, [3, 3], (2, 2, 2, 2))
        signed(False, z, [1, 5, 4], (1, 1, 1, 3))
        signed(False, z, [3, 7], (2, 2, 2, 2), padding=1)
        signed(False, z, [3, 7], (0, 0, 0, 0))
        signed(False, z, [3, 7], (2, 1, 2, 2))
        signed(False, z, [3, 7], (2, 2, 2, 0))
        signed(False, z, many, (20, 40, 60, 81))
        signed(False, z, many, (20, 40, 60, 255))
        signed(False, z, many, (20, 40, 81, 80))


if __name__ == "__main__":
    if sys.argv[1:] == ["edges"]: edges()
    else:
        for line in sys.stdin:
            print(str(verify(*map(bytes.fromhex, line.rstrip("\n").split(" ")))).lower())
