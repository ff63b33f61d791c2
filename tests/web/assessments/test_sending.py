"""A request that is sent has a case and a running clock at once, by who asks and by what right."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from factories import Staff, involve, make_case
from keywork.core.events import DATE_CORRECTED, NewEvent
from keywork.web.accounts.models import Role
from keywork.web.assessments import presenters, queries, services
from keywork.web.assessments.journeys import Journey
from keywork.web.assessments.models import AssessmentRequest
from keywork.web.assessments.services import Receipt, Sent
from keywork.web.assessments.whose_right import asks_by_right
from keywork.web.deadlines.services import choose_setting, record
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.ledger.queries import stream
from keywork.web.people.models import CaseCard
from keywork.web.people.services import Details
from moments import stands_at

from .conftest import Asking, born, named

SIX_WEEKS = timedelta(days=42)


@pytest.fixture
def monday(monkeypatch: pytest.MonkeyPatch) -> date:
    """A Monday noon in England, so that deemed receipt is today."""
    moment = datetime(2026, 11, 30, 12, 5, tzinfo=clock.LONDON)
    stands_at(monkeypatch, moment)
    return moment.date()


def due(request: AssessmentRequest) -> date | None:
    return queries.decision_clocks([request.case_id])[request.case_id].legal_deadline


@pytest.mark.parametrize(
    ("role", "kind", "source", "returned"),
    [
        (Role.PARENT, "assessment-request-received", "parent", "parent-or-young-person"),
        (Role.SENCO, "assessment-request-received", "school", "education-setting"),
        (Role.COLLEGE, "assessment-request-received", "college", "education-setting"),
        (Role.EARLY_YEARS, "responsibility-began", "early-years", "education-setting"),
        (Role.THERAPIST, "responsibility-began", "health", "health"),
        (Role.DCO, "responsibility-began", "health", "health"),
        (Role.SOCIAL_WORKER, "responsibility-began", "social-care", "social-care"),
        (Role.EDUCATIONAL_PSYCHOLOGIST, "responsibility-began", "other", "other"),
    ],
)
def test_each_journey_records_its_receipt_and_source_at_once(
    asking: Asking, monday: date, role: str, kind: str, source: str, returned: str
) -> None:
    request = asking(role)
    first, details = stream(request.case_id)
    assert (first.kind, first.occurred_on) == (kind, monday)
    assert first.fields == ({"by": "portal", "at": "12:05"} if kind.startswith("assessment") else {})
    assert details.fields["source"] == source
    assert details.fields["requested_by"] == returned
    assert details.fields.get("setting", "") == request.urn
    assert due(request) == monday + SIX_WEEKS == request.told_due_by


def test_a_young_person_asks_for_themselves_once_the_right_is_theirs(asking: Asking, monday: date) -> None:
    request = asking(Role.YOUNG_PERSON, answers=born(date(2009, 1, 5)))
    assert stream(request.case_id)[0].kind == "assessment-request-received"
    too_early = asking(Role.YOUNG_PERSON, answers=born(date(2012, 1, 5)))
    assert stream(too_early.case_id)[0].kind == "responsibility-began"
    assert "The right to ask is the parent’s until" in presenters.warnings(too_early, setting_is_known=True)[0]
    assert due(too_early) == monday + SIX_WEEKS


def test_a_parent_of_somebody_who_holds_the_right_brings_them_to_attention(asking: Asking) -> None:
    request = asking(Role.PARENT, answers=born(date(2008, 1, 5)))
    assert stream(request.case_id)[0].kind == "responsibility-began"
    assert "became the young person’s own" in presenters.warnings(request, setting_is_known=True)[0]


def test_the_right_passes_at_the_end_of_the_day_on_which_compulsory_school_age_ends() -> None:
    born_on, last = date(2010, 1, 5), date(2026, 6, 26)
    assert asks_by_right("parent", born_on, last)
    assert not asks_by_right("young-person", born_on, last)
    assert asks_by_right("young-person", born_on, last + timedelta(days=1))


def test_a_draft_is_not_known_to_the_authority(asking: Asking, staff: Staff) -> None:
    draft = asking(send=False)
    assert draft.case is None
    assert list(queries.queue(staff.actor(Role.MANAGER))) == []
    services.take_back(request=draft)
    assert list(queries.own(staff.actor(Role.PARENT))) == []


def test_a_draft_is_its_writers_alone_and_a_settings_is_the_settings(asking: Asking, staff: Staff) -> None:
    asking(Role.SENCO, send=False)
    asking(Role.PARENT, send=False)
    assert len(queries.own(staff.actor(Role.SENCO))) == 1
    assert len(queries.own(staff.actor(Role.PARENT))) == 1
    for role in (Role.COLLEGE, Role.EARLY_YEARS, Role.YOUNG_PERSON, Role.DCO):
        assert not queries.own(staff.actor(role)).exists()


def test_what_was_typed_is_kept_as_it_was_typed(asking: Asking) -> None:
    draft = asking(send=False)
    services.keep(request=draft, typed={"born.born-day": "31", "born.born-month": "wrong"})
    kept = AssessmentRequest.objects.get(pk=draft.pk).answers
    assert (kept["born.born-day"], kept["born.born-month"]) == ("31", "wrong")


def test_what_is_not_answered_is_not_sent(asking: Asking, staff: Staff) -> None:
    draft = asking(send=False, answers={"needs.words": ""})
    with pytest.raises(Refused, match="Answer every question"):
        services.send(actor=staff.actor(Role.PARENT), request=draft)


def test_what_is_sent_twice_is_one_case(asking: Asking, staff: Staff) -> None:
    sent = asking()
    with pytest.raises(Refused, match="It was sent once"):
        services.send(actor=staff.actor(Role.PARENT), request=sent)
    with pytest.raises(Refused, match="It was sent once"):
        services.keep(request=sent, typed={"needs.words": "Other"})
    assert CaseCard.objects.count() == 1


@pytest.mark.parametrize(
    ("forename", "surname"), [("X", "Ł"), ("A" * 300, "B" * 300), ("محمد", "עברית"), ("O’Brien", "de la Cruz")]
)
def test_a_name_is_whatever_people_are_called(asking: Asking, forename: str, surname: str) -> None:
    person = asking(answers=named(forename, surname)).case.card.person
    assert (person.forename, person.surname) == (forename, surname)


def test_a_name_of_301_letters_and_a_birth_of_25_years_ago_are_refused_in_words(asking: Asking) -> None:
    draft = asking(send=False, answers=named("A" * 301, "B") | born(date(1990, 1, 1)))
    journey = Journey(draft.source, draft.answers)
    told = {step.slug: str(journey.form(step).errors.as_data()) for step in journey.missing()}
    assert "First name must be 300 characters or fewer" in told["name"]
    assert "they are 25 or older" in told["born"]


def test_a_child_who_is_known_to_whoever_asks_is_the_same_child(asking: Asking, staff: Staff) -> None:
    case = make_case(staff)
    involve(case, staff.user(Role.PARENT), "family", days=None)
    request = asking(Role.PARENT, answers={"child.child": str(case.card.person_id)})
    assert request.case.card.person_id == case.card.person_id
    assert request.case_id != case.pk


def test_nobody_asks_for_a_child_they_have_nothing_to_do_with_by_identity(asking: Asking, staff: Staff) -> None:
    case, other = make_case(staff), make_case(staff)
    involve(case, staff.user(Role.PARENT), "family", days=None)
    draft = asking(Role.PARENT, send=False, answers={"child.child": str(other.card.person_id)})
    with pytest.raises(Refused, match="Answer every question"):
        services.send(actor=staff.actor(Role.PARENT), request=draft)


def write(staff: Staff, role: str = Role.BUSINESS_SUPPORT, **more: Any) -> AssessmentRequest:
    said: dict[str, Any] = {"source": "parent", "details": Details("Zyxcanary", "Ada", date(2016, 1, 5)),
                            "receipt": Receipt(date(2026, 11, 6), "e-mail", "18:20"), "urn": ""} | more  # fmt: skip
    return services.write_down(actor=staff.actor(role), sent=Sent(**said), organisation=None, answers={"words": "W"})


def test_a_request_on_paper_counts_from_the_day_it_came_by_the_authoritys_own_rule(staff: Staff) -> None:
    friday = date(2026, 11, 6)
    assert due(write(staff)) == friday + SIX_WEEKS
    choose_setting(actor=staff.actor(Role.ADMINISTRATOR), key="receipt", value="deemed")
    late = write(staff)
    assert due(late) == date(2026, 11, 9) + SIX_WEEKS, "after five on a Friday counts from Monday"
    assert late.told_due_by == due(late)
    posted = write(staff, receipt=Receipt(date(2026, 11, 12), "first-class-post", "", date(2026, 11, 6)))
    assert due(posted) == date(2026, 11, 9) + SIX_WEEKS, "the working day after it was posted"
    assert stream(posted.case_id)[0].fields["posted_on"] == friday


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"receipt": Receipt(date(2100, 1, 1), "hand")}, "still to come"),
        ({"details": Details("A", "B", date(2026, 11, 7))}, "born after the day"),
        ({"receipt": Receipt(date(2026, 11, 6), "first-class-post", "", date(2026, 11, 7))}, "posted after it came"),
    ],
)
def test_days_that_cannot_be_true_are_refused_in_words(staff: Staff, more: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says):
        write(staff, **more)
    assert not AssessmentRequest.objects.exists()


def test_who_writes_a_request_down_goes_on_seeing_it(staff: Staff) -> None:
    made = write(staff)
    assert list(queries.queue(staff.actor(Role.BUSINESS_SUPPORT))) == [made]
    keyworkers = write(staff, Role.KEYWORKER)
    assert list(queries.queue(staff.actor(Role.KEYWORKER))) == [keyworkers]


def test_a_receipt_day_that_is_corrected_after_the_decision_is_shown_as_corrected(staff: Staff) -> None:
    made = write(staff)
    by, true = staff.actor(Role.KEYWORKER), date(2026, 10, 30)
    record(case=made.case, entries=[NewEvent("decided-to-assess", date(2026, 11, 20))], actor=by)
    first = stream(made.case_id)[0]
    correction = NewEvent(DATE_CORRECTED, clock.today(), corrects=first.id, fields={"to": true})
    record(case=made.case, entries=[correction], actor=by)
    row = queries.decision_clocks([made.case_id])[made.case_id]
    stands = presenters.standing(made, row, queries.came_on(made))
    assert stands.received == "Friday 30 October 2026"
    assert stands.decided == "Friday 20 November 2026"
    assert row.legal_deadline == true + SIX_WEEKS


def test_a_setting_that_is_unknown_or_closed_is_said_to_whoever_looks(staff: Staff) -> None:
    made = write(staff, source="school", urn="999999")
    assert queries.setting_of_urn("999999") is None
    assert "999999 is not" not in str(presenters.warnings(made, setting_is_known=True))
    assert "No setting with the number 999999 is known here" in presenters.warnings(made, setting_is_known=False)[0]
