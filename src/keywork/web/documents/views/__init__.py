"""The pages of documents."""

from keywork.web.documents.views.adding import add, add_version
from keywork.web.documents.views.reading import document, documents, file
from keywork.web.documents.views.redacting import mark, page, redacted
from keywork.web.documents.views.sharing import change, end_share, keep_back, share
from keywork.web.documents.views.thread_paper import thread_paper

__all__ = [
    "add",
    "add_version",
    "change",
    "document",
    "documents",
    "end_share",
    "file",
    "keep_back",
    "mark",
    "page",
    "redacted",
    "share",
    "thread_paper",
]
