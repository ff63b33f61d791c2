"""Working out what importing a return would do: matched, mapped and compared, and nothing written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from keywork.core.events import Event, NewEvent
from keywork.web.accounts.actors import Actor
from keywork.web.deadlines.models import CaseSummary
from keywork.web.deadlines.services import CaseBatch
from keywork.web.kernel import clock
from keywork.web.kernel.ids import new_id
from keywork.web.ledger import queries as ledger
from keywork.web.people.models import CaseCard, Person
from keywork.web.people.services import Details, References, given_details
from keywork.web.returns.changes import Told, changes, told_by_returns
from keywork.web.returns.mapping import SOURCE, Chain
from keywork.web.returns.matching import Match, Matcher, details_of
from keywork.web.returns.models import ReturnImport, ReviewItem
from keywork.web.returns.staging import RefusedReturn, Row, StagedReturn

FEW_WEEKS = 31
ALLOCATED = "case-allocated"


@dataclass(slots=True, eq=False)
class KnownCase:
    """A case that an earlier return told of."""

    case_id: UUID
    record: list[Event]
    told: Told


@dataclass(slots=True)
class Doubt:
    """Something that a person must decide."""

    kind: str
    reason: str
    person_id: UUID | None = None
    candidate_id: UUID | None = None
    case_id: UUID | None = None


@dataclass(slots=True)
class Plan:
    """What importing a return would do."""

    staged: StagedReturn
    people: list[tuple[UUID, Details]] = field(default_factory=list)
    updates: list[tuple[Person, Details]] = field(default_factory=list)
    cases: list[tuple[UUID, UUID, str]] = field(default_factory=list)
    batches: list[CaseBatch] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    matched: int = 0
    imports_before: tuple[int, int] = (0, 0)

    def summary(self) -> dict[str, int]:
        """Return the counts that a person is shown."""
        entries = [entry for batch in self.batches for entry in batch.entries]
        severities = defaultdict(int)
        for finding in self.staged.findings:
            severities[finding.severity] += 1
        return {
            "people_new": len(self.people),
            "people_matched": self.matched,
            "people_changed": len(self.updates),
            "matches_doubtful": sum(doubt.kind == ReviewItem.Kind.MATCH for doubt in self.doubts),
            "cases_new": len(self.cases),
            "cases_changed": len(self.batches) - len(self.cases),
            "cases_absent": sum(doubt.kind == ReviewItem.Kind.ABSENT for doubt in self.doubts),
            "events": sum(entry.corrects is None for entry in entries),
            "corrections": sum(entry.corrects is not None for entry in entries),
            "quarantined": len(self.staged.quarantined),
            **{f"findings_{name}": severities[name] for name in ("error", "query", "format", "security")},
        }


def imports_so_far() -> tuple[int, int]:
    """Return how many imports there are, and how many of them were taken back."""
    return ReturnImport.objects.count(), ReturnImport.objects.exclude(reversed_at=None).count()


class Planner:
    """Works out a plan for one authority."""

    def __init__(self, staged: StagedReturn, actor: Actor) -> None:
        if staged.authority_code != actor.authority.code:
            raise RefusedReturn(
                f"The return is of authority {staged.authority_code}, not {actor.authority.code}. Check the file."
            )
        self.plan, self.staged, self.actor = Plan(staged, imports_before=imports_so_far()), staged, actor
        self.today: date = clock.today()
        self.references = References()
        self.years = dict(ReturnImport.objects.filter(reversed_at=None).values_list("recorded_at", "collection_year"))
        self.corrects_its_year = staged.collection_year in self.years.values()
        # What was taken back left cases without an entry that stands; the same return again fills them.
        self.emptied: dict[UUID, list[KnownCase]] = defaultdict(list)
        self.known = self._known_cases()
        self.seen: set[UUID] = set()

    def _known_cases(self) -> dict[UUID, list[KnownCase]]:
        owners = dict(CaseCard.objects.values_list("case_id", "person_id"))
        known: dict[UUID, list[KnownCase]] = defaultdict(list)
        for case_id, record in ledger.streams():
            told = told_by_returns(record, self.years)
            if told.events:
                known[owners[case_id]].append(KnownCase(case_id, record, told))
            elif all(event.source == SOURCE or event.kind == ALLOCATED for event in record):
                self.emptied[owners[case_id]].append(KnownCase(case_id, record, told))
        return known

    def work_out(self) -> Plan:
        """Match every person and request and work out what changes."""
        rows = self.staged.rows["person"]
        given = [details_of(row) for row in rows]
        # Whoever a review found to be somebody else has no case left, and is nobody to match.
        people = Person.objects.filter(cards__isnull=False).distinct().order_by("pk")
        for row, details, match in zip(rows, given, Matcher(people).match_all(given), strict=True):
            person_id = self._person(match, details)
            self._requests(person_id, self.staged.children(row, "requests"))
        if self.staged.collection_year >= max(
            self.years.values(), default=0
        ):  # an older one cannot know who came since
            self._absent()
        return self.plan

    def _person(self, match: Match, details: Details) -> UUID:
        if match.person is not None:
            self.plan.matched += 1
            if _differs(match.person, details):
                self.plan.updates.append((match.person, details))
            return match.person.pk
        person_id = new_id()
        self.plan.people.append((person_id, details))
        if match.doubt is not None:
            self.plan.doubts.append(
                Doubt(ReviewItem.Kind.MATCH, match.reason, person_id=person_id, candidate_id=match.doubt.pk)
            )
        return person_id

    def _requests(self, person_id: UUID, rows: list[Row]) -> None:
        cases, year = self.known.get(person_id, []), self.staged.collection_year
        listed = [Asked(row.day("receiveddate"), Chain(self.staged, row, self.today).events()) for row in rows]
        for row, asked, case in zip(rows, listed, pair(listed, cases, by_order=self.corrects_its_year), strict=True):
            if case is None:
                self._new_case(person_id, row, list(asked.events.values()))
                continue
            self.seen.add(case.case_id)
            entries = changes(case.told, asked.events, year=year, today=self.today)
            if entries:
                self.plan.batches.append(CaseBatch(case.case_id, entries, case.record))

    def _new_case(self, person_id: UUID, row: Row, entries: list[NewEvent]) -> None:
        if self.emptied[person_id]:
            case = self.emptied[person_id].pop(0)
            self.plan.batches.append(CaseBatch(case.case_id, entries, case.record))
            return
        case_id = new_id()
        received = row.day("receiveddate") or self.staged.reference_date
        year = min(received.year, self.today.year)
        self.plan.cases.append((case_id, person_id, self.references.next(year)))
        self.plan.batches.append(CaseBatch(case_id, entries))

    def _absent(self) -> None:
        """Name open cases that earlier returns told of and this one does not; nothing is deleted."""
        waiting = set(
            ReviewItem.objects.filter(kind=ReviewItem.Kind.ABSENT, decided_at=None).values_list("case_id", flat=True)
        )
        open_cases = set(CaseSummary.objects.filter(is_open=True).values_list("case_id", flat=True))
        for person_id, cases in self.known.items():
            for case in cases:
                if case.case_id in open_cases and case.case_id not in self.seen | waiting:
                    reason = f"Open here, but not in the return of {self.staged.collection_year}."
                    self.plan.doubts.append(
                        Doubt(ReviewItem.Kind.ABSENT, reason, person_id=person_id, case_id=case.case_id)
                    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of a return: when it was received, and all that the return tells of it."""

    received_on: date | None
    events: dict[str, NewEvent]


