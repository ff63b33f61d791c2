"""Who reads which documents: by label, own, shared, closed, kept back; the list, the page and the bytes alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from factories import Staff, make_case, make_staff, make_user
from keywork.web.accounts.actors import actor_for
from keywork.web.accounts.models import AccessEntry, Membership, Organisation, Role
from keywork.web.documents import store
from keywork.web.documents.labels import BY_CODE
from keywork.web.documents.models import Document, DocumentShare
from keywork.web.documents.queries import documents_of
from keywork.web.people.models import CaseCard, FamilyMember
from records_made import make_document
from web.documents.conftest import member_of, shared, signed_in

pytestmark = pytest.mark.django_db
Make = Callable[..., Document]
ALL = set(BY_CODE)
# The labels of the documents of others that a role reads without anybody sharing them, as tables 3.3 to 3.5 have it.
UNSHARED: dict[str, set[str]] = {
    Role.KEYWORKER: ALL,
    Role.PLAN_WRITER: {
        "request",
        "setting",
        "psychology",
        "health",
        "care",
        "views",
        "draft",
        "plan",
        "review",
        "other",
    },
    Role.MANAGER: ALL,
    Role.PANEL_MEMBER: set(),
    Role.EDUCATIONAL_PSYCHOLOGIST: set(),
    Role.SOCIAL_WORKER: set(),
    Role.DSCO: {"care"},
    Role.BUSINESS_SUPPORT: set(),
    Role.INFORMATION_GOVERNANCE: set(),
    Role.THERAPIST: set(),
    Role.DCO: {"health"},
    Role.COMMISSIONER: set(),
    Role.SENCO: set(),
    Role.COLLEGE: set(),
    Role.EARLY_YEARS: set(),
    Role.PARENT: set(),
    Role.YOUNG_PERSON: ALL - {"letter", "panel"},
    Role.SENDIASS: set(),
    Role.MEDIATOR: set(),
    Role.ANALYST: set(),
    Role.BOARD_MEMBER: set(),
    Role.AUDITOR: set(),
    Role.ADMINISTRATOR: set(),
}
READS_SHARED = {
    Role.PARENT: "family", Role.YOUNG_PERSON: "family", Role.SENDIASS: "family", Role.PANEL_MEMBER: "panel",
    Role.MEDIATOR: "mediation",
}  # fmt: skip


def reads(client: Client, document: Document) -> bool:
    """Say whether somebody reads a document, having asked the list, its page and its bytes: the three must agree."""
    page = client.get(f"/documents/{document.pk}/").status_code
    file = client.get(f"/documents/{document.pk}/file/1/").status_code
    listed = client.get(f"/cases/{document.case_id}/documents/")
    in_list = str(document.pk) in listed.content.decode()
    assert {page, file} in ({200}, {404})
    assert in_list == (page == 200)
    return in_list


@pytest.mark.parametrize("role", UNSHARED)
def test_each_role_reads_the_labels_that_the_matrix_opens(staff: Staff, card: CaseCard, made: Make, role: str) -> None:
    documents = {label: made(label) for label in BY_CODE}
    actor = actor_for(staff.user(role))
    assert actor is not None
    client = signed_in(staff.user(role))
    found = {label for label, one in documents.items() if client.get(f"/documents/{one.pk}/").status_code == 200}
    assert found == UNSHARED[role]
    listed = client.get(f"/cases/{card.pk}/documents/").content.decode()
    assert {label for label, one in documents.items() if str(one.pk) in listed} == UNSHARED[role]
    if UNSHARED[role]:
        assert {one.label for one in documents_of(actor, card)} == UNSHARED[role]


@pytest.mark.parametrize("role", [role for role, labels in UNSHARED.items() if not labels])
def test_whoever_reads_nothing_reads_no_bytes(staff: Staff, made: Make, role: str) -> None:
    assert not reads(signed_in(staff.user(role)), made("other"))


@pytest.mark.parametrize("role", [r for r in UNSHARED if r not in {Role.INTEGRATION}])
@pytest.mark.parametrize("audience", ["family", "panel", "mediation"])
def test_what_is_shared_is_read_by_whom_it_is_shared_with(staff: Staff, made: Make, role: str, audience: str) -> None:
    document = made("setting")
    shared(document, audience)
    assert reads(signed_in(staff.user(role)), document) == (
        READS_SHARED.get(Role(role)) == audience or "setting" in UNSHARED[role]
    )


def test_what_is_shared_is_read_until_that_ends(staff: Staff, made: Make) -> None:
    document, parent = made("health"), signed_in(staff.user(Role.PARENT))
    share = shared(document, "family")
    assert reads(parent, document)
    DocumentShare.objects.filter(pk=share.pk).update(ended_at=share.shared_at)
    assert not reads(parent, document)


def test_a_panel_paper_is_never_the_familys(staff: Staff, made: Make) -> None:
    document = made("panel")
    shared(document, "family")
    for role in (Role.PARENT, Role.YOUNG_PERSON, Role.SENDIASS, Role.SENCO):
        assert not reads(signed_in(staff.user(role)), document)


def test_a_panel_paper_is_never_the_mediators(staff: Staff, made: Make) -> None:
    paper, other = made("panel"), made("setting")
    for one in (paper, other):
        shared(one, "mediation")
    mediator = signed_in(staff.user(Role.MEDIATOR))
    assert not reads(mediator, paper)
    assert reads(mediator, other)


def test_a_young_person_reads_what_is_shared_beside_what_is_theirs_anyway(staff: Staff, made: Make) -> None:
    letter, other = made("letter"), made("letter")
    shared(letter, "family")
    young = signed_in(staff.user(Role.YOUNG_PERSON))
    assert reads(young, letter)
    assert not reads(young, other)


def test_what_is_shared_with_one_of_the_family_is_not_the_others(staff: Staff, card: CaseCard, made: Make) -> None:
    """AZ-15: of separated parents, each reads what was shared with them."""
    mother, father = staff.user(Role.PARENT), make_user(staff.authority, Role.PARENT)
    from factories import involve

    involve(card.case, father, "family")
    document = made("letter")
    shared(document, "member", member=member_of(card, mother))
    assert reads(signed_in(mother), document)
    assert not reads(signed_in(father), document)
    assert not reads(signed_in(staff.user(Role.SENDIASS)), document)


def test_what_is_shared_is_one_document_and_not_its_neighbour(staff: Staff, made: Make) -> None:
    one, other = made("health"), made("health")
    shared(one, "family")
    assert reads(signed_in(staff.user(Role.PARENT)), one)
    assert not reads(signed_in(staff.user(Role.PARENT)), other)


def test_what_is_shared_with_somebody_of_another_family_is_not_read_by_them_here(
    staff: Staff, card: CaseCard, made: Make
) -> None:
    """The same mother stands in two children's families: a share that names her in the other opens nothing of this."""
    mother = staff.user(Role.PARENT)
    other = CaseCard.objects.get(pk=make_case(staff, keyworker=staff.user(Role.KEYWORKER)).pk)
    member_of(card, mother)
    document = made("letter")
    shared(document, "member", member=member_of(other, mother))
    assert not reads(signed_in(mother), document)


