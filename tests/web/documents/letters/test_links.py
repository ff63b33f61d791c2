"""PR-04, PR-10: the link of a letter tells nothing before the recipient's own address and a code are right."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from factories import CANARY, Staff
from keywork.web.accounts.models import AccessEntry, Role
from keywork.web.documents.models import Dispatch, Document, Letter, LetterLink, LinkKey, LinkUse
from keywork.web.documents.services import linking, releasing, sharing
from keywork.web.messages.models import Message
from keywork.web.people.models import CaseCard
from keywork.web.vaults.models import ContactPoint
from moments import runs_ahead
from records_made import make_document
from web.documents.letters.conftest import OWN, again, approved, code_in, copies, link_in, release, sent, work
from web.documents.letters.reading import words_of

pytestmark = pytest.mark.django_db
What = LinkUse.What


def secret_of(text: str) -> UUID:
    return UUID(link_in(text).split("/")[2])


@pytest.fixture
def letter(staff: Staff, card: CaseCard, inbox: ContactPoint) -> Letter:
    """A decision that was sent by link, with a document."""
    made = approved(staff, card)
    document = make_document(card.case, title="Terms of the assessment", label="other", content=b"%PDF-1.7 enclosed")
    release(staff, card, made, enclosed=[document.versions.get().pk])
    work()
    return made


@pytest.fixture
def path(letter: Letter) -> str:
    return link_in(sent()[0][1])


def opened(path: str) -> Client:
    """A browser in which the letter is open."""
    client = Client()
    client.post(path, {"email": OWN})
    work()
    assert client.post(path, {"code": code_in(sent()[-1][1])}).status_code == 302
    return client


def used(letter: Letter) -> list[str]:
    return [one.what for one in LinkUse.objects.filter(link__dispatch__release__letter=letter).order_by("at", "pk")]


def test_own_address_then_code_then_the_letter(letter: Letter, path: str, card: CaseCard) -> None:
    client = Client()
    first = client.get(path)
    second = client.post(path, {"email": f" {OWN.upper()} "})
    for answer in (first, second):
        for secret in (CANARY, card.case.reference, "assess", "Wexcombe"):
            assert secret not in answer.content.decode()
    work()
    to, text = sent()[-1]
    assert to == OWN
    assert CANARY not in text
    assert client.post(path, {"code": code_in(text)}).status_code == 302
    page = client.get(path).content.decode()
    assert "Decision to assess" in page
    assert "Terms of the assessment" in page
    answer = client.get(f"{path}files/1/")
    assert f"{CANARY}forename {CANARY}" in words_of(answer.content)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="letter-1.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.get(f"{path}files/2/").content == b"%PDF-1.7 enclosed"
    assert used(letter) == [What.ASKED, What.OPENED, What.FILE, What.FILE]


def test_what_was_taken_back_since_the_link_gives_no_more_and_says_so(staff: Staff, letter: Letter, path: str) -> None:
    client, document = opened(path), Document.objects.get(title="Terms of the assessment")
    sharing.change(
        actor=staff.actor(Role.KEYWORKER), document=document, title=document.title, label=document.label,
        state=Document.State.WITHDRAWN, seen=None,
    )  # fmt: skip
    page = client.get(path).content.decode()
    assert "Terms of the assessment" not in page
    assert "1 document that went with it was taken back since." in page
    assert client.get(f"{path}files/2/").status_code == 404
    assert client.get(f"{path}files/1/").status_code == 200


def test_without_the_code_nothing_is_given(path: str) -> None:
    client = Client()
    assert client.get(f"{path}files/1/").headers["Location"] == path
    client.post(path, {"email": OWN})
    assert client.get(f"{path}files/1/").headers["Location"] == path


def test_another_browser_needs_a_code_of_its_own(path: str) -> None:
    opened(path)
    assert "Open your letter" in Client().get(path).content.decode()


def test_a_code_opens_once(path: str) -> None:
    opened(path)
    code = code_in(sent()[-1][1])
    assert "That code is not right" in Client().post(path, {"code": code}).content.decode()


def test_another_address_is_answered_alike_and_sent_nothing(letter: Letter, path: str) -> None:
    right = Client().post(path, {"email": OWN}).content
    wrong = Client().post(path, {"email": "father@families.example"}).content
    strip = [line for line in wrong.decode().splitlines() if "csrf" not in line]
    assert strip == [line for line in right.decode().splitlines() if "csrf" not in line]
    work()
    assert {to for to, _ in sent()} == {OWN}
    assert used(letter) == [What.ASKED, What.WRONG_ADDRESS]


@pytest.mark.parametrize("wrong", ["email", "code"])
def test_five_wrong_answers_end_the_link(letter: Letter, path: str, card: CaseCard, wrong: str) -> None:
    """PR-04: and the keyworker is told."""
    client = Client()
    client.post(path, {"email": OWN})
    work()
    code = code_in(sent()[-1][1])
    for _ in range(5):
        client.post(path, {"email": "father@families.example"} if wrong == "email" else {"code": "00000000"})
    assert client.post(path, {"code": code}).status_code == 410
    assert client.post(path, {"email": OWN}).status_code == 410
    assert (again(letter).state, again(letter).why) == (Letter.State.RETURNED, "wrong-answers")
    assert copies(letter)[0].state == Dispatch.State.STOPPED


def test_four_wrong_answers_do_not(path: str) -> None:
    for _ in range(4):
        Client().post(path, {"email": "father@families.example"})
    opened(path)


def test_whoever_asks_again_gets_the_code_that_is_on_its_way(letter: Letter, path: str) -> None:
    for _ in range(8):
        Client().post(path, {"email": OWN})
    work()
    assert len(sent()) == 2
    assert Client().post(path, {"code": code_in(sent()[-1][1])}).status_code == 302


def test_codes_are_digests_and_few(letter: Letter, path: str) -> None:
    for _ in range(8):
        Client().post(path, {"email": OWN})
        work()
    codes = [code_in(text) for _, text in sent()[1:]]
    assert len(codes) == 5
    assert not any(code in LetterLink.objects.get().code for code in codes)
    assert not any(code in str(list(Message.objects.values())) for code in codes)


def test_the_code_before_the_last_is_dead(path: str) -> None:
    client = Client()
    client.post(path, {"email": OWN})
    work()
    first = code_in(sent()[-1][1])
    client.post(path, {"email": OWN})
    work()
    assert "not right" in client.post(path, {"code": first}).content.decode()
    assert client.post(path, {"code": code_in(sent()[-1][1])}).status_code == 302


def test_a_code_lives_fifteen_minutes_and_a_link_two_weeks(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    client.post(path, {"email": OWN})
    work()
    code = code_in(sent()[-1][1])
    with monkeypatch.context() as patch:
        runs_ahead(patch, timedelta(minutes=16))
        assert "not right" in client.post(path, {"code": code}).content.decode()
    with monkeypatch.context() as patch:
        runs_ahead(patch, timedelta(days=13, hours=23))
        assert client.post(path, {"email": OWN}).status_code == 200
    runs_ahead(monkeypatch, timedelta(days=14, minutes=1))
    assert client.post(path, {"email": OWN}).status_code == 410


def test_the_open_letter_closes_after_half_an_hour(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client = opened(path)
    runs_ahead(monkeypatch, timedelta(minutes=31))
    assert "Open your letter" in client.get(path).content.decode()
    assert client.get(f"{path}files/1/").status_code == 302


def test_recalling_ends_it_at_once_even_where_it_is_open(
    staff: Staff, letter: Letter, path: str, card: CaseCard
) -> None:
    """PR-10: the next that is asked of it is refused, and who opened it is listed."""
    client = opened(path)
    releasing.recall(
        actor=staff.actor(Role.MANAGER), card=card, letter=letter, dispatch_id=copies(letter)[0].pk
    )  # fmt: skip
    assert client.get(path).status_code == 410
    assert client.get(f"{path}files/1/").status_code == 410
    page = signed_in(staff, Role.KEYWORKER).get(f"/letters/{letter.pk}/").content.decode()
    assert "Entered the code and opened it" in page
    assert "It was recalled." in page


def signed_in(staff: Staff, role: str) -> Client:
    client = Client()
    client.force_login(staff.user(role))
    return client


@pytest.mark.parametrize(
    "text", ["", "\x00", "x" * 300, "\u202emoc.elpmaxe@rehtom", "a@b\r\nBcc: c@d", "mother@families.example\x00"]
)
@pytest.mark.parametrize("field", ["email", "code"])
def test_whatever_is_typed_is_answered(path: str, field: str, text: str) -> None:
    assert Client().post(path, {field: text}).status_code in (200, 410)


def test_an_unknown_link_is_not_found(letter: Letter) -> None:
    for where in (f"/letter/{uuid4()}/", f"/letter/{uuid4()}/files/1/", f"/letter/{letter.pk}/"):
        assert Client().get(where).status_code == 404
        assert Client().post(where).status_code in (404, 405)


def test_the_secret_is_kept_nowhere_but_in_what_was_sent(letter: Letter, path: str) -> None:
    secret = secret_of(sent()[0][1])
    assert secret.hex not in LinkKey.objects.get().digest
    assert str(secret) not in str(list(LetterLink.objects.values()))


def test_who_opened_it_stands_in_the_access_log(letter: Letter, path: str, card: CaseCard) -> None:
    opened(path)
    rows = AccessEntry.objects.filter(action=linking.OPEN).order_by("pk").values_list("actor", "detail", "subjects")
    assert [(actor, detail["did"]) for actor, detail, _ in rows] == [
        ("system:letter-link", "asked"),
        ("system:letter-link", "opened"),
    ]
    assert all(str(card.pk) in subjects for _, _, subjects in rows)
