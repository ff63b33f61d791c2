"""The demo's own pages: who to be, which stories there are, and which day to take for today."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import actor_of, can, policy
from keywork.web.accounts.services import AccountFault, sign_in_as
from keywork.web.kernel import clock
from keywork.web.nonprod import components as gallery
from keywork.web.nonprod import personas, queries, travelling
from keywork.web.nonprod.forms import OtherDayForm
from keywork.web.nonprod.stories import lessons


@policy("session.sign-in", repeats=True)
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Show the demo's people, and sign in as the one chosen."""
    _only_in_the_demo()
    then = request.POST.get("next") or request.GET.get("next") or ""
    fault = ""
    if request.method == "POST":
        user = personas.chosen(request.POST.get("person", ""))
        try:
            if user is not None:
                day = travelling.taken(request.session)
                sign_in_as(request, user)
                travelling.take(request.session, day)
                return redirect(then if _ours(request, then) else settings.LOGIN_REDIRECT_URL)
            fault = "Choose one of the people below."
        except AccountFault as refused:
            fault = str(refused)
    context = {"groups": personas.groups(), "next": then, "fault": fault, "lessons": lessons(clock.real_today())}
    return render(request, "nonprod/people.html", context)


@policy("home.open")
@require_safe
def told(request: HttpRequest) -> HttpResponse:
    """Tell the life stories, with the cases for those who may open them."""
    _only_in_the_demo()
    actor = actor_of(request)
    context = {"lessons": lessons(clock.real_today()), "cases": queries.cases_of_stories(actor)}
    context |= {"opens_cases": can(actor, "case.open"), "role": Role(actor.role).label.lower()}
    return render(request, "nonprod/stories.html", context)


@policy("home.open", repeats=True)
@require_http_methods(["GET", "HEAD", "POST"])
def today(request: HttpRequest) -> HttpResponse:
    """Take another day for today, or go back to the real one."""
    _only_in_the_demo()
    form = OtherDayForm(request.POST if request.method == "POST" and "back" not in request.POST else None)
    if request.method == "POST":
        if "back" in request.POST:
            travelling.take(request.session, None)
            messages.success(request, "Today is today again.")
            return redirect("home")
        if form.is_valid():
            travelling.take(request.session, form.cleaned_data["day"])
            return redirect("home")
    context = {"form": form, "jumps": travelling.jumps(), "real_today": clock.real_today()}
    return render(request, "nonprod/today.html", context)


@transaction.non_atomic_requests
@policy("site.read")
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show every component of the pages in each of its states."""
    _only_in_the_demo()
    page = Paginator(gallery.PAGES, 1).get_page(request.GET.get("page"))
    current = page.object_list[0]
    context = {"title": gallery.TITLES[current], "current": current, "paging": page}
    return render(request, "nonprod/components.html", context | gallery.shown(current))


def _only_in_the_demo() -> None:
    if not settings.CONFIG.demo:
        raise Http404


def _ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
