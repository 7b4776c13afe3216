"""Verifies bundles of Lekha's evidence with Python and openssl; shares nothing with the platform.
  verify.py POLICY BUNDLE...        - stands for paths on standard input, one a line
Exit code, the worst of all: 0 witnessed, 10 unwitnessed, 20 incomplete, 30 diverged, 40 invalid."""
import argparse, base64, functools, hashlib, json, re, struct, subprocess, sys, tempfile, zlib
from collections import namedtuple
from pathlib import Path
import mldsa
MALFORMED = ValueError, TypeError, AttributeError, LookupError, StopIteration, RecursionError
OUTCOMES = {0: "witnessed", 10: "unwitnessed", 20: "incomplete", 30: "diverged", 40: "invalid"}
RANGE = "lekha.dev/range-proof@v1", "begin", "end", "size"
SELECTION = "lekha.dev/selection@v1\nsize (.+)\n(tag|id) ([^\0-\x1f]+)\n"
STATEMENT = ("lekha.dev/key-statement@v1\norigin (.*)\nrole (log|time-stamping)\nnumber (.+)\n"
             "((?:old .+\n){1,4})((?:new .+\n){1,4})root (.+)\n")
ED25519, SHA2, ECDSA, RSA = map(bytes.fromhex, (
    "302a300506032b6570032100", "6086480165030402", "2a8648ce3d0403", "2a864886f70d0101"))
NAME, NULL = r"([^\s+\0-\x1f]+)", (5, b"", b"\5\0")
Event = namedtuple("Event", "position id type tags kind body")
Key = namedtuple("Key", "name id kind public")  # 1: Ed25519, 4: cosigns, 6: ML-DSA, 255: X.509
def require(good, finding):
    if not good: raise ValueError(finding)
def lines(data):
    require((text := data.decode())[-1:] in ("", "\n"), "a line without an end")
    return text.split("\n")[:-1]
def number(text, name=""):  # below 2^63
    return range(1 << 63).index(int(re.fullmatch(name + "(0|[1-9][0-9]{0,18})", text)[1]))
def unbase64(text, lengths):
    raw = base64.b64decode(text, validate=True)
    require(base64.b64encode(raw).decode() == text and len(raw) in lengths, "no such base 64")
    return raw
def proof(data, title, *names):  # its numbers of these names, and the hashes behind them
    first, *rest = lines(data)
    require(first == title, f"not of format {title}")
    numbers = [number(line, name + " ") for name, line in zip(names, rest)]
    return numbers, [unbase64(line, [32]) for line in rest[len(names):]]
def cbor(data, at=0):  # each item by major type and value; of an array its length, then its items
    while at < len(data):
        major, value, at = data[at] >> 5, data[at] & 31, at + 1
        if value > 23:
            least, end = (24, 1 << 8, 1 << 16, 1 << 32)[value - 24], at + (1 << value - 24)
            value, at = int.from_bytes(data[at:end], "big"), end
            require(least <= value < 1 << 63, "CBOR of another form")
        if major in (2, 3): value, at = data[at:at + value], at + value
        yield major, value
    require(at == len(data), "cut CBOR")
def record(data):  # docs/formats/segments.md: eleven items, two of them lists of texts
    kinds, values = zip(*cbor(data))
    tags, more = values[7], len(values) - 12 - values[7]
    shape = (4, 0, 0, 0, 3, 3, 3, 4) + (3,) * tags + (4,) + (3,) * more + (0, 2, 2)
    require(kinds == shape and (*values[:2], values[8 + tags], more % 2) == (11, 1, more, 0), "odd")
    return Event(values[2], values[4], values[5], values[8:8 + tags], *values[-3:-1])
def der(data):  # tag, value and all bytes of each element; a value that holds elements is these
    while data:
        width = data[1] % 128 if data[1] > 127 else 0
        length = int.from_bytes(data[2:2 + width], "big") if width else data[1]
        value, whole = data[2 + width:2 + width + length], data[:2 + width + length]
        require(len(value) == length and data[0] not in (0x10, 0x11), "no DER")
        yield data[0], [*der(value)] if data[0] & 0x20 else value, whole
        data = data[len(whole):]
