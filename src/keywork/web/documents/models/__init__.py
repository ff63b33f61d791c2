"""The tables of documents: files as they are kept, and what is written with them."""

from keywork.web.documents.models.files import (
    Document,
    DocumentShare,
    DocumentVersion,
    RedactionDraft,
    StoredFile,
)
from keywork.web.documents.models.letters import (
    Dispatch,
    Enclosure,
    Letter,
    LetterLink,
    LetterTemplate,
    LetterVersion,
    LinkKey,
    LinkUse,
    Release,
)

__all__ = [
    "Dispatch",
    "Document",
    "DocumentShare",
    "DocumentVersion",
    "Enclosure",
    "Letter",
    "LetterLink",
    "LetterTemplate",
    "LetterVersion",
    "LinkKey",
    "LinkUse",
    "RedactionDraft",
    "Release",
    "StoredFile",
]