def test_whoever_is_no_longer_of_the_family_reads_nothing_that_was_shared_with_them(
    staff: Staff, card: CaseCard, made: Make
) -> None:
    mother = staff.user(Role.PARENT)
    member, document = member_of(card, mother), made("letter")
    shared(document, "member", member=member)
    assert reads(signed_in(mother), document)
    FamilyMember.objects.filter(pk=member.pk).update(ended=True)
    assert not reads(signed_in(mother), document)


def test_only_a_setting_reads_what_is_shared_with_a_setting(staff: Staff, made: Make) -> None:
    document, other = made("health"), made("health")
    shared(document, "setting", organisation=staff.body(Role.THERAPIST))
    assert not reads(signed_in(staff.user(Role.THERAPIST)), document)
    shared(other, "setting")  # with none that is on record
    Membership.objects.filter(user=staff.user(Role.SENCO)).update(organisation=None)
    assert not reads(signed_in(staff.user(Role.SENCO)), other)


def test_what_they_gave_is_read_when_closed_and_not_when_taken_back(staff: Staff, card: CaseCard) -> None:
    therapist = staff.user(Role.THERAPIST)
    for state, is_read in ((Document.State.CLOSED, True), (Document.State.WITHDRAWN, False)):
        own = make_document(card.case, actor=actor_for(therapist), label="other", state=state)
        assert reads(signed_in(therapist), own) is is_read


