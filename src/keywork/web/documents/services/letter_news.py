"""Telling people that a letter waits for them, came back, or was sent to them."""

from __future__ import annotations

from keywork.web.accounts.actors import Actor
from keywork.web.documents.models.letters import Dispatch, Letter
from keywork.web.messages.services.noticing import managers_of, notify, notify_workers
from keywork.web.people.models import CaseCard
from keywork.web.ui.addresses import address

TOLD = {Letter.State.WAITING: "letter-to-approve", Letter.State.CHECKING: "letter-to-agree"}
BACK = {Letter.State.READY: "letter-approved", Letter.State.RETURNED: "letter-back"}


def tell_of(letter: Letter, by: Actor | None = None) -> None:
    """Tell whoever must do the next thing with a letter, from where it stands now."""
    card = CaseCard.objects.select_related("case", "authority", "keyworker", "cover").get(pk=letter.case_id)
    link, state = address("documents:letter", letter_id=letter.pk), Letter.State(letter.state)
    if state in TOLD:
        people = managers_of(card.team_id, card.authority_id)
        notify(authority=card.authority, kind=TOLD[state], to=people, link=link, case=card.case, by=by)
    elif state in BACK:
        notify_workers(card=card, kind=BACK[state], link=link, by=by)


def tell_recipient(dispatch: Dispatch, letter: Letter) -> None:
    """Tell somebody of the family who has an account that a letter was sent to them."""
    user = dispatch.member.user if dispatch.member else None
    if user is not None:
        link = address("documents:letters", case_id=letter.case_id)
        notify(authority=letter.authority, kind="letter-came", to=[user], link=link, case=letter.case)
