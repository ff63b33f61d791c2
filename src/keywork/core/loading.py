"""Reading the law's data files into a :class:`~keywork.core.register.Register`, and refusing faults.

Every fault names its file and line: unknown or duplicate keys, unknown events, exceptions,
conditions, calendars or duties, overlapping versions, dates that do not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from keywork.core import calendars as cal
from keywork.core.loading_duties import read_duties, read_exceptions
from keywork.core.register import EventKind, FixedQuestion, Register, SettingRule, SourceRule
from keywork.core.yamlfile import Block, YamlFault, as_day, read_yaml

LAW = Path(__file__).resolve().parents[1] / "law"
T = TypeVar("T")


@lru_cache(maxsize=1)
def load_register() -> Register:
    """Return the law that the product carries, read once.

    Raises:
        YamlFault: a data file is faulty.
    """
    return load_register_from(LAW)


def load_register_from(folder: Path) -> Register:
    """Read a folder of law data.

    Args:
        folder: holds ``duties/``, ``events/`` and the single files named in ``law/README.md``.

    Raises:
        YamlFault: a data file is faulty; the message names file and line.
    """
    about = read_yaml(folder / "register.yaml").only({"name", "jurisdiction", "stated_to", "schema"})
    conditions = _sentences(folder / "conditions.yaml", "conditions")
    kinds = _read_kinds(folder)
    calendars, rolls = _read_calendars(folder / "calendars.yaml")
    duties = read_duties(folder, kinds=kinds, conditions=conditions, calendars=calendars, rolls=rolls)
    exceptions = read_exceptions(folder / "exceptions.yaml", kinds=kinds, duties=duties)
    settings, fixed = _read_settings(folder / "settings.yaml")
    names = _read_names(folder / "names.yaml", {duty.id for duty in duties})
    return Register(
        name=about.text("name"),
        stated_to=about.day("stated_to"),
        conditions=conditions,
        calendars=calendars,
        rolls=rolls,
        duties={duty.id: duty for duty in duties},
        exceptions=exceptions,
        kinds=kinds,
        settings=settings,
        fixed=fixed,
        sources=_read_sources(folder / "sources.yaml", kinds),
        names=names["names"],
        owners=names["owners"],
    )


def _sentences(path: Path, key: str) -> dict[str, str]:
    block = read_yaml(path).only({key}).block(key)
    return {name: block.text(name) for name in block}


def _read_names(path: Path, duties: Collection[str]) -> dict[str, dict[str, str]]:
    page = read_yaml(path).only({"names", "owners"})
    page.block("names").only((), duties)
    return {key: {name: page.block(key).text(name) for name in page.block(key)} for key in ("names", "owners")}


def _unique(blocks: list[Block], key: str, make: Callable[[Block], T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for block in blocks:
        name = block.text(key)
        if name in found:
            raise block.fault(f"'{name}' stands twice", key)
        found[name] = make(block)
    return found


def _read_kinds(folder: Path) -> dict[str, EventKind]:
    found: dict[str, EventKind] = {}
    places: list[tuple[Block, EventKind]] = []
    for path in sorted((folder / "events").glob("*.yaml")):
        page = read_yaml(path).only({"section", "events"}, {"record_keeping"})
        for block in page.blocks("events"):
            kind = _kind(block, page.text("section"), page.flag("record_keeping"))
            if kind.name in found:
                raise block.fault(f"the event '{kind.name}' stands twice", "name")
            found[kind.name] = kind
            places.append((block, kind))
    for block, kind in places:
        known_kinds(block, "counts_as", kind.counts_as, found)
    return found


def _kind(block: Block, section: str, record_keeping: bool) -> EventKind:
    block.only({"name", "meaning", "thread", "fields", "counts_as", "use"}, {"record_keeping"})
    fields = block.block("fields")
    return EventKind(
        name=block.text("name"),
        meaning=block.text("meaning"),
        thread=block.optional_text("thread"),
        fields={name: fields.text(name) for name in fields},
        counts_as=block.texts("counts_as"),
        use=block.texts("use"),
        section=section,
        record_keeping=block.flag("record_keeping", record_keeping),
    )


def known_kinds(block: Block, key: str, names: Collection[str], kinds: Collection[str]) -> None:
    """Refuse event kinds that are not in the catalogue.

    Raises:
        YamlFault: a name is unknown.
    """
    for name in names:
        if name not in kinds:
            raise block.fault(f"'{key}' names an unknown event '{name}'", key)


def _read_calendars(path: Path) -> tuple[dict[str, cal.Calendar], dict[str, str]]:
    page = read_yaml(path).only({"calendars", "rolls"})
    listed = page.block("calendars").only({"EW", "UK_ANY", "HESC"})
    ew, uk, hesc = (listed.block(name) for name in ("EW", "UK_ANY", "HESC"))
    ew_days = _holidays(ew.only({"meaning", "bank_holidays"}), "bank_holidays")
    more_days = _holidays(uk.only({"meaning", "bank_holidays_besides_EW"}), "bank_holidays_besides_EW")
    hesc.only({"meaning", "days_not_counted"})
    spans = tuple(_span(hesc, text) for text in hesc.texts("days_not_counted"))
    rolls = page.block("rolls")
    return {
        "EW": cal.Calendar("EW", ew.text("meaning"), ew_days),
        "UK_ANY": cal.Calendar("UK_ANY", uk.text("meaning"), ew_days | more_days),
        "HESC": cal.Calendar("HESC", hesc.text("meaning"), ew_days, spans),
    }, {name: rolls.text(name) for name in rolls}


def _holidays(block: Block, key: str) -> frozenset[date]:
    years = block.block(key)
    found: list[list[date]] = []
    for year in years:
        try:
            days = [as_day(text) for text in years.texts(year)]
        except ValueError as error:
            raise years.fault(str(error), year) from error
        if any(day.year != int(year) for day in days):
            raise years.fault(f"a bank holiday of {year} has another year", year)
        found.append(days)
    return cal.days_of(found)


def _span(block: Block, text: str) -> tuple[tuple[int, int], tuple[int, int]]:
    try:
        first, last = (as_day(f"2024-{part}") for part in text.split(".."))
    except ValueError as error:
        raise block.fault(f"'{text}' is not a span such as 08-01..08-31", "days_not_counted") from error
    return (first.month, first.day), (last.month, last.day)


def _read_settings(path: Path) -> tuple[dict[str, SettingRule], tuple[FixedQuestion, ...]]:
    page = read_yaml(path).only({"settings", "fixed"})
    settings = _unique(page.blocks("settings"), "key", _setting)
    fixed = tuple(
        FixedQuestion(block.text("no"), block.text("question"), block.text("chosen"))
        for block in page.blocks("fixed")
        if block.only({"no", "question", "chosen"})
    )
    return settings, fixed


def _setting(block: Block) -> SettingRule:
    block.only({"no", "key", "values", "question", "chosen", "labels"})
    labels = block.block("labels").only(set(block.texts("values")))
    return SettingRule(
        no=block.text("no"),
        key=block.text("key"),
        values=block.texts("values"),
        question=block.text("question"),
        chosen=block.text("chosen"),
        labels={value: labels.text(value) for value in labels},
    )


def _read_sources(path: Path, kinds: Collection[str]) -> dict[str, SourceRule]:
    def source(block: Block) -> SourceRule:
        block.only({"code", "name", "carries"})
        everything = block["carries"] == "all"
        carries = tuple(kinds) if everything else block.texts("carries")
        known_kinds(block, "carries", carries, kinds)
        return SourceRule(block.text("code"), block.text("name"), frozenset(carries))

    return _unique(read_yaml(path).only({"sources"}).blocks("sources"), "code", source)


__all__ = ["LAW", "YamlFault", "known_kinds", "load_register", "load_register_from"]
