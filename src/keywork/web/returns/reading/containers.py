"""From a path to the bytes of the files of a return: a folder, an archive, a packed or a plain file."""

from __future__ import annotations

import gzip
import io
import itertools
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from keywork.web.returns.reading import limits
from keywork.web.returns.schema import load_schema
from keywork.web.returns.staging import RefusedReturn

MODULE_FILE = re.compile(r"(?:^|[^a-z0-9])([a-z0-9]+)\.csv(?:\.gz)?$", re.IGNORECASE)
GZIP, ZIP = b"\x1f\x8b", b"PK"
CHUNK = 1024 * 1024
NOTHING = b"\x00\xff\xfe\xef\xbb\xbf \t\r\n"
NEEDED = ("sen2", "person", "requests")  # without these there is nobody and nothing to hang the rest on
LOOKS = (
    (b"%PDF", "a PDF"),
    (b"PK", "a spreadsheet, a Word document or an archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"{\\rtf", "a Word document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite", "a database"),
    (b"\x7fELF", "a program"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """The bytes of one file."""

    name: str
    module: str | None
    content: bytes


@dataclass(slots=True)
class Contents:
    """What a path holds: the modules' files or one XML file, what was left alone, and the modules without a file."""

    files: list[Found]
    left_alone: list[str]
    missing: list[str]


def open_return(path: Path) -> Contents:
    """Read the files of a return into memory.

    Args:
        path: a folder or an archive of the nine CSV files, or an XML file; each plain or packed with gzip.

    Raises:
        RefusedReturn: it is none of these, or holds more than a return can.
    """
    try:
        if path.is_dir():
            return _folder(path)
        if not path.is_file():
            raise RefusedReturn("There is no such file or folder. Check the path.")
        with path.open("rb") as stream:
            start = stream.read(2)
        return _archive(path) if start == ZIP else _one_file(path)
    except OSError as error:
        raise RefusedReturn(
            "The file or folder cannot be opened. Check its name, and that you are allowed to read it."
        ) from error


def _folder(path: Path) -> Contents:
    entries = sorted(path.iterdir())
    for entry in entries:
        if module_of(entry.name) and not entry.is_file():
            raise RefusedReturn(f"{short(entry.name)} is not a file. Put the exported file itself in its place.")
    return _modules((entry.name, lambda entry=entry: _whole(entry)) for entry in entries)  # type: ignore[misc]


def _one_file(path: Path) -> Contents:
    content = _whole(path)
    if not content.strip(NOTHING):
        raise RefusedReturn("The file is empty.")
    if _looks_like_xml(content):
        return Contents([Found(path.name, None, content)], [], [])
    raise RefusedReturn(
        f"This is {_look(content)}neither an XML return, nor a folder or archive of the nine CSV files. "
        "Name the XML file, or the folder that holds the CSV files."
    )


def _looks_like_xml(content: bytes) -> bool:
    head = content[:200].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<")


def _look(content: bytes) -> str:
    """Return what a file seems to be, to be put before "neither", or nothing."""
    return next((f"{name}: " for start, name in LOOKS if content.startswith(start)), "")


def _whole(path: Path) -> bytes:
    with path.open("rb") as stream:
        return _read(stream, path.name)


def _read(stream: IO[bytes], name: str) -> bytes:
    """Read a stream, unpacked if it is packed, up to the limits."""
    content = _capped(stream, name, limits.FILE_BYTES)
    if content[:2] != GZIP:
        return content
    most = min(limits.FILE_BYTES, limits.RATIO * max(len(content), limits.SMALL))
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            return _capped(packed, name, most)
    except (OSError, EOFError, zlib.error) as error:
        raise RefusedReturn(f"The packed file {short(name)} is damaged or cut off. Send it again.") from error


def _capped(stream: IO[bytes] | gzip.GzipFile, name: str, most: int) -> bytes:
    parts, size = [], 0
    while part := stream.read(CHUNK):
        size += len(part)
        if size > most:
            raise RefusedReturn(f"The file {short(name)} is larger than any return. Check what it is.")
        parts.append(part)
    return b"".join(parts)


def short(name: str) -> str:
    """Return a file's name as it may stand in a sentence."""
    plain = "".join(character for character in PurePosixPath(name).name if character.isprintable())
    return plain[:80] or "without a name"


def _archive(path: Path) -> Contents:
    try:
        with zipfile.ZipFile(path) as archive:
            members = _checked_members(archive, path.stat().st_size)
            return _modules(
                (member.filename.replace("\\", "/"), lambda member=member: _member(archive, member))  # type: ignore[misc]
                for member in members
            )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error, ValueError) as error:
        if isinstance(error, RefusedReturn):
            raise
        raise RefusedReturn("The archive is damaged, or packed in a way that cannot be read. Pack it again.") from error


def _checked_members(archive: zipfile.ZipFile, packed_size: int) -> list[zipfile.ZipInfo]:
    """Judge an archive by its list of contents, before a byte of it is unpacked."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    names = {member.filename for member in members}
    unpacked = sum(member.file_size for member in members)
    most = min(limits.ALL_BYTES, limits.RATIO * max(packed_size, limits.SMALL))
    if len(members) > limits.ARCHIVE_MEMBERS:
        raise RefusedReturn("The archive holds more files than a return has. Pack only the nine CSV files.")
    if any(member.flag_bits & 1 for member in members):
        raise RefusedReturn("The archive is locked with a password. Pack it without one.")
    if any(len(name) > limits.ARCHIVE_NAME for name in names):
        raise RefusedReturn("The archive holds a file whose name is thousands of characters long. It was not opened.")
    if any(map(_leaves_its_folder, names)):
        raise RefusedReturn("The archive names files outside itself, which a return never does. It was not opened.")
    if unpacked > most:
        raise RefusedReturn("The archive unpacks to far more than a return holds. It was not opened.")
    if _overlap(members):
        raise RefusedReturn(
            "Files of the archive lie over one another, which a true archive never does. It was not opened."
        )
    if "[Content_Types].xml" in names:
        raise RefusedReturn("This is a spreadsheet or a Word document. Export the return as XML or as nine CSV files.")
    return members


def _leaves_its_folder(name: str) -> bool:
    plain = name.replace("\\", "/")
    return plain.startswith("/") or ".." in plain.split("/") or ":" in plain.split("/")[0] or "\x00" in name


def _overlap(members: list[zipfile.ZipInfo]) -> bool:
    spans = sorted((m.header_offset, m.header_offset + 30 + len(m.orig_filename) + m.compress_size) for m in members)
    return any(end > start for (_, end), (start, _) in itertools.pairwise(spans))


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    # bzip2 and LZMA may ask for gigabytes before the first byte is out; nobody packs a return with them.
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise NotImplementedError
    with archive.open(member) as stream:
        return _read(stream, member.filename)


def module_of(name: str) -> str | None:
    """Return the module whose file a name is, judged by its end, or None.

    Args:
        name: a file's name, with or without folders.
    """
    parts = PurePosixPath(name)
    if parts.name.startswith("._") or "__MACOSX" in parts.parts:  # what a Mac packs beside every file
        return None
    match = MODULE_FILE.search(parts.name)
    module = match.group(1).lower() if match else ""
    return module if module in load_schema().modules else None


def _modules(files: Iterable[tuple[str, Callable[[], bytes]]]) -> Contents:
    """Keep the files of the modules; name the others and leave them alone, unopened."""
    found: dict[str, Found] = {}
    left_alone: list[str] = []
    for name, read in files:
        module = module_of(name)
        if module is None:
            left_alone.append(short(name))
        elif module in found:
            raise RefusedReturn(f"There are two files of the module {module}. Keep the one that belongs to the return.")
        else:
            found[module] = Found(short(name), module, read())
            _refuse_what_is_no_csv(found[module])
    order = load_schema().modules
    missing = [module for module in order if module not in found]
    if lost := [module for module in NEEDED if module in missing]:
        raise RefusedReturn(
            f"There is no file of {', '.join(lost)}. A return has nine CSV files whose names end in the module, such "
            "as _person.csv: export them all. An XML return is read by naming its file."
        )
    return Contents([found[module] for module in order if module in found], left_alone, missing)


def _refuse_what_is_no_csv(file: Found) -> None:
    if not file.content.strip(NOTHING):
        raise RefusedReturn(f"The file {file.name} is empty. Export it again.")
    if look := _look(file.content):
        raise RefusedReturn(f"The file {file.name} is not a CSV file but {look[:-2]}. Export it again.")
