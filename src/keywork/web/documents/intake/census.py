"""What a zip container says of itself, read before a byte of it is unpacked.

Python's own reader follows the directory at the end and trusts it (CVE-2024-0450: entries that lie on top of each
other make a bomb that counts as small). Here every entry is placed first: two may not share a byte, a name may not
lead anywhere, and what the directory says must be what stands before the data.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from itertools import pairwise

from keywork.web.documents.intake.verdicts import Refusal

END, DIRECTORY, LOCAL = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
MOST_ENTRIES, MOST_BYTES, MOST_RATIO, RATIO_FROM = 2_000, 150_000_000, 200, 1_000_000
STORED, DEFLATED = 0, 8
ENCRYPTED = 1
NAME = re.compile(r"(?:[A-Za-z0-9_\-\[\]. ]+/)*[A-Za-z0-9_\-\[\]. ]+/?")
DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.I)
NESTED = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
SYMLINK = 0o120000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its name, how it is packed, both its sizes, its check sum, and where its data lie."""

    name: str
    method: int
    packed: int
    size: int
    crc: int
    start: int


def entries(content: bytes) -> list[Entry]:
    """Return the entries of a container, once it is known that unpacking it is safe.

    Raises:
        Refusal: it is not.
    """
    try:
        found = [_entry(content, at) for at in _directory(content)]
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise Refusal("zip") from error
    spans = sorted((one.start, one.start + one.packed) for one in found)
    if any(end > begin for (_, end), (begin, _) in pairwise(spans)):
        raise Refusal("zip")
    if len({one.name.lower() for one in found}) != len(found):
        raise Refusal("zip")
    total = sum(one.size for one in found)
    if total > MOST_BYTES or (total > RATIO_FROM and total > MOST_RATIO * max(1, len(content))):
        raise Refusal("zip-bomb")
    return found


def _directory(content: bytes) -> list[int]:
    """Return where the entries of the directory begin."""
    end = content.rfind(END, max(0, len(content) - 65_557))
    if end < 0:
        raise Refusal("zip")
    disk, with_directory, here, count, size, start, _ = struct.unpack_from("<4H2IH", content, end + 4)
    if disk or with_directory or here != count or start + size > end or 0xFFFF in (count, here):
        raise Refusal("zip")
    if count > MOST_ENTRIES:
        raise Refusal("zip-bomb")
    places, at = [], start
    for _ in range(count):
        if content[at : at + 4] != DIRECTORY:
            raise Refusal("zip")
        name, extra, comment = struct.unpack_from("<3H", content, at + 28)
        places.append(at)
        at += 46 + name + extra + comment
    if at != start + size:
        raise Refusal("zip")
    return places


def _entry(content: bytes, at: int) -> Entry:
    flags, method = struct.unpack_from("<2H", content, at + 8)
    crc, packed, size, length = struct.unpack_from("<3IH", content, at + 16)
    mode, local = struct.unpack_from("<2I", content, at + 38)
    raw = content[at + 46 : at + 46 + length]
    if flags & ENCRYPTED:
        raise Refusal("encrypted")
    if method not in (STORED, DEFLATED) or 0xFFFFFFFF in (packed, size, local) or (mode >> 16) & 0o170000 == SYMLINK:
        raise Refusal("zip")
    name = raw.decode("ascii")
    _check_name(name)
    if content[local : local + 4] != LOCAL:
        raise Refusal("zip")
    local_name, local_extra = struct.unpack_from("<2H", content, local + 26)
    start = local + 30 + local_name + local_extra
    if content[local + 30 : local + 30 + local_name] != raw or start + packed > len(content):
        raise Refusal("zip")
    return Entry(name, method, packed, size, crc, start)


def _check_name(name: str) -> None:
    parts = name.rstrip("/").split("/")
    if not NAME.fullmatch(name) or any(part in {"", ".", ".."} or DEVICE.fullmatch(part) for part in parts):
        raise Refusal("zip")


def unpacked(content: bytes, entry: Entry) -> bytes:
    """Return the bytes of one entry: never more than it said, and no container inside a container.

    Raises:
        Refusal: they are not what the container says.
    """
    packed = content[entry.start : entry.start + entry.packed]
    if entry.method == STORED:
        data, done = packed, True
    else:
        unpacker = zlib.decompressobj(-15)
        try:
            data = unpacker.decompress(packed, entry.size + 1)
        except zlib.error as error:
            raise Refusal("zip") from error
        done = unpacker.eof and not unpacker.unused_data
    if not done or len(data) != entry.size or zlib.crc32(data) != entry.crc:
        raise Refusal("zip")
    if data.startswith(NESTED):
        raise Refusal("embedded")
    return data
