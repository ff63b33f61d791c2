"""How allauth signs people in here: no sign-up, every attempt in the access log, no address in clear."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect

from keywork.web.accounts import attempts, devices, log, second_step, sessions
from keywork.web.accounts.actors import actor_for
from keywork.web.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {  # noqa: RUF012 - allauth's own shape
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right. "
        "Try again, or ask an administrator for a link to set a new password.",
        "too_many_login_attempts": "There were too many attempts to sign in. Wait 15 minutes, then try again.",
        "incorrect_password": "The password is not right.",
        "incorrect_code": "The code is not right. Codes change every 30 seconds; enter the one shown now.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Ask who it is once more, unless they showed it in the last five minutes, signing in included."""
        return not second_step.has_shown(self.request, second_step.FRESH)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Take the password alone only from those who have no second step."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [one for one in methods if one["id"] != "reauthenticate"] or methods

    def login(self, request: HttpRequest, user: Any) -> None:
        """Begin a session; not for an account that was closed between its password and its second step."""
        if not user.is_active:
            raise ImmediateHttpResponse(redirect("account_inactive"))
        super().login(request, user)
        sessions.begin(request, user)
        if second_step.has_passed(request):
            devices.note_signed_in(request, user)
        log.log_sign_in(actor=actor_for(user), user=user)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Stop who has failed too often, before a password is even looked at."""
        email = str(credentials.get("email", ""))
        device = devices.known_device(request, email)
        self.lanes = attempts.lanes_of(email=email, place=ratelimit.get_ip(request), device=device)
        if attempts.are_used_up(self.lanes):
            log.log_sign_in_failed(email=email, actor=None, user=None, reason="too-many")
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        """Give nothing back after a success: only failures are counted here."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        attempts.note_failure(self.lanes)
        email = str(credentials.get("email", ""))
        user = User.objects.select_related(*User.PLACE).filter(email__iexact=email.strip()).first()
        log.log_sign_in_failed(email=email, actor=actor_for(user) if user else None, user=user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: this service has no e-mail, and a link is handed over by an administrator."""


class SecondStepAdapter(DefaultMFAAdapter):
    """Keeps the secret of an authenticator app encrypted under the signing key of this home."""

    error_messages = {  # noqa: RUF012 - allauth's own shape
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "The code is not right. Codes change every 30 seconds; enter the one shown now.",
    }

    def get_totp_label(self, user: Any) -> str:
        return str(user.email)

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"keywork second").digest()
    return Fernet(base64.urlsafe_b64encode(key))
