"""The second verifier's reading of what a log publishes as files: proofs and tiles.
  published.py proof POLICY RECORD TLOG-PROOF
  published.py tiles POLICY FOLDER CHECKPOINT"""
import re
import sys
from argparse import Namespace
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[4] / "verify-py"))
from verify import (climb, digest, judge, proof, range_root, read_policy, records, report,
                    require, unbase64)

UNWITNESSED = 10, "the checkpoint lacks witnesses"


def check_proof(trust, found, files):
    event, proven = files
    text, _, note = Path(proven).read_bytes().partition(b"\n\n")
    (_, size, root), is_witnessed = judge(note, trust.policy)
    title, extra, rest = re.match(b"(.*\n)(?:extra (.+)\n)?((?s:.*))", text).groups()
    if extra: unbase64(extra.decode(), range(1, len(text)))
    (index,), path = proof(title + rest + b"\n", "c2sp.org/tlog-proof@v1", "index")
    path = iter([digest(b"\0", Path(event).read_bytes())] + path)
    found += [] if is_witnessed else [UNWITNESSED]
    good = index < size and climb(index, 0, size, lambda a, b: b - a == 1, path)[1] == root
    require(good and not [*path], "the proof leads to another root")

def check_tiles(trust, found, files):
    folder, checkpoint = files
    (_, size, root), is_witnessed = judge(Path(checkpoint).read_bytes(), trust.policy)
    def tiles(level, count):
        for n, width in enumerate(min(256, count - at) for at in range(0, count, 256)):
            *above, last = re.findall("...", f"{n:0{(len(str(n)) + 2) // 3 * 3}}")
            whole = Path(folder, "tile", level, *("x" + part for part in above), last)
            partial = Path(f"{whole}.p", str(width))
            yield width, (partial if width < 256 and partial.exists() else whole).read_bytes()
    found += [] if is_witnessed else [UNWITNESSED]
    hashes, level = [digest(b"\0", event) for width, data in tiles("entries", size)
                     for event in [*records(data)][:width]], 0
    require((range_root(0, size, size, hashes) if size else digest()) == root, "another root")
    while hashes:
        stored = b"".join(data[:32 * width] for width, data in tiles(str(level), len(hashes)))
        require(stored == b"".join(hashes), f"tiles of level {level} are not those of the entries")
        full, level = range(0, len(hashes) - 255, 256), level + 1
        hashes = [range_root(0, 256, 256, hashes[at:at + 256]) for at in full]


if __name__ == "__main__":
    what, policy, *files = sys.argv[1:]
    trust = Namespace(policy=read_policy(Path(policy).read_bytes()), json=False)
    sys.exit(report(trust, files, {"proof": check_proof, "tiles": check_tiles}[what]))
