"""Writing a plan: each save is a further version, two people may write different parts, and nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from django.db import transaction

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.advice.lines import Content as Advice
from keywork.web.deadlines.services import hold
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.plans import queries
from keywork.web.plans.content import MOST_LINES, Content, PlanLine, Written
from keywork.web.plans.errors import NotDone, Overtaken
from keywork.web.plans.models import Plan, PlanVersion
from keywork.web.plans.queries import Given
from keywork.web.plans.sections import PARTS_BY_CODE
from keywork.web.plans.standing import why_closed
from keywork.web.ui.jinja import moment, short_day

WRITE: Final = "plan.write"


@transaction.atomic
def save(
    *, actor: Actor, card: CaseCard, part: str, said: Written, seen: int | None, by_name: str
) -> PlanVersion | None:
    """Keep one part of a plan as a further version; nothing where it says what it said before.

    Args:
        actor: who writes.
        card: of the case.
        part: the code of the part.
        said: the whole of that part.
        seen: the number of the version that stood on the page, 0 where there was none; None where nobody can have
            written meanwhile.
        by_name: the writer's name.

    Raises:
        NotKnown: the case is not theirs to write.
        NotDone: no plan is written at this stage. Overtaken: somebody wrote the same part since.
    """
    CASES.check(actor, WRITE, card)
    hold(case_id=card.case_id, actor=actor)
    if why := why_closed(card):
        raise NotDone(why)
    last = queries.latest(card.case_id)
    now = Content.read(last.content if last else {})
    said = _with_sources(said, now)
    if now.part(part).kept() == said.kept():
        return None
    if last is not None and seen is not None and last.number != seen:
        _check_same_part(card, last, now, part, seen)
    return _kept(actor, card, last, now.with_part(part, said), part, by_name)


def _check_same_part(card: CaseCard, last: PlanVersion, now: Content, part: str, seen: int) -> None:
    before = queries.version_of(card.case_id, seen)
    if Content.read(before.content if before else {}).part(part).kept() == now.part(part).kept():
        return
    raise Overtaken(
        f"{last.by_name} saved this part on {moment(last.at)} while you were on this page. Both are kept: what you "
        "typed stands in the form, what was saved stands below it. Put together what you want, and save again."
    )


def _with_sources(said: Written, now: Content) -> Written:
    """Return a part whose lines say where they came from, as the plan has it; what a form claims besides is dropped."""
    known = now.origins
    lines = tuple(
        replace(one, origin=one.origin if one.origin in known else "", source=known.get(one.origin, ""))
        for one in said.lines
    )
    return replace(said, lines=lines)


def _kept(
    actor: Actor, card: CaseCard, last: PlanVersion | None, content: Content, part: str, by_name: str
) -> PlanVersion:
    plan = queries.plan_of(card.case_id) or Plan.objects.create(
        authority=actor.authority, case=card.case, made_by=actor.label
    )
    made: PlanVersion = PlanVersion.objects.create(
        authority=actor.authority, plan=plan, number=last.number + 1 if last else 1, content=content.kept(), part=part,
        by=actor.label, by_name=by_name,
    )  # fmt: skip
    note(actor, WRITE, card, "saved", version=made.number)
    return made


@transaction.atomic
def take_over(
    *, actor: Actor, card: CaseCard, part: str, chosen: Sequence[tuple[Given, int]], by_name: str
) -> PlanVersion | None:
    """Take lines of advice, or what it says of the child's views, over into a part, each with where it came from.

    Args:
        actor: who writes.
        card: of the case.
        part: the code of the part.
        chosen: the advice and the number of its line from 1; 0 stands for the views.
        by_name: the writer's name.

    Raises:
        NotKnown: the case is not theirs to write.
        NotDone: nothing was chosen, or the part would have too many lines.
    """
    CASES.check(actor, WRITE, card)
    hold(case_id=card.case_id, actor=actor)
    if why := why_closed(card):
        raise NotDone(why)
    if not chosen:
        raise NotDone("Choose what to take over.")
    last = queries.latest(card.case_id)
    now = Content.read(last.content if last else {})
    said = now.part(part)
    for given, number in chosen:
        said = _with_views(said, given) if number == 0 else said.with_lines([_line(part, given, number)])
    if len(said.lines) > MOST_LINES:
        raise NotDone(f"A part holds {MOST_LINES} lines at most. Put some together first.")
    return _kept(actor, card, last, now.with_part(part, said), part, by_name)


def _line(part: str, given: Given, number: int) -> PlanLine:
    lines = Advice.read(given.version.content).lines
    if not 0 < number <= len(lines):
        raise NotDone("This advice was amended since. Look at it again, then choose.")
    first = PARTS_BY_CODE[part].provisions[0]
    return PlanLine(lines[number - 1], first, f"{given.code}#{number}", source_of(given))


def _with_views(said: Written, given: Given) -> Written:
    """Return section A with what advice says the child thinks, or what the family said, at the end of the text."""
    content = Advice.read(given.version.content)
    key = "family" if given.request.body == "family" else "child"
    told = "\n".join(part for part in (content.views, content.summary if given.request.about.is_views else "") if part)
    before = said.texts.get(key, "").strip()
    added = f"{told}\n({source_of(given)})"
    return replace(said, texts={**said.texts, key: f"{before}\n\n{added}" if before else added})


def source_of(given: Given) -> str:
    """Say where a line came from: whose advice, who gave it, when, and which version of it."""
    version = given.version
    on = short_day(queries.advice.day_of(version.given_at))
    number = f", version {version.number}" if version.number > 1 else ""
    return f"{given.request.about.title}: {version.given_by_name}, {on}{number}"


def note(actor: Actor, action: str, card: CaseCard, did: str, **detail: object) -> None:
    """Write in the access log what was done with a plan."""
    log(actor=actor, action=action, subjects=[card.case_id, card.person_id], detail={"did": did, **detail})
