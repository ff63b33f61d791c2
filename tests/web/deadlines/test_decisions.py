"""Each decision that can be appealed has its own two months; a copy of its notice and an answer to it stay with it."""

from datetime import date

import pytest

from keywork.core.clocks import State
from keywork.core.events import ENTRY_STRUCK_OUT, Event, NewEvent
from keywork.core.loading import load_register
from keywork.web.accounts.actors import Actor
from keywork.web.deadlines import decisions, queries, services
from keywork.web.deadlines.models import ClockRow
from keywork.web.kernel import clock
from keywork.web.kernel.asat import AsAt
from keywork.web.ledger import queries as ledger
from keywork.web.ledger import services as ledger_services
from keywork.web.ledger.errors import Refused
from keywork.web.ledger.models import Case
from keywork.web.ledger.services import open_case

REFUSED = "decision/decided-not-to-assess"
NO_PLAN = "decision/decided-not-to-issue-plan"
REQUEST = NewEvent("assessment-request-received", date(2026, 1, 8))
REFUSAL = NewEvent("decided-not-to-assess", date(2026, 2, 10))
REVERSED = NewEvent("refusal-reversed", date(2026, 3, 2))
ASSESSED = NewEvent("decided-to-assess", date(2026, 3, 3))
NOT_ISSUED = NewEvent("decided-not-to-issue-plan", date(2026, 6, 15))
CONTACT = "mediation-adviser-contacted"
pytestmark = pytest.mark.django_db


def told(case: Case, actor: Actor, *entries: NewEvent) -> list[str | None]:
    """Record entries one by one and return their threads."""
    return [services.record(case=case, entries=[one], actor=actor).events[0].thread for one in entries]


def as_before(case: Case, *entries: NewEvent) -> None:
    """Record entries as they were recorded before decisions had names."""
    record, stamp = ledger.stream(case.pk), ledger_services.Stamp(clock.now(), "user:1", clock.real_today())
    ledger_services.append(case=case, events=ledger_services.prepare(entries, record, stamp))


# In August the tribunal counts no working day, so what ends in it ends on the first of September.
def windows(case: Case, actor: Actor, on: date, duty: str = "appeal-window") -> dict[str | None, tuple[object, ...]]:
    """Return by decision when a window ends and how it stands on a day."""
    clocks = queries.clocks_at(case.pk, actor.authority, AsAt(on, clock.now()))
    return {one.thread: (one.legal_deadline, one.state) for one in clocks if one.duty.id == duty}


def test_every_kind_that_can_be_appealed_has_words() -> None:
    assert set(decisions.WORDS) == {kind for kind in load_register().kinds if decisions.is_notice(kind)}
    longest = max(len(decisions.new_name(kind, ())) for kind in decisions.WORDS)
    assert longest + len("/99") <= 80


def test_a_second_decision_has_its_own_two_months(case: Case, actor: Actor) -> None:
    assert told(case, actor, REQUEST, REFUSAL, REVERSED, ASSESSED, NOT_ISSUED) == [None, REFUSED, None, None, NO_PLAN]
    assert windows(case, actor, date(2026, 7, 1)) == {
        REFUSED: (date(2026, 4, 10), State.LAPSED),
        NO_PLAN: (date(2026, 9, 1), State.OPEN),
    }
    assert windows(case, actor, date(2026, 7, 1), "mediation-contact") == {
        REFUSED: (date(2026, 4, 10), State.LAPSED),
        NO_PLAN: (date(2026, 8, 15), State.OPEN),
    }
    assert set(ClockRow.objects.filter(duty="appeal-window").values_list("thread", flat=True)) == {REFUSED, NO_PLAN}


def test_a_refusal_again_after_it_was_reversed_is_another_decision(case: Case, actor: Actor) -> None:
    again = NewEvent("decided-not-to-assess", date(2026, 3, 20))
    assert told(case, actor, REQUEST, REFUSAL, REVERSED, again)[-1] == f"{REFUSED}/2"
    assert windows(case, actor, date(2026, 4, 15)) == {
        REFUSED: (date(2026, 4, 10), State.LAPSED),
        f"{REFUSED}/2": (date(2026, 5, 20), State.OPEN),
    }


