"""The items of the return by module and year, read from data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from keywork.core.yamlfile import Block, read_yaml

TYPES = ("text", "name", "free", "date", "flag", "code")
FREE_TYPES = frozenset({"name", "free"})
AUTHORITIES = "authority"
MAY_HAVE = ("codes", "own_rule", "becomes", "means", "personal", "since", "until", "other_spelling")


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
        means: what its codes are in the item that took its place.
        personal: its values never stand in a report.
        since: the first collection that has it.
        until: the last.
    """

    name: str
    xml: str
    type: str
    codes: str | None
    own_rule: str | None
    becomes: str | None
    means: Mapping[str, str]
    personal: bool
    since: int
    until: int

    @property
    def is_text(self) -> bool:
        """Say whether any text may stand in it."""
        return self.type in FREE_TYPES

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
    """The whole return: its modules in order of nesting, its code lists, and the authorities by code."""

    years: tuple[int, ...]
    modules: Mapping[str, Module]
    codes: Mapping[str, frozenset[str]]
    codes_since: Mapping[tuple[str, str], int]
    authorities: Mapping[str, str]

    def allowed(self, listed: str, year: int) -> frozenset[str]:
        """Return the codes that a list has in a year's collection."""
        later = {code for (name, code), since in self.codes_since.items() if name == listed and year < since}
        return self.codes[listed] - later

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
    folder = Path(__file__).parent
    page = read_yaml(folder / "sen2.yaml").only({"years", "modules", "codes", "codes_since"})
    codes = page.block("codes")
    lists = {name: frozenset(codes.texts(name)) for name in codes}
    authorities = _authorities(read_yaml(folder / "authorities.yaml"))
    # A replaced authority's code is still right in a return: plans go on naming where a child came from.
    lists[AUTHORITIES] = frozenset(authorities)
    return Schema(
        years=tuple(int(year) for year in page.texts("years")),
        modules={block.text("name"): _module(block, lists) for block in page.blocks("modules")},
        codes=lists,
        codes_since=dict(_code_since(block, lists) for block in page.blocks("codes_since")),
        authorities=authorities,
    )


def _authorities(page: Block) -> dict[str, str]:
    page.only({"authorities"})
    listed = page.block("authorities")
    return {code: listed.block(code).only({"name"}, {"until"}).text("name") for code in listed}


def _code_since(block: Block, lists: Mapping[str, frozenset[str]]) -> tuple[tuple[str, str], int]:
    block.only({"list", "code", "since"})
    listed = block.one_of("list", lists)
    return (listed, block.one_of("code", lists[listed])), block.whole("since")


def _module(block: Block, codes: Mapping[str, frozenset[str]]) -> Module:
    block.only({"name", "element", "parent", "items"})
    spellings = {
        item.text("other_spelling").lower(): item.text("name")
        for item in block.blocks("items")
        if "other_spelling" in item
    }
    items = tuple(_item(item, codes) for item in block.blocks("items"))
    return Module(block.text("name"), block.text("element"), block.optional_text("parent"), items, spellings)


def _item(block: Block, codes: Mapping[str, frozenset[str]]) -> Item:
    block.only(
        {"name", "xml", "type"},
        {"codes", "own_rule", "becomes", "means", "personal", "since", "until", "other_spelling"},
    )
    if "codes" in block:
        block.one_of("codes", codes)
    return Item(
        name=block.text("name"),
        xml=block.text("xml"),
        type=block.one_of("type", TYPES),
        codes=block.optional_text("codes"),
        own_rule=block.optional_text("own_rule"),
        becomes=block.optional_text("becomes"),
        means=block.block("means") if "means" in block else {},
        personal=block.flag("personal"),
        since=int(block.get("since") or 0),
        until=int(block.get("until") or 9999),
    )
