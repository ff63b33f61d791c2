"""From a request of a return to the events it tells of, and nothing that it does not tell.

Most requests are history without a decision date, withdrawals have none, many outcomes have no
date: such events carry the last day on which they can have happened, and no date is made up.
:func:`key_of` names the fact of the return that an event carries, so that a later return can be compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from keywork.core.events import Event, NewEvent
from keywork.web.deadlines.decisions import is_given_here
from keywork.web.returns.staging import Row, StagedReturn

SOURCE = "sen2"
REQUESTED_BY = {
    "1": "parent-or-young-person",
    "2": "education-setting",
    "3": "health",
    "4": "social-care",
    "5": "other",
}
REVIEW_DECISIONS = {"A": "review-decided-amend", "C": "review-decided-cease", "M": "review-decided-no-change"}
REVIEW_OUTCOMES = {"A": "amend", "C": "cease", "M": "maintain"}
DISPUTES = (
    ("request", "requests", "requestmediation", "requesttribunal"),
    ("assessment", "assessment", "assessmentmediation", "assessmenttribunal"),
    ("other", "assessment", "othermediation", "othertribunal"),
)
DAY = timedelta(days=1)
LONGEST = 200


class Chain:
    """One request of a return with all that hangs on it.

    Args:
        staged: the return.
        request: its request row.
        today: no event may lie after it.
    """

    def __init__(self, staged: StagedReturn, request: Row, today: date) -> None:
        self.staged, self.request = staged, request
        self.assessment = staged.child(request, "assessment")
        self.plan = staged.child(self.assessment, "namedplan") if self.assessment else None
        self.active = staged.child(request, "activeplans")
        self.last_day = min(staged.reference_date, today)
        self.today = today

    def events(self) -> dict[str, NewEvent]:
        """Return every event by the fact it carries, in the order in which they are to stand."""
        parts = (self._request(), self._outcome(), self._assessment(), self._plan(), self._active())
        found: dict[str, NewEvent] = {}
        for event in (event for part in parts for event in part):
            found.setdefault(key_of(event), event)
        return found

    def _event(self, kind: str, on: date | None, latest: date | None = None, **more: Any) -> Iterator[NewEvent]:
        """Yield an event on a day, or without one where the return has none that can be true."""
        thread = more.pop("thread", None)
        fields = {name: _kept(value) for name, value in more.items() if value not in (None, "")}
        if on is not None and on <= self.today:
            yield NewEvent(kind, on, thread=thread, fields=fields, source=SOURCE)
            return
        not_after = min(latest or self.last_day, self.last_day)
        yield NewEvent(kind, None, not_after, thread=thread, fields=fields, source=SOURCE)

    def _request(self) -> Iterator[NewEvent]:
        row = self.request
        yield from self._event("assessment-request-received", row.day("receiveddate"))
        source, custody = REQUESTED_BY.get(row.text("requestsource")), row.flag("rya")
        if source or custody is not None:
            yield from self._event("request-details-recorded", None,
                requested_by=source, in_youth_accommodation=custody,
            )  # fmt: skip
        for about, module, mediation, tribunal in DISPUTES:
            flagged = row if module == "requests" else self.assessment
            marks = (flagged.flag(mediation), flagged.flag(tribunal)) if flagged else (None, None)
            if any(marks):
                yield from self._event("dispute-flags-recorded", None,
                    about=about, mediation=bool(marks[0]), tribunal=bool(marks[1]),
                )  # fmt: skip

    def _outcome(self) -> Iterator[NewEvent]:
        row, outcome = self.request, self.request.text("requestoutcome").upper()
        decided = row.day("requestoutcomedate")
        if outcome == "Y":
            yield from self._event("decided-to-assess", decided)
        elif outcome == "N":
            yield from self._event("decided-not-to-assess", decided)
            if self.assessment is not None:
                yield from self._event("refusal-overturned-recorded", None, refusal="to-assess")
        elif outcome == "W":
            yield from self._event("assessment-request-withdrawn", None)
        elif outcome == "H":
            yield from self._event("decided-to-assess", None, self._before_the_year())
        if moved_to := row.text("exported"):
            yield from self._event("child-moved-out", None, to_authority=moved_to)

    def _before_the_year(self) -> date:
        """Return the last day on which a historic decision can have been made."""
        days = [self.staged.year_start - DAY]
        if started := self._started():
            days.append(started)
        received = self.request.day("receiveddate")
        last = min(days)
        return last if received is None or received <= last else self.last_day

    def _started(self) -> date | None:
        return self.plan.day("startdate") if self.plan else None

    def _assessment(self) -> Iterator[NewEvent]:
        row = self.assessment
        if row is None:
            return
        outcome, on = row.text("assessmentoutcome").upper(), row.day("assessmentoutcomedate")
        if outcome == "Y" and on:
            yield from self._event("final-plan-sent", on)
        elif outcome == "Y":
            yield from self._event("decided-to-issue-plan", None)
        elif outcome == "N":
            yield from self._event("decided-not-to-issue-plan", on)
            if self.plan is not None:
                yield from self._event("refusal-overturned-recorded", None, refusal="to-issue")
        elif outcome == "W":
            yield from self._event("assessment-request-withdrawn", None)
        elif outcome == "H" and self.plan is not None:
            yield from self._event("final-plan-sent", None, self._started())
        applies = row.flag("week20")
        if applies is not None:
            yield from self._event("week-20-flag-recorded", None, applies=applies)

    def _plan(self) -> Iterator[NewEvent]:
        row = self.plan
        if row is None:
            return
        yield from self._event("plan-first-made", row.day("startdate"))
        features = {
            "personal_budget": row.flag("pb"),
            "organised_arrangements": row.flag("oa"),
            "direct_payment": row.text("dp"),
            # Until 2023 the active plan said so.
            "residential": row.text("planres") or (self.active.text("res") if self.active else ""),
            "work_based": row.text("planwbp") or (self.active.text("wbp") if self.active else ""),
        }
        yield from self._event("plan-features-recorded", None, **features)
        details = sorted(self.staged.children(row, "plandetail"), key=_by_place)
        for thread, detail in _each_its_own(details, lambda detail: f"named/{detail.text('placementrank') or '1'}"):
            yield from self._event("setting-named-recorded", row.day("startdate"), thread=thread, **_place(detail))
        ceased = row.day("ceasedate")
        if ceased or row.text("ceasereason"):
            if ceased:
                yield from self._event("plan-ceased", ceased)
            yield from self._event("plan-end-recorded", None, reason=row.text("ceasereason"))

    def _active(self) -> Iterator[NewEvent]:
        row = self.active
        if row is None:
            return
        if moved_from := row.text("transferla"):
            yield from self._event("transfer-in-recorded", None, from_authority=moved_from)
        yield from self._reviews(row)
        due, final = row.day("phasetransferduedate"), row.day("phasetransferfinaldate")
        if due or final:
            yield from self._event("phase-transfer-recorded", None, due_on=due, final_on=final)
        needs = sorted(
            self.staged.children(row, "senneed"), key=lambda n: (n.text("sentyperank") or "9", n.text("sentype"))
        )
        for thread, need in _each_its_own(needs, lambda need: f"need/{need.text('sentyperank') or '1'}"):
            yield from self._event("need-recorded", None, thread=thread,
                need=need.text("sentype"), rank=need.text("sentyperank"),
            )  # fmt: skip
        placements = sorted(self.staged.children(row, "placementdetail"), key=_by_place)
        for thread, placement in _each_its_own(placements, _placed):
            yield from self._placement(placement, thread)

    def _reviews(self, row: Row) -> Iterator[NewEvent]:
        meeting, decided, outcome = row.day("reviewmeeting"), row.day("lastreview"), row.text("reviewoutcome")
        # A review is told again year after year until there is another: its month names it, whatever return tells it.
        known = meeting or decided
        thread = f"review/{known:%Y-%m}" if known else f"review/{self.staged.collection_year}"
        if meeting:
            yield from self._event("review-meeting-held", meeting, thread=thread)
        if decided:
            kind = REVIEW_DECISIONS.get(outcome, "plan-reviewed")
            yield from self._event(kind, decided, thread=thread)
        elif outcome in REVIEW_OUTCOMES:
            yield from self._event("review-outcome-recorded", None, thread=thread,
                outcome=REVIEW_OUTCOMES[outcome],
            )  # fmt: skip
        if draft := row.day("reviewdraft"):
            yield from self._event("amendment-notice-sent", draft, thread=thread)

    def _placement(self, row: Row, thread: str) -> Iterator[NewEvent]:
        entered = row.day("entrydate")
        fields = {**_place(row), "residential": row.text("res"), "work_based": row.text("wbp"),
                  "attendance": row.text("attendancepattern")}  # fmt: skip
        yield from self._event("placement-recorded", entered, thread=thread, **fields)
        if left := row.day("leavingdate"):
            yield from self._event("placement-ended", left, thread=thread)


def _by_place(row: Row) -> tuple[str, ...]:
    """Order places by what they are, so that the order of a file changes nothing."""
    names = ("placementrank", "urn", "ukprn", "sensetting", "entrydate", "leavingdate", "res", "wbp")
    return tuple(row.raw.get(name, "") or "~" for name in names)


def _placed(row: Row) -> str:
    entered = row.day("entrydate")
    where = row.text("urn") or row.text("ukprn") or row.text("sensetting") or "unknown"
    return f"placement/{where[:20]}/{entered.isoformat() if entered else 'undated'}"


def _each_its_own(rows: Iterable[Row], thread_of: Callable[[Row], str]) -> Iterator[tuple[str, Row]]:
    """Give each row a thread; rows that would share one are numbered."""
    used: Counter[str] = Counter()
    for row in rows:
        thread = thread_of(row)
        used[thread] += 1
        yield (thread if used[thread] == 1 else f"{thread}-{used[thread]}"), row


def _kept(value: object) -> object:
    """Return a value short enough for a record; a code is never this long."""
    return value[:LONGEST] if isinstance(value, str) else value


GROUPS = {
    "decided-to-assess": "decision",
    "decided-not-to-assess": "decision",
    "review-decided-amend": "review-decision",
    "review-decided-cease": "review-decision",
    "review-decided-no-change": "review-decision",
    "plan-reviewed": "review-decision",
}
TELLING_FIELDS = ("about", "refusal")


def told_thread(event: NewEvent | Event) -> str | None:
    """Return the thread that a return gave an event; the name of a decision is given where it is recorded."""
    return None if is_given_here(event.thread) else event.thread or None


def key_of(event: NewEvent | Event) -> str:
    """Name the fact of a return that an event carries; kinds that exclude each other share a name."""
    parts = [GROUPS.get(event.kind, event.kind), told_thread(event) or ""]
    parts += [str(event.fields[name]) for name in TELLING_FIELDS if name in event.fields]
    return "|".join(parts)


def _place(row: Row) -> dict[str, Any]:
    return {
        "urn": row.text("urn"),
        "ukprn": row.text("ukprn"),
        "setting_type": row.text("sensetting"),
        "setting_other": row.text("sensettingother"),
        "rank": row.text("placementrank"),
        "sen_unit": row.flag("senunitindicator"),
        "resourced_provision": row.flag("resourcedprovisionindicator"),
    }
