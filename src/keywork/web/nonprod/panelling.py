"""The demo's panel: two years of decisions with some that were overturned, one meeting open, and one to come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor, actor_for
from keywork.web.accounts.models import Role, User
from keywork.web.assessments.models import AssessmentRequest
from keywork.web.kernel import clock
from keywork.web.ledger import payloads
from keywork.web.ledger.models import LedgerEvent
from keywork.web.nonprod.area import NEEDS, choose
from keywork.web.nonprod.staff import Staff
from keywork.web.panels.limbs import Finding, band_of, kept
from keywork.web.panels.models import AgendaItem, AssessmentDecision, Panel, PanelMeeting, PanelMember, Recommendation
from keywork.web.panels.queries import waiting
from keywork.web.panels.questions import ASSESS, ISSUE, NOT_TO_ASSESS, NOT_TO_ISSUE, TO_ASSESS, TO_ISSUE
from keywork.web.panels.services import advising, agenda, deciding, setting_up
from keywork.web.panels.standing import CONCLUDED
from keywork.web.people.models import CaseCard

NAME = "Assessment panel"
TERMS = (
    "The panel advises officers of the council whether to carry out an EHC needs assessment. It looks at each request "
    "by itself, answers both questions of section 36(8), and says what its answer rests on. It does not decide.\n\n"
    "It answers to the SEND partnership board, to which it reports twice a year what became of its advice."
)
MEMBERS = (Role.PANEL_MEMBER, Role.DCO, Role.COMMISSIONER)
BACK = timedelta(days=700)
BEFORE_IT, TO_COME, AFTER = 6, 8, 6
WAYS = {kind: conclusion for conclusion, kind in ASSESS.notices.items()}
YES = "The request tells of needs that show at home and in class, and that the usual help has not met."
YES_PLAN = "Two rounds of support were reviewed. Progress came only with much more help than is usual."
NO_PLAN = "The setting has only begun with support. The papers show no review of it, and its own funds are not used up."
SUMMED = {
    TO_ASSESS: "The needs are plain, and the help that is usual has not been enough. An assessment may show what is.",
    NOT_TO_ASSESS: "There are needs. On these papers they can be met by the setting with what it has; it should go on, "
    "review it by the spring, and ask again if that is not enough.",
    TO_ISSUE: "What is needed goes well beyond what a mainstream school has: planned therapy each week, and an adult "
    "who is trained in it.",
    NOT_TO_ISSUE: "The advice agrees on what helps, and each part of it is there already or can be had without a plan.",
}  # fmt: skip
YES_NEEDS = "All who advised describe the same difficulty with language, and that it holds learning back."
NO_ORDINARY = (
    "The programme asks for a therapist each week and one adult to go with it. No school here has that itself."
)
YES_ORDINARY = (
    "The school has the programme and a trained adult, and the therapist comes once in each half term anyway."
)
WITHOUT_A_PLAN = (
    "The school goes on with the language programme three times a week and shows the class teacher how. The therapist "
    "looks in each half term. Everybody meets again after Easter to see what has come of it."
)
SETTINGS = {"before-school": "early-years", "reception-2": "primary", "years-3-6": "primary", "years-7-9": "secondary",
            "years-10-11": "secondary", "after-16": "post-16"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Past:
    """A decision of the past: the case, the day, its entry in the record, and the codes of it."""

    case_id: UUID
    on: date
    event_id: UUID
    codes: Mapping[str, str]


def convene(actor: Actor, hired: Staff) -> Panel:
    """Give the demo its panel, with what it has before it and what it advised."""
    people = {user.membership.role: user for user in reversed(hired.people)}
    panel: Panel = Panel.objects.create(authority=actor.authority, name=NAME, terms=TERMS, quorum=3)
    chair = people[Role.MANAGER]
    for user, part in ((chair, "chair"), *((people[role], "member") for role in MEMBERS)):
        since = clock.today() - BACK
        PanelMember.objects.create(authority=actor.authority, panel=panel, user=user, part=part, since=since)
    _decided(actor, panel, chair)
    _open_meeting(actor, panel, people)
    return panel


def with_conclusions(entries: Sequence[NewEvent], born_on: date | None, key: str) -> list[NewEvent]:
    """Return the entries of a case, with what an officer concluded before the notice, for some of two years.

    Args:
        entries: in the order of their days.
        born_on: of the child.
        key: tells the case from others, and is the same for a seed.
    """
    rng, found = Random(f"conclusion {key}"), []  # noqa: S311 - an invented area, no secret
    told = next((one for one in entries if one.kind in WAYS and one.source == "keywork"), None)
    for one in entries:
        if one is told and one.occurred_on and _is_kept(rng, one):
            found.append(NewEvent(CONCLUDED, one.occurred_on, fields=_compared(rng, one, born_on)))
        found.append(one)
    return found


def _is_kept(rng: Random, told: NewEvent) -> bool:
    recent = told.occurred_on is not None and told.occurred_on >= clock.today() - BACK
    return recent and (WAYS[told.kind] == NOT_TO_ASSESS or rng.random() < 0.2)


def _compared(rng: Random, told: NewEvent, born_on: date | None) -> dict[str, str]:
    assert told.occurred_on is not None
    years = band_of(born_on, told.occurred_on)
    way = "alone" if rng.random() < 0.15 else "panel"
    codes = {"conclusion": WAYS[told.kind], "way": way, "need": choose(rng, NEEDS), "years": years,
             "setting_type": SETTINGS.get(years, "none")}  # fmt: skip
    if way == "panel":
        codes["followed"] = "no" if rng.random() < 0.08 else "yes"
    return {name: value for name, value in codes.items() if value}


def _decided(actor: Actor, panel: Panel, officer: User) -> None:
    """Keep the words of what officers concluded in the past, and of what the panel advised."""
    rows = LedgerEvent.objects.filter(kind=CONCLUDED).order_by("occurred_on", "pk")
    made = [
        Past(case_id, on, event_id, payloads.read(body))
        for event_id, case_id, on, body in rows.values_list("pk", "case_id", "occurred_on", "payload__body")
    ]
    meetings = _meetings(actor, panel, {one.on for one in made if one.codes["way"] == "panel"})
    _write(actor, made, meetings, officer)


def _meetings(actor: Actor, panel: Panel, days: set[date]) -> dict[date, PanelMeeting]:
    """Return by the day of a decision the meeting before it: the panel met each Wednesday."""
    met = {day: day - timedelta(days=(day.weekday() - 2) % 7) for day in days}
    made = {
        on: PanelMeeting(authority=actor.authority, panel=panel, on=on, closed_at=_at(on, 16))
        for on in set(met.values())
    }
    PanelMeeting.objects.bulk_create(made.values())
    return {day: made[on] for day, on in met.items()}


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), clock.LONDON)


def _write(actor: Actor, made: Sequence[Past], meetings: dict[date, PanelMeeting], officer: User) -> None:
    items, advice, decisions = [], [], []
    for one in made:
        item = None
        if one.codes["way"] == "panel":
            item = _item(actor, meetings[one.on], one.case_id)
            items.append(item)
            advice.append(_advised(actor, item, one))
        decisions.append(_decision(actor, item, one, officer))
    AgendaItem.objects.bulk_create(items)
    Recommendation.objects.bulk_create(advice)
    AssessmentDecision.objects.bulk_create(decisions)


def _item(actor: Actor, meeting: PanelMeeting, case_id: UUID) -> AgendaItem:
    at = _at(meeting.on, 9)
    return AgendaItem(authority=actor.authority, meeting=meeting, case_id=case_id, put_by=actor.label, put_at=at)


def _decision(actor: Actor, item: AgendaItem | None, one: Past, officer: User) -> AssessmentDecision:
    codes, conclusion = one.codes, one.codes["conclusion"]
    return AssessmentDecision(
        authority=actor.authority, case_id=one.case_id, item=item, event_id=one.event_id, number=1,
        conclusion=conclusion, test=_test(conclusion), reasons=SUMMED[conclusion], need=codes["need"],
        followed={"yes": True, "no": False}.get(codes.get("followed", "")), years=codes.get("years", ""),
        setting_type=codes["setting_type"], by=f"user:{officer.pk}", by_name=officer.display_name, at=_at(one.on, 11),
    )  # fmt: skip


def _advised(actor: Actor, item: AgendaItem, one: Past) -> Recommendation:
    conclusion = one.codes["conclusion"]
    other = TO_ASSESS if conclusion == NOT_TO_ASSESS else NOT_TO_ASSESS
    said = conclusion if one.codes["followed"] == "yes" else other
    return Recommendation(
        authority=actor.authority, item=item, recommendation=said, test=_test(said), reasons=SUMMED[said],
        by=actor.label, by_name="The panel’s secretary", at=_at(item.meeting.on, 15),
    )  # fmt: skip


def _test(conclusion: str, evidence: dict[str, str] | None = None) -> dict[str, Any]:
    return kept(_answers(conclusion, evidence or {"request": "The request"}))


def _answers(conclusion: str, evidence: dict[str, str]) -> dict[str, Finding]:
    first, second = ASSESS.limbs
    plan = Finding("yes", YES_PLAN, evidence) if conclusion == TO_ASSESS else Finding("no", NO_PLAN, evidence)
    return {first.code: Finding("yes", YES, evidence), second.code: plan}


def _open_meeting(actor: Actor, panel: Panel, people: dict[str, User]) -> None:
    """Let the panel meet today about the requests that were made here, and in a week about others that are due."""
    manager = _actor(people[Role.MANAGER])
    today = setting_up.add_meeting(actor=manager, panel=panel, on=clock.today())
    later = setting_up.add_meeting(actor=manager, panel=panel, on=clock.today() + timedelta(days=7))
    asked = AssessmentRequest.objects.filter(case__isnull=False).exclude(state="joined").values("case")
    rows = list(waiting(manager, ASSESS).filter(case__in=asked)[:BEFORE_IT])
    items = _put(manager, today, [row.case_id for row in rows])
    others = waiting(manager, ASSESS).exclude(case__in=asked)[:TO_COME]
    _put(manager, later, [row.case_id for row in others])
    _after_assessment(actor, manager, later)
    if items:
        _look_at(items[-1], people)


def _after_assessment(actor: Actor, manager: Actor, later: PanelMeeting) -> None:
    """Put assessed cases before the meeting to come, and decide about two: one plan, and one refusal not yet told."""
    rows = [row.case_id for row in waiting(manager, ISSUE).exclude(legal_deadline=None)[:AFTER]]
    _put(manager, later, rows[2:])
    cards = CaseCard.objects.select_related("case", "person").in_bulk(rows[:2])
    for case_id, conclusion in zip(rows[:2], (TO_ISSUE, NOT_TO_ISSUE), strict=False):
        _decide_about_plan(actor, cards[case_id], conclusion)


def _decide_about_plan(actor: Actor, card: CaseCard, conclusion: str) -> None:
    needs, ordinary, plan = ISSUE.limbs
    yes, no = (YES_NEEDS, NO_ORDINARY), (YES_NEEDS, YES_ORDINARY)
    first, second = yes if conclusion == TO_ISSUE else no
    evidence = {"advice": "The advice"}
    test = {
        needs.code: Finding("yes", first, evidence),
        ordinary.code: Finding("no" if conclusion == TO_ISSUE else "yes", second, evidence),
        plan.code: Finding("yes" if conclusion == TO_ISSUE else "no", SUMMED[conclusion], evidence),
    }
    said = deciding.Concluded(
        conclusion, test, SUMMED[conclusion], clock.today(), None, "SLCN", "primary",
        "" if conclusion == TO_ISSUE else WITHOUT_A_PLAN,
    )  # fmt: skip
    deciding.decide(
        actor=actor, name="The officer on duty", card=card, question=ISSUE, said=said, seen=None, has_papers=False
    )


def _put(manager: Actor, meeting: PanelMeeting, cases: Sequence[UUID]) -> list[AgendaItem]:
    cards = list(CaseCard.objects.filter(pk__in=cases).select_related("case", "person").order_by("case__reference"))
    return agenda.put(actor=manager, meeting=meeting, cards=cards) if cards else []


def _look_at(item: AgendaItem, people: dict[str, User]) -> None:
    """Let the panel have recommended about one case, with a view and a dissent."""
    card = CaseCard.objects.select_related("case", "person").get(pk=item.case_id)
    member = _actor(people[Role.PANEL_MEMBER])
    advising.speak(
        actor=member, card=card, item=item, view=NOT_TO_ASSESS,
        reasons="The college has not yet tried what its own learning support can give.",
    )  # fmt: skip
    papers = dict(_papers(item))
    advising.recommend(
        actor=_actor(people[Role.MANAGER]), name=people[Role.MANAGER].display_name, card=card, item=item,
        recommendation=TO_ASSESS, test=_answers(TO_ASSESS, papers), reasons=SUMMED[TO_ASSESS],
        took_part=[people[role].pk for role in MEMBERS], has_papers=bool(papers),
    )  # fmt: skip
    advising.speak(
        actor=member, card=card, item=item, view=NOT_TO_ASSESS,
        reasons="I still think the college should be asked first what it can do. About the pace they may be right.",
    )  # fmt: skip


def _papers(item: AgendaItem) -> Iterator[tuple[str, str]]:
    for one in AssessmentRequest.objects.filter(case=item.case_id):
        yield f"request:{one.pk}", f"Request: {one.get_source_display()}"


def _actor(user: User) -> Actor:
    found = actor_for(user)
    assert found is not None
    return found
