"""Whose right it is to ask for an assessment, where a family asks: by age, and by what was decided about capacity."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from keywork.core.rights import Decision, Party, rights_pass_on
from keywork.web.assessments.journeys import FAMILIES, Journey
from keywork.web.assessments.models import AssessmentRequest, Source
from keywork.web.kernel import clock
from keywork.web.people.models import FamilyMember, Person
from keywork.web.people.rights import Rights, Speaker, makes, rights_of
from keywork.web.ui.jinja import day

SAME = "It is brought to our attention, and the six weeks are the same."


def asks_by_right(source: str, born_on: date | None, on: date) -> bool:
    """Say by age alone whether somebody asks under section 36(1); everybody else brings the child to attention.

    The six weeks run from either day alike.
    """
    if source in (Source.SCHOOL, Source.COLLEGE):
        return True
    if born_on is None:
        return source == Source.PARENT
    is_parents = rights_pass_on(born_on) >= on
    return source == (Source.PARENT if is_parents else Source.YOUNG_PERSON)


def decides(source: str, user_id: UUID | None, person: Person, on: date) -> bool:
    """Say whether the decision to ask for somebody who is known here is made by whoever asks.

    Args:
        source: as whom they ask.
        user_id: their account.
        person: for whom they ask.
        on: the day.
    """
    return _makes(rights_of(person, on), source, user_id, person)


def _makes(rights: Rights, source: str, user_id: UUID | None, person: Person) -> bool:
    if source == Source.YOUNG_PERSON:
        return makes(rights, Decision.REQUEST, Speaker(is_young=True))
    members = FamilyMember.objects.filter(person=person, user=user_id, ended=False) if user_id else None
    return makes(rights, Decision.REQUEST, Speaker(is_young=False, member=members.first() if members else None))


def told_before(journey: Journey, user_id: UUID | None) -> str:
    """Return what a family is told of whose right it is before they send it; nothing where it is simply theirs."""
    if journey.source not in FAMILIES:
        return ""
    own = journey.source == Source.YOUNG_PERSON
    known = Person.objects.filter(pk=journey.known_child).first() if journey.known_child else None
    if known is None:
        born_on = journey.value("born", "born")
        if own or born_on is None or asks_by_right(journey.source, born_on, clock.today()):
            return ""
        return (
            f"They have been old enough to ask themselves since {day(rights_pass_on(born_on))}, so you do not ask in "
            f"their name. {SAME}"
        )
    return _of_known(journey.source, user_id, known)


def _of_known(source: str, user_id: UUID | None, person: Person) -> str:
    rights = rights_of(person, clock.today())
    party, because = rights.holder_of(Decision.REQUEST).party, rights.holder_of(Decision.REQUEST).because
    own, name = source == Source.YOUNG_PERSON, person.forename
    if not _makes(rights, source, user_id, person):
        whose = "your own" if own else f"{name}’s"
        return f"You do not ask in {whose} name: that is somebody else’s to decide. {because} {SAME}"
    passed = rights.has_passed and party is not Party.YOUNG_PERSON
    return f"You ask on behalf of {name}, for whom you decide this. {because}" if passed else ""


def warnings(request: AssessmentRequest) -> list[str]:
    """Return what whoever looks at a family's request should find out about whose right it was to ask."""
    assert request.case is not None
    person, on = request.case.card.person, request.told_received_on
    if request.source not in FAMILIES or on is None or person.rights_pass_on is None:
        return []
    if request.user_id and decides(request.source, request.user_id, person, on):
        return []
    still = "Until then it counts as brought to our attention; the six weeks are the same."
    if request.source == Source.PARENT and person.rights_pass_on < on:
        return [
            f"The right to ask became the young person’s own on {day(person.rights_pass_on)}. Find out whether they "
            f"ask too, or who acts for them. {still}"
        ]
    if request.source == Source.YOUNG_PERSON and person.rights_pass_on >= on:
        return [f"The right to ask is the parent’s until {day(person.rights_pass_on)}. Speak with the parent. {still}"]
    if request.user_id:
        because = rights_of(person, on).holder_of(Decision.REQUEST).because
        return [f"Somebody else decides whether to ask. {because} Speak with whoever does. {still}"]
    return []
