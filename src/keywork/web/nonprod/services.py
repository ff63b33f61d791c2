"""Making the demo authority: an invented area with people, cases, staff and stories, the same for a seed and a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django_scopes import scope

from keywork.core.events import DATE_CORRECTED, Event, NewEvent
from keywork.web.accounts.actors import Actor, system
from keywork.web.accounts.models import Authority
from keywork.web.accounts.services import add_authority
from keywork.web.deadlines.services import CaseBatch, prepare_batch, write_batch
from keywork.web.kernel import clock
from keywork.web.kernel.ids import new_id
from keywork.web.kernel.planner import learn_sizes
from keywork.web.ledger.models import Case, LedgerEvent
from keywork.web.nonprod import population, staff
from keywork.web.nonprod.advising import advise
from keywork.web.nonprod.area import Area
from keywork.web.nonprod.consulting import consult
from keywork.web.nonprod.documenting import document
from keywork.web.nonprod.entrusting import entrust
from keywork.web.nonprod.excepting import except_some
from keywork.web.nonprod.involving import involve
from keywork.web.nonprod.keeping import keep
from keywork.web.nonprod.lettering import write_letters
from keywork.web.nonprod.meeting import meet
from keywork.web.nonprod.merging import merge
from keywork.web.nonprod.panelling import convene, with_conclusions
from keywork.web.nonprod.planning import plan
from keywork.web.nonprod.population import Made
from keywork.web.nonprod.representing import represent
from keywork.web.nonprod.requesting import request_assessments
from keywork.web.nonprod.ringing import ring
from keywork.web.nonprod.staff import Staff
from keywork.web.nonprod.stories import Correction
from keywork.web.nonprod.writing import write
from keywork.web.people.models import CaseCard
from keywork.web.people.services import References, add_cases, add_people

AT_ONCE = 250
EVENING = timedelta(hours=7)
ACTION = "demo.create"
Progress = Callable[[int, int], None]


class NotHere(RuntimeError):
    """The home is not one to make the demo in, with what to do instead in words."""


@dataclass(frozen=True, slots=True)
class Created:
    """What was made."""

    authority: Authority
    staff: Staff
    cases: int
    events: int
    stories: list[str]


@dataclass(frozen=True, slots=True)
class Opened:
    """A case of the demo with its number."""

    case_id: UUID
    person_id: UUID
    made: Made


def check_here(*, beside_others: bool) -> None:
    """Check that a demo can be made here.

    Raises:
        NotHere: it cannot.
    """
    try:
        is_ready = Authority._meta.db_table in connection.introspection.table_names()
    except OperationalError:
        is_ready = False
    if not is_ready:
        raise NotHere("This home has no database yet. Prepare it with: keywork init.")
    if not beside_others and Authority.objects.exists():
        raise NotHere("There is an authority in this home already. Use another KEYWORK_HOME, or add --add.")


@transaction.atomic
def create(
    *,
    code: str,
    name: str,
    seed: int,
    area: Area,
    shared_password: str | None = None,
    beside_others: bool = False,
    progress: Progress = lambda done, of: None,
) -> Created:
    """Make a demo authority, whole or not at all.

    Args:
        seed: the same seed on the same day gives the same people, cases and events, ids apart.
        shared_password: for everybody; None leaves the accounts to be opened by their links.
        beside_others: make it even where there is another authority.
        progress: told how many cases are done, of how many.

    Raises:
        NotHere: there is an authority already, or no database yet.
        AccountFault: the code or name is none, or is taken.
    """
    check_here(beside_others=beside_others)
    rng = Random(seed)  # noqa: S311 - an invented area, no secret
    authority = add_authority(code=code, name=name)
    with scope(authority=authority):
        actor = system("demo", authority)
        hired = staff.hire(actor=actor, rng=rng, shared_password=shared_password)
        made = population.populate(rng, area, authority_code=code, today=clock.today())
        opened = _open(actor, made)
        _allocate_cards(opened, hired)
        _record(actor, opened, hired, progress)
        involve(actor, hired)
        advise(actor, hired)
        consult(actor, hired)
        keep(actor, hired)
        document(hired)
        write_letters(hired)
        plan(actor, hired)
        request_assessments(hired, seed)
        ring(hired, seed)
        meet(hired)
        convene(actor, hired)
        represent(actor, hired)
        except_some(actor, hired)
        entrust(actor, hired)
        merge(actor, hired)
        write(actor, hired)
        cases, events = Case.objects.count(), LedgerEvent.objects.count()
    learn_sizes()
    return Created(authority, hired, cases, events, [one.reference for one in made if one.story])


def _open(actor: Actor, made: Sequence[Made]) -> list[Opened]:
    """Add the people and open their cases."""
    references = References()
    opened = [Opened(new_id(), new_id(), one) for one in made]
    add_people(actor=actor, people=[(one.person_id, one.made.person) for one in opened])
    cases = [(one.case_id, one.person_id, one.made.reference or references.next(one.made.began.year)) for one in opened]
    add_cases(actor=actor, cases=cases)
    return opened


def _allocate_cards(opened: Iterable[Opened], hired: Staff) -> None:
    """Put team and keyworker on the index cards, as the allocation events say."""
    places: dict[tuple[int, int | None], list[UUID]] = {}
    for one in opened:
        if one.made.team is not None:
            places.setdefault((one.made.team, one.made.keyworker), []).append(one.case_id)
    for (team, keyworker), cases in places.items():
        who = hired.keyworkers[team][keyworker] if keyworker is not None else None
        for first in range(0, len(cases), AT_ONCE):
            some = CaseCard.objects.filter(case_id__in=cases[first : first + AT_ONCE])
            some.update(team=hired.teams[team], keyworker=who)


def _allocated(made: Made, hired: Staff) -> list[NewEvent]:
    if made.team is None or made.allocated_on is None:
        return []
    fields = {"team": str(hired.teams[made.team].pk)}
    if made.keyworker is not None:
        fields["keyworker"] = str(hired.keyworkers[made.team][made.keyworker].pk)
    return [NewEvent("case-allocated", made.allocated_on, fields=fields)]


def _told(made: Made) -> Sequence[NewEvent]:
    """Return what happened in a case; the stories are told as they are."""
    if made.story:
        return made.entries
    return with_conclusions(
        made.entries, made.person.born_on, f"{made.began} {made.person.surname}{made.person.forename}"
    )


def _record(actor: Actor, opened: Sequence[Opened], hired: Staff, progress: Progress) -> None:
    """Record the cases some hundreds at a time, and after them the corrections of the stories."""
    for first in range(0, len(opened), AT_ONCE):
        some = opened[first : first + AT_ONCE]
        batches = [CaseBatch(one.case_id, [*_told(one.made), *_allocated(one.made, hired)]) for one in some]
        prepared = prepare_batch(actor=actor, batches=batches)
        late = {one.case_id: one.made.entered_late for one in some}
        prepared.rows[:] = [
            (case_id, _as_it_happened(event, prepared.stamp.at, late[case_id].get(event.kind, 0)))
            for case_id, event in prepared.rows
        ]
        write_batch(actor=actor, prepared=prepared, action=ACTION)
        _correct(actor, some, prepared.rows)
        progress(first + len(some), len(opened))


def _as_it_happened(event: Event, now: datetime, days_late: int) -> Event:
    """Let an entry have been recorded at the end of its day or some days later, so that the demo has a past."""
    on = event.occurred_on or event.not_after
    if on is None:
        return event
    return event._replace(recorded_at=min(clock.end_of_day(on + timedelta(days=days_late)) - EVENING, now))


def _correct(actor: Actor, opened: Sequence[Opened], rows: Sequence[tuple[UUID, Event]]) -> None:
    """Record the corrections that stories end with; they need the ids of what they correct."""
    batches = []
    for one in opened:
        if one.made.corrections:
            record = [event for case_id, event in rows if case_id == one.case_id]
            batches.append(CaseBatch(one.case_id, _corrections(one.made.corrections, record), record))
    if batches:
        write_batch(actor=actor, prepared=prepare_batch(actor=actor, batches=batches), action=ACTION)


def _corrections(corrections: Iterable[Correction], record: Sequence[Event]) -> list[NewEvent]:
    return [
        NewEvent(
            DATE_CORRECTED,
            clock.today(),
            corrects=next(event.id for event in record if event.kind == correction.kind),
            fields={"to": correction.to},
        )
        for correction in corrections
    ]
