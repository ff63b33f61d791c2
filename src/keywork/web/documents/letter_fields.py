"""The fields that a letter's template may name, and what a case's record says for each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from keywork.core.clocks import Clock
from keywork.web.accounts.models import Organisation
from keywork.web.deadlines.queries import clocks_at
from keywork.web.documents.letter_kinds import PARTS
from keywork.web.documents.letter_markup import fill, one_line
from keywork.web.documents.letter_rights import Named, fields_of
from keywork.web.kernel.asat import AsAt
from keywork.web.kernel.clock import today
from keywork.web.people.models import CaseCard
from keywork.web.ui.jinja import day


@dataclass(frozen=True, slots=True)
class Field:
    """A field: what it stands for, what an invented case says, and the duties whose date it is, the first that runs."""

    name: str
    title: str
    sample: str
    duties: tuple[str, ...] = ()


MUST_REACH, SHOULD_HAVE = "must reach you by", "should have reached you by"
ORDERED = ("order-assess-final", "unopposed-assess-final")
FIELDS = (
    Field("child.name", "the child’s name", "Amara Sample-Osei"),
    Field("child.forename", "the child’s first name", "Amara"),
    Field("child.born_on", "the child’s date of birth", "4 March 2015"),
    Field("whom.name", "“you” to the young person; the child’s name to everybody else", "Amara Sample-Osei"),
    Field("whom.forename", "“you” to the young person; the child’s first name to everybody else", "Amara"),
    Field("whose.name", "“your” to the young person; “Amara Sample-Osei’s” to everybody else", "Amara Sample-Osei’s"),
    Field("whose.forename", "“your” to the young person; “Amara’s” to everybody else", "Amara’s"),
    Field("rights.whose", "whose rights the letter names, in a sentence",
          "The rights that this letter names are a parent’s."),
    Field("case.reference", "the case’s reference", "EHC-2026-00042"),
    Field("authority.name", "the authority’s name", "Wexcombe Council"),
    Field("keyworker.name", "the keyworker’s name", "Robin Sample"),
    Field("setting.name", "the setting’s name", "Bramblewood School"),
    Field("request.received_on", "the day the request was received", "Monday 7 September 2026"),
    Field("decision.due_on", "the last day for the decision whether to assess", "Monday 19 October 2026",
          ("ehcna-decision",)),
    Field("decision.law", "the law behind that day", "SEND Regulations 2014, regulation 5", ("ehcna-decision",)),
    Field("plan.due_on", "the last day for the final plan", "Monday 25 January 2027", ("ehcp-final",)),
    Field("plan.law", "the law behind that day", "SEND Regulations 2014, regulation 13", ("ehcp-final",)),
    Field("plan.reaches", "“must reach you by”, and once that day has passed “should have reached you by”", MUST_REACH,
          ("ehcp-final",)),
    Field("ordered.plan_due_on", "the last day for the final plan after an order or an agreement",
          "Monday 25 January 2027", ORDERED),
    Field("ordered.plan_law", "the law behind that day", "SEND Regulations 2014, regulation 44", ORDERED),
    Field("ordered.plan_reaches", "“must reach you by”, or “should have reached you by”", MUST_REACH, ORDERED),
)  # fmt: skip
SHORT_FORMS = (
    (r"\bCFA 2014\b", "Children and Families Act 2014"),
    (r"\bss\.\s?", "sections "),
    (r"\bs\.\s?", "section "),
    (r"\bregs?\.?\s(?=\d)", "regulation "),
    (r"\bCoP\b", "SEND Code of Practice"),
)
BY_NAME = {field.name: field for field in FIELDS}
OF_PARTS = tuple(f"part.{part.code}" for part in PARTS)
# A part stands in letters; it names no part itself.
IN_PARTS = frozenset(BY_NAME)
IN_LETTERS = IN_PARTS | frozenset(OF_PARTS)
# What a Word template has besides: the text as its writer left it, and what is each recipient's own.
IN_WORD = IN_LETTERS | {"letter.text", "letter.title", "letter.date", "recipient.name", "recipient.address"}


def samples(parts: Mapping[str, str]) -> dict[str, str]:
    """Return what each field says of an invented case.

    Args:
        parts: the template of each part, by its code.
    """
    return with_parts({field.name: field.sample for field in FIELDS}, parts)


def with_parts(values: dict[str, str], parts: Mapping[str, str]) -> dict[str, str]:
    """Return fields with the parts, whose own fields are filled in."""
    return values | {f"part.{code}": fill(source, values).strip() for code, source in parts.items()}


def values_of(
    card: CaseCard, parts: Mapping[str, str], *, named: Named, setting: Organisation | None = None
) -> dict[str, str]:
    """Return what a case's record says for each field; what it does not say is left as a gap to be filled.

    Args:
        card: of the case.
        parts: the template of each part.
        named: whose rights the letter names.
        setting: which setting the letter is about, where it is about one.
    """
    summary = getattr(card.case, "summary", None)
    at = clocks_at(card.case_id, card.authority, AsAt.now())
    clocks = {clock.duty.id: clock for clock in at}
    person = card.person
    said = {
        "child.name": person.name,
        "child.forename": person.forename,
        "child.born_on": f"{person.born_on.day} {person.born_on:%B %Y}" if person.born_on else "",
        "case.reference": card.case.reference,
        "authority.name": card.authority.name,
        "keyworker.name": card.keyworker.display_name if card.keyworker else "",
        "setting.name": setting.name if setting else "",
        "request.received_on": _day(summary.requested_on if summary else None),
    }
    for field in FIELDS:
        if field.duties:
            found = [clocks[duty] for duty in field.duties if duty in clocks]
            said[field.name] = _dated(field, next((one for one in found if one.is_open), found[0] if found else None))
    known = {name: one_line(value) or _gap(name) for name, value in said.items()}
    return with_parts(known | fields_of(card, named), parts)


def _dated(field: Field, clock: Clock | None) -> str:
    if field.name.endswith("reaches"):
        late = clock is not None and clock.legal_deadline is not None and clock.legal_deadline < today()
        return SHOULD_HAVE if late else MUST_REACH
    if clock is None:
        return ""
    if field.name.endswith("law"):
        return spelt_out(clock.version.citation) if clock.version else ""
    return _day(clock.legal_deadline)


def spelt_out(citation: str) -> str:
    """Return a citation as a family can look it up: the register's short forms written out."""
    for short, whole in SHORT_FORMS:
        citation = re.sub(short, whole, citation)
    return citation


def _day(value: date | None) -> str:
    return day(value) if value else ""


def _gap(name: str) -> str:
    return f"[[{BY_NAME[name].title}]]"
