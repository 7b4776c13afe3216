#!/usr/bin/env python3
"""Verifies Lekha's evidence with Python and openssl alone; shares nothing with the platform.

  verify.py bundle POLICY BUNDLE...       - stands for paths on standard input, one a line
  verify.py proof POLICY RECORD TLOG-PROOF
  verify.py tiles POLICY FOLDER CHECKPOINT

Exit code, the worst of all: 0 witnessed, 10 unwitnessed, 20 incomplete, 30 diverged, 40 invalid."""
import argparse, base64, functools, hashlib, json, re, struct, subprocess, sys, tempfile, zlib
from collections import namedtuple
from pathlib import Path

# What is not of its form raises one of these: Python's own word of it counts as much as ours.
MALFORMED = ValueError, TypeError, AttributeError, LookupError, StopIteration, RecursionError, OSError
OUTCOMES = {0: "witnessed", 10: "unwitnessed", 20: "incomplete", 30: "diverged", 40: "invalid"}
RANGE = "lekha.dev/range-proof@v1", "begin", "end", "size"
CONSISTENCY = "lekha.dev/consistency-proof@v1", "old", "new"
SELECTION = "lekha.dev/selection@v1\nsize (.+)\n(tag|id) ([^\0-\x1f]+)\n"
STATEMENT = ("lekha.dev/key-statement@v1\norigin (.*)\nrole log\nnumber (.+)\n"
             "((?:old .+\n){1,4})((?:new .+\n){1,4})root (.+)\n")
ED25519, SHA2, ECDSA, RSA = map(bytes.fromhex, (
    "302a300506032b6570032100", "6086480165030402", "2a8648ce3d0403", "2a864886f70d0101"))
NAME = r"([^\s+\0-\x1f]+)"
Event = namedtuple("Event", "position id type tags kind body")
Head = namedtuple("Head", "origin size root is_witnessed")
Key = namedtuple("Key", "name kind public id")
Policy = namedtuple("Policy", "logs witnesses quorum")

def require(good, finding):
    if not good:
        raise ValueError(finding)

def number(text, name=""):
    value = int(re.fullmatch(name + "(0|[1-9][0-9]{0,18})", text)[1])
    require(value < 1 << 63, "a number above 2^63 - 1")
    return value

def unbase64(text, lengths):
    raw = base64.b64decode(text, validate=True)
    require(base64.b64encode(raw).decode() == text and len(raw) in lengths, "no base 64 of that")
    return raw

def lines(text):
    *found, last = text.split("\n")
    require(not last, "a line without an end")
    return found

def proof(data, title, *names):
    """The numbers of these names, and the hashes behind them."""
    first, *rest = lines(data.decode())
    require(first == title, f"not of format {title}")
    numbers = [number(line, name + " ") for name, line in zip(names, rest)]
    return numbers, [unbase64(line, [32]) for line in rest[len(names):]]

def cbor(data):
    """Each item by major type and value, which of an array is its length; then its items."""
    at = 0
    while at < len(data):
        major, value, at = data[at] >> 5, data[at] & 31, at + 1
        if value > 23:
            least, end = (24, 1 << 8, 1 << 16, 1 << 32)[value - 24], at + (1 << value - 24)
            value, at = int.from_bytes(data[at:end], "big"), end
            require(least <= value < 1 << 63, "CBOR of another form")
        if major in (2, 3):
            value, at = data[at:at + value], at + value
        yield major, value
    require(at == len(data), "cut CBOR")

def record(data):
    """The event, drawn in docs/formats/segments.md: an array of eleven, with two lists of texts."""
    kinds, values = zip(*cbor(data))
    tags, more = values[7], len(values) - 12 - values[7]
    shape = (4, 0, 0, 0, 3, 3, 3, 4) + (3,) * tags + (4,) + (3,) * more + (0, 2, 2)
    good = kinds == shape and values[:2] == (11, 1) and values[8 + tags] == more and more % 2 == 0
    require(good, "no record of format 1")
    return Event(values[2], values[4], values[5], values[8:8 + tags], *values[-3:-1])

