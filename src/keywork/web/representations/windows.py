"""Whose fifteen days run on a draft: each has theirs from the day it was served on them, whoever else had it when.

Source: SEND Regulations 2014 regulation 13(1)(a): at least 15 days, beginning with the day on which it was served.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from keywork.core.events import in_force
from keywork.core.history import POSTED
from keywork.core.loading import load_register
from keywork.core.rights import Decision, Party
from keywork.web.documents.models.letters import Dispatch, Enclosure
from keywork.web.documents.services.dispatching import BY
from keywork.web.kernel import clock
from keywork.web.ledger.queries import now, stream
from keywork.web.people.models import CaseCard
from keywork.web.people.rights import Rights, Speaker, makes, rights_of
from keywork.web.representations.models import Representation
from keywork.web.representations.queries import DRAFT_PLAN, speakers
from keywork.web.representations.standing import DAYS, Draft, draft_of
from keywork.web.ui.jinja import short_day

RECEIVED = "draft-representations-received"
# What is only asked for is no answer to the draft, and ends nobody's days.
ASKED_ONLY = frozenset({"meeting", "budget"})
Served = Mapping[object, tuple[date, date]]


@dataclass(frozen=True, slots=True)
class Days:
    """The fifteen days of one person who holds the right to answer.

    Args:
        whose: what they are to the child, in words: never a name.
        speaker: who they are.
        served_on: the day it went to them, or that the record has.
        until: the last of their days.
        answered: they have answered, or said that they have nothing to add.
    """

    whose: str
    speaker: Speaker
    served_on: date
    until: date
    answered: bool

    def run_on(self, day: date) -> bool:
        """Say whether their days still run on a day."""
        return not self.answered and day <= self.until


def days_of(card: CaseCard, draft: Draft | None = None) -> list[Days]:
    """Return the fifteen days of each who holds the right and was served.

    A letter says on whom the draft was served and when. Where none went from here the record has one day for all.

    Args:
        card: of the case.
        draft: as it was served last, where it has been looked up already.
    """
    draft = draft or draft_of(card)
    if draft is None:
        return []
    rights = rights_of(card.person, clock.today())
    holders = _holders(card, rights)
    served = _served(card)
    if not served:
        served = {_key(one): (draft.served_on, draft.until) for one in holders}
    answers = _answers(card)
    only = len(holders) == 1 and _came(card, draft)
    words = _in_words(holders)
    found = []
    for one in holders:
        if (dates := served.get(_key(one))) is not None:
            said = [answer for answer in answers if _is_of(answer, one) and answer.said_on >= dates[0]]
            found.append(Days(words[_key(one)], one, *dates, answered=bool(said) or only))
    return found


def running(card: CaseCard, draft: Draft | None = None) -> list[Days]:
    """Return the days that run today and that nobody has ended by an answer."""
    return [one for one in days_of(card, draft) if one.run_on(clock.today())]


def last_day(card: CaseCard) -> date | None:
    """Return the last day on which an answer to the draft may still come; None where none is waited for.

    Where the record knows nobody who holds the right, the days of the draft itself count until an answer came.
    """
    draft = draft_of(card)
    if draft is None:
        return None
    days = days_of(card, draft)
    open_days = [one.until for one in days if one.run_on(clock.today())]
    if not days and draft.until >= clock.today() and not _came(card, draft):
        return draft.until
    return max(open_days, default=None)


def why_not_yet(card: CaseCard, days: list[Days] | None = None) -> str:
    """Say why a final plan cannot be agreed or go yet; nothing where it can.

    Args:
        card: of the case.
        days: of each who holds the right, where they have been looked up already.
    """
    found = running(card) if days is None else [one for one in days if one.run_on(clock.today())]
    if not found:
        return ""
    said = "; ".join(f"{one.whose}, until {short_day(one.until)}" for one in found)
    return (
        f"The 15 days to answer the draft still run: {said}. A final plan can follow once they are over, or once each "
        "of them has answered or said that they have nothing to add."
    )


def of_speaker(card: CaseCard, speaker: Speaker, draft: Draft) -> Draft:
    """Return a draft with the days of somebody in particular, where it was served on them by a letter from here."""
    dates = _served(card).get(_key(speaker))
    return replace(draft, served_on=dates[0], until=dates[1]) if dates else draft


def times_served(card: CaseCard) -> set[tuple[date, date]]:
    """Return the different days on which letters from here served the draft, each with the last of the fifteen days."""
    return set(_served(card).values())


def _holders(card: CaseCard, rights: Rights) -> list[Speaker]:
    """Return who holds the right to answer: the young person, whoever represents them, or each responsible parent."""
    found = [one for one in speakers(card).values() if makes(rights, Decision.DRAFT, one)]
    chosen = rights.holder_of(Decision.DRAFT).party is Party.REPRESENTATIVE
    return [one for one in found if one.member is None or one.member.responsible or chosen]


def _key(one: Speaker) -> object:
    return one.member.pk if one.member else one.represents or None


def _served(card: CaseCard) -> Served:
    """Return by whom it went to the day each had the draft last changed, and the last of their days.

    The same paper sent once more begins nothing anew; a draft that was changed and sent again does.
    """
    gone = Dispatch.objects.filter(
        release__letter__case=card.case_id, release__letter__kind=DRAFT_PLAN, sent_on__isnull=False, user=None
    ).exclude(state=Dispatch.State.RECALLED)
    copies = list(gone.order_by("sent_on", "pk"))
    enclosed = Enclosure.objects.filter(release__in={one.release_id for one in copies})
    papers = dict(enclosed.order_by("pk").values_list("release", "version"))
    first: dict[tuple[object, object], Dispatch] = {}
    for one in copies:
        first.setdefault((one.member_id, papers.get(one.release_id)), one)
    found: dict[object, tuple[date, date]] = {}
    for (member, _), one in first.items():  # in the order in which they went, so that the last counts
        found[member] = (one.sent_on, _delivered(one) + timedelta(days=DAYS - 1))
    return found


def _delivered(copy: Dispatch) -> date:
    posted = BY[Dispatch.Way(copy.way)] == POSTED
    on: date = copy.sent_on
    return load_register().calendars["EW"].after(on, 2) if posted else on


def _answers(card: CaseCard) -> list[Representation]:
    sent = Representation.objects.filter(case=card.case_id, state=Representation.State.SENT)
    return [one for one in sent.prefetch_related("points") if is_answer(one)]


def is_answer(one: Representation) -> bool:
    """Say whether what somebody sent answers the draft, rather than asking for a meeting or a budget alone."""
    return one.agrees or one.nothing or any(point.kind not in ASKED_ONLY for point in one.points.all())


def _is_of(answer: Representation, speaker: Speaker) -> bool:
    if speaker.member is not None:
        return answer.member_id == speaker.member.pk
    if answer.member_id is not None:
        return False
    if speaker.represents:
        return bool(answer.party == Party.REPRESENTATIVE)
    return answer.party not in (Party.REPRESENTATIVE, Party.PARENT)


def _came(card: CaseCard, draft: Draft) -> bool:
    """Say whether the record has an answer to the draft, whoever wrote it there."""
    entries = in_force(stream(card.case_id), as_of=clock.today(), known_at=max(now(card.authority_id), clock.now()))
    return any(one.event.kind == RECEIVED and one.on and one.on >= draft.served_on for one in entries)


def _in_words(holders: Iterable[Speaker]) -> dict[object, str]:
    """Return what each is to the child, told apart by a number where two are the same."""
    plain = {_key(one): _relation(one) for one in holders}
    many, seen = Counter(plain.values()), Counter[str]()
    found = {}
    for key, words in plain.items():
        seen[words] += 1
        found[key] = f"{words} ({seen[words]})" if many[words] > 1 else words
    return found


def _relation(one: Speaker) -> str:
    if one.member is not None:
        return str(one.member.get_relationship_display())
    return "Representative" if one.represents else "Young person"
