"""One's own account, and the link by which a new person sets their password."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST, require_safe

from keywork.web.accounts import consents, presenters, services, sessions
from keywork.web.accounts.forms import ChoosePasswordForm
from keywork.web.accounts.models import User
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.accounts.typed import what_was_typed, where_it_stood


@policy("account.manage")
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show who is signed in, with which role, where, and what they can change."""
    actor_of(request)
    rows = presenters.session_rows(sessions.open_sessions(request, request.user))
    return render(request, "accounts/account.html", {"account": presenters.own_account(request.user), "sessions": rows})


@policy("account.end-sessions")
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of this account, this one too."""
    services.sign_out_everywhere(actor=actor_of(request), user=request.user)
    sessions.end(request)
    return redirect("account_login")


@policy("account.end-sessions")
@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """End one session of this account in another browser, or all of them."""
    handle = request.POST.get("session", "")
    ended = services.end_sessions(request=request, actor=actor_of(request), user=request.user, handle=handle)
    if ended:
        messages.success(request, "The session is ended." if ended == 1 else f"{ended} sessions are ended.")
    else:
        messages.info(request, "That session had ended already.")
    return redirect("accounts:account")


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was sent without its secret: the page was open too long, or the form is not ours.

    What was typed is shown to whoever has a session here, which a form elsewhere does not come with.
    """
    is_here = settings.SESSION_COOKIE_NAME in request.COOKIES
    context = {"typed": what_was_typed(request) if is_here else [], "form_at": where_it_stood(request)}
    return render(request, "accounts/stale_form.html", context, status=403)


@policy("session.sign-in")
class SetPasswordView(PasswordResetConfirmView):
    """Set a password by the link an administrator handed over. The link works once, for seven days.

    Whoever holds it says whose it is, and where nothing but a password would protect the account gives the code that
    somebody else handed over.
    """

    template_name = "accounts/set_password.html"
    form_class = ChoosePasswordForm
    success_url = reverse_lazy("account_login")
    token_generator = services.LINKS

    def get_user(self, uidb64: str) -> User | None:
        """Return whose link it is; a closed account's link opens nothing."""
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    def get_form_kwargs(self) -> dict[str, Any]:
        secret = self.request.session.get(INTERNAL_RESET_SESSION_TOKEN, "")
        return {**super().get_form_kwargs(), "consent": consents.of_link(secret)}

    def form_valid(self, form: ChoosePasswordForm) -> HttpResponse:
        response = super().form_valid(form)
        services.note_password_set(user=form.user)
        messages.success(self.request, "Your password is set. Sign in with it.")
        return response
