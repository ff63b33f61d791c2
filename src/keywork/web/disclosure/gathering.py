"""All that is held about one child, table by table as each declares, and what of it somebody must decide about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model, Q, QuerySet

from keywork.core.loading import load_register
from keywork.web.accounts.matrix import matrix
from keywork.web.accounts.models import AccessEntry, AccessSubject, Role, User
from keywork.web.assessments.models import AssessmentRequest
from keywork.web.casework.looked import FAMILY, INVESTIGATING, told_to_families
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.ledger.models import Case, EventPayload, LedgerEvent
from keywork.web.people.models import CaseCard, DetailsChange, FamilyMember, Person
from keywork.web.returns.models import QuarantinedRow, ReviewItem
from keywork.web.ui.jinja import moment, short_day
from keywork.web.vaults import identity
from keywork.web.vaults.models import ContactPoint, FormerIdentity, HiddenWords, KeptBack

OF_A_CHILD = frozenset({Holds.CHILD, Holds.CODES})
FOUND_OTHERWISE = (QuarantinedRow, FormerIdentity)
# What nobody can read, whom it is about, and what would tell of a flag.
LEFT_OUT = frozenset({
    "id", "authority", "person", "digest", "seal", "position", "salt", "written_by", "address_hidden",
    "restricted", "hidden", "author", "event_id",
})  # fmt: skip
# What the rows of a table are to whoever reads them, in the order in which they do.
TITLES = {
    "people.Person": "Personal details",
    "people.FamilyMember": "Family",
    "vaults.ContactPoint": "How you and your family are reached",
    "ledger.Case": "Cases",
    "people.CaseCard": "Who works on each case",
    "ledger.LedgerEvent": "What happened",
    "ledger.EventPayload": "Details of what happened",
    "assessments.AssessmentRequest": "Requests for an assessment",
    "assessments.Asking": "What was asked about a request",
    "assessments.RequestPaper": "Which documents came with a request",
    "casework.Note": "Notes",
    "exceptions.Reliance": "Exceptions to limits",
    "exceptions.RelianceStep": "What was done with exceptions",
    "voice.Concern": "Calls and e-mails that worried somebody",
    "advice.AdviceRequest": "Requests for advice",
    "advice.AdviceStep": "What was done with requests for advice",
    "advice.AdviceVersion": "Advice that was given",
    "advice.AdviceDraft": "Advice that is being written",
    "representations.Representation": "Answers to draft plans",
    "representations.RepresentationPoint": "What was said and asked about draft plans",
    "representations.PointReply": "What was replied to answers to draft plans",
    "placements.Consultation": "Settings that were consulted",
    "placements.ConsultationReply": "What settings replied",
    "placements.ConsultationStep": "What was done with consultations",
    "placements.Naming": "Which setting is to be named",
    "plans.Plan": "The plan",
    "plans.PlanVersion": "The plan as it was written",
    "plans.PlanCheck": "Checks of the plan",
    "documents.Document": "Documents",
    "documents.DocumentVersion": "Versions of documents",
    "documents.StoredFile": "Files",
    "documents.DocumentShare": "With whom documents are shared",
    "documents.RedactionDraft": "What is about to be taken out of documents",
    "meetings.ArrangedMeeting": "Meetings that were arranged",
    "meetings.MeetingNotes": "Notes of meetings with the family",
    "meetings.NotesCorrection": "What was said to be wrong in notes",
    "panels.AgendaItem": "Panels",
    "panels.MemberView": "What members of a panel thought",
    "panels.Recommendation": "What panels recommended",
    "panels.AssessmentDecision": "Decisions whether to assess or to issue a plan",
    "panels.Seat": "Who sat on a panel",
    "messaging.Thread": "With whom messages were exchanged",
    "messaging.Written": "Messages",
    "messaging.Needs": "How to write and speak to each of you",
    "documents.Letter": "Letters",
    "documents.LetterVersion": "Letters as they were finished",
    "documents.Release": "Letters that were released",
    "documents.Enclosure": "What went with letters",
    "documents.Dispatch": "To whom letters went",
    "documents.LetterLink": "Links to letters",
    "documents.LinkUse": "Who opened letters by link",
    "people.CapacityDecision": "Decisions about capacity",
    "people.SharingAgreement": "Agreements to share",
    "vaults.KeptBack": "What you keep from your parents",
    "people.Involvement": "Who was given access",
    "people.DetailsChange": "Details that were changed",
    "returns.QuarantinedRow": "Rows of returns that wait",
    "accounts.AccessEntry": "Who has looked",
    "deadlines.ClockRow": "Clocks",
    "deadlines.CaseSummary": "Where each case stands",
    "people.NameWord": "Words of names, to find them by",
    "returns.FindingRow": "Findings of the checks of returns",
    "returns.ReviewItem": "Doubts about who is who",
    "people.Barrier": "Who is kept from the record",
    "vaults.FormerIdentity": "Former identity",
    "vaults.HealthOfOthers": "Health of others",
    "vaults.HiddenWords": "Hidden addresses",
}
RESTRICTED = "the case is restricted for safeguarding; the social care officer decides"
HIDDEN = str(HiddenWords.privacy.kept_out)
YOUNG_PERSONS = "the young person keeps it from their parents"
# What a request says of how its maker or the family is reached: theirs, and not the child's.
OF_OTHERS = frozenset({"family.who", "reach.reach", "who"})
LABEL = re.compile(r"(user:[0-9a-f-]{36}|system:\S+)$")
NUMBERS = {"upn": "UPN", "uln": "ULN"}
OF_SOMEBODY_ELSE = "Left out: it is about somebody else"


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one table, each a name and a value for every field that says something."""

    title: str
    rows: list[list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class KeptOut:
    """Rows of one table that are left out until somebody has decided, and why."""

    title: str
    rows: int
    why: str


@dataclass(slots=True)
class Held:
    """What is held about one child.

    Args:
        parts: what may be given out.
        kept_out: what somebody decides about first; never part of what is given out.
    """

    parts: list[Part] = field(default_factory=list)
    kept_out: list[KeptOut] = field(default_factory=list)

    def take(self, title: str, rows: list[list[tuple[str, str]]]) -> None:
        if rows:
            self.parts.append(Part(title, rows))

    def leave(self, title: str, rows: int, why: str) -> None:
        if rows:
            self.kept_out.append(KeptOut(title, rows, why))


def gather(person: Person, *, for_parents: bool = False) -> Held:
    """Return all that is held about a child in every table that declares it may hold something of one.

    Args:
        person: the child or young person.
        for_parents: a parent asks, from whom the young person may keep something.
    """
    held = Held()
    closed = Closed(person, for_parents)
    for model in tables():
        privacy, title = model.privacy, _title(model)  # type: ignore[attr-defined] - tables() yields those that have it
        if model in FOUND_OTHERWISE or not privacy.about:
            continue
        rows = model._default_manager.filter(**{privacy.about: person.pk})
        if not privacy.export:
            held.leave(title, rows.count(), privacy.kept_out)
            continue
        for way, why in closed.ways(model):
            held.leave(title, rows.filter(way).count(), why)
            rows = rows.exclude(way)
        held.take(title, [_said(row) for row in rows.order_by("pk")])
    by_number, by_name = _waiting(person)
    held.take(_title(QuarantinedRow), [_said(row) for row in by_number.order_by("pk")])
    held.leave(_title(QuarantinedRow), by_name.count(), str(ReviewItem.privacy.kept_out))
    held.leave(_title(FormerIdentity), int(identity.is_kept(person.pk)), FormerIdentity.privacy.kept_out)
    held.take(_title(AccessEntry), list(_looks(person)))
    return held


class Closed:
    """Which rows of a table that is given out are not: those of a restricted case, and those kept from parents."""

    def __init__(self, person: Person, for_parents: bool) -> None:
        self.cases = list(person.cards.filter(restricted=True).values_list("pk", flat=True))
        kept = KeptBack.objects.filter(case__card__person=person) if for_parents else KeptBack.objects.none()
        self.adopted = identity.is_kept(person.pk)
        self.entries = list(kept.values_list("event_id", flat=True))

    def ways(self, model: type[Model]) -> Iterator[tuple[Q, str]]:
        """Yield filters of such rows, each with the reason."""
        about = str(model.privacy.about)  # type: ignore[attr-defined] - as in gather()
        if model in (Case, CaseCard):
            yield Q(pk__in=self.cases), RESTRICTED
        elif model is ContactPoint:
            yield Q(hidden=True), HIDDEN
        elif about.endswith("case__card__person"):
            yield Q(**{f"{about.removesuffix('__card__person')}__in": self.cases}), RESTRICTED
        if model is DetailsChange and self.adopted:
            yield Q(pk__isnull=False), str(FormerIdentity.privacy.kept_out)
        if model is KeptBack:
            yield Q(event_id__in=self.entries), YOUNG_PERSONS
        elif model in (LedgerEvent, EventPayload):
            yield Q(pk__in=self.entries), YOUNG_PERSONS


def tables() -> Iterator[type[Model]]:
    """Yield the tables that may hold something of a child, in the order in which they are read."""
    for model in sorted(apps.get_models(), key=lambda model: _place(model._meta.label)):
        declared = vars(model).get("privacy")
        if isinstance(declared, Privacy) and declared.holds in OF_A_CHILD:
            yield model


def _place(label: str) -> int:
    return list(TITLES).index(label) if label in TITLES else len(TITLES)


def _title(model: type[Model]) -> str:
    return TITLES[model._meta.label]


def _waiting(person: Person) -> tuple[QuerySet[QuarantinedRow], QuerySet[QuarantinedRow]]:
    """Return rows of returns that could not be placed: those with the child's number, and a twin's or the child's."""
    by_number, by_name = Q(pk__in=[]), Q(pk__in=[])
    for number in (person.upn, person.uln):
        if number:
            by_number |= Q(raw__icontains=number)
    if person.surname and person.born_on:
        by_name = Q(raw__icontains=person.surname) & Q(raw__icontains=person.born_on.isoformat())
    rows = QuarantinedRow.objects.all()
    return rows.filter(by_number), rows.filter(by_name).exclude(by_number)


def _looks(person: Person) -> Iterator[list[tuple[str, str]]]:
    """Yield who looked and when, as a family is told of it."""
    subjects = [person.pk, *person.cards.values_list("pk", flat=True)]
    told, said = told_to_families(), matrix()
    named = AccessSubject.objects.filter(subject__in=subjects).values("entry_id")
    rows = AccessEntry.objects.filter(pk__in=named, allowed=True, action__in=told).exclude(role__in=INVESTIGATING)
    for at, role, action in rows.exclude(role__in=FAMILY).order_by("pk").values_list("at", "role", "action"):
        yield [("When", moment(at)), ("Who", Role(role).label if role else "The system"), ("What", said[action].done)]


def _said(row: Model) -> list[tuple[str, str]]:
    closed = _of_somebody_else(row)
    shown = []
    for one in row._meta.concrete_fields:
        if one.name in LEFT_OUT:
            continue
        text = OF_SOMEBODY_ELSE if one.name in closed else _text(row, one)
        if text:
            shown.append((NUMBERS.get(one.name) or str(one.verbose_name).capitalize(), text))
    return shown


def _of_somebody_else(row: Model) -> frozenset[str]:
    """Return the fields of a row that are about somebody else, whom they may not be given out about unasked."""
    if isinstance(row, FamilyMember):
        return frozenset({"name", "before", "user"})
    if isinstance(row, ContactPoint) and row.member_id:
        return frozenset({"value", "reached"})
    return frozenset()


def _text(row: Model, one: Field[Any, Any]) -> str:
    value = getattr(row, one.name)
    if value in (None, "", [], {}):
        return ""
    if isinstance(row, LedgerEvent) and one.name == "kind":
        return _meaning(row)
    if isinstance(one, ForeignKey):
        return _pointed(value)
    if one.choices:
        return str(getattr(row, f"get_{one.name}_display")())
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return short_day(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(row, AssessmentRequest) and one.name == "answers":
        value = {name: said for name, said in value.items() if said and name not in OF_OTHERS}
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {said}" for name, said in value.items())
    if isinstance(value, list):
        return "; ".join(map(str, value))
    text = str(value)
    return _who(text) if LABEL.match(text) else text


def _who(label: str) -> str:
    """Say what somebody is who stands in a record by their label alone."""
    user = User.objects.filter(pk=label.removeprefix("user:")).first() if label.startswith("user:") else None
    return _pointed(user) if user else "The system"


def _pointed(value: Model) -> str:
    """Say in words what a row points to: people who work here by what they are, and nobody else by name."""
    if isinstance(value, User):
        return str(value.membership.get_role_display())
    if isinstance(value, FamilyMember):
        return str(value.get_relationship_display())
    if isinstance(value, LedgerEvent):
        return f"{_meaning(value)} {short_day(value.occurred_on)}".strip()
    return value.reference if isinstance(value, Case) else str(value)


def _meaning(event: LedgerEvent) -> str:
    kind = load_register().kinds.get(event.kind)
    return kind.meaning if kind else event.kind
