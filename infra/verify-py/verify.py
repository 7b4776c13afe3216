#!/usr/bin/env python3
"""Verifies Lekha's evidence with nothing but Python and openssl, independently of the platform.

  verify.py bundle POLICY BUNDLE... [--roots PEM] [--known CHECKPOINT] [--key-root VKEY]
  verify.py proof POLICY RECORD TLOG-PROOF
  verify.py tiles POLICY FOLDER CHECKPOINT

Exit: 0 valid and witnessed, 10 valid but unwitnessed, 20 incomplete, 30 diverges, 40 invalid.
"""
import argparse
import re
import sys
from pathlib import Path

from bundle import Bundle, INVALID, UNWITNESSED, WITNESSED
from notes import Key, Policy
from tree import check_inclusion, hash32, leaf_hash, number, records, Rejected, require, tree_hash


def verify_bundle(arguments):
    policy = Policy(Path(arguments.policy).read_bytes())
    roots = Path(arguments.roots).read_bytes() if arguments.roots else None
    known = [Path(path).read_bytes() for path in arguments.known]
    key_root = Key(Path(arguments.key_root).read_text().strip()) if arguments.key_root else None
    worst = 0
    for path in arguments.files:
        bundle = Bundle(policy, roots, known, key_root)
        outcome = bundle.verdict(Path(path).read_bytes())
        worst = max(worst, outcome)
        said = [finding for _, finding in bundle.findings] + bundle.limits
        print(outcome, path, "; ".join(said), flush=True)
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
    parser.add_argument("--key-root", help="the verifier key by whose word the log's keys may change")
    arguments = parser.parse_args()
    try:
        return globals()["verify_" + arguments.what](arguments)
    except (Rejected, OSError) as rejected:
        print(rejected)
        return INVALID


if __name__ == "__main__":
    sys.exit(main())
