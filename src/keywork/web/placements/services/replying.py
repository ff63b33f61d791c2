"""What a setting replies: against the grounds of section 39(4), with reasons and with what would make it possible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from keywork.web.accounts.actors import Actor
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.people.requested import keep_for
from keywork.web.placements import queries, reasons
from keywork.web.placements.errors import NotDone
from keywork.web.placements.models import Consultation, ConsultationReply, ConsultationStep
from keywork.web.placements.services import steps
from keywork.web.placements.services.consulting import ASK
from keywork.web.placements.services.news import tell_keyworker

ANSWER: Final = "consultation.answer"
# For how many days a setting still reads what it was shown once it has replied: for questions about its reply.
READS_ON = 28


@dataclass(frozen=True, slots=True)
class Reply:
    """What a setting says.

    Args:
        answer: a code.
        grounds: codes, where it says that it should not be named.
        why: the reasons, in words.
        possible_if: what would make it possible.
    """

    answer: str
    grounds: Sequence[str] = ()
    why: str = ""
    possible_if: str = ""

    def check(self) -> None:
        """Do nothing where it says what a reply must say.

        Raises:
            NotDone: something is missing.
        """
        if self.answer not in reasons.WORDS["answer"]:
            raise NotDone("Choose what the setting replies.")
        if self.answer == "no" and not self.grounds:
            raise NotDone("Choose at least one ground on which the setting should not be named.")
        if any(code not in reasons.BY_CODE for code in self.grounds):
            raise NotDone("Choose among the grounds of the Act.")
        if self.answer == "no" and not self.why.strip():
            raise NotDone("Say why, with what the setting has looked at.")
        if self.answer == "with-support" and not self.possible_if.strip():
            raise NotDone("Say what would have to be in place.")


@transaction.atomic
def reply(
    *, actor: Actor, card: CaseCard, consultation: Consultation, name: str, said: Reply, seen: int | None
) -> ConsultationReply:
    """Reply today, as the setting.

    Raises:
        NotKnown: it is not theirs to answer.
        NotDone: something is missing, or nothing is asked any more. Overtaken: somebody did something with it since.
    """
    queries.check_is_theirs(actor, consultation, card)
    return _reply(actor, card, consultation, name, said, clock.today(), seen, written_down=False)


@transaction.atomic
def write_down(
    *, actor: Actor, card: CaseCard, consultation: Consultation, name: str, said: Reply, on: date, seen: int | None
) -> ConsultationReply:
    """Write down a reply that came by letter or e-mail, as the keyworker.

    Raises:
        NotKnown: the case is not theirs.
        NotDone: something is missing, or nothing is asked any more. Overtaken: somebody did something with it since.
    """
    CASES.check(actor, ASK, card)
    return _reply(actor, card, consultation, name, said, on, seen, written_down=True)


def _reply(
    actor: Actor, card: CaseCard, consultation: Consultation, name: str, said: Reply, on: date, seen: int | None,
    *, written_down: bool,
) -> ConsultationReply:  # fmt: skip
    found = steps.held(consultation, seen=seen)
    where = steps.check_open(found)
    said.check()
    steps.check_day(on, where.asked_on, "The day it came")
    steps.write(found.case, [steps.entry("consultation-reply-received", found.thread, found.urn, on)], actor)
    made: ConsultationReply = ConsultationReply.objects.create(
        authority=actor.authority, consultation=found, answer=said.answer,
        grounds=list(said.grounds) if said.answer == "no" else [], why=said.why.strip(),
        possible_if=said.possible_if.strip(), written_down=written_down, by=actor.label, by_name=name,
    )  # fmt: skip
    if found.involvement and not found.involvement.closed_at:
        keep_for(involvement=found.involvement, days=READS_ON)
    steps.keep(found, ConsultationStep.Kind.REPLIED, actor, name, code=said.answer)
    steps.note(actor, ASK if written_down else ANSWER, found, "reply")
    tell_keyworker(card, found, actor)
    return made
