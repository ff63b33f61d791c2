"""How a file is taken in by a page, and given out by one."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from keywork.web.accounts.sending import once
from keywork.web.documents import store
from keywork.web.documents.errors import Damaged, Unfit
from keywork.web.documents.models.files import DocumentVersion
from keywork.web.documents.services.taking import Taken, take
from keywork.web.kernel.settings import Config

logger = logging.getLogger(__name__)
# A file is saved and never shown by the site itself; were it shown after all, nothing in it could act.
SANDBOX = "sandbox; default-src 'none'"
DAMAGED = (
    "This file is not as it was kept",
    "It is not shown, so that nobody reads something else for it. Nothing was lost that a backup holds: tell your "
    "administrator, who has it put back.",
)


def largest() -> int:
    """Return how many bytes a file may have."""
    return Config.read().largest_file


def taken_of(form: Any) -> Taken | None:
    """Return the file of a form, looked through; None where the form says why not."""
    try:
        return take(form.cleaned_data["file"])
    except Unfit as unfit:
        form.add_error("file", str(unfit))
        return None


def kept_once(request: HttpRequest, keep: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """Keep what was taken in, in a transaction of its own, and once however often it is sent."""
    with transaction.atomic():
        return once(keep)(request)


def given_out(request: HttpRequest, version: DocumentVersion) -> HttpResponse:
    """Give out the copy of a version for reading, once it is proven to be what was kept."""
    try:
        content = store.read(version.viewing)
    except Damaged as damaged:
        logger.error("A document is not given out: %s", damaged)
        return render(
            request, "project/error.html", {"title": DAMAGED[0], "advice": DAMAGED[1]}, status=410
        )  # fmt: skip
    response = HttpResponse(content, content_type=version.viewing.media_type)
    name = content_disposition_header(True, version.file_name)
    response.headers["Content-Disposition"] = name or "attachment"
    response.headers["Content-Security-Policy"] = SANDBOX
    return response
