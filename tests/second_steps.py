"""The second step of people in tests: an authenticator app with a known secret, and sessions that have passed it."""

from __future__ import annotations

from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from keywork.web.accounts.models import User
from keywork.web.kernel import clock

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PERIOD = 30
WHOSE = "account_authentication_methods_user"
force_login = Client.force_login


def give_second_step(user: User, secret: str = SECRET) -> None:
    """Give a person an authenticator app, and recovery codes."""
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)


def code_of(secret: str = SECRET, *, at: float | None = None) -> str:
    """Return the code that the app shows at a moment, now unless said otherwise."""
    return format_hotp_value(hotp_value(secret, int(at if at is not None else clock.now().timestamp()) // PERIOD))


def passed(client: Client, user: User, *, ago: float = 0) -> None:
    """Let a client's session have passed both steps some seconds ago."""
    session = client.session
    now = clock.now().timestamp() - ago
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": now, "email": user.email},
        {"method": "mfa", "at": now, "type": "totp"},
    ]
    session[WHOSE] = user_id_to_str(user)
    session.save()


def force_login_with_both_steps(client: Client, user: User, backend: str | None = None) -> None:
    """Sign in without a form, as somebody who gave their password and their code just now."""
    force_login(client, user, backend)
    passed(client, user)


def only_password(client: Client, user: Any) -> None:
    """Sign in without a form, as somebody who gave their password and nothing else."""
    force_login(client, user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": clock.now().timestamp(), "email": user.email}
    ]
    session[WHOSE] = user_id_to_str(user)
    session.save()
