"""Giving people their accounts, roles and teams, and signing them in."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django_scopes import scope

from keywork.web.accounts import consents, sessions
from keywork.web.accounts.actors import Actor, actor_for
from keywork.web.accounts.log import log, log_denied, log_sign_in, log_sign_in_failed
from keywork.web.accounts.models import MACHINES, Authority, Consent, Membership, Organisation, Role, Team, User
from keywork.web.accounts.policy import check_can
from keywork.web.accounts.second_step import INVENTED, has_one

__all__ = ["INVENTED", "log", "log_denied", "log_sign_in", "log_sign_in_failed"]

MANAGE = "users.manage"
BACKEND = "keywork.web.accounts.backends.MembershipBackend"


Kind = Organisation.Kind
# Roles whose people work for somebody else, and for whom.
WORKS_FOR = {
    Role.SENCO: Kind.SETTING,
    Role.COLLEGE: Kind.SETTING,
    Role.EARLY_YEARS: Kind.SETTING,
    Role.THERAPIST: Kind.HEALTH,
    Role.SENDIASS: Kind.FAMILY_SERVICE,
    Role.MEDIATOR: Kind.PARTNER,
}


MACHINES_ACCOUNT = "This is a machine’s account. It has no password. Nobody signs in with it."


class AccountFault(ValueError):
    """An account that cannot be made or changed as asked, with the reason in words."""


def add_authority(*, code: str, name: str) -> Authority:
    """Add an authority; it is what everything else belongs to.

    Raises:
        AccountFault: the code is not three digits, or is taken.
    """
    if not (len(code) == 3 and code.isascii() and code.isdigit()):
        raise AccountFault("An authority's code is its three digits at the Department for Education, such as 895.")
    if not name.strip():
        raise AccountFault("Give the authority's name.")
    authority, is_new = Authority.objects.get_or_create(code=code, defaults={"name": name.strip()})
    if not is_new:
        raise AccountFault(f"There is already an authority {code}: {authority.name}.")
    return authority


@transaction.atomic
def add_team(*, actor: Actor, name: str) -> Team:
    """Add a team.

    Raises:
        AccountFault: the name is empty or taken.
    """
    check_can(actor, MANAGE)
    name = name.strip()
    with scope(authority=actor.authority):
        if not name:
            raise AccountFault("Enter the team's name.")
        if Team.objects.filter(name__iexact=name).exists():
            raise AccountFault("There is already a team of that name.")
        team = Team.objects.create(authority=actor.authority, name=name)
    log(actor=actor, action=MANAGE, subjects=[team.pk], detail={"did": "add-team"})
    return team


def team_named(*, actor: Actor, name: str) -> Team:
    """Return the team of a name, made if there is none."""
    with scope(authority=actor.authority):
        return Team.objects.filter(name__iexact=name.strip()).first() or add_team(actor=actor, name=name)


@transaction.atomic
def add_organisation(*, actor: Actor, name: str, kind: str, urn: str = "") -> Organisation:
    """Add whom people work for who are not the authority's own.

    Raises:
        AccountFault: the name is empty or taken, the kind is unknown, or a setting has no number of its own.
    """
    check_can(actor, MANAGE)
    name, urn = name.strip(), urn.strip()
    if not name:
        raise AccountFault("Enter the organisation's name.")
    if kind not in Kind.values:
        raise AccountFault("Select what it is.")
    if (kind == Kind.SETTING) != bool(urn):
        raise AccountFault("Enter the URN of a school, college or early-years setting, and of nothing else.")
    with scope(authority=actor.authority):
        if Organisation.objects.filter(name__iexact=name).exists():
            raise AccountFault("There is already an organisation of that name.")
        if urn and Organisation.objects.filter(urn=urn).exists():
            raise AccountFault("There is already an organisation with that URN.")
        made = Organisation.objects.create(authority=actor.authority, name=name, kind=kind, urn=urn)
    log(actor=actor, action=MANAGE, subjects=[made.pk], detail={"did": "add-organisation"})
    return made


@transaction.atomic
def add_user(
    *,
    actor: Actor,
    email: str,
    name: str,
    role: str,
    team: Team | None = None,
    organisation: Organisation | None = None,
    password: str | None = None,
) -> User:
    """Make an account with one role for the actor's authority. Without a password it waits for its link to be used.

    Raises:
        AccountFault: the address is no address or is taken, the name is empty, or the role, team or organisation is
            unknown or does not go with the role; or a machine's account was given a password.
    """
    check_can(actor, MANAGE)
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise AccountFault("Enter an e-mail address in the correct format, like name@example.com.") from error
    if not name.strip():
        raise AccountFault("Enter the person's name.")
    _check_place(actor, role, team, organisation)
    if organisation is not None and organisation.closed_on is not None:
        raise AccountFault(f"Nobody can work for it any more. {organisation.why_closed}")
    if password is not None and role in MACHINES:
        raise AccountFault(MACHINES_ACCOUNT)
    try:  # it may be the account of another authority, which nobody here can look up
        with transaction.atomic():
            user = User.objects.create_user(email, None, display_name=name.strip())
    except IntegrityError as error:
        raise AccountFault("There is already an account with that e-mail address.") from error
    Membership.objects.create(user=user, authority=actor.authority, role=role, team=team, organisation=organisation)
    if password is not None:
        _set_password(user, password)
    log(actor=actor, action=MANAGE, subjects=[user.pk], detail={"did": "add-user", "role": role})
    return user


def _check_place(actor: Actor, role: str, team: Team | None, organisation: Organisation | None) -> None:
    if role not in Role.values:
        raise AccountFault(f"There is no role '{role}'. The roles are {', '.join(Role.values)}.")
    if team is not None and team.authority_id != actor.authority_id:
        raise AccountFault("There is no such team.")
    if organisation is not None and organisation.authority_id != actor.authority_id:
        raise AccountFault("There is no such organisation.")
    wanted = WORKS_FOR.get(Role(role))
    if wanted is not None and (organisation is None or organisation.kind != wanted):
        raise AccountFault(f"Select whom they work for: {wanted.label[:1].lower()}{wanted.label[1:]}.")
    if organisation is not None and role in {Role.PARENT, Role.YOUNG_PERSON}:
        raise AccountFault("Families work for no organisation here. Leave it empty.")


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise AccountFault(" ".join(error.messages)) from error
    user.set_password(password)
    user.save(update_fields=["password"])


@transaction.atomic
def change_user(
    *,
    actor: Actor,
    user: User,
    name: str,
    role: str,
    team: Team | None,
    is_active: bool,
    organisation: Organisation | None = None,
) -> User:
    """Change a person's name or place, or close or open their account, and ask for another role. Their sessions end.

    Raises:
        AccountFault: it is one's own account, or the role, team or organisation is unknown or does not go with it.
    """
    check_can(actor, MANAGE)
    if user.pk == actor.user_id:
        raise AccountFault("You cannot change your own account. Ask another administrator.")
    if not name.strip():
        raise AccountFault("Enter the person's name.")
    _check_place(actor, role, team, organisation)
    membership = user.membership
    if membership.authority_id != actor.authority_id:
        raise AccountFault("There is no such account.")
    before = (membership.role, membership.team_id, membership.organisation_id, user.is_active)
    if role != membership.role and not actor.is_system:
        consents.ask(actor=actor, about=user, kind=Consent.Kind.ROLE, role=role)
    else:
        membership.role = role
    membership.team, membership.organisation = team, organisation
    user.display_name, user.is_active = name.strip(), is_active
    membership.save()
    user.save()
    consents.shut_for_machines(user)
    if before != (membership.role, membership.team_id, membership.organisation_id, user.is_active):
        sessions.end_all(user)
    detail = {"did": "change-user", "role": role, "team": str(team.pk) if team else "", "active": is_active}
    log(actor=actor, action=MANAGE, subjects=[user.pk], detail=detail)
    return user


class LinkTokens(PasswordResetTokenGenerator):
    """The secrets of password links: void once used or guessed at, and once the account is closed or changed."""

    key_salt = "keywork.accounts.LinkTokens"

    def check_token(self, user: User | None, token: str | None) -> bool:
        consent = consents.of_link(token) if token else None
        return (
            token is not None
            and consent is not None
            and consent.about == user
            and super().check_token(user, token.partition("~")[0])
        )

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.is_active}{user.signed_out_at}"


LINKS = LinkTokens()


@transaction.atomic
def password_link(*, actor: Actor, user: User) -> str:
    """Return the address by which a person sets their password: it works once, for seven days, and for nobody closed.

    The administrator hands it over; it is not kept and cannot be read again. Where the account has no second step, the
    person also needs a code, which somebody else hands over who agrees to it.

    Raises:
        AccountFault: it is one's own account, a machine's, or not one of this authority.
    """
    check_can(actor, MANAGE)
    if user.pk == actor.user_id or user.membership.authority_id != actor.authority_id:
        raise AccountFault("You can make a link for another person of your authority only.")
    if user.is_machines:
        raise AccountFault(MACHINES_ACCOUNT)
    if not user.is_active:
        raise AccountFault("The account is closed. Open it first.")
    if settings.CONFIG.demo and not user.email.endswith(INVENTED):
        raise AccountFault("In a demonstration, links are made for invented people only.")
    log(actor=actor, action=MANAGE, subjects=[user.pk], detail={"did": "password-link"})
    key, secret = urlsafe_base64_encode(force_bytes(user.pk)), f"{LINKS.make_token(user)}~{secrets.token_urlsafe(16)}"
    consents.ask(actor=actor, about=user, kind=Consent.Kind.LET_IN, link=secret)
    return reverse("accounts:set-password", args=[key, secret])


def note_password_set(*, user: User) -> None:
    """Write that somebody set their password by a link; sessions from before it end."""
    sessions.end_all(user)
    consents.note_used(user)
    actor = actor_for(user)
    if actor is not None:
        log(actor=actor, action="account.manage", detail={"did": "set-password-by-link"})


@transaction.atomic
def remove_second_step(*, actor: Actor, user: User) -> None:
    """Ask that a person's second step be taken away, when they have lost the means of it; they then add a new one.

    Raises:
        AccountFault: it is one's own account, or not one of this authority, or has no second step.
    """
    check_can(actor, MANAGE)
    if user.pk == actor.user_id or user.membership.authority_id != actor.authority_id:
        raise AccountFault("You can do this for another person of your authority only.")
    if not has_one(user):
        raise AccountFault("This account has no second step.")
    if actor.is_system:
        consents.remove_second_step(user)
    else:
        consents.ask(actor=actor, about=user, kind=Consent.Kind.SECOND_STEP)
    log(actor=actor, action=MANAGE, subjects=[user.pk], detail={"did": "remove-second-step"})


@transaction.atomic
def end_sessions(*, request: HttpRequest, actor: Actor, user: User, handle: str) -> int:
    """End one's own session that a handle names, or without one every other than this, and return how many."""
    check_can(actor, "account.end-sessions")
    ended = int(sessions.end_one(user, handle)) if handle else sessions.end_others(request, user)
    if ended:
        log(actor=actor, action="account.end-sessions", detail={"did": "end-sessions", "ended": ended})
    return ended


