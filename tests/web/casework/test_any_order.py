"""CO-04: whatever people do to cases, in whatever order and wherever it breaks off, what must hold holds after each step.

``KEYWORK_RUNS`` and ``KEYWORK_STEPS`` make it longer; ``make nightly`` does.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from django_scopes import scope
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)  # fmt: skip

from factories import involve, make_case, make_staff
from keywork.core.events import CORRECTION_KINDS, DATE_CORRECTED, ENTRY_STRUCK_OUT, NewEvent
from keywork.core.loading import load_register
from keywork.core.rights import Decision
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import AccessEntry, Role
from keywork.web.casework.likely import likely_next
from keywork.web.deadlines import projecting
from keywork.web.deadlines.models import CaseSummary, ClockRow
from keywork.web.deadlines.queries import clocks_at, moment_now
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.kernel.asat import AsAt
from keywork.web.ledger.errors import CaseChanged, Refused
from keywork.web.ledger.models import LedgerEvent
from keywork.web.ledger.queries import stream
from keywork.web.people import family, rights, sharing
from keywork.web.people import services as people
from keywork.web.people.family import add_member
from keywork.web.people.models import CaseCard, Involvement
from keywork.web.vaults import contacts, restricting
from torture.afterwards import FAULTS, look

RUNS, STEPS = (int(os.environ.get(f"KEYWORK_{name}", usual)) for name, usual in (("RUNS", 20), ("STEPS", 20)))
KINDS = sorted(kind for kind in load_register().kinds if kind not in CORRECTION_KINDS | {"case-allocated"})
HIDDEN, REASON = "Qwvcanary Cottage", "Told by the social worker on the telephone."
LOOKERS = (Role.KEYWORKER, Role.PLAN_WRITER, Role.MANAGER, Role.PARENT, Role.SENCO)
AGO = st.integers(0, 80)
WHICH = st.integers(0, 1)


class BreaksOff:
    """Lets some statements through, and breaks off at the next."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self, execute: Any, *statement: Any) -> Any:
        self.left -= 1
        if self.left < 0:
            raise OperationalError("broken off")
        return execute(*statement)


