"""The demo's people and life stories as a page to read: docs/demo-people.md is made of this and of nothing else."""

from __future__ import annotations

from datetime import date

from keywork.web.accounts.models import MACHINES, Role
from keywork.web.nonprod import COUNCIL
from keywork.web.nonprod.staff import BODIES, POSTS, TEAMS, domain
from keywork.web.nonprod.stories import lessons

# The stories are told from a day; what they teach does not depend on which.
ANY_DAY = date(2026, 11, 30)
HEAD = f"""\
# The people and the stories of the demonstration

Made by `make docs`; a test compares the two. *Choose who to be* on the first page signs in as any of these people
without a password. Whoever would rather sign in by the form does so under the address here, with the password that
`keywork demo create` prints.

## The people of {COUNCIL}

| Signs in as | Role | Where |
| --- | --- | --- |
"""
STORIES = """
## The life stories

Each has a case of its own, held by `keyworker@{domain}`: sign in as that keyworker, or as the manager, and find the
reference. *Life stories* on every page leads to them too.

| Reference | Story | What it teaches |
| --- | --- | --- |
"""


def render_demo() -> str:
    """Return the page."""
    address = domain(COUNCIL)
    people = "\n".join(
        f"| {'nobody: a machine' if role in MACHINES else f'`{post}@{address}`'} | {Role(role).label} "
        f"| {_where(role, place)} |"
        for post, role, place in POSTS
    )
    told = "\n".join(f"| `{one.reference}` | {one.title} | {one.teaches} |" for one in lessons(ANY_DAY))
    return f"{HEAD}{people}\n{STORIES.format(domain=address)}{told}\n"


def _where(role: Role, place: int | None) -> str:
    if place is not None:
        return f"{TEAMS[place]} team"
    return BODIES[role][0] if role in BODIES else "–"
