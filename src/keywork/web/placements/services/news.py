"""Who is told of what in consultations: the setting that is asked, and the keyworker who waits for it."""

from __future__ import annotations

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role
from keywork.web.messages.services import notify, notify_workers, people_of
from keywork.web.people.models import CaseCard
from keywork.web.placements.models import Consultation
from keywork.web.ui.addresses import address

SETTINGS = (Role.SENCO, Role.COLLEGE, Role.EARLY_YEARS)


def tell_setting(consultation: Consultation, kind: str, by: Actor) -> None:
    """Tell whoever answers for the setting. Of one that was taken back they know nothing more than that."""
    if consultation.organisation is None:
        return
    gone = kind == "consultation-taken-back"
    where = address("placements:tray")
    if not gone:
        where = address("placements:consultation", consultation_id=consultation.pk)
    to = people_of(consultation.organisation, SETTINGS)
    notify(authority=by.authority, kind=kind, to=to, by=by, case=None if gone else consultation.case, link=where)


def tell_keyworker(card: CaseCard, consultation: Consultation, by: Actor) -> None:
    """Tell whoever works on the case that a setting replied."""
    link = address("placements:consultation", consultation_id=consultation.pk)
    notify_workers(card=card, kind="consultation-replied", by=by, link=link)