def der(data):
    """Tag, value and all bytes of each element; the value of what holds elements is these."""
    found = []
    while data:
        tag, length, start = data[0], data[1], 2
        if length > 127:
            start, length = 2 + length % 128, int.from_bytes(data[2:2 + length % 128], "big")
        value, whole, data = data[start:start + length], data[:start + length], data[start + length:]
        require(len(value) == length and tag not in (0x10, 0x11), "no DER")
        found.append((tag, der(value) if tag & 0x20 else value, whole))
    return found

def records(data):
    """As they stand one behind the other, before each its length in two bytes."""
    at = 0
    while at < len(data):
        start, at = at + 2, at + 2 + (data[at] << 8 | data[at + 1])
        require(at <= len(data), "cut leaves")
        yield data[start:at]

def unzip(data):
    """The files of a zip in its one form: written once more, it is the same."""
    files, central, at = {}, b"", 0
    while data[at:at + 4] == b"PK\3\4":
        size, length = struct.unpack("<I4xH", data[at + 18:at + 28].ljust(10, b"\0"))
        start = at + 30 + length
        name, content = data[at + 30:start], data[start:start + size]
        head = struct.pack("<HHHHHIII", 10, 0x800, 0, 0, 65, zlib.crc32(content), size, size)
        head += struct.pack("<HH", length, 0)
        require(data[at + 4:start] == head + name and len(content) == size, "a damaged zip")
        require(files.setdefault(name.decode(), content) is content, "two files of one name")
        central += b"PK\1\2\n\0" + head + struct.pack("<HHHII", 0, 0, 0, 0, at) + name
        at = start + size
    count = len(files) & 65535
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(central), at, 0)
    require(data[at:] == central + b"PK\5\6" + end, "a zip of another form")
    return files

