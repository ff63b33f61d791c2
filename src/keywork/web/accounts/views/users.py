"""The administrator's pages: accounts, roles and teams."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from keywork.web.accounts import consents, presenters, queries, searching, second_step, services
from keywork.web.accounts.forms import AnswerForm, ChangeUserForm, OrganisationForm, TeamForm, UserForm
from keywork.web.accounts.models import Membership, Role
from keywork.web.accounts.policy import actor_of, can, policy

PER_PAGE = 50
CHANGED = "The account is changed. The change holds from the person's next page."
ROLE_WAITS = " The new role waits until a second person agrees."
READ, MANAGE, AGREE = "users.read", "users.manage", consents.AGREE


@policy(READ, repeats=True)
@require_http_methods(["GET", "HEAD", "POST"])
def users(request: HttpRequest) -> HttpResponse:
    """List the authority's accounts."""
    if request.method == "POST":
        return searching.put_aside(request, "role")
    actor = actor_of(request)
    text, role = searching.text_of(request), request.GET.get("role", "")
    found = queries.memberships(actor, text=text, role=role if role in Role.values else "")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [presenters.member_row(one) for one in page.object_list]
    query = f"{urlencode({searching.TOKEN: request.GET.get(searching.TOKEN, ''), 'role': role})}&"
    context = {"listing": page, "rows": rows, "text": text, "role": role, "roles": Role.choices, "query": query}
    context["may_manage"] = can(actor, MANAGE)
    return render(request, "accounts/users.html", context)


@policy(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def add_user(request: HttpRequest) -> HttpResponse:
    """Make an account, and show the link by which the person sets their password."""
    actor = actor_of(request)
    form = UserForm(request.POST or None, teams=queries.teams(actor), organisations=queries.organisations(actor))
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            user = services.add_user(
                actor=actor,
                email=asked["email"],
                name=asked["name"],
                role=asked["role"],
                team=form.chosen_team(),
                organisation=form.chosen_organisation(),
            )
        except services.AccountFault as fault:
            form.add_error("organisation" if "work for" in str(fault) else "email", str(fault))
        else:
            if not user.is_machines:
                return _show_link(request, user.membership)
            messages.success(request, f"{user} is added. It is a machine’s account: nobody signs in with it.")
            return redirect("accounts:users")
    return render(request, "accounts/add_user.html", {"form": form}, status=_status(form))


@policy(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def change_user(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Change a person's name, role or team, or close their account."""
    actor = actor_of(request)
    membership = queries.member(actor, user_id)
    form = ChangeUserForm(
        request.POST or None,
        teams=queries.teams(actor),
        organisations=queries.organisations(actor),
        initial=presenters.member_initial(membership),
        is_machines=membership.user.is_machines,
    )
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            services.change_user(
                actor=actor,
                user=membership.user,
                name=asked["name"],
                role=asked["role"],
                team=form.chosen_team(),
                organisation=form.chosen_organisation(),
                is_active=asked["is_active"],
            )
        except services.AccountFault as fault:
            form.add_error(None, str(fault))
        else:
            waits = asked["role"] != queries.member(actor, user_id).role
            messages.success(request, CHANGED + (ROLE_WAITS if waits else ""))
            return redirect("accounts:users")
    context = {"form": form, "member": presenters.member_row(membership), "is_self": user_id == actor.user_id}
    return render(request, "accounts/change_user.html", context, status=_status(form))


@policy(MANAGE)
@require_POST
def password_link(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Make a new link for a person to set their password, and show it once."""
    return _show_link(request, queries.member(actor_of(request), user_id))


def _show_link(request: HttpRequest, membership: Membership) -> HttpResponse:
    try:
        address = services.password_link(actor=actor_of(request), user=membership.user)
    except services.AccountFault as fault:
        messages.error(request, str(fault))
        return redirect("accounts:change-user", membership.user_id)
    context = {
        "link": request.build_absolute_uri(address),
        "member": presenters.member_row(membership),
        "needs_code": not second_step.has_one(membership.user),
    }
    return render(request, "accounts/password_link.html", context)


@policy(MANAGE)
@require_POST
def remove_second_step(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Ask that a person's second step of signing in be taken away, when they have lost it."""
    actor = actor_of(request)
    membership = queries.member(actor, user_id)
    try:
        services.remove_second_step(actor=actor, user=membership.user)
    except services.AccountFault as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, "A manager or another administrator must agree. It waits under Confirm accounts.")
    return redirect("accounts:change-user", user_id)


@policy(MANAGE)
@require_POST
def end_sessions(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """End every session of a person."""
    actor = actor_of(request)
    membership = queries.member(actor, user_id)
    try:
        services.end_persons_sessions(actor=actor, user=membership.user)
    except services.AccountFault as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, "Their sessions are ended. They can sign in again.")
    return redirect("accounts:change-user", user_id)


@policy(AGREE)
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: HttpRequest) -> HttpResponse:
    """List what waits for a second person, and take their answer."""
    actor = actor_of(request)
    if request.method == "POST":
        return _answered(request)
    rows = [presenters.consent_row(one, actor.user_id) for one in consents.waiting(actor)]
    return render(request, "accounts/waiting.html", {"rows": rows})


def _answered(request: HttpRequest) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose what you answer.")
        return redirect("accounts:waiting")
    agrees = form.cleaned_data["answer"] == "agree"
    try:
        found, code = consents.answer(actor=actor_of(request), consent_id=form.cleaned_data["consent"], agrees=agrees)
    except consents.NotAgreed as fault:
        messages.error(request, str(fault))
        return redirect("accounts:waiting")
    if code:
        return render(request, "accounts/code.html", {"name": str(found.about), "code": code})
    messages.success(request, "You agreed, and it is done." if agrees else "You refused. Nothing is changed.")
    return redirect("accounts:waiting")


@policy(READ, writes=MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def teams(request: HttpRequest) -> HttpResponse:
    """List the teams and add one."""
    actor = actor_of(request)
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_team(actor=actor, name=form.cleaned_data["name"])
        except services.AccountFault as fault:
            form.add_error("name", str(fault))
        else:
            messages.success(request, "The team is added.")
            return redirect("accounts:teams")
    return render(
        request,
        "accounts/teams.html",
        {"form": form, "teams": queries.teams(actor), "may_manage": can(actor, MANAGE)},
        status=_status(form),
    )


@policy(READ, writes=MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def organisations(request: HttpRequest) -> HttpResponse:
    """List whom people work for who are not the authority's own, and add one."""
    actor = actor_of(request)
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_organisation(actor=actor, **form.cleaned_data)
        except services.AccountFault as fault:
            form.add_error("urn" if "URN" in str(fault) else "name", str(fault))
        else:
            messages.success(request, "The organisation is added.")
            return redirect("accounts:organisations")
    context = {"form": form, "organisations": queries.organisations(actor), "may_manage": can(actor, MANAGE)}
    return render(request, "accounts/organisations.html", context, status=_status(form))


def _status(form: forms.Form) -> int:
    return 400 if form.is_bound and form.errors else 200
