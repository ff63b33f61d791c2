"""A case of 30 events under the whole register, beside two engines that step the same events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.defaults import IntermediateCatchEvent
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.util.event import BpmnEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from statemachine import State, StateMachine

from bench.measuring import OF_THE_PROCESSOR, fact, interleaved, verdict
from keywork.core.clocks import Threads, clocks_of, started
from keywork.core.events import Event
from keywork.core.history import History
from keywork.core.loading import load_register
from keywork.core.register import Duty
from keywork.web.nonprod.telling import Telling

pytestmark = pytest.mark.bench

TODAY = date(2026, 3, 2)
CASES = 10  # in each round


def thirty_events() -> list[Event]:
    """A request, its assessment with four bodies' advice, the plan and the first review arranged."""
    told = Telling(date(2025, 3, 3), TODAY)
    told.at(0).received()
    told.at(4).family_consulted().partners_told()
    told.at(35).decided_to_assess().asked_for_advice()
    told.at(70).advice_came("school").advice_came("ep").advice_came("health").advice_came("social-care")
    told.at(105).decided_to_issue().sent_the_draft()
    told.at(119).family_answered_the_draft().consulted("Harrowmere School")
    told.at(130).replied("Harrowmere School").sent_the_plan().provision_began()
    told.needs("ASD").placed_at("100001")
    told.at(320).arranged_review(2026, date(2026, 2, 20))
    noon = datetime(2025, 3, 3, 12, tzinfo=UTC)
    events = [
        Event(
            f"event-{place}", place, e.kind, noon + timedelta(days=place), e.occurred_on, e.not_after, e.thread,
            fields=e.fields,
        )
        for place, e in enumerate(told.entries(), start=1)
    ]  # fmt: skip
    assert len(events) == 30
    return events


EVENTS = thirty_events()
MESSAGES = {event.id: MessageEventDefinition(event.id) for event in EVENTS}
KNOWN_AT = EVENTS[-1].recorded_at + timedelta(days=1)


def work_out_the_clocks() -> int:
    return len(clocks_of(load_register(), EVENTS, as_of=TODAY, known_at=KNOWN_AT))


def many(work: Callable[[], object]) -> Callable[[], None]:
    def some_cases() -> None:
        for _ in range(CASES):
            work()

    return some_cases


def reading(duty: Duty, thread: object) -> list[str]:
    """The events that a clock reads, in order: what a machine for it must be told."""
    register = load_register()
    wanted = {*duty.trigger.events, *duty.met_by, *duty.ended_by, *duty.barred}
    return [
        event.id
        for event in EVENTS
        if wanted & set(register.counts_as[event.kind]) and (thread is Threads.ALL or event.thread == thread)
    ]


def clocks_read() -> list[list[str]]:
    """For each clock that the case starts, the events it reads."""
    history = History(load_register(), EVENTS, as_of=TODAY, known_at=KNOWN_AT)
    return [reading(duty, thread) for duty, thread in started(history)]


def line_machine(steps: int) -> StateMachine:
    """A machine that goes one state on with every event."""
    states = {f"after_{n}": State(initial=n == 0, final=n == steps) for n in range(steps + 1)}
    names = list(states)
    step = states[names[0]].to(states[names[1]])
    for here, there in pairwise(names[1:]):
        step |= states[here].to(states[there])
    made: StateMachine = type("Line", (StateMachine,), {**states, "step": step})()
    return made


def line_workflow(awaited: list[str]) -> BpmnWorkflow:
    """A BPMN process that waits for one message after another."""
    spec = BpmnProcessSpec(f"line-{len(awaited)}")
    last = spec.start
    for event_id in awaited:
        caught = IntermediateCatchEvent(spec, event_id, MESSAGES[event_id])
        last.connect(caught)
        last = caught
    last.connect(spec.end)
    workflow = BpmnWorkflow(spec)
    workflow.do_engine_steps()
    return workflow


class Loaded:
    """Machines made ready outside the timing; a round steps one set of them through the case's events."""

    def __init__(self, reads: list[list[str]]) -> None:
        self.reads = reads
        self.told = [[n for n, wanted in enumerate(reads) if event.id in wanted] for event in EVENTS]

    @property
    def steps(self) -> int:
        return sum(map(len, self.reads))

    def machines(self, sets: int) -> list[list[StateMachine]]:
        return [[line_machine(len(wanted)) for wanted in self.reads] for _ in range(sets)]

    def workflows(self, sets: int) -> list[list[BpmnWorkflow]]:
        return [[line_workflow(wanted) for wanted in self.reads] for _ in range(sets)]

    def step_machines(self, waiting: list[list[StateMachine]]) -> None:
        machines = waiting.pop()
        for told in self.told:
            for n in told:
                machines[n].step()
        assert all(machine.is_terminated for machine in machines)

    def step_workflows(self, waiting: list[list[BpmnWorkflow]]) -> None:
        workflows = waiting.pop()
        for event, told in zip(EVENTS, self.told, strict=True):
            for n in told:
                workflows[n].catch(BpmnEvent(MESSAGES[event.id]))
                workflows[n].do_engine_steps()
        assert all(workflow.completed for workflow in workflows)


def test_a_case_of_thirty_events() -> None:
    rounds, warm_up = 7, 1
    one, every = Loaded([[event.id for event in EVENTS]]), Loaded(clocks_read())
    sets = (rounds + warm_up) * CASES
    one_m, one_w, every_m, every_w = (
        one.machines(sets),
        one.workflows(sets),
        every.machines(sets),
        every.workflows(sets),
    )
    ours, machine, workflow, machines, workflows = interleaved(
        many(work_out_the_clocks),
        many(lambda: one.step_machines(one_m)),
        many(lambda: one.step_workflows(one_w)),
        many(lambda: every.step_machines(every_m)),
        many(lambda: every.step_workflows(every_w)),
        rounds=rounds,
        warm_up=warm_up,
        clock=OF_THE_PROCESSOR,
    )
    ours_ms = ours.middle * 1000 / CASES
    fact(
        f"A case of {len(EVENTS)} events, {len(load_register().duties)} duties: {ours_ms:.2f} ms for "
        f"{work_out_the_clocks()} clocks with their dates, {ours_ms / len(EVENTS) * 1000:.0f} µs an event"
    )
    verdict(f"SpiffWorkflow, a process for each clock ({every.steps} steps), per event", workflows, ours, at_least=10)
    verdict(
        f"python-statemachine, a machine for each clock ({every.steps} steps), per event", machines, ours, at_least=10
    )
    verdict("SpiffWorkflow, one process with no clocks, per event", workflow, ours)
    verdict("python-statemachine, one machine with no clocks, per event", machine, ours)
