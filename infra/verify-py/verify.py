#!/usr/bin/env python3
"""Verifies Lekha's evidence with nothing but Python and openssl, independently of the platform.

  verify.py bundle POLICY BUNDLE... [--roots PEM] [--known CHECKPOINT]
  verify.py proof POLICY RECORD TLOG-PROOF
  verify.py tiles POLICY FOLDER CHECKPOINT

Exit: 0 valid and witnessed, 10 valid but unwitnessed, 20 incomplete, 30 diverges, 40 invalid.
"""
import argparse, base64, mmap, re, struct, subprocess, sys, tempfile, zlib
from functools import cache
from hashlib import sha256
from pathlib import Path

import mldsa44

WITNESSED, UNWITNESSED, INCOMPLETE, DIVERGED, INVALID = 0, 10, 20, 30, 40


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


# --- RFC 6962 ---
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


# --- Signed notes, checkpoints, policies (C2SP) ---
@cache
def openssl(arguments, **files):
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            Path(folder, name).write_bytes(data)
        done = subprocess.run(["openssl", *arguments.split()], cwd=folder, capture_output=True)
        return done.returncode == 0


@cache
def signed(kind, public, message, signature):
    if kind == 6:
        return mldsa44.verify(public, message, signature)
    der = bytes.fromhex("302a300506032b6570032100") + public
    command = "pkeyutl -verify -pubin -keyform DER -inkey key -rawin -in message -sigfile signature"
    return openssl(command, key=der, message=message, signature=signature)


class Key:
    def __init__(self, vkey):
        parts = vkey.split("+", 2)
        require(len(parts) == 3, "no verifier key")
        typed = unbase64(parts[2])
        self.name, self.kind, self.public = parts[0], typed[0] if typed else 0, typed[1:]
        check_name(self.name)
        require(len(self.public) == {1: 32, 4: 32, 6: 1312}.get(self.kind), "an unknown key")
        self.id = sha256(self.name.encode() + b"\n" + typed).digest()[:4]
        require(self.id.hex() == parts[1], "another key id")

    def verify(self, text, signature):
        length = {1: 64, 4: 72, 6: 2428}[self.kind]
        require(len(signature) == length, "a signature of another length")
        message, time = text.encode(), b""
        if self.kind != 1:
            time, signature = signature[:8], signature[8:]
            require(time[0] < 128, "no time")
            origin, size, root = checkpoint(text)
            seconds = int.from_bytes(time, "big")
            message = f"cosignature/v1\ntime {seconds}\n{text}".encode()
        if self.kind == 6:
            names = [self.name.encode(), origin.encode()]
            require(max(map(len, names)) < 256, "a name that is too long")
            a, b = [bytes([len(name)]) + name for name in names]
            message = b"subtree/v1\n\0" + a + time + b + struct.pack(">QQ", 0, size) + root
        require(signed(self.kind, self.public, message, signature), f"bad signature of {self.name}")


def check_name(name):
    bad = any(c.isspace() or c in "+\x85" or c < " " for c in name)
    require(name and not bad, "no name of a key")


def checkpoint(text):
    require(text.endswith("\n"), "no checkpoint")
    lines = text[:-1].split("\n")
    require(len(lines) >= 3 and all(lines) and not re.search("[\0-\x09\x0b-\x1f]", text), "no checkpoint")
    return lines[0], number(lines[1]), hash32(lines[2])


def note(data):
    require(len(data) <= 1_000_000, "a note that is too large")
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise Rejected("a note that is not UTF-8") from None
    body, gap, lines = text.rpartition("\n\n")
    require(gap and lines.endswith("\n") and not re.search("[\0-\x09\x0b-\x1f]", text), "no note")
    signatures = []
    for line in lines[:-1].split("\n"):
        found = re.fullmatch("— ([^ ]+) ([^ ]+)", line)
        require(found, "no signature line")
        check_name(found[1])
        raw = unbase64(found[2])
        require(len(raw) > 4, "no signature")
        signatures.append((found[1], raw[:4], raw[4:]))
    require(len(signatures) <= 100, "too many signatures")
    return body + "\n", signatures


