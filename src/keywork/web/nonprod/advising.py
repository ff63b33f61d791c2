"""The demo's requests for advice: late ones, open ones and answered ones, so that every tray has something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Organisation, Role, User
from keywork.web.accounts.services import add_organisation
from keywork.web.advice.bodies import BY_CODE, PREFIX
from keywork.web.advice.lines import Content, Line
from keywork.web.advice.models import AdviceDraft, AdviceRequest, AdviceStep, AdviceVersion
from keywork.web.deadlines.models import ClockRow
from keywork.web.kernel import clock
from keywork.web.nonprod.staff import Staff
from keywork.web.people.models import Involvement
from keywork.web.people.requested import OWN_WORDS, REASON

Kind = Involvement.Relation
DUTY = "advice-provide"
EACH_END = 4
ANSWERED = 4
YEAR = timedelta(days=365)
# Who answers in a tray of their own, and the other provider of the area.
ASKED = {
    "ep": (Role.EDUCATIONAL_PSYCHOLOGIST, "Agency of psychologists"),
    "health": (Role.THERAPIST, "Eastern Vale Therapies"),
    "social-care": (Role.SOCIAL_WORKER, "Locality social work"),
}
SETTINGS = {"school": Role.SENCO, "post-16": Role.COLLEGE, "early-years": Role.EARLY_YEARS}
QUESTION = "What helps, and how would we know that it does? The family worries most about the mornings."
FIRST = Line(
    need="Finds it hard to follow instructions with more than one step, at home and in class.",
    outcome="Follows an instruction of two steps in class without a prompt, four times out of five.",
    by_when="By the end of the summer term",
    provision="A planned programme of listening and language, one to one",
    amount="20 minutes",
    frequency="Three times a week in term time",
    by_whom="A teaching assistant, with a plan that a therapist reviews each half term",
)
SECOND = Line(
    need="Is anxious when the day changes without notice.",
    outcome="Starts the day in class on at least four days out of five.",
    by_when="By the end of the spring term",
    provision="Support with changes, as required",
)
GIVEN = Content(
    (FIRST, SECOND),
    "Two things would change most days: planned language work, and a morning without surprises.",
    "“I like it when somebody tells me first.” Asked with pictures, at school.",
)
BEGUN = Content((SECOND,), "", "“I like it when somebody tells me first.”")


def advise(actor: Actor, hired: Staff) -> int:
    """Give the demo its requests for advice, as its clocks tell them; return how many."""
    people = {user.membership.role: user for user in hired.people}
    made: list[AdviceRequest] = []
    for body, (role, other) in ASKED.items():
        kind = BY_CODE[body].works_for[0]
        elsewhere = add_organisation(actor=actor, name=other, kind=kind)
        made += _of_a_service(actor, body, people[role], elsewhere)
    for body, role in SETTINGS.items():
        made += _of_a_setting(actor, body, people[role])
    return len(made)


def _rows(body: str) -> list[ClockRow]:
    found = ClockRow.objects.filter(
        duty=DUTY, thread=f"{PREFIX}{body}", in_source=True, legal_deadline__gte=clock.today() - YEAR
    )
    return list(found.select_related("case__summary").order_by("legal_deadline", "case_id"))


def _of_a_service(actor: Actor, body: str, user: User, elsewhere: Organisation) -> list[AdviceRequest]:
    """Give what is most late and what is due last to the persona's service, and the rest to another provider."""
    rows, ours = _rows(body), user.membership.organisation
    running, met = [row for row in rows if row.is_running], [row for row in rows if row.met_on]
    theirs = {row.pk for row in (*running[:EACH_END], *running[-EACH_END:])}
    answered = {row.pk for row in met[-ANSWERED:]}
    made = []
    for number, row in enumerate(rows):
        mine = row.pk in theirs | answered or (row.met_on is not None and number % 2 == 0)
        made.append(_request(actor, row, body, ours if mine else elsewhere))
    _keep(actor, user, made, rows, theirs, answered)
    return made


