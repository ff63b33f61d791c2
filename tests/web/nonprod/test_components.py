"""The gallery shows every component there is, in the states it has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.test import Client
from django.urls import include, path
from jinja2 import nodes

from keywork.web.nonprod import components
from keywork.web.ui import charts, rendering

pytestmark = [pytest.mark.urls(__name__)]
urlpatterns = [path("", include("keywork.web.project.urls")), path("", include("keywork.web.nonprod.urls"))]
WEB = Path(components.__file__).resolve().parents[1]
PARTS = WEB / "ui" / "templates" / "ui" / "components"
GALLERY = WEB / "nonprod" / "templates" / "nonprod"


def parsed(file: Path) -> nodes.Template:
    return engines["jinja"].env.parse(file.read_text(encoding="utf-8"))


def macros() -> set[str]:
    return {macro.name for file in PARTS.glob("*.html") for macro in parsed(file).find_all(nodes.Macro)}


def called(tree: nodes.Template) -> set[str]:
    """The macros of web/ui that a template both takes in and calls."""
    taken: dict[str, str] = {}
    for taking in tree.find_all(nodes.FromImport):
        assert isinstance(taking.template, nodes.Const)
        if str(taking.template.value).startswith("ui/components/"):
            for name in taking.names:
                first, alias = name if isinstance(name, tuple) else (name, name)
                taken[alias] = first
    names = {call.node.name for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)}
    return {taken[name] for name in names if name in taken}


def test_every_macro_is_shown() -> None:
    files = [GALLERY / "components.html", *(GALLERY / "components").glob("*.html")]
    shown = set().union(*(called(parsed(file)) for file in files))
    assert macros() >= {"tag", "chart", "error_summary", "timeline_item"}
    assert macros() - shown == set()


def test_every_page_of_the_gallery_has_a_template_and_every_template_a_page() -> None:
    assert {file.stem for file in (GALLERY / "components").glob("*.html")} == set(components.PAGES)
    assert set(components.TITLES) == set(components.PAGES)


def test_every_sort_of_field_is_shown_empty_filled_in_and_wrong() -> None:
    files = {file.stem for file in (WEB / "ui" / "templates" / "forms").glob("*.html")} - {"form"}
    kinds = {kind for _, kind in rendering.KINDS} | {"hidden"}
    assert kinds == files
    for state, form in components.every_field().items():
        assert {bound.kind for bound in form} == kinds, state
        if state == "wrong":
            faultless = {bound.kind for bound in form if not bound.errors}
            assert faultless - {bound.kind for bound in form if bound.errors} == {"hidden"}


def test_every_sort_of_chart_is_drawn() -> None:
    drawers = {name for name in charts.__all__ if name.islower()}
    source = Path(components.__file__).read_text(encoding="utf-8")
    assert all(f"{name}(" in source for name in drawers)


def test_every_mark_and_colour_that_pages_use_is_shown() -> None:
    presenters = (WEB / "casework" / "presenters.py").read_text(encoding="utf-8")
    for colour in ("red", "orange", "yellow", "green", "purple", "grey"):
        assert f'"{colour}"' in presenters
        assert any(tag.colour == colour for tag in components.TAGS)
    assert {step.mark for step in components.steps()} == set(components.MARKS)


@pytest.mark.django_db
def test_its_pages_show_all_states_of_turning_pages(client: Client, settings: Any) -> None:
    settings.CONFIG = replace(settings.CONFIG, demo=True)
    texts = [client.get(f"/demo/components/?page={number}").content.decode() for number in (1, 2, 3)]
    assert [('rel="prev"' in text, 'rel="next"' in text) for text in texts] == [
        (False, True),
        (True, True),
        (True, False),
    ]
    for page, text in zip(components.PAGES, texts, strict=True):
        assert components.TITLES[page] in text
