"""The bundle, drawn in docs/formats/bundle.md: a zip in the one form that its files have."""
import re
import struct
import zlib
from hashlib import sha256

from keys import history, rotation
from notes import checkpoint, note, openssl
from record import item, items
from tree import (check_consistency, check_range, frontier_root, hash32, leaf_hash, node, number,
                  records, Rejected, require)

WITNESSED, UNWITNESSED, INCOMPLETE, DIVERGED, INVALID = 0, 10, 20, 30, 40


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


def check_position(record, position):
    a, b = item(record, 0), item(record, 1)
    c = item(record, 2)
    require(a[:2] == (4, 11) and b[:2] == (0, 1) and c[:2] == (0, position), "another position")


def check_opening(record, position, opening):
    check_position(record, position)
    kind, body = items(record)[8:10]
    require(kind in (1, 2) and (kind == 2 or len(opening) >= 32), "no such body")
    wanted = sha256((b"\3" if kind == 1 else b"") + opening).digest()
    require(body == wanted, f"another body of leaf {position}")


def children(der):
    """The elements of a DER value, each with its own head."""
    at = 0
    while at < len(der):
        require(len(der) - at >= 2, "cut DER")
        width = der[at + 1] & 127 if der[at + 1] > 127 else 0
        length = int.from_bytes(der[at + 2:at + 2 + width], "big") if width else der[at + 1]
        start = at + 2 + width
        require(start + length <= len(der) and der[at] not in (0x10, 0x11), "no DER")
        yield der[at], der[start:start + length], der[at:start + length]
        at = start + length


def walk(der):
    for tag, value, _ in children(der):
        if tag & 0x20:
            walk(value)


def check_algorithms(token):
    """That the signature is said to be what it is: openssl goes by the certificate alone."""
    walk(token)
    try:
        response = list(children(list(children(token))[0][1]))
        signed = list(children(list(children(list(children(response[1][1]))[1][1]))[0][1]))
        signer = list(children(list(children(signed[-1][1]))[0][1]))
        said = list(children(next(value for tag, value, _ in signer[4:] if tag == 0x30)))[0][1]
        digest = list(children(signer[2][1]))[0][1]
        issuer, serial = [raw for _, _, raw in children(signer[1][1])]
        certificates = [list(children(list(children(one))[0][1])) for _, one, _ in
                        children(next(value for tag, value, _ in signed if tag == 0xA0))]
        named = [one for one in certificates if (one[3][2], one[1][2]) == (issuer, serial)]
    except (IndexError, StopIteration, ValueError):
        raise Rejected("no token") from None
    tags = signed[-1][0], signer[3][0]
    require(len(named) == 1 and tags == (0x31, 0xA0), "a signer that is not there")
    sha2 = bytes.fromhex("608648016503040200")[:-1]
    require(digest[:-1] == sha2 and digest[-1] in (1, 2, 3), "a weak digest")
    ecdsa = bytes.fromhex("2a8648ce3d0403") + bytes([digest[-1] + 1])
    rsa = bytes.fromhex("2a864886f70d0101")
    known = (ecdsa, rsa + b"\1", rsa + bytes([digest[-1] + 10]))
    require(said in known, "a signature of an unknown kind")


