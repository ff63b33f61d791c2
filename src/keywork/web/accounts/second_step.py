"""The second step of signing in: who must have one, whether this session has passed it, and how long ago.

Everybody who works here must; families are offered it. An action that the matrix marks ``step_up`` wants a second
step that is at most five minutes old, from everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from keywork.web.accounts import devices
from keywork.web.accounts.matrix import matrix
from keywork.web.accounts.models import User
from keywork.web.accounts.policy import SAFE_METHODS, declared_by
from keywork.web.kernel import clock

FRESH = timedelta(minutes=5)
# Roles whose people are offered a second step and choose for themselves, unless the setting says otherwise.
FAMILY = frozenset({"parent", "young-person"})
# No real address ends so (RFC 2606).
INVENTED = ".example"
# What somebody without a second step may open, to add one or to leave.
SETTING_UP = frozenset({"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"})
SHOWING = frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
OPEN_TO_ALL = frozenset({"site.read", "session.sign-in"})
NEEDS_ONE = "This needs a second step when you sign in. Add one, then try again."
CONFIRM = "Confirm that it is you to go on."
NOT_DONE = "Nothing was changed yet. Confirm that it is you, then send it again."


def is_waived(user: User) -> bool:
    """Say whether a person is one of the demo's inventions, who have no phone to show a code."""
    return bool(settings.CONFIG.demo) and user.email.endswith(INVENTED)


def must_have(user: User) -> bool:
    """Say whether a person may open nothing before they have passed a second step."""
    if is_waived(user):
        return False
    membership = getattr(user, "membership", None)
    return membership is None or settings.CONFIG.second_step == "everybody" or membership.role not in FAMILY


def has_one(user: User) -> bool:
    """Say whether a person has added a second step."""
    return Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def note_passed(request: HttpRequest, user: User, kind: str) -> None:
    """Write into the session that its person has just shown a second step. Its key becomes a new one."""
    record_authentication(request, user, "mfa", type=kind, reauthenticated=True)
    request.session.cycle_key()
    devices.note_signed_in(request, user)


def has_passed(request: HttpRequest, within: timedelta | None = None) -> bool:
    """Say whether this session has passed a second step, at all or within some time."""
    return _is_within([one for one in _shown(request) if one.get("method") == "mfa"], within)


def has_shown(request: HttpRequest, within: timedelta) -> bool:
    """Say whether the person has shown within some time who they are: by a second step, where they have one."""
    return has_passed(request, within) or (not has_one(request.user) and _is_within(_shown(request), within))


def _shown(request: HttpRequest) -> list[dict[str, Any]]:
    """Return how this session's person has shown who they are, each with its moment."""
    return list(get_authentication_records(request, request.user))


def _is_within(shown: list[dict[str, Any]], within: timedelta | None) -> bool:
    if not shown or within is None:
        return bool(shown)
    return clock.now().timestamp() - max(float(one["at"]) for one in shown) <= within.total_seconds()


def is_missing(request: HttpRequest) -> bool:
    """Say whether a signed-in person must pass a second step and has not."""
    return bool(request.user.is_authenticated) and not has_passed(request) and must_have(request.user)


def stops_before(request: HttpRequest, view: Callable[..., Any]) -> HttpResponse | None:
    """Lead somebody who must pass a second step, and has not, to where they do; None lets them go on."""
    if not is_missing(request):
        return None
    declared, match = declared_by(view), request.resolver_match
    if declared is not None and declared.action(request.method) in OPEN_TO_ALL:
        return None
    has = has_one(request.user)  # without having passed it, where it was added in another browser meanwhile
    if match is not None and match.view_name in (SHOWING if has else SETTING_UP):
        return None
    return _sent(request, _reauthenticate(request), CONFIRM) if has else _sent(request, reverse("mfa_index"), "")


def asks_again(request: HttpRequest, action: str) -> HttpResponse | None:
    """Ask for the second step again where the action needs a fresh one; None lets them go on."""
    if not matrix()[action].step_up or not request.user.is_authenticated:
        return None
    if is_waived(request.user) or has_passed(request, FRESH):
        return None
    if not has_one(request.user):
        return _sent(request, reverse("mfa_index"), NEEDS_ONE)
    return _sent(request, _reauthenticate(request), CONFIRM if request.method in SAFE_METHODS else NOT_DONE)


def _reauthenticate(request: HttpRequest) -> str:
    """Return where the second step is shown again, and whence it leads back to the page that was asked for."""
    then = request.get_full_path() if request.method in SAFE_METHODS else _page_before(request)
    codes = Authenticator.objects.filter(user=request.user).exclude(type=Authenticator.Type.WEBAUTHN).exists()
    page = reverse("mfa_reauthenticate" if codes else "mfa_reauthenticate_webauthn")
    return f"{page}?{urlencode({'next': then})}"


def _page_before(request: HttpRequest) -> str:
    """Return the page of ours whose form was sent."""
    before = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        return before.split(request.get_host(), 1)[-1] or "/"
    return "/"


def _sent(request: HttpRequest, address: str, words: str) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":  # a fragment must not be filled with a whole page
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    if words:
        messages.info(request, words)
    return HttpResponseRedirect(address)
