"""Everybody in the demo: the requests of some years, the plans from before them, and the stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from keywork.core.events import NewEvent
from keywork.web.nonprod import journeys, years
from keywork.web.nonprod.area import AGES, Area, choose, days_of_requests
from keywork.web.nonprod.names import People
from keywork.web.nonprod.stories import Correction, Story, stories
from keywork.web.nonprod.telling import Telling
from keywork.web.people.services import Details

NORTH, SOUTH, TRANSITIONS = 0, 1, 2
KEYWORKERS = (3, 3, 2)
CLOSING = frozenset({"plan-ceased", "child-moved-out", "child-died"})
OLDEST = 24
# The shares of cases that nobody has, and that a keyworker holds; older plans are mostly the whole team's.
NOBODYS, HELD, HELD_OLDER = 0.06, 0.9, 0.35
# In how many cases one sort of entry was entered weeks after it happened, so that old figures say something else today.
LATE_ENTRIES = 0.05
ENTERED_LATE = ("final-plan-sent", "decided-to-assess", "decided-not-to-assess", "review-decided-no-change")


@dataclass(frozen=True, slots=True)
class Made:
    """A person and their case.

    Args:
        person: their details.
        began: the day the case began.
        entries: its record up to today.
        reference: of a story; empty for the next number.
        team: the number of its team, None where nobody has it yet.
        keyworker: the number of the keyworker in the team, or None.
        allocated_on: the day it was given to them.
        corrections: recorded after the rest.
        entered_late: by kind of entry, how many days after it happened it was entered.
    """

    person: Details
    began: date
    entries: Sequence[NewEvent]
    reference: str = ""
    team: int | None = None
    keyworker: int | None = None
    allocated_on: date | None = None
    corrections: tuple[Correction, ...] = field(default=())
    entered_late: Mapping[str, int] = field(default_factory=dict)

    @property
    def story(self) -> bool:
        return bool(self.reference)

    @property
    def in_force(self) -> bool:
        """Say whether there is a plan that has not ended here."""
        kinds = {entry.kind for entry in self.entries}
        return bool(kinds & set(years.PLAN_ON)) and not kinds & CLOSING


def populate(rng: Random, area: Area, *, authority_code: str, today: date) -> list[Made]:
    """Return everybody, by the day their case began.

    Args:
        area: how many of each.
        authority_code: for pupil numbers.
        today: the last day of every record.
    """
    maker = Maker(rng, area, authority_code, today)
    made = [*maker.stories(), *maker.requests(), *maker.ended(), *maker.left(), *maker.arrived()]
    missing = area.plans_in_force - sum(one.in_force for one in made)
    made += [maker.plan_in_force() for _ in range(missing)]
    return sorted(made, key=lambda one: one.began)


class Maker:
    """Makes the cases of an area, one sort after the other."""

    def __init__(self, rng: Random, area: Area, authority_code: str, today: date) -> None:
        self.rng, self.area, self.today = rng, area, today
        self.people = People(rng, authority_code)
        self.since = today - timedelta(days=365 * area.years)
        self.settings = [f"{900100 + 7 * number}" for number in range(max(12, area.plans_in_force // 45))]

    def stories(self) -> list[Made]:
        """Return the life stories, all with the first keyworker of the first team."""
        told = {story.reference: story for story in stories(self.today)}
        people: dict[str, Details] = {}
        for reference, story in told.items():
            person = self.people.child(age=story.age, on=story.told.start)
            twin = people.get(story.twin_of)
            shared = {"surname": twin.surname, "born_on": twin.born_on, "postcode": twin.postcode} if twin else {}
            people[reference] = replace(person, **shared)
        return [self._story(story, people[reference]) for reference, story in told.items()]

    def _story(self, story: Story, person: Details) -> Made:
        return Made(
            person=person,
            began=story.told.start,
            entries=story.entries,
            reference=story.reference,
            team=NORTH,
            keyworker=0,
            allocated_on=min(story.told.start + timedelta(days=1), self.today),
            corrections=story.corrections,
            entered_late=story.entered_late,
        )

    def requests(self) -> list[Made]:
        """Return every request of the years, with what became of it."""
        made = []
        for received in days_of_requests(self.rng, self.area, self.today):
            age = choose(self.rng, AGES)
            telling = journeys.request(self.rng, received, self.today, self.settings)
            if received < self.since and telling.closed_before(self.since):
                continue
            years.reviewed_each_year(self.rng, telling, since=self.since, until=self.today)
            made.append(self._living(telling, self.people.child(age=age, on=received), age))
        return made

    def _living(self, telling: Telling, person: Details, age: int, since: date | None = None) -> Made:
        """Return a case that goes on, with its moves from school to school."""
        if person.born_on:
            years.transferred_between_phases(self.rng, telling, person.born_on, since=since or self.since)
        return self._made(telling, person, age, since)

    def ended(self) -> list[Made]:
        """Return the older plans that have ceased in the years."""
        return [self._closing(years.ended) for _ in range(self.area.ended * self.area.years)]

    def left(self) -> list[Made]:
        """Return the older plans whose child has moved away in the years."""
        return [self._closing(years.moved_out) for _ in range(self.area.left * self.area.years)]

    def _closing(self, close: years.Closing) -> Made:
        on = self._day_in_the_years()
        begun, age = self._begun(on)
        telling = years.older_plan(self.rng, begun, self.today, self.settings)
        years.reviewed_each_year(self.rng, telling, since=self.since, until=on - timedelta(days=210))
        age_then = age + (on - begun).days // 365
        close(self.rng, telling, on, age_then)
        return self._made(telling, self.people.child(age=age, on=begun), age_then)

    def arrived(self) -> list[Made]:
        """Return the plans that came over from another area in the years."""
        return [self._arrived() for _ in range(self.area.arrived * self.area.years)]

    def _arrived(self) -> Made:
        on = self._day_in_the_years()
        begun, age = self._begun(on)
        telling = years.older_plan(self.rng, begun, self.today, self.settings)
        years.moved_in(self.rng, telling, on, self.rng.choice(years.ELSEWHERE))
        years.reviewed_each_year(self.rng, telling, since=on, until=self.today)
        return self._living(telling, self.people.child(age=age, on=begun), age, since=on)

    def plan_in_force(self) -> Made:
        """Return a plan from before the years that is still in force."""
        begun, age = self._begun(self.since)
        telling = years.older_plan(self.rng, begun, self.today, self.settings)
        years.reviewed_each_year(self.rng, telling, since=self.since, until=self.today)
        return self._living(telling, self.people.child(age=age, on=begun), age + (self.today - begun).days // 365)

    def _day_in_the_years(self) -> date:
        return self.since + timedelta(days=self.rng.randint(1, 365 * self.area.years - 1))

    def _begun(self, before: date) -> tuple[date, int]:
        """Return the day an older plan was made and the child's age then, so that they are not too old today."""
        while True:
            begun = before - timedelta(days=round(min(self.rng.expovariate(1 / 1150), 4000)) + 1)
            age = choose(self.rng, AGES)
            now = age + (self.today - begun).days // 365
            if now <= 18 or (now < OLDEST and self.rng.random() < 0.35):
                return begun, age

    def _made(self, telling: Telling, person: Details, age: int, since: date | None = None) -> Made:
        entries = telling.entries()
        held = HELD if telling.has("assessment-request-received") else HELD_OLDER
        team, keyworker, on = self._place(max(telling.start, since or self.since), age, held)
        late = {self.rng.choice(ENTERED_LATE): self.rng.randint(8, 60)} if self.rng.random() < LATE_ENTRIES else {}
        return Made(person, telling.start, entries, team=team, keyworker=keyworker, allocated_on=on, entered_late=late)

    def _place(self, start: date, age: int, held: float) -> tuple[int | None, int | None, date | None]:
        """Return whose a case is: new ones wait to be given out, and some always fall through."""
        rng = self.rng
        team = TRANSITIONS if age < 5 or age >= 15 else rng.choice((NORTH, SOUTH))
        keyworker, on, lot = rng.randrange(KEYWORKERS[team]), start + timedelta(days=rng.randint(1, 21)), rng.random()
        if on > self.today or lot < NOBODYS:
            return None, None, None
        return team, keyworker if rng.random() < held else None, on
