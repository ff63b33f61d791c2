"""What the pages of threads show, in finished words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role
from keywork.web.messages import threads as queries
from keywork.web.messages.models import Needs, Thread, Written
from keywork.web.messages.presenters import name_of
from keywork.web.people.family import family_of
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import moment, plural, short_day


@dataclass(frozen=True, slots=True)
class Row:
    """A thread in a list."""

    href: str
    with_whom: str
    latest: str
    unread: str
    about_plan: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as it is read."""

    who: str
    when: str
    text: str
    is_mine: bool


def title_of(actor: Actor, card: CaseCard) -> str:
    """Return whose messages they are."""
    return f"Messages: {name_of(actor, card)}"


def frame(actor: Actor, card: CaseCard) -> dict[str, Any]:
    """Return what every page of messages shows: whose case it is, and who answers."""
    return {"case_id": card.case_id, "whose": name_of(actor, card), "answers": queries.who_answers(card)}


def rows(found: Iterable[Thread]) -> list[Row]:
    """Return threads as a list shows them."""
    made = []
    for one in found:
        unread = getattr(one, "unread", 0)
        made.append(
            Row(
                address("messages:thread", thread_id=one.pk), queries.with_whom(one),
                f"{plural(getattr(one, 'all', 0), 'message')}, the last on {moment(one.latest_at)}",
                f"{unread} new" if unread else "", one.plan,
            )
        )  # fmt: skip
    return made


def messages(found: Iterable[Written], *, own: bool) -> list[Shown]:
    """Return the messages of a thread as they are read; ``own`` where the reader is whom it is with."""
    return [Shown(_who(one), _when(one), one.text, one.from_them is own) for one in found]


def _who(one: Written) -> str:
    if one.how == Written.How.HERE:
        return one.by_name
    told = "Told to the council" if one.from_them else "Told by the council"
    return f"{told} {one.get_how_display().lower()}, written down by {one.by_name}"


def _when(one: Written) -> str:
    if one.how == Written.How.HERE:
        return moment(one.at)
    return f"On {short_day(one.on)}; written down on {moment(one.at)}"


def needs_words(found: Needs | None) -> str:
    """Return how somebody wants to be written and spoken to, as a sentence; empty where they were not asked."""
    if found is None:
        return ""
    formats = dict(Needs.Format.choices)
    said = [found.language, "with an interpreter" if found.interpreter else ""]
    said += [formats[one].lower() for one in found.formats if one in formats]
    words = ", ".join(part for part in said if part) or "Nothing special"
    return f"{words}. {found.more}".strip()


def needs_said(found: Needs | None) -> dict[str, Any]:
    """Return what was said before, for the form."""
    if found is None:
        return {}
    fields = ("language", "interpreter", "formats", "more")
    return {name: getattr(found, name) for name in fields}


def needs_line(card: CaseCard, thread: Thread) -> str:
    """Return how whom a thread is with wants to be written and spoken to."""
    if thread.organisation_id:
        return ""
    return needs_words(queries.needs_of(card, thread.member_id))


def needs_for(actor: Actor, card: CaseCard) -> list[tuple[str, str]]:
    """Return :func:`needs_rows` for whoever writes to a family or meets it; nothing for whoever does not."""
    works = actor.role not in (Role.PARENT, Role.YOUNG_PERSON) and CASES.can(actor, "needs.change", card)
    return needs_rows(card) if works else []


def needs_rows(card: CaseCard) -> list[tuple[str, str]]:
    """Return how each of a family and the child want to be written and spoken to."""
    people = [(one.name, one.pk) for one in family_of(card.person_id)]
    found = [(name, needs_words(queries.needs_of(card, pk))) for name, pk in people]
    found.append(("The child or young person", needs_words(queries.needs_of(card, None))))
    return [(name, words or "Not asked yet") for name, words in found]