def records(data, at=0):  # one behind the other, before each its length
    while at < len(data):
        start, at = at + 2, at + 2 + (data[at] << 8 | data[at + 1])
        require(at <= len(data), "cut leaves")
        yield data[start:at]
def unzip(data):  # the files of a zip that, written once more, is the same
    files, central, at = {}, b"", 0
    while data[at:at + 4] == b"PK\3\4":
        size, length = struct.unpack("<I4xH", data[at + 18:at + 28].ljust(10))
        start = at + 30 + length
        name, content = data[at + 30:start], data[start:start + size]
        sizes = struct.pack("<IIIHH", zlib.crc32(content), len(content), size, length, 0)
        head = struct.pack("<HHHHH", 10, 0x800, 0, 0, 0x41) + sizes
        require(data[at + 4:start] == head + name and name.decode() not in files, "a damaged zip")
        central += b"PK\1\2\n\0" + head + struct.pack("<HHHII", 0, 0, 0, 0, at) + name
        files[name.decode()], at = content, start + size
    sizes = struct.pack("<HHIIH", len(files) & 65535, len(files) & 65535, len(central), at, 0)
    require(data[at:] == central + b"PK\5\6\0\0\0\0" + sizes, "a zip of another form")
    return dict(sorted(files.items()))
# The Merkle tree of RFC 6962, 2.1.
def digest(*parts): return hashlib.sha256(b"".join(parts)).digest()
def node(left, right): return digest(b"\1", left, right)
def middle(low, high): return low + (1 << (high - low - 1).bit_length() - 1)
def over(begin, end, low, high, leaves, path):  # the hash over low to high, begin to end given
    if high <= begin or end <= low: return next(path)
    if high - low == 1: return next(leaves)
    left = over(begin, end, low, middle(low, high), leaves, path)
    return node(left, over(begin, end, middle(low, high), high, leaves, path))
def range_root(begin, end, size, leaves, path=()):
    require(0 <= begin < end <= size, "no such range")
    root = over(begin, end, 0, size, leaves := iter(leaves), path := iter(path))
    require(not [*leaves, *path], "more than the range has")
    return root
def climb(index, low, high, is_seed, path):  # the roots up to the leaf and of all; a seed, then up
    if is_seed(low, high): return (next(path),) * 2
    if index < middle(low, high):
        old, new = climb(index, low, middle(low, high), is_seed, path)
        return old, node(new, next(path))
    (old, new), left = climb(index, middle(low, high), high, is_seed, path), next(path)
    return node(left, old), node(left, new)
# Signed notes after C2SP.
@functools.lru_cache(1 << 12)
def openssl(command, **files):  # whether it is content with the files
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items(): Path(folder, name).write_bytes(data)
        done = subprocess.run(["openssl", *command.split()], cwd=folder, capture_output=True)
    return done.returncode == 0
def read_key(text):
    name, key_id, typed = re.fullmatch(NAME + r"\+([0-9a-f]{8})\+(.+)", text).groups()
    typed = unbase64(typed, [33, 50, 1313])
    own, kinds = digest(name.encode(), b"\n", typed)[:4], {33: b"\1\4", 50: b"\xff", 1313: b"\6"}
    require(own.hex() == key_id and typed[0] in kinds[len(typed)], "a bad key")
    return Key(name, own, typed[0], typed[1:])
def read_note(data):  # the text; name, key id and signature of each line under it
    text, gap, signed = data.rpartition(b"\n\n")
    found = [re.fullmatch(f"— {NAME} ([^ ]+)", line).groups() for line in lines(signed)]
    signatures = [(name, unbase64(raw, range(5, len(data)))) for name, raw in found]
    good = gap and len(signatures) in range(1, 101) and len(data) <= 1_000_000
    require(good and not re.search(b"[\0-\x09\x0b-\x1f]", text), "no note")
    return text.decode() + "\n", [(name, raw[:4], raw[4:]) for name, raw in signatures]
def read_head(text):  # origin, size, root
    origin, size, root, *more = lines(text.encode())
    require(origin and all(more), "no checkpoint")
    return origin, number(size), unbase64(root, [32])
