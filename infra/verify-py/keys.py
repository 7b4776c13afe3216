"""Rotations of a log's keys, drawn in docs/formats/keys.md."""
import json

from notes import Key, note
from record import body, text_of_type
from tree import number, Rejected, require


def statement(text):
    require(text.endswith("\n"), "no statement of keys")
    lines = text[:-1].split("\n")

    def take(name):
        require(lines and lines[0].startswith(name + " "), f"no line {name}")
        return lines.pop(0)[len(name) + 1:]

    def keys(name):
        found = []
        while len(found) <= 4 and lines and lines[0].startswith(name + " "):
            found.append(Key(take(name)))
        return found

    require(lines.pop(0) == "lekha.dev/key-statement@v1", "no statement of keys")
    origin, role, count = take("origin"), take("role"), number(take("number"))
    old, new, root = keys("old"), keys("new"), Key(take("root"))
    require(not lines and role in ("log", "seal"), "no statement of keys")
    require(count >= 1 and (count == 1) == (not old), "old keys where there are none")
    for some in (old, new) if old else (new,):
        require(1 <= len(some) <= 4 and some[0].kind == 1, "keys that cannot sign")
    names = [key.vkey for key in new] + [root.vkey]
    require(root.kind == 1 and not {key.vkey for key in old} & set(names), "a key in two places")
    require(root.vkey not in names[:-1], "a key in two places")
    return origin, role, count, old, new, root


def rotation(record, key_root):
    """The statement of the event, where the old, the new and the root have signed it."""
    require(text_of_type(record) == "evidence.KeyRotated", "no rotation")
    try:
        said = json.loads(body(record))
    except ValueError:
        raise Rejected("no event of a rotation") from None
    require(isinstance(said, dict) and isinstance(said.get("statement"), str), "no statement")
    text, signatures = note(said["statement"].encode("utf-8", "replace"))
    found = statement(text)
    _, _, count, old, new, root = found
    require(root.vkey == key_root.vkey, "another root")
    wanted = [new[0]] + ([old[0], root] if count > 1 else [])
    good = set()
    for name, key_id, signature in signatures:
        for key in wanted:
            if (key.name, key.id) == (name, key_id):
                key.verify(text, signature)
                good.add(key.vkey)
    require(all(key.vkey in good for key in wanted), "a signature is missing")
    return found


def history(rotations):
    """The keys by the size from which on they sign."""
    first, keys, before = None, {}, None
    for position in sorted(rotations):
        origin, role, count, old, new, _ = rotations[position]
        first = first or origin
        require(origin == first and role == "log" and count > 1, "a statement of other keys")
        if before is None:
            keys[0] = old
        else:
            same = [key.vkey for key in old] == [key.vkey for key in before[1]]
            require(same and count == before[0] + 1, "a rotation that does not continue")
        keys[position] = new
        before = count, new
    return keys
