"""Answering a draft: begun, kept as it is typed, and sent once; or written down by the team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from keywork.core.events import NewEvent
from keywork.core.rights import Decision, Party
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.deadlines.services import Held, hold, record
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.messages.services import notify_workers
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.people.rights import rights_of
from keywork.web.representations.choices import SECTIONS, SETTINGS, WAYS
from keywork.web.representations.errors import NotDone
from keywork.web.representations.journeys import Journey, Said, Typed
from keywork.web.representations.models import Representation, RepresentationPoint
from keywork.web.representations.queries import own_draft, speaker_of
from keywork.web.representations.settings_asked import number_of, thread_for
from keywork.web.representations.standing import MEETING_ASKED, Draft, Speaker, draft_of, holds, why_not
from keywork.web.representations.windows import of_speaker
from keywork.web.ui.addresses import address
from keywork.web.ui.days import why_not_on

MAKE, LOG = "representation.make", "representation.log"
RECEIVED, LATE = "draft-representations-received", "late-representations-requested"
SETTING, BUDGET = "setting-requested", "personal-budget-requested"
NO_DRAFT = "There is no draft plan to answer now: none was sent yet, or the plan is finished."
SENT_BEFORE = "This was sent already. It was sent once, and stands below."
TAKEN_BACK = "This answer was taken back meanwhile. Begin a new one."
State = Representation.State


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered to a draft.

    Args:
        agrees: with the draft.
        said: what is said and asked.
        nothing: they have nothing to add.
    """

    agrees: bool
    said: Sequence[Said]
    nothing: bool = False

    @property
    def is_empty(self) -> bool:
        """Say whether it says nothing at all, not even that there is nothing to add."""
        return not (self.agrees or self.nothing or self.said)

    def has(self, kind: str) -> bool:
        return any(one.kind == kind for one in self.said)


def may_answer(card: CaseCard, speaker: Speaker, decision: Decision = Decision.DRAFT) -> bool:
    """Say whether it is somebody's to answer the draft, or to ask for a personal budget."""
    return holds(card, speaker, decision)


def for_whom(card: CaseCard) -> str:
    """Return in a sentence for whom whoever holds the right decides, where that is not simply their own right."""
    rights = rights_of(card.person, clock.today())
    if not rights.has_passed or rights.holder_of(Decision.DRAFT).party is Party.YOUNG_PERSON:
        return ""
    return f"You decide this for {card.person.forename}. {rights.holder_of(Decision.DRAFT).because}"


@transaction.atomic
def begin(*, actor: Actor, name: str, card: CaseCard) -> Representation:
    """Begin an answer, or return the one that is in hand.

    Raises:
        NotKnown: the case is not theirs.
        NotDone: there is no draft to answer, or the right is another's.
    """
    CASES.check(actor, MAKE, card)
    speaker = speaker_of(actor, card)
    _check(card, draft_of(card), speaker)
    found = own_draft(actor, card)
    if found is not None:
        return found
    who = speaker.member.name if speaker.member else name
    try:
        with transaction.atomic():
            made: Representation = Representation.objects.create(
                authority=actor.authority, case=card.case, user_id=actor.user_id, member=speaker.member, who=who,
                written_by=actor.label, written_name=name,
            )  # fmt: skip
    except IntegrityError:  # begun twice at once
        again = own_draft(actor, card)
        assert again is not None
        return again
    log(actor=actor, action=MAKE, subjects=[card.case_id, card.person_id, made.pk], detail={"did": "begin"})
    return made


def _check(card: CaseCard, draft: Draft | None, speaker: Speaker) -> Draft:
    if draft is None or not draft.is_open:
        raise NotDone(NO_DRAFT)
    if not may_answer(card, speaker):
        raise NotDone(f"The right to answer the draft is somebody else’s. {why_not(card, Decision.DRAFT)}")
    return of_speaker(card, speaker, draft)


def _locked(one: Representation) -> Representation:
    found: Representation | None = Representation.objects.select_for_update().filter(pk=one.pk).first()
    if found is None:
        raise NotDone(TAKEN_BACK)
    if found.state != State.DRAFT:
        raise NotDone(SENT_BEFORE)
    return found


@transaction.atomic
def keep(*, one: Representation, page: str, typed: Typed) -> Representation:
    """Keep what was typed on a page, as it was typed.

    Raises:
        NotDone: it was sent or taken back meanwhile.
    """
    found = _locked(one)
    found.answers = {**found.answers, page: {name: list(values) for name, values in typed.items()}}
    found.save(update_fields=["answers"])
    return found


@transaction.atomic
def take_back(*, actor: Actor, card: CaseCard, one: Representation) -> None:
    """Take back an answer that was not sent: nothing of it is kept.

    Raises:
        NotDone: it was sent meanwhile.
    """
    CASES.check(actor, MAKE, card)
    _locked(one)
    Representation.objects.filter(pk=one.pk, state=State.DRAFT).delete()
    log(actor=actor, action=MAKE, subjects=[card.case_id, card.person_id], detail={"did": "take-back"})


