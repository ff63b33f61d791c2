"""Templates: two people, fields that exist, and nothing that runs (IN-06, c12)."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document as WordDocument

from factories import Staff, make_user
from keywork.web.accounts.actors import actor_for
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import Denied
from keywork.web.documents.errors import NotDone
from keywork.web.documents.letter_fields import IN_LETTERS, IN_PARTS, IN_WORD
from keywork.web.documents.letter_kinds import PARTS, TITLES, shipped
from keywork.web.documents.letter_markup import LONGEST, blocks, faults, fill
from keywork.web.documents.letter_word import fill_word, word_faults
from keywork.web.documents.models import LetterTemplate
from keywork.web.documents.services import letter_templates, letters
from keywork.web.people.models import CaseCard
from keywork.web.vaults.models import ContactPoint
from letters_made import make_word
from web.documents.letters.conftest import approved, copies, release

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", TITLES)
def test_what_is_shipped_has_no_fault(code: str) -> None:
    assert faults(shipped(code), IN_PARTS if code in {one.code for one in PARTS} else IN_LETTERS) == []


def test_a_letter_of_rights_names_all_that_the_law_asks_for() -> None:
    for code in ("decided-not-to-assess", "decided-not-to-issue-plan", "final-plan"):
        text = shipped(code)
        assert {"{{ part.appeal }}", "{{ part.mediation }}", "{{ part.sendiass }}"} <= set(text.split("\n"))
    assert "15 days" in shipped("draft-plan")
    assert "particular school" in shipped("draft-plan")


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("{{ 7*7 }}", "line 1"),
        ("Dear\n\n{{ child.nmae }}", "line 3"),
        ("{{ ''.__class__.__mro__ }}", "line 1"),
        ("{{ child.__class__ }}", "line 1"),
        ("{{ child['name'] }}", "line 1"),
        ("a\n{% for x in child %}{% endfor %}", "line 2"),
        ("{% set x = 1 %}", "line 1"),
        ("{% include '/etc/passwd' %}", "line 1"),
        ("{% import 'os' as os %}", "line 1"),
        ("{{ child.name | upper }}", "line 1"),
        ("{{ child.name() }}", "line 1"),
        ("{{ range(10**9) }}", "line 1"),
        ("x\n\n\n{{ child.name", "line 4"),
        ("{% if child.name and 1 %}x{% endif %}", "line 1"),
        ("{% macro x() %}{% endmacro %}", "line 1"),
        ("{% raw %}{{ child.name }}{% endraw %}{{ 1 }}", "line 1"),
    ],
)
def test_whatever_is_no_field_is_refused_with_its_place(source: str, place: str) -> None:
    found = faults(source, IN_LETTERS)
    assert [one.place for one in found[:1]] == [place]


def test_a_field_may_be_asked_for() -> None:
    source = "{% if plan.due_on %}By {{ plan.due_on }}.{% else %}Soon.{% endif %}"
    assert faults(source, IN_LETTERS) == []
    assert fill(source, {"plan.due_on": "Monday"}) == "By Monday.\n"
    assert fill(source, {"plan.due_on": ""}) == "Soon.\n"


def test_a_template_as_deep_as_the_sea_is_answered_at_once() -> None:
    started = time.monotonic()
    assert faults("{% if child.name %}" * 3000, IN_LETTERS)
    assert faults("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", IN_LETTERS)
    assert time.monotonic() - started < 5


def test_the_markup_makes_headings_points_and_paragraphs() -> None:
    found = blocks("First\r\nsecond\r\n\r\n## Head\n- one\n- two\nafter")
    assert [(one.kind, one.lines) for one in found] == [
        ("words", ("First", "second")),
        ("heading", ("Head",)),
        ("points", ("one", "two")),
        ("words", ("after",)),
    ]


def test_one_proposes_and_another_agrees(staff: Staff, card: CaseCard) -> None:
    manager, administrator = staff.actor(Role.MANAGER), staff.actor(Role.ADMINISTRATOR)
    made = letter_templates.propose(
        actor=manager, code="receipt", text="We have it, {{ child.forename }}.", why="Short"
    )
    writer = staff.actor(Role.KEYWORKER)
    assert "We have it" not in letters.start(actor=writer, card=card, kind="receipt").text
    letter_templates.answer(actor=administrator, template_id=made.pk, agrees=True)
    letter = letters.start(actor=writer, card=card, kind="receipt")
    assert letter.text == f"We have it, {card.person.forename}.\n"
    assert letter.template == made


def test_a_part_changes_every_letter_it_stands_in(staff: Staff, card: CaseCard) -> None:
    made = letter_templates.propose(
        actor=staff.actor(Role.MANAGER), code="sendiass", text="Ring Wexcombe SENDIASS: 01632 960001.", why="Number"
    )
    letter_templates.answer(actor=staff.actor(Role.ADMINISTRATOR), template_id=made.pk, agrees=True)
    assert "01632 960001" in letters.start(actor=staff.actor(Role.KEYWORKER), card=card, kind="receipt").text


def test_nobody_agrees_to_their_own_not_even_an_administrator(staff: Staff) -> None:
    """AZ-13."""
    first = staff.actor(Role.ADMINISTRATOR)
    made = letter_templates.propose(actor=first, code="receipt", text="Mine.", why="Mine")
    with pytest.raises(NotDone, match="Somebody else"):
        letter_templates.answer(actor=first, template_id=made.pk, agrees=True)
    with pytest.raises(Denied):
        letter_templates.answer(actor=staff.actor(Role.MANAGER), template_id=made.pk, agrees=True)
    second = actor_for(make_user(staff.authority, Role.ADMINISTRATOR))
    assert second is not None
    letter_templates.answer(actor=second, template_id=made.pk, agrees=True)
    assert letter_templates.text_of("receipt")[1] == "Mine."


def test_what_was_refused_or_answered_is_over(staff: Staff) -> None:
    administrator = staff.actor(Role.ADMINISTRATOR)
    made = letter_templates.propose(actor=staff.actor(Role.MANAGER), code="receipt", text="No.", why="Try")
    letter_templates.answer(actor=administrator, template_id=made.pk, agrees=False)
    assert letter_templates.text_of("receipt")[1] == shipped("receipt")
    with pytest.raises(NotDone, match="no longer waits"):
        letter_templates.answer(actor=administrator, template_id=made.pk, agrees=True)


@pytest.mark.parametrize("text", ["", " \n", "{{ nothing.here }}", "x" * (LONGEST + 1)])
def test_a_faulty_proposal_is_not_kept(staff: Staff, text: str) -> None:
    with pytest.raises(letter_templates.Faulty):
        letter_templates.propose(actor=staff.actor(Role.MANAGER), code="receipt", text=text, why="Why")
    assert not LetterTemplate.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.MANAGER, Role.ADMINISTRATOR}])
def test_nobody_else_proposes(staff: Staff, role: Role) -> None:
    with pytest.raises(Denied):
        letter_templates.propose(actor=staff.actor(role), code="receipt", text="Text.", why="Why")


def test_a_word_template_is_filled_and_stays_words() -> None:
    """A name with signs of XML takes nothing away, and a field that looks like a template is not run."""
    word = make_word("Dear {{ recipient.name }}, about {{ child.name }}.", head="{{ case.reference }}")
    assert word_faults(word, IN_WORD) == []
    values = dict.fromkeys(IN_WORD, "") | {
        "recipient.name": "{{ 7*7 }}", "child.name": "Amara & <Osei>", "case.reference": "EHC-1",
    }  # fmt: skip
    made = WordDocument(io.BytesIO(fill_word(word, values)))
    assert made.paragraphs[0].text == "Dear {{ 7*7 }}, about Amara & <Osei>."
    assert made.sections[0].header.paragraphs[0].text == "EHC-1"


@pytest.mark.parametrize(
    ("text", "head", "place"),
    [
        ("{{ child.nmae }}", "", "the letter"),
        ("Fine", "{{ 7*7 }}", "the page’s head"),
        ("{% for x in y %}", "", "the letter"),
        ("{{ child.name.__class__ }}", "", "the letter"),
    ],
)
def test_a_word_template_is_refused_with_the_place(text: str, head: str, place: str) -> None:
    found = word_faults(make_word(text, head=head), IN_WORD)
    assert [one.place for one in found] == [place]


def spoiled(how: str) -> bytes:
    """A Word document that carries what none should."""
    before, made = zipfile.ZipFile(io.BytesIO(make_word("Fine"))), io.BytesIO()
    with zipfile.ZipFile(made, "w") as box:
        for one in before.infolist():
            content = before.read(one)
            if how == "external" and one.filename == "word/_rels/document.xml.rels":
                link = b'<Relationship Id="rId99" Type="http://x/image" Target="http://127.0.0.1/x" TargetMode="External"/>'
                content = content.replace(b"</Relationships>", link + b"</Relationships>")
            if how == "entity" and one.filename == "word/document.xml":
                content = content.replace(b"<w:document", b'<!DOCTYPE x [<!ENTITY e "boom">]><w:document', 1)
            box.writestr(one.filename, content)
        if how == "macro":
            box.writestr("word/vbaProject.bin", b"x")
        if how == "large":
            box.writestr("word/media/x.bin", b"\0" * 21_000_000, zipfile.ZIP_DEFLATED)
    return made.getvalue()


@pytest.mark.parametrize("how", ["macro", "external", "large", "entity"])
def test_a_word_template_carries_nothing_that_runs_or_fetches(how: str) -> None:
    assert [one.place for one in word_faults(spoiled(how), IN_WORD)] == ["the file"]


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip", make_word("x")[:-40], b"PK\x03\x04" + b"\0" * 100])
def test_what_is_no_word_document_is_refused(content: bytes) -> None:
    assert [one.place for one in word_faults(content, IN_WORD)] == ["the file"]


def test_a_word_copy_is_kept_beside_what_is_sent(staff: Staff, card: CaseCard, home: ContactPoint) -> None:
    made = letter_templates.propose(
        actor=staff.actor(Role.MANAGER), code="decided-to-assess", text="We will assess {{ child.name }}.", why="Word",
        word=make_word("{{ recipient.name }}: {{ letter.text }}"),
    )  # fmt: skip
    letter_templates.answer(actor=staff.actor(Role.ADMINISTRATOR), template_id=made.pk, agrees=True)
    letter = approved(staff, card)
    release(staff, card, letter)
    [copy] = copies(letter)
    assert copy.word is not None
    from keywork.web.documents import store

    text = WordDocument(io.BytesIO(store.read(copy.word.versions.get().viewing))).paragraphs[0].text
    assert text.startswith("Robin Zyxcanary Mother: We will assess Zyxcanaryforename Zyxcanary.")


def test_the_page_names_each_fault_and_keeps_what_was_typed(staff: Staff) -> None:
    client = Client()
    client.force_login(staff.user(Role.MANAGER))
    answer = client.post(
        "/letter-templates/receipt/propose/",
        {"text": "Dear\n{{ child.nmae }}\n", "why": "Try", "word": SimpleUploadedFile("x.docx", b"no word")},
    ).content.decode()
    assert "Line 2: there is no field “child.nmae”." in answer
    assert "The file: it is not a Word document" in answer
    assert "{{ child.nmae }}" in answer


def test_every_kind_can_be_previewed(staff: Staff) -> None:
    client = Client()
    client.force_login(staff.user(Role.ADMINISTRATOR))
    for code in ("decided-not-to-assess", PARTS[0].code):
        answer = client.get(f"/letter-templates/{code}/preview/")
        assert answer.content.startswith(b"%PDF-")
    assert client.get("/letter-templates/nothing/").status_code == 404
