"""Looking through requests: complete, incomplete, known, urgent; nothing of it moves a clock or tells a requester."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, timedelta

import pytest
from django.test import Client

from factories import CANARY, Staff, make_case, make_staff
from keywork.core.events import NewEvent
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NotKnown
from keywork.web.assessments import presenters, queries, services, triage
from keywork.web.assessments.models import AssessmentRequest
from keywork.web.assessments.policy import OWN, QUEUE
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.ledger.models import Case
from keywork.web.ledger.queries import stream
from keywork.web.people import family
from keywork.web.people.models import CaseCard, FamilyMember, Person

from .conftest import Asking, born, named


@contextmanager
def unmoved(request: AssessmentRequest) -> Iterator[None]:
    before = queries.decision_clocks([request.case_id])[request.case_id].legal_deadline
    yield
    assert queries.decision_clocks([request.case_id])[request.case_id].legal_deadline == before


def twin_of(staff: Staff, case: Case, **more: object) -> dict[str, str]:
    """Answers that name the child of a case."""
    person = case.card.person
    return named(person.forename, person.surname) | born(person.born_on)


def test_a_manager_sees_what_has_come_for_everybody_and_says_that_it_is_complete(asking: Asking, staff: Staff) -> None:
    request, manager = asking(), staff.actor(Role.MANAGER)
    assert list(queries.queue(manager)) == [request]
    with unmoved(request):
        triage.complete(actor=manager, request=request)
    assert [event.kind for event in stream(request.case_id)][-1] == "request-triaged"
    with pytest.raises(Refused, match="Somebody dealt with this meanwhile: complete"):
        triage.complete(actor=manager, request=request)


def test_what_is_missing_is_asked_shown_and_answered_and_the_clock_runs_on(asking: Asking, staff: Staff) -> None:
    request, manager = asking(Role.SENCO), staff.actor(Role.MANAGER)
    with unmoved(request):
        triage.ask(actor=manager, request=request, items=["progress", "views"], words="The reading ages, please.")
    senco = staff.actor(Role.SENCO)
    (asked,) = presenters.asked_rows(queries.askings(queries.own_request(senco, request.pk)))
    assert asked.items[1] == "What the child or young person and their family say"
    assert (asked.words, asked.answered) == ("The reading ages, please.", "")
    services.answer(actor=senco, request=request, asking_id=asked.id, words="Six years, in May.")
    request.refresh_from_db()
    assert request.state == "waiting"
    with pytest.raises(Refused, match="answered already"):
        services.answer(actor=senco, request=request, asking_id=asked.id, words="Again")
    assert queries.askings(request)[0].answer == "Six years, in May."


def test_an_urgent_request_stands_first_with_its_reason(asking: Asking, staff: Staff) -> None:
    first, second = asking(), asking(Role.SENCO)
    manager = staff.actor(Role.MANAGER)
    with pytest.raises(Refused, match="at least 10 letters"):
        triage.hurry(actor=manager, request=second, reason="Now")
    with unmoved(second):
        triage.hurry(actor=manager, request=second, reason="Leaves hospital on Friday.")
    assert list(queries.queue(manager)) == [second, first]
    triage.hurry(actor=manager, request=second, reason="")
    assert list(queries.queue(manager)) == [first, second]


def test_a_known_child_is_noticed_by_number_and_by_name_with_birth_date(asking: Asking, staff: Staff) -> None:
    case, manager = make_case(staff), staff.actor(Role.MANAGER)
    by_name = asking(answers=twin_of(staff, case))
    assert [known.why for known in queries.known_cases(manager, by_name)] == ["The same name and date of birth"]
    Person.objects.filter(pk=case.card.person_id).update(upn="A123456789012")
    by_number = asking(Role.SENCO, answers=named("Other", "Name") | {"upn.upn": "a 123456789012"})
    (found,) = queries.known_cases(manager, by_number)
    assert found.why == "The same UPN"
    assert found.doubt.startswith("The names differ: it may be a twin")


def test_twins_are_two_children(asking: Asking, staff: Staff) -> None:
    """The same surname, date of birth and address: another first name is another child."""
    case = make_case(staff)
    request = asking(answers=twin_of(staff, case) | {"name.forename": "Twin"})
    assert queries.known_cases(staff.actor(Role.MANAGER), request) == []
    both = [asking(answers=named(name, "Zyxcanary")) for name in ("Ada", "Ida")]
    assert len({one.case.card.person_id for one in both}) == 2


def test_a_child_whom_a_flag_hides_is_not_noticed(asking: Asking, staff: Staff) -> None:
    case = make_case(staff)
    CaseCard.objects.filter(pk=case.pk).update(restricted=True)
    request = asking(answers=twin_of(staff, case))
    assert queries.known_cases(staff.actor(Role.MANAGER), request) == []


def test_the_same_request_joins_the_one_that_runs_and_whoever_asked_cannot_tell(asking: Asking, staff: Staff) -> None:
    case, manager = make_case(staff), staff.actor(Role.MANAGER)
    request = asking(answers=twin_of(staff, case))
    own_case, before = request.case, _page(staff, request)
    (known,) = queries.known_cases(manager, request)
    triage.join(actor=manager, request=request, known=known)
    request.refresh_from_db()
    assert (request.case_id, request.state) == (case.pk, "joined")
    assert own_case.summary.stage == ""
    assert not own_case.summary.is_open
    assert CaseCard.objects.get(pk=own_case.pk).person_id == case.card.person_id
    assert _page(staff, request) == before
    assert queries.known_cases(manager, request) == []


def _page(staff: Staff, request: AssessmentRequest) -> str:
    client = Client()
    client.force_login(staff.user(Role.PARENT))
    return client.get(f"/requests/{request.pk}/").content.decode().partition("<h1")[2]


def test_a_request_that_came_before_the_one_that_runs_is_not_lost(staff: Staff) -> None:
    case, manager = make_case(staff), staff.actor(Role.MANAGER)
    person = case.card.person
    details = services.Details(person.surname, person.forename, person.born_on)
    sent = services.Sent("parent", details, services.Receipt(date(2026, 8, 1), "hand"))
    early = services.write_down(actor=manager, sent=sent, organisation=None, answers={})
    (known,) = queries.known_cases(manager, early)
    with pytest.raises(Refused, match="Correct the day of receipt there first"):
        triage.join(actor=manager, request=early, known=known)
    early.refresh_from_db()
    assert early.state == "waiting"
    assert queries.decision_clocks([early.case_id])


def test_a_request_for_a_child_with_a_plan_asks_to_assess_again(asking: Asking, staff: Staff) -> None:
    case, manager = make_case(staff), staff.actor(Role.MANAGER)
    record(case=case, entries=[NewEvent("final-plan-sent", date(2026, 10, 1))], actor=manager)
    request = asking(answers=twin_of(staff, case))
    triage.join(actor=manager, request=request, known=queries.known_cases(manager, request)[0])
    again = stream(case.pk)[-1]
    assert (again.kind, again.thread) == ("reassessment-request-received", "reassessment/1")
    assert case.clocks.get(duty="reassess-decision").legal_deadline == clock.today() + timedelta(days=15)


def test_a_request_for_a_child_of_whom_nothing_runs_is_a_case_of_that_child(asking: Asking, staff: Staff) -> None:
    case, manager = make_case(staff), staff.actor(Role.MANAGER)
    record(case=case, entries=[NewEvent("decided-not-to-assess", date(2026, 10, 1))], actor=manager)
    request = asking(answers=twin_of(staff, case))
    before = request.case.card.person
    triage.join(actor=manager, request=request, known=queries.known_cases(manager, request)[0])
    request.refresh_from_db()
    assert request.state == "waiting"
    assert CaseCard.objects.get(pk=request.case_id).person_id == case.card.person_id
    assert Person.objects.get(pk=before.pk).name == "Name not known", "whom it stood for is blanked"
    assert queries.decision_clocks([request.case_id])[request.case_id].met_on is None


def test_a_case_with_a_family_written_down_is_not_moved_under_it(asking: Asking, staff: Staff) -> None:
    case, manager = make_case(staff), staff.actor(Role.MANAGER)
    request = asking(answers=twin_of(staff, case))
    family.add_member(
        actor=manager, card=request.case.card, name="Robin", relationship="mother", responsible=True
    )  # fmt: skip
    with pytest.raises(Refused, match="Somebody wrote down the family"):
        triage.join(actor=manager, request=request, known=queries.known_cases(manager, request)[0])


def test_settings_whose_requests_lack_something_are_told_with_both_numbers(asking: Asking, staff: Staff) -> None:
    manager = staff.actor(Role.MANAGER)
    asked = [asking(Role.SENCO) for _ in range(5)]
    for one in asked[:2]:
        triage.ask(actor=manager, request=one, items=["progress"], words="")
    triage.ask(actor=manager, request=asked[0], items=["views"], words="")
    triage.ask(actor=manager, request=asking(Role.COLLEGE), items=["views"], words="")
    asking(Role.EARLY_YEARS)
    school, college = queries.lacking(manager)
    assert (school.asked, school.requests, school.is_few) == (2, 5, False)
    assert (college.asked, college.requests, college.is_few) == (1, 1, True)
    CaseCard.objects.filter(case=asked[0].case).update(restricted=True)
    assert queries.lacking(manager)[0].requests == 4 or queries.lacking(manager)[1].requests == 4


def test_a_list_of_requests_is_what_its_pages_open(asking: Asking, staff: Staff) -> None:
    """For every role, of requests that are their own, another's, restricted and kept from them, and of drafts."""
    made = [asking(one) for one in (Role.PARENT, Role.SENCO, Role.COLLEGE, Role.THERAPIST, Role.YOUNG_PERSON)]
    drafts = [asking(one, send=False) for one in (Role.PARENT, Role.SENCO)]
    CaseCard.objects.filter(case=made[1].case).update(keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    CaseCard.objects.filter(case=made[2].case).update(restricted=True)
    _keep_the_parent_out(staff, made[0].case.card)
    for role in Role.values:
        actor, every = staff.actor(role), list(AssessmentRequest.objects.select_related(*queries.WITH_CASE))
        own, queue = set(queries.own(actor)), set(queries.queue(actor))
        assert own == {one for one in every if OWN.can(actor, queries.MAKE, one)}, role
        assert queue == {one for one in every if one not in drafts and QUEUE.can(actor, queries.SEE, one)}, role
        for one in every:
            for find, theirs in ((queries.own_request, own), (queries.queued, queue)):
                with nullcontext() if one in theirs else pytest.raises(NotKnown):
                    find(actor, one.pk)
    assert set(queries.own(staff.actor(Role.PARENT))) == {drafts[0]}, "a flag takes it from its writer too"
    assert set(queries.own(staff.actor(Role.SENCO))) == {made[1], drafts[1]}
    assert set(queries.queue(staff.actor(Role.MANAGER))) == {made[0], made[1], made[3], made[4]}
    assert set(queries.queue(staff.actor(Role.KEYWORKER))) == {made[1]}
    assert set(queries.queue(staff.actor(Role.DSCO))) == set()


def _keep_the_parent_out(staff: Staff, card: CaseCard) -> None:
    told = {"authority": staff.authority, "person": card.person, "written_at": clock.now(), "written_by": "system:test"}
    parent = staff.user(Role.PARENT)
    member = FamilyMember.objects.create(**told, name="R", relationship="father", user=parent)
    manager, reason = staff.actor(Role.MANAGER), "A reason that says enough."
    family.restrict_contact(
        actor=manager, card=card, member=member, document="Order", reason=reason, until=clock.today()
    )  # fmt: skip


def test_another_authority_sees_none_of_it(asking: Asking) -> None:
    request = asking()
    other = make_staff("998", "Elsewhere Council")
    assert not OWN.can(other.actor(Role.PARENT), queries.MAKE, request)
    assert not QUEUE.can(other.actor(Role.MANAGER), queries.SEE, request)
    assert CANARY in request.case.card.person.surname
