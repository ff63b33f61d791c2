"""Who has looked at a case."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keywork.web.accounts.policy import Decision, NotKnown, policy
from keywork.web.accounts.queries import names
from keywork.web.casework import looked as looks
from keywork.web.casework.views.asking import asked
from keywork.web.casework.views.cases import frame, opened
from keywork.web.kernel.reading import reads_in_one_look

AT_ONCE = 300


@reads_in_one_look
@policy("case.looked")
@require_safe
def looked(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show who has looked at the record of a child, day by day."""
    found = opened(request, case_id, "case.looked")
    standing = found.parts.standing
    if not found.parts.looked:
        raise NotKnown(Decision("case.looked", (), "The matrix does not open who has looked to them."), case_id)
    listing = Paginator(looks.entries(standing), AT_ONCE).get_page(request.GET.get("page"))
    rows = list(listing.object_list)
    family = looks.is_family(found.actor)
    called = {} if family else names(found.actor, {row.actor for row in rows})
    context = {
        "days": looks.shown(found.actor, found.card, rows, called),
        "listing": listing,
        "whose": looks.whose(standing),
    }
    return render(request, "casework/looked.html", frame(request, found, asked(request), "looked") | context)
