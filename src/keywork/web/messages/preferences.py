"""How people are told of what is new by e-mail: what they chose, or what suits most of their role."""

from __future__ import annotations

from collections.abc import Mapping

from keywork.web.accounts.models import Role
from keywork.web.messages.kinds import GROUPS
from keywork.web.messages.models import NoticePreference

AT_ONCE, DAILY, NEVER = "at-once", "daily", "never"
HOW: Mapping[str, str] = {AT_ONCE: "At once", DAILY: "Once a day", NEVER: "Not by e-mail"}
# Whoever signs in every day reads the page; whoever signs in when something is asked of them must be told.
AT_WORK_ALL_DAY = frozenset({Role.KEYWORKER, Role.MANAGER, Role.PLAN_WRITER, Role.BUSINESS_SUPPORT})
NOT_ALL_DAY = dict.fromkeys(GROUPS, AT_ONCE)
ALL_DAY = dict.fromkeys(GROUPS, DAILY) | {"cases": NEVER, "undelivered": AT_ONCE}


def usual(role: str | None) -> dict[str, str]:
    """Return how somebody of a role is told, by group, where they did not choose."""
    return dict(ALL_DAY if role in AT_WORK_ALL_DAY else NOT_ALL_DAY)


def chosen(user_id: object, role: str | None) -> dict[str, str]:
    """Return how somebody is told, by group."""
    found = NoticePreference.objects.filter(user=user_id).first()
    said = found.how if found else {}
    return usual(role) | {group: how for group, how in said.items() if group in GROUPS and how in HOW}