class Policy:
    """Believed as it is: of its form only what its meaning needs is checked."""

    def __init__(self, data):
        self.logs, self.witnesses, self.names, self.quorum = [], [], {}, None
        for line in data.decode().split("\n"):
            words = line.split()
            if not words or words[0].startswith("#"):
                continue
            if words[0] == "log":
                self.logs.append(Key(words[1]))
            elif words[0] == "witness":
                self.witnesses.append(Key(words[2]))
                self.names[words[1]] = (1, [self.witnesses[-1]])
            elif words[0] == "group":
                members = [self.names[name] for name in words[3:]]
                count = {"any": 1, "all": len(members)}.get(words[2]) or int(words[2])
                self.names[words[1]] = (count, members)
            elif words[0] == "quorum":
                self.quorum = None if words[1] == "none" else self.names[words[1]]
            else:
                raise Rejected("no policy")

    def judge(self, data):
        """Origin, size, root, and whether enough witnesses have seen it."""
        text, signatures = note(data)
        origin, size, root = checkpoint(text)
        owners = [key for key in self.logs if key.name == origin]
        good = set()
        for name, key_id, signature in signatures:
            for key in owners + self.witnesses:
                if (key.name, key.id) == (name, key_id):
                    key.verify(text, signature)
                    good.add(key)
        require(good & set(owners), "not signed by a known log")
        met = lambda q: q in good if isinstance(q, Key) else sum(map(met, q[1])) >= q[0]
        return origin, size, root, self.quorum is not None and met(self.quorum)


# --- The bundle: a zip in the one form that its files have, drawn in docs/formats/bundle.md ---
def unzip(data):
    files, central, at = {}, b"", 0
    while data[at:at + 4] == b"PK\3\4":
        require(len(data) - at >= 30, "a cut zip")
        crc, stored, size, length, extra = struct.unpack("<IIIHH", data[at + 14:at + 30])
        head = struct.pack("<HHHHHIIIHH", 10, 0x800, 0, 0, 0x41, crc, size, size, length, 0)
        name = data[at + 30:at + 30 + length]
        start = at + 30 + length
        require(data[at + 4:at + 30] == head and len(data) - start >= size, "a zip of another form")
        try:
            text = name.decode()
        except UnicodeDecodeError:
            raise Rejected("a name that is not UTF-8") from None
        files.setdefault(text, data[start:start + size])
        require(zlib.crc32(files[text]) == crc, "a damaged zip")
        central += b"PK\1\2" + struct.pack("<H", 10) + head + struct.pack("<HHHII", 0, 0, 0, 0, at) + name
        at = start + size
    count = len(files)
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, count, count, len(central), at, 0)
    require(data[at:] == central + end, "a zip of another form")
    return files


def manifest(data):
    text, listed = data.decode("latin-1"), {}
    require(text.endswith("\n"), "no manifest")
    for line in text[:-1].split("\n"):
        found = re.fullmatch("([0-9a-f]{64})  ([a-z0-9][a-z0-9._/-]{0,199})", line)
        require(found and found[2] != "manifest", "no manifest")
        require(not listed or max(listed) < found[2], "a manifest out of order")
        listed[found[2]] = found[1]
    return listed


def proof_text(data, title, *names):
    text = data.decode("latin-1")
    require(text.endswith("\n"), "no proof")
    lines, head = text[:-1].split("\n"), 1 + len(names)
    require(head <= len(lines) <= head + 126 and lines[0] == title, "no proof of that format")
    require(all(line.startswith(name + " ") for line, name in zip(lines[1:], names)), "no proof")
    numbers = [number(line[len(name) + 1:]) for line, name in zip(lines[1:], names)]
    return numbers, [hash32(line) for line in lines[head:]]


def item(data, at):
    """The major type and argument of the CBOR item there, in the one form, and where it goes on."""
    require(at < len(data), "a record that is cut")
    major, info = data[at] >> 5, data[at] & 31
    width = 0 if info < 24 else 1 << info - 24
    require(info < 28 and at + 1 + width <= len(data), "a record that is cut")
    value = int.from_bytes(data[at + 1:at + 1 + width], "big") if width else info
    require(not width or value >= {1: 24, 2: 1 << 8, 4: 1 << 16, 8: 1 << 32}[width], "another form")
    return major, value, at + 1 + width


def check_position(record, position):
    a, b = item(record, 0), item(record, 1)
    c = item(record, 2)
    require(a[:2] == (4, 11) and b[:2] == (0, 1) and c[:2] == (0, position), "another position")
    return c[2]


