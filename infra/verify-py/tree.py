"""The Merkle tree of RFC 6962, 2.1, and its proofs, top down as they are defined."""
import base64
import re
from hashlib import sha256


class Rejected(Exception):
    pass


def require(good, finding):
    if not good:
        raise Rejected(finding)


def unbase64(text):
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise Rejected("not base 64") from None
    require(base64.b64encode(raw).decode() == text, "not the one form of base 64")
    return raw


def number(text):
    require(re.fullmatch("0|[1-9][0-9]{0,18}", text, re.ASCII) and int(text) < 1 << 63, "no number")
    return int(text)


def hash32(text):
    raw = unbase64(text)
    require(len(raw) == 32, "a hash is 32 bytes")
    return raw


def leaf_hash(record):
    return sha256(b"\0" + record).digest()


def node(left, right):
    return sha256(b"\1" + left + right).digest()


def half(n):
    return 1 << (n - 1).bit_length() - 1


def tree_hash(hashes):
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = half(len(hashes))
    return node(tree_hash(hashes[:k]), tree_hash(hashes[k:]))


def take(hashes, what):
    value = next(hashes, None)
    require(value is not None, what + " is too short")
    return value


def over(begin, end, low, high, leaves, proof):
    """The hash over leaves low to high, of which those from begin to end are given."""
    if high <= begin or end <= low:
        return take(proof, "the proof")
    if high - low == 1:
        return take(leaves, "the range")
    k = low + half(high - low)
    left = over(begin, end, low, k, leaves, proof)
    return node(left, over(begin, end, k, high, leaves, proof))


def check_range(begin, end, size, root, leaves, proof):
    require(0 <= begin < end <= size, "no such range")
    leaves, proof = iter(leaves), iter(proof)
    result = over(begin, end, 0, size, leaves, proof)
    require(next(leaves, None) is None and next(proof, None) is None, "more than the range has")
    require(result == root, "the range leads to another root")


def check_inclusion(leaf, index, size, root, path):
    require(index < size, "no such leaf")

    def climb(low, high, path):
        if high - low == 1:
            require(not path, "the proof is too long")
            return leaf
        require(path, "the proof is too short")
        k = low + half(high - low)
        if index < k:
            return node(climb(low, k, path[:-1]), path[-1])
        return node(path[-1], climb(k, high, path[:-1]))

    require(climb(0, size, path) == root, "the proof leads to another root")


def check_consistency(old, old_root, new, new_root, proof):
    require(0 < old <= new, "no such consistency")

    def climb(low, high, proof):
        """The hashes of the older and the newer tree over low to high."""
        if high == old:
            if low == 0:
                require(not proof, "the proof is too long")
                return old_root, old_root
            require(len(proof) == 1, "the proof has another length")
            return proof[0], proof[0]
        require(proof, "the proof is too short")
        k = low + half(high - low)
        if old <= k:
            a, b = climb(low, k, proof[:-1])
            return a, node(b, proof[-1])
        a, b = climb(k, high, proof[:-1])
        return node(proof[-1], a), node(proof[-1], b)

    require(climb(0, new, proof) == (old_root, new_root), "the proof leads to other roots")


def frontier_root(hashes):
    root = hashes[-1] if hashes else sha256(b"").digest()
    for left in reversed(hashes[:-1]):
        root = node(left, root)
    return root


def records(data):
    at = 0
    while at < len(data):
        require(len(data) - at >= 2, "cut leaves")
        length = data[at] << 8 | data[at + 1]
        require(len(data) - at - 2 >= length, "cut leaves")
        yield data[at + 2:at + 2 + length]
        at += 2 + length
