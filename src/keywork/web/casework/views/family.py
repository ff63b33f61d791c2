"""A child's family and how they are reached."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keywork.web.accounts.policy import policy
from keywork.web.casework import queries
from keywork.web.casework.family_rows import FamilyView
from keywork.web.casework.flag_forms import HealthForm, MemberForm, PointForm
from keywork.web.casework.views.asking import asked
from keywork.web.casework.views.cases import Opened, frame, opened
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.ledger.errors import Refused
from keywork.web.people import family as families
from keywork.web.people.policy import CASES, check_may
from keywork.web.vaults import contacts, health
from keywork.web.vaults.models import CHILD, ContactPoint

BOTH = ["GET", "HEAD", "POST"]


@reads_in_one_look
@policy("family.read")
@require_safe
def family(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the family and how they are reached; what is hidden reads "Protected"."""
    found = opened(request, case_id, "family.read")
    view = FamilyView(found.parts.standing)
    may_change = CASES.can(found.actor, "family.change", found.card)
    context = {
        "rows": view.rows(),
        "past": view.past(),
        "may_change": may_change,
        "may_add": may_change and not view.own_only,
    }
    return render(request, "casework/family.html", frame(request, found, asked(request), "family") | context)


@policy("family.change")
@require_http_methods(BOTH)
def member(request: HttpRequest, case_id: UUID, member_id: UUID | None = None) -> HttpResponse:
    """Write down somebody of the family, or change what is written."""
    found = opened(request, case_id, "family.change")
    if FamilyView(found.parts.standing).own_only:
        return _not_theirs(request, case_id)
    try:
        known = families.member_named(found.card.person, member_id) if member_id else None
    except Refused as refused:
        return _back(request, case_id, str(refused))
    first = {name: getattr(known, name) for name in ("name", "relationship", "responsible", "user")} if known else {}
    accounts = queries.family_accounts(case_id)
    form = MemberForm(request.POST or None, initial=first, accounts=accounts, is_new=known is None)
    if request.method == "POST" and form.is_valid():
        said = {"user": None, **form.cleaned_data}
        if known is None:
            families.add_member(actor=found.actor, card=found.card, **said)
        else:
            families.change_member(actor=found.actor, card=found.card, member=known, **said)
        return _kept(request, case_id)
    title = "Change what is written of somebody" if known else "Add somebody of the family"
    return _form(request, found, form, title)


@policy("family.change")
@require_http_methods(BOTH)
def contact(request: HttpRequest, case_id: UUID, point_id: UUID | None = None) -> HttpResponse:
    """Write down how somebody is reached, as a new version that takes the place of the one before."""
    found = opened(request, case_id, "family.change")
    view = FamilyView(found.parts.standing)
    try:
        known = _known(view, found, point_id)
    except Refused as refused:
        return _back(request, case_id, str(refused))
    hidden = known is not None and known.hidden
    form = PointForm(
        request.POST or None, initial=_first(known), family=view.members, child=not view.own_only, was_hidden=hidden
    )
    if request.method == "POST" and form.is_valid():
        try:
            contacts.write_point(actor=found.actor, card=found.card, replaces=known, **form.said())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _kept(request, case_id)
    note = "This one is hidden. What you write takes its place and stays hidden." if hidden else ""
    title = "Change how somebody is reached" if known else "Add how somebody is reached"
    return _form(request, found, form, title, note=note)


def _known(view: FamilyView, found: Opened, point_id: UUID | None) -> ContactPoint | None:
    if point_id is None:
        return None
    known = contacts.point_named(found.card, point_id)
    if not view.is_shown(known):
        raise Refused("That is not yours to change.")
    return known


def _first(known: ContactPoint | None) -> dict[str, Any]:
    if known is None:
        return {}
    return {
        "kind": known.kind,
        "value": known.value,
        "whose": str(known.member_id) if known.member_id else CHILD,
        "reached": known.reached,
    }


@policy("family.change")
@require_POST
def end_contact(request: HttpRequest, case_id: UUID, point_id: UUID) -> HttpResponse:
    """Write that nobody is reached there any more."""
    found = opened(request, case_id, "family.change")
    try:
        known = _known(FamilyView(found.parts.standing), found, point_id)
        assert known is not None
        contacts.end_point(actor=found.actor, card=found.card, point=known)
    except Refused as refused:
        return _back(request, case_id, str(refused))
    return _kept(request, case_id)


@reads_in_one_look
@policy("health-of-others.read", writes="health-of-others.write")
@require_http_methods(BOTH)
def health_of_others(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what is kept about the health of others of the family, and keep a further paragraph."""
    writes = request.method == "POST"
    found = opened(request, case_id, "health-of-others.write" if writes else "health-of-others.read")
    check_may(found.actor, "c4", "C" if writes else "R", found.card)
    form = HealthForm(request.POST if writes else None)
    if writes and form.is_valid():
        health.write_paragraph(actor=found.actor, card=found.card, **form.cleaned_data)
        messages.success(request, "It is kept, sealed, and left out of every copy.")
        return redirect("casework:health-of-others", case_id=case_id)
    own = "own only" in found.parts.standing.limits("c4")
    rows = health.read(health.of_case(case_id, author_id=found.actor.user_id if own else None))
    may_write = CASES.can(found.actor, "health-of-others.write", found.card)
    context = {"rows": rows, "form": form if may_write else None}
    return render(request, "casework/health_of_others.html", frame(request, found, asked(request), "") | context)


def _form(request: HttpRequest, found: Opened, form: Any, title: str, note: str = "") -> HttpResponse:
    context = {"form": form, "title": title, "note": note, "back": "casework:family", "button": "Save"}
    status = 400 if form.is_bound and form.errors else 200
    page = frame(request, found, asked(request), "") | context
    return render(request, "casework/case_form.html", page, status=status)


def _kept(request: HttpRequest, case_id: UUID) -> HttpResponse:
    messages.success(request, "It is written down. What it said before is kept.")
    return redirect("casework:family", case_id=case_id)


def _back(request: HttpRequest, case_id: UUID, words: str) -> HttpResponse:
    messages.error(request, words)
    return redirect("casework:family", case_id=case_id)


def _not_theirs(request: HttpRequest, case_id: UUID) -> HttpResponse:
    return _back(request, case_id, "You can change how you are reached. Ask the keyworker to change anything else.")