def test_what_is_shared_with_a_setting_is_not_anothers(staff: Staff, card: CaseCard, made: Make) -> None:
    document = made("health")
    shared(document, "setting", organisation=staff.body(Role.SENCO))
    assert reads(signed_in(staff.user(Role.SENCO)), document)
    assert not reads(signed_in(staff.user(Role.COLLEGE)), document)
    assert not reads(signed_in(staff.user(Role.PARENT)), document)


@pytest.mark.parametrize("role", [Role.EDUCATIONAL_PSYCHOLOGIST, Role.THERAPIST, Role.SENCO, Role.PARENT])
def test_everybody_reads_what_they_gave(staff: Staff, card: CaseCard, role: str) -> None:
    own = make_document(card.case, actor=actor_for(staff.user(role)), label="other")
    assert reads(signed_in(staff.user(role)), own)
    others = [one for one in (Role.THERAPIST, Role.PARENT, Role.COLLEGE) if one != role]
    assert not any(reads(signed_in(staff.user(one)), own) for one in others)


def test_what_they_gave_is_not_read_where_its_label_is_closed_to_them(staff: Staff, card: CaseCard) -> None:
    parent = staff.user(Role.PARENT)
    labelled = {label: make_document(card.case, actor=actor_for(parent), label=label) for label in ("panel", "views")}
    assert reads(signed_in(parent), labelled["views"])
    assert not reads(signed_in(parent), labelled["panel"])


def test_colleagues_read_what_their_organisation_gave(staff: Staff, card: CaseCard) -> None:
    school = staff.body(Role.SENCO)
    own = make_document(card.case, actor=actor_for(staff.user(Role.SENCO)), organisation=school)
    colleague = make_user(staff.authority, Role.SENCO, organisation=school)
    from factories import involve

    involve(card.case, colleague, "setting")
    assert reads(signed_in(colleague), own)
    elsewhere = Organisation.objects.create(authority=staff.authority, name="Another school", kind="setting")
    stranger = make_user(staff.authority, Role.SENCO, organisation=elsewhere)
    involve(card.case, stranger, "setting")
    assert not reads(signed_in(stranger), own)


@pytest.mark.parametrize("state", [Document.State.CLOSED, Document.State.WITHDRAWN])
def test_what_is_closed_is_read_by_whoever_answers_for_the_case(staff: Staff, made: Make, state: str) -> None:
    document = made("other", state=state)
    shared(document, "family")
    who = {role for role in UNSHARED if reads(signed_in(staff.user(role)), document)}
    assert who == {Role.KEYWORKER, Role.MANAGER}


def test_a_redacted_copy_is_what_information_governance_reads(staff: Staff, made: Make) -> None:
    original = made("health", state=Document.State.CLOSED)
    copy = made("health", redacted_from=original)
    client = signed_in(staff.user(Role.INFORMATION_GOVERNANCE))
    assert reads(client, copy)
    assert not reads(client, original)