def holds(key, text, raw):  # raw: the signature, before it in kinds 4 and 6 the time
    if key.kind == 255: return check_token(raw, text.encode()) == key.public[-32:]
    time, bare = (0, raw) if key.kind == 1 else (int.from_bytes(raw[:8], "big"), raw[8:])
    if key.kind == 6:
        origin, size, root = read_head(text)
        signer, log = (bytes([len(name)]) + name for name in (key.name.encode(), origin.encode()))
        message = b"subtree/v1\n\0" + signer + raw[:8] + log + struct.pack(">QQ", 0, size) + root
        return time < 1 << 63 and mldsa.verify(key.public, message, bare)
    message = text if key.kind == 1 else f"cosignature/v1\ntime {time}\n{text}"
    return time < 1 << 63 and len(bare) == 64 and openssl(
        "pkeyutl -verify -pubin -keyform DER -inkey key -rawin -in message -sigfile signature",
        key=ED25519 + key.public, message=message.encode(), signature=bare)
def signers(text, signatures, keys):  # who of these signed; one that does not hold spoils the note
    found = [(key, raw) for name, at, raw in signatures for key in keys if key[:2] == (name, at)]
    for key, raw in found: require(holds(key, text, raw), f"a signature of {key.name} fails")
    return {key for key, _ in found}
def read_policy(data):  # logs, witnesses, and what tells of keys if they are enough; believed
    logs, witnesses, named = [], [], {"none": lambda good: False}
    for words in map(str.split, lines(data)):
        match words:
            case ["log", key, *_]: logs.append(read_key(key))
            case ["witness", name, key, *_]:
                witnesses.append(read_key(key))
                named[name] = {witnesses[-1]}.issubset
            case ["group", name, count, *of]: named[name] = enough(count, [named[n] for n in of])
            case ["quorum", name]: quorum = named[name]
            case [word, *_]: require(word[0] == "#", "no policy")
    return logs, witnesses, quorum
def enough(n, of):
    return lambda got: sum(one(got) for one in of) >= ({"any": 1, "all": len(of)}.get(n) or int(n))
def judge(data, policy, history={}):  # the head, signed by the log's keys of its size; if witnessed
    (text, signatures), (logs, witnesses, quorum) = read_note(data), policy
    head = read_head(text)
    keys = history[max(at for at in history if at <= head[1])] if history else logs
    owners = [key for key in keys if key.name == head[0]]
    good = signers(text, signatures, owners + witnesses)
    require(good & {*owners} and (not history or owners == keys), "not signed by a known log")
    return head, quorum(good)
def key_history(events, root, logs):  # by role the keys by the size from which on, as events tell
    by, before = {"log": {}, "time-stamping": {}}, {}
    for position, event in [(at, record(events[at])) for at in sorted(events)]:
        require((event.type, event.kind) == (b"evidence.KeyRotated", 0), "no rotation")
        text, signatures = read_note(json.loads(event.body)["statement"].encode("utf-8", "replace"))
        origin, role, count, *keys, key_root = re.fullmatch(STATEMENT, text).groups()
        old, new = ([read_key(line[4:]) for line in lines(some.encode())] for some in keys)
        who, last, named = {old[0], new[0], root}, (origin, number(count), old), old + new
        require({b"lekha.dev/x509@" in key.public for key in named} == {role != "log"}, "roles")
        require({k.kind for k in who} <= {1, 255} and len({*named, root}) > len(named), "keys")
        require(read_key(key_root) == root and signers(text, signatures, who) == who, "unsigned")
        require(last[1] > 1 and before.get(role, last) == last and origin in logs, "discontinued")
        by[role], before[role] = {0: old} | by[role] | {position: new}, (origin, last[1] + 1, new)
    return by.values()