@transaction.atomic
def end_persons_sessions(*, actor: Actor, user: User) -> None:
    """End every session of another person of the authority.

    Raises:
        AccountFault: it is one's own account, or not one of this authority.
    """
    check_can(actor, MANAGE)
    if user.pk == actor.user_id or user.membership.authority_id != actor.authority_id:
        raise AccountFault("You can do this for another person of your authority only.")
    sessions.end_all(user)
    log(actor=actor, action=MANAGE, subjects=[user.pk], detail={"did": "end-sessions"})


def sign_out_everywhere(*, actor: Actor, user: User) -> None:
    """End every session of one's own account, this one too."""
    check_can(actor, "account.end-sessions")
    sessions.end_all(user)
    log(actor=actor, action="account.end-sessions", detail={"did": "sign-out-everywhere"})


class OnlyInDemo(RuntimeError):
    """Somebody asked to sign in without a password outside the demo."""


def sign_in_as(request: HttpRequest, user: User) -> None:
    """Sign in as one of the demo's people, without a password.

    Raises:
        OnlyInDemo: this is not the demo.
        AccountFault: the account is closed or has no role.
    """
    if not settings.CONFIG.demo:
        raise OnlyInDemo("Only the demo signs people in without a password.")
    actor = actor_for(user)
    if actor is None:
        raise AccountFault("This account is closed or has no role.")
    login(request, user, backend=BACKEND)
    sessions.begin(request, user)
    log_sign_in(actor=actor, user=user, detail={"demo": True})
