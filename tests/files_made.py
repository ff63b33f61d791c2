"""Files that tests send: honest ones of every kind that is taken, and hostile ones made piece by piece."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pikepdf
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

TYPES = "application/vnd.openxmlformats-officedocument"
MAIN = f"{TYPES}.wordprocessingml.document.main+xml"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def pdf(*words: str, change: Any = None, **saved: Any) -> bytes:
    """A PDF with one page for each text; ``change`` may do what it likes to it before it is written."""
    made = pikepdf.new()
    font = made.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    for text in words or ("A page",):
        page = made.add_blank_page(page_size=(595, 842))
        lines = text.split("\n")
        safe = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines]
        shown = "".join(f"1 0 0 1 60 {780 - 24 * n} Tm ({line}) Tj\n" for n, line in enumerate(safe))
        page.Contents = made.make_stream(f"BT /F1 14 Tf\n{shown}ET".encode("latin-1"))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    if change:
        change(made)
    into = BytesIO()
    made.save(into, **saved)
    return into.getvalue()


def photo(kind: str = "JPEG", size: tuple[int, int] = (64, 48), **more: Any) -> bytes:
    """A picture; a JPEG carries where it was taken, by whom and with what."""
    into = BytesIO()
    made = Image.new("RGB", size, (200, 30, 60))
    if kind == "JPEG":
        exif = Image.Exif()
        exif[0x010F], exif[0x013B], exif[0x9286] = "Canarycamera", "Zyxcanary Author", b"ASCII\0\0\0Qwvcanary"
        exif.get_ifd(0x8825).update(
            {1: "N", 2: (IFDRational(53), IFDRational(11), IFDRational(21)), 3: "W",
             4: (IFDRational(2), IFDRational(53), IFDRational(3))}
        )  # fmt: skip
        more = {"exif": exif, "comment": b"Qwvcanary comment"} | more
    made.save(into, kind, **more)
    return into.getvalue()


def word(
    text: str = "A report",
    *,
    parts: Mapping[str, bytes] | None = None,
    body: str = "",
    links: str = "",
    main: str = MAIN,
) -> bytes:
    """A Word document; ``parts`` come besides, ``body`` and ``links`` stand in the document and its relations."""
    document = f"<w:document {W}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p>{body}</w:body></w:document>"
    its = {
        "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{RELS}/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="r2" Type="x/core-properties" Target="docProps/core.xml"/></Relationships>',
        "word/document.xml": document,
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{links}</Relationships>',
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:creator>Zyxcanary Author</dc:creator>'
        "</cp:coreProperties>",
        "docProps/custom.xml": "<Properties><property>Qwvcanary Department</property></Properties>",
    }
    into = BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED) as archive:
        for name, data in {**{k: v.encode() for k, v in its.items()}, **(parts or {})}.items():
            archive.writestr(name, data)
    return into.getvalue()


def link(kind: str, target: str, *, external: bool = True) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="x" Type="{RELS}/{kind}" Target="{target}"{mode}/>'


def zipped(*named: tuple[str, bytes], method: int = ZIP_STORED, mode: int = 0) -> bytes:
    into = BytesIO()
    with ZipFile(into, "w", method) as archive:
        for name, data in named:
            info = ZipInfo(name)
            info.compress_type, info.external_attr = method, mode << 16
            archive.writestr(info, data)
    return into.getvalue()


def bomb(size: int = 400_000_000) -> bytes:
    """A Word document of a few hundred kilobytes that would unpack to ``size`` bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)) + packer.flush()
    return _handmade([("[Content_Types].xml", packed, size)])


def overlapped(times: int = 200) -> bytes:
    """A container whose directory names the same data again and again, each under another name (CVE-2024-0450)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(bytes(100_000)) + packer.flush()
    name = "word/document.xml"
    local = _local(name, packed, 100_000)
    directory = b"".join(_listed(name, packed, 100_000, 0) for _ in range(times))
    return local + packed + directory + _end(times, len(directory), len(local) + len(packed))


def lying(size: int = 10) -> bytes:
    """A container whose entry says that it is small and is not."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(bytes(1_000_000)) + packer.flush()
    return _handmade([("[Content_Types].xml", packed, size)])


def _handmade(entries: list[tuple[str, bytes, int]]) -> bytes:
    body, directory = b"", b""
    for name, packed, size in entries:
        directory += _listed(name, packed, size, len(body))
        body += _local(name, packed, size) + packed
    return body + directory + _end(len(entries), len(directory), len(body))


def _local(name: str, packed: bytes, size: int) -> bytes:
    return struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 33, 0, len(packed), size, len(name), 0) + name.encode()


def _listed(name: str, packed: bytes, size: int, at: int) -> bytes:
    return struct.pack(
        "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, 0, len(packed), size, len(name), 0, 0, 0, 0, 0, at
    ) + name.encode()  # fmt: skip


def _end(count: int, size: int, at: int) -> bytes:
    return struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, size, at, 0)
