"""The flags of a case: who may open it, who is kept from it, and what is kept from nearly everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keywork.web.accounts.policy import can, policy
from keywork.web.casework import flag_rows, queries
from keywork.web.casework.flag_forms import ConflictForm, IdentityForm, RestrictCaseForm, RestrictContactForm
from keywork.web.casework.views.asking import asked
from keywork.web.casework.views.cases import Opened, frame, opened
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.ledger.errors import Refused
from keywork.web.people import family
from keywork.web.people.policy import CASES
from keywork.web.vaults import identity, restricting
from keywork.web.vaults.identity import Former

BOTH = ["GET", "HEAD", "POST"]


@reads_in_one_look
@policy("flags.read")
@require_safe
def flags(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what keeps people from a case, and lead to where it is changed."""
    found = opened(request, case_id, "flags.read")
    context = flag_rows.flags_of(found.actor, found.card)
    return render(request, "casework/flags.html", frame(request, found, asked(request), "flags") | context)


@policy("case.restrict")
@require_http_methods(BOTH)
def restrict(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Restrict a case to people who are named, or name further people on it."""
    found = opened(request, case_id, "case.restrict")
    form = RestrictCaseForm(request.POST or None, staff=queries.may_be_named(found.actor))
    return _form(
        request, found, form, "Restrict this case", "Restrict the case",
        lambda: restricting.restrict(actor=found.actor, card=found.card, **form.cleaned_data),
        note="The case leaves every list. Whoever is not named does not find it, and every look at it is reported.",
    )  # fmt: skip


@policy("barrier.set")
@require_http_methods(BOTH)
def restrict_contact(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Keep somebody of the family from the child's records."""
    found = opened(request, case_id, "barrier.set")
    form = RestrictContactForm(request.POST or None, family=family.family_of(found.card.person_id))
    return _form(
        request, found, form, "Restrict contact", "Restrict contact",
        lambda: family.restrict_contact(actor=found.actor, card=found.card, **form.cleaned_data),
        note="They read nothing about the child and are sent nothing, also where they have parental responsibility.",
    )  # fmt: skip


@policy("barrier.set")
@require_http_methods(BOTH)
def declare_conflict(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Keep somebody who works here from the records of a child they are close to."""
    found = opened(request, case_id, "barrier.set")
    form = ConflictForm(request.POST or None, staff=queries.workers(found.actor))
    return _form(
        request, found, form, "Declare a conflict of interest", "Keep them from this child",
        lambda: family.declare_conflict(actor=found.actor, card=found.card, **form.cleaned_data),
    )  # fmt: skip


@policy("identity.keep")
@require_http_methods(BOTH)
def keep_identity(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Keep who an adopted child was before."""
    found = opened(request, case_id, "identity.keep")
    form = IdentityForm(request.POST or None)
    return _form(
        request, found, form, "Keep a former identity", "Keep it sealed",
        lambda: identity.keep_identity(actor=found.actor, card=found.card, former=Former(**form.cleaned_data)),
        note="It is sealed under a key of its own. What was kept before is replaced. No search and no return finds it.",
    )  # fmt: skip


@policy("barrier.set")
@require_POST
def lift_barrier(request: HttpRequest, case_id: UUID, barrier_id: UUID) -> HttpResponse:
    """Let somebody in again who was kept out."""
    found = opened(request, case_id, "barrier.set")
    return _done(
        request, found, lambda: family.lift(actor=found.actor, card=found.card, barrier_id=barrier_id), "It is lifted."
    )


@policy("case.restrict")
@require_POST
def unname(request: HttpRequest, case_id: UUID, user_id: UUID) -> HttpResponse:
    """Take somebody off a restricted case."""
    found = opened(request, case_id, "case.restrict")
    return _done(
        request, found, lambda: restricting.unname(actor=found.actor, card=found.card, user_id=user_id),
        "They are no longer named on the case.",
    )  # fmt: skip


@policy("case.restrict")
@require_POST
def unrestrict(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Let a case back into the lists."""
    found = opened(request, case_id, "case.restrict")
    return _done(
        request,
        found,
        lambda: restricting.lift(actor=found.actor, card=found.card),
        "The case is no longer restricted.",
    )


def _form(
    request: HttpRequest,
    found: Opened,
    form: forms.Form,
    title: str,
    button: str,
    do: Callable[[], object],
    note: str = "",
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            do()
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "It is done, and it holds from now on.")
            return _to_flags(found)
    context: dict[str, Any] = {"form": form, "title": title, "button": button, "note": note, "back": "casework:flags"}
    page = frame(request, found, asked(request), "") | context
    return render(request, "casework/case_form.html", page, status=400 if form.is_bound and form.errors else 200)


def _done(request: HttpRequest, found: Opened, do: Callable[[], object], words: str) -> HttpResponse:
    try:
        do()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, words)
    return _to_flags(found)


def _to_flags(found: Opened) -> HttpResponse:
    """Lead back to the flags, or to the start page where the case has just left the person's own reach."""
    card = type(found.card).objects.get(pk=found.card.pk)
    if can(found.actor, "flags.read") and CASES.can(found.actor, "flags.read", card):
        return redirect("casework:flags", case_id=card.case_id)
    return redirect("home")
