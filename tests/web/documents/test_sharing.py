"""Saying what a document is, and sharing it: recorded, once, by whoever answers for the case alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from factories import Staff, make_case
from files_made import pdf
from keywork.web.accounts.models import Role, User
from keywork.web.documents.errors import NotDone, Overtaken
from keywork.web.documents.models import Document, DocumentShare
from keywork.web.documents.queries import settings_of
from keywork.web.documents.services import sharing
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.messages.models import Notice
from keywork.web.people.models import CaseCard, Person
from keywork.web.vaults import contacts
from records_made import make_document
from web.documents.conftest import member_of, sent, signed_in

pytestmark = pytest.mark.django_db
Make = Callable[..., Document]
READ = {"looked_through": "on"}


def share(staff: Staff, document: Document, whom: str, **more: Any) -> Any:
    document.refresh_from_db()
    where = f"/documents/{document.pk}/share/"
    told = {"whom": whom, "seen": document.revision} | READ | more
    return signed_in(staff.user(Role.KEYWORKER)).post(where, told)


def entries(document: Document) -> list[tuple[str, dict[str, Any]]]:
    found = [one for one in stream(document.case_id) if (one.thread or "").startswith("document/")]
    return [(one.kind, dict(one.fields)) for one in found]


def test_sharing_and_its_end_are_entries_of_the_record(staff: Staff, made: Make) -> None:
    document = made("health", title="Qwvtitle")
    assert share(staff, document, "family").status_code == 302
    told = {"label": "health", "audience": "family"}
    assert entries(document) == [("document-shared", told)]
    one = document.shares.get()
    where = f"/documents/{document.pk}/share/{one.pk}/end/"
    assert signed_in(staff.user(Role.MANAGER)).post(where).status_code == 302
    assert entries(document) == [("document-shared", told), ("document-sharing-ended", told)]
    one.refresh_from_db()
    assert one.ended_at is not None
    record = stream(document.case_id)
    assert {entry.occurred_on for entry in record if entry.thread} == {clock.today()}
    assert "Qwvtitle" not in str(record)


def test_it_is_shared_with_one_audience_once(staff: Staff, made: Make) -> None:
    document = made("health")
    share(staff, document, "family")
    assert "It is shared with them already" in share(staff, document, "family").content.decode()
    assert DocumentShare.objects.count() == 1
    assert share(staff, document, "panel").status_code == 302


def test_somebody_has_read_it_first(staff: Staff, made: Make) -> None:
    answer = share(staff, made("health"), "family", looked_through="")
    assert "Read it first, then say that you have" in answer.content.decode()
    assert not DocumentShare.objects.exists()


def test_whoever_was_overtaken_is_told(staff: Staff, made: Make) -> None:
    """CO-01: a page read before another change is answered with 409, and the next sending is a decision."""
    document = made("health")
    answer = share(staff, document, "family", seen=99)
    assert answer.status_code == 409
    assert "Somebody else changed this document" in answer.content.decode()
    assert not DocumentShare.objects.exists()


@pytest.mark.parametrize("state", ["closed", "withdrawn"])
def test_what_is_closed_is_not_shared(staff: Staff, made: Make, state: str) -> None:
    document = made("health", state=state)
    assert share(staff, document, "family").status_code == 200
    assert not DocumentShare.objects.exists()


def test_a_panel_paper_goes_to_the_panel_alone(staff: Staff, card: CaseCard, made: Make) -> None:
    document = made("panel")
    assert share(staff, document, "family").status_code == 200
    with pytest.raises(NotDone, match="for the panel alone"):
        sharing.share(
            actor=staff.actor(Role.KEYWORKER), card=card, document=document, audience="family", looked_through=True,
            seen=None,
        )  # fmt: skip
    assert share(staff, document, "panel").status_code == 302


def test_somebody_of_the_family_and_a_setting_are_chosen_by_name(staff: Staff, card: CaseCard, made: Make) -> None:
    document, member = made("health"), member_of(card, staff.user(Role.PARENT))
    from factories import involve

    involve(card.case, None, "setting", organisation=staff.body(Role.SENCO))  # type: ignore[arg-type]
    assert share(staff, document, f"member {member.pk}").status_code == 302
    assert share(staff, document, f"setting {staff.body(Role.SENCO).pk}").status_code == 302
    assert {one.shared_with for one in document.shares.all()} == {"member", "setting"}


def test_nobody_of_another_child_is_a_choice(staff: Staff, made: Make) -> None:
    """AZ-07."""
    other = make_case(staff).card
    stranger = member_of(other, staff.user(Role.PARENT))
    for whom in (f"member {stranger.pk}", f"setting {staff.body(Role.COLLEGE).pk}", "member", "setting x", "x"):
        assert share(staff, made("health"), whom).status_code == 200
    assert not DocumentShare.objects.exists()


def test_settings_are_those_of_the_case(staff: Staff, card: CaseCard) -> None:
    assert settings_of(card) == []
    from factories import involve

    involve(card.case, None, "setting", organisation=staff.body(Role.COLLEGE))  # type: ignore[arg-type]
    again = CaseCard.objects.select_related("case", "person").get(pk=card.pk)
    assert settings_of(again) == [staff.body(Role.COLLEGE)]


@pytest.mark.parametrize("hidden", ["the child's", "a parent's"])
def test_where_something_is_hidden_nothing_goes_to_all_at_once(
    staff: Staff, card: CaseCard, made: Make, hidden: str
) -> None:
    document, member = made("health"), member_of(card, staff.user(Role.PARENT))
    if hidden == "the child's":
        Person.objects.filter(pk=card.person_id).update(address_hidden=True)
    else:
        contacts.write_point(
            actor=staff.actor(Role.MANAGER), card=card, kind="address", member=member, reached=(), value="Qwvhidden House",
            hidden=True,
        )  # fmt: skip
    assert share(staff, document, "family").status_code == 200
    assert not DocumentShare.objects.exists()
    page = signed_in(staff.user(Role.KEYWORKER)).get(f"/documents/{document.pk}/share/").content.decode()
    assert "one person at a time" in page
    assert "Qwvhidden" not in page
    assert share(staff, document, f"member {member.pk}").status_code == 302


@pytest.mark.parametrize(
    "role", [Role.THERAPIST, Role.BUSINESS_SUPPORT, Role.SENCO, Role.PARENT, Role.YOUNG_PERSON, Role.DCO]
)
def test_who_does_not_answer_for_the_case_changes_nothing(staff: Staff, made: Make, role: str) -> None:
    document, client = made("health"), signed_in(staff.user(role))
    share(staff, document, "family")
    for what in ("share", "change", "redact", "redact/copy"):
        assert client.get(f"/documents/{document.pk}/{what}/").status_code == 404
        assert client.post(f"/documents/{document.pk}/{what}/", {"title": "x"}).status_code == 404
    assert client.post(f"/documents/{document.pk}/share/{document.shares.get().pk}/end/").status_code == 404
    assert document.shares.get().ended_at is None


def test_a_share_is_ended_through_its_own_document_alone(staff: Staff, made: Make) -> None:
    one, other = made("health"), made("health")
    share(staff, one, "family")
    where = f"/documents/{other.pk}/share/{one.shares.get().pk}/end/"
    assert signed_in(staff.user(Role.KEYWORKER)).post(where).status_code == 404
    assert one.shares.get().ended_at is None


class TestChange:
    def test_of_title_label_and_state(self, staff: Staff, made: Make) -> None:
        document = made("other")
        told = {"title": "Letter of the dentist", "label": "health", "state": "closed", "seen": document.revision}
        where = f"/documents/{document.pk}/change/"
        assert signed_in(staff.user(Role.KEYWORKER)).post(where, told).status_code == 302
        document.refresh_from_db()
        assert (document.title, document.label, document.state) == ("Letter of the dentist", "health", "closed")

    def test_by_two_at_once_keeps_the_first_and_tells_the_second(self, staff: Staff, made: Make) -> None:
        document = made("other")
        told = {"title": "First", "label": "other", "state": "kept", "seen": document.revision}
        client, where = signed_in(staff.user(Role.KEYWORKER)), f"/documents/{document.pk}/change/"
        assert client.post(where, told).status_code == 302
        answer = client.post(where, told | {"title": "Second"})
        assert answer.status_code == 409
        assert 'value="Second"' in answer.content.decode()
        document.refresh_from_db()
        assert document.title == "First"

    @pytest.mark.parametrize(
        "wrong", [{"title": ""}, {"title": "x" * 201}, {"label": "secret"}, {"state": "open"}, {"seen": "²"}]
    )
    def test_that_is_none_is_refused(self, staff: Staff, made: Make, wrong: dict[str, str]) -> None:
        document = made("other")
        told = {"title": "New", "label": "other", "state": "kept", "seen": "1"} | wrong
        answer = signed_in(staff.user(Role.KEYWORKER)).post(f"/documents/{document.pk}/change/", told)
        assert answer.status_code == 200
        document.refresh_from_db()
        assert document.title == "Report"


def test_the_service_is_overtaken_too(staff: Staff, card: CaseCard) -> None:
    document = make_document(card.case)
    with pytest.raises(Overtaken):
        sharing.change(
            actor=staff.actor(Role.KEYWORKER), document=document, title="x", label="other", state="kept", seen=7
        )


class TestNews:
    """Whoever something is shared with is told, by a line that says nothing of the child."""

    def news(self, user: User) -> list[tuple[str, str]]:
        return list(Notice.objects.filter(user=user).values_list("kind", "link"))

    def test_reaches_the_family_it_is_shared_with(self, staff: Staff, made: Make) -> None:
        document = made("health")
        share(staff, document, "family")
        told = [("document-shared", f"/documents/{document.pk}/")]
        assert self.news(staff.user(Role.PARENT)) == self.news(staff.user(Role.YOUNG_PERSON)) == told
        assert self.news(staff.user(Role.KEYWORKER)) == self.news(staff.user(Role.SENDIASS)) == []

    def test_reaches_one_of_the_family_alone(self, staff: Staff, card: CaseCard, made: Make) -> None:
        member = member_of(card, staff.user(Role.PARENT))
        share(staff, made("health"), f"member {member.pk}")
        assert len(self.news(staff.user(Role.PARENT))) == 1
        assert self.news(staff.user(Role.YOUNG_PERSON)) == []

    def test_of_what_is_kept_back_is_taken_away(self, staff: Staff, made: Make) -> None:
        document = made("health")
        share(staff, document, "family")
        young = signed_in(staff.user(Role.YOUNG_PERSON))
        young.post(f"/documents/{document.pk}/keep-back/", {"back": "yes"})
        assert self.news(staff.user(Role.PARENT)) == []
        assert len(self.news(staff.user(Role.YOUNG_PERSON))) == 1

    def test_of_what_others_add_reaches_whoever_works_on_the_case(self, staff: Staff, card: CaseCard) -> None:
        where = f"/cases/{card.pk}/documents/add/"
        for role, told in ((Role.KEYWORKER, 0), (Role.PARENT, 1), (Role.BUSINESS_SUPPORT, 2)):
            fields = {"file": sent(pdf(role)), "title": "Qwvtitle", "label": "other"}
            assert signed_in(staff.user(role)).post(where, fields).status_code == 302
            assert [kind for kind, _ in self.news(staff.user(Role.KEYWORKER))] == ["document-added"] * told
