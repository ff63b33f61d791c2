"""The templates of an authority: one person proposes a version, another agrees, and letters are made from it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Max

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import check_can
from keywork.web.documents.errors import NotDone
from keywork.web.documents.letter_fields import FIELDS, IN_LETTERS, IN_PARTS, IN_WORD
from keywork.web.documents.letter_kinds import PARTS_BY_CODE, TITLES, shipped
from keywork.web.documents.letter_markup import LONGEST, Fault, faults, fill
from keywork.web.documents.letter_word import word_faults
from keywork.web.documents.models.letters import LetterTemplate
from keywork.web.kernel import clock

PROPOSE, AGREE = "template.propose", "template.agree"


class Faulty(NotDone):
    """A template that nobody can be asked to agree to, with each fault and its place."""

    def __init__(self, found: list[Fault]) -> None:
        super().__init__(" ".join(str(one) for one in found))
        self.found = found


def text_of(code: str) -> tuple[LetterTemplate | None, str]:
    """Return what letters of a kind are made from now: the authority's own version, or the one the product brings."""
    own: LetterTemplate | None = LetterTemplate.objects.filter(code=code, agreed=True).order_by("-number").first()
    return own, own.text if own else shipped(code)


def where_complaints_go(authority: str) -> str:
    """Return the authority's own words on where a complaint goes, for whoever takes one.

    Args:
        authority: its name.
    """
    values = {field.name: "" for field in FIELDS} | {"authority.name": authority}
    return " ".join(fill(text_of("complaints")[1], values).split())


def with_word(code: str) -> list[UUID]:
    """Return which versions of a template have a Word template beside the text."""
    return list(LetterTemplate.objects.filter(code=code, word__isnull=False).values_list("pk", flat=True))


def faults_of(code: str, text: str, word: bytes | None = None) -> list[Fault]:
    """Return what cannot stand in a template of a kind or a part."""
    is_part = code in PARTS_BY_CODE
    found = faults(text, IN_PARTS if is_part else IN_LETTERS)
    if not text.strip():
        found.append(Fault("the text", "it is empty."))
    if len(text) > LONGEST:
        found.append(Fault("the text", f"it is longer than {LONGEST:,} characters."))
    if word is not None and is_part:
        found.append(Fault("the file", "a text that stands in several letters has no Word template."))
    return found + (word_faults(word, IN_WORD) if word is not None and not is_part else [])


@transaction.atomic
def propose(*, actor: Actor, code: str, text: str, why: str, word: bytes | None = None) -> LetterTemplate:
    """Propose a version of a template. Nothing is made from it before somebody else has agreed.

    Args:
        code: of a kind of letter or a part.
        text: in the markup of letters, with fields.
        why: what is changed and why, for whoever is asked to agree.
        word: a Word template beside the text, or None.

    Raises:
        Faulty: it names a field that does not exist, or holds more than fields.
        NotDone: it does not say why.
    """
    check_can(actor, PROPOSE)
    if code not in TITLES:
        raise NotDone("There is no such template.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := faults_of(code, text, word):
        raise Faulty(found)
    if not why.strip():
        raise NotDone("Say what you change and why.")
    LetterTemplate.objects.select_for_update().filter(code=code).first()
    last = LetterTemplate.objects.filter(code=code).aggregate(last=Max("number"))["last"] or 0
    made: LetterTemplate = LetterTemplate.objects.create(
        authority=actor.authority, code=code, number=last + 1, text=text, why=why.strip()[:400], word=word,
        proposed_by_id=actor.user_id,
    )  # fmt: skip
    log(actor=actor, action=PROPOSE, detail={"did": "proposed", "template": code, "number": made.number})
    return made


@transaction.atomic
def answer(*, actor: Actor, template_id: UUID, agrees: bool) -> LetterTemplate:
    """Agree to a version that somebody else proposed, or refuse it.

    Raises:
        NotDone: it no longer waits, it is their own, or a newer one is in use.
    """
    check_can(actor, AGREE)
    found = LetterTemplate.objects.select_for_update().filter(pk=template_id, agreed=None).first()
    if found is None:
        raise NotDone("This no longer waits for anybody. Somebody else has answered it.")
    if found.proposed_by_id == actor.user_id:
        raise NotDone("Somebody else must answer what you proposed.")
    if agrees and LetterTemplate.objects.filter(code=found.code, agreed=True, number__gt=found.number).exists():
        raise NotDone("A later version is in use already. Refuse this one.")
    if agrees and (wrong := faults_of(found.code, found.text, bytes(found.word) if found.word else None)):
        raise Faulty(wrong)
    found.answered_by_id, found.answered_at, found.agreed = actor.user_id, clock.now(), agrees
    found.save()
    log(actor=actor, action=AGREE, detail={"did": "agreed" if agrees else "refused", "template": found.code,
                                           "number": found.number})  # fmt: skip
    return found
