"""The next useful action follows from what was done in the case, at every step of an assessment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django_scopes import scope

from factories import Staff, involve, make_case, make_staff
from keywork.core.events import NewEvent
from keywork.core.stages import Stage
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role
from keywork.web.advice.services.asking import Asked, ask
from keywork.web.casework import early
from keywork.web.casework.next_action import NO_PLAN, Done
from keywork.web.deadlines.outlooks import ADVICE, DECISION, FINAL
from keywork.web.deadlines.queries import clocks_at
from keywork.web.deadlines.services import record
from keywork.web.kernel.asat import AsAt
from keywork.web.panels.questions import ISSUE, NOT_TO_ASSESS, NOT_TO_ISSUE, TO_ISSUE
from keywork.web.panels.services import deciding
from keywork.web.panels.services.deciding import Concluded
from keywork.web.people.models import CaseCard
from keywork.web.representations.windows import last_day
from web.panels.conftest import answers_of, signed_in

REQUESTED = date(2026, 9, 1)
CONSULTED, OTHER_AREA = "setting-consult-response", "other-la-consult"
EP, URN = "advice/ep", "setting/123456"
DECIDED = (30, "decided-to-assess", "")
ASKED, CAME = (32, "advice-request-received", EP), (70, "advice-received", EP)
ISSUES, DRAFT = (75, "decided-to-issue-plan", ""), (80, "draft-plan-served", "draft/1")
ASKS_SETTING, ANSWERS = (82, "setting-consulted", URN), (90, "consultation-reply-received", URN)
FAMILY = (88, "draft-representations-received", "")
AFTER_ADVICE = (DECIDED, ASKED, CAME)
DECIDE = "Decide whether there will be a plan."
SEND_DECISION = "Send the decision whether to assess."
# What happened, by day since the request; the day asked about; what was decided and not told; the clock; the action.
TABLE = [
    ((), 10, "", FINAL, "Decide whether to assess, and send the decision."),
    ((), 10, "", DECISION, "Decide whether to assess, and send the decision."),
    ((), 10, NOT_TO_ASSESS, DECISION, SEND_DECISION),
    ((), 10, NOT_TO_ASSESS, FINAL, SEND_DECISION),
    ((DECIDED,), 31, "", FINAL, "Ask for the advice that nobody was asked for yet."),
    ((DECIDED, (33, "decided-to-issue-plan", "")), 34, "", FINAL, "Send the draft."),
    ((DECIDED, ASKED), 40, "", FINAL, "Chase the advice that is still to come."),
    ((DECIDED, ASKED), 40, "", ADVICE, "Chase this advice, or record it if it has come."),
    ((DECIDED, ASKED), 40, "", NO_PLAN, "Chase the advice that is still to come, and decide whether there will be a plan."),
    (AFTER_ADVICE, 72, "", FINAL, DECIDE),
    (AFTER_ADVICE, 72, "", NO_PLAN, DECIDE),
    (AFTER_ADVICE, 72, NOT_TO_ISSUE, FINAL, "Tell the family that there will be no plan, and why."),
    (AFTER_ADVICE, 72, NOT_TO_ISSUE, NO_PLAN, "Tell the family that there will be no plan, and why."),
    ((*AFTER_ADVICE, ISSUES), 76, TO_ISSUE, FINAL, "Tell the family that there will be a plan, and send the draft."),
    ((*AFTER_ADVICE, ISSUES), 76, "", FINAL, "Send the draft."),
    ((*AFTER_ADVICE, ISSUES, DRAFT), 81, "", FINAL,
     "Wait for the family’s answer until 4 Dec 2026, and consult the settings that the plan could name meanwhile."),
    ((*AFTER_ADVICE, ISSUES, DRAFT, ASKS_SETTING), 83, "", FINAL,
     "Wait for the family’s answer until 4 Dec 2026, and for a setting’s reply, due 7 Dec 2026."),
    ((*AFTER_ADVICE, ISSUES, DRAFT, ASKS_SETTING), 83, "", CONSULTED, "Chase this reply, or record it if it has come."),
    ((*AFTER_ADVICE, ISSUES, DRAFT, ASKS_SETTING, ANSWERS), 91, "", FINAL,
     "Wait for the family’s answer until 4 Dec 2026."),
    ((*AFTER_ADVICE, ISSUES, DRAFT, ASKS_SETTING, FAMILY), 89, "", FINAL,
     "Wait for a setting’s reply, due 7 Dec 2026, and settle what the family answered."),
    ((*AFTER_ADVICE, ISSUES, DRAFT, ASKS_SETTING), 110, "", FINAL,
     "Chase a setting’s reply, due 7 Dec 2026, and settle what the family answered."),
    ((*AFTER_ADVICE, ISSUES, DRAFT), 110, "", FINAL, "Consult the settings that the plan could name."),
    ((*AFTER_ADVICE, ISSUES, DRAFT, ASKS_SETTING, FAMILY, ANSWERS), 100, "", FINAL,
     "Settle what the family and the settings answered, and send the final plan."),
]  # fmt: skip


@pytest.fixture
def staff(db: None) -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


def card_of(staff: Staff, *happened: tuple[int, str, str]) -> CaseCard:
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    entries = [NewEvent(kind, REQUESTED + timedelta(days=day), thread=thread or None) for day, kind, thread in happened]
    if entries:
        record(case=case, entries=entries, actor=system("test", staff.authority))
    found: CaseCard = CaseCard.objects.select_related("case__summary", "person", "authority").get(pk=case.pk)
    return found


@pytest.mark.parametrize(("happened", "day", "untold", "duty", "action"), TABLE)
def test_each_clock_says_what_is_useful_next(
    staff: Staff, happened: tuple[tuple[int, str, str], ...], day: int, untold: str, duty: str, action: str
) -> None:
    today = REQUESTED + timedelta(days=day)
    with time_machine.travel(datetime(today.year, today.month, today.day, 9, tzinfo=UTC)):
        card, at = card_of(staff, *happened), AsAt.now()
        done = Done(Stage(card.case.summary.stage), untold, last_day(card))
        found = early.warnings(
            clocks_at(card.case_id, staff.authority, at), card.case_id, card.authority_id, at, done=done
        )
        assert {one.next_action for one in found if f"/{duty}/" in one.why} == {action}


def test_the_page_says_what_the_council_decided_to_those_alone_who_tell_the_family(staff: Staff) -> None:
    # Given an officer who decided that there will be no plan, and a family that was not told
    setting = staff.user(Role.SENCO)
    with time_machine.travel(datetime(2026, 11, 12, 9, tzinfo=UTC)):
        card = card_of(staff, *AFTER_ADVICE)
        involve(card.case, setting, "setting")
        test = answers_of("yes", "no", "no", question=ISSUE)
        said = Concluded(
            NOT_TO_ISSUE, test, "Why.", REQUESTED + timedelta(days=72), None, "ASD", "primary", "What helps."
        )
        deciding.decide(
            actor=staff.actor(Role.MANAGER), name="Robin", card=card, question=ISSUE, said=said, seen=None,
            has_papers=True,
        )  # fmt: skip
        # Then whoever works on the case reads what is next, and the setting reads nothing of what was decided
        pages = {
            role: signed_in(staff.user(role)).get(f"/cases/{card.case_id}/").content.decode()
            for role in (Role.KEYWORKER, Role.SENCO)
        }
        assert "Tell the family that there will be no plan, and why." in pages[Role.KEYWORKER]
        assert "no plan, and why" not in pages[Role.SENCO]
        assert DECIDE in pages[Role.SENCO]


def test_whoever_is_asked_for_advice_reads_what_is_theirs_to_do_and_the_keyworker_what_is_hers(staff: Staff) -> None:
    with time_machine.travel(datetime(2026, 11, 12, 9, tzinfo=UTC)):
        card = card_of(staff, DECIDED)
        health = Asked("health", organisation=staff.body(Role.THERAPIST))
        ask(
            actor=staff.actor(Role.KEYWORKER), card=card, asked=[health], on=date(2026, 11, 2), received=True,
            question="",
        )  # fmt: skip
        pages = {
            role: signed_in(staff.user(role)).get(f"/cases/{card.case_id}/").content.decode()
            for role in (Role.KEYWORKER, Role.THERAPIST)
        }
        assert "Give this advice, or say why it comes late." in pages[Role.THERAPIST]
        assert "Chase this advice" not in pages[Role.THERAPIST]
        assert "Chase this advice, or record it if it has come." in pages[Role.KEYWORKER]
