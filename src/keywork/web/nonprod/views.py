"""Signing in as one of the demo's people, by choosing them."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from keywork.web.accounts.policy import policy
from keywork.web.accounts.services import AccountFault, sign_in_as
from keywork.web.nonprod import personas


@policy("session.sign-in")
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Show the demo's people, and sign in as the one chosen."""
    if not settings.CONFIG.demo:
        raise Http404
    then = request.POST.get("next") or request.GET.get("next") or ""
    fault = ""
    if request.method == "POST":
        user = personas.chosen(request.POST.get("person", ""))
        try:
            if user is not None:
                sign_in_as(request, user)
                return redirect(then if _ours(request, then) else settings.LOGIN_REDIRECT_URL)
            fault = "Choose one of the people below."
        except AccountFault as refused:
            fault = str(refused)
    context = {"groups": personas.groups(), "next": then, "fault": fault}
    return render(request, "nonprod/people.html", context)


def _ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
