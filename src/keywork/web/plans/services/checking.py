"""Sending a plan for a check, and a second person's answer: an agreed version becomes a paper and stands for good."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from keywork.web.accounts.actors import Actor
from keywork.web.deadlines.reassessing import reassessed_since
from keywork.web.deadlines.services import hold
from keywork.web.documents.letter_print import MEDIA_TYPE
from keywork.web.documents.models.files import Document, DocumentVersion
from keywork.web.documents.services.keeping import add_generated, keep_generated
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.people.requested import let_in, let_out
from keywork.web.placements.models import Naming
from keywork.web.placements.queries import naming_of
from keywork.web.plans import queries
from keywork.web.plans.content import Content
from keywork.web.plans.document import Attached, all_words
from keywork.web.plans.errors import NotDone, Overtaken
from keywork.web.plans.guard import Findings, look_through
from keywork.web.plans.models import PlanCheck, PlanVersion
from keywork.web.plans.paper import as_pdf
from keywork.web.plans.presenters import attached_advice
from keywork.web.plans.services.news import tell_asker, tell_checkers
from keywork.web.plans.services.writing import WRITE, note
from keywork.web.plans.standing import draft_was_sent, why_closed
from keywork.web.representations.windows import why_not_yet

CHECK: Final = "plan.check"
AGREE: Final = "plan.agree"
Kind, State = PlanCheck.Kind, PlanCheck.State
LABELS = {Kind.DRAFT: ("draft", "Draft EHC plan"), Kind.FINAL: ("plan", "EHC plan")}
# What a named setting reads beside the plan: whose it is, and the documents that are shared with it.
OPENS = ("a1", "a2", "b7", "b9")
IS_NAMED = "Is named in the plan"
OVERTAKEN = "Somebody saved the plan while you were on this page. Read it as it is now, then send it."
NO_NAMING = "Decide first which setting, or which type of setting, section I names."
NO_DRAFT = "A final plan follows a draft that was sent to the family, and the record has none yet."


def findings(card: CaseCard, version: PlanVersion) -> Findings:
    """Return what must not leave in a version of a plan."""
    return look_through(card, all_words(Content.read(version.content)))


@transaction.atomic
def ask(
    *, actor: Actor, card: CaseCard, kind: str, words: str, names_why: str, seen: int | None
) -> PlanCheck:  # fmt: skip
    """Send the latest version for a check, as a draft or as the final plan. What waited before is taken back.

    Args:
        actor: who sends it.
        card: of the case.
        kind: a code of :class:`PlanCheck.Kind`.
        words: what the checker should look at.
        names_why: why names of other children that were found may stand there.
        seen: the number of the version on the page.

    Raises:
        NotKnown: the case is not theirs to write.
        NotDone: it cannot be sent so. Overtaken: somebody saved the plan since.
    """
    CASES.check(actor, WRITE, card)
    hold(case_id=card.case_id, actor=actor)
    if why := why_closed(card):
        raise NotDone(why)
    last = queries.latest(card.case_id)
    if last is None or Content.read(last.content).is_empty:
        raise NotDone("The plan says nothing yet.")
    if seen is not None and seen != last.number:
        raise Overtaken(OVERTAKEN)
    found = findings(card, last)
    _check_findings(found, names_why)
    naming = _naming(card) if kind == Kind.FINAL else None
    PlanCheck.objects.filter(plan=last.plan, state=State.WAITING).update(state=State.TAKEN_BACK)
    made: PlanCheck = PlanCheck.objects.create(
        authority=actor.authority, plan=last.plan, version=last, kind=kind, naming=naming,
        attached=_attached(card, naming, found), note=words.strip(),
        names_why=names_why.strip() if found.others else "", asked_by_id=actor.user_id,
    )  # fmt: skip
    note(actor, WRITE, card, "sent-for-check", version=last.number, names=len(found.others))
    tell_checkers(card, made, actor)
    return made


def _check_findings(found: Findings, names_why: str) -> None:
    if found.health:
        raise NotDone(
            f"The plan repeats what is kept as about the health of somebody else: “{found.health[0]}”. Take it out."
        )
    if found.address:
        raise NotDone("The plan holds an address of the family. Take it out: not everybody who reads it may know it.")
    if found.others and not names_why.strip():
        raise NotDone("Say of each name of another child why it may stand there, or take it out.")


def why_no_final(card: CaseCard) -> str:
    """Say why a final plan cannot follow yet, whatever it says; nothing where it can."""
    return "" if draft_was_sent(card) else NO_DRAFT


def _naming(card: CaseCard) -> Naming:
    if why := why_no_final(card):
        raise NotDone(why)
    naming = naming_of(card.case_id)
    if naming is None:
        raise NotDone(NO_NAMING)
    return naming


def _attached(card: CaseCard, naming: Naming | None, found: Findings) -> dict[str, object]:
    """Return what is decided or made elsewhere, as it is now, so that the checker reads what will be printed."""
    return {
        "setting": naming.name if naming else "",
        "is_type": bool(naming and naming.is_type),
        "advice": attached_advice(queries.advice_asked(card.case_id)),
        "others": list(found.others),
    }


def attached_of(check: PlanCheck) -> Attached:
    """Return what stands in a version beside what was written, as it was when it was sent for its check."""
    kept = check.attached
    advice = [(title, who, on) for title, who, on in kept.get("advice", ())]
    return Attached(str(kept.get("setting", "")), bool(kept.get("is_type")), advice)


def may_answer(actor: Actor, card: CaseCard, check: PlanCheck) -> bool:
    """Say whether somebody can be the second person of a check: it is open to them, and not their own."""
    allowed = CASES.can(actor, AGREE if check.kind == Kind.FINAL else CHECK, card)
    return allowed and not is_own(actor, check)


def is_own(actor: Actor, check: PlanCheck) -> bool:
    """Say whether somebody sent a plan for its check, or saved it last."""
    return check.asked_by_id == actor.user_id or check.version.by == actor.label


@transaction.atomic
def answer(
    *, actor: Actor, card: CaseCard, check_id: UUID | None, agrees: bool, words: str, looked: bool
) -> PlanCheck:  # fmt: skip
    """Agree to a version, which makes its paper; or send it back with what should change.

    Args:
        actor: the second person.
        card: of the case.
        check_id: the check that they read.
        agrees: they agree.
        words: what should change.
        looked: they looked at each name of another child that was found.

    Raises:
        NotKnown: it is not theirs to answer.
        NotDone: it no longer waits, it is their own, something is missing, or another setting was decided since.
    """
    CASES.check(actor, CHECK, card)
    hold(case_id=card.case_id, actor=actor)
    found = PlanCheck.objects.select_for_update(of=("self",)).select_related("version", "asked_by", "plan", "naming")
    check = found.filter(pk=check_id, plan__case_id=card.case_id, state=State.WAITING).first()
    if check is None:
        raise NotDone("This no longer waits for a check. Look at the plan again.")
    if check.kind == Kind.FINAL:
        CASES.check(actor, AGREE, card)
    if is_own(actor, check):
        raise NotDone("Somebody else must check what you wrote or sent.")
    if not agrees and not words.strip():
        raise NotDone("Say what should change.")
    check.answered_by_id, check.answered_at, check.answer = actor.user_id, clock.now(), words.strip()
    check.state = State.AGREED if agrees else State.BACK
    if agrees:
        _check_stands(card, check, looked=looked)
        check.paper = _paper(actor, card, check)
        if check.kind == Kind.FINAL:
            check.involvement = _let_in_named(actor, card, check)
    check.save()
    note(actor, AGREE if check.kind == Kind.FINAL else CHECK, card, "agreed" if agrees else "sent-back")
    tell_asker(card, check, actor)
    return check


def _check_stands(card: CaseCard, check: PlanCheck, *, looked: bool) -> None:
    """Check that what was sent for a check can still be agreed to as it is."""
    if why := why_closed(card):
        raise NotDone(why)
    now = findings(card, check.version)
    if set(now.others) - set(check.attached.get("others", ())) or now.health or now.address:
        raise NotDone("Something in it must not leave, which nobody knew when it was sent. Send it back.")
    if now.others and not looked:
        raise NotDone("Look at each name of another child first, then say that you have.")
    if check.kind == Kind.FINAL:
        naming = naming_of(card.case_id)
        if naming is None or naming.pk != check.naming_id:
            raise NotDone("Somebody decided on another setting since this was sent. Send it back.")
        if why := why_not_yet(card):
            raise NotDone(why)


def _paper(actor: Actor, card: CaseCard, check: PlanCheck) -> DocumentVersion:
    """Make the paper of an agreed version: the first of its kind is a document, a later one a further version of it.

    Where the plan in force is assessed again, the first of the new one is a document of its own: the old one stays.
    """
    label, title = LABELS[Kind(check.kind)]
    content = as_pdf(card, check, attached_of(check))
    before = PlanCheck.objects.filter(plan=check.plan, kind=check.kind, paper__document__state=Document.State.KEPT)
    if (since := reassessed_since(card.case_id)) is not None:
        before = before.filter(asked_at__gt=clock.end_of_day(since - timedelta(days=1)))
    earlier = before.select_related("paper__document").first()
    told = {"actor": actor, "media_type": MEDIA_TYPE, "content": content, "file_name": f"ehc-{label}"}
    if earlier is not None and earlier.paper is not None:
        return add_generated(document=earlier.paper.document, **told)
    made: DocumentVersion = keep_generated(case=card.case, title=title, label=label, **told).versions.get()
    return made


def _let_in_named(actor: Actor, card: CaseCard, check: PlanCheck) -> object:
    """Open the plan to the setting that it names, and close it to one that an earlier final version named."""
    for earlier in PlanCheck.objects.filter(plan=check.plan, involvement__closed_at=None).exclude(involvement=None):
        let_out(actor=actor, involvement=earlier.involvement)
    consultation = check.naming.consultation if check.naming else None
    if consultation is None or consultation.organisation is None:
        return None
    return let_in(
        actor=actor, card=card, organisation=consultation.organisation, user=None, is_setting=True, reason=IS_NAMED,
        classes=OPENS,
    )  # fmt: skip
