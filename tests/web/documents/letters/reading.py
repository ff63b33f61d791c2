"""Reading a PDF as its reader does."""

from __future__ import annotations

import io

from pypdf import PdfReader


def words_of(content: bytes) -> str:
    """The words of a PDF, in their order."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