def check_token(token, data, roots=b""):  # whose; its algorithms too: openssl goes by what is named
    [(_, it, _)] = der(token)
    _, (_, known, _), _, (kept, held, _), (tag, [(_, signer, _)], _) = it[1][1][1][1][0][1]
    [own] = [own for _, b, own in held if b[0][1][3:0:-2] == signer[1][1]]
    ((_, hashed, _), *more), ((_, kind, _), *rest) = signer[2][1], signer[4][1]
    kinds = ECDSA + bytes([hashed[-1] + 1]), RSA + b"\1", RSA + bytes([hashed[-1] + 10])
    good = {kind in kinds, 0 < hashed[-1] < 4, signer[2] in known, {*more, *rest} <= {NULL},
            (tag, kept, signer[3][0], hashed[:-1]) == (49, 160, 160, SHA2)}
    pem = b"-----BEGIN CERTIFICATE-----\n%s-----END CERTIFICATE-----\n" % base64.encodebytes(own)
    command = "ts -verify -in token -data data -CAfile roots" + " -partial_chain" * (not roots)
    require(good == {True} and openssl(command, token=token, data=data, roots=roots or pem), "time")
    return digest(own)
class Bundle:
    def __init__(self, trust, found, path):
        self.trust, self.found, self.files = trust, found, unzip(Path(path).read_bytes())
    def under(self, folder):
        return {at[len(folder):]: data for at, data in self.files.items() if at.startswith(folder)}
    def lacks(self, *parts):
        self.found += (found := [(20, at + " is missing") for at in parts if at not in self.files])
        return found
    def check(self):
        trust, heads = self.trust, {}
        if not self.lacks("manifest"): self.check_files(lines(self.files["manifest"]))
        rotations = self.under("rotations/") if trust.key_root else {}
        events = {number(at): data for at, data in rotations.items() if not at.endswith(".proof")}
        history, times = key_history(events, trust.key_root, [key.name for key in trust.policy[0]])
        good = not history or {*sum(history.values(), [])} & {*trust.policy[0]}
        require(good and bool(events) == bool(rotations), "other keys")
        for size, data in self.under("checkpoints/").items():
            heads[size] = judge(data, trust.policy, history)
            require(str(heads[size][0][1]) == size, "a checkpoint of another size")
        if "selection" in self.files or not self.lacks("leaves", "range-proof"):
            self.check_events(heads, events)
        for name, token in self.under("timestamps/").items() if trust.roots else []:
            stamped = "checkpoints/" + name[:max(0, name.find("/"))]
            if self.lacks(stamped): continue
            by, size = check_token(token, self.files[stamped], trust.roots), int(stamped[12:])
            at = [at for at, keys in times.items() if by in [key.public[-32:] for key in keys]]
            require(not at or max(one for one in times if one <= size) in at, "a key out of force")
    def check_files(self, manifest):
        form = "([0-9a-f]{64})  (?!manifest$)([a-z0-9][a-z0-9._/-]{0,199})"
        listed = dict(re.fullmatch(form, line).group(2, 1) for line in manifest)
        require(listed and [*listed] == sorted(line[66:] for line in manifest), "no manifest")
        self.lacks(*listed)
        for name in self.files.keys() - {"manifest"}:
            require(listed[name] == digest(self.files[name]).hex(), name + " is damaged")
    def stand(self, head, part, leaves, see=lambda event: None):  # where, their hashes, the proof
        ((begin, end, size), path), hashes = proof(self.files[part], *RANGE), []
        for position, data in enumerate(leaves, begin + 1):
            require((event := record(data)).position == position, "an event of another position")
            see(event)
            hashes.append(digest(b"\0", data))
        require(head[1:] == (size, range_root(begin, end, size, hashes, path)), part + " is wrong")
        return begin, end, hashes, path
    def check_events(self, heads, rotations):  # and all heads against that which they stand under
        by, value, openings, run = "", b"", self.under("openings/"), (1, 0, [], [])
        if "selection" in self.files:
            found = re.fullmatch(SELECTION, self.files["selection"].decode())
            size, by, value = number(found[1]), found[2], found[3].encode()
            require(not {"leaves", "range-proof"} & self.files.keys(), "a range and a selection")
            self.found.append((0, f"not proven: that no event of {found[3]} is missing"))
        else: size = proof(self.files["range-proof"], *RANGE)[0][2]
        if self.lacks(f"checkpoints/{size}"): return
        head, is_witnessed = heads[str(size)]
        if not is_witnessed: self.found.append((10, "the checkpoint lacks witnesses"))
        for at, data in rotations.items():
            require(self.stand(head, f"rotations/{at}.proof", [data])[0] == at - 1, "another place")
        def see(event):
            require(value in {"": [value], "id": [event.id], "tag": event.tags}[by], "not of it")
            if (body := openings.pop(str(event.position), None)) is not None:
                salt = {1: b"\3", 2: b""}[event.kind]
                require(digest(salt, body) == event.body and len(body) >= 32 * len(salt), "a body")
        if by: self.check_runs(head, see)
        else: run = self.stand(head, "range-proof", records(self.files["leaves"]), see)
        require(not openings, "an opening of no leaf")
        others = [(one, 40) for one, _ in heads.values()] + [(one, 30) for one in self.trust.known]
        for other, code in others:
            require(other[0] == head[0], "a checkpoint of another log")
            try: self.compare(other[1:], head[1:], *run)
            except MALFORMED as bad: self.found.append((code, f"checkpoint {other[1]}: {bad}"))
    def check_runs(self, head, see):
        runs, behind = self.under("runs/"), 0
        begins = sorted(number(name) for name in runs if not name.endswith(".proof"))
        require({name.removesuffix(".proof") for name in runs} == {*map(str, begins)}, "no run")
        if not begins: self.lacks("runs/")
        for at in [at for at in begins if not self.lacks(f"runs/{at}.proof")]:
            begin, end, *_ = self.stand(head, f"runs/{at}.proof", records(runs[str(at)]), see)
            require(begin == at >= behind, "a proof of another run")
            behind = end
    def compare(self, old, new, begin, end, hashes, path):  # size and root of two heads
        (size, old_root), root, up = old, new[1], path[:begin.bit_count()]
        if size == new[0]: pass
        elif size == begin: root = functools.reduce(lambda a, b: node(b, a), up[::-1] or [digest()])
        elif begin < size <= end: root = range_root(begin, size, size, hashes[:size - begin], up)
        elif size > new[0] or (file := self.files.get(f"consistency/{size}")) is None:
            return self.found.append((20, f"no proof of consistency with size {size}"))
        else:
            sizes, path = proof(file, "lekha.dev/consistency-proof@v1", "old", "new")
            path = iter(path if size & size - 1 else [old_root] + path)
            root, whole = climb(size - 1, 0, new[0], lambda low, high: high == size, path)
            require((sizes, whole, [*path]) == ([size, new[0]], new[1], []), "another proof")
        require(root == old_root, "of another history")
