"""Papers that come with a request: who adds them, who opens them, and where they are once it joins another."""

from __future__ import annotations

import pytest
from django.test import Client

from factories import Staff, involve, make_case, make_user
from files_made import pdf
from keywork.web.accounts.models import AccessEntry, Role
from keywork.web.assessments import papers, queries, triage
from keywork.web.assessments.models import AssessmentRequest
from keywork.web.documents.models import Document, StoredFile
from keywork.web.messages.models import Notice
from keywork.web.people.models import CaseCard
from keywork.web.vaults.models import Alert
from records_made import make_document
from web.documents.conftest import near, sent, shared  # noqa: F401 - a fixture is one of them

from .conftest import Asking
from .test_triage import twin_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("near")]
TITLE = "Report of the paediatrician"


def browsing(staff: Staff, name: str) -> Client:
    client = Client()
    client.force_login(staff.user(name))
    return client


def add(client: Client, request: AssessmentRequest, content: bytes = b"") -> str:
    """Add a paper as a browser would; return the page that follows."""
    told = {"file": sent(content or pdf("Words")), "title": TITLE}
    return client.post(f"/requests/{request.pk}/papers/", told, follow=True).content.decode()


def test_a_parent_adds_a_paper_and_whoever_looks_the_request_through_opens_it(asking: Asking, staff: Staff) -> None:
    request, parent = asking(), browsing(staff, Role.PARENT)
    assert "The team can read it now" in add(parent, request)
    document = Document.objects.get()
    assert (document.case_id, document.label) == (request.case_id, "request")
    for page in ("", "sent/"):
        assert (
            f"/requests/{request.pk}/papers/{document.pk}/"
            in parent.get(f"/requests/{request.pk}/{page}").content.decode()
        )
    assert parent.get(f"/requests/{request.pk}/papers/{document.pk}/").content.startswith(b"%PDF")
    # nobody works on the case yet
    manager = browsing(staff, Role.MANAGER)
    assert TITLE in manager.get(f"/triage/{request.pk}/").content.decode()
    assert manager.get(f"/triage/{request.pk}/papers/{document.pk}/").content.startswith(b"%PDF")
    assert Notice.objects.filter(kind="request-paper", user=staff.user(Role.MANAGER)).count() == 1
    # one that was taken back is nobody's any more
    Document.objects.update(state=Document.State.WITHDRAWN)
    assert parent.get(f"/requests/{request.pk}/papers/{document.pk}/").status_code == 404
    assert TITLE not in manager.get(f"/triage/{request.pk}/").content.decode()


def test_business_support_knows_that_a_paper_came_and_does_not_open_it(asking: Asking, staff: Staff) -> None:
    request = asking()
    add(browsing(staff, Role.PARENT), request)
    CaseCard.objects.filter(case=request.case).update(team=staff.team)
    client, document = browsing(staff, Role.BUSINESS_SUPPORT), Document.objects.get()
    page = client.get(f"/triage/{request.pk}/").content.decode()
    assert TITLE in page
    assert f"papers/{document.pk}" not in page
    assert client.get(f"/triage/{request.pk}/papers/{document.pk}/").status_code in (403, 404)


def test_papers_are_theirs_who_asked_and_of_that_request_alone(asking: Asking, staff: Staff) -> None:
    request, of_school = asking(), asking(Role.SENCO)
    add(browsing(staff, Role.PARENT), request)
    document = Document.objects.get()
    staff.people["stranger"] = make_user(staff.authority, Role.PARENT)
    for who, asked in (("stranger", request), (Role.SENCO, request), (Role.SENCO, of_school)):
        client = browsing(staff, who)
        assert client.get(f"/requests/{asked.pk}/papers/{document.pk}/").status_code == 404
    assert browsing(staff, "stranger").get(f"/requests/{request.pk}/papers/").status_code == 404
    other = make_document(request.case, title="Of the case")
    assert browsing(staff, Role.PARENT).get(f"/requests/{request.pk}/papers/{other.pk}/").status_code == 404
    assert browsing(staff, Role.MANAGER).get(f"/triage/{request.pk}/papers/{other.pk}/").status_code == 404


def test_a_role_that_gives_no_documents_is_told_how_to_send_them(asking: Asking, staff: Staff) -> None:
    request, client = asking(Role.DCO), browsing(staff, Role.DCO)
    assert "the way you usually send papers" in client.get(f"/requests/{request.pk}/sent/").content.decode()
    assert client.get(f"/requests/{request.pk}/papers/").status_code in (403, 404)