@transaction.atomic
def send(*, actor: Actor, card: CaseCard, one: Representation) -> Representation:
    """Send an answer: from now on it is a fact with its day, and the keyworker is told.

    Raises:
        NotDone: something is not answered, it was sent already, or the draft cannot be answered any more.
    """
    CASES.check(actor, MAKE, card)
    record_of = hold(case_id=card.case_id, actor=actor)
    found, speaker = _locked(one), speaker_of(actor, card)
    draft = _check(card, draft_of(card, record_of.events), speaker)
    journey = Journey(found.answers, asks_budget=may_answer(card, speaker, Decision.BUDGET))
    if journey.missing():
        raise NotDone("Answer every question that must be answered before you send this.")
    found.written_by = actor.label
    answer = Answer(journey.agrees, journey.said(), journey.nothing)
    return _received(actor, card, found, draft, answer, clock.today(), record_of)


@transaction.atomic
def write_down(
    *, actor: Actor, name: str, card: CaseCard, speaker: Speaker, way: str, on: date, answer: Answer
) -> Representation:
    """Write down an answer that came on paper, by telephone or otherwise, on the day it came.

    Raises:
        NotKnown: the case is not theirs to work on.
        NotDone: it cannot have come so, nothing is said, or the right is another's.
    """
    CASES.check(actor, LOG, card)
    record_of = hold(case_id=card.case_id, actor=actor)
    draft = _check(card, draft_of(card, record_of.events), speaker)
    if way not in WAYS or way == "here":
        raise NotDone("Choose how it came.")
    if why := why_not_on(on, "The day it came", since=draft.served_on, because="the draft was served"):
        raise NotDone(why)
    if answer.has("budget") and not may_answer(card, speaker, Decision.BUDGET):
        raise NotDone(f"A personal budget is somebody else’s to ask for. {why_not(card, Decision.BUDGET)}")
    if speaker.member is not None and speaker.member.person_id != card.person_id:
        raise NotDone("Choose somebody of this family.")
    one = Representation(
        authority=actor.authority, case=card.case, user=speaker.member.user if speaker.member else None,
        member=speaker.member, who=speaker.member.name if speaker.member else speaker.represents or card.person.name,
        way=way, written_by=actor.label, written_name=name,
    )  # fmt: skip
    return _received(actor, card, one, draft, answer, on, record_of)


def _received(
    actor: Actor, card: CaseCard, one: Representation, draft: Draft, answer: Answer, on: date, record_of: Held
) -> Representation:
    if answer.is_empty:
        raise NotDone(
            "Nothing is said: agree with the draft, say or ask for something, or say that there is nothing to add."
        )
    for said in answer.said:
        _check_said(said)
    one.late = draft.is_late(on)
    threads = [thread_for(card.case_id, said.name) if said.kind == "setting" else "" for said in answer.said]
    try:
        record(case=card.case, entries=_entries(draft, answer, on, one.late, threads), actor=actor, held=record_of)
    except Refused as refused:
        raise NotDone(str(refused)) from refused
    one.party = rights_of(card.person, clock.today()).holder_of(Decision.DRAFT).party.value
    one.state, one.said_on, one.sent_at = State.SENT, on, clock.now()
    one.agrees, one.nothing = answer.agrees, answer.nothing
    one.save()
    RepresentationPoint.objects.bulk_create(
        RepresentationPoint(
            authority=actor.authority, representation=one, number=number, kind=said.kind, section=said.section,
            name=said.name.strip(), sort=said.sort, thread=thread, text=said.text.strip(),
        )
        for number, (said, thread) in enumerate(zip(answer.said, threads, strict=True), 1)
    )  # fmt: skip
    action = MAKE if one.way == "here" else LOG
    log(actor=actor, action=action, subjects=[card.case_id, card.person_id, one.pk], detail={"did": "send"})
    link = address("representations:of-case", case_id=card.case_id)
    notify_workers(card=card, kind="draft-answered", by=actor, link=link)
    return one


def _check_said(said: Said) -> None:
    if said.kind == "section" and (said.section not in SECTIONS or not said.text.strip()):
        raise NotDone("Say what should be changed in each part that was chosen.")
    if said.kind == "setting" and (not said.name.strip() or said.sort not in SETTINGS):
        raise NotDone("Give the name of the setting that is asked for, and what sort it is.")


def _entries(draft: Draft, answer: Answer, on: date, late: bool, threads: Sequence[str]) -> list[NewEvent]:
    """Return what the record has of an answer: that it came, and each thing asked for."""
    found: list[NewEvent] = []
    if late:
        found.append(NewEvent(LATE, on, thread=draft.thread))
    if answer.agrees or answer.nothing or answer.has("section") or answer.has("setting"):
        found.append(NewEvent(RECEIVED, on, thread=draft.thread))
    for said, thread in zip(answer.said, threads, strict=True):
        fields: dict[str, Any] = {}
        if said.kind == "setting":
            fields = {"setting": number_of(said.name) or thread.partition("/")[2]}
            found.append(NewEvent(SETTING, on, thread=thread, fields=fields))
        elif said.kind == "budget":
            found.append(NewEvent(BUDGET, on))
        elif said.kind == "meeting":
            found.append(NewEvent(MEETING_ASKED, on, thread=draft.thread))
    return found
