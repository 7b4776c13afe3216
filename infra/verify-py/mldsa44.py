"""Verification of ML-DSA-44 signatures, after FIPS 204 (algorithms 3 and 8)."""
from hashlib import shake_128, shake_256

Q, N, K, L, D, TAU, OMEGA = 8380417, 256, 4, 4, 13, 39, 80
GAMMA1, GAMMA2, BETA = 1 << 17, (8380417 - 1) // 88, 78


def _zetas():
    reverse = lambda i: int(f"{i:08b}"[::-1], 2)
    return [pow(1753, reverse(i), Q) for i in range(N)]


ZETAS = _zetas()


def ntt(poly):
    a, m, length = list(poly), 0, 128
    while length:
        for start in range(0, N, 2 * length):
            m += 1
            for j in range(start, start + length):
                t = ZETAS[m] * a[j + length] % Q
                a[j], a[j + length] = (a[j] + t) % Q, (a[j] - t) % Q
        length //= 2
    return a


def inverse_ntt(poly):
    a, m, length = list(poly), N, 1
    while length < N:
        for start in range(0, N, 2 * length):
            m -= 1
            for j in range(start, start + length):
                t = a[j]
                a[j] = (t + a[j + length]) % Q
                a[j + length] = -ZETAS[m] * (t - a[j + length]) % Q
        length *= 2
    f = pow(N, -1, Q)
    return [f * c % Q for c in a]


def unpack(data, bits):
    value = int.from_bytes(data, "little")
    return [value >> i * bits & (1 << bits) - 1 for i in range(len(data) * 8 // bits)]


def uniform(seed):
    """RejNTTPoly."""
    stream, out = shake_128(seed).digest(2048), []
    for i in range(0, len(stream) - 2, 3):
        c = int.from_bytes(stream[i:i + 3], "little") & 0x7FFFFF
        if c < Q:
            out.append(c)
    return out[:N]


def challenge(seed):
    """SampleInBall."""
    stream, c, at = shake_256(seed).digest(1024), [0] * N, 8
    signs = int.from_bytes(stream[:8], "little")
    for i in range(N - TAU, N):
        while stream[at] > i:
            at += 1
        c[i], c[stream[at]] = c[stream[at]], 1 - 2 * (signs & 1)
        at, signs = at + 1, signs >> 1
    return c


def use_hint(hint, r):
    r0 = r % (2 * GAMMA2)
    r0 = r0 - 2 * GAMMA2 if r0 > GAMMA2 else r0
    r1, r0 = (0, r0 - 1) if r - r0 == Q - 1 else ((r - r0) // (2 * GAMMA2), r0)
    return (r1 + (1 if r0 > 0 else -1)) % 44 if hint else r1


def hints(data):
    """HintBitUnpack; None where it is not in the one form."""
    out, index = [[0] * N for _ in range(K)], 0
    for i in range(K):
        end = data[OMEGA + i]
        if end < index or end > OMEGA:
            return None
        for j in range(index, end):
            if j > index and data[j - 1] >= data[j]:
                return None
            out[i][data[j]] = 1
        index = end
    return None if any(data[index:OMEGA]) else out


def verify(public, message, signature):
    """Whether it is the pure signature with an empty context."""
    if len(public) != 1312 or len(signature) != 2420:
        return False
    rho, sealed = public[:32], signature[:32]
    t1 = [unpack(public[32 + 320 * i:352 + 320 * i], 10) for i in range(K)]
    z = [[GAMMA1 - c for c in unpack(signature[32 + 576 * i:608 + 576 * i], 18)] for i in range(L)]
    h = hints(signature[32 + 576 * L:])
    if h is None or max(abs(c) for poly in z for c in poly) >= GAMMA1 - BETA:
        return False
    tr = shake_256(public).digest(64)
    mu = shake_256(tr + b"\0\0" + message).digest(64)
    c_hat, z_hat = ntt(challenge(sealed)), [ntt(poly) for poly in z]
    packed = b""
    for i in range(K):
        t_hat = ntt([c << D for c in t1[i]])
        w = [-c_hat[n] * t_hat[n] for n in range(N)]
        for j in range(L):
            a = uniform(rho + bytes([j, i]))
            w = [w[n] + a[n] * z_hat[j][n] for n in range(N)]
        w = inverse_ntt([c % Q for c in w])
        bits = sum(use_hint(h[i][n], w[n]) << 6 * n for n in range(N))
        packed += bits.to_bytes(192, "little")
    return shake_256(mu + packed).digest(32) == sealed