class AnyOrder(RuleBasedStateMachine):
    """Two cases of one authority, and those who work on them."""

    entries = Bundle("entries")

    @initialize()
    def begin(self) -> None:
        self.opened = ExitStack()
        self.opened.enter_context(transaction.atomic())
        self.opened.callback(transaction.set_rollback, True)
        self.staff = make_staff()
        self.opened.enter_context(scope(authority=self.staff.authority))
        self.cards = [
            make_case(self.staff, keyworker=self.staff.user(Role.KEYWORKER), team=self.staff.team).card for _ in "ab"
        ]
        self.hidden: set[int] = set()
        for card in self.cards:
            parent = self.staff.user(Role.PARENT)
            involve(card.case, parent, "family", days=None)
            add_member(
                actor=self.by(), card=card, name="A", relationship="parent", responsible=True, user=parent
            )  # fmt: skip

    def teardown(self) -> None:
        """Look at the whole record as after a crash, and then undo it."""
        if hasattr(self, "opened"):
            try:
                looked = look(self.staff.authority, (), Path("no-heads"))
                # Rows about allocating are counted as they are made: one row may stand for many cases.
                looked.unlogged = [one for one in looked.unlogged if "case-allocated" not in one]
                assert not any(getattr(looked, name) for name in FAULTS if name != "half"), looked
            finally:
                self.opened.close()

    def by(self, role: str = Role.KEYWORKER) -> Actor:
        return self.staff.actor(role)

    def card(self, which: int) -> CaseCard:
        return CaseCard.objects.select_related("case", "person").get(pk=self.cards[which].pk)

    def does(self, act: Callable[[], object]) -> bool:
        """Do something that may be refused: either it is done and logged, or nothing of it is."""
        rows, entries = self.held()
        try:
            with transaction.atomic():
                act()
        except (Refused, OperationalError, sharing.NotShared):
            assert self.held() == (rows, entries)
            return False
        assert AccessEntry.objects.count() > rows
        return True

    def held(self) -> tuple[int, int]:
        return AccessEntry.objects.count(), LedgerEvent.objects.count()

    @rule(which=WHICH, kind=st.sampled_from(KINDS), ago=AGO, thread=st.sampled_from((None, None, "a", "b")))
    def something_happens(self, which: int, kind: str, ago: int, thread: str | None) -> None:
        entry = NewEvent(kind, clock.today() - timedelta(ago), thread=thread)
        self.does(lambda: record(case=self.card(which).case, entries=[entry], actor=self.by()))

    @rule(which=WHICH, data=st.data(), ago=AGO)
    def what_is_due_is_done(self, which: int, data: st.DataObject, ago: int) -> None:
        likely = likely_next(clocks_at(self.card(which).case_id, self.staff.authority, AsAt.now()))
        if likely:
            kind = data.draw(st.sampled_from(likely)).kind
            entry = NewEvent(kind, clock.today() - timedelta(ago))
            self.does(lambda: record(case=self.card(which).case, entries=[entry], actor=self.by()))

    @rule(which=WHICH, data=st.data(), ago=AGO, strikes=st.booleans())
    def an_entry_is_mended(self, which: int, data: st.DataObject, ago: int, strikes: bool) -> None:
        of = data.draw(st.sampled_from(stream(self.card(which).case_id)))
        fields = (
            {"reason": "Misread."} if strikes else {"new_date": clock.today() - timedelta(ago), "reason": "Misread."}
        )
        kind = ENTRY_STRUCK_OUT if strikes else DATE_CORRECTED
        entry = NewEvent(kind, clock.today(), corrects=of.id, fields=fields)
        self.does(lambda: record(case=self.card(which).case, entries=[entry], actor=self.by()))

    @rule(which=WHICH, behind=st.integers(1, 3))
    def somebody_looked_at_an_older_record(self, which: int, behind: int) -> None:
        case = self.card(which).case
        old = len(stream(case.pk)) - behind
        entry = NewEvent("decided-to-assess", clock.today())
        with pytest.raises(CaseChanged):
            record(case=case, entries=[entry], actor=self.by(), expected_sequence=old)

    @rule(which=WHICH, after=st.integers(0, 12), kind=st.sampled_from(KINDS))
    def it_breaks_off(self, which: int, after: int, kind: str) -> None:
        entry = NewEvent(kind, clock.today())
        case, by = self.card(which).case, self.by()

        def broken() -> None:
            with connection.execute_wrapper(BreaksOff(after)):
                record(case=case, entries=[entry], actor=by)

        self.does(broken)

    @rule(which=WHICH, to=st.sampled_from(("keyworker", "plan-writer", None)))
    def it_is_given_to_somebody(self, which: int, to: str | None) -> None:
        user = self.staff.user(to) if to in self.staff.people else None
        cases = [self.card(which).case_id]
        by, team = self.by(Role.MANAGER), self.staff.team
        self.does(lambda: people.allocate(cases=cases, team=team, keyworker=user, actor=by))

    @rule(which=WHICH)
    def it_is_restricted(self, which: int) -> None:
        named = [self.staff.user(Role.PLAN_WRITER)]
        by = self.by(Role.MANAGER)
        self.does(lambda: restricting.restrict(actor=by, card=self.card(which), named=named, reason=REASON))

    @rule(which=WHICH)
    def it_is_restricted_no_longer(self, which: int) -> None:
        self.does(lambda: restricting.lift(actor=self.by(Role.MANAGER), card=self.card(which)))
        assert not restricting.named_on(self.card(which).case_id).exists()

    @rule(which=WHICH, until=st.integers(-1, 3))
    def the_parent_is_kept_out(self, which: int, until: int) -> None:
        card, day = self.card(which), clock.today() + timedelta(until)
        member = family.family_of(card.person_id).get()
        self.does(
            lambda: family.restrict_contact(
                actor=self.by(Role.MANAGER),
                card=card,
                member=member,
                document="Order",
                reason=REASON,
                until=day,
            )
        )

    @rule(which=WHICH)
    def the_parent_is_let_in_again(self, which: int) -> None:
        card = self.card(which)
        for one in family.barriers_of(card.person_id):
            self.does(lambda one=one: family.lift(actor=self.by(Role.MANAGER), card=card, barrier_id=one.pk))  # type: ignore[misc]

    @rule(which=WHICH)
    def an_address_is_hidden(self, which: int) -> None:
        told = {"kind": "address", "value": HIDDEN, "member": None, "reached": (), "hidden": True}
        self.does(lambda: contacts.write_point(actor=self.by(Role.MANAGER), card=self.card(which), **told))  # type: ignore[arg-type]

    @rule(which=WHICH, years=st.sampled_from((9, 15, 16, 17, 19)), month=st.sampled_from((1, 6, 9, 12)))
    def the_birth_date_is_mended(self, which: int, years: int, month: int) -> None:
        person = self.card(which).person
        person.born_on = date(clock.today().year - years, month, 15)
        person.save()

    @rule(which=WHICH, decision=st.sampled_from(list(Decision)), lacks=st.booleans())
    def capacity_is_written_down(self, which: int, decision: Decision, lacks: bool) -> None:
        told = {"decided_on": clock.today(), "decided_by": "Psychologist", "reason": REASON, "lacks": lacks}
        by = self.by(Role.MANAGER)
        self.does(lambda: rights.record_capacity(actor=by, card=self.card(which), decision=decision.value, **told))  # type: ignore[arg-type]

    @rule(which=WHICH, data=st.data())
    def what_somebody_had_to_do_with_it_ends(self, which: int, data: st.DataObject) -> None:
        card = self.card(which)
        found = list(Involvement.objects.filter(case=card.case_id).exclude(user=self.staff.user(Role.PARENT)))
        if found:
            one = data.draw(st.sampled_from(found))
            by = self.by(Role.MANAGER)
            if people.CaseCard.objects.filter(pk=card.pk, restricted=False).exists():
                self.does(lambda: sharing.end(actor=by, card=card, involvement_id=one.pk))

    @rule(which=WHICH, until=st.integers(-1, 100))
    def it_is_shared_with_a_setting(self, which: int, until: int) -> None:
        card = self.card(which)
        if not card.restricted:
            told = {"relation": "setting", "user": self.staff.user(Role.SENCO), "reason": REASON}
            day = clock.today() + timedelta(until)
            self.does(lambda: sharing.give(actor=self.by(Role.MANAGER), card=card, until=day, **told))  # type: ignore[arg-type]

    @invariant()
    def clocks_are_those_of_the_record(self) -> None:
        if not hasattr(self, "opened"):
            return
        for card in self.cards:
            events = stream(card.case_id)
            assert [event.sequence for event in events] == list(range(1, len(events) + 1))
            right = projecting.project(card.case_id, self.staff.authority.pk, events, moment_now(self.staff.authority))
            rows = set(ClockRow.objects.filter(case=card.case_id).values_list(*projecting.CLOCK_COLUMNS))
            assert rows == set(right.clocks)
            assert (
                CaseSummary.objects.filter(case=card.case_id).values_list(*projecting.SUMMARY_COLUMNS).get()
                == right.summary
            )

    @invariant()
    def each_right_is_one_persons(self) -> None:
        if hasattr(self, "opened"):
            for which in range(2):
                held = rights.rights_of(self.card(which).person, clock.today())
                assert {decision for decision, _ in held.holders} == set(rights.WORDS)
                assert all(holder.party for _, holder in held.holders)

    @rule(which=WHICH, role=st.sampled_from(LOOKERS))
    def somebody_opens_it(self, which: int, role: str) -> None:
        """Nobody reads a hidden address; who is kept out, and who is not named on a restricted case, finds nothing."""
        card, user = self.card(which), self.staff.user(role)
        client = Client()
        client.force_login(user)
        answers = [client.get(f"/cases/{card.case_id}/{part}") for part in ("", "family/", "history/", "clocks/")]
        text = "".join(answer.content.decode() for answer in answers)
        assert all(answer.status_code in (200, 404) for answer in answers)
        assert HIDDEN not in text
        named = {one.user_id for one in restricting.named_on(card.case_id)}
        if card.restricted and user.pk not in named and role != Role.PARENT:
            assert {answer.status_code for answer in answers} == {404}
        if family.kept_from(user.pk).filter(person=card.person_id).exists():
            assert {answer.status_code for answer in answers} == {404}


@pytest.mark.django_db
def test_whatever_people_do_in_whatever_order() -> None:
    run_state_machine_as_test(
        AnyOrder,
        settings=settings(
            max_examples=RUNS, stateful_step_count=STEPS, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck), print_blob=True, phases=(Phase.explicit, Phase.generate),
        ),
    )  # fmt: skip
