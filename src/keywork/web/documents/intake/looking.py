"""What a file is by its content, against what its name says, and the copy of it that people read."""

from __future__ import annotations

from keywork.web.documents.intake import pdfs, pictures, texts, words
from keywork.web.documents.intake.verdicts import Copy, Refusal

OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
JPEG, PNG, PDF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-"
ENDINGS = {"pdf": {"pdf"}, "docx": {"docx"}, "jpeg": {"jpg", "jpeg", "jpe"}, "png": {"png"}, "text": {"txt", "text"}}
ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ", b"PK\x05\x06")
HEIC = {b"heic", b"heix", b"mif1", b"msf1", b"heim", b"hevc", b"avif"}
# What the name alone says, where the content would be told apart too late or not at all.
BY_ENDING = {
    "doc": "legacy", "xls": "legacy", "ppt": "legacy", "rtf": "legacy", "odt": "legacy", "pages": "legacy",
    "pptx": "legacy", "dot": "legacy", "docm": "macros", "dotm": "macros", "xlsm": "macros", "pptm": "macros",
    "xlsx": "spreadsheet", "xlsb": "spreadsheet", "ods": "spreadsheet", "csv": "spreadsheet", "heic": "heic",
    "heif": "heic", "zip": "archive", "7z": "archive", "rar": "archive", "gz": "archive", "svg": "picture-code",
    "svgz": "picture-code", "msg": "embedded", "eml": "embedded",
}  # fmt: skip


def look(content: bytes, ending: str) -> Copy:
    """Return the copy of a file that people read.

    Args:
        content: the file.
        ending: of its name, in small letters and without the dot.

    Raises:
        Refusal: the file is not taken in.
    """
    if not content:
        raise Refusal("empty")
    kind = _kind(content, ending)
    if ending in BY_ENDING:
        raise Refusal("encrypted" if kind == "encrypted" else BY_ENDING[ending])
    if kind in {"encrypted", "legacy", "macros", "spreadsheet", "heic", "archive", "picture-code"}:
        raise Refusal(kind)
    known = {one for some in ENDINGS.values() for one in some}
    if ending not in known:
        raise Refusal("kind")
    if kind not in ENDINGS or ending not in ENDINGS[kind]:
        raise Refusal("mismatch")
    if kind == "pdf":
        return pdfs.fresh(content)
    if kind == "docx":
        return words.fresh(content)
    return texts.fresh(content) if kind == "text" else pictures.fresh(content, kind.upper())


def _kind(content: bytes, ending: str) -> str:
    if content.startswith(PDF):
        return "pdf"
    if content.startswith(JPEG):
        return "jpeg"
    if content.startswith(PNG):
        return "png"
    if content.startswith(OLE):
        return "encrypted" if "EncryptedPackage".encode("utf-16-le") in content else "legacy"
    if content.startswith(ARCHIVES):
        return "archive"
    if content.startswith(ZIP):
        found = words.is_word(content)
        return {"word": "docx", "macros": "macros", "sheet": "spreadsheet", "": "archive"}[found]
    if content[4:8] == b"ftyp" and content[8:12] in HEIC:
        return "heic"
    if content[:1024].lstrip().lower().startswith((b"<svg", b"<?xml", b"<!doctype", b"<html", b"<script")):
        return "picture-code"
    return "text" if ending in ENDINGS["text"] else "unknown"
