"""Reading a PDF as its reader does."""

from __future__ import annotations

import io

from pypdf import PdfReader


def words_of(content: bytes) -> str:
    """The words of a PDF, in their order."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def is_tagged(content: bytes) -> bool:
    """Say whether a screen reader is told what each part of a PDF is."""
    root = PdfReader(io.BytesIO(content)).root_object
    return bool(root["/MarkInfo"]["/Marked"]) and "/StructTreeRoot" in root and "/Lang" in root
