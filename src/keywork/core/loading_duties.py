"""Reading duties and exceptions, the part of the law's data that most often changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

from keywork.core.calendars import Calendar
from keywork.core.register import (
    Assurance,
    Duty,
    DutyKind,
    EventKind,
    ExceptionRule,
    Force,
    Period,
    Trigger,
    Version,
)
from keywork.core.yamlfile import Block, YamlFault, read_yaml

NUMBER, COUNTED = frozenset({"n"}), frozenset({"n", "from"})
# For each primitive: the keys it must have and those it may have.
PERIOD_KEYS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    **{op: (COUNTED, frozenset()) for op in ("W", "DX", "DI", "WDX", "WDI", "M", "PI", "NB")},
    "BEFORE": (frozenset({"day", "year_of", "year_shift"}), frozenset()),
    "EVERY": (frozenset({"n", "unit"}), frozenset({"at_most"})),
    "MIN": (frozenset({"of"}), frozenset({"by_time"})),
    "MAX": (frozenset({"of"}), frozenset({"by_time"})),
    "UNTIL": (frozenset({"until", "once"}), frozenset()),
    "NONE": (frozenset({"standard"}), frozenset()),
}
UNITS = frozenset({"week", "month", "term", "half-term"})
MARKS = frozenset({"primary", "secondary", "unconfirmed"})
DUTY_KEYS = frozenset(
    "id title owner pathway kind force trigger applies_when per met_by ended_by barred versions consequences "
    "measures assurance notes".split()
)
VERSION_KEYS = frozenset("from to status citation period calendar roll exceptions note".split())
EXCEPTION_KEYS = frozenset("code title test applies_to effective citation assurance notes".split())


def read_duties(
    folder: Path,
    *,
    kinds: Mapping[str, EventKind],
    conditions: Collection[str],
    calendars: Mapping[str, Calendar],
    rolls: Collection[str],
) -> list[Duty]:
    """Read every file of duties and check what they name.

    Raises:
        YamlFault: a duty is faulty.
    """
    exceptions = {block.text("code") for block in read_yaml(folder / "exceptions.yaml").blocks("exceptions")}
    threads = {kind.thread for kind in kinds.values()} | {"child"}
    found: dict[str, tuple[Block, Duty]] = {}
    for path in sorted((folder / "duties").glob("*.yaml")):
        page = read_yaml(path).only({"pathway", "duties"})
        for block in page.blocks("duties"):
            duty = _duty(block, kinds)
            if duty.id in found:
                raise block.fault(f"the duty '{duty.id}' stands twice", "id")
            block.one_of("pathway", {page.text("pathway")})
            block.one_of("per", {name for name in threads if name})
            if duty.applies_when is not None:
                block.one_of("applies_when", conditions)
            for version in block.blocks("versions"):
                version.one_of("calendar", {*calendars, "none"})
                version.one_of("roll", rolls)
                for code in version.texts("exceptions"):
                    if code not in exceptions:
                        raise version.fault(f"unknown exception '{code}'", "exceptions")
            found[duty.id] = (block, duty)
    for block, duty in found.values():
        _check_references(block, duty, found, kinds)
    return [duty for _, duty in found.values()]


def _duty(block: Block, kinds: Mapping[str, EventKind]) -> Duty:
    block.only(DUTY_KEYS)
    trigger = block.block("trigger").only({"events", "pick"})
    events = trigger.texts("events")
    for key, names in (("met_by", ()), ("ended_by", ()), ("barred", ()), ("events", events)):
        holder = trigger if key == "events" else block
        for name in names or holder.texts(key):
            if name not in kinds:
                raise holder.fault(f"'{key}' names an unknown event '{name}'", key)
    versions = tuple(_version(v) for v in block.blocks("versions"))
    if not events or not versions:
        raise block.fault("a duty needs an event that starts it and at least one version")
    _no_overlap(block, versions)
    return Duty(
        id=block.text("id"),
        title=block.text("title"),
        owner=block.text("owner"),
        pathway=block.text("pathway"),
        kind=DutyKind(block.one_of("kind", list(DutyKind))),
        force=Force(block.one_of("force", list(Force))),
        trigger=Trigger(events, trigger.one_of("pick", {"earliest", "latest"})),
        applies_when=block.optional_text("applies_when"),
        per=block.text("per"),
        met_by=block.texts("met_by"),
        ended_by=block.texts("ended_by"),
        barred=block.texts("barred"),
        versions=versions,
        consequences=block.texts("consequences"),
        measures=block.texts("measures"),
        assurance=_assurance(block.block("assurance")),
        notes=block.optional_text("notes"),
    )


def _assurance(block: Block) -> Assurance:
    parts = block.only({"mark", "parts"}).block("parts")
    for part in parts:
        parts.one_of(part, MARKS)
    return Assurance(block.one_of("mark", MARKS), {part: parts.text(part) for part in parts})


def _version(block: Block) -> Version:
    block.only(VERSION_KEYS)
    starts, ends = block.optional_day("from"), block.optional_day("to")
    status = block.one_of("status", {"in-force", "proposed"})
    if (starts is None) != (status == "proposed"):
        raise block.fault("a version without 'from' is a proposal, and only such a one", "status")
    if starts and ends and ends < starts:
        raise block.fault(f"'to' ({ends}) is before 'from' ({starts})", "to")
    return Version(
        starts=starts,
        ends=ends,
        status=status,
        citation=block.text("citation"),
        period=_period(block.block("period")),
        calendar=block.text("calendar"),
        roll=block.text("roll"),
        exceptions=block.texts("exceptions"),
        note=block.optional_text("note"),
    )


def _no_overlap(block: Block, versions: tuple[Version, ...]) -> None:
    dated = sorted((v for v in versions if v.starts), key=lambda v: v.starts or date.min)
    for earlier, later in pairwise(dated):
        if earlier.ends is None or (later.starts and earlier.ends >= later.starts):
            raise block.fault(f"versions overlap: one from {earlier.starts}, another from {later.starts}", "versions")


def _period(block: Block) -> Period:
    op = block.one_of("op", PERIOD_KEYS)
    required, optional = PERIOD_KEYS[op]
    block.only({"op", *required}, optional)
    if op == "EVERY":
        block.one_of("unit", UNITS)
    if op == "BEFORE":
        block.read("day", lambda day: date.fromisoformat(f"2023-{day}"))
    numbers = {key: block.whole(key) for key in ("at_most", "year_shift") if key in block}
    texts = {k: block.text(k) for k in ("day", "year_of", "unit", "standard", "until", "once", "by_time") if k in block}
    return Period(
        op=op,
        n=block.whole("n") if "n" in block else 0,
        counted_from=block.text("from") if "from" in block else "trigger",
        of=tuple(_period(limb) for limb in block.blocks("of")) if "of" in block else (),
        attributes={**numbers, **texts},
    )


def _check_references(block: Block, duty: Duty, duties: Collection[str], kinds: Mapping[str, EventKind]) -> None:
    for version in duty.versions:
        for name in _references(version.period):
            if name.startswith("due:"):
                if name[4:] not in duties:
                    raise block.fault(f"counts from the unknown duty '{name[4:]}'", "versions")
                continue
            kind, _, field = name.partition(".")
            if kind not in kinds:
                raise block.fault(f"counts from the unknown event '{kind}'", "versions")
            if field and field not in kinds[kind].fields:
                raise block.fault(f"the event '{kind}' has no field '{field}'", "versions")


def _references(period: Period) -> list[str]:
    named = [period.counted_from] if period.counted_from != "trigger" else []
    named += [str(period.attributes[key]) for key in ("year_of", "until", "once") if key in period.attributes]
    return named + [name for limb in period.of for name in _references(limb)]


def read_exceptions(path: Path, *, kinds: Collection[str], duties: Collection[Duty]) -> dict[str, ExceptionRule]:
    """Read the exceptions and check that they and the duties name each other.

    Raises:
        YamlFault: an exception is faulty, or reaches a duty that does not list it.
    """
    page = read_yaml(path).only({"effect", "record_needs", "exceptions"})
    listing = {duty.id: {code for v in duty.versions for code in v.exceptions} for duty in duties}
    found: dict[str, ExceptionRule] = {}
    for block in page.blocks("exceptions"):
        rule = _exception(block, kinds)
        if rule.code in found:
            raise block.fault(f"the exception '{rule.code}' stands twice", "code")
        _agree(block, rule, listing)
        found[rule.code] = rule
    return found


def _agree(block: Block, rule: ExceptionRule, listing: Mapping[str, set[str]]) -> None:
    for duty_id in rule.applies_to:
        if rule.code not in listing.get(duty_id, set()):
            raise block.fault(f"reaches '{duty_id}', which is unknown or does not list it", "applies_to")
    for duty_id, codes in listing.items():
        if rule.code in codes and duty_id not in rule.applies_to:
            raise block.fault(f"the duty '{duty_id}' lists it, but it does not reach that duty", "applies_to")


def _exception(block: Block, kinds: Collection[str]) -> ExceptionRule:
    block.only(EXCEPTION_KEYS)
    test = block.block("test").only({"words", "events", "formula", "body_kind"})
    effective = block.block("effective").only({"from", "to"})
    for name in test.texts("events"):
        if name not in kinds:
            raise test.fault(f"unknown event '{name}'", "events")
    return ExceptionRule(
        code=block.text("code"),
        title=block.text("title"),
        words=test.text("words"),
        events=test.texts("events"),
        formula=test.text("formula"),
        body_kinds=test.texts("body_kind"),
        applies_to=block.texts("applies_to"),
        starts=effective.day("from"),
        ends=effective.optional_day("to"),
        citation=block.text("citation"),
        assurance=_assurance(block.block("assurance")),
        notes=block.optional_text("notes"),
    )


__all__ = ["YamlFault", "read_duties", "read_exceptions"]
