"""Imports, findings and reviews in finished words; findings never name a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from keywork.web.people.models import Person
from keywork.web.returns.cli import LABELS
from keywork.web.returns.models import FindingRow, ReviewItem
from keywork.web.returns.rules.catalogue import rule_of
from keywork.web.returns.staging import Finding
from keywork.web.ui.jinja import short_day

COLOURS = {"error": "red", "query": "yellow", "security": "purple", "format": "grey"}


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule with how often it was broken."""

    rule: str
    severity: str
    colour: str
    count: int
    say: str


def by_rule(findings: Iterable[Finding | FindingRow]) -> list[RuleRow]:
    """Count findings by rule, errors first."""
    return counted(Counter(finding.rule for finding in findings))


def counted(counts: Mapping[str, int]) -> list[RuleRow]:
    """Return counts by rule as rows, errors first."""
    order = list(COLOURS)
    rows = [_rule_row(rule, count) for rule, count in counts.items()]
    return sorted(rows, key=lambda row: (order.index(row.severity), row.rule))


def _rule_row(rule_id: str, count: int) -> RuleRow:
    rule = rule_of(rule_id)
    return RuleRow(rule_id, rule.severity, COLOURS[rule.severity], count, rule.say)


def summary_rows(summary: dict[str, int]) -> list[tuple[str, str]]:
    """Return the counts of an import in words."""
    return [(LABELS[key].capitalize(), f"{count:,}") for key, count in summary.items() if key in LABELS]


@dataclass(frozen=True, slots=True)
class Review:
    """Something that waits for a person, as they see it."""

    id: int
    title: str
    reason: str
    rows: tuple[tuple[str, str, str, bool], ...]
    answers: tuple[tuple[str, str], ...]


def review(item: ReviewItem) -> Review:
    """Return an item with what is the same and what differs."""
    if item.kind == ReviewItem.Kind.ABSENT:
        name = item.person.name if item.person else "Somebody"
        reference = item.case.reference if item.case else ""
        return Review(item.pk, f"{name} ({reference})", item.reason, (), (("keep", "Seen: leave the case open"),))
    people = (item.person, item.candidate)
    rows = tuple(
        (label, *(shown := tuple(_shown(person, name) for person in people)), shown[0] == shown[1])
        for label, name in (
            ("Surname", "surname"), ("Forename", "forename"), ("Born", "born_on"), ("Sex", "sex"), ("UPN", "upn"),
            ("ULN", "uln"), ("Postcode", "postcode"),
        )
    )  # fmt: skip
    answers = (("same", "They are one person"), ("different", "They are two people"))
    return Review(item.pk, "Is this one child or two?", item.reason, rows, answers)


def _shown(person: Person | None, name: str) -> str:
    value = getattr(person, name, None)
    return short_day(value) if name == "born_on" else str(value or "not known")
