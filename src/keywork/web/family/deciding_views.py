"""Who decides: whose each decision is, and the young person's word on who of the family may see the record."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from keywork.web.accounts.policy import policy
from keywork.web.casework.views.asking import asked
from keywork.web.casework.views.cases import Opened, frame, opened
from keywork.web.family import presenters
from keywork.web.family.deciding import deciding as said
from keywork.web.family.deciding import says_who
from keywork.web.family.views import words_of
from keywork.web.kernel import clock
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.ledger.errors import Refused
from keywork.web.people import rights
from keywork.web.people.family import member_named

READ, CHOOSE = "case.where", "sharing.choose"
HOW = "They said so themselves, on their own page"
NOT_THEIRS = "Somebody else decides who may see the record. Ask your keyworker."


@reads_in_one_look
@policy(READ, writes=CHOOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def deciding(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show who decides what; take the young person's word on who of the family may see the record."""
    writes = request.method == "POST"
    found = opened(request, case_id, CHOOSE if writes else READ)
    if writes:
        try:
            messages.success(request, _chosen(request, found))
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("family:deciding", case_id=case_id)
    words = words_of(request)
    context = {
        "said": said(found.actor, found.card, words),
        "words": words,
        "ways": presenters.WAYS,
        "contact": presenters.contact(found.card, clock.today()),
    }
    return render(request, "family/deciding.html", frame(request, found, asked(request), "family:deciding") | context)


def _chosen(request: HttpRequest, found: Opened) -> str:
    """Keep what the young person said, and return what to tell them.

    Raises:
        Refused: it is not theirs to say, or what they chose is no longer as they saw it.
    """
    if not says_who(rights.rights_of(found.card.person, clock.today())):
        raise Refused(NOT_THEIRS)
    if agreement := _id(request.POST.get("stop", "")):
        rights.withdraw_agreement(actor=found.actor, card=found.card, agreement_id=agreement, action=CHOOSE)
        return "Stopped. From now on they cannot see your record, and letters do not go to them."
    member_id = _id(request.POST.get("let", ""))
    if member_id is None:
        raise Refused("Choose somebody of your family.")
    member = member_named(found.card.person, member_id)
    rights.record_agreement(
        actor=found.actor, card=found.card, member=member, given_on=clock.real_today(), how=HOW, action=CHOOSE
    )
    return f"{member.name} may see your record now. You can stop it on any day."


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
