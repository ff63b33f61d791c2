"""The keyworker's side: consulting settings with what they are shown, chasing, and taking back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from django.db import transaction

from keywork.core.events import CORRECTION_KINDS, NewEvent
from keywork.core.loading import load_register
from keywork.core.stages import Stage
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Organisation
from keywork.web.deadlines.models import CaseSummary
from keywork.web.deadlines.services import Held, hold
from keywork.web.documents.errors import NotDone as NotShared
from keywork.web.documents.models.files import Document, DocumentShare
from keywork.web.documents.services import sharing
from keywork.web.kernel import clock
from keywork.web.ledger import queries as ledger
from keywork.web.people.models import CaseCard, Involvement
from keywork.web.people.policy import CASES
from keywork.web.people.requested import let_in, let_out
from keywork.web.placements import reasons
from keywork.web.placements.errors import NotDone, Overtaken
from keywork.web.placements.models import Consultation, ConsultationStep
from keywork.web.placements.queries import why_closed
from keywork.web.placements.services import steps
from keywork.web.placements.services.news import tell_setting
from keywork.web.placements.standing import DUTIES, State
from keywork.web.representations.settings_asked import asked_for

ASK, SHARE = "consultation.ask", "document.share"
PREFIX = "setting/"
CONSULTED_IN = (Stage.ADVICE, Stage.DRAFTING, Stage.DRAFT_SENT, Stage.PLAN)
NOT_NOW = "Settings are consulted once the authority has decided to assess, and while a plan is written or kept."
REASON = "Was consulted about being named in the plan"
# What a consulted setting is shown beside the chosen documents: whose case it is, the draft plan, documents.
OPENS = ("a1", "a2", "b6", "b9")
REQUESTED = "setting-requested"
DECISIONS = ("decided-to-assess", "ordered-assessment-notified", "refusal-reversed")
Kind, Whom = ConsultationStep.Kind, Consultation.Whom


@dataclass(frozen=True, slots=True)
class Asked:
    """One setting to consult, or the authority that maintains it.

    Args:
        organisation: one with accounts here; or
        name: of one without.
        urn: its number, where it has one.
        whom: a code of :class:`Consultation.Whom`.
        asked_for: the family asked for it.
    """

    organisation: Organisation | None = None
    name: str = ""
    urn: str = ""
    whom: str = Whom.SETTING
    asked_for: bool = False

    @property
    def title(self) -> str:
        return self.organisation.name if self.organisation else self.name.strip()

    @property
    def number(self) -> str:
        return self.organisation.urn if self.organisation else self.urn.strip()

    def is_of(self, other: Consultation) -> bool:
        """Say whether a consultation is of the same setting or authority."""
        if other.whom != self.whom:
            return False
        if self.organisation is not None and other.organisation_id == self.organisation.pk:
            return True
        return (bool(self.number) and other.urn == self.number) or other.name.casefold() == self.title.casefold()


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown with a consultation, and on what ground.

    Args:
        draft: the draft plan goes with it.
        documents: of the case.
        looked_through: whoever shares them has read them for harm and for others in them.
        ground: a code.
        consent: the consent or the ground in words.
    """

    ground: str
    consent: str
    draft: bool = False
    documents: Sequence[Document] = ()
    looked_through: bool = False


def may_consult(card: CaseCard) -> bool:
    """Say whether settings can be consulted at this stage."""
    summary = CaseSummary.objects.filter(case_id=card.case_id).first()
    return summary is not None and summary.stage in CONSULTED_IN


@transaction.atomic
def consult(
    *, actor: Actor, card: CaseCard, asked: Sequence[Asked], shown: Shown, on: date, question: str = "",
    seen: int | None = None,
) -> list[Consultation]:  # fmt: skip
    """Consult some settings at once, each on a thread and a clock of its own.

    Args:
        actor: who consults.
        card: of the case.
        asked: whom.
        shown: what they are shown, and on what ground.
        on: the day.
        question: what is asked, in words.
        seen: how many entries the record had when the page was shown.

    Raises:
        NotKnown: the case is not theirs.
        NotDone: it cannot be done so.
        Overtaken: somebody recorded something in the case since.
    """
    CASES.check(actor, ASK, card)
    record_of = hold(case_id=card.case_id, actor=actor)
    _check_seen(record_of, seen)
    _check_whom(actor, card, asked)
    _check_shown(actor, card, shown)
    _check_day(card, on)
    wanted = {one.name.casefold(): one.thread for one in asked_for(card.case_id)}
    asked = [replace(one, asked_for=one.asked_for or one.title.casefold() in wanted) for one in asked]
    threads = _threads(card, asked, wanted)
    kinds = [_kind(one) for one in asked]
    entries = [
        steps.entry(kind, thread, one.number, on) for kind, thread, one in zip(kinds, threads, asked, strict=True)
    ]
    steps.write(card.case, entries, actor, record_of=record_of)
    return [_made(actor, card, one, thread, shown, question) for one, thread in zip(asked, threads, strict=True)]


