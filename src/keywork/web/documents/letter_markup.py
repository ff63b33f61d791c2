"""The small markup of letters: paragraphs, headings, points, and fields that the record fills in.

A template may name fields and ask whether one is known, and nothing else: whatever more it holds is refused with its
line. A letter's own text is no template: two braces in it are two braces. Neither ever becomes HTML by itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

GAP = re.compile(r"\[\[([^\[\]]*)\]\]")
LONGEST = 20_000
HEADING, POINT = "## ", "- "
ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData)


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot stand in a template: where, and what to do about it.

    Args:
        place: for example ``line 3``.
        words: what is wrong there.
    """

    place: str
    words: str

    def __str__(self) -> str:
        return f"{self.place[:1].upper()}{self.place[1:]}: {self.words}"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a letter: a heading, a paragraph of lines, or a list of points."""

    kind: str
    lines: tuple[str, ...]


def sandbox(*, autoescape: bool) -> SandboxedEnvironment:
    """Return an environment in which a template reaches nothing but the fields it is given."""
    made = SandboxedEnvironment(autoescape=autoescape, undefined=StrictUndefined, keep_trailing_newline=True)
    made.globals.clear()
    made.filters.clear()
    made.tests.clear()
    return made


def faults(source: str, known: Collection[str]) -> list[Fault]:
    """Return what cannot stand in a template.

    Args:
        source: the template.
        known: the names of the fields there are.
    """
    try:
        tree = sandbox(autoescape=False).parse(source)
    except TemplateSyntaxError as error:
        return [Fault(f"line {error.lineno}", "a field is not written as {{ child.name }}, with both pairs of braces.")]
    except RecursionError:
        return [Fault("line 1", "fields stand inside each other too deeply.")]
    return list(_walk(tree, known))


def _walk(node: nodes.Node, known: Collection[str]) -> Iterator[Fault]:
    if isinstance(node, ALLOWED):
        for child in node.iter_child_nodes():
            yield from _walk(child, known)
    elif isinstance(node, nodes.If):
        yield from _field(node.test, known)
        for child in (*node.body, *node.elif_, *node.else_):
            yield from _walk(child, known)
    else:
        yield from _field(node, known)


def _field(node: nodes.Node, known: Collection[str]) -> Iterator[Fault]:
    place, name = f"line {node.lineno}", _dotted(node)
    if name is None:
        yield Fault(place, "only the name of a field may stand between braces, such as {{ child.name }}.")
    elif name not in known:
        yield Fault(place, f"there is no field “{name[:60]}”.")


def _dotted(node: nodes.Node) -> str | None:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        before = _dotted(node.node)
        return f"{before}.{node.attr}" if before else None
    return None


def nested(values: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return fields by the two halves of their names, as a template reads them."""
    found: dict[str, dict[str, str]] = {}
    for name, value in values.items():
        group, _, last = name.partition(".")
        found.setdefault(group, {})[last] = value
    return found


def fill(source: str, values: Mapping[str, str]) -> str:
    """Return the text of a template whose fields are filled in; what the record says stays words, whatever it holds.

    Args:
        source: a template without faults.
        values: what each field says; one that is empty is not known.
    """
    written = sandbox(autoescape=False).from_string(source).render(nested(values))
    return re.sub(r"\n{3,}", "\n\n", written).strip() + "\n"


def one_line(value: str) -> str:
    """Return words on one line, so that a name cannot begin a heading or a point, with no gap of its own."""
    return " ".join(value.replace("[[", "[ [").replace("]]", "] ]").split())


def gaps(text: str) -> list[str]:
    """Return what is still to be written, as ``[[...]]`` says it."""
    return [" ".join(found.split()) or "something" for found in GAP.findall(text)]


def blocks(text: str) -> list[Block]:
    """Return the pieces of a letter's text, in their order."""
    found: list[Block] = []
    for chunk in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        found += _pieces([line.rstrip() for line in chunk.split("\n") if line.strip()])
    return found


def _pieces(lines: list[str]) -> Iterator[Block]:
    kept: list[str] = []
    kind = "words"
    for line in lines:
        now = "heading" if line.startswith(HEADING) else "points" if line.startswith(POINT) else "words"
        if kept and (now != kind or now == "heading"):
            yield Block(kind, tuple(kept))
            kept = []
        kind = now
        kept.append(line.removeprefix(HEADING if now == "heading" else POINT if now == "points" else "").strip())
    if kept:
        yield Block(kind, tuple(kept))
