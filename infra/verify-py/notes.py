"""Signed notes, checkpoints, cosignatures and policies, after C2SP."""
import re
import struct
import subprocess
import tempfile
from functools import cache
from hashlib import sha256
from pathlib import Path

import mldsa44
from tree import hash32, number, require, Rejected, unbase64


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
        self.vkey = vkey
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

    def judge(self, data, history=None):
        """Origin, size, root, and whether enough witnesses have seen it."""
        text, signatures = note(data)
        origin, size, root = checkpoint(text)
        owners = [key for key in self.logs if key.name == origin]
        if history:
            owners = max(entry for entry in history.items() if entry[0] <= size)[1]
            require(all(key.name == origin for key in owners), "a checkpoint of another log")
        good = set()
        for name, key_id, signature in signatures:
            for key in owners + self.witnesses:
                if (key.name, key.id) == (name, key_id):
                    key.verify(text, signature)
                    good.add(key)
        require(good & set(owners), "not signed by a known log")
        met = lambda q: q in good if isinstance(q, Key) else sum(map(met, q[1])) >= q[0]
        return origin, size, root, self.quorum is not None and met(self.quorum)
