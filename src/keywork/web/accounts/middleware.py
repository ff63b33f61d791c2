"""What every request passes: the limits of its session, the scope of its authority and the policy of its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django_scopes import scope

from keywork.web.accounts import devices, second_step, sessions
from keywork.web.accounts.actors import actor_for
from keywork.web.accounts.log import log_denied
from keywork.web.accounts.models import Authority
from keywork.web.accounts.policy import SAFE_METHODS, Decision, Denied, NotKnown, decide, declared_by
from keywork.web.accounts.sending import SentBefore
from keywork.web.accounts.typed import what_was_typed

VERBS = ("GET", "HEAD", "POST", "OPTIONS")
GetResponse = Callable[[HttpRequest], HttpResponse]
PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
FOUND = frozenset({200, 206, 304})
NO_ROLE = "Your account has no role with an authority. Ask an administrator to give you one."


class TextMiddleware:
    """Refuses what is not sent as UTF-8: other ways of writing text carry what no database and no page can hold."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8").strip("\"' ").lower()
        if charset not in {"utf-8", "utf8"}:
            return HttpResponse("Send text as UTF-8.", status=400, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class HeadersMiddleware:
    """Headers that Django's own security middleware does not set. Only the site's own files may be kept by anybody."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not (response.status_code in FOUND and request.path.startswith(settings.STATIC_URL)):
            response.headers["Cache-Control"] = "no-store, private"
        return response


class SessionLimitsMiddleware:
    """Ends a session that has been idle, has lasted too long, or whose account was changed."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            ended = sessions.why_ended(request, request.user)
            if ended is None:
                sessions.note_seen(request)
            else:
                sessions.end(request)
                messages.info(request, ended)
        response = self.get_response(request)
        devices.remember(request, response)
        return response


class SignInMiddleware(LoginRequiredMiddleware):
    """Sends whoever has not signed in to do so, from every page that the matrix does not open to anyone."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if request.user.is_authenticated:
            return None
        declared = declared_by(view_func)
        if declared is not None and decide(None, declared.action(request.method)).allowed:
            return None
        response = self.handle_no_permission(request, view_func)
        if request.headers.get("HX-Request") == "true":  # a fragment must not be filled with the sign-in page
            return HttpResponse(status=204, headers={"HX-Redirect": response.headers["Location"]})
        # It ended while they wrote; another tab that was told so first may have taken the session's cookie.
        here = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} & request.COOKIES.keys()
        if here and (typed := what_was_typed(request)):
            context = {"typed": typed, "sign_in": response.headers["Location"]}
            return render(request, "accounts/signed_out.html", context, status=HTTPStatus.FORBIDDEN)
        return response


class PolicyMiddleware:
    """Opens the authority's scope, names the actor, and lets a page answer only as its policy says."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = actor_for(request.user) if request.user.is_authenticated else None
        request.actor = actor
        with scope(authority=actor.authority) if actor else nullcontext():
            response = self.get_response(request)
        if actor and response.streaming:
            response.streaming_content = _in_scope(actor.authority, response.streaming_content)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuse before the view runs, and so outside its transaction."""
        if request.method not in VERBS:  # some views of libraries would take another one for a form that was sent
            return HttpResponseNotAllowed(VERBS)
        if led := second_step.stops_before(request, view):
            return led
        declared = declared_by(view)
        if declared is None:
            decision = Decision("undeclared", (), "This page does not say who may see it.")
        else:
            decision = decide(request.actor, declared.action(request.method))
        if decision.allowed:
            request.decision = decision
            return second_step.asks_again(request, decision.action)
        if request.actor is None:
            decision = Decision(decision.action, (), NO_ROLE)
        self._log(request, decision, kwargs.values())
        if kwargs:
            # The address names a record. Whoever may not see such records learns nothing of this one.
            raise Http404
        raise Denied(decision)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Log what a view refused. Its transaction is undone by now, so the row stays."""
        if isinstance(exception, SentBefore):
            return exception.answer(request)
        if isinstance(exception, NotKnown):
            self._log(request, exception.decision, [exception.subject])
        elif isinstance(exception, Denied):
            self._log(request, exception.decision, ())
        return None

    def _log(self, request: HttpRequest, decision: Decision, values: Iterable[object]) -> None:
        if not request.user.is_authenticated:
            return
        match = request.resolver_match
        log_denied(
            actor=request.actor,
            user=request.user,
            action=decision.action,
            subjects=[value for value in values if isinstance(value, UUID)],
            detail={"page": match.view_name if match else "", "wrote": request.method not in SAFE_METHODS},
        )


def _in_scope(authority: Authority, content: Iterable[bytes]) -> Iterator[bytes]:
    """Give out a streamed answer inside the authority's scope, which the request itself has left by then."""
    with scope(authority=authority):
        yield from content