def report(trust, path, check=lambda *found: Bundle(*found).check()):
    try: check(trust, found := [], path)
    except (OSError, *MALFORMED) as bad: found.append((40, f"{type(bad).__name__}: {bad}"))
    code = max([code for code, _ in found], default=0)
    said = {"file": path, "verdict": OUTCOMES[code], "exitCode": code,
            "findings": [text for code, text in found if code],
            "limits": [text for code, text in found if not code]}
    words = "; ".join([OUTCOMES[code], *said["findings"], *said["limits"]])
    print(json.dumps(said) if trust.json else f"{code} {path} {words}", flush=True)
    return code
def main():
    parser = argparse.ArgumentParser(epilog=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    read = lambda path: Path(path).read_bytes()
    parser.add_argument("policy", type=lambda path: read_policy(read(path)))
    parser.add_argument("bundles", nargs="+")
    parser.add_argument("--roots", type=read, help="certificates of time-stamp authorities, PEM")
    parser.add_argument("--known", type=lambda path: read_head(read_note(read(path))[0]),
                        action="append", default=[], help="a checkpoint held before")
    parser.add_argument("--key-root", type=lambda path: read_key(read(path).decode().strip()))
    parser.add_argument("--json", action="store_true", help="one object a line")
    trust = parser.parse_args()
    paths = map(str.rstrip, sys.stdin) if trust.bundles == ["-"] else trust.bundles
    return max(report(trust, path) for path in paths)
if __name__ == "__main__": sys.exit(main())
