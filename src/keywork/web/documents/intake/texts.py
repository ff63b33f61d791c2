"""Plain text: read as text or not at all."""

from __future__ import annotations

from keywork.web.documents.intake.verdicts import Copy, Refusal

ALLOWED = {"\t", "\n", "\r", "\f"}


def fresh(content: bytes) -> Copy:
    """Return plain text as UTF-8.

    Raises:
        Refusal: it is no text.
    """
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(ord(letter) < 32 and letter not in ALLOWED for letter in text) or "\x7f" in text:
            raise Refusal("text")
        return Copy("text/plain", "txt", text.encode())
    raise Refusal("text")
