"""The demo's answers to drafts: one that came on paper, with a point replied to and one that waits."""

from __future__ import annotations

from datetime import date, timedelta

from keywork.core.rights import Decision
from keywork.core.stages import Stage
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role
from keywork.web.kernel import clock
from keywork.web.ledger import queries as ledger
from keywork.web.nonprod.staff import Staff
from keywork.web.people.models import CaseCard, FamilyMember
from keywork.web.representations.journeys import Said
from keywork.web.representations.services.answering import Answer, write_down
from keywork.web.representations.services.replying import reply
from keywork.web.representations.standing import Speaker, draft_of, holds

MOST = 3
SAID = (
    Said("section", "He needs the language programme at home too, so that both places do the same.", section="F"),
    Said("section", "It does not say that he is afraid of the bell.", section="B"),
    Said("setting", "His sister goes there, and they know him.", name="Eastern Vale Primary School", sort="maintained"),
    Said("meeting", "After four, by telephone."),
)
WHY = "The therapist shows it to the family each half term. Section F says so now."


def represent(actor: Actor, hired: Staff) -> int:
    """Give the demo its answers to drafts; return how many."""
    officer = next(user for user in hired.people if user.membership.role == Role.MANAGER)
    families = CaseCard.objects.filter(case__involvements__relation="family").values("pk")
    found = CaseCard.objects.filter(case__summary__stage=Stage.DRAFT_SENT.value).exclude(pk__in=families)
    found = found.select_related("case", "person", "authority", "keyworker").order_by("case__reference")
    made = 0
    for card in found:
        speaker = Speaker(is_young=False)
        draft = draft_of(card)
        if draft is None or not holds(card, speaker, Decision.DRAFT):
            continue
        _answer(actor, officer.display_name, card, _day_of_an_answer(card, draft.served_on))
        made += 1
        if made == MOST:
            break
    return made


def _day_of_an_answer(card: CaseCard, served_on: date) -> date:
    """Return the sixth day after the draft, or the day of the last of the record, so that its days stay in order."""
    told = [event.occurred_on for event in ledger.stream(card.case_id) if event.occurred_on]
    return min(max(served_on + timedelta(days=6), *told), clock.today())


def _answer(actor: Actor, name: str, card: CaseCard, on: date) -> None:
    member = FamilyMember.objects.create(
        authority=card.authority, person=card.person, name=f"Robin {card.person.surname}", relationship="mother",
        responsible=True, written_at=clock.now(), written_by=actor.label,
    )  # fmt: skip
    one = write_down(
        actor=actor, name=name, card=card, speaker=Speaker(is_young=False, member=member), way="paper", on=on,
        answer=Answer(False, SAID),
    )  # fmt: skip
    first = one.points.first()
    assert first is not None
    reply(actor=actor, name=name, card=card, point=first, outcome="taken", why=WHY, seen=0)