def check_opening(record, position, opening):
    at, texts = check_position(record, position), [1, 3]
    at = item(record, at)[2]
    for group in (3, None, None):
        if group is None:
            major, group, at = item(record, at)
            require(major == 4, "no record")
        for _ in range(group):
            major, length, at = item(record, at)
            require(major == 3 and at + length <= len(record), "no record")
            at += length
    _, kind, at = item(record, at)
    major, length, at = item(record, at)
    require(major == 2 and kind in (1, 2) and (kind == 2 or len(opening) >= 32), "no such body")
    wanted = sha256((b"\3" if kind == 1 else b"") + opening).digest()
    require(record[at:at + length] == wanted, f"another body of leaf {position}")


def records(data):
    at = 0
    while at < len(data):
        require(len(data) - at >= 2, "cut leaves")
        length = data[at] << 8 | data[at + 1]
        require(len(data) - at - 2 >= length, "cut leaves")
        yield data[at + 2:at + 2 + length]
        at += 2 + length


def frontier_root(hashes):
    root = hashes[-1] if hashes else sha256(b"").digest()
    for left in reversed(hashes[:-1]):
        root = node(left, root)
    return root


class Bundle:
    def __init__(self, policy, roots, known):
        self.policy, self.roots, self.known = policy, roots, known
        self.findings = []

    def check(self, otherwise, what, check, *arguments):
        try:
            return check(*arguments)
        except Rejected as rejected:
            self.findings.append((otherwise, f"{what}: {rejected}"))

    def missing(self, what):
        self.findings.append((INCOMPLETE, what + " is missing"))

    def verdict(self, data):
        self.files = self.check(INVALID, "zip", unzip, data)
        if self.files is not None:
            self.check(INVALID, "manifest", self.check_files)
            if self.findings and max(self.findings)[0] == INVALID:
                return INVALID
            self.heads = {}
            for part in self.parts("checkpoints/"):
                self.check(INVALID, part, self.check_checkpoint, part)
            if "leaves" in self.files and "range-proof" in self.files:
                self.check(INVALID, "range-proof", self.check_leaves)
            for part in self.parts("timestamps/"):
                self.check(INVALID, part, self.check_time, part)
        return max([outcome for outcome, _ in self.findings], default=WITNESSED)

    def parts(self, folder):
        return sorted(name for name in self.files if name.startswith(folder))

    def check_files(self):
        for part in ("manifest", "range-proof", "leaves"):
            if part not in self.files:
                self.missing(part)
        if "manifest" not in self.files:
            return
        listed = manifest(self.files["manifest"])
        for part in listed.keys() - self.files.keys():
            self.missing(part)
        for part in self.files.keys() - {"manifest"}:
            good = sha256(self.files[part]).hexdigest() == listed.get(part)
            require(good, part + " is not as the manifest says")

    def check_checkpoint(self, part):
        head = self.policy.judge(self.files[part])
        require(head[1] == number(part[len("checkpoints/"):]), "of another size")
        self.heads[head[1]] = head

    def check_leaves(self):
        numbers, proof = proof_text(
            self.files["range-proof"], "lekha.dev/range-proof@v1", "begin", "end", "size")
        begin, end, size = numbers
        if size not in self.heads:
            return self.missing(f"checkpoints/{size}")
        main = self.heads[size]
        if not main[3]:
            self.findings.append((UNWITNESSED, "the checkpoint lacks witnesses"))
        known = [checkpoint(note(data)[0]) for data in self.known]
        others = [(head, INVALID) for head in self.heads.values()]
        others += [(head, DIVERGED) for head in known]
        sizes = {head[1] for head, _ in others if begin <= head[1] <= end}
        roots = {}
        check_range(begin, end, size, main[2], self.leaves(begin, proof, sizes, roots), proof)
        for head, otherwise in others:
            self.check(otherwise, f"checkpoint {head[1]}", self.compare, head, main, begin, end, roots,
                       otherwise)

    def leaves(self, begin, proof, sizes, roots):
        openings = set(self.parts("openings/"))
        require(begin.bit_count() <= len(proof), "the proof is too short")
        edge, index = list(proof[:begin.bit_count()]), begin
        if index in sizes:
            roots[index] = frontier_root(edge)
        for record in records(self.files["leaves"]):
            index += 1
            check_position(record, index)
            if f"openings/{index}" in openings:
                openings.remove(f"openings/{index}")
                check_opening(record, index, self.files[f"openings/{index}"])
            hashed = tip = leaf_hash(record)
            rest = index - 1
            while rest & 1:
                tip, rest = node(edge.pop(), tip), rest >> 1
            edge.append(tip)
            if index in sizes:
                roots[index] = frontier_root(edge)
            yield hashed
        require(not openings, "an opening of no leaf")

    def compare(self, other, main, begin, end, roots, otherwise):
        origin, size, root = other[:3]
        if origin != main[0]:
            self.findings.append((INVALID, "a checkpoint of another log"))
        elif size == main[1] or begin <= size <= end:
            require(root == (main[2] if size == main[1] else roots[size]), "of another history")
        elif size > main[1] or f"consistency/{size}" not in self.files:
            self.missing(f"a proof of consistency with size {size}")
        else:
            numbers, proof = proof_text(
                self.files[f"consistency/{size}"], "lekha.dev/consistency-proof@v1", "old", "new")
            require(numbers == [size, main[1]], "a proof of other sizes")
            check_consistency(size, root, main[1], main[2], proof)

    def check_time(self, part):
        if self.roots is None:
            return
        stamped = "checkpoints/" + part[len("timestamps/"):].partition("/")[0]
        if stamped not in self.files:
            return self.missing(stamped)
        command = "ts -verify -in token -data data -CAfile roots"
        good = openssl(command, token=self.files[part], data=self.files[stamped], roots=self.roots)
        require(good, "no time is proven")


