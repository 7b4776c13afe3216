"""The record of an event, drawn in docs/formats/segments.md: a CBOR array of eleven items."""
from tree import require


def item(data, at):
    """The major type and argument of the CBOR item there, in the one form, and where it goes on."""
    require(at < len(data), "a record that is cut")
    major, info = data[at] >> 5, data[at] & 31
    width = 0 if info < 24 else 1 << info - 24
    require(info < 28 and at + 1 + width <= len(data), "a record that is cut")
    value = int.from_bytes(data[at + 1:at + 1 + width], "big") if width else info
    require(not width or value >= {1: 24, 2: 1 << 8, 4: 1 << 16, 8: 1 << 32}[width], "another form")
    return major, value, at + 1 + width


def items(record):
    """Eleven items: numbers, bytes, or lists of bytes."""
    major, count, at = item(record, 0)
    require((major, count) == (4, 11), "no record")
    found = []
    for _ in range(count):
        major, value, at = item(record, at)
        if major == 4:
            texts = []
            for _ in range(value):
                text, at = take(record, at)
                texts.append(text)
            found.append(texts)
        elif major in (2, 3):
            require(at + value <= len(record), "a record that is cut")
            found.append(record[at:at + value])
            at += value
        else:
            require(major == 0, "no record")
            found.append(value)
    require(at == len(record), "bytes behind a record")
    return found


def take(record, at):
    major, length, at = item(record, at)
    require(major == 3 and at + length <= len(record), "no record")
    return record[at:at + length], at + length


def text_of_type(record):
    found = items(record)[4]
    require(isinstance(found, bytes), "no record")
    return found.decode("utf-8", "replace")


def body(record):
    found = items(record)
    require(found[8] == 0 and isinstance(found[9], bytes), "a body that stands apart")
    return found[9]
