"""What the pages of accounts show, as finished strings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.urls import reverse

from keywork.web.accounts.matrix import matrix
from keywork.web.accounts.models import AccessEntry, Consent, Membership, Role, User
from keywork.web.accounts.sessions import Open
from keywork.web.kernel.clock import LONDON


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One account, in a list or at the head of its page."""

    name: str
    email: str
    role: str
    team: str
    is_open: bool
    last_signed_in: str
    href: str
    user_id: str
    is_machines: bool


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row of the access log."""

    at: str
    who: str
    role: str
    what: str
    did: str
    allowed: bool
    subjects: list[str]
    more: str


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """One's own account."""

    name: str
    email: str
    authority: str
    role: str
    team: str
    second_step: bool


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session, in the list of one's own."""

    browser: str
    began: str
    seen: str
    is_here: bool
    handle: str


def session_rows(found: Iterable[Open]) -> list[SessionRow]:
    """Present a person's own sessions."""
    moment = "%-d %B %Y, %H:%M"
    return [
        SessionRow(
            one.browser,
            f"{one.began_at.astimezone(LONDON):{moment}}",
            f"{one.seen_at.astimezone(LONDON):{moment}}",
            one.is_here,
            one.handle,
        )
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """Something that waits for a second person."""

    consent_id: str
    title: str
    name: str
    email: str
    role: str
    asked: str
    may_agree: bool


def consent_row(consent: Consent, reader: UUID | None) -> ConsentRow:
    """Present what waits, to whoever may agree to it or has asked for it."""
    title = consent.get_kind_display()
    if consent.role:
        title = f"{title}: {Role(consent.role).label}"
    return ConsentRow(
        consent_id=str(consent.pk),
        title=title,
        name=consent.about.display_name,
        email=consent.about.email,
        role=consent.about.membership.get_role_display(),
        asked=f"{consent.asked_by} on {consent.asked_at.astimezone(LONDON):%-d %B %Y, %H:%M}",
        may_agree=reader not in {consent.asked_by_id, consent.about_id},
    )


def own_account(user: User) -> OwnAccount:
    """Present the account of whoever is signed in."""
    place = user.membership
    has_step = Authenticator.objects.filter(user=user).exists()
    team = place.team.name if place.team else "No team"
    return OwnAccount(user.display_name, user.email, place.authority.name, place.get_role_display(), team, has_step)


def member_row(membership: Membership) -> MemberRow:
    """Present one account."""
    user = membership.user
    last = f"{user.last_login.astimezone(LONDON):%-d %B %Y}" if user.last_login else "Never"
    return MemberRow(
        name=user.display_name,
        email=user.email,
        role=membership.get_role_display(),
        team=", ".join(str(place) for place in (membership.team, membership.organisation) if place),
        is_open=user.is_active,
        last_signed_in=last,
        href=reverse("accounts:change-user", args=[user.pk]),
        user_id=str(user.pk),
        is_machines=user.is_machines,
    )


def member_initial(membership: Membership) -> dict[str, Any]:
    """Return what the form to change an account shows at first."""
    return {
        "name": membership.user.display_name,
        "role": membership.role,
        "team": str(membership.team_id or ""),
        "organisation": str(membership.organisation_id or ""),
        "is_active": membership.user.is_active,
    }


SHOWN_SUBJECTS = 5
DID = {
    "give-involvement": "Gave access",
    "end-involvement": "Ended access",
    "add-organisation": "Added an organisation",
    "add-team": "Added a team",
    "add-user": "Added an account",
    "change-user": "Changed an account",
    "password-link": "Made a link to set a password",
    "remove-second-step": "Asked to remove a second step",
    "agreed-let-in": "Agreed to a link, and saw its code",
    "agreed-role": "Agreed to another role",
    "agreed-second-step": "Agreed to remove a second step",
    "refused-let-in": "Refused a link",
    "refused-role": "Refused another role",
    "refused-second-step": "Refused to remove a second step",
    "set-password-by-link": "Set a password by a link",
    "sign-out-everywhere": "Ended every session",
    "end-sessions": "Ended sessions",
    "account_change_password": "Changed the password",
    "account_logout": "Signed out",
    "account_reauthenticate": "Gave the password again",
    "mfa_activate_totp": "Added an authenticator app",
    "mfa_deactivate_totp": "Removed the authenticator app",
    "mfa_generate_recovery_codes": "Made new recovery codes",
    "mfa_add_webauthn": "Added a security key",
    "mfa_remove_webauthn": "Removed a security key",
}
ROLE_LABELS = dict(Role.choices)
SYSTEM = {"system": "The system", "nobody": "An unknown address"}


def log_rows(entries: Iterable[AccessEntry], names: Mapping[str, str]) -> list[LogRow]:
    """Present rows of the access log."""
    return [_log_row(entry, names) for entry in entries]


def _log_row(entry: AccessEntry, names: Mapping[str, str]) -> LogRow:
    rule = matrix().get(entry.action)
    hidden = len(entry.subjects) - SHOWN_SUBJECTS
    return LogRow(
        at=f"{entry.at.astimezone(LONDON):%-d %b %Y, %H:%M:%S}",
        who=names.get(entry.actor) or SYSTEM.get(entry.actor.split(":")[0], entry.actor),
        role=ROLE_LABELS.get(entry.role, entry.role),
        what=rule.title if rule else entry.action,
        did=DID.get(str(entry.detail.get("did") or entry.detail.get("page")), ""),
        allowed=entry.allowed,
        subjects=entry.subjects[:SHOWN_SUBJECTS],
        more=f"and {hidden} more" if hidden > 0 else "",
    )
