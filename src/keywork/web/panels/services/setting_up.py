"""Panels, who sits on them, and when they meet."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.models import Membership, Role, User
from keywork.web.accounts.policy import check_can
from keywork.web.kernel import clock
from keywork.web.panels.errors import NotDone
from keywork.web.panels.models import AgendaItem, Panel, PanelMeeting, PanelMember
from keywork.web.panels.services import agenda
from keywork.web.people.sharing import AFTER_A_PANEL, LONGEST

RUN = "panel.run"
# Whose cell of the matrix gives them a panel's papers; whoever holds a case reads them anyhow and decides elsewhere.
SEATED = (Role.PANEL_MEMBER, Role.MANAGER, Role.DCO, Role.DSCO, Role.COMMISSIONER)
FURTHEST = LONGEST - AFTER_A_PANEL


@transaction.atomic
def set_up(*, actor: Actor, name: str, terms: str, quorum: int) -> Panel:
    """Set a panel up."""
    check_can(actor, RUN)
    made: Panel = Panel.objects.create(authority=actor.authority, name=name.strip(), terms=terms.strip(), quorum=quorum)
    log(actor=actor, action=RUN, subjects=[made.pk], detail={"did": "set-up"})
    return made


@transaction.atomic
def change(*, actor: Actor, panel: Panel, name: str, terms: str, quorum: int, closed: bool) -> None:
    """Change what a panel is for, or end it.

    Raises:
        NotDone: a meeting of it is still open.
    """
    check_can(actor, RUN)
    if closed and PanelMeeting.objects.filter(panel=panel, closed_at=None).exists():
        raise NotDone("A meeting of this panel is still open. Close it first.")
    panel.name, panel.terms, panel.quorum, panel.closed = name.strip(), terms.strip(), quorum, closed
    panel.save()
    log(actor=actor, action=RUN, subjects=[panel.pk], detail={"did": "change", "quorum": quorum, "closed": closed})


@transaction.atomic
def add_member(*, actor: Actor, panel: Panel, user: User, part: str) -> PanelMember:
    """Let somebody sit on a panel from today on, with the cases that are before it.

    Raises:
        NotDone: they sit there already, or their role reads no papers of a panel.
    """
    check_can(actor, RUN)
    place = Membership.objects.filter(user=user, authority=actor.authority, user__is_active=True).first()
    if place is None or place.role not in SEATED:
        raise NotDone("Choose somebody whose role reads the papers of a panel.")
    if PanelMember.objects.filter(panel=panel, user=user, until=None).exists():
        raise NotDone("They sit on this panel already.")
    made: PanelMember = PanelMember.objects.create(
        authority=actor.authority, panel=panel, user=user, part=part, since=clock.today()
    )
    for item in AgendaItem.objects.filter(meeting__panel=panel, meeting__closed_at=None, taken_off_at=None):
        agenda.seat_member(actor=actor, item=item, user=user)
    log(actor=actor, action=RUN, subjects=[panel.pk, user.pk], detail={"did": "add-member"})
    return made


@transaction.atomic
def end_member(*, actor: Actor, member: PanelMember) -> None:
    """Let somebody sit on a panel no longer; what was before it is closed to them at once.

    Raises:
        NotDone: they have left already.
    """
    check_can(actor, RUN)
    found = PanelMember.objects.select_for_update().get(pk=member.pk)
    if found.until is not None:
        raise NotDone("They have left this panel already.")
    found.until = clock.today()
    found.save(update_fields=["until"])
    agenda.unseat_member(actor=actor, panel_id=found.panel_id, user_id=found.user_id)
    log(actor=actor, action=RUN, subjects=[found.panel_id, found.user_id], detail={"did": "end-member"})


@transaction.atomic
def add_meeting(*, actor: Actor, panel: Panel, on: date) -> PanelMeeting:
    """Plan a meeting.

    Raises:
        NotDone: the panel has ended, the day is past or too far, or it meets then already.
    """
    check_can(actor, RUN)
    if panel.closed:
        raise NotDone("This panel has ended.")
    if on < clock.today():
        raise NotDone("The day of the meeting must be today or later.")
    if on > clock.today() + FURTHEST:
        raise NotDone(f"The day of the meeting must be within {FURTHEST // timedelta(days=1)} days.")
    if PanelMeeting.objects.filter(panel=panel, on=on).exists():
        raise NotDone("This panel meets on that day already.")
    made: PanelMeeting = PanelMeeting.objects.create(authority=actor.authority, panel=panel, on=on)
    log(actor=actor, action=RUN, subjects=[panel.pk, made.pk], detail={"did": "add-meeting"})
    return made