def digest(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def node(left, right):
    return digest(b"\1", left, right)

def middle(low, high):
    return low + (1 << (high - low - 1).bit_length() - 1)

def over(begin, end, low, high, leaves, path):
    """The hash over leaves low to high (RFC 6962, 2.1), of which begin to end are given."""
    if high <= begin or end <= low:
        return next(path)
    if high - low == 1:
        return next(leaves)
    left = over(begin, end, low, middle(low, high), leaves, path)
    return node(left, over(begin, end, middle(low, high), high, leaves, path))

def range_root(begin, end, size, leaves, path=()):
    require(0 <= begin < end <= size, "no such range")
    leaves, path = iter(leaves), iter(path)
    root = over(begin, end, 0, size, leaves, path)
    require(not [*leaves, *path], "more than the range has")
    return root

def climb(index, low, high, is_seed, path):
    """The roots up to the leaf and of all, from the subtree whose hash opens the path."""
    if is_seed(low, high):
        return (next(path),) * 2
    if index < middle(low, high):
        old, new = climb(index, low, middle(low, high), is_seed, path)
        return old, node(new, next(path))
    (old, new), left = climb(index, middle(low, high), high, is_seed, path), next(path)
    return node(left, old), node(left, new)

@functools.lru_cache(1 << 12)
def openssl(command, **files):
    """What it says in a folder with the files; None where it fails."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            Path(folder, name).write_bytes(data)
        done = subprocess.run(["openssl", *command.split()], cwd=folder, capture_output=True)
    require(done.returncode == 0, "openssl refuses it")

def read_key(text):
    name, key_id, typed = re.fullmatch(NAME + r"\+([0-9a-f]{8})\+(.+)", text).groups()
    typed = unbase64(typed, [33, 1313])
    require(digest(name.encode(), b"\n", typed).hex()[:8] == key_id, "another key id")
    return Key(name, typed[0], typed[1:], bytes.fromhex(key_id))

def read_note(data):
    """The text, and name, key id and signature of each line under it."""
    text, gap, signed = data.decode().rpartition("\n\n")
    found = [re.fullmatch(f"— {NAME} ([^ ]+)", line).groups() for line in lines(signed)]
    signatures = [(name, unbase64(raw, range(5, len(data)))) for name, raw in found]
    good = gap and 1 <= len(signatures) <= 100 and len(data) <= 1_000_000
    require(good and not re.search("[\0-\x09\x0b-\x1f]", text), "no note")
    return text + "\n", [(name, raw[:4], raw[4:]) for name, raw in signatures]

def read_head(text):
    origin, size, root, *more = lines(text)
    require(origin and all(more), "no checkpoint")
    return Head(origin, number(size), unbase64(root, [32]), False)

def signers(text, signatures, keys):
    """Who of these signed; where one's signature does not hold, the note is refused."""
    command = "pkeyutl -verify -pubin -keyform DER -inkey key -rawin -in message -sigfile signed"
    good = set()
    for name, key_id, signature in signatures:
        for key in (one for one in keys if (one.name, one.id, one.kind != 6) == (name, key_id, True)):
            message, time = text, int.from_bytes(signature[:-64], "big")
            if key.kind == 4:
                message = f"cosignature/v1\ntime {time}\n{text}"
            require(len(signature) == 64 + 8 * (key.kind == 4) and time < 1 << 63, "no signature")
            openssl(command, key=ED25519 + key.public, message=message.encode(), signed=signature[-64:])
            good.add(key)
    return good

def read_policy(data):
    """Believed as it is; the quorum tells of a set of keys whether it is enough."""
    logs, witnesses, named = [], [], {"none": lambda good: False}
    for words in map(str.split, lines(data.decode())):
        match words:
            case ["log", key, *_]:
                logs.append(read_key(key))
            case ["witness", name, key, *_]:
                witnesses.append(read_key(key))
                named[name] = {witnesses[-1]}.issubset
            case ["group", name, count, *members]:
                least = {"any": 1, "all": len(members)}.get(count) or int(count)
                named[name] = lambda good, least=least, members=members: (
                    sum(named[one](good) for one in members) >= least)
            case ["quorum", name]:
                quorum = named[name]
            case [word, *_]:
                require(word[0] == "#", "no policy")
    return Policy(logs, witnesses, quorum)

def judge(data, policy, history):
    """The head that the log has signed, with its keys of that size where they have changed."""
    text, signatures = read_note(data)
    head = read_head(text)
    keys = history[max(at for at in history if at <= head.size)] if history else policy.logs
    owners = [key for key in keys if key.name == head.origin]
    require(not history or owners == keys, "a checkpoint of another log")
    good = signers(text, signatures, owners + policy.witnesses)
    require(good & set(owners), "not signed by a known log")
    return head._replace(is_witnessed=policy.quorum(good))

def key_history(events, root):
    """The log's keys by the size from which on they sign, as its events say, signed by all."""
    history, before = {}, None
    for position in sorted(events):
        event = record(events[position])
        require((event.type, event.kind) == (b"evidence.KeyRotated", 0), "no rotation")
        text, signatures = read_note(json.loads(event.body)["statement"].encode("utf-8", "replace"))
        origin, count, *keys, key_root = re.fullmatch(STATEMENT, text).groups()
        old, new = ([read_key(line[4:]) for line in lines(some)] for some in keys)
        wanted = {old[0], new[0], root}
        require(read_key(key_root) == root and {key.kind for key in wanted} == {1}, "other keys")
        require(not {*old, root} & {*new} and root not in old, "a key in two places")
        require(signers(text, signatures, wanted) == wanted, "a signature is missing")
        before = before or (origin, max(number(count) - 1, 1), old)
        require(before == (origin, number(count) - 1, old), "rotations that do not continue")
        history, before = {0: old} | history | {position: new}, (origin, number(count), new)
    return history

def check_token(token, stamped, roots):
    """Also that its signature is said to be what it is: openssl goes by the certificate alone."""
    signed = der(token)[0][1][1][1][1][1][0][1]  # of TimeStampResp, ContentInfo, SignedData
    tag, [(_, signer, _)], _ = signed[-1]
    bodies = [parts[0][1] for _, parts, _ in next(held for tag, held, _ in signed if tag == 0xA0)]
    named = [[body[3][2], body[1][2]] for body in bodies]
    require(named.count([raw for _, _, raw in signer[1][1]]) == 1, "a signer that is not there")
    hashed, kind = signer[2][1][0][1], signer[4][1][0][1]
    known = ECDSA + bytes([hashed[-1] + 1]), RSA + b"\1", RSA + bytes([hashed[-1] + 10])
    require((tag, signer[3][0], hashed[:-1]) == (0x31, 0xA0, SHA2), "no digest that is taken")
    require(hashed[-1] in (1, 2, 3) and kind in known, "a signature of an unknown kind")
    openssl("ts -verify -in token -data data -CAfile roots", token=token, data=stamped, roots=roots)

class Bundle:
    """The files of a zip, held against what the auditor trusts; findings by exit code."""

    def __init__(self, trust, path):
        self.trust, self.files, self.found = trust, unzip(Path(path).read_bytes()), []

    def names(self, folder):
        return [name.removeprefix(folder) for name in sorted(self.files) if name.startswith(folder)]

    def lacks(self, *parts):
        lacking = [(20, part + " is missing") for part in parts if part not in self.files]
        self.found += lacking
        return lacking

    def check(self):
        if not self.lacks("manifest"):
            self.check_files(lines(self.files["manifest"].decode()))
        names = self.names("rotations/") if self.trust.key_root else []
        events = {number(name): self.files["rotations/" + name]
                  for name in names if not name.endswith(".proof")}
        history = key_history(events, self.trust.key_root)
        keys = sum(history.values(), [])
        require(not names or {*keys} & {*self.trust.policy.logs}, "rotations of other keys")
        heads = {}
        for name in self.names("checkpoints/"):
            heads[name] = judge(self.files["checkpoints/" + name], self.trust.policy, history)
            require(str(heads[name].size) == name, "a checkpoint of another size")
        if "selection" in self.files or not self.lacks("leaves", "range-proof"):
            self.check_events(heads, events)
        for name in self.names("timestamps/") if self.trust.roots else []:
            stamped = "checkpoints/" + name[:max(0, name.find("/"))]
            if not self.lacks(stamped):
                check_token(self.files["timestamps/" + name], self.files[stamped], self.trust.roots)

    def check_files(self, manifest):
        form = "([0-9a-f]{64})  ([a-z0-9][a-z0-9._/-]{0,199})"
        names, digests = zip(*(re.fullmatch(form, line).group(2, 1) for line in manifest))
        require([*names] == sorted({*names} - {"manifest"}), "a manifest in another form")
        self.lacks(*names)
        for name in self.files.keys() - {"manifest"}:
            listed = digests[names.index(name)]
            require(listed == digest(self.files[name]).hex(), name + " is damaged")

    def stand(self, head, part, leaves, see=lambda event: None):
        """Where these stand under the head, their hashes, and the proof of it."""
        (begin, end, size), path = proof(self.files[part], *RANGE)
        hashes = []
        for position, data in enumerate(leaves, begin + 1):
            event = record(data)
            require(event.position == position, "an event of another position")
            see(event)
            hashes.append(digest(b"\0", data))
        good = size == head.size and range_root(begin, end, size, hashes, path) == head.root
        require(good, part + " leads to another root")
        return begin, end, hashes, path

    def check_events(self, heads, rotations):
        """Those of the range or the selection, and all heads against that which they stand under."""
        size, by, value = self.selection()
        if self.lacks(f"checkpoints/{size}"):
            return
        head, openings, run = heads[str(size)], {*self.names("openings/")}, (1, 0, [], [])
        if not head.is_witnessed:
            self.found.append((10, "the checkpoint lacks witnesses"))
        for at, data in rotations.items():
            begin, *_ = self.stand(head, f"rotations/{at}.proof", [data])
            require(begin == at - 1, "a rotation of another place")

        def see(event):
            require(value in {"tag": event.tags, "id": [event.id], "": [b""]}[by], "not selected")
            if str(event.position) in openings:
                openings.remove(str(event.position))
                self.check_opening(event)

        for begin in self.runs() if by else []:
            if not self.lacks(f"runs/{begin}.proof"):
                behind, leaves = run[1], records(self.files[f"runs/{begin}"])
                run = self.stand(head, f"runs/{begin}.proof", leaves, see)
                require(run[0] == begin >= behind, "a proof of another run")
        if not by:
            run = self.stand(head, "range-proof", records(self.files["leaves"]), see)
        require(not openings, "an opening of no leaf")
        others = [(one, 40) for one in heads.values()] + [(one, 30) for one in self.trust.known]
        for other, code in others:
            require(other.origin == head.origin, "a checkpoint of another log")
            try:
                self.compare(other, head, *((1, 0, [], []) if by else run))
            except MALFORMED as malformed:
                self.found.append((code, f"the checkpoint of size {other.size}: {malformed}"))

    def selection(self):
        """The size of the tree, and by what the events are selected."""
        if "selection" not in self.files:
            return proof(self.files["range-proof"], *RANGE)[0][2], "", b""
        require(not {"leaves", "range-proof"} & self.files.keys(), "a range and a selection")
        size, by, value = re.fullmatch(SELECTION, self.files["selection"].decode()).groups()
        self.found.append((0, f"not proven: that no event of {by} {value} is missing"))
        return number(size), by, value.encode()

    def runs(self):
        names = self.names("runs/")
        begins = sorted(number(name) for name in names if not name.endswith(".proof"))
        require({name.removesuffix(".proof") for name in names} == {*map(str, begins)}, "no run")
        return begins if begins or not self.lacks("runs/") else []

    def check_opening(self, event):
        opening = self.files[f"openings/{event.position}"]
        require(event.kind == 2 or event.kind == 1 and len(opening) >= 32, "no such body")
        good = digest(b"\3" if event.kind == 1 else b"", opening) == event.body
        require(good, f"another body of {event.position}")

    def compare(self, old, new, begin, end, hashes, path):
        """That the tree of the one head is the beginning of that of the other."""
        left = path[:begin.bit_count()]
        if old.size == new.size:
            root = new.root
        elif old.size == begin:
            root = functools.reduce(lambda root, one: node(one, root), left[::-1] or [digest()])
        elif begin < old.size <= end:
            root = range_root(begin, old.size, old.size, hashes[:old.size - begin], left)
        elif old.size > new.size or f"consistency/{old.size}" not in self.files:
            self.found.append((20, f"a proof of consistency with size {old.size} is missing"))
            root = old.root
        else:
            sizes, path = proof(self.files[f"consistency/{old.size}"], *CONSISTENCY)
            path = iter(path if old.size & old.size - 1 else [old.root] + path)
            stop = lambda low, high: high == old.size
            root, whole = climb(old.size - 1, 0, new.size, stop, path)
            good = sizes == [old.size, new.size] and whole == new.root and not [*path]
            require(good, "another proof of consistency")
        require(root == old.root, "of another history")

def check_proof(trust, event, proven):
    """A tlog-proof of the record in the one file."""
    text, _, checkpoint = Path(proven).read_bytes().partition(b"\n\n")
    head = judge(checkpoint, trust.policy, {})
    text = re.sub("\nextra ([^\n]+)\n", "\n", text.decode("ascii") + "\n", count=1)
    (index,), path = proof(text.encode(), "c2sp.org/tlog-proof@v1", "index")
    path = iter([digest(b"\0", Path(event).read_bytes())] + path)
    require(index < head.size, "no such leaf")
    _, root = climb(index, 0, head.size, lambda low, high: high - low == 1, path)
    require(root == head.root and not [*path], "the proof leads to another root")
    return head

def check_tiles(trust, folder, checkpoint):
    """All records against all hash tiles and the checkpoint."""
    head, level = judge(Path(checkpoint).read_bytes(), trust.policy, {}), 0

    def tile(level, n, width):
        path = "".join(f"x{n // 1000 ** i % 1000:03}/" for i in range((len(str(n)) - 1) // 3, 0, -1))
        whole = Path(folder, "tile", str(level), f"{path}{n % 1000:03}")
        partial = Path(f"{whole}.p/{width}")
        return (partial if width < 256 and partial.exists() else whole).read_bytes()

    starts = range(0, head.size, 256)
    entries = [[*records(tile("entries", at // 256, min(256, head.size - at)))] for at in starts]
    hashes = [digest(b"\0", event) for some in entries for event in some[:256]][:head.size]
    root = range_root(0, head.size, head.size, hashes) if head.size else digest()
    require(root == head.root, "the entries lead to another root")
    while hashes:
        parts = [hashes[at:at + 256] for at in range(0, len(hashes), 256)]
        for n, part in enumerate(parts):
            same = tile(level, n, len(part)).startswith(b"".join(part))
            require(same, f"tile {level}/{n} is not that of its entries")
        full = [part for part in parts if len(part) == 256]
        hashes, level = [range_root(0, 256, 256, part) for part in full], level + 1
    return head

def report(trust, what, files):
    """The findings as one object; the worst of them is the verdict."""
    found = []
    try:
        if what == "bundle":
            bundle = Bundle(trust, *files)
            found = bundle.found
            bundle.check()
        else:
            head = (check_proof if what == "proof" else check_tiles)(trust, *files)
            found += [] if head.is_witnessed else [(10, "the checkpoint lacks witnesses")]
    except MALFORMED as malformed:
        found.append((40, f"{type(malformed).__name__}: {malformed}"))
    if any(key.kind == 6 for key in trust.policy.logs + trust.policy.witnesses):
        found.append((0, "ML-DSA is not checked"))
    code = max([code for code, _ in found], default=0)
    return {"file": files[0], "verdict": OUTCOMES[code], "exitCode": code,
            "findings": [text for code, text in found if code],
            "limits": [text for code, text in found if not code]}

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("what", choices=["bundle", "proof", "tiles"])
    parser.add_argument("policy", type=lambda path: read_policy(Path(path).read_bytes()))
    parser.add_argument("files", nargs="+")
    parser.add_argument("--roots", type=lambda path: Path(path).read_bytes(), help="PEM")
    parser.add_argument("--known", action="append", default=[], help="a checkpoint held before")
    parser.add_argument("--key-root", type=lambda path: read_key(Path(path).read_text().strip()))
    parser.add_argument("--json", action="store_true", help="one object a line")
    trust, worst = parser.parse_args(), 0
    trust.known = [read_head(read_note(Path(path).read_bytes())[0]) for path in trust.known]
    files = [trust.files] if trust.what != "bundle" else [[path] for path in trust.files]
    if trust.files == ["-"]:
        files = ([line.rstrip("\n")] for line in sys.stdin)
    for some in files:
        said = report(trust, trust.what, some)
        worst = max(worst, said["exitCode"])
        words = [said["verdict"] + ".", *said["findings"], *said["limits"]]
        print(json.dumps(said) if trust.json else f"{said['exitCode']} {some[0]} {'; '.join(words)}", flush=True)
    return worst

if __name__ == "__main__":
    sys.exit(main())
