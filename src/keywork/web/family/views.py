"""Where is it? The page of a parent, a carer or a young person about their own case."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keywork.core.guidance import Words
from keywork.core.stages import Stage
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import policy
from keywork.web.casework.views.asking import asked
from keywork.web.casework.views.cases import Opened, frame, opened
from keywork.web.deadlines.queries import clocks_at
from keywork.web.family import deciding, presenters
from keywork.web.kernel.asat import AsAt
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.meetings.presenters import OfCase
from keywork.web.meetings.presenters import of_case as meetings_of
from keywork.web.people.policy import CASES
from keywork.web.representations.queries import own_sent

CHOSEN = "family-words"
TO_SAY, SAID = "Tell us what you think of the draft", "Read what you said of the draft, and our answers"
LINKS = (
    ("family:deciding", "See who decides what, and who may see it", "case.where"),
    ("documents:letters", "Read the letters sent to you", "letter.read"),
    ("casework:request", "Read what was asked for, and the views", "request.read"),
    ("messages:threads", "Write a message, or read yours", "thread.read"),
    ("documents:documents", "Read and add documents", "document.list"),
    ("messages:needs", "Say how you want to be written and spoken to", "needs.change"),
)


@reads_in_one_look
@policy("case.where")
@require_safe
def where(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show where a case is, who has it, what comes next and by when, what is late, and what the family can do."""
    found = opened(request, case_id, "case.where")
    day = asked(request)
    clocks = found.parts.shown_clocks(clocks_at(case_id, found.actor.authority, day.at))
    words = words_of(request)
    summary = getattr(found.card.case, "summary", None)
    answer = _answer(found, summary.stage if summary else "")
    links = (("representations:own", answer, "representation.make"), *LINKS) if answer else LINKS
    context = {
        "told": presenters.told(clocks, found.card, day.at),
        "guidance": presenters.guidance(
            summary.stage if summary else "", words, to_young_person=found.actor.role == Role.YOUNG_PERSON
        ),
        "contact": presenters.contact(found.card, day.at.as_of),
        "meetings": _meetings(found, day.at),
        "acts": deciding.in_short(found.actor, found.card),
        "words": words,
        "ways": presenters.WAYS,
        "links": [(name, text) for name, text, action in links if CASES.can(found.actor, action, found.card)],
    }
    return render(request, "family/where.html", frame(request, found, day, "family:where") | context)


def _meetings(found: Opened, at: AsAt) -> OfCase | None:
    """Return the meetings of a case; nothing on another day, or where there is none."""
    if not at.is_now or not CASES.can(found.actor, "meeting.read", found.card):
        return None
    meetings = meetings_of(found.actor, found.card)
    return None if meetings.is_empty else meetings


def _answer(found: Opened, stage: str) -> str:
    """Return what leads to the answer to the draft: while it can be given, and later where something was said."""
    if stage == Stage.DRAFT_SENT:
        return TO_SAY
    return SAID if stage == Stage.PLAN and own_sent(found.actor, found.card) else ""


def words_of(request: HttpRequest) -> Words:
    """Return how somebody wants it said: as they ask for now, or as they asked for last."""
    for said in (request.GET.get("words"), request.session.get(CHOSEN)):
        if said in set(Words):
            chosen = Words(said)
            if request.session.get(CHOSEN, Words.STANDARD) != chosen:
                request.session[CHOSEN] = chosen.value
            return chosen
    return Words.STANDARD
