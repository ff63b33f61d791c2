"""Reading YAML strictly: no key twice, none unknown, and every fault with its file and line.

This is the one place of ``core`` that uses a library outside Python's own. Scalars stay text
(``null`` becomes None); what reads them knows what they should be.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml

T = TypeVar("T")
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NULL = "tag:yaml.org,2002:null"


class YamlFault(ValueError):
    """Something in a data file that must be mended, with where it stands."""

    def __init__(self, path: Path | str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line
        self.message = message


class Block(dict[str, Any]):
    """A mapping of a YAML file that remembers where each of its keys stands.

    Args:
        path: the file.
        line: the line on which the mapping begins.
        lines: the line of every key.
    """

    def __init__(self, path: Path | str, line: int, values: dict[str, Any], lines: dict[str, int]) -> None:
        super().__init__(values)
        self.path = path
        self.line = line
        self.lines = lines

    def fault(self, message: str, key: str | None = None) -> YamlFault:
        """Make a fault that names this block's file and line, or those of one key."""
        return YamlFault(self.path, self.lines.get(key or "", self.line), message)

    def only(self, required: Collection[str], optional: Collection[str] = ()) -> Block:
        """Refuse keys that are not expected and demand those that are.

        Raises:
            YamlFault: a key is unknown or missing.
        """
        for key in self:
            if key not in required and key not in optional:
                raise self.fault(f"unknown key '{key}'", key)
        for key in required:
            if key not in self:
                raise self.fault(f"'{key}' is missing")
        return self

    def text(self, key: str) -> str:
        """Return a value that must be text."""
        return self._as(key, str, "text")

    def optional_text(self, key: str) -> str | None:
        """Return a value that may be absent or null."""
        return None if self.get(key) is None else self.text(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; absent or null gives none."""
        found = self.get(key) or []
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            raise self.fault(f"'{key}' must be a list of words", key)
        return tuple(found)

    def block(self, key: str) -> Block:
        """Return a value that must be a mapping."""
        return self._as(key, Block, "a mapping")

    def blocks(self, key: str) -> list[Block]:
        """Return a list of mappings."""
        found = self.get(key) or []
        if not isinstance(found, list) or not all(isinstance(item, Block) for item in found):
            raise self.fault(f"'{key}' must be a list of mappings", key)
        return found

    def day(self, key: str) -> date:
        """Return a value that must be a date that exists."""
        return self.read(key, as_day)

    def optional_day(self, key: str) -> date | None:
        """Return a date that may be absent or null."""
        return None if self.get(key) is None else self.day(key)

    def whole(self, key: str) -> int:
        """Return a value that must be a whole number."""
        return self.read(key, int)

    def flag(self, key: str, default: bool = False) -> bool:
        """Return a yes/no value."""
        found = self.get(key)
        if found is None:
            return default
        if found not in {"true", "false"}:
            raise self.fault(f"'{key}' must be true or false", key)
        return bool(found == "true")

    def one_of(self, key: str, allowed: Collection[str]) -> str:
        """Return a text that must be one of a list."""
        found = self.text(key)
        if found not in allowed:
            raise self.fault(f"'{key}' is '{found}', not one of {', '.join(sorted(allowed))}", key)
        return found

    def read(self, key: str, convert: Callable[[str], T]) -> T:
        """Return a text converted by a function that raises ValueError on what it cannot read."""
        try:
            return convert(self.text(key))
        except ValueError as error:
            raise self.fault(f"'{key}': {error}", key) from error

    def _as(self, key: str, kind: type[T], words: str) -> T:
        if key not in self:
            raise self.fault(f"'{key}' is missing")
        found = self[key]
        if not isinstance(found, kind):
            raise self.fault(f"'{key}' must be {words}", key)
        return found


def as_day(text: str) -> date:
    """Read a date in the form 2026-03-27.

    Raises:
        ValueError: it is not in that form, or there is no such day.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{text} is not a date") from error


def read_yaml(path: Path) -> Block:
    """Read a file whose top is a mapping.

    Args:
        path: the file, UTF-8.

    Raises:
        YamlFault: it is not YAML, is not a mapping, or has a key twice.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise YamlFault(path, 1, f"cannot be read: {error}") from error
    return parse_yaml(text, path)


def parse_yaml(text: str, path: Path | str = "text") -> Block:
    """Read a text whose top is a mapping; as :func:`read_yaml`."""
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise YamlFault(path, line, f"not readable as YAML: {error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise YamlFault(path, 1, f"not readable as YAML: {error}") from error
    if node is None:
        raise YamlFault(path, 1, "the file is empty")
    built = _build(node, path)
    if not isinstance(built, Block):
        raise YamlFault(path, 1, "the top of the file must be a mapping")
    return built


def _build(node: yaml.Node, path: Path | str) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag == NULL else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, path) for item in node.value]
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise YamlFault(path, line, "a key must be a word")
        key = key_node.value
        if key in values:
            raise YamlFault(path, line, f"the key '{key}' stands twice (first on line {lines[key]})")
        values[key] = _build(value_node, path)
        lines[key] = line
    return Block(path, node.start_mark.line + 1, values, lines)
