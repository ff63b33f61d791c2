"""Releasing a letter: to people of the case alone, each confirmed, and by two persons where a flag is on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.documents.errors import NotDone
from keywork.web.documents.letter_enclosures import paper_of, sendable
from keywork.web.documents.letter_flags import flags_of
from keywork.web.documents.letter_reach import WHY, hold_reach, why_not
from keywork.web.documents.letter_recipients import Offer, Recipient, must_reach, offer
from keywork.web.documents.letter_rights import why_rights
from keywork.web.documents.letter_states import move
from keywork.web.documents.models.files import DocumentVersion
from keywork.web.documents.models.letters import Dispatch, Enclosure, Letter, LetterVersion, Release
from keywork.web.documents.services.dispatching import LIVE, new_token, send_off
from keywork.web.documents.services.letter_news import tell_of
from keywork.web.documents.services.letters import held_letter
from keywork.web.documents.services.stopping import stop
from keywork.web.kernel import clock
from keywork.web.kernel.ports import asked
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES, check_may

RELEASE, AGREE, RECALL = "letter.release", "letter.agree", "letter.recall"
CONFIRMED, APPROVED = ("one case, confirmed recipient",), ("after approval",)
CHANGED = "Somebody can no longer be reached as the page showed. Nothing was sent. Look at the recipients again."
NOT_APPROVED = "This letter has not been approved as it is now."


@transaction.atomic
def release(
    *,
    actor: Actor,
    card: CaseCard,
    letter: Letter,
    version_id: UUID,
    chosen: Mapping[str, str],
    enclosed: Sequence[UUID] = (),
) -> Release:
    """Let a letter go to whom the sender chose and confirmed, or ask a second person where a flag is on.

    Args:
        actor: who sends it.
        card: of the case.
        letter: which one.
        version_id: the version that was seen.
        chosen: the key of each recipient, with the relation to the child that the sender typed.
        enclosed: the versions of documents that go with it.

    Raises:
        NotKnown: it is not theirs to send.
        NotDone: something is missing, was typed wrongly, or has changed since it was seen.
    """
    CASES.check(actor, RELEASE, card)
    check_may(actor, "c11", "X", card, CONFIRMED)
    hold_reach(card)
    held = held_letter(letter.pk)
    version = _version(held, version_id)
    if why := why_rights(held, card):
        raise NotDone(WHY[why])
    _check_plan(held, card)
    if held.about.approval:
        check_may(actor, "a6", "S", card, APPROVED)
    recipients = _confirmed(card, held, chosen)
    made = _made(actor, held, version, recipients, _files(actor, card, held, enclosed))
    made.reasons = flags_of(card, held.about, recipients)
    made.save(update_fields=["reasons"])
    if made.reasons:
        move(held, "check")
        tell_of(held, by=actor)
    else:
        move(held, "go")
        made.letter = held
        send_off(actor, card, made)
    _tell(actor, RELEASE, held, card, "asked" if made.reasons else "released")
    return made


def _check_plan(letter: Letter, card: CaseCard) -> None:
    """Check that nothing keeps a plan from being issued yet, of what the rooms above know."""
    reasons = (room(card) for room in asked("BEFORE_A_PLAN_GOES")) if letter.about.plan else ()
    if why := next(filter(None, reasons), ""):
        raise NotDone(why)


def _version(letter: Letter, version_id: UUID) -> LetterVersion:
    found = letter.versions.first()
    if found is None or found.pk != version_id or found.text != letter.text:
        raise NotDone("This letter was changed since you looked at it. Look at it again before you send it.")
    if letter.about.approval and found.approved_by_id is None:
        raise NotDone(NOT_APPROVED)
    return found


def _confirmed(card: CaseCard, letter: Letter, chosen: Mapping[str, str]) -> list[Recipient]:
    """Return whom the sender chose, each still reached as the page showed and named by their relation to the child."""
    if not chosen:
        raise NotDone("Choose at least one recipient.")
    offered = offer(card, letter.about, letter.setting)
    found = [(offered.named(key), typed) for key, typed in chosen.items()]
    kept = [(one, typed) for one, typed in found if one is not None]
    if len(kept) != len(found):
        raise NotDone(CHANGED)
    _check_all(letter, offered, [one for one, _ in kept])
    for one, typed in kept:
        if not one.is_named(typed):
            raise NotDone(f"What you typed is not how {one.name} is related to the child. Check whom you send it to.")
        _check_once(letter, one)
    return [one for one, _ in kept]


def _check_all(letter: Letter, offered: Offer, chosen: Sequence[Recipient]) -> None:
    """Check that a letter for several bodies goes to each of them that is reached here, now or before."""
    reached = {one.relation for one in offered.recipients} & must_reach(letter.about, letter.setting)
    copies = Dispatch.objects.filter(release__letter=letter, state__in=LIVE)
    missing = reached - {one.relation for one in chosen} - set(copies.values_list("relation", flat=True))
    if missing:
        raise NotDone(f"This letter is for all of them. Choose somebody of: {'; '.join(sorted(missing))}.")


def _check_once(letter: Letter, recipient: Recipient) -> None:
    same = Dispatch.objects.filter(release__letter=letter, state__in=LIVE)
    if same.filter(member=recipient.member, point=recipient.point, user=recipient.user).exists():
        raise NotDone(f"{recipient.name} has this letter already, or it is on its way.")


def _files(actor: Actor, card: CaseCard, letter: Letter, enclosed: Sequence[UUID]) -> list[DocumentVersion]:
    """Return the documents that go with a letter, each in the version that was seen and that stands now."""
    found = list(sendable(card, actor).filter(pk__in=enclosed))
    if len(found) != len(set(enclosed)):
        raise NotDone("A document was withdrawn, closed or replaced since you chose it. Look at the list again.")
    paper = paper_of(card, letter)
    if paper is not None and paper not in found:
        raise NotDone(f"“{paper.document.title}” goes with this letter. Choose it among the documents.")
    return found


def _made(
    actor: Actor,
    letter: Letter,
    version: LetterVersion,
    recipients: Sequence[Recipient],
    files: Sequence[DocumentVersion],
) -> Release:
    made: Release = Release.objects.create(
        authority=actor.authority, letter=letter, version=version, asked_by_id=actor.user_id, asked_at=clock.now()
    )
    for one in files:
        Enclosure.objects.create(authority=actor.authority, release=made, version=one)
    for one in recipients:
        Dispatch.objects.create(
            authority=actor.authority, release=made, member=one.member, point=one.point, user=one.user,
            organisation=one.organisation, name=one.name, relation=one.relation, way=one.way, token=new_token(),
        )  # fmt: skip
    return made


@transaction.atomic
def answer(*, actor: Actor, card: CaseCard, letter: Letter, release_id: UUID, agrees: bool) -> str:
    """Agree that a letter goes, or do not. Returns why it stopped, or nothing where it went.

    An address that changed while it waited stops it here: it goes back to its keyworker.

    Raises:
        NotKnown: it is not theirs to agree to.
        NotDone: it no longer waits, or they asked for it or wrote it.
    """
    CASES.check(actor, AGREE, card)
    hold_reach(card)
    held = held_letter(letter.pk)
    found = held.releases.select_for_update(of=("self",)).filter(pk=release_id, agreed=None).first()
    if found is None or held.state != Letter.State.CHECKING:
        raise NotDone("This no longer waits for anybody.")
    if actor.user_id in {found.asked_by_id, found.version.writer_id}:
        raise NotDone("Somebody else must agree: not who wrote it, and not who sends it.")
    if agrees:
        _check_plan(held, card)
    why = "" if agrees else "not-agreed"
    found.letter = held
    why = why or _stands(card, found)
    found.answered_by_id, found.answered_at, found.agreed = actor.user_id, clock.now(), agrees
    found.save()
    if why:
        for dispatch in found.dispatches.all():
            stop(dispatch, why)
    else:
        move(held, "go")
        send_off(actor, card, found)
    _tell(actor, AGREE, held, card, why or "agreed")
    return why


def _stands(card: CaseCard, found: Release) -> str:
    """Return why a release cannot go as it was asked for, if something changed since."""
    copies = found.dispatches.select_related("release")
    return next((why for dispatch in copies if (why := why_not(dispatch, card))), "")


@transaction.atomic
def recall(*, actor: Actor, card: CaseCard, letter: Letter, dispatch_id: UUID) -> Dispatch:
    """Recall a copy: its link opens nothing from now on, and paper that has not been posted is not posted.

    Raises:
        NotKnown: it is not theirs to recall.
        NotDone: it has stopped already.
    """
    CASES.check(actor, RECALL, card)
    held = held_letter(letter.pk)
    found = Dispatch.objects.select_for_update(of=("self",)).select_related("release__letter__authority")
    dispatch = found.filter(pk=dispatch_id, release__letter=held, state__in=LIVE).first()
    if dispatch is None:
        raise NotDone("This copy has stopped already.")
    stop(dispatch, "recalled", state=Dispatch.State.RECALLED)
    if dispatch.release.agreed is None and dispatch.release.reasons:
        for other in dispatch.release.dispatches.filter(state__in=LIVE):
            stop(other, "recalled", state=Dispatch.State.RECALLED)
    _tell(actor, RECALL, held, card, "recalled")
    return dispatch


def _tell(actor: Actor, action: str, letter: Letter, card: CaseCard, did: str) -> None:
    log(
        actor=actor, action=action, subjects=[card.case_id, card.person_id, letter.pk],
        detail={"did": did, "kind": letter.kind},
    )  # fmt: skip
