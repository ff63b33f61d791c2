"""Keeping documents, sharing them and taking words out of them."""

from keywork.web.documents.services.keeping import keep_generated

__all__ = ["keep_generated"]
