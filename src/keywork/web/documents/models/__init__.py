"""The tables of documents: files as they are kept, and what is written with them."""

from keywork.web.documents.models.files import (
    Document,
    DocumentShare,
    DocumentVersion,
    RedactionDraft,
    StoredFile,
)

__all__ = ["Document", "DocumentShare", "DocumentVersion", "RedactionDraft", "StoredFile"]
