"""Who may: the one place where the matrix is asked, for a page, for a record and for a list.

A view declares its action with ``@policy("case.open")``. A service or a query asks ``check_can`` (which
raises with the reason) or ``can`` (which answers). For records, a :class:`Reach` says what "own", "team" and
the rest mean for one kind of record; the same predicate filters lists and answers for one record.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_
from typing import Any, Generic, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.cells import ANYONE, VEILED, Scope, Way
from keywork.web.accounts.matrix import matrix
from keywork.web.accounts.models import Role
from keywork.web.accounts.sending import once

View = TypeVar("View", bound=Callable[..., Any])
Record = TypeVar("Record")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
NONE = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to "may they?", with the ways in which they may and a reason to show."""

    action: str
    ways: tuple[Way, ...]
    reason: str

    @property
    def allowed(self) -> bool:
        return bool(self.ways)

    @property
    def scopes(self) -> frozenset[Scope]:
        """How far they reach; the scopes add up."""
        return frozenset(way.scope for way in self.ways)

    @property
    def masked(self) -> bool:
        """Say whether everything that tells who a child is must stay hidden."""
        return self.allowed and self.scopes <= VEILED

    @property
    def conditions(self) -> frozenset[str]:
        """The conditions of the matrix that hold whichever way they reach."""
        return frozenset.intersection(*(way.conditions for way in self.ways)) if self.ways else frozenset()


class Denied(PermissionDenied):
    """The role does not have this action. Everybody may know that the action exists."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.reason)
        self.decision = decision


class NotKnown(Http404):
    """A record this person may not know of. To them it looks exactly like one that does not exist."""

    def __init__(self, decision: Decision, subject: object) -> None:
        super().__init__("There is no such record.")
        self.decision = decision
        self.subject = subject


@dataclass(frozen=True, slots=True)
class Declared:
    """What a view declared: the action to read it, and the one to send something to it."""

    reads: str
    writes: str

    def action(self, method: str | None) -> str:
        """Return the action that a request of this method needs."""
        return self.reads if method in SAFE_METHODS else self.writes


def policy(action: str, *, writes: str | None = None, repeats: bool = False) -> Callable[[View], View]:
    """Declare the action a view stands for; ``writes`` is another one for anything but reading.

    Works on a function and on a class; a class declares for itself and does not inherit the declaration. What a
    function's form asks for is done once however often it is sent, but for ``repeats``: a search, say.
    """
    declared = Declared(action, writes or action)

    def declare(view: View) -> View:
        if not repeats and not isinstance(view, type):
            view = once(view)  # type: ignore[assignment] - it wraps, and keeps the kind
        view.keywork_policy = declared  # type: ignore[attr-defined]
        return view

    return declare


def declared_by(view: Callable[..., Any]) -> Declared | None:
    """Return what a view declares, or None."""
    found: Declared | None = None
    for owner in (view, getattr(view, "view_class", None)):
        found = found or (vars(owner).get("keywork_policy") if owner else None)
    return found


def decide(actor: Actor | None, action: str) -> Decision:
    """Say how far somebody reaches with an action. An action the matrix does not have is nobody's.

    Args:
        actor: who asks; None is somebody who has not signed in or has no role.
        action: a code of the matrix.
    """
    rule = matrix().get(action)
    if rule is None:
        return Decision(action, (), f"The matrix has no action '{action}'.")
    if actor is not None and actor.is_system:
        return Decision(action, (Way(Scope.AREA),), "The system itself acts, for the whole authority.")
    role = (actor.role if actor else None) or ANYONE
    ways = rule.ways_of(role)
    return Decision(action, ways, _reason(rule.title, role, allowed=bool(ways)))


def _reason(title: str, role: str, *, allowed: bool) -> str:
    who = "People who have not signed in" if role == ANYONE else f"Accounts with the role {Role(role).label}"
    return f"{who} {'can' if allowed else 'cannot'} do this: {title[0].lower()}{title[1:]}."


def check_can(actor: Actor | None, action: str) -> Decision:
    """Return the decision.

    Raises:
        Denied: the role does not have the action; the reason says so in words.
    """
    decision = decide(actor, action)
    if not decision.allowed:
        raise Denied(decision)
    return decision


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks, in a view that only a person with a role reaches.

    Raises:
        Denied: nobody with a role is signed in.
    """
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Actor):
        raise Denied(Decision("undeclared", (), "This needs a person with a role."))
    return actor


def can(actor: Actor | None, action: str) -> bool:
    """Answer the same question with yes or no."""
    return decide(actor, action).allowed


class Predicate(ABC, Generic[Record]):
    """A relation between a person and a kind of record, said once and used twice."""

    @abstractmethod
    def q(self, actor: Actor) -> Q:
        """Return the filter that leaves the records for which it holds."""

    @abstractmethod
    def holds(self, actor: Actor, record: Record) -> bool:
        """Say whether it holds for one record."""

    def keeps(self, actor: Actor) -> Q:
        """Return the filter that leaves the records for which it does not hold."""
        found = self.q(actor)
        return Q() if found == NONE else ~found

    def row_by_row(self) -> Predicate[Record]:
        """Return the same with a filter for one record or a few: one that looks at no others to tell them apart."""
        return self

    def __or__(self, other: Predicate[Record]) -> Predicate[Record]:
        return Either(self, other)


