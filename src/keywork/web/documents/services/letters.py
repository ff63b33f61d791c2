"""Writing a letter, and having it approved by somebody else."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from django.db import transaction

from keywork.web.accounts.actors import Actor, system
from keywork.web.accounts.log import log
from keywork.web.accounts.models import Organisation
from keywork.web.documents.errors import NotDone, Overtaken
from keywork.web.documents.letter_fields import values_of
from keywork.web.documents.letter_kinds import BY_CODE, PARTS
from keywork.web.documents.letter_markup import LONGEST, fill, gaps
from keywork.web.documents.letter_reach import hold_reach
from keywork.web.documents.letter_rights import named_in, why_rights
from keywork.web.documents.letter_states import may, move
from keywork.web.documents.models.letters import Letter, LetterVersion
from keywork.web.documents.services.letter_news import tell_of
from keywork.web.documents.services.letter_templates import text_of
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.people.names import fold
from keywork.web.people.policy import CASES, check_may
from keywork.web.vaults.contacts import history_of
from keywork.web.vaults.models import ContactPoint

WRITE, APPROVE = "letter.write", "letter.approve"
DECISIONS = "a6"
SHORTEST_ADDRESS = 8
BY_ITSELF = "letters"


@transaction.atomic
def start(*, actor: Actor, card: CaseCard, kind: str, setting: Organisation | None = None) -> Letter:
    """Begin a letter from the authority's template, with what the record says filled in.

    Raises:
        NotKnown: the case is not theirs to write letters of.
        NotDone: it is for a setting, and none is named.
    """
    CASES.check(actor, WRITE, card)
    about = BY_CODE[kind]
    if about.to_setting and setting is None:
        raise NotDone("Choose the setting that is consulted.")
    template, source = text_of(kind)
    parts = {part.code: text_of(part.code)[1] for part in PARTS}
    named = named_in(card, about)
    text = fill(source, values_of(card, parts, named=named, setting=setting))
    told = setting if about.to_setting or about.plan or about.partners else None
    made: Letter = Letter.objects.create(
        authority=actor.authority, case=card.case, kind=kind, setting=told,
        template=template, text=text, author_id=actor.user_id, written_for=named.signs,
    )  # fmt: skip
    _tell(actor, WRITE, made, card, "begun")
    return made


@transaction.atomic
def rewrite(*, actor: Actor, card: CaseCard, letter: Letter, text: str, seen: int) -> Letter:
    """Change the text of a letter. One that was approved must be approved again.

    Whoever changes it has read whom it speaks to now.

    Raises:
        Overtaken: somebody changed it since it was read; what both wrote is kept by whoever asks.
        NotDone: it cannot be changed any more, or the text is too long.
    """
    CASES.check(actor, WRITE, card)
    held = held_letter(letter.pk)
    if held.revision != seen:
        raise Overtaken("Somebody changed this letter since you opened it. Your text is below: compare the two.")
    words = _text(text)
    if held.state != Letter.State.DRAFT:
        move(held, "edit")
    held.text, held.author_id, held.written_for = words, actor.user_id, named_in(card, held.about).signs
    held.changed_at, held.revision = clock.now(), held.revision + 1
    held.save()
    _tell(actor, WRITE, held, card, "changed")
    return held


def _text(text: str) -> str:
    words = text.replace("\r\n", "\n").strip() + "\n"
    if len(words) > LONGEST:
        raise NotDone(f"A letter holds {LONGEST:,} characters at most.")
    if not words.strip():
        raise NotDone("Write the letter first.")
    return words


@transaction.atomic
def finish(*, actor: Actor, card: CaseCard, letter: Letter, seen: int) -> Letter:
    """Freeze a letter: it waits for approval, or is ready to send where its kind needs none.

    Where somebody else decides about it than when it was written, it comes back instead.

    Raises:
        Overtaken: somebody changed it since it was read.
        NotDone: something is still to be written, or an address stands in the text.
    """
    CASES.check(actor, WRITE, card)
    held = held_letter(letter.pk)
    if held.revision != seen:
        raise Overtaken("Somebody changed this letter since you opened it. Look at it again.")
    if missing := gaps(held.text):
        raise NotDone(f"Still to be written: {'; '.join(missing)}.")
    if names_an_address(card, held.text):
        raise NotDone(
            "The text holds an address of the family. Take it out: each copy bears its own address, and no other."
        )
    if _is_given_back(held, card):
        return held
    move(held, "ask" if held.about.approval else "finish")
    last = held.versions.first()
    LetterVersion.objects.create(
        authority=actor.authority, letter=held, number=last.number + 1 if last else 1, text=held.text,
        sha256=sha256(held.text.encode()).hexdigest(), writer_id=actor.user_id,
    )  # fmt: skip
    tell_of(held, by=actor)
    _tell(actor, WRITE, held, card, "finished")
    return held


def _is_given_back(held: Letter, card: CaseCard) -> bool:
    """Give a letter back to its keyworker where somebody else decides about it now; say whether it was."""
    why = why_rights(held, card)
    if why:
        move(held, "give back", why=why)
        tell_of(held)
        told = system(BY_ITSELF, held.authority)
        log(actor=told, action=WRITE, subjects=[held.case_id, held.pk], detail={"did": "given-back", "why": why})
    return bool(why)


@transaction.atomic
def give_back(*, card: CaseCard, letter: Letter) -> bool:
    """Give a letter back that is ready and speaks to somebody who no longer decides; say whether it was."""
    hold_reach(card)
    held = held_letter(letter.pk)
    return may(held, "give back") and _is_given_back(held, card)


def names_an_address(card: CaseCard, text: str) -> bool:
    """Say whether a text holds an address at which somebody of the family is or was reached."""
    words = _letters_of(text)
    found = history_of(card.person_id).filter(kind=ContactPoint.Kind.ADDRESS, hidden=False)
    addresses = (_letters_of(value) for value in found.values_list("value", flat=True))
    return any(one in words for one in addresses if len(one) >= SHORTEST_ADDRESS)


def _letters_of(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalnum())


@transaction.atomic
def answer(*, actor: Actor, card: CaseCard, letter: Letter, version_id: UUID, agrees: bool, words: str = "") -> Letter:
    """Approve the version that was read, or send the letter back with what should change.

    Where somebody else decides about it than when it was written, it goes back by itself.

    Raises:
        NotKnown: it is not theirs to approve.
        NotDone: it no longer waits as it was read, it is their own, or there is no word of what should change.
    """
    CASES.check(actor, APPROVE, card)
    check_may(actor, DECISIONS, "A", card)
    held = held_letter(letter.pk)
    version = held.versions.first()
    if version is None or version.pk != version_id or held.state != Letter.State.WAITING:
        raise NotDone("This letter no longer waits as you read it. Look at it again.")
    if actor.user_id in {version.writer_id, held.author_id}:
        raise NotDone("Somebody else must approve what you wrote.")
    if not agrees and not words.strip():
        raise NotDone("Say what should change.")
    if agrees and _is_given_back(held, card):
        return held
    if agrees:
        version.approved_by_id, version.approved_at = actor.user_id, clock.now()
        version.save(update_fields=["approved_by", "approved_at"])
    move(held, "approve" if agrees else "send back", why="" if agrees else "sent-back", words=words.strip()[:2000])
    tell_of(held, by=actor)
    _tell(actor, APPROVE, held, card, "approved" if agrees else "sent-back")
    return held


@transaction.atomic
def drop(*, actor: Actor, card: CaseCard, letter: Letter) -> None:
    """Give a letter up. It stays in the record.

    Raises:
        NotDone: a copy of it has gone or is going.
    """
    CASES.check(actor, WRITE, card)
    held = held_letter(letter.pk)
    if held.releases.filter(dispatches__sent_on__isnull=False).exists():
        raise NotDone("A copy of this letter has gone. It stays as it is.")
    move(held, "drop")
    _tell(actor, WRITE, held, card, "dropped")


def held_letter(letter_id: UUID) -> Letter:
    """Return a letter whose row nobody else changes until the transaction ends."""
    found: Letter = Letter.objects.select_for_update(of=("self",)).select_related("case").get(pk=letter_id)
    return found


def _tell(actor: Actor, action: str, letter: Letter, card: CaseCard, did: str) -> None:
    log(
        actor=actor, action=action, subjects=[card.case_id, card.person_id, letter.pk],
        detail={"did": did, "kind": letter.kind},
    )  # fmt: skip
