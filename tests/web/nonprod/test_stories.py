"""Every life story teaches what it says: its clocks come out so on any day the demo is made, and on the days between."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from keywork.core.clocks import clock_of
from keywork.core.events import Event, NewEvent
from keywork.core.loading import load_register
from keywork.core.states import State
from keywork.web.ledger.models import Case
from keywork.web.nonprod.area import Area
from keywork.web.nonprod.population import Maker
from keywork.web.nonprod.stories import STORIES, Story, lessons, stories

TODAY = date(2026, 11, 24)
DAYS = [TODAY, date(2028, 2, 29), date(2027, 1, 1), date(2026, 8, 31), date(2026, 12, 28), date(2027, 4, 9)]

# Reference, duty, thread, and from day to day of the story where the clock stands and (with a number) on which day
# it is due. The last line of a story stands until the day the demo is made.
Told = tuple[int, State, int | None]
SCENARIOS: list[tuple[str, str, str | None, list[Told]]] = [
    ("STORY-LATE-ADVICE", "ehcp-final", None, [(100, State.RUNNING, 140), (141, State.OVERDUE, 140)]),
    ("STORY-LATE-ADVICE", "advice-provide", "advice/ep", [(77, State.RUNNING, 77), (78, State.OVERDUE, 77), (112, State.MET_LATE, 77)]),
    ("STORY-LATE-ADVICE", "advice-provide", "advice/school", [(56, State.MET, 77)]),
    ("STORY-LATE-ADVICE", "ehcna-decision", None, [(34, State.RUNNING, 42), (35, State.MET, 42)]),
    ("STORY-REFUSAL", "ehcna-decision", None, [(39, State.MET, 42)]),
    ("STORY-REFUSAL", "ehcp-final", None, [(45, State.ENDED, 140), (60, State.RUNNING, 140), (150, State.OVERDUE, 140), (168, State.MET_LATE, 140)]),
    ("STORY-MEDIATION", "ehcp-final", None, [(10, State.RUNNING, 140), (39, State.ENDED, 140)]),
    ("STORY-MEDIATION", "mediation-arrange", None, [(70, State.RUNNING, 90), (84, State.MET, 90)]),
    ("STORY-MEDIATION", "order-assess-notify", None, [(85, State.RUNNING, 98), (93, State.MET, 98)]),
    ("STORY-MEDIATION", "order-assess-final", None, [(100, State.RUNNING, 182), (175, State.MET, 182)]),
    ("STORY-MOVED-OUT", "transfer-out", "move/out", [(420, State.RUNNING, 450), (450, State.MET, 450)]),
    ("STORY-MOVED-OUT", "review-12-month", None, [(400, State.RUNNING, None), (450, State.ENDED, None)]),
    ("STORY-MOVED-IN", "transfer-in-inform", "move/in", [(370, State.RUNNING, 406), (407, State.OVERDUE, 406)]),
    ("STORY-MOVED-IN", "transfer-in-review", "move/in", [(370, State.RUNNING, None)]),
    ("STORY-PLAN-CEASED", "cease-standstill", None, [(540, State.WAITING, None), (644, State.PASSED, None)]),
    ("STORY-PLAN-CEASED", "review-12-month", None, [(360, State.RUNNING, None), (644, State.ENDED, None)]),
    ("STORY-YOUNG-PERSON", "ehcna-decision", None, [(37, State.RUNNING, 42), (38, State.MET, 42)]),
    ("STORY-YOUNG-PERSON", "advice-provide", "advice/post-16", [(50, State.RUNNING, 80), (66, State.MET, 80)]),
    ("STORY-YOUNG-PERSON", "setting-consult-response", "setting/Saltmarsh College", [(105, State.RUNNING, 116), (115, State.MET, 116)]),
    ("STORY-YOUNG-PERSON", "ehcp-final", None, [(1, State.RUNNING, 140), (119, State.RUNNING, 140)]),
    ("STORY-TWIN-ONE", "ehcp-final", None, [(134, State.RUNNING, 140), (135, State.MET, 140)]),
    ("STORY-TWIN-ONE", "advice-provide", "advice/health", [(73, State.MET, 79)]),
    ("STORY-TWIN-TWO", "advice-provide", "advice/health", [(70, State.RUNNING, 79), (90, State.LIMIT_DISAPPLIED, 79), (100, State.MET_UNDER_EXCEPTION, 79)]),
    ("STORY-TWIN-TWO", "ehcp-final", None, [(141, State.OVERDUE, 140), (150, State.MET_LATE, 140)]),
    ("STORY-SCHOOL-CLOSED", "ehcp-final", None, [(132, State.RUNNING, 140), (150, State.LIMIT_DISAPPLIED, 140), (164, State.MET_UNDER_EXCEPTION, 140)]),
    ("STORY-SCHOOL-CLOSED", "advice-provide", "advice/school", [(80, State.OVERDUE, 77), (98, State.MET_LATE, 77)]),
    ("STORY-SENSORY", "loc-initial-meeting", None, [(30, State.RUNNING, 42), (45, State.OVERDUE, 42), (49, State.MET_LATE, 42)]),
    ("STORY-SENSORY", "loc-cwd-assessment-45", "care-referral/1", [(60, State.RUNNING, None), (91, State.RUNNING, None)]),
    ("STORY-SENSORY", "ehcp-final", None, [(60, State.RUNNING, 140)]),
    ("STORY-ENTERED-LATE", "ehcp-final", None, [(136, State.RUNNING, 140), (137, State.MET, 140)]),
    ("STORY-TRIBUNAL", "ehcp-not-issue-notice", None, [(107, State.RUNNING, 112), (108, State.MET, 112)]),
    ("STORY-TRIBUNAL", "la-response", None, [(160, State.RUNNING, None), (190, State.MET, None)]),
    ("STORY-TRIBUNAL", "order-make-plan-draft", None, [(410, State.RUNNING, 435), (424, State.MET, 435)]),
    ("STORY-TRIBUNAL", "order-make-plan-final", None, [(470, State.RUNNING, 477), (480, State.OVERDUE, 477), (486, State.MET_LATE, 477)]),
    ("STORY-PLAN-RESUMED", "cease-standstill", None, [(440, State.WAITING, None), (658, State.ENDED, None)]),
    ("STORY-PLAN-RESUMED", "la-response", None, [(480, State.RUNNING, None), (505, State.MET, None)]),
    ("STORY-PLAN-RESUMED", "order-continue-amend", None, [(640, State.RUNNING, 665), (658, State.MET, 665)]),
    ("STORY-PLAN-RESUMED", "review-12-month", None, [(440, State.RUNNING, None), (640, State.RUNNING, None), (721, State.RUNNING, None)]),
    ("STORY-OMBUDSMAN", "complaint-ack-1", "complaint/1", [(170, State.RUNNING, None), (182, State.MET_LATE, None)]),
    ("STORY-OMBUDSMAN", "complaint-stage-1", "complaint/1", [(185, State.RUNNING, None), (192, State.MET, None)]),
    ("STORY-OMBUDSMAN", "complaint-stage-2", "complaint/1", [(210, State.RUNNING, None), (228, State.MET, None)]),
    ("STORY-OMBUDSMAN", "lgsco-12m", "complaint/1", [(150, State.OPEN, None), (280, State.USED, None)]),
    ("STORY-OMBUDSMAN", "secure-provision", None, [(150, State.OWED, None), (238, State.MET, None)]),
    ("STORY-REASSESSMENT", "reassess-decision", "reassessment/1", [(310, State.RUNNING, 316), (320, State.OVERDUE, 316), (322, State.MET_LATE, 316)]),
    ("STORY-REASSESSMENT", "reassess-advice", "advice/ep", [(360, State.RUNNING, 365), (370, State.OVERDUE, 365), (372, State.MET_LATE, 365)]),
    ("STORY-REASSESSMENT", "reassess-final", "reassessment/1", [(330, State.RUNNING, 420), (413, State.RUNNING, 420)]),
    ("STORY-EARLY-YEARS", "review-under5", None, [(100, State.RUNNING, None), (200, State.RUNNING, None), (357, State.OVERDUE, None)]),
    ("STORY-EARLY-YEARS", "review-12-month", None, [(200, State.RUNNING, None), (357, State.RUNNING, None)]),
    ("STORY-AWAY", "eotas-consult", None, [(205, State.OWED, None), (217, State.BROKEN, None), (224, State.BROKEN, None)]),
    ("STORY-AUTISM", "autism-start-13w", "referral/autism", [(91, State.RUNNING, 91), (92, State.OVERDUE, 91), (98, State.MET_LATE, 91)]),
    ("STORY-AUTISM", "autism-start-nice", "referral/autism", [(80, State.RUNNING, None), (98, State.MET_LATE, None)]),
    ("STORY-AUTISM", "autism-followup", "referral/autism", [(150, State.RUNNING, 182)]),
    ("STORY-LOOKED-AFTER", "transfer-in-inform", "move/in", [(220, State.RUNNING, 252), (231, State.MET, 252)]),
    ("STORY-LOOKED-AFTER", "transfer-in-review", "move/in", [(250, State.RUNNING, None), (315, State.MET, None)]),
    ("STORY-LOOKED-AFTER", "review-lac-align", "review/1", [(250, State.OWED, None), (290, State.MET, None)]),
    ("STORY-LOOKED-AFTER", "transfer-out", "move/out", [(485, State.NOT_APPLICABLE, None)]),
    ("STORY-LOOKED-AFTER", "transfer-out-late", "move/out", [(485, State.RUNNING, None), (498, State.MET, None)]),
    ("STORY-CUSTODY", "det-decision", "custody/1", [(30, State.RUNNING, 42), (37, State.MET, 42)]),
    ("STORY-CUSTODY", "det-release-continue", "custody/1", [(125, State.OWED, None), (137, State.MET, None)]),
    ("STORY-CUSTODY", "det-final", "custody/1", [(125, State.RUNNING, 140), (137, State.MET, 140)]),
    ("STORY-CUSTODY", "ehcp-final", None, [(125, State.NOT_STARTED, None)]),
]  # fmt: skip


def recorded(entries: list[NewEvent]) -> list[Event]:
    at = datetime(2000, 1, 1, tzinfo=UTC)
    return [
        Event(str(number), number, e.kind, at, e.occurred_on, thread=e.thread, fields=e.fields)
        for number, e in enumerate(entries, 1)
    ]


def one(reference: str, today: date) -> Story:
    return next(story for story in stories(today) if story.reference == reference)


@pytest.mark.parametrize("today", DAYS, ids=str)
@pytest.mark.parametrize(("reference", "duty", "thread", "told"), SCENARIOS, ids=lambda value: str(value)[:40])
def test_the_clocks_of_a_story_stand_as_it_says(
    reference: str, duty: str, thread: str | None, told: list[Told], today: date
) -> None:
    story = one(reference, today)
    start, record = story.told.start, recorded(story.entries)
    last = (today - start).days
    for day, state, due in [*told, (last, *told[-1][1:])]:
        on = start + timedelta(days=day)
        assert on <= today, "the story has not come so far"
        known = datetime.combine(on, datetime.max.time(), UTC)
        clock = clock_of(load_register(), duty, record, thread=thread, as_of=on, known_at=known)
        assert clock.state == state, f"day {day}"
        if due is not None:
            assert clock.legal_deadline == start + timedelta(days=due), f"day {day}"


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_move_to_secondary_school_is_late_by_a_day_of_the_calendar(today: date) -> None:
    story = one("STORY-PHASE-TRANSFER", today)
    identified = next(e for e in story.entries if e.kind == "school-phase-transfer-identified")
    limit = date(identified.fields["transfer_on"].year, 2, 14)
    for on, state in (
        (limit, State.RUNNING),
        (limit + timedelta(days=1), State.OVERDUE),
        (today, State.MET_LATE),
    ):
        known = datetime.combine(on, datetime.max.time(), UTC)
        clock = clock_of(
            load_register(), "phase-transfer-school", recorded(story.entries),
            thread=identified.thread, as_of=on, known_at=known,
        )  # fmt: skip
        assert (clock.state, clock.legal_deadline) == (state, limit)
    assert today - limit < timedelta(days=365 + 60)


def test_every_story_has_a_clock_that_is_tried() -> None:
    tried = {reference for reference, *_ in SCENARIOS} | {"STORY-PHASE-TRANSFER", "STORY-DATE-CORRECTED"}
    assert {story.reference for story in stories(TODAY)} == tried


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_stories_happen_on_weekdays(today: date) -> None:
    for story in stories(today):
        for entry in story.entries:
            assert entry.occurred_on is not None
            assert entry.occurred_on.weekday() < 5, (story.reference, entry.kind, entry.occurred_on)


def test_stories_say_what_they_tell_and_teach_in_a_paragraph_each() -> None:
    for tell in STORIES:
        assert "Teaches:" in (tell.__doc__ or "")
    for lesson in lessons(TODAY):
        assert 40 < len(lesson.tells) < 320, lesson.reference
        assert 80 < len(lesson.teaches) < 480, lesson.reference
        assert lesson.title


def test_references_of_stories_fit_where_references_stand() -> None:
    longest = Case._meta.get_field("reference").max_length
    references = [story.reference for story in stories(TODAY)]
    assert longest is not None
    assert all(len(reference) <= longest for reference in references)
    assert len(set(references)) == len(references)


def test_twins_are_born_on_one_day_in_one_house() -> None:
    made = {one.reference: one.person for one in Maker(Random(1), Area.small(), "999", TODAY).stories()}
    first, second = made["STORY-TWIN-ONE"], made["STORY-TWIN-TWO"]
    assert (first.surname, first.born_on, first.postcode) == (second.surname, second.born_on, second.postcode)
    assert first.upn != second.upn
