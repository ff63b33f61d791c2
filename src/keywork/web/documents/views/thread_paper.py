"""A thread of messages as a PDF: what its reader may read of it, as evidence."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.documents.letter_print import Kept, ThreadPaper, thread_pdf
from keywork.web.documents.views.letter_shared import file_answer
from keywork.web.kernel import clock
from keywork.web.messages import threads, threads_shown, whose
from keywork.web.messages.models import Thread
from keywork.web.messages.presenters import name_of
from keywork.web.ui.jinja import moment, plural
from keywork.web.vaults import alerts
from keywork.web.vaults.models import Alert


@policy("thread.read")
@require_safe
def thread_paper(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Give a whole thread as a PDF, each message with who wrote it and when."""
    actor = actor_of(request)
    found, card = threads.opened(actor, thread_id)
    detail = {"did": "save"} | ({"alert": "restricted"} if card.restricted else {})
    log(actor=actor, action="thread.read", subjects=[card.case_id, card.person_id, found.pk], detail=detail)
    if card.restricted:
        alerts.tell_once(actor=actor, kind=Alert.Kind.RESTRICTED, case_id=card.case_id)
    is_own = Thread.objects.filter(whose.own(actor), pk=found.pk).exists()
    messages = threads_shown.messages(threads.written_in(found), own=is_own)
    paper = ThreadPaper(
        title=f"Messages of {request.user} with the council" if is_own else f"Messages with {threads.with_whom(found)}",
        whose=name_of(actor, card),
        sender=actor.authority.name,
        reference=card.case.reference,
        saved=f"{plural(len(messages), 'message')}. Saved by {request.user} on {moment(clock.now())}.",
        messages=[Kept(one.who, one.when, one.text.splitlines() or [""]) for one in messages],
    )
    return file_answer(thread_pdf(paper), f"messages-{card.case.reference}.pdf")
