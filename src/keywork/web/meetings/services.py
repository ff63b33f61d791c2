"""Writing down a meeting, and saying what is wrong in its notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from keywork.core.events import NewEvent, in_force
from keywork.core.stages import Stage, stage_of
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.deadlines.services import hold, record
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.ledger.queries import now
from keywork.web.meetings.agendas import AGENDAS, HELD
from keywork.web.meetings.models import MeetingNotes, NotesCorrection
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.ui.jinja import short_day

WRITE, CORRECT = "meeting.write", "meeting.correct"
ASSESSED = (Stage.ADVICE, Stage.DRAFTING, Stage.DRAFT_SENT, Stage.PLAN, Stage.NO_PLAN)
DECIDED = frozenset({"decided-to-assess", "ordered-assessment-notified", "refusal-reversed"})


class NotDone(ValueError):
    """A meeting that cannot be written down as asked, and why."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is written down of a meeting.

    Args:
        which: first or second.
        on: the day it was held.
        attended: who was there, a line each.
        points: what was said, by the points of the agenda.
        agreed: what was agreed, a line each.
        pack_given: the family was given the information pack.
    """

    which: str
    on: date
    attended: str
    points: Mapping[str, str]
    agreed: str
    pack_given: bool


@transaction.atomic
def write_down(*, actor: Actor, name: str, card: CaseCard, said: Said) -> MeetingNotes:
    """Write down a meeting that was held.

    Args:
        actor: who writes.
        name: theirs, as it stands beside the notes.
        card: of the case.
        said: what was said.

    Raises:
        NotKnown: the case is not theirs to work on.
        NotDone: it is on record already, or cannot have been held then.
    """
    CASES.check(actor, WRITE, card)
    held = hold(case_id=card.case_id, actor=actor)
    entries = in_force(held.events, as_of=clock.today(), known_at=max(now(card.authority_id), clock.now()))
    if said.which not in AGENDAS:
        raise NotDone("Choose which meeting it was.")
    if any(entry.event.kind == HELD[said.which] for entry in entries):
        raise NotDone("This meeting is on record already. What you typed is still here.")
    if stage_of(entries)[0] not in ASSESSED:
        raise NotDone("These meetings belong to an assessment. This case has not come to one.")
    decided = min((entry.on for entry in entries if entry.event.kind in DECIDED and entry.on), default=None)
    if said.on > clock.today():
        raise NotDone("The day of the meeting must be today or in the past.")
    if decided and said.on < decided:
        raise NotDone(f"The day of the meeting cannot be before {short_day(decided)}, when it was decided to assess.")
    try:
        event = record(case=card.case, entries=[NewEvent(HELD[said.which], said.on)], actor=actor, held=held).events[0]
    except Refused as refused:
        raise NotDone(str(refused)) from refused
    asked = {point.code for point in AGENDAS[said.which]}
    made: MeetingNotes = MeetingNotes.objects.create(
        authority=actor.authority, case=card.case, event_id=event.id, which=said.which, attended=said.attended.strip(),
        points={code: text.strip() for code, text in said.points.items() if code in asked and text.strip()},
        agreed=said.agreed.strip(), pack_given=said.pack_given, by=actor.label, by_name=name,
    )  # fmt: skip
    log(actor=actor, action=WRITE, subjects=[card.case_id, card.person_id, made.pk], detail={"which": said.which})
    return made


@transaction.atomic
def correct(*, actor: Actor, card: CaseCard, notes: MeetingNotes, text: str) -> NotesCorrection:
    """Say what is wrong or missing in the notes; they stay as they are, and this stands beside them.

    Raises:
        NotKnown: the notes are not theirs to correct.
        NotDone: nothing is said.
    """
    CASES.check(actor, CORRECT, card)
    if not text.strip():
        raise NotDone("Say what is wrong or missing.")
    made: NotesCorrection = NotesCorrection.objects.create(
        authority=actor.authority, notes=notes, user_id=actor.user_id, text=text.strip()
    )
    log(actor=actor, action=CORRECT, subjects=[card.case_id, card.person_id, notes.pk], detail={"did": "correct"})
    return made