def test_a_copy_of_a_notice_does_not_move_the_window(case: Case, actor: Actor) -> None:
    to_the_other_parent = NewEvent("decided-not-to-assess", date(2026, 2, 20))
    earlier = NewEvent("decided-not-to-assess", date(2026, 2, 9))
    assert told(case, actor, REQUEST, REFUSAL, to_the_other_parent) == [None, REFUSED, REFUSED]
    assert windows(case, actor, date(2026, 3, 1)) == {REFUSED: (date(2026, 4, 10), State.OPEN)}
    assert told(case, actor, earlier) == [REFUSED]


def test_a_notice_after_the_window_of_the_one_before_is_never_taken_for_its_copy(case: Case, actor: Actor) -> None:
    assert told(case, actor, REQUEST, REFUSAL, NewEvent("decided-not-to-assess", date(2026, 4, 11)))[-1] != REFUSED


def test_the_general_kind_goes_with_what_it_is_about(case: Case, actor: Actor) -> None:
    sent = decisions.SENT
    found = told(
        case, actor, REQUEST, REFUSAL, NewEvent(sent, date(2026, 2, 10)),
        NewEvent(sent, date(2026, 2, 12), fields={"about": "transport"}),
        NewEvent(sent, date(2026, 2, 14), fields={"about": "transport"}),
        NewEvent(sent, date(2026, 2, 14), fields={"about": "section I"}), NewEvent(sent, date(2026, 2, 16)),
    )  # fmt: skip
    assert found[1:] == [
        REFUSED, REFUSED, f"decision/{sent}", f"decision/{sent}", f"decision/{sent}/2", f"decision/{sent}/3",
    ]  # fmt: skip


def test_a_notice_recorded_anew_keeps_its_name_and_its_answers(case: Case, actor: Actor) -> None:
    told(case, actor, REQUEST, REFUSAL, NewEvent(CONTACT, date(2026, 2, 25)))
    wrong = next(one for one in ledger.stream(case.pk) if one.kind == REFUSAL.kind)
    told(case, actor, NewEvent(ENTRY_STRUCK_OUT, date(2026, 3, 1), corrects=wrong.id))
    assert told(case, actor, NewEvent(REFUSAL.kind, date(2026, 2, 12))) == [REFUSED]
    assert windows(case, actor, date(2026, 3, 1), "mediation-contact")[REFUSED][1] is State.USED


def test_an_answer_goes_to_the_only_decision_and_to_the_only_open_one(case: Case, actor: Actor) -> None:
    first = NewEvent(CONTACT, date(2026, 2, 25))
    assert told(case, actor, REQUEST, REFUSAL, first)[-1] == REFUSED
    second = NewEvent(CONTACT, date(2026, 7, 1))
    assert told(case, actor, REVERSED, ASSESSED, NOT_ISSUED, second)[-1] == NO_PLAN
    late = NewEvent("mediation-declined", date(2026, 2, 26))
    assert told(case, actor, late) == [REFUSED], "on its day there was no other decision"
    assert windows(case, actor, date(2026, 7, 2), "mediation-contact") == {
        REFUSED: (date(2026, 4, 10), State.USED),
        NO_PLAN: (date(2026, 8, 15), State.USED),
    }


def test_where_several_wait_it_must_be_said_which(case: Case, actor: Actor) -> None:
    soon = NewEvent("decided-not-to-issue-plan", date(2026, 3, 20))
    told(case, actor, REQUEST, REFUSAL, REVERSED, ASSESSED, soon)
    called = NewEvent(CONTACT, date(2026, 3, 25))
    before = ledger.stream(case.pk)
    with pytest.raises(
        Refused, match="refusal to assess, sent 10 February 2026; refusal to issue a plan, sent 20 March"
    ):
        told(case, actor, called)
    with pytest.raises(Refused, match="Say which"):
        services.preview(case=case, entries=[called], actor=actor)
    assert ledger.stream(case.pk) == before
    assert told(case, actor, NewEvent(CONTACT, date(2026, 3, 25), thread=NO_PLAN)) == [NO_PLAN]
    states = {
        thread: state for thread, (_, state) in windows(case, actor, date(2026, 3, 26), "mediation-contact").items()
    }
    assert states == {REFUSED: State.OPEN, NO_PLAN: State.USED}
    assert told(case, actor, NewEvent(CONTACT, date(2026, 3, 27))) == [REFUSED], "the other has its contact"


def test_no_answer_lands_in_a_thread_apart(case: Case, actor: Actor) -> None:
    told(case, actor, REQUEST, REFUSAL)
    with pytest.raises(Refused, match="answers no decision on record"):
        told(case, actor, NewEvent(CONTACT, date(2026, 2, 25), thread="decision/another"))


