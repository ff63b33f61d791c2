"""Who is told of what in plans: whoever can check one, and whoever sent it."""

from __future__ import annotations

from keywork.web.accounts.actors import Actor
from keywork.web.messages.services import managers_of, notify, who_works_on
from keywork.web.people.models import CaseCard
from keywork.web.plans.models import PlanCheck
from keywork.web.ui.addresses import address


def tell_checkers(card: CaseCard, check: PlanCheck, by: Actor) -> None:
    """Tell whoever can be the second person: for a draft the keyworker, for a final plan the managers."""
    people = who_works_on(card) if check.kind == PlanCheck.Kind.DRAFT else []
    others = [user for user in people if user.pk != by.user_id]
    to = others or managers_of(card.team_id, card.authority_id)
    link = address("plans:check", case_id=card.case_id)
    notify(authority=card.authority, kind="plan-to-check", to=to, by=by, case=card.case, link=link)


def tell_asker(card: CaseCard, check: PlanCheck, by: Actor) -> None:
    """Tell whoever sent a plan for a check that it was answered."""
    link = address("plans:plan", case_id=card.case_id)
    notify(authority=card.authority, kind="plan-checked", to=[check.asked_by], by=by, case=card.case, link=link)
