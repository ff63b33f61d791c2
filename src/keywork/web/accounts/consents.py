"""What takes two people: one asks, another agrees, and neither can do it alone.

Letting somebody in whom only a password would protect, giving another role, and taking a second step away. To let
somebody in, the one who asks holds the link and the one who agrees holds a code: the person needs both.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac
from django_scopes import scope, scopes_disabled

from keywork.web.accounts import sessions
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.models import Consent, User
from keywork.web.accounts.policy import check_can
from keywork.web.accounts.second_step import has_one
from keywork.web.kernel import clock

AGREE = "users.confirm"
LIFE = timedelta(days=7)
TRIES = 5
DIGITS = 8


class NotAgreed(ValueError):
    """An answer that cannot be given, with the reason in words."""


def ask(*, actor: Actor, about: User, kind: Consent.Kind, role: str = "", link: str = "") -> Consent:
    """Write down what somebody asks for. A link for somebody whose second step protects them needs no second person.

    What the command line asks for is agreed to already: whoever runs commands on the server holds its keys anyway.
    """
    alone = actor.is_system or (kind == Consent.Kind.LET_IN and has_one(about))
    return Consent.objects.create(
        authority=actor.authority,
        about=about,
        kind=kind,
        role=role,
        link=_digest(link) if link else "",
        asked_by_id=actor.user_id,
        answered_at=clock.now() if alone else None,
        agreed=True if alone else None,
    )


def waiting(actor: Actor) -> QuerySet[Consent]:
    """Return what waits for a second person in the authority, oldest first."""
    check_can(actor, AGREE)
    since = clock.now() - LIFE
    found = Consent.objects.filter(answered_at=None, asked_at__gt=since).select_related("about__membership", "asked_by")
    return found.order_by("asked_at")


@transaction.atomic
def answer(*, actor: Actor, consent_id: UUID, agrees: bool) -> tuple[Consent, str]:
    """Agree to what waits, and do it; or refuse it. Returns it with the code to hand over, where there is one.

    Raises:
        NotAgreed: it no longer waits, or the person who would agree asked for it or is the one it is about.
    """
    check_can(actor, AGREE)
    with scope(authority=actor.authority):
        found = waiting(actor).filter(pk=consent_id).select_for_update(of=("self",)).first()
    if found is None:
        raise NotAgreed("This no longer waits for anybody. Somebody else has answered it, or a week has passed.")
    if agrees and actor.user_id in {found.asked_by_id, found.about_id}:
        raise NotAgreed("Somebody else must agree: not who asked for it, and not who it is about.")
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}" if agrees and found.kind == Consent.Kind.LET_IN else ""
    found.answered_by_id, found.answered_at, found.agreed = actor.user_id, clock.now(), agrees
    found.code = make_password(code) if code else ""
    found.save()
    if agrees:
        _do(found)
    did = f"{'agreed' if agrees else 'refused'}-{found.kind}"
    log(actor=actor, action=AGREE, subjects=[found.about_id], detail={"did": did, "role": found.role})
    return found, code


def _do(consent: Consent) -> None:
    if consent.kind == Consent.Kind.ROLE:
        membership = consent.about.membership
        membership.role = consent.role
        membership.save(update_fields=["role"])
        shut_for_machines(consent.about)
        sessions.end_all(consent.about)
    if consent.kind == Consent.Kind.SECOND_STEP:
        remove_second_step(consent.about)


def shut_for_machines(user: User) -> None:
    """Take its password and its links from an account that has become a machine's."""
    if user.is_machines:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        note_used(user)


def remove_second_step(user: User) -> int:
    """Take away a person's second step, recovery codes included, and end their sessions."""
    removed, _ = Authenticator.objects.filter(user=user).delete()
    sessions.end_all(user)
    return removed


def of_link(secret: str) -> Consent | None:
    """Return what a link stands on, while it still can be used."""
    with scopes_disabled():  # who holds a link has not signed in, and so has no authority to stand in
        return (
            Consent.objects.filter(link=_digest(secret), used_at=None, tries__lt=TRIES)
            .filter(asked_at__gt=clock.now() - LIFE)
            .exclude(agreed=False)
            .select_related("about")
            .first()
        )


def needs_code(consent: Consent) -> bool:
    """Say whether the link alone lets nobody in: nothing but a password would protect the account."""
    return consent.asked_by_id is not None and not has_one(consent.about)


def is_theirs(consent: Consent, *, email: str, code: str) -> bool:
    """Say whether who holds the link is who it is for; a wrong answer counts, and five end the link."""
    right = constant_time_compare(email.strip().lower(), consent.about.email)
    if needs_code(consent):
        right = check_password(code.replace(" ", ""), consent.code or "!") and right
    if not right:
        with scopes_disabled():
            Consent.objects.filter(pk=consent.pk).update(tries=F("tries") + 1)
    return right


def note_used(user: User) -> None:
    """End every link of a person, when one has been used."""
    with scopes_disabled():
        Consent.objects.filter(about=user, kind=Consent.Kind.LET_IN, used_at=None).update(used_at=clock.now())


def _digest(secret: str) -> str:
    return salted_hmac("keywork.accounts.consents", secret, algorithm="sha256").hexdigest()
