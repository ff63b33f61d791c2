"""Writing advice: nothing typed is lost, nobody reads a draft, and what was given stays as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from factories import Staff, involve, make_user
from keywork.web.accounts.models import Organisation, Role, User
from keywork.web.advice.lines import Content, Line
from keywork.web.advice.models import AdviceDraft, AdviceRequest, AdviceVersion
from keywork.web.advice.services import asking, giving
from keywork.web.advice.services.asking import Asked
from keywork.web.deadlines.models import ClockRow
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from web.advice.conftest import asked_of, day, signed_in, told

pytestmark = pytest.mark.django_db
Psychologists = tuple[Organisation, User, User]
SECRET = "Qwvwords of the advice"


def written(**more: str) -> dict[str, str]:
    return {"views": "I like maths", "need_1": SECRET, "summary": "All told", "count": "1", "draft_seen": "0"} | more


def content(text: str = SECRET) -> Content:
    return Content((Line(need=text),), "All told", "I like maths")


def test_saved_and_come_back_to_it_is_all_there_and_nobody_else_reads_it(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    client = signed_in(staff.user(Role.THERAPIST))
    where = f"/advice/{health.pk}/write/"
    assert client.post(where, written(do="save")).status_code == 302
    assert SECRET in client.get(where).content.decode()
    for role in Role:
        other = signed_in(staff.user(role))
        if role == Role.THERAPIST:
            continue
        for page in (f"/advice/{health.pk}/", where, f"/advice/{health.pk}/check/"):
            assert SECRET not in other.get(page).content.decode(), role
    colleague = make_user(staff.authority, Role.THERAPIST, organisation=staff.body(Role.THERAPIST))
    assert SECRET not in signed_in(colleague).get(where).content.decode()


def test_another_line_keeps_what_was_typed(staff: Staff, card: CaseCard, health: AdviceRequest) -> None:
    client = signed_in(staff.user(Role.THERAPIST))
    where = f"/advice/{health.pk}/write/"
    page = client.post(where, written(do="add")).content.decode()
    assert SECRET in page
    assert 'name="need_2"' in page
    sent = written(need_2="A second need", count="2", draft_seen="1", do="save")
    assert client.post(where, sent).status_code == 302
    assert AdviceDraft.objects.get().content["lines"][1]["need"] == "A second need"


@pytest.mark.parametrize("count", ["0", "-1", "99999", "x", "²", ""])
def test_an_odd_number_of_lines_is_no_fault(staff: Staff, card: CaseCard, health: AdviceRequest, count: str) -> None:
    client = signed_in(staff.user(Role.THERAPIST))
    answer = client.post(f"/advice/{health.pk}/write/", written(count=count, do="add"))
    assert answer.status_code == 200
    assert SECRET in answer.content.decode()


def test_the_check_tells_what_is_missing_and_lets_it_be_given(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    client = signed_in(staff.user(Role.THERAPIST))
    assert client.post(f"/advice/{health.pk}/write/", written(do="check")).status_code == 302
    where = f"/advice/{health.pk}/check/"
    page = client.get(where).content.decode()
    assert "Line 1 has no outcome and no provision." in page
    assert "You decide. It can be given as it is." in page
    assert client.post(where, {"draft_seen": "1", "versions_seen": "0"}).status_code == 302
    row = ClockRow.objects.get(thread=health.thread, duty="advice-provide")
    assert row.met_on == clock.today()
    assert not AdviceDraft.objects.exists()


def test_whoever_gave_it_reads_their_own_words_for_a_year_and_nothing_else_of_the_case(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    giving.give(actor=staff.actor(Role.THERAPIST), card=card, request=health, name="T", content=content(), seen=0)
    client = signed_in(staff.user(Role.THERAPIST))
    assert client.get(f"/cases/{card.case_id}/").status_code == 404
    assert SECRET in client.get(f"/advice/{health.pk}/").content.decode()
    tray = client.get("/advice/").content.decode()
    assert card.case.reference in tray
    assert card.person.surname not in tray
    other = AdviceRequest.objects.create(
        authority=staff.authority, case=card.case, thread="advice/health-9", body="health", asked_by="system:test"
    )
    AdviceVersion.objects.create(
        authority=staff.authority, request=other, number=1, content=content("another's").kept(), given_by="x",
        given_by_name="X",
    )  # fmt: skip
    assert client.get(f"/advice/{other.pk}/").status_code == 404
    health.refresh_from_db()
    assert health.involvement is not None
    assert health.involvement.ends_at is not None
    health.involvement.ends_at = clock.now() - timedelta(seconds=1)
    health.involvement.save()
    assert client.get(f"/advice/{health.pk}/").status_code == 404


def test_an_amended_one_is_a_new_version_and_the_first_stays_readable(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    actor = staff.actor(Role.THERAPIST)
    giving.give(actor=actor, card=card, request=health, name="T", content=content("First words"), seen=0)
    client = signed_in(staff.user(Role.THERAPIST))
    assert "First words" in client.get(f"/advice/{health.pk}/write/").content.decode()
    sent = written(need_1="Second words", do="check")
    assert client.post(f"/advice/{health.pk}/write/", sent).status_code == 302
    assert client.post(f"/advice/{health.pk}/check/", {"draft_seen": "1", "versions_seen": "1"}).status_code == 302
    page = signed_in(staff.user(Role.KEYWORKER)).get(f"/advice/{health.pk}/").content.decode()
    assert "First words" in page
    assert "Second words" in page
    assert ClockRow.objects.get(thread=health.thread, duty="advice-provide").met_on == clock.today()
    with pytest.raises(IntegrityError), transaction.atomic():
        AdviceVersion.objects.create(
            authority=staff.authority, request=health, number=1, content={}, given_by="x", given_by_name="X"
        )


def test_two_who_answer_at_once_are_told_with_409_and_both_are_kept(
    staff: Staff, card: CaseCard, psychologists: Psychologists
) -> None:
    service, first, second = psychologists
    one = asked_of(staff, card, Asked("ep", organisation=service))[0]
    clients = [signed_in(first), signed_in(second)]
    for client, text in zip(clients, ("Words of the first", "Words of the second"), strict=True):
        assert client.post(f"/advice/{one.pk}/write/", written(need_1=text, do="check")).status_code == 302
    where, sent = f"/advice/{one.pk}/check/", {"draft_seen": "1", "versions_seen": "0"}
    assert clients[0].post(where, sent).status_code == 302
    answer = clients[1].post(where, sent)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Words of the first" in page
    assert "Words of the second" in page
    assert "Psychologist A gave advice" in page
    assert 'name="versions_seen" value="1"' in page
    assert clients[1].post(where, {"draft_seen": "1", "versions_seen": "1"}).status_code == 302
    assert one.versions.count() == 2


def test_two_windows_of_one_writer_are_told_and_both_are_kept(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    client = signed_in(staff.user(Role.THERAPIST))
    where = f"/advice/{health.pk}/write/"
    assert client.post(where, written(need_1="Of the first window", do="save")).status_code == 302
    answer = client.post(where, written(need_1="Of the second window", do="save"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Of the first window" in page
    assert "Of the second window" in page
    assert AdviceDraft.objects.get().content["lines"][0]["need"] == "Of the first window"
    changed = client.post(where, written(need_1="Both", do="check", draft_seen="1"))
    assert changed.status_code == 302
    stale = client.post(f"/advice/{health.pk}/check/", {"draft_seen": "1", "versions_seen": "0"})
    assert stale.status_code == 409
    assert not AdviceVersion.objects.exists()


def test_going_back_and_giving_again_gives_nothing_twice(staff: Staff, card: CaseCard, health: AdviceRequest) -> None:
    client = signed_in(staff.user(Role.THERAPIST))
    client.post(f"/advice/{health.pk}/write/", written(do="check"))
    where, sent = f"/advice/{health.pk}/check/", {"draft_seen": "1", "versions_seen": "0"}
    assert client.post(where, sent).status_code == 302
    assert client.post(where, sent).status_code == 302  # leads to the request: there is nothing left to give
    assert AdviceVersion.objects.count() == 1
    assert "nothing to check" in client.get(where, follow=True).content.decode()


def test_advice_on_a_request_that_was_taken_back_meanwhile_is_refused_and_the_draft_is_kept(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    client = signed_in(staff.user(Role.THERAPIST))
    client.post(f"/advice/{health.pk}/write/", written(do="check"))
    keyworker = staff.actor(Role.KEYWORKER)
    asking.withdraw(actor=keyworker, card=card, request=health, name="K", code="not-needed", text="", seen=1)
    assert client.post(f"/advice/{health.pk}/check/", {"draft_seen": "1", "versions_seen": "0"}).status_code == 404
    assert AdviceDraft.objects.get().content["lines"][0]["need"] == SECRET
    assert not AdviceVersion.objects.exists()


def test_advice_after_the_assessment_ended_is_refused_in_words_and_the_draft_is_kept(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    """Whatever ended it, and though nobody closed the access yet."""
    client = signed_in(staff.user(Role.THERAPIST))
    client.post(f"/advice/{health.pk}/write/", written(do="check"))
    told(card, "assessment-request-withdrawn")
    answer = client.post(f"/advice/{health.pk}/check/", {"draft_seen": "1", "versions_seen": "0"})
    assert answer.status_code == 200
    assert "The assessment has ended" in answer.content.decode()
    assert "kept as your draft" in answer.content.decode()
    assert SECRET in answer.content.decode()
    assert not AdviceVersion.objects.exists()


def test_advice_after_the_decision_to_issue_is_still_taken_and_late_says_so(staff: Staff, card: CaseCard) -> None:
    one = asked_of(staff, card, Asked("health", organisation=staff.body(Role.THERAPIST)), ago=timedelta(days=50))[0]
    told(card, "decided-to-issue-plan")
    giving.give(actor=staff.actor(Role.THERAPIST), card=card, request=one, name="T", content=content(), seen=0)
    page = signed_in(staff.user(Role.KEYWORKER)).get(f"/advice/{one.pk}/").content.decode()
    assert "Given 8 days late" in page


def test_who_never_confirmed_receipt_gains_no_day_by_it(staff: Staff, card: CaseCard) -> None:
    """The six weeks are then counted from the asking, and the advice is as late as it is."""
    asked = Asked("health", organisation=staff.body(Role.THERAPIST))
    one = asked_of(staff, card, asked, ago=timedelta(days=50), received=False)[0]
    giving.give(actor=staff.actor(Role.THERAPIST), card=card, request=one, name="T", content=content(), seen=0)
    row = ClockRow.objects.get(thread=one.thread, duty="advice-provide")
    assert row.legal_deadline == clock.today() - timedelta(days=8)


def test_health_advice_is_read_once_given_and_by_those_whose_cell_has_it(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    giving.give(actor=staff.actor(Role.THERAPIST), card=card, request=health, name="T", content=content(), seen=0)
    for role, relation in (
        (Role.EDUCATIONAL_PSYCHOLOGIST, "request"),
        (Role.PARENT, "family"),
        (Role.PLAN_WRITER, "own"),
    ):
        involve(card.case, staff.user(role), relation, days=None)
    reads = {
        role for role in Role if SECRET in signed_in(staff.user(role)).get(f"/advice/{health.pk}/").content.decode()
    }
    # Not the psychologist (if shared) nor the parent (after a harm check): nobody has shared or checked it.
    assert reads == {Role.KEYWORKER, Role.MANAGER, Role.PLAN_WRITER, Role.DCO, Role.THERAPIST}


def test_social_care_advice_is_not_the_health_officers(staff: Staff, card: CaseCard) -> None:
    worker = staff.user(Role.SOCIAL_WORKER)
    one = asked_of(staff, card, Asked("social-care", user=worker))[0]
    giving.give(actor=staff.actor(Role.SOCIAL_WORKER), card=card, request=one, name="S", content=content(), seen=0)
    assert signed_in(staff.user(Role.DSCO)).get(f"/advice/{one.pk}/").status_code == 200
    assert signed_in(staff.user(Role.DCO)).get(f"/advice/{one.pk}/").status_code == 404


def test_the_keyworker_writes_down_the_childs_views_with_the_day_they_came(staff: Staff, card: CaseCard) -> None:
    one = asked_of(staff, card, Asked("child"))[0]
    client = signed_in(staff.user(Role.KEYWORKER))
    page = client.get(f"/advice/{one.pk}/write/").content.decode()
    assert "in their own words" in page
    assert "need_1" not in page
    sent = {"views": "I want to read with Sam", "count": "0", "draft_seen": "0", "do": "check"}
    assert client.post(f"/advice/{one.pk}/write/", sent).status_code == 302
    where, given = f"/advice/{one.pk}/check/", {"draft_seen": "1", "versions_seen": "0"}
    assert "Enter the day it came" in client.post(where, given).content.decode()
    early = client.post(where, given | day("on", clock.today() - timedelta(days=11)))
    assert "cannot be before" in early.content.decode()
    on = clock.today() - timedelta(days=1)
    assert client.post(where, given | day("on", on)).status_code == 302
    assert ClockRow.objects.get(thread="advice/child", duty="advice-provide").met_on == on
    assert "I want to read with Sam" in client.get(f"/advice/{one.pk}/").content.decode()


def test_the_keyworker_does_not_write_for_a_body_that_has_a_tray(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    client = signed_in(staff.user(Role.KEYWORKER))
    for what in ("write", "check"):
        assert client.get(f"/advice/{health.pk}/{what}/").status_code == 404


def test_nothing_at_all_cannot_be_given(staff: Staff, card: CaseCard, health: AdviceRequest) -> None:
    client = signed_in(staff.user(Role.THERAPIST))
    client.post(f"/advice/{health.pk}/write/", {"count": "1", "draft_seen": "0", "do": "check"})
    answer = client.post(f"/advice/{health.pk}/check/", {"draft_seen": "1", "versions_seen": "0"})
    assert "It says nothing yet" in answer.content.decode()
    assert not AdviceVersion.objects.exists()


def test_very_long_words_are_kept_whole_and_too_long_ones_are_told_of_their_line(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    client = signed_in(staff.user(Role.THERAPIST))
    where = f"/advice/{health.pk}/write/"
    long = "Wörter " * 5000
    assert client.post(where, written(summary=long, do="save")).status_code == 302
    assert AdviceDraft.objects.get().content["summary"] == long.strip()
    page = client.post(where, written(need_1="x" * 4001, draft_seen="1", do="save")).content.decode()
    assert "Need of line 1 must be 4,000 characters or fewer" in page
    assert "x" * 4001 in page
