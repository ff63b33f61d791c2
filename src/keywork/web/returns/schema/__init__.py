"""The items of the return by module and year, read from data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from keywork.core.yamlfile import Block, read_yaml

TYPES = ("text", "name", "free", "date", "flag", "code", "whole")
TEXT_TYPES = frozenset({"text", "name", "free"})


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a module.

    Args:
        name: its column, lower case.
        xml: its element.
        type: what it holds.
        codes: the name of its code list.
        own_rule: the rule that checks its codes, where that is not C01.
        becomes: the item that took its place.
    """

    name: str
    xml: str
    type: str
    codes: str | None
    own_rule: str | None
    becomes: str | None
    since: int
    until: int

    def belongs_to(self, year: int) -> bool:
        """Say whether the item is part of a year's collection."""
        return self.since <= year <= self.until


@dataclass(frozen=True)
class Module:
    """One module: its element, the module it hangs on, and its items."""

    name: str
    element: str
    parent: str | None
    items: tuple[Item, ...]
    spellings: Mapping[str, str]

    @property
    def key(self) -> str:
        """The column that holds a row's own id."""
        return f"{self.name}tableid"

    @property
    def parent_key(self) -> str | None:
        """The column that holds the id of the row it hangs on."""
        return f"{self.parent}tableid" if self.parent else None

    @cached_property
    def by_name(self) -> Mapping[str, Item]:
        """The items by column."""
        return {item.name: item for item in self.items}


@dataclass(frozen=True)
class Schema:
    """The whole return: its modules in order of nesting, and its code lists."""

    years: tuple[int, ...]
    modules: Mapping[str, Module]
    codes: Mapping[str, frozenset[str]]

    @cached_property
    def by_element(self) -> Mapping[str, Module]:
        """The modules by element, lower case."""
        return {module.element.lower(): module for module in self.modules.values()}

    def children_of(self, name: str) -> tuple[Module, ...]:
        """Return the modules that hang on one."""
        return tuple(module for module in self.modules.values() if module.parent == name)


@lru_cache(maxsize=1)
def load_schema() -> Schema:
    """Return the return's schema, read once."""
    page = read_yaml(Path(__file__).with_name("sen2.yaml")).only({"years", "modules", "codes"})
    codes = page.block("codes")
    return Schema(
        years=tuple(int(year) for year in page.texts("years")),
        modules={block.text("name"): _module(block, codes) for block in page.blocks("modules")},
        codes={name: frozenset(codes.texts(name)) for name in codes},
    )


def _module(block: Block, codes: Block) -> Module:
    block.only({"name", "element", "parent", "items"})
    spellings = {
        item.text("other_spelling").lower(): item.text("name")
        for item in block.blocks("items")
        if "other_spelling" in item
    }
    items = tuple(_item(item, codes) for item in block.blocks("items"))
    return Module(block.text("name"), block.text("element"), block.optional_text("parent"), items, spellings)


def _item(block: Block, codes: Block) -> Item:
    block.only({"name", "xml", "type"}, {"codes", "own_rule", "becomes", "since", "until", "other_spelling"})
    if "codes" in block:
        block.one_of("codes", codes)
    return Item(
        name=block.text("name"),
        xml=block.text("xml"),
        type=block.one_of("type", TYPES),
        codes=block.optional_text("codes"),
        own_rule=block.optional_text("own_rule"),
        becomes=block.optional_text("becomes"),
        since=int(block.get("since") or 0),
        until=int(block.get("until") or 9999),
    )
