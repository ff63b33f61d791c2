"""A clock is at risk from the day on which most that were still open then were late."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from keywork.core.outlook import (
    FEWEST,
    Course,
    Outlook,
    Progress,
    Step,
    Tendency,
    at_risk_from,
    outlook,
    steps_of,
    tendency_of,
)


def ran(days: int | None, limit: int = 42, seen: int = 400) -> Course:
    return Course(0, days, days, limit, seen)


def test_half_late_is_no_risk_and_more_is() -> None:
    quick = [ran(10)] * 20
    half = tendency_of([*quick, *[ran(40)] * 10, *[ran(50)] * 10])
    assert half.usual == 10
    assert half.tips == 40, "on day 40 those of day 40 are answered, and all that are left were late"
    assert (half.still, half.in_time) == (10, 0)
    more = tendency_of([*quick, *[ran(40)] * 9, *[ran(50)] * 10])
    assert more.tips == 10, "from day 10 on, ten of nineteen were late"
    assert (more.still, more.in_time) == (19, 9)


def test_a_late_answer_and_none_at_all_count_alike_once_the_deadline_has_passed() -> None:
    assert tendency_of([ran(None)] * 10).tips == tendency_of([ran(90)] * 10).tips == 0


def test_what_may_still_come_in_time_tells_nothing() -> None:
    assert tendency_of([ran(None, seen=42)] * 50) == Tendency(0)
    assert tendency_of([ran(None, seen=43)] * 50).courses == 50


def test_days_of_which_too_few_tell_are_passed_over() -> None:
    few = FEWEST - 1
    told = tendency_of([*[ran(10)] * 30, *[ran(50)] * few])
    assert told.tips is None, "after day 10 only nine were open"
    assert outlook(41, 42, told) is Outlook.ON_TRACK


def test_where_too_few_ran_the_last_fifth_is_at_risk() -> None:
    told = tendency_of([ran(50)] * (FEWEST - 1))
    assert at_risk_from(42, told) == 34
    assert [outlook(day, 42, told) for day in (33, 34, 42, 43)] == [
        Outlook.ON_TRACK,
        Outlook.AT_RISK,
        Outlook.AT_RISK,
        Outlook.LATE,
    ]


def test_a_step_tells_of_the_days_that_clocks_were_in_it() -> None:
    early = [Course(30, 60, 130, 140, 400)] * 12
    late = [Course(30, 110, 170, 140, 400)] * 12
    told = tendency_of([*early, *late])
    assert told.usual == 30
    assert told.tips == 60, "whoever is still in the step on day 60 was late"
    assert tendency_of(early).tips is None


courses = st.lists(
    st.builds(
        Course,
        began=st.integers(0, 60),
        left=st.one_of(st.none(), st.integers(0, 200)),
        answered=st.one_of(st.none(), st.integers(0, 200)),
        limit=st.integers(0, 140),
        seen=st.integers(0, 400),
    ),
    max_size=60,
)


@given(courses)
def test_the_day_is_the_first_of_those_that_a_plain_count_gives(every: list[Course]) -> None:
    told = tendency_of(every)
    known = [course for course in every if course.answered is not None or course.seen > course.limit]
    last = max((course.limit for course in known), default=-1)
    worst = []
    for day in range(last + 1):
        still = [c for c in known if c.began <= day and (c.left is None or day < c.left)]
        in_time = [c for c in still if c.answered is not None and c.answered <= c.limit]
        if len(still) >= FEWEST:
            worst.append((day, len(still), len(in_time), len(in_time) * 2 < len(still)))
    after_the_last_good = worst
    for place, one in enumerate(worst):
        if not one[3]:
            after_the_last_good = worst[place + 1 :]
    expected = after_the_last_good[0][:3] if after_the_last_good else None
    assert ((told.tips, told.still, told.in_time) if told.tips is not None else None) == expected
    assert told.courses == len(known)


DAY = date(2026, 1, 1)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def test_an_assessment_is_in_the_step_that_it_waits_for() -> None:
    assert Progress().step is Step.DECIDING
    assert Progress(after(30)).step is Step.ADVICE
    assert Progress(after(30), (after(60), None)).step is Step.ADVICE
    assert Progress(after(30), (after(60), after(70))).step is Step.DRAFTING
    assert Progress(after(30), (after(60), None), after(90)).step is Step.DRAFT_SENT, "the draft did not wait for it"
    assert Progress(None, (), after(90)).step is Step.DRAFT_SENT, "the source does not know the decision"


def test_an_assessment_runs_through_its_steps() -> None:
    progress = Progress(after(30), (after(60), after(70)), after(100), after(150))
    assert list(steps_of(progress, DAY, after(140), after(400))) == [
        (Step.DECIDING, Course(0, 30, 150, 140, 400)),
        (Step.ADVICE, Course(30, 70, 150, 140, 400)),
        (Step.DRAFTING, Course(70, 100, 150, 140, 400)),
        (Step.DRAFT_SENT, Course(100, 150, 150, 140, 400)),
    ]


def test_one_that_stands_still_is_in_its_step_to_this_day() -> None:
    progress = Progress(after(30), (after(60), None))
    assert list(steps_of(progress, DAY, after(140), after(100)))[-1] == (Step.ADVICE, Course(30, None, None, 140, 100))


def test_steps_that_were_skipped_or_done_out_of_order_take_no_time() -> None:
    progress = Progress(after(30), (after(120),), after(100), after(130))
    ran = dict(steps_of(progress, DAY, after(140), after(400)))
    assert (ran[Step.DRAFTING].began, ran[Step.DRAFTING].left) == (100, 100)
    untold = dict(steps_of(Progress(final=after(130)), DAY, after(140), after(400)))
    assert list(untold) == list(Step)
    assert untold[Step.DECIDING].left == 130