class Everything(Predicate[Any]):
    """Every record of the authority; the scope of the request already keeps other authorities out."""

    def q(self, actor: Actor) -> Q:
        return Q()

    def holds(self, actor: Actor, record: Any) -> bool:
        return bool(record.authority_id == actor.authority_id)


class Nothing(Predicate[Any]):
    def q(self, actor: Actor) -> Q:
        return NONE

    def holds(self, actor: Actor, record: Any) -> bool:
        return False


def joined(filters: Iterable[Q]) -> Q:
    """Return filters joined by "or"; one that takes everything makes the others needless.

    Lists of records are joined to one list: asked for two, PostgreSQL reads every record to see which list has it.
    """
    found = [one for one in filters if one != NONE]
    if not all(found):
        return Q()
    listed = [(one, records) for one in found if (records := _listed(one)) is not None]
    if len(listed) > 1:
        (_, records), *others = listed
        found = [one for one in found if not any(one is its for its, _ in listed)]
        found.append(Q(pk__in=records.union(*(more for _, more in others))))
    return reduce(or_, found, Q()) or NONE


def _listed(one: Q) -> QuerySet[Any, Any] | None:
    """Return the records that a filter lists, where it does nothing else."""
    if one.negated or len(one.children) != 1 or not isinstance(one.children[0], tuple):
        return None
    how, what = one.children[0]
    return what if how == "pk__in" and isinstance(what, QuerySet) else None


class Either(Predicate[Record]):
    def __init__(self, *parts: Predicate[Record]) -> None:
        self.parts = parts

    def q(self, actor: Actor) -> Q:
        """Return the filters joined."""
        return joined(part.q(actor) for part in self.parts)

    def keeps(self, actor: Actor) -> Q:
        """Return the filters that each part leaves, all of them."""
        return reduce(and_, (part.keeps(actor) for part in self.parts), Q())

    def holds(self, actor: Actor, record: Record) -> bool:
        return any(part.holds(actor, record) for part in self.parts)

    def row_by_row(self) -> Predicate[Record]:
        return Either(*(part.row_by_row() for part in self.parts))


@dataclass(frozen=True, slots=True)
class Reach(Generic[Record]):
    """What the scopes of the matrix mean for one kind of record.

    Args:
        relation: gives the predicate of a scope; the classes are those whose marks gave the scope.
        denied: whose records are taken away whatever a cell gives; None where nothing takes any.
        behind_glass: whose are taken away even from somebody who broke the glass.
    """

    relation: Callable[[Scope, tuple[str, ...]], Predicate[Record]]
    denied: Predicate[Record] | None = None
    behind_glass: Predicate[Record] | None = None

    def q(self, actor: Actor, action: str) -> Q:
        """Return the filter for a list: the records with which this person may do this."""
        return self.q_of(actor, decide(actor, action).ways)

    def q_of(self, actor: Actor, ways: Iterable[Way]) -> Q:
        """Return the filter for the records that some ways open."""
        return joined(self._opened(actor, parts, denied) for parts, denied in self._groups(actor, ways))

    @staticmethod
    def _opened(actor: Actor, parts: list[Predicate[Record]], denied: Predicate[Record] | None) -> Q:
        """Return the filter of some ways, less what is taken away on them."""
        opened = Either(*parts).q(actor)
        return opened if denied is None or opened == NONE else opened & denied.keeps(actor)

    def row_by_row(self) -> Reach[Record]:
        """Return the same for one record or a few: what takes records away does not look for every other one first."""
        denied, glass = (one.row_by_row() if one else None for one in (self.denied, self.behind_glass))
        return replace(self, denied=denied, behind_glass=glass)

    def takes_all(self, actor: Actor, action: str) -> bool:
        """Say whether this person may do this with every record but those that a flag takes away."""
        return not Either(*self._parts(decide(actor, action).ways)).q(actor)

    def can(self, actor: Actor, action: str, record: Record) -> bool:
        """Say whether this person may do this with one record."""
        return self.can_by(actor, decide(actor, action).ways, record)

    def can_by(self, actor: Actor, ways: Iterable[Way], record: Record) -> bool:
        """Say whether some ways open one record to this person."""
        return any(
            Either(*parts).holds(actor, record) and not (denied is not None and denied.holds(actor, record))
            for parts, denied in self._groups(actor, ways)
        )

    def _groups(
        self, actor: Actor, ways: Iterable[Way]
    ) -> Iterator[tuple[list[Predicate[Record]], Predicate[Record] | None]]:
        """Yield the ways with what is taken away on them: less where the glass was broken, nothing from the system."""
        glass = [way for way in ways if way.scope is Scope.GLASS]
        rest = [way for way in ways if way.scope is not Scope.GLASS]
        for some, denied in ((rest, self.denied), (glass, self.behind_glass)):
            if some:
                yield self._parts(some), None if actor.is_system else denied

    def _parts(self, ways: Iterable[Way]) -> list[Predicate[Record]]:
        return [self.relation(scope, classes) for scope, classes in dict.fromkeys((w.scope, w.classes) for w in ways)]

    def check(self, actor: Actor, action: str, record: Record) -> Decision:
        """Return the decision for one record.

        Raises:
            NotKnown: it is not theirs to know of; the page answers as if it did not exist.
        """
        decision = decide(actor, action)
        if not self.can(actor, action, record):
            raise NotKnown(decision, getattr(record, "pk", None))
        return decision
