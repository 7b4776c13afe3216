"""Verifies signatures of ML-DSA-44 (FIPS 204, 13 August 2024): pure, with an empty context.
Algorithms and tables are named by their number there; what verifying does not need is not here.
A polynomial is a list of its 256 coefficients, from 0 to Q - 1 unless it says otherwise."""
import functools, hashlib
# Table 1 for ML-DSA-44; dropped bits of t, signs in c, ranges of z and of the low bits.
Q, D, TAU, GAMMA1, GAMMA2, K, L, BETA, OMEGA = 8380417, 13, 39, 1 << 17, 95232, 4, 4, 78, 80
KEY_BYTES, SIGNATURE_BYTES, CHALLENGE_BYTES = 1312, 2420, 32  # table 2, and lambda / 4
Z_BITS, T1_BITS, W1_BITS = 18, 10, 6
HIGHS = (Q - 1) // (2 * GAMMA2)  # 44 values of the high bits
# zeta^BitRev8(m), appendix B; the inverse of 256 modulo Q, algorithm 42.
ZETAS = [pow(1753, int(f"{m:08b}"[::-1], 2), Q) for m in range(256)]
INVERSE = pow(256, -1, Q)

@functools.lru_cache(1 << 12)  # the same notes lie in many bundles
def verify(public, message, signature):  # algorithm 3; other lengths are refused as in 3.6.2
    if len(public) != KEY_BYTES or len(signature) != SIGNATURE_BYTES: return False
    return verify_internal(public, b"\0\0" + message, signature)

def verify_internal(public, message, signature):  # algorithm 8
    rho, t1 = public[:32], polynomials(public[32:], T1_BITS)  # algorithm 23
    challenge, z, hints = open_signature(signature)
    if hints is None or max(abs(value) for row in z for value in row) >= GAMMA1 - BETA: return False
    z = [ntt(row) for row in z]
    c = ntt(sample_in_ball(challenge))
    high = []
    for row in range(K):  # of A z - c t1 2^d
        products = [multiply(expand(rho, row, column), z[column]) for column in range(L)]
        taken = multiply(c, ntt([value << D for value in t1[row]]))
        w = inverse_ntt([sum(column) - less for *column, less in zip(*products, taken)])
        high += [use_hint(at in hints[row], value) for at, value in enumerate(w)]
    mu = shake(shake(public, 64) + message, 64)
    return challenge == shake(mu + pack(high, W1_BITS), CHALLENGE_BYTES)  # algorithm 28

def shake(data, length): return hashlib.shake_256(data).digest(length)

# Bytes and what they stand for, 7.1 and 7.2.
def pack(values, width):  # algorithm 16, of all polynomials at once: each fills whole bytes
    bits = sum(value << width * at for at, value in enumerate(values))
    return bits.to_bytes(len(values) * width // 8, "little")

def polynomials(data, width):  # algorithm 18, of several polynomials
    bits, last = int.from_bytes(data, "little"), (1 << width) - 1
    values = [bits >> at & last for at in range(0, 8 * len(data), width)]
    return [values[at:at + 256] for at in range(0, len(values), 256)]

def open_signature(signature):  # algorithm 27; of z from 1 - GAMMA1 to GAMMA1, algorithm 19
    end = CHALLENGE_BYTES + 32 * L * Z_BITS
    z = polynomials(signature[CHALLENGE_BYTES:end], Z_BITS)
    z = [[GAMMA1 - value for value in row] for row in z]
    return signature[:CHALLENGE_BYTES], z, open_hints(signature[end:])

def open_hints(data):  # algorithm 21: where each row's hints are; None in another form than the one
    places, ends, begin, hints = data[:OMEGA], data[OMEGA:], 0, []
    for end in ends:
        row = places[begin:end]
        if not begin <= end <= OMEGA or any(a >= b for a, b in zip(row, row[1:])): return None
        hints.append({*row})
        begin = end
    return None if any(places[begin:]) else hints

# What is drawn from a hash, 7.3.
def squeezed(hashed):  # its bytes, without an end
    size = 1024
    yield from hashed.digest(size)
    while True:
        yield from hashed.digest(2 * size)[size:]
        size *= 2

def sample_in_ball(seed):  # algorithm 29: TAU coefficients of 1 or -1
    stream, c = squeezed(hashlib.shake_256(seed)), [0] * 256
    signs = int.from_bytes([next(stream) for _ in range(8)], "little")
    for at in range(256 - TAU, 256):
        place = next(byte for byte in stream if byte <= at)
        c[at] = c[place]
        c[place] = 1 - 2 * (signs >> at + TAU - 256 & 1)
    return c

def expand(rho, row, column):  # algorithms 32 and 30: one of A, as ntt() would give it
    stream, a = squeezed(hashlib.shake_128(rho + bytes([column, row]))), []
    while len(a) < 256:
        value = next(stream) | next(stream) << 8 | (next(stream) & 127) << 16  # algorithm 14
        if value < Q: a.append(value)
    return a

# Rounding, 7.4, and arithmetic, 7.5 and 7.6.
def use_hint(hinted, value):  # algorithms 40 and 36
    low = value % (2 * GAMMA2)
    if low > GAMMA2: low -= 2 * GAMMA2
    high, low = (0, low - 1) if value - low == Q - 1 else ((value - low) // (2 * GAMMA2), low)
    return (high + (1 if low > 0 else -1)) % HIGHS if hinted else high

def ntt(polynomial):  # algorithm 41
    w, m, length = [*polynomial], 0, 128
    while length:
        for begin in range(0, 256, 2 * length):
            m += 1
            for at in range(begin, begin + length):
                turned = ZETAS[m] * w[at + length] % Q
                w[at], w[at + length] = (w[at] + turned) % Q, (w[at] - turned) % Q
        length //= 2
    return w

def inverse_ntt(values):  # algorithm 42
    w, m, length = [*values], 256, 1
    while length < 256:
        for begin in range(0, 256, 2 * length):
            m -= 1
            for at in range(begin, begin + length):
                one, other = w[at], w[at + length]
                w[at], w[at + length] = (one + other) % Q, ZETAS[m] * (other - one) % Q
        length *= 2
    return [value * INVERSE % Q for value in w]

def multiply(one, other): return [a * b for a, b in zip(one, other)]  # algorithm 45, unreduced
