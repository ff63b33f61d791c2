"""The demo's calls and e-mails of a year: what is late is asked about, so that something repeats."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random

from keywork.core.stages import Stage
from keywork.web.accounts.models import Role, User
from keywork.web.deadlines.models import CaseSummary
from keywork.web.kernel import clock
from keywork.web.nonprod.area import choose
from keywork.web.nonprod.staff import Staff
from keywork.web.voice.models import APPEAL, ASSESSING, REVIEW, Concern

CALLS = 140
# The latest cases, so that those in an assessment are among them.
MOST = 2000
OPEN_FOR = timedelta(days=6)
ABOUT = (("where", 9), ("late", 8), ("silent", 6), ("advice", 5), ("provision", 4), ("wrong", 2), ("place", 3),
         ("decision", 2), ("travel", 2), ("manner", 1), ("other", 1))  # fmt: skip
WHO = (("parent", 14), ("setting", 4), ("young-person", 1), ("professional", 1))
WAY = (("call", 6), ("e-mail", 5), ("letter", 1), ("person", 1))
SAID = {
    "where": "Asks who has it now, and when they will hear.",
    "late": "Was told six weeks, and it is more.",
    "silent": "Has rung three times this week.",
    "advice": "The therapist's report is not in what was sent.",
    "wrong": "The school in the letter is not the right one.",
    "provision": "Has had no speech and language therapy since September.",
}


def ring(hired: Staff, seed: int) -> int:
    """Give the demo the calls and e-mails of a year; return how many."""
    rng = Random(seed)  # noqa: S311 - an invented area, no secret
    who = [user for user in hired.people if user.membership.role == Role.KEYWORKER]
    stages = [*(stage.value for stage in ASSESSING), Stage.PLAN.value]
    cases = list(
        CaseSummary.objects.filter(stage__in=stages).order_by("-case__reference").select_related("case")[:MOST]
    )
    made = [_call(rng, who, rng.choice(cases)) for _ in range(CALLS)] if cases and who else []
    Concern.objects.bulk_create(made)
    return len(made)


def _call(rng: Random, who: list[User], summary: CaseSummary) -> Concern:
    """Make one: more of them lately, and about what the step makes likely."""
    about = choose(rng, ABOUT)
    day = clock.today() - timedelta(days=int(360 * rng.random() ** 1.4))
    at = datetime.combine(day, time(rng.randint(9, 16), rng.randint(0, 59)), clock.LONDON)
    user = rng.choice(who)
    waits = clock.today() - day <= OPEN_FOR and rng.random() < 0.6
    answered = None if waits else at if rng.random() < 0.7 else min(at + timedelta(days=rng.randint(1, 5)), clock.now())
    step = {"decision": APPEAL, "provision": Stage.PLAN.value}.get(about, summary.stage)
    if step == Stage.PLAN.value and rng.random() < 0.3:
        step = REVIEW
    return Concern(
        authority_id=user.membership.authority_id, case=summary.case, about=about, step=step, who=choose(rng, WHO),
        way=choose(rng, WAY), words=SAID.get(about, ""), raised_on=day, logged_at=min(at, clock.now()), logged_by=user,
        answered_at=min(answered, clock.now()) if answered else None, answered_by=user if answered else None,
    )  # fmt: skip
