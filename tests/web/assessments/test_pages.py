"""The pages of requests: sent twice, gone back to, and asked for by whose they are not."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories import Staff, involve, make_case, make_user
from keywork.web.accounts.models import Role
from keywork.web.assessments import services, triage
from keywork.web.assessments.models import AssessmentRequest

from .conftest import Asking


def signed_in(staff: Staff, role: str, *, checks: bool = False) -> Client:
    client = Client(enforce_csrf_checks=checks)
    client.force_login(staff.user(role))
    return client


def test_nothing_filled_in_is_said_in_words(asking: Asking, staff: Staff) -> None:
    draft = asking(send=False)
    client = signed_in(staff, Role.PARENT)
    page = client.post(f"/requests/{draft.pk}/page/name/", {"forename": "", "surname": ""})
    assert "Enter the first name" in page.content.decode()
    again = client.get(f"/requests/{draft.pk}/page/name/").content.decode()
    assert "Enter the first name" not in again, "who comes back is not told off"


def test_a_request_sent_twice_is_one_and_the_back_button_is_answered(asking: Asking, staff: Staff) -> None:
    draft = asking(send=False)
    client = signed_in(staff, Role.PARENT)
    first = client.post(f"/requests/{draft.pk}/check/")
    assert first.headers["Location"] == f"/requests/{draft.pk}/sent/"
    second = client.post(f"/requests/{draft.pk}/check/", follow=True)
    assert second.redirect_chain == [(f"/requests/{draft.pk}/", 302)]
    assert "This request was sent. It can no longer be changed" in second.content.decode()
    typed = client.post(f"/requests/{draft.pk}/page/needs/", {"words": "Other"}, follow=True)
    assert "Where your request stands" in typed.content.decode()
    assert AssessmentRequest.objects.get(pk=draft.pk).answers["needs.words"] == "In words"


def test_who_chooses_a_child_of_theirs_is_not_asked_for_the_name(staff: Staff) -> None:
    case = make_case(staff)
    involve(case, staff.user(Role.PARENT), "family", days=None)
    client = signed_in(staff, Role.PARENT)
    first = client.post("/requests/begin/").headers["Location"]
    assert first.endswith("/page/child/")
    assert client.post(first, {"child": "new"}).headers["Location"].endswith("/page/name/")
    assert client.post(first, {"child": str(case.card.person_id)}).headers["Location"].endswith("/page/setting/")
    assert case.card.person.name in client.get("/requests/").content.decode()
    other = make_case(staff)
    refused = client.post(first, {"child": str(other.card.person_id)})
    assert refused.status_code == 200
    assert "There is a problem" in refused.content.decode()


@pytest.mark.parametrize("page", ["", "check/", "sent/", "take-back/", "page/needs/"])
def test_nobody_else_finds_a_draft(asking: Asking, staff: Staff, page: str) -> None:
    draft = asking(Role.PARENT, send=False)
    for role in (Role.YOUNG_PERSON, Role.SENCO, Role.MANAGER, Role.ADMINISTRATOR):
        assert signed_in(staff, role).get(f"/requests/{draft.pk}/{page}").status_code == 404
    assert signed_in(staff, Role.MANAGER).get(f"/triage/{draft.pk}/").status_code == 404


def test_what_is_being_typed_is_kept_only_for_whom_is_signed_in(asking: Asking, staff: Staff) -> None:
    draft = asking(send=False)
    where = f"/requests/{draft.pk}/page/needs/keep/"
    assert signed_in(staff, Role.PARENT).post(where, {"words": "While typing"}).status_code == 204
    assert Client().post(where, {"words": "Not mine"}).status_code == 302
    assert AssessmentRequest.objects.get(pk=draft.pk).answers["needs.words"] == "While typing"


def test_the_words_of_a_request_leave_out_how_the_family_is_reached_for_whoever_may_not_read_it(
    asking: Asking, staff: Staff
) -> None:
    request = asking(Role.PARENT)
    for role, relation in ((Role.SENCO, "setting"), (Role.EDUCATIONAL_PSYCHOLOGIST, "request")):
        involve(request.case, staff.user(role), relation)
    seen = {role: signed_in(staff, role).get(f"/cases/{request.case_id}/request/").content.decode()
            for role in (Role.SENCO, Role.EDUCATIONAL_PSYCHOLOGIST)}  # fmt: skip
    assert all("What is hard for your child?" in text for text in seen.values())
    assert "01632 960 001" not in seen[Role.SENCO]
    assert "01632 960 001" in seen[Role.EDUCATIONAL_PSYCHOLOGIST]


def test_what_a_parent_wrote_is_not_read_by_another_parent_of_the_child(asking: Asking, staff: Staff) -> None:
    request = asking(Role.PARENT, answers={"needs.words": "He shouts at her at home."})
    other = make_user(staff.authority, Role.PARENT)
    for user in (other, staff.user(Role.PARENT)):
        involve(request.case, user, "family", days=None)
    client = Client()
    client.force_login(other)
    page = client.get(f"/cases/{request.case_id}/request/").content.decode()
    assert "There are no words of a request to read here." in page
    assert "Parent or carer," not in page
    assert "He shouts at her" not in page
    own = signed_in(staff, Role.PARENT).get(f"/cases/{request.case_id}/request/").content.decode()
    assert "He shouts at her" in own


def test_business_support_reads_the_queue_and_decides_nothing(asking: Asking, staff: Staff) -> None:
    request = asking()
    client = signed_in(staff, Role.BUSINESS_SUPPORT)
    assert client.get("/triage/").status_code == 200
    assert client.post(f"/triage/{request.pk}/decide/", {"what": "complete"}).status_code == 404
    assert AssessmentRequest.objects.get(pk=request.pk).state == "waiting"


def test_the_lists_ask_the_database_as_often_for_many_requests_as_for_one(asking: Asking, staff: Staff) -> None:
    manager, senco = signed_in(staff, Role.MANAGER), signed_in(staff, Role.SENCO)
    asking(Role.SENCO)
    lists = ((manager, "/triage/"), (senco, "/requests/"))
    few = [len(_queries(client, page)) for client, page in lists if client.get(page).status_code == 200]
    for _ in range(5):
        asking(Role.SENCO)
    assert [len(_queries(client, page)) for client, page in lists] == few


def _queries(client: Client, page: str) -> list[dict[str, str]]:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(page).status_code == 200
    return [one for one in caught if one["sql"].startswith(("SELECT", "WITH"))]


def test_answers_are_told_under_the_words_of_their_questions(asking: Asking, staff: Staff) -> None:
    draft = asking(Role.SENCO, send=False)
    page = signed_in(staff, Role.SENCO).get(f"/requests/{draft.pk}/check/").content.decode()
    assert "How does it stand:" in page
    assert "?:" not in page


def test_an_answer_that_came_by_post_is_written_down(asking: Asking, staff: Staff) -> None:
    keyworker = staff.actor(Role.KEYWORKER)
    details = services.Details("Zyxcanary", "Ada", date(2016, 1, 5))
    sent = services.Sent("parent", details, services.Receipt(date(2026, 11, 6), "hand"))
    paper = services.write_down(actor=keyworker, sent=sent, organisation=None, answers={})
    question = triage.ask(actor=keyworker, request=paper, items=["views"], words="")
    client, where = signed_in(staff, Role.KEYWORKER), f"/triage/{paper.pk}/answered/{question.pk}/"
    assert "Enter what was answered." in client.post(where, {"answer": ""}, follow=True).content.decode()
    page = client.post(where, {"answer": "He likes school."}, follow=True).content.decode()
    assert "The answer was written down." in page
    assert "He likes school." in page
    assert "answered already" in client.post(where, {"answer": "Again"}, follow=True).content.decode()
    assert AssessmentRequest.objects.get(pk=paper.pk).state == "waiting"
    online = asking(Role.PARENT)
    theirs = triage.ask(actor=staff.actor(Role.MANAGER), request=online, items=["views"], words="")
    manager = signed_in(staff, Role.MANAGER)
    manager.post(f"/triage/{online.pk}/answered/{theirs.pk}/", {"answer": "Told on the telephone."})
    assert "Told on the telephone." in signed_in(staff, Role.PARENT).get(f"/requests/{online.pk}/").content.decode()
    assert manager.post(f"/triage/{online.pk}/answered/{question.pk}/", {"answer": "Mixed up"}).status_code == 404
