"""The demo's published figures: an analyst prepared them and a manager published them. The last month is left to do."""

from __future__ import annotations

from keywork.web.accounts.actors import Actor, actor_for
from keywork.web.accounts.models import Role, User
from keywork.web.kernel import clock
from keywork.web.measuring import publishing
from keywork.web.measuring.models import Publication
from keywork.web.nonprod.staff import Staff

MONTHS_AGO = 1


def publish(hired: Staff) -> Publication:
    """Publish the figures up to the month before the last, as the demo's own people do."""
    people = {user.membership.role: user for user in hired.people}
    analyst, manager = people[Role.ANALYST], people[Role.MANAGER]
    as_of = publishing.month_ends(clock.today())[MONTHS_AGO]
    by = _actor(analyst)
    made = publishing.prepare(actor=by, worked=publishing.work(actor=by, as_of=as_of), name=str(analyst))
    return publishing.release(actor=_actor(manager), publication_id=made.pk, name=str(manager))


def _actor(user: User) -> Actor:
    actor = actor_for(user)
    if actor is None:
        raise ValueError("The demo's people have roles.")
    return actor
