"""The components that our pages use write what GOV.UK Frontend's own published fixtures say."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest
from jinja2 import Environment

from keywork.web.ui.jinja import environment
from shared import ROOT

PUBLISHED = ROOT / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"
USED = (
    "checkboxes",
    "date-input",
    "error-summary",
    "file-upload",
    "input",
    "password-input",
    "radios",
    "select",
    "textarea",
)
VOID = {"input", "br", "img", "hr", "meta", "link", "path"}


def fixtures() -> list[Any]:
    found = []
    for component in USED:
        file = PUBLISHED / component / "fixtures.json"
        listed = json.loads(file.read_text())["fixtures"] if file.exists() else []
        found += [pytest.param(component, one, id=f"{component}: {one['name']}") for one in listed]
    return found


class Read(HTMLParser):
    """Reads a page into tags, attributes in one order, and words, however they are spaced."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.read: list[Any] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.read.append((tag, sorted((name, " ".join((value or "").split())) for name, value in attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.read.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if words := " ".join(data.split()):
            self.read.append(words)


@pytest.fixture(scope="module")
def pages() -> Environment:
    from jinja2 import DictLoader

    return environment(loader=DictLoader({}), autoescape=True)


def macro_of(component: str) -> str:
    return "govuk" + "".join(part.capitalize() for part in component.split("-"))


@pytest.mark.parametrize(("component", "fixture"), fixtures())
def test_a_component_is_written_as_published(pages: Environment, component: str, fixture: dict[str, Any]) -> None:
    path = f"govuk_frontend_jinja/components/{component}/macro.html"
    page = pages.from_string(
        f'{{% from "{path}" import {macro_of(component)} %}}{{{{ {macro_of(component)}(params) }}}}'
    )
    assert Read(page.render(params=fixture["options"])).read == Read(fixture["html"]).read
