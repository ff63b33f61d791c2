"""Makers of letters: one with a copy at each kind of step, and Word documents to make templates of."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

from django_scopes import scope
from docx import Document as WordDocument

from factories import CANARY, NUMBERS, Staff
from keywork.web.accounts.models import Role
from keywork.web.documents.models import Dispatch, Letter, LetterTemplate, LetterVersion, Release
from keywork.web.documents.services.dispatching import new_token
from keywork.web.documents.services.linking import make_link
from keywork.web.kernel import clock
from keywork.web.ledger.models import Case
from keywork.web.vaults.models import ContactPoint
from records_made import make_document


@dataclass(frozen=True)
class MadeLetter:
    """A letter with a copy in the print queue, another that went by link, and a proposed template."""

    letter_id: UUID
    dispatch_id: UUID
    secret: UUID
    template_id: UUID


def make_letter(staff: Staff, case: Case, *, words: str = CANARY) -> MadeLetter:
    """A letter that waits for approval, of which one copy waits to be printed and one went to the SENCO by link."""
    writer, senco = staff.user(Role.KEYWORKER), staff.user(Role.SENCO)
    with scope(authority=staff.authority):
        own = {"authority": staff.authority}
        template = LetterTemplate.objects.create(
            **own, code="receipt", number=next(NUMBERS), text="We have it.", why="Shorter", word=make_word("{{ letter.text }}"),
            proposed_by=staff.user(Role.MANAGER),
        )  # fmt: skip
        letter = Letter.objects.create(
            **own, case=case, kind="decided-to-assess", text=words, author=writer, state="waiting"
        )
        version = LetterVersion.objects.create(**own, letter=letter, number=1, text=words, sha256="0", writer=writer)
        release = Release.objects.create(**own, letter=letter, version=version, asked_by=writer)
        told = own | {"release": release, "state": "queued", "document": make_document(case, label="letter")}
        point = ContactPoint.objects.create(
            **own, person=case.card.person, kind="address", value=f"4 {CANARY} Lane", reached=["child"],
            written_at=clock.now(), written_by="system:test",
        )  # fmt: skip
        paper = Dispatch.objects.create(
            **told, point=point, name=words, relation="Young person", way="post", token=new_token()
        )  # fmt: skip
        mailed = Dispatch.objects.create(
            **told, user=senco, organisation=senco.membership.organisation, name="Robin", relation="School", way="link",
            token=new_token(),
        )  # fmt: skip
        Dispatch.objects.filter(pk=mailed.pk).update(state="sent", sent_on=clock.today())
        secret = UUID(make_link(mailed).split("/")[2])
    return MadeLetter(letter.pk, paper.pk, secret, template.pk)


def make_word(text: str, *, head: str = "") -> bytes:
    """A Word document with one paragraph, and words in its head where they are given."""
    document, made = WordDocument(), BytesIO()
    document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = head
    document.save(made)
    return made.getvalue()
