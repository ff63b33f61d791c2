"""The link by which somebody reads a letter without an account: their own e-mail address, a code, the letter."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django_scopes import scopes_disabled

from keywork.web.accounts.actors import system
from keywork.web.accounts.log import log
from keywork.web.accounts.models import Authority
from keywork.web.documents.letter_reach import hold_reach
from keywork.web.documents.models.letters import Dispatch, LetterLink, LinkKey, LinkUse
from keywork.web.documents.services.stopping import stop, stop_if_changed
from keywork.web.kernel import clock
from keywork.web.messages.models import Message
from keywork.web.messages.models import State as MailState
from keywork.web.messages.services import send_email
from keywork.web.people.models import CaseCard
from keywork.web.ui.addresses import address

LIFE, CODE_LIFE, GRANT = timedelta(days=14), timedelta(minutes=15), timedelta(minutes=30)
WRONG, DIGITS = 5, 8
CODES, CODES_WITHIN = 5, timedelta(hours=1)
What = LinkUse.What
OPEN = "letter.link"


@dataclass(frozen=True, slots=True)
class Held:
    """A link whose rows nobody else changes until the transaction ends."""

    link: LetterLink
    dispatch: Dispatch
    card: CaseCard


def make_link(dispatch: Dispatch) -> str:
    """Make the link of a copy and return its path. What stands in it names nobody and opens nothing by itself."""
    secret = uuid4()
    link = LetterLink.objects.create(
        authority_id=dispatch.authority_id, dispatch=dispatch, expires_at=clock.now() + LIFE
    )
    LinkKey.objects.create(digest=_digest(secret), authority_id=dispatch.authority_id, link=link)
    return address("documents:letter-link", secret=secret)


def whose(secret: UUID) -> Authority | None:
    """Return the authority whose letter a link leads to; None where there is no such link."""
    with scopes_disabled():  # who holds a link has not signed in, and so has no authority to stand in
        found = LinkKey.objects.select_related("authority").filter(digest=_digest(secret)).first()
    return found.authority if found else None


def hold(secret: UUID) -> Held:
    """Return a link, held together with how its recipient is reached. It is asked inside its authority's scope."""
    key = LinkKey.objects.select_related("link__dispatch__release__letter").get(digest=_digest(secret))
    letter = key.link.dispatch.release.letter
    card = CaseCard.objects.select_related("case", "person", "authority").get(pk=letter.case_id)
    hold_reach(card)
    link = LetterLink.objects.select_for_update(of=("self",)).get(pk=key.link_id)
    dispatch = Dispatch.objects.select_related("release__letter__authority", "point", "user", "document").get(
        pk=link.dispatch_id
    )
    return Held(link, dispatch, card)


def is_over(held: Held) -> bool:
    """Say whether a link opens nothing any more; a copy whose address changed is stopped by being asked for.

    What was recalled, has run out, or was answered wrongly five times looks the same to whoever holds it.
    """
    link, dispatch = held.link, held.dispatch
    if dispatch.state in (Dispatch.State.QUEUED, Dispatch.State.SENT) and stop_if_changed(dispatch, held.card):
        link.refresh_from_db()
    over = link.killed_at is not None or link.expires_at <= clock.now()
    return over or dispatch.state not in (Dispatch.State.QUEUED, Dispatch.State.SENT)


def is_dead(secret: UUID) -> bool:
    """Say whether a link has been ended."""
    key = LinkKey.objects.select_related("link").get(digest=_digest(secret))
    return bool(key.link.killed_at is not None)


def note(held: Held, what: str, browser: str) -> None:
    """Write what somebody did with a link, here and in the access log."""
    LinkUse.objects.create(authority_id=held.link.authority_id, link=held.link, what=what, browser=browser)
    told = system("letter-link", held.card.authority)
    subjects = [held.card.case_id, held.card.person_id, held.dispatch.release.letter_id]
    log(actor=told, action=OPEN, subjects=subjects, detail={"did": str(what)})


@transaction.atomic
def ask_code(*, secret: UUID, email: str, browser: str) -> bool:
    """Send a code where the address is the recipient's own; otherwise count a wrong answer. False: the link is over.

    Whoever asks is told the same in both cases.
    """
    held = hold(secret)
    if is_over(held):
        note(held, What.REFUSED, browser)
        return False
    if not constant_time_compare(email.strip().lower().encode(), _email_of(held).encode()):
        note(held, What.WRONG_ADDRESS, browser)
        _count_wrong(held)
        return True
    _send_code(held, browser)
    return True


def _is_under_way(link: LetterLink) -> bool:
    """Say whether a code that still works has not left yet: whoever asks again gets that one."""
    waits = Message.objects.filter(pk=link.code_message, state=MailState.WAITING).exists()
    return waits and link.code_until is not None and link.code_until > clock.now()


def _email_of(held: Held) -> str:
    point, user = held.dispatch.point, held.dispatch.user
    return (user.email if user else point.value if point else "").strip().lower()


def _send_code(held: Held, browser: str) -> None:
    """Send a code, at most five in an hour; the one before is dead from then on."""
    link, now = held.link, clock.now()
    since = (now - CODES_WITHIN).timestamp()
    asked = [at for at in link.code_asked if at > since]
    note(held, What.ASKED, browser)
    if len(asked) >= CODES or _is_under_way(link):
        return
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    to = held.dispatch.user or held.dispatch.point
    assert to is not None
    message = send_email(
        authority=held.card.authority, to=to, kind="letter-code", words={"code": code}, case=held.card.case
    )
    link.code, link.code_until = make_password(code), now + CODE_LIFE
    link.code_asked, link.code_message = [*asked, now.timestamp()], message.pk
    link.save(update_fields=["code", "code_until", "code_asked", "code_message"])


@transaction.atomic
def try_code(*, secret: UUID, code: str, browser: str) -> datetime | None:
    """Return until when the letter is open to whoever entered the right code; None where it was wrong, or it is over.

    A code opens once. Five wrong answers end the link.
    """
    held = hold(secret)
    if is_over(held):
        note(held, What.REFUSED, browser)
        return None
    link = held.link
    lives = link.code_until is not None and link.code_until > clock.now()
    if not check_password("".join(code.split()), link.code or "!") or not lives:
        note(held, What.WRONG_CODE, browser)
        _count_wrong(held)
        return None
    link.code, link.code_until, link.wrong = "", None, 0
    link.save(update_fields=["code", "code_until", "wrong"])
    note(held, What.OPENED, browser)
    return clock.now() + GRANT


def _count_wrong(held: Held) -> None:
    link = held.link
    link.wrong += 1
    link.save(update_fields=["wrong"])
    if link.wrong >= WRONG:
        stop(held.dispatch, "wrong-answers")


def _digest(secret: UUID) -> str:
    return salted_hmac("keywork.documents.links", secret.hex, algorithm="sha256").hexdigest()
