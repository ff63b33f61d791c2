"""The pages that come from django-allauth: which of them exist here, and the action each stands for.

A page of that library that is not named here is not mounted at all. Sign-up, e-mail addresses and
password reset by e-mail are left out: an administrator gives accounts and hands over a link to set a password.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver

from keywork.web.accounts import second_step
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import policy

ACCOUNT = "account.manage"
EXTERNAL: Mapping[str, str] = {
    "account_login": "session.sign-in",
    "account_logout": "session.sign-in",
    "account_inactive": "session.sign-in",
    "mfa_authenticate": "session.sign-in",
    "account_reauthenticate": ACCOUNT,
    "account_change_password": ACCOUNT,
    "mfa_index": ACCOUNT,
    "mfa_reauthenticate": ACCOUNT,
    "mfa_activate_totp": ACCOUNT,
    "mfa_deactivate_totp": ACCOUNT,
    "mfa_view_recovery_codes": ACCOUNT,
    "mfa_generate_recovery_codes": ACCOUNT,
    "mfa_download_recovery_codes": ACCOUNT,
    "mfa_list_webauthn": ACCOUNT,
    "mfa_add_webauthn": ACCOUNT,
    "mfa_edit_webauthn": ACCOUNT,
    "mfa_remove_webauthn": ACCOUNT,
    "mfa_reauthenticate_webauthn": ACCOUNT,
}
SIGN_OUT = "account_logout"
# Adding a second step shows it: its first code, or its key, has just been given.
ADDED = {"mfa_activate_totp": "totp", "mfa_add_webauthn": "webauthn"}
# Who a session belongs to was shown once more, so it gets a new key; nobody who saw the old one comes along.
SHOWN_AGAIN = frozenset({"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
View = Callable[..., HttpResponse]
Pattern = URLPattern | URLResolver


def only_declared(patterns: Iterable[Pattern]) -> list[Pattern]:
    """Return the patterns that the table names, each declaring its action and logging what it changes."""
    return list(_kept(patterns))


def _kept(patterns: Iterable[Pattern]) -> Iterator[Pattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inside = only_declared(pattern.url_patterns)
            if inside:
                yield URLResolver(pattern.pattern, inside, pattern.default_kwargs, pattern.app_name, pattern.namespace)
        elif pattern.name in EXTERNAL:
            view = policy(EXTERNAL[pattern.name])(_logged(pattern.callback, pattern.name))
            yield URLPattern(pattern.pattern, view, pattern.default_args, pattern.name)


def _logged(view: View, name: str) -> View:
    """Write a change of one's own account, or the end of a session, to the access log, in the same transaction."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        actor = getattr(request, "actor", None)
        changed = request.method == "POST" and response.status_code == 302
        if changed and name == SIGN_OUT:
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        if changed and name in ADDED:
            second_step.note_passed(request, request.user, ADDED[name])
        if changed and name in SHOWN_AGAIN:
            request.session.cycle_key()
        if changed and isinstance(actor, Actor) and (name == SIGN_OUT or EXTERNAL[name] == ACCOUNT):
            log(actor=actor, action=EXTERNAL[name], detail={"page": name})
        return response

    return inner