def _kind(one: Asked) -> str:
    return "other-authority-consulted" if one.whom == Whom.AUTHORITY else "setting-consulted"


def _check_seen(record_of: Held, seen: int | None) -> None:
    if seen is not None and seen != (record_of.events[-1].sequence if record_of.events else 0):
        raise Overtaken(
            "Somebody recorded something in this case since you began. Look at what changed, then send it again."
        )


def _check_whom(actor: Actor, card: CaseCard, asked: Sequence[Asked]) -> None:
    if not asked:
        raise NotDone("Choose at least one setting to consult.")
    if not may_consult(card):
        raise NotDone(NOT_NOW)
    waiting = [one for one in Consultation.objects.filter(case_id=card.case_id, ended="") if _is_open(one)]
    told: set[str] = set()
    for one in asked:
        if one.organisation and one.organisation.authority_id != actor.authority_id:
            raise NotDone("There is no such setting here.")
        if not one.title:
            raise NotDone("Enter the name of the setting.")
        if one.whom == Whom.SETTING and (closed := why_closed(one.organisation, one.number, one.title)):
            raise NotDone(closed)
        if any(one.is_of(other) for other in waiting):
            raise NotDone(f"{one.title} was consulted already and has not replied. Chase it, or take it back first.")
        if {one.title.casefold(), one.number or one.title.casefold()} & told:
            raise NotDone(f"{one.title} is chosen twice. Choose it once.")
        told |= {one.title.casefold(), one.number or one.title.casefold()}


def _is_open(one: Consultation) -> bool:
    return steps.now_standing(one).is_open


def _check_shown(actor: Actor, card: CaseCard, shown: Shown) -> None:
    if shown.ground not in reasons.WORDS["shared"] or not shown.consent.strip():
        raise NotDone("Say on what ground the child’s information is shared, with whoever agreed and when.")
    if not shown.documents:
        return
    CASES.check(actor, SHARE, card)
    if not shown.looked_through:
        raise NotDone("Read the documents first, then say that you have.")
    for document in shown.documents:
        if document.case_id != card.case_id or document.about.record_class not in SHAREABLE:
            raise NotDone("A document that was chosen cannot be shown to a setting.")


# Requests, letters, panel papers and papers of a dispute are not shown: their class would open more than the paper.
SHAREABLE = frozenset({"b1", "b2", "b3", "b4", "b5", "b7", "b8", "b9"})


def _check_day(card: CaseCard, on: date) -> None:
    steps.check_day(on, None, "The day they are consulted")
    days = [e.occurred_on for e in ledger.stream(card.case_id) if e.kind in DECISIONS and e.occurred_on]
    if days and on < min(days):
        raise NotDone("The day they are consulted cannot be before the decision to assess.")


def _threads(card: CaseCard, asked: Sequence[Asked], wanted: Mapping[str, str]) -> list[str]:
    """Return a thread for each: the one on which the family asked for it, or one that the case does not have yet.

    It is of the setting's number where it has one, as letters have it too.
    """
    taken = {event.thread for event in ledger.stream(card.case_id) if event.thread and event.kind != REQUESTED}
    taken |= set(Consultation.objects.filter(case_id=card.case_id).values_list("thread", flat=True))
    found = []
    for one in asked:
        theirs = wanted.get(one.title.casefold(), "") if one.whom == Whom.SETTING else ""
        if theirs and theirs not in taken:
            found.append(theirs)
            taken.add(theirs)
            continue
        number = one.number or (str(one.organisation.pk) if one.organisation else "")
        first = [f"{PREFIX}{number}"] if number else []
        more = (f"{PREFIX}{number}-{n}" if number else f"{PREFIX}{n}" for n in range(1 if not number else 2, 9999))
        found.append(next(name for name in chain(first, more) if name not in taken))
        taken.add(found[-1])
    return found


def _made(actor: Actor, card: CaseCard, one: Asked, thread: str, shown: Shown, question: str) -> Consultation:
    """Keep whom a thread is of, show them what was chosen, and open that much of the case to them."""
    labels = sorted({document.label for document in shown.documents})
    involvement = None
    if one.organisation is not None:
        classes = {*OPENS, *(document.about.record_class for document in shown.documents)}
        involvement = let_in(
            actor=actor, card=card, organisation=one.organisation, user=None, is_setting=True, reason=REASON,
            classes=classes,
        )  # fmt: skip
        _share(actor, card, one.organisation, shown)
    made: Consultation = Consultation.objects.create(
        authority=actor.authority, case=card.case, thread=thread, whom=one.whom, organisation=one.organisation,
        name=one.title[:120], urn=one.number, asked_for=one.asked_for, draft_shared=shown.draft, labels=labels,
        ground=shown.ground, consent=shown.consent.strip(), question=question.strip(), asked_by=actor.label,
        involvement=involvement,
    )  # fmt: skip
    steps.note(actor, ASK, made, "consult")
    tell_setting(made, "consultation-asked", actor)
    return made