class Bundle:
    def __init__(self, policy, roots, known, key_root=None):
        self.policy, self.roots, self.known, self.key_root = policy, roots, known, key_root
        self.rotations, self.history = {}, None
        self.findings, self.limits = [], []

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
            self.heads, self.openings = {}, set(self.parts("openings/"))
            self.check(INVALID, "rotations", self.check_rotations)
            for part in self.parts("checkpoints/"):
                self.check(INVALID, part, self.check_checkpoint, part)
            if "selection" in self.files:
                self.check(INVALID, "selection", self.check_selection)
            elif "leaves" in self.files and "range-proof" in self.files:
                self.check(INVALID, "range-proof", self.check_leaves)
            for part in self.parts("timestamps/"):
                self.check(INVALID, part, self.check_time, part)
        return max([outcome for outcome, _ in self.findings], default=WITNESSED)

    def parts(self, folder):
        return sorted(name for name in self.files if name.startswith(folder))

    def check_files(self):
        range_parts = [] if "selection" in self.files else ["range-proof", "leaves"]
        for part in ["manifest"] + range_parts:
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
        head = self.policy.judge(self.files[part], self.history)
        require(head[1] == number(part[len("checkpoints/"):]), "of another size")
        self.heads[head[1]] = head

    def check_leaves(self):
        numbers, proof = proof_text(
            self.files["range-proof"], "lekha.dev/range-proof@v1", "begin", "end", "size")
        begin, end, size = numbers
        main = self.main(size)
        if not main:
            return
        known = [checkpoint(note(data)[0]) for data in self.known]
        others = [(head, INVALID) for head in self.heads.values()]
        others += [(head, DIVERGED) for head in known]
        sizes = {head[1] for head, _ in others if begin <= head[1] <= end}
        roots = {}
        check_range(begin, end, size, main[2], self.leaves(begin, proof, sizes, roots), proof)
        self.openings_used()
        for head, otherwise in others:
            self.check(otherwise, f"checkpoint {head[1]}", self.compare, head, main, begin, end, roots,
                       otherwise)

    def main(self, size):
        """The head that all stands under."""
        if size not in self.heads:
            return self.missing(f"checkpoints/{size}")
        main = self.heads[size]
        if not main[3]:
            self.findings.append((UNWITNESSED, "the checkpoint lacks witnesses"))
        for position in self.rotations:
            self.check(INVALID, f"rotations/{position}", self.check_place, position, main)
        return main

    def check_selection(self):
        """Runs of events with a tag or an id, each with its own proof."""
        require(not {"leaves", "range-proof"} & self.files.keys(), "a range and a selection")
        text = self.files["selection"].decode("utf-8", "replace")
        found = re.fullmatch("lekha.dev/selection@v1\nsize ([0-9]+)\n(tag|id) ([^\0-\x1f]+)\n", text)
        require(found, "no selection")
        by, value = found[2], found[3]
        self.limits.append(f"Not proven: that no event of {value} is missing between these or behind them.")
        main = self.main(number(found[1]))
        if not main:
            return
        parts, behind = self.parts("runs/"), 0
        runs = sorted(number(part[5:]) for part in parts if not part.endswith(".proof"))
        require(all(part.removesuffix(".proof") in parts for part in parts), "a proof of no run")
        if not runs:
            self.missing("runs/")
        for begin in runs:
            part = f"runs/{begin}"
            if part + ".proof" not in self.files:
                self.missing(part + ".proof")
                continue
            numbers, proof = proof_text(
                self.files[part + ".proof"], "lekha.dev/range-proof@v1", "begin", "end", "size")
            require(numbers[::2] == [begin, main[1]] and begin >= behind, "a proof of another run")
            behind = numbers[1]
            leaves = self.selected(part, begin, by, value.encode())
            check_range(begin, behind, main[1], main[2], leaves, proof)
        self.openings_used()
        others = [(head, INVALID) for head in self.heads.values()]
        others += [(checkpoint(note(data)[0]), DIVERGED) for data in self.known]
        for head, otherwise in others:
            self.check(otherwise, f"checkpoint {head[1]}", self.compare, head, main, 1, 0, {}, otherwise)

    def selected(self, part, begin, by, value):
        for position, record in enumerate(records(self.files[part]), begin + 1):
            self.check_record(record, position)
            found = items(record)
            require(value == found[3] if by == "id" else value in found[6], "an event that is not of it")
            yield leaf_hash(record)

    def check_record(self, record, position):
        check_position(record, position)
        opening = f"openings/{position}"
        if opening in self.openings:
            self.openings.remove(opening)
            check_opening(record, position, self.files[opening])

    def openings_used(self):
        require(not self.openings, "an opening of no leaf")

    def check_rotations(self):
        parts = self.parts("rotations/")
        if self.key_root is None or not parts:
            return
        found = {number(part[10:]): part for part in parts if not part.endswith(".proof")}
        require(found, "proofs without rotations")
        for position in sorted(found):
            self.rotations[position] = rotation(self.files[found[position]], self.key_root)
        self.history = history(self.rotations)
        known = {key.vkey for keys in self.history.values() for key in keys}
        require(known & {key.vkey for key in self.policy.logs}, "a policy of other keys")

    def check_place(self, position, main):
        part = f"rotations/{position}"
        require(part + ".proof" in self.files, "no proof of its place")
        numbers, proof = proof_text(
            self.files[part + ".proof"], "lekha.dev/range-proof@v1", "begin", "end", "size")
        require(numbers == [position - 1, position, main[1]], "a proof of another place")
        check_position(self.files[part], position)
        leaf = iter([leaf_hash(self.files[part])])
        check_range(position - 1, position, main[1], main[2], leaf, proof)

    def leaves(self, begin, proof, sizes, roots):
        require(begin.bit_count() <= len(proof), "the proof is too short")
        edge, index = list(proof[:begin.bit_count()]), begin
        if index in sizes:
            roots[index] = frontier_root(edge)
        for record in records(self.files["leaves"]):
            index += 1
            self.check_record(record, index)
            hashed = tip = leaf_hash(record)
            rest = index - 1
            while rest & 1:
                tip, rest = node(edge.pop(), tip), rest >> 1
            edge.append(tip)
            if index in sizes:
                roots[index] = frontier_root(edge)
            yield hashed

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
        check_algorithms(self.files[part])
        command = "ts -verify -in token -data data -CAfile roots"
        good = openssl(command, token=self.files[part], data=self.files[stamped], roots=self.roots)
        require(good, "no time is proven")
