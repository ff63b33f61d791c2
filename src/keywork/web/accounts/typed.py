"""What somebody typed into a form that was not taken: shown to them again, so that nothing of it is lost."""

from __future__ import annotations

import inspect
import itertools
import re
import sys
from collections.abc import Collection, Iterator, Sequence

from django import forms
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

# Boxes that hold what nobody should read again, and what pages send by themselves.
UNTYPED = re.compile(
    r"csrf|password|secret|code|token|seen$|^sequence$|^confirmed$|^do$|^count$|^(origin|version)_(\d+)$"
)
CODE = re.compile(r"[0-9a-f-]{36}|on|yes|no")
# What the names of boxes begin with where a page makes them one by one, which says nothing to whoever filled them in.
MADE = re.compile(r"^(text|field|point)_(?=.)")
NUMBERED = re.compile(r"^(.+)_(\d+)$")
Kinds = Sequence[Sequence[type[forms.BaseForm]]]
PART_OF_DAY = re.compile(r"^(.+)-(day|month|year)$")


def what_was_typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the words that a form sent, by what stood above each box; no secrets, and no codes that nobody typed."""
    sent = [(name, value.strip()) for name, values in request.POST.lists() for value in values]
    kinds = _forms_of(request)
    return [
        (_heading(name, kinds, request.POST), value)
        for name, value in sent
        if value and not UNTYPED.search(name) and not CODE.fullmatch(value)
    ]


def where_it_stood(request: HttpRequest) -> str:
    """Return the address of the page on which a form stood, on this site; nothing where the browser does not say."""
    came = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure())
    return came if safe and came.startswith(("http://", "https://")) else ""


def _forms_of(request: HttpRequest) -> Kinds:
    """Return the forms that may have been sent, the likeliest first: those that the view itself names, those of its
    module, and those of its room."""
    match = request.resolver_match
    if match is None:
        return []
    view = inspect.unwrap(getattr(match.func, "view_class", match.func))
    room = ".".join(view.__module__.split(".")[:3])
    of_room = [kind for kind in _below(forms.BaseForm) if f"{kind.__module__}.".startswith(f"{room}.")]
    of_module = [kind for kind in of_room if vars(sys.modules[view.__module__]).get(kind.__name__) is kind]
    named = set(view.__code__.co_names) if inspect.isfunction(view) else set()
    return [[kind for kind in of_module if kind.__name__ in named], of_module, of_room]


def _below(kind: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def _heading(name: str, kinds: Kinds, sent: Collection[str]) -> str:
    """Return what stood above a box, as its form says; where no form of the room does, or several do not agree, its
    name in words."""
    if part := PART_OF_DAY.match(name):
        return f"{_heading(part[1], kinds, sent)}: {part[2]}"
    prefix, _, rest = name.rpartition("-")
    for these, known in itertools.product(kinds, (name, rest) if prefix else (name,)):
        if label := _label(known, these, sent):
            return label
    if line := NUMBERED.match(name):
        return f"{_heading(line[1], kinds, sent)}, line {line[2]}"
    return _in_words(name)


def _label(name: str, kinds: Collection[type[forms.BaseForm]], sent: Collection[str]) -> str:
    """Return the label of a box in the form of a room that was most likely sent: the one that has most of its boxes."""
    having = [boxes for kind in kinds if name in (boxes := _boxes(kind))]
    most = max((len(boxes.keys() & set(sent)) for boxes in having), default=0)
    labels = {boxes[name] for boxes in having if len(boxes.keys() & set(sent)) == most}
    return labels.pop() if len(labels) == 1 else ""


def _boxes(kind: type[forms.BaseForm]) -> dict[str, str]:
    """Return what stands above each box of a form; of boxes that it makes for each page, as its ``made_boxes`` says."""
    own = {name: str(field.label or "") for name, field in getattr(kind, "base_fields", {}).items()}
    return own | getattr(kind, "made_boxes", {})


def _in_words(name: str) -> str:
    words = re.sub(r"[-_]+", " ", MADE.sub("", name)).strip()
    return words[:1].upper() + words[1:]