def test_an_answer_written_down_before_the_notice_waits_for_it(case: Case, actor: Actor) -> None:
    assert told(case, actor, REQUEST, NewEvent(CONTACT, date(2026, 2, 25)), REFUSAL) == [None, None, None]
    assert windows(case, actor, date(2026, 3, 1), "mediation-contact") == {None: (date(2026, 4, 10), State.USED)}
    assert told(case, actor, REVERSED, ASSESSED, NOT_ISSUED)[-1] == NO_PLAN


def test_a_record_of_before_keeps_its_window_and_what_comes_now_has_its_own(case: Case, actor: Actor) -> None:
    as_before(case, REQUEST, REFUSAL, NewEvent(CONTACT, date(2026, 2, 25)))
    old = windows(case, actor, date(2026, 3, 1)), windows(case, actor, date(2026, 3, 1), "mediation-contact")
    assert old == ({None: (date(2026, 4, 10), State.OPEN)}, {None: (date(2026, 4, 10), State.USED)})
    assert told(case, actor, NewEvent("decided-not-to-assess", date(2026, 2, 20))) == [None], "a copy of the old notice"
    certificate = NewEvent("mediation-certificate-issued", date(2026, 3, 27))
    assert told(case, actor, certificate, REVERSED, ASSESSED, NOT_ISSUED) == [None, None, None, NO_PLAN]
    assert windows(case, actor, date(2026, 7, 1)) == {
        None: (date(2026, 4, 27), State.LAPSED),
        NO_PLAN: (date(2026, 9, 1), State.OPEN),
    }
    said_of_the_old = NewEvent("mediation-declined", date(2026, 7, 2), thread=decisions.UNNAMED)
    assert told(case, actor, NewEvent(CONTACT, date(2026, 7, 1)), said_of_the_old) == [NO_PLAN, None]


def test_a_review_that_names_itself_names_its_decision(case: Case, actor: Actor) -> None:
    plan = NewEvent("final-plan-sent", date(2025, 6, 2))
    amended = NewEvent("amended-plan-sent", date(2026, 6, 8), thread="review/2026")
    told(case, actor, plan, amended)
    assert told(case, actor, NewEvent(CONTACT, date(2026, 7, 1))) == ["review/2026"]
    assert windows(case, actor, date(2026, 7, 2)) == {
        "decision/final-plan-sent": (date(2025, 9, 1), State.LAPSED),
        "review/2026": (date(2026, 9, 1), State.OPEN),
    }


def test_a_review_without_a_name_stays_whole_and_the_next_still_has_its_window(case: Case, actor: Actor) -> None:
    kept = [NewEvent("review-decided-no-change", date(year, 5, 4)) for year in (2025, 2026)]
    met = [NewEvent("review-meeting-held", date(year, 4, 20)) for year in (2025, 2026)]
    assert told(case, actor, met[0], kept[0]) == [None, None]
    name = "decision/review-decided-no-change"
    assert told(case, actor, met[1], kept[1]) == [None, name]
    assert windows(case, actor, date(2026, 6, 1))[name] == (date(2026, 7, 6), State.OPEN)


def test_a_batch_puts_them_where_single_recordings_do(case: Case, actor: Actor) -> None:
    entries = [
        REQUEST, REFUSAL, NewEvent(CONTACT, date(2026, 2, 25)), REVERSED, ASSESSED, NOT_ISSUED,
        NewEvent(CONTACT, date(2026, 7, 1)),
    ]  # fmt: skip
    other = open_case(actor=actor, reference="EHC-2026-10002")
    services.record_batch(actor=actor, batches=[services.CaseBatch(other.pk, entries)], action="test")
    assert [event.thread for event in ledger.stream(other.pk)] == told(case, actor, *entries)


def test_of_several_recorded_together_each_finds_its_own() -> None:
    now = ledger_services.Stamp(clock.now(), "user:1", date(2026, 12, 1))
    entries = [NewEvent(CONTACT, date(2026, 7, 1)), NOT_ISSUED, NewEvent(CONTACT, date(2026, 2, 25)), REFUSAL]
    new: list[Event] = decisions.put(entries, ledger_services.prepare(entries, [], now), [])
    assert [one.thread for one in new] == [NO_PLAN, NO_PLAN, REFUSED, REFUSED]