def test_what_cannot_be_kept_is_said_and_the_title_stays(
    asking: Asking, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, client = asking(send=False), browsing(staff, Role.PARENT)
    assert "Papers are added right after" in client.get(f"/requests/{draft.pk}/papers/", follow=True).content.decode()
    request = asking()
    page = add(client, request, b"MZ not a document")
    assert "There is a problem" in page
    assert f'value="{TITLE}"' in page
    monkeypatch.setattr(papers, "MOST", 1)
    add(client, request)
    assert "This request has 1 papers" in add(client, request, pdf("More"))
    assert Document.objects.count() == 1


def test_papers_go_where_the_request_goes_and_whoever_asked_cannot_tell(asking: Asking, staff: Staff) -> None:
    keyworker, manager = staff.user(Role.KEYWORKER), staff.actor(Role.MANAGER)
    case = make_case(staff, keyworker=keyworker, team=staff.team)
    request, parent = asking(answers=twin_of(staff, case)), browsing(staff, Role.PARENT)
    add(parent, request)
    document, own_case = Document.objects.get(), request.case
    copy = make_document(own_case, title="Without a name", redacted_from=document)
    stays = make_document(own_case, title="Filed by somebody else")
    where = f"/requests/{request.pk}/"
    before = parent.get(where).content.decode().partition("<h1")[2]
    triage.join(actor=manager, request=request, known=queries.known_cases(manager, request)[0])
    # whoever works on the case that it joined finds them, with every file
    assert set(Document.objects.filter(case=case)) == {document, copy}
    assert StoredFile.objects.filter(case=own_case).count() == stays.versions.count() == 1
    assert TITLE in browsing(staff, Role.KEYWORKER).get(f"/cases/{case.pk}/documents/").content.decode()
    assert browsing(staff, Role.KEYWORKER).get(f"/documents/{document.pk}/file/1/").status_code == 200
    # whoever asked sees what they saw, and what they add now goes there too
    assert parent.get(where).content.decode().partition("<h1")[2] == before
    assert parent.get(f"{where}papers/{document.pk}/").status_code == 200
    assert "The team can read it now" in add(parent, request, pdf("Second"))
    assert Document.objects.filter(case=case).count() == 3
    assert Notice.objects.filter(kind="document-added", user=keyworker).count() == 1


def test_a_paper_that_moves_is_not_shared_any_more(asking: Asking, staff: Staff) -> None:
    case, manager = make_case(staff), staff.actor(Role.MANAGER)
    request = asking(answers=twin_of(staff, case))
    add(browsing(staff, Role.PARENT), request)
    share = shared(Document.objects.get(), "family")
    triage.join(actor=manager, request=request, known=queries.known_cases(manager, request)[0])
    share.refresh_from_db()
    assert share.ended_at is not None


@pytest.mark.parametrize("page", ["look", "open", "add"])
def test_who_answers_for_restricted_cases_is_told_of_each_who_opens_or_adds_a_paper_of_one(
    asking: Asking, staff: Staff, page: str
) -> None:
    request = asking(Role.SOCIAL_WORKER)
    add(browsing(staff, Role.SOCIAL_WORKER), request)
    document = Document.objects.get()
    assert not Alert.objects.exists(), "nothing is restricted yet"
    CaseCard.objects.filter(pk=request.case_id).update(restricted=True, keyworker=staff.user(Role.KEYWORKER))
    by = Role.SOCIAL_WORKER if page == "add" else Role.KEYWORKER
    relation = "request" if by == Role.SOCIAL_WORKER else "grant"
    there = {
        "look": f"/triage/{request.pk}/", "open": f"/triage/{request.pk}/papers/{document.pk}/",
        "add": f"/requests/{request.pk}/papers/",
    }[page]  # fmt: skip
    browser = browsing(staff, by)
    assert browser.get(there).status_code == 404, "whoever is not named on it knows of none"
    Alert.objects.all().delete()
    involve(request.case, staff.user(by), relation, classes=",c1,")
    if page == "add":
        assert "The team can read it now" in add(browser, request)
    else:
        assert browser.get(there).status_code == 200
    assert [(one.kind, one.user_id) for one in Alert.objects.all()] == [("restricted", staff.user(by).pk)]
    assert AccessEntry.objects.filter(detail__alert="restricted").exists()
