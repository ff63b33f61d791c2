"""Who holds the rights of a case, and writing down what was decided about capacity or agreed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from keywork.core.rights import WORDS, Decision, Party
from keywork.web.accounts.policy import policy
from keywork.web.casework.rights_forms import AgreementForm, CapacityForm
from keywork.web.casework.views.asking import asked
from keywork.web.casework.views.cases import Opened, frame, opened
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.people import rights as people_rights
from keywork.web.people.family import family_of
from keywork.web.ui.jinja import short_day

PARTIES = {
    Party.PARENT: "The parent",
    Party.YOUNG_PERSON: "The young person",
    Party.REPRESENTATIVE: "Their representative",
    Party.NOT_KNOWN: "Not known",
}


@policy("rights.record")
@require_http_methods(["GET", "HEAD", "POST"])
def rights(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show who holds which right today; take what was decided about capacity, or an agreement."""
    found = opened(request, case_id, "rights.record")
    family = list(family_of(found.card.person_id))
    sent = request.POST if request.method == "POST" else None
    capacity = CapacityForm(sent if sent and "capacity" in sent else None, family=family)
    agreement = AgreementForm(sent if sent and "agreement" in sent else None, family=family)
    if capacity.is_bound and capacity.is_valid() and _kept(request, capacity, _capacity, found, family):
        return redirect("casework:rights", case_id=case_id)
    if agreement.is_bound and agreement.is_valid() and _kept(request, agreement, _agreement, found, family):
        return redirect("casework:rights", case_id=case_id)
    its = people_rights.rights_of(found.card.person, clock.today())
    context = _shown(its) | {"capacity": capacity, "agreement": agreement, "family": family}
    context["form"] = agreement if agreement.is_bound else capacity
    status = 400 if context["form"].is_bound else 200
    page = frame(request, found, asked(request), "rights") | context
    return render(request, "casework/rights.html", page, status=status)


def _shown(its: people_rights.Rights) -> dict[str, Any]:
    return {
        "passes": short_day(its.passes) if its.passes else "",
        "has_passed": its.has_passed,
        "holders": [(WORDS[one], PARTIES[holder.party], holder.because) for one, holder in its.holders],
        "decided": [
            (WORDS[Decision(one.decision)], "Cannot" if one.lacks else "Can", one, short_day(one.decided_on))
            for one in its.decided
        ],
        "agreements": [
            (one, short_day(one.given_on), short_day(one.withdrawn_on) if one.withdrawn_on else "")
            for one in its.agreements
        ],
    }


def _kept(request: HttpRequest, form: Any, keep: Any, found: Opened, family: list[Any]) -> bool:
    member = next((one for one in family if str(one.pk) == form.cleaned_data["member"]), None)
    try:
        keep(found, form.cleaned_data, member)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, "It was written down.")
    return True


def _capacity(found: Opened, said: dict[str, Any], member: Any) -> None:
    people_rights.record_capacity(
        actor=found.actor, card=found.card, decision=said["decision"], lacks=said["lacks"] == "yes",
        decided_on=said["decided_on"], until=said["until"], decided_by=said["decided_by"], reason=said["reason"],
        representative=said["representative"], representative_member=member,
    )  # fmt: skip


def _agreement(found: Opened, said: dict[str, Any], member: Any) -> None:
    people_rights.record_agreement(
        actor=found.actor, card=found.card, member=member, given_on=said["given_on"], how=said["how"]
    )


@policy("rights.record")
@require_POST
def withdraw(request: HttpRequest, case_id: UUID, agreement_id: UUID) -> HttpResponse:
    """Write down that an agreement was withdrawn."""
    found = opened(request, case_id, "rights.record")
    try:
        people_rights.withdraw_agreement(actor=found.actor, card=found.card, agreement_id=agreement_id)
        messages.success(request, "The agreement no longer stands.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("casework:rights", case_id=case_id)