def _of_a_setting(actor: Actor, body: str, user: User) -> list[AdviceRequest]:
    """Ask a setting about children on its roll, and about some whose school is not on record."""
    ours = user.membership.organisation
    every = _rows(body)
    rows = [row for row in every if row.case.summary.setting == ours.urn]
    some = [row for row in every if row.is_running and not row.case.summary.setting][:EACH_END]
    made = [_request(actor, row, body, ours) for row in (*rows, *some)]
    _keep(actor, user, made, [*rows, *some], {row.pk for row in some}, {row.pk for row in rows if row.met_on})
    return made


def _request(actor: Actor, row: ClockRow, body: str, organisation: Organisation) -> AdviceRequest:
    asked_at = datetime.combine(row.started_on, time(10), clock.LONDON)
    return AdviceRequest(
        authority=actor.authority, case_id=row.case_id, thread=row.thread, body=body, organisation=organisation,
        question=QUESTION, asked_at=asked_at, asked_by=actor.label,
    )  # fmt: skip


def _keep(
    actor: Actor, user: User, made: list[AdviceRequest], rows: list[ClockRow], theirs: set[int], answered: set[int]
) -> None:
    """Write the requests with the access that goes with them, and what was done with the first few."""
    pairs = list(zip(made, rows, strict=True))
    involvements = []
    for one, row in pairs:
        if row.pk in theirs or (row.pk in answered and one.about.record_class != "b1"):
            one.involvement = _access(actor, one, answered=row.pk in answered)
            involvements.append(one.involvement)
        if row.pk in theirs and row.pk % 2 == 0:
            one.assignee = user
    Involvement.objects.bulk_create(involvements)
    AdviceRequest.objects.bulk_create(made, batch_size=500)
    AdviceVersion.objects.bulk_create(_version(actor, one, row, user) for one, row in pairs if row.pk in answered)
    waiting = [one for one, row in pairs if row.is_running and (row.pk in theirs or one.about.record_class == "b1")]
    AdviceStep.objects.bulk_create(_steps(actor, waiting[:1], user))
    AdviceDraft.objects.bulk_create(
        AdviceDraft(authority=actor.authority, request=one, writer=user, content=BEGUN.kept()) for one in waiting[:1]
    )


def _access(actor: Actor, one: AdviceRequest, *, answered: bool) -> Involvement:
    return Involvement(
        authority=actor.authority, case_id=one.case_id, organisation=one.organisation, reason=REASON,
        relation=Kind.SETTING if one.about.record_class == "b1" else Kind.REQUEST, given_by=actor.label,
        classes=f",{one.about.record_class}," if answered else "",
        ends_at=clock.now() + OWN_WORDS if answered else None,
    )  # fmt: skip


def _version(actor: Actor, one: AdviceRequest, row: ClockRow, user: User) -> AdviceVersion:
    assert row.met_on is not None
    given_at = datetime.combine(row.met_on, time(15), clock.LONDON)
    return AdviceVersion(
        authority=actor.authority, request=one, number=1, content=GIVEN.kept(), given_by=f"user:{user.pk}",
        given_by_name=user.display_name, given_at=given_at,
    )  # fmt: skip


def _steps(actor: Actor, some: Iterable[AdviceRequest], user: User) -> Iterator[AdviceStep]:
    told = {"by": f"user:{user.pk}", "by_name": user.display_name}
    for one in some:
        yield AdviceStep(
            authority=actor.authority, request=one, kind=AdviceStep.Kind.CHASED, by=actor.label,
            by_name="The keyworker", text="Sent a reminder by e-mail.", at=clock.now() - timedelta(days=9),
        )  # fmt: skip
        yield AdviceStep(
            authority=actor.authority, request=one, kind=AdviceStep.Kind.LATE, code="waiting-list", **told,
            text="The clinic had no place before last week. It will be given within ten days.",
            at=clock.now() - timedelta(days=6),
        )  # fmt: skip