def pair(requests: Sequence[Asked], cases: Sequence[KnownCase], *, by_order: bool) -> list[KnownCase | None]:
    """Pair the requests of a return with the cases of a person: by received date, then by order.

    Of several of one day the one that tells most of the same is taken. Order is used where this return corrects
    one of the same year; in another year a request is another one, unless its day differs by a few weeks at most.
    """
    free = sorted(cases, key=lambda case: (case.told.received_on or date.max, str(case.case_id)))
    paired: dict[int, KnownCase] = {}
    alike = [
        (-_same_facts(asked, case), place, number)
        for place, asked in enumerate(requests)
        for number, case in enumerate(free)
        if case.told.received_on == asked.received_on
    ]
    _take(sorted(alike), free, paired)
    left = [case for case in free if case not in paired.values()]
    for place, asked in enumerate(requests):
        if place not in paired:
            near = [case for case in left if by_order or _is_near(asked.received_on, case.told.received_on)]
            if near:
                paired[place] = near[0]
                left.remove(near[0])
    return [paired.get(place) for place in range(len(requests))]


def _take(alike: Iterable[tuple[int, int, int]], free: Sequence[KnownCase], paired: dict[int, KnownCase]) -> None:
    taken: set[int] = set()
    for _, place, number in alike:
        if place not in paired and number not in taken:
            paired[place] = free[number]
            taken.add(number)


def _same_facts(asked: Asked, case: KnownCase) -> int:
    told = case.told.events
    return sum(key in told and told[key].fields == event.fields for key, event in asked.events.items())


def _is_near(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and abs((one - other).days) <= FEW_WEEKS


def _differs(person: Person, details: Details) -> bool:
    return any(getattr(person, name) != value for name, value in given_details(details).items())
