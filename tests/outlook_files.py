"""Outlook files made by hand for tests: a small OLE container as .msg, and winmail.dat.

Formats: MS-CFB (version 3, everything in the mini stream), MS-OXMSG, MS-OXTNEF.
"""

import struct
from datetime import UTC, datetime

END, FREE, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
TIME, TEXT, BYTES, NUMBER = 0x0040, 0x001F, 0x0102, 0x0003


def msg(properties, *, recipients=(), attachments=()):
    """A .msg file; a property is {id: text, bytes, number or time}, recipients and attachments too."""
    root = _storage(properties, 32)
    for prefix, items in (("recip", recipients), ("attach", attachments)):
        for number, item in enumerate(items):
            root[f"__{prefix}_version1.0_#{number:08X}"] = _storage(item, 8)
    return _container(root)


def _storage(properties, header):
    """Streams by name: long values in streams of their own, all of them listed in one."""
    streams, listed = {}, b"\0" * header
    for pid, value in sorted(properties.items()):
        if isinstance(value, datetime):
            ticks = int((value - EPOCH).total_seconds()) * 10**7
            listed += struct.pack("<HHIQ", TIME, pid, 6, ticks)
        elif isinstance(value, int):
            listed += struct.pack("<HHIII", NUMBER, pid, 6, value, 0)
        else:
            ptype = BYTES if isinstance(value, bytes) else TEXT
            raw = value if ptype == BYTES else value.encode("utf-16-le")
            listed += struct.pack("<HHIII", ptype, pid, 6, len(raw), 0)
            streams[f"__substg1.0_{pid:04X}{ptype:04X}"] = raw
    streams["__properties_version1.0"] = listed
    return streams


def _container(root):
    entries, mini, mini_fat = [["Root Entry", 5, b"", NONE]], b"", []

    def add(tree, parent):
        names = sorted(tree, key=lambda name: (len(name), name.upper()))
        numbers = []
        for name in names:
            content = tree[name]
            entries.append([name, 1 if isinstance(content, dict) else 2, content, NONE])
            numbers.append(len(entries) - 1)
        entries[parent][3] = numbers[0] if numbers else NONE
        for number, following in zip(numbers, [*numbers[1:], NONE], strict=True):
            entries[number].append(following)
        for number in numbers:
            if isinstance(entries[number][2], dict):
                add(entries[number][2], number)

    add(root, 0)
    entries[0].append(NONE)
    directory = b""
    places = []
    for _, kind, content, *_ in entries:
        if kind == 2 and content:
            count = -(-len(content) // 64)
            first = len(mini) // 64
            mini_fat += [*range(first + 1, first + count), END]
            mini += content.ljust(count * 64, b"\0")
            places.append((first, len(content)))
        else:
            places.append((END if kind == 2 else 0, 0))
    mini_fat_raw = _sectors(struct.pack(f"<{len(mini_fat)}I", *mini_fat), b"\xff")
    mini_raw = _sectors(mini, b"\0")
    counts = [-(-len(entries) // 4), len(mini_fat_raw) // 512, len(mini_raw) // 512]
    starts = [1, 1 + counts[0], 1 + counts[0] + counts[1]]
    for number, (name, kind, _, child, following) in enumerate(entries):
        start, size = (starts[2], len(mini)) if kind == 5 else places[number]
        directory += _entry(name, kind, following, child, start, size)
    fat = [0xFFFFFFFD]
    for start, count in zip(starts, counts, strict=True):
        fat += [*range(start + 1, start + count), END]
    assert len(fat) <= 128, "one FAT sector must do"
    fat_raw = struct.pack("<128I", *fat, *[FREE] * (128 - len(fat)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, starts[1],
                          counts[1], END, 0, 0)  # fmt: skip
    header += struct.pack("<108I", *[FREE] * 108)
    return header.ljust(512, b"\0") + fat_raw + _sectors(directory, b"\0") + mini_fat_raw + mini_raw


def _entry(name, kind, following, child, start, size):
    raw = name.encode("utf-16-le") + b"\0\0"
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(raw), kind, 1, NONE, following, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )


def _sectors(raw, filler):
    return raw + filler * (-len(raw) % 512)


def compressed_rtf(text):
    """The text as Outlook's compressed rich text, Cyrillic as cp1251 escapes."""
    from compressed_rtf import compress

    escaped = "".join(
        "\\par " if c == "\n" else c if c.isascii() else f"\\'{c.encode('cp1251').hex()}"
        for c in text
    )
    return compress(("{\\rtf1\\ansi\\ansicpg1251\\fromtext " + escaped + "}").encode())


def winmail(body, names=(), codepage=1251, rtf=None):
    """A winmail.dat with a plain or a rich body and empty files of these names."""
    objects = [
        (1, 0x9006, 8, struct.pack("<I", 0x10000)),
        (1, 0x9007, 6, struct.pack("<II", codepage, 0)),
    ]
    if rtf is None:
        objects.append((1, 0x800C, 2, body.encode(f"cp{codepage}") + b"\0"))
    else:
        held = struct.pack("<IHHII", 1, BYTES, 0x1009, 1, len(rtf)) + rtf + b"\0" * (-len(rtf) % 4)
        objects.append((1, 0x9003, 6, held))
    for name in names:
        objects.append((2, 0x9002, 6, b"\0" * 14))
        objects.append((2, 0x8010, 1, name.encode(f"cp{codepage}") + b"\0"))
    raw = struct.pack("<IH", 0x223E9F78, 1)
    for level, name, kind, content in objects:
        raw += struct.pack("<BHHI", level, name, kind, len(content)) + content
        raw += struct.pack("<H", sum(content) & 0xFFFF)
    return raw + b"\0" * 16
