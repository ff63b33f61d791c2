"""From a path to the bytes of the files of a return: a folder, an archive, a packed or a plain file."""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from keywork.web.returns.reading import limits
from keywork.web.returns.schema import load_schema
from keywork.web.returns.staging import RefusedReturn

MODULE_FILE = re.compile(r"(?:^|[^a-z0-9])([a-z0-9]+)\.csv(\.gz)?$", re.IGNORECASE)
GZIP, ZIP = b"\x1f\x8b", b"PK"
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """The bytes of one file."""

    name: str
    module: str | None
    content: bytes


@dataclass(slots=True)
class Contents:
    """What a path holds: the nine modules' files or one XML file, and what was left alone."""

    files: list[Found]
    left_alone: list[str]


def open_return(path: Path) -> Contents:
    """Read the files of a return into memory.

    Args:
        path: a folder or an archive of the nine CSV files, or an XML file; each plain or packed with gzip.

    Raises:
        RefusedReturn: it is none of these, or holds more than a return can.
    """
    if path.is_dir():
        return _modules((file.name, _whole(file)) for file in sorted(path.iterdir()) if file.is_file())
    if not path.is_file():
        raise RefusedReturn("There is no such file or folder. Check the path.")
    with path.open("rb") as stream:
        start = stream.read(2)
    if start == ZIP:
        return _from_archive(path)
    content = _whole(path)
    if not content.strip(b"\x00\xff\xfe\xef\xbb\xbf \t\r\n"):
        raise RefusedReturn("The file is empty.")
    if _looks_like_xml(content):
        return Contents([Found(path.name, None, content)], [])
    raise RefusedReturn(
        "This is neither an XML return, nor a folder or archive of the nine CSV files. "
        "Name the XML file, or the folder that holds the CSV files."
    )


def _looks_like_xml(content: bytes) -> bool:
    head = content[:200].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<")


def _whole(path: Path) -> bytes:
    with path.open("rb") as stream:
        return _read(stream, path.name)


def _read(stream: IO[bytes], name: str) -> bytes:
    """Read a stream, unpacked if it is packed, up to the limit."""
    content = _capped(stream, name)
    if content[:2] != GZIP:
        return content
    try:
        import io

        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            return _capped(packed, name)
    except (OSError, EOFError, zlib.error) as error:
        raise RefusedReturn(f"The packed file {short(name)} is damaged or cut off. Send it again.") from error


def _capped(stream: IO[bytes] | gzip.GzipFile, name: str) -> bytes:
    parts, size = [], 0
    while part := stream.read(CHUNK):
        size += len(part)
        if size > limits.FILE_BYTES:
            raise RefusedReturn(f"The file {short(name)} is larger than any return. Check what it is.")
        parts.append(part)
    return b"".join(parts)


def short(name: str) -> str:
    """Return a file's name as it may stand in a sentence."""
    plain = "".join(character for character in PurePosixPath(name).name if character.isprintable())
    return plain[:80] or "without a name"


def _from_archive(path: Path) -> Contents:
    try:
        with zipfile.ZipFile(path) as archive:
            members = _checked_members(archive, path.stat().st_size)
            return _modules((member.filename, _member(archive, member)) for member in members)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error, OSError) as error:
        raise RefusedReturn("The archive is damaged, or packed in a way that cannot be read. Pack it again.") from error


def _checked_members(archive: zipfile.ZipFile, packed_size: int) -> list[zipfile.ZipInfo]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > limits.ARCHIVE_MEMBERS:
        raise RefusedReturn("The archive holds more files than a return has. Pack only the nine CSV files.")
    if any(member.flag_bits & 1 for member in members):
        raise RefusedReturn("The archive is locked with a password. Pack it without one.")
    if any(_leaves_its_folder(member.filename) for member in members):
        raise RefusedReturn("The archive names files outside itself, which a return never does. It was not opened.")
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.ALL_BYTES or unpacked > limits.RATIO * max(packed_size, 1024):
        raise RefusedReturn("The archive unpacks to far more than a return holds. It was not opened.")
    if _overlap(members):
        raise RefusedReturn(
            "Files of the archive lie over one another, which a true archive never does. It was not opened."
        )
    return members


def _leaves_its_folder(name: str) -> bool:
    plain = name.replace("\\", "/")
    return plain.startswith("/") or ".." in plain.split("/") or ":" in plain.split("/")[0] or "\x00" in name


def _overlap(members: list[zipfile.ZipInfo]) -> bool:
    spans = sorted((m.header_offset, m.header_offset + 30 + len(m.orig_filename) + m.compress_size) for m in members)
    return any(end > start for (_, end), (start, _) in zip(spans, spans[1:], strict=False))


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if not MODULE_FILE.search(member.filename):
        return b""
    with archive.open(member) as stream:
        return _read(stream, member.filename)


def _modules(files: Iterator[tuple[str, bytes]]) -> Contents:
    """Keep the files of the nine modules; name the others and leave them alone."""
    schema = load_schema()
    found: dict[str, Found] = {}
    left_alone: list[str] = []
    for name, content in files:
        match = MODULE_FILE.search(name)
        module = match.group(1).lower() if match else ""
        if module not in schema.modules:
            left_alone.append(short(name))
            continue
        if module in found:
            raise RefusedReturn(f"There are two files of the module {module}. Keep the one that belongs to the return.")
        if not content.strip(b"\x00\xff\xfe\xef\xbb\xbf \t\r\n"):
            raise RefusedReturn(f"The file {short(name)} is empty. Export it again.")
        found[module] = Found(short(name), module, content)
    missing = [module for module in schema.modules if module not in found]
    if missing:
        raise RefusedReturn(f"There is no file of {', '.join(missing)}. A return has nine CSV files: export them all.")
    return Contents([found[module] for module in schema.modules], left_alone)