def verify_bundle(arguments):
    policy = Policy(Path(arguments.policy).read_bytes())
    roots = Path(arguments.roots).read_bytes() if arguments.roots else None
    known = [Path(path).read_bytes() for path in arguments.known]
    worst = 0
    for path in arguments.files:
        bundle = Bundle(policy, roots, known)
        outcome = bundle.verdict(Path(path).read_bytes())
        worst = max(worst, outcome)
        print(outcome, path, "; ".join(finding for _, finding in bundle.findings), flush=True)
    return worst


def verify_proof(arguments):
    policy = Policy(Path(arguments.policy).read_bytes())
    record, data = (Path(path).read_bytes() for path in arguments.files)
    head, _, signed_note = data.partition(b"\n\n")
    lines = head.decode("latin-1").split("\n")
    require(lines[0] == "c2sp.org/tlog-proof@v1", "no tlog-proof")
    lines = lines[2:] if lines[1:] and re.fullmatch("extra [^ ]+", lines[1]) else lines[1:]
    require(lines and lines[0].startswith("index ") and len(lines) < 65, "no tlog-proof")
    _, size, root, witnessed = policy.judge(signed_note)
    path = [hash32(line) for line in lines[1:]]
    check_inclusion(leaf_hash(record), number(lines[0][6:]), size, root, path)
    return WITNESSED if witnessed else UNWITNESSED


def verify_tiles(arguments):
    """All records against all hash tiles and the checkpoint."""
    policy, (folder, head) = Policy(Path(arguments.policy).read_bytes()), arguments.files
    _, size, root, witnessed = policy.judge(Path(head).read_bytes())

    def tile(level, n, width):
        path = "".join(f"x{n // 1000 ** i % 1000:03}/" for i in range((len(str(n)) - 1) // 3, 0, -1))
        path = Path(folder, "tile", str(level), f"{path}{n % 1000:03}")
        partial = Path(f"{path}.p/{width}")
        return (partial if width < 256 and partial.exists() else path).read_bytes()

    hashes, level = [], 0
    for n in range((size + 255) // 256):
        width = min(256, size - n * 256)
        hashes += [leaf_hash(record) for record in records(tile("entries", n, width))][:width]
    require(len(hashes) == size and tree_hash(hashes) == root, "the entries lead to another root")
    while hashes:
        for n in range(0, len(hashes), 256):
            stored = tile(level, n // 256, len(hashes[n:n + 256]))
            wanted = b"".join(hashes[n:n + 256])
            require(stored[:len(wanted)] == wanted, f"tile {level}/{n // 256} is not that of its entries")
        full = range(0, len(hashes) - 255, 256)
        hashes, level = [tree_hash(hashes[n:n + 256]) for n in full], level + 1
    return WITNESSED if witnessed else UNWITNESSED


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("what", choices=["bundle", "proof", "tiles"])
    parser.add_argument("policy")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--roots", help="certificates of time-stamp authorities, PEM")
    parser.add_argument("--known", action="append", default=[], help="a checkpoint held before")
    arguments = parser.parse_args()
    try:
        return globals()["verify_" + arguments.what](arguments)
    except (Rejected, OSError) as rejected:
        print(rejected)
        return INVALID


if __name__ == "__main__":
    sys.exit(main())
