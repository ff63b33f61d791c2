"""What somebody typed into a form that was not taken: shown to them again, so that nothing of it is lost."""

from __future__ import annotations

import re

from django.http import HttpRequest

# Boxes that hold what nobody should read again, and what pages send by themselves.
UNTYPED = re.compile(r"csrf|password|secret|code|token|^seen$|^sequence$|^confirmed$")
CODE = re.compile(r"[0-9a-f-]{36}|on|yes|no")


def what_was_typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the words that a form sent, by the name of each box; no secrets, and no codes that nobody typed."""
    sent = [(name, value.strip()) for name, values in request.POST.lists() for value in values]
    return [
        (name.replace("_", " ").replace("-", " ").capitalize(), value)
        for name, value in sent
        if value and not UNTYPED.search(name) and not CODE.fullmatch(value)
    ]