def _share(actor: Actor, card: CaseCard, organisation: Organisation, shown: Shown) -> None:
    for document in shown.documents:
        there = document.shares.filter(
            shared_with=DocumentShare.With.SETTING, organisation=organisation, ended_at=None
        )  # fmt: skip
        if there.exists():
            continue
        try:
            sharing.share(
                actor=actor, card=card, document=document, audience=DocumentShare.With.SETTING,
                organisation=organisation, looked_through=shown.looked_through, seen=None,
            )  # fmt: skip
        except NotShared as fault:
            raise NotDone(str(fault)) from fault


@transaction.atomic
def chase(*, actor: Actor, card: CaseCard, consultation: Consultation, name: str, text: str, seen: int | None) -> None:
    """Keep that a setting was reminded today.

    Raises:
        NotDone: nothing is waited for. Overtaken: somebody did something with it since.
    """
    CASES.check(actor, ASK, card)
    found = steps.held(consultation, seen=seen)
    steps.check_open(found)
    steps.write(
        found.case, [steps.entry("consultation-chased", found.thread, found.urn, clock.today())], actor
    )  # fmt: skip
    steps.keep(found, Kind.CHASED, actor, name, text=text)
    steps.note(actor, ASK, found, "chase")
    tell_setting(found, "consultation-chased", actor)


@transaction.atomic
def withdraw(
    *, actor: Actor, card: CaseCard, consultation: Consultation, name: str, code: str, text: str, seen: int | None
) -> None:
    """Take a consultation back: its clock ends, and the setting reads nothing more of the case, from this moment.

    Raises:
        NotDone: there is a reply already, or it is not open. Overtaken: somebody did something with it since.
    """
    CASES.check(actor, ASK, card)
    found = steps.held(consultation, seen=seen)
    if steps.now_standing(found).state is not State.STOPPED:
        steps.check_open(found)
    if code not in reasons.WORDS["withdrawn"]:
        raise NotDone("Choose why it is taken back.")
    steps.write(
        found.case, [steps.entry("consultation-taken-back", found.thread, found.urn, clock.today())], actor
    )  # fmt: skip
    found.ended = found.Ended.WITHDRAWN
    close(actor, card, found)
    steps.keep(found, Kind.WITHDRAWN, actor, name, code=code, text=text)
    steps.note(actor, ASK, found, "withdraw", reason=code)
    tell_setting(found, "consultation-taken-back", actor)


def close(actor: Actor, card: CaseCard, consultation: Consultation) -> None:
    """Close the case to a setting that is not consulted any more, with the documents it was shown.

    A setting where the child is, or that has to do with the case in another way, keeps what it reads for that.
    """
    involvement = consultation.involvement
    if involvement is None or involvement.closed_at:
        return
    let_out(actor=actor, involvement=involvement)
    others = Involvement.objects.filter(
        case_id=card.case_id, organisation=consultation.organisation_id, closed_at=None
    ).exclude(pk=involvement.pk)  # fmt: skip
    if card.setting == consultation.urn or others.exists():
        return
    shares = DocumentShare.objects.filter(
        document__case=card.case_id, organisation=consultation.organisation_id, ended_at=None
    )
    for share in shares.select_related("document"):
        sharing.end_share(actor=actor, document=share.document, share=share)


def ends_consultation(entry: NewEvent) -> bool:
    """Say whether an entry can end a consultation; a correction can bring it about."""
    duties = load_register().duties
    return entry.kind in CORRECTION_KINDS or any(entry.kind in _enders(duties[duty]) for duty in DUTIES)


def _enders(duty: object) -> Collection[str]:
    return (*duty.met_by, *duty.ended_by)  # type: ignore[attr-defined] - a duty of the register


@transaction.atomic
def settle(*, actor: Actor, card: CaseCard) -> int:
    """Close the case to every setting whose consultation the record has ended without a reply; return how many."""
    found = Consultation.objects.filter(
        case_id=card.case_id, ended="", involvement__isnull=False, involvement__closed_at=None, reply=None
    ).select_related("involvement", "case", "organisation")  # fmt: skip
    count = 0
    for one in found:
        where = steps.now_standing(one)
        if not where.is_open and not where.is_replied:
            close(actor, card, one)
            tell_setting(one, "consultation-taken-back", actor)
            count += 1
    return count
