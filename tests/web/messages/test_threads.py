"""Messages of a case: each person or body has a thread of their own (AZ-15), and nobody reads another's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.html import escape

from factories import Staff, involve, make_user
from keywork.web.accounts.actors import Actor, actor_for, system
from keywork.web.accounts.models import Role, User
from keywork.web.kernel import clock
from keywork.web.messages import threads as queries
from keywork.web.messages.models import Needs, Thread, Written
from keywork.web.messages.queries import unread
from keywork.web.messages.services import corresponding
from keywork.web.people.family import restrict_contact
from keywork.web.people.models import CaseCard, FamilyMember
from keywork.web.ui.jinja import moment
from web.documents.letters.reading import is_tagged, words_of

pytestmark = pytest.mark.django_db
HERS, HIS = "Zyxcanary words of hers", "Qwvcanary words of his"


def parent(staff: Staff, card: CaseCard, name: str) -> tuple[User, FamilyMember]:
    """A parent with an account who has to do with the case."""
    user = make_user(staff.authority, Role.PARENT, name=name)
    involve(card.case, user, "family")
    made: FamilyMember = FamilyMember.objects.create(
        authority=staff.authority, person=card.person, name=name, relationship="parent", responsible=True, user=user,
        written_at=clock.now(), written_by="system:test",
    )  # fmt: skip
    return user, made


@pytest.fixture
def parents(staff: Staff, card: CaseCard) -> tuple[User, User]:
    """Two parents who live apart, each with words of their own in the case."""
    her, his = parent(staff, card, "Mother Reader")[0], parent(staff, card, "Father Reader")[0]
    for user, words in ((her, HERS), (his, HIS)):
        assert browser(user).post(f"/cases/{card.pk}/messages/write/", {"text": words}).status_code == 302
    return her, his


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def actor(user: User) -> Actor:
    found = actor_for(User.objects.select_related(*User.PLACE).get(pk=user.pk))
    assert found is not None
    return found


def thread_of(user: User) -> Thread:
    found: Thread = Thread.objects.get(member__user=user)
    return found


def pages(card: CaseCard, thread: Thread) -> list[str]:
    return [
        f"/cases/{card.pk}/", f"/cases/{card.pk}/messages/", f"/cases/{card.pk}/messages/write/",
        f"/cases/{card.pk}/messages/needs/", f"/messages/{thread.pk}/", f"/messages/{thread.pk}/save/", "/news/",
    ]  # fmt: skip


def test_a_thread_is_saved_as_evidence_that_a_screen_reader_reads(
    staff: Staff, card: CaseCard, parents: tuple[User, User]
) -> None:
    her, his = parents
    for words in ("שלום, מתי תהיה פגישה?", "x" * 300):
        browser(her).post(f"/cases/{card.pk}/messages/write/", {"text": words})
    where = f"/messages/{thread_of(her).pk}/paper/"
    assert browser(his).get(where).status_code == 404
    told = {}
    for reader in (her, staff.user(Role.KEYWORKER)):
        answer = browser(reader).get(where)
        assert answer.headers["Content-Type"] == "application/pdf"
        assert is_tagged(answer.content)
        told[reader] = words_of(answer.content)
    whole = " ".join(told[her].split())
    for words in (HERS, "Mother Reader", "3 messages", card.case.reference, moment(Written.objects.first().at)):
        assert words in whole
    assert "שלום" in whole or "םולש" in whole
    assert HIS not in told[her] + told[staff.user(Role.KEYWORKER)]


def test_a_parent_never_sees_the_others_words_or_that_there_are_any(
    staff: Staff, card: CaseCard, parents: tuple[User, User]
) -> None:
    her, his = parents
    for reader, other, words in ((her, his, HIS), (his, her, HERS)):
        client = browser(reader)
        own = [client.get(page).content.decode() for page in pages(card, thread_of(reader))]
        assert (HERS if reader == her else HIS) in "".join(own)
        for shown in own:
            assert words not in shown
            assert other.display_name not in shown
        theirs = thread_of(other)
        nowhere = client.get(f"/messages/{card.pk}/").content  # no such thread
        for page in (f"/messages/{theirs.pk}/", f"/messages/{theirs.pk}/save/"):
            answer = client.get(page)
            assert answer.status_code == 404
            assert answer.content == nowhere
        assert client.post(f"/messages/{theirs.pk}/", {"text": "x"}).status_code == 404
        for what in ("said", "plan"):
            assert client.post(f"/messages/{theirs.pk}/{what}/", {}).status_code == 404
    assert Written.objects.count() == 2


def test_the_other_thread_changes_nothing_of_ones_own_page(
    staff: Staff, card: CaseCard, parents: tuple[User, User]
) -> None:
    her, his = parents
    client = browser(her)
    where = f"/cases/{card.pk}/messages/"
    before = client.get(where).content
    corresponding.write(actor=actor(his), card=card, thread=thread_of(his), name="Father", text="more")
    assert client.get(where).content == before


def test_the_keyworker_answers_and_each_side_is_told_once(
    staff: Staff, card: CaseCard, parents: tuple[User, User]
) -> None:
    her, his = parents
    keyworker = browser(staff.user(Role.KEYWORKER))
    assert unread(staff.actor(Role.KEYWORKER)) == 2
    listed = keyworker.get(f"/cases/{card.pk}/messages/").content.decode()
    assert "Mother Reader (parent)" in listed
    assert "Father Reader (parent)" in listed
    assert listed.count("1 new") == 2
    where = f"/messages/{thread_of(her).pk}/"
    keyworker.get(where)
    assert unread(staff.actor(Role.KEYWORKER)) == 1  # to open a thread is to have read that a message came
    assert keyworker.post(where, {"text": "We met on Monday."}).status_code == 302
    shown = keyworker.get(where).content.decode()
    assert HERS in shown
    assert HIS not in shown
    assert unread(actor(her)) == 1
    assert unread(actor(his)) == 0
    assert "We met on Monday." in browser(her).get(where).content.decode()
    assert keyworker.get(f"/cases/{card.pk}/messages/").content.decode().count("1 new") == 1


def test_what_is_sent_twice_stands_once(staff: Staff, card: CaseCard, parents: tuple[User, User]) -> None:
    client = browser(parents[0])
    where = f"/messages/{thread_of(parents[0]).pk}/"
    said = {"text": "Once", "csrfmiddlewaretoken": "the token of one page"}
    assert client.post(where, said).status_code == 302
    assert client.post(where, said).status_code == 302
    assert Written.objects.filter(text="Once").count() == 1


READS_ALL = {Role.KEYWORKER, Role.MANAGER, Role.INFORMATION_GOVERNANCE}


def test_each_role_reads_what_its_cell_gives_and_nothing_else(
    staff: Staff, card: CaseCard, parents: tuple[User, User]
) -> None:
    from factories import involve_everybody

    involve_everybody(staff, card.case)
    thread = thread_of(parents[0])
    read = set()
    for role, user in staff.people.items():
        answer = browser(user).get(f"/messages/{thread.pk}/")
        assert answer.status_code in (200, 403, 404), role
        if answer.status_code == 200:
            read.add(role)
    assert read == READS_ALL
    Thread.objects.filter(pk=thread.pk).update(plan=True)
    assert browser(staff.user(Role.PLAN_WRITER)).get(f"/messages/{thread.pk}/").status_code == 200
    assert "<textarea" not in browser(staff.user(Role.PLAN_WRITER)).get(f"/messages/{thread.pk}/").content.decode()


@pytest.mark.parametrize(
    ("role", "relation"),
    [
        (Role.EDUCATIONAL_PSYCHOLOGIST, "request"), (Role.SOCIAL_WORKER, "request"), (Role.THERAPIST, "request"),
        (Role.SENCO, "setting"), (Role.COLLEGE, "setting"), (Role.EARLY_YEARS, "setting"), (Role.MEDIATOR, "grant"),
        (Role.YOUNG_PERSON, "family"),
    ],
)  # fmt: skip
def test_whoever_is_written_with_has_a_thread_of_their_own_and_reads_no_other(
    staff: Staff, card: CaseCard, parents: tuple[User, User], role: str, relation: str
) -> None:
    involve(card.case, staff.user(role), relation)
    client = browser(staff.user(role))
    answer = client.post(f"/cases/{card.pk}/messages/write/", {"text": "Own words"})
    assert answer.status_code == 302
    shown = client.get(answer.headers["Location"]).content.decode()
    assert "Own words" in shown
    for page in (f"/cases/{card.pk}/messages/", answer.headers["Location"]):
        assert HERS not in client.get(page).content.decode()
        assert "Reader" not in client.get(page).content.decode()
    assert client.get(f"/messages/{thread_of(parents[0]).pk}/").status_code == 404


def test_a_colleague_in_the_same_role_goes_on_with_the_thread_and_a_leaver_does_not(
    staff: Staff, card: CaseCard
) -> None:
    body = staff.body(Role.THERAPIST)
    involve(card.case, staff.user(Role.THERAPIST), "request")
    browser(staff.user(Role.THERAPIST)).post(f"/cases/{card.pk}/messages/write/", {"text": "First"})
    colleague = make_user(staff.authority, Role.THERAPIST, organisation=body)
    involve(card.case, colleague, "request")
    [thread] = Thread.objects.all()
    assert "First" in browser(colleague).get(f"/messages/{thread.pk}/").content.decode()
    elsewhere = make_user(staff.authority, Role.THERAPIST)
    involve(card.case, elsewhere, "request")
    assert browser(elsewhere).get(f"/messages/{thread.pk}/").status_code == 404


def test_sendiass_writes_for_a_family_and_reads_nothing(staff: Staff, card: CaseCard) -> None:
    involve(card.case, staff.user(Role.SENDIASS), "grant")
    client = browser(staff.user(Role.SENDIASS))
    answer = client.post(f"/cases/{card.pk}/messages/write/", {"text": "For the family"})
    assert answer.headers["Location"] == f"/cases/{card.pk}/contacts/"
    [thread] = Thread.objects.all()
    assert client.get(f"/messages/{thread.pk}/").status_code == 404
    assert Written.objects.get().from_them


def test_nothing_is_sent_to_whom_it_would_not_reach(staff: Staff, card: CaseCard, mother: FamilyMember) -> None:
    client = browser(staff.user(Role.KEYWORKER))
    key = f"{mother.pk}.{Role.PARENT}"
    answer = client.post(f"/cases/{card.pk}/messages/to/", {"to": key})
    where = answer.headers["Location"]
    shown = client.get(where).content.decode()
    assert corresponding.NO_ACCOUNT in shown
    assert "<textarea" not in shown
    refused = client.post(where, {"text": "Never"}).content.decode()
    assert corresponding.NO_ACCOUNT in refused
    assert not Written.objects.exists()


def test_nothing_is_sent_against_a_contact_restriction(staff: Staff, card: CaseCard) -> None:
    user, member = parent(staff, card, "Barred Reader")
    browser(user).post(f"/cases/{card.pk}/messages/write/", {"text": "Before"})
    restrict_contact(
        actor=system("test", staff.authority), card=card, member=member, document="Court order",
        reason="The court forbids any contact for now.", until=clock.today() + timedelta(days=9),
    )  # fmt: skip
    where = f"/messages/{thread_of(user).pk}/"
    answer = browser(staff.user(Role.KEYWORKER)).post(where, {"text": "My words stay"}).content.decode()
    assert corresponding.RESTRICTED in answer
    assert "My words stay" in answer
    assert Written.objects.count() == 1
    assert browser(user).get(where).status_code == 404


def said(on: date, **more: str) -> dict[str, str]:
    day = {f"on-{part}": str(getattr(on, part)) for part in ("day", "month", "year")}
    return {"who": "them", "how": "phone", "text": "Cannot come on Friday"} | day | more


def test_what_was_said_by_telephone_stands_in_the_thread_with_its_day(
    staff: Staff, card: CaseCard, parents: tuple[User, User]
) -> None:
    where = f"/messages/{thread_of(parents[0]).pk}/"
    client = browser(staff.user(Role.KEYWORKER))
    yesterday = clock.today() - timedelta(days=1)
    for bad in (said(clock.today() + timedelta(days=1)), said(yesterday, how="owl"), said(yesterday, text=" ")):
        assert client.post(f"{where}said/", bad).status_code == 200
    assert client.post(f"{where}said/", said(yesterday)).status_code == 302
    shown = browser(parents[0]).get(where).content.decode()
    assert "Cannot come on Friday" in shown
    assert "by telephone, written down by" in shown
    assert browser(parents[0]).post(f"{where}said/", said(yesterday)).status_code == 404


def test_a_thread_is_saved_with_every_day(staff: Staff, card: CaseCard, parents: tuple[User, User]) -> None:
    thread = thread_of(parents[0])
    text = "<b>&amp; “quoted”\nsecond line\u202e end"
    corresponding.write(actor=actor(parents[0]), card=card, thread=thread, name="Mother Reader", text=text)
    answer = browser(parents[0]).get(f"/messages/{thread.pk}/save/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="messages.txt"'
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    saved = answer.content.decode()
    assert HERS in saved
    assert text.replace("\n", "\r\n") in saved
    assert saved.count("Mother Reader") == 2
    assert str(clock.today().year) in saved


def test_who_answers_and_who_covers(staff: Staff, card: CaseCard, parents: tuple[User, User]) -> None:
    shown = browser(parents[0]).get(f"/cases/{card.pk}/contacts/").content.decode()
    assert escape(f"{staff.user(Role.KEYWORKER).display_name} answers.") in shown
    covers = make_user(staff.authority, Role.KEYWORKER, name="Covering Colleague")
    CaseCard.objects.filter(pk=card.pk).update(cover=covers, cover_until=clock.today())
    assert "Covering Colleague covers until" in browser(parents[0]).get(f"/cases/{card.pk}/contacts/").content.decode()
    browser(parents[0]).post(f"/messages/{thread_of(parents[0]).pk}/", {"text": "Who reads it?"})
    assert unread(actor(covers)) == 1


def test_needs_are_asked_once_and_kept_with_whom_they_are_of(
    staff: Staff, card: CaseCard, parents: tuple[User, User]
) -> None:
    her, his = parents
    where = f"/cases/{card.pk}/messages/needs/"
    hers = thread_of(her).member
    assert hers is not None
    own = {
        "who": str(hers.pk),
        "language": "Somali",
        "interpreter": "on",
        "formats": ["large-print"],
        "more": "Evenings",
    }
    assert browser(her).post(where, own).status_code == 302
    assert 'value="Somali"' in browser(her).get(where).content.decode()
    assert "Somali" not in browser(his).get(where).content.decode()
    assert browser(his).post(where, own | {"language": "Klingon"}).status_code == 200  # not theirs to say
    assert Needs.objects.get().language == "Somali"
    shown = browser(staff.user(Role.KEYWORKER)).get(f"/messages/{thread_of(her).pk}/").content.decode()
    assert "Somali, with an interpreter, large print. Evenings" in shown
    assert "Somali" not in browser(staff.user(Role.KEYWORKER)).get(f"/messages/{thread_of(his).pk}/").content.decode()


def test_a_parent_who_is_not_written_down_is_told_what_to_do(staff: Staff, card: CaseCard) -> None:
    involve(card.case, staff.user(Role.PARENT), "family")
    where = f"/cases/{card.pk}/messages/needs/"
    assert "not written down in the family" in browser(staff.user(Role.PARENT)).get(where).content.decode()
    browser(staff.user(Role.PARENT)).post(where, {"who": "child", "language": "Somali"})
    assert not Needs.objects.exists()


def test_documents_stand_beside_the_messages_of_whoever_has_them(
    staff: Staff, card: CaseCard, parents: tuple[User, User]
) -> None:
    shown = browser(parents[0]).get(f"/messages/{thread_of(parents[0]).pk}/").content.decode()
    assert f'href="/cases/{card.pk}/documents/add/"' in shown


@pytest.mark.parametrize("text", ["", " ", "\u202e", "x" * 10_001])
def test_what_says_nothing_or_too_much_is_answered_in_words(
    staff: Staff, card: CaseCard, parents: tuple[User, User], text: str
) -> None:
    answer = browser(parents[0]).post(f"/cases/{card.pk}/messages/write/", {"text": text})
    assert answer.status_code in (200, 302)
    assert Written.objects.count() == (3 if text == "\u202e" else 2)


def test_the_list_is_what_the_pages_open(staff: Staff, card: CaseCard, parents: tuple[User, User]) -> None:
    from factories import involve_everybody

    involve_everybody(staff, card.case)
    for user in [*staff.people.values(), *parents]:
        one = actor(user)
        opened = set()
        for thread in Thread.objects.all():
            if browser(user).get(f"/messages/{thread.pk}/").status_code == 200:
                opened.add(thread.pk)
        answer = browser(user).get(f"/cases/{card.pk}/messages/")
        listed = {row.pk for row in queries.listed(one, card)} if answer.status_code == 200 else set()
        assert listed == opened, one.role