class TestKeptBack:
    def test_is_not_there_for_parents_and_whoever_speaks_for_them(self, staff: Staff, made: Make) -> None:
        document = made("health")
        shared(document, "family")
        parent, young = signed_in(staff.user(Role.PARENT)), signed_in(staff.user(Role.YOUNG_PERSON))
        assert reads(parent, document)
        assert young.post(f"/documents/{document.pk}/keep-back/", {"back": "yes"}).status_code == 302
        assert not reads(parent, document)
        assert not reads(signed_in(staff.user(Role.SENDIASS)), document)
        assert reads(young, document)
        assert reads(signed_in(staff.user(Role.KEYWORKER)), document)
        young.post(f"/documents/{document.pk}/keep-back/", {"back": "no"})
        assert reads(parent, document)

    def test_leaves_no_trace(self, staff: Staff, card: CaseCard, made: Make) -> None:
        """AZ-24: with a document kept back, the parent's pages are those of a case without it."""
        shared(made("health", title="One that they read"), "family")
        parent = signed_in(staff.user(Role.PARENT))
        pages = (f"/cases/{card.pk}/documents/", f"/cases/{card.pk}/contacts/")
        before = [parent.get(page).content for page in pages]
        shared(made("health", kept_from_parents=True), "family")
        after = [parent.get(page).content for page in pages]
        assert [_bare(one) for one in after] == [_bare(one) for one in before]

    def test_is_the_young_persons_alone_to_say(self, staff: Staff, made: Make) -> None:
        document = made("health")
        shared(document, "family")
        for role in UNSHARED:
            if role != Role.YOUNG_PERSON:
                answer = signed_in(staff.user(role)).post(f"/documents/{document.pk}/keep-back/", {"back": "yes"})
                assert answer.status_code == 404
        document.refresh_from_db()
        assert not document.kept_from_parents


def _bare(page: bytes) -> bytes:
    import re

    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", page)


def test_no_document_of_another_case_or_authority_is_reached(staff: Staff, card: CaseCard) -> None:
    mine = signed_in(staff.user(Role.KEYWORKER))
    unallocated = make_document(make_case(staff))
    elsewhere = make_document(make_case(make_staff("998", "Elsewhere Council")))
    bodies = set()
    for document in (unallocated, elsewhere):
        for what in ("", "file/1/", "change/", "share/", "redact/", "redact/page/1/", "version/", "redact/copy/"):
            answer = mine.get(f"/documents/{document.pk}/{what}")
            assert answer.status_code == 404
            bodies.add(_bare(answer.content).replace(str(document.pk).encode(), b""))
    unknown = mine.get("/documents/01234567-89ab-7cde-8f01-23456789abcd/")
    assert len(bodies | {_bare(unknown.content)}) == 1


class TestTheFile:
    def test_is_saved_and_can_do_nothing(self, staff: Staff, made: Make) -> None:
        document = made("other", content=b"%PDF-1.7 the bytes")
        answer = signed_in(staff.user(Role.KEYWORKER)).get(f"/documents/{document.pk}/file/1/")
        assert answer.content == b"%PDF-1.7 the bytes"
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert "no-store" in answer.headers["Cache-Control"]

    def test_stands_in_the_log_with_its_version(self, staff: Staff, card: CaseCard, made: Make) -> None:
        document = made("other", title="Qwvcanary title")
        signed_in(staff.user(Role.KEYWORKER)).get(f"/documents/{document.pk}/file/1/")
        row = AccessEntry.objects.filter(action="document.read").latest("pk")
        assert row.detail == {"version": 1}
        assert {str(card.pk), str(card.person_id), str(document.pk)} == set(row.subjects)
        assert "Qwvcanary" not in str(row.__dict__)

    def test_that_is_damaged_is_given_to_nobody(self, staff: Staff, made: Make) -> None:
        """DU-08."""
        document = made("other", content=b"%PDF-1.7 the bytes")
        path = store.path_of(document.versions.get().viewing.place)
        path.write_bytes(b"%PDF-1.7 other bytes")
        answer = signed_in(staff.user(Role.KEYWORKER)).get(f"/documents/{document.pk}/file/1/")
        assert answer.status_code == 410
        assert b"other bytes" not in answer.content

    @pytest.mark.parametrize("number", [0, 2, 999999999999])
    def test_of_no_version_is_none(self, staff: Staff, made: Make, number: int) -> None:
        answer = signed_in(staff.user(Role.KEYWORKER)).get(f"/documents/{made().pk}/file/{number}/")
        assert answer.status_code == 404


def test_nobody_reads_documents_of_a_case_from_which_they_are_kept(staff: Staff, card: CaseCard, made: Make) -> None:
    document, user = made("other"), staff.user(Role.KEYWORKER)
    assert reads(signed_in(user), document)
    CaseCard.objects.filter(pk=card.pk).update(restricted=True)
    assert not reads(signed_in(user), document)
