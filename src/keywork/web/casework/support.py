"""What waits today for whoever logs, files and sends: counts alone, and where each is done."""

from __future__ import annotations

from dataclasses import dataclass

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import can
from keywork.web.assessments import queries as requests
from keywork.web.casework.mycases import MEETINGS_DUE, count_of_cards
from keywork.web.documents import letter_queries as letters
from keywork.web.documents.models import Dispatch
from keywork.web.kernel import clock
from keywork.web.messages.services import settling
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import moment, plural


@dataclass(frozen=True, slots=True)
class Task:
    """One kind of work: how much waits, what it is, and where it is done."""

    count: int
    title: str
    say: str
    href: str


def today(actor: Actor) -> list[Task]:
    """Return what waits for somebody of business support, each kind with its count."""
    return [*_post(actor), _undelivered(actor), _requests(actor), _meetings(actor)]


def _post(actor: Actor) -> list[Task]:
    waiting, href = letters.queue(actor), address("documents:letter-queue")
    to_print = [one for one in waiting if one.state == Dispatch.State.QUEUED]
    printed = len(waiting) - len(to_print)
    since = f"The oldest was released on {moment(to_print[0].release.asked_at)}." if to_print else ""
    return [
        Task(len(to_print), f"{plural(len(to_print), 'letter')} to print", since, href),
        Task(printed, f"{plural(printed, 'letter')} to post", "Say on which day each was posted.", href),
    ]


def _undelivered(actor: Actor) -> Task:
    count = settling.undelivered(actor).count() if can(actor, settling.SEE) else 0
    say = "Send them again to the address in use now, or say that you have seen to them."
    return Task(
        count, f"{plural(count, 'e-mail')} with a letter that did not arrive", say, address("messages:undelivered")
    )


def _requests(actor: Actor) -> Task:
    count = requests.to_look_at(actor).count()
    title = f"{plural(count, 'request')} to look at that came on paper, by e-mail or by hand"
    return Task(count, title, "See whether more is asked for.", address("assessments:queue"))


def _meetings(actor: Actor) -> Task:
    """Return the review meetings whose last day comes next; their papers are sent two weeks before."""
    count = count_of_cards(actor, clock.today(), meetings=True)
    title = f"{plural(count, 'review meeting')} due in the next three weeks"
    return Task(
        count, title, "Their papers are sent two weeks before.", f"{address('casework:cases')}?due={MEETINGS_DUE}"
    )
