"""Who may: the one place where the matrix is asked, for a page, for a record and for a list.

A view declares its action with ``@policy("case.open")``. A service or a query asks ``check_can`` (which
raises with the reason) or ``can`` (which answers). For records, a :class:`Reach` says what "own", "team" and
"area" mean for one kind of record; the same predicate filters lists and answers for one record.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.matrix import ANYONE, Scope, matrix
from keywork.web.accounts.models import Role

View = TypeVar("View", bound=Callable[..., Any])
Record = TypeVar("Record")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to "may they?", with how far they reach and a reason to show."""

    action: str
    scope: Scope
    reason: str

    @property
    def allowed(self) -> bool:
        return self.scope is not Scope.NONE

    @property
    def masked(self) -> bool:
        """Say whether everything that tells who a child is must stay hidden."""
        return self.scope is Scope.MASKED


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


def policy(action: str, *, writes: str | None = None) -> Callable[[View], View]:
    """Declare the action a view stands for; ``writes`` is another one for anything but reading.

    Works on a function and on a class; a class declares for itself and does not inherit the declaration.
    """
    declared = Declared(action, writes or action)

    def declare(view: View) -> View:
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
        return Decision(action, Scope.NONE, f"The matrix has no action '{action}'.")
    if actor is not None and actor.is_system:
        return Decision(action, Scope.AREA, "The system itself acts, for the whole authority.")
    role = (actor.role if actor else None) or ANYONE
    scope = rule.scope(role)
    return Decision(action, scope, _reason(rule.title, role, scope))


def _reason(title: str, role: str, scope: Scope) -> str:
    who = "People who have not signed in" if role == ANYONE else f"{Role(role).label}s"
    if scope is Scope.NONE:
        return f"{who} cannot do this: {title[0].lower()}{title[1:]}."
    return f"{who} can do this ({scope}): {title[0].lower()}{title[1:]}."


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
        raise Denied(Decision("undeclared", Scope.NONE, "This needs a person with a role."))
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
        return Q(pk__in=[])

    def holds(self, actor: Actor, record: Any) -> bool:
        return False


class Either(Predicate[Record]):
    def __init__(self, *parts: Predicate[Record]) -> None:
        self.parts = parts

    def q(self, actor: Actor) -> Q:
        whole = Q(pk__in=[])
        for part in self.parts:
            whole |= part.q(actor)
        return whole

    def holds(self, actor: Actor, record: Record) -> bool:
        return any(part.holds(actor, record) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Reach(Generic[Record]):
    """What each reach of the matrix means for one kind of record.

    Args:
        own: whose record is one's own.
        team: whose record is one's own or one's team's.
        area: whose record belongs to the authority; masked reading reaches as far.
    """

    own: Predicate[Record]
    team: Predicate[Record]
    area: Predicate[Record] = Everything()  # noqa: RUF009 - it holds no state

    def predicate(self, scope: Scope) -> Predicate[Record]:
        """Return the predicate that a reach stands for."""
        by_scope: dict[Scope, Predicate[Record]] = {
            Scope.NONE: Nothing(),
            Scope.OWN: self.own,
            Scope.TEAM: self.team,
            Scope.AREA: self.area,
            Scope.MASKED: self.area,
        }
        return by_scope[scope]

    def q(self, actor: Actor, action: str) -> Q:
        """Return the filter for a list: the records with which this person may do this."""
        return self.predicate(decide(actor, action).scope).q(actor)

    def can(self, actor: Actor, action: str, record: Record) -> bool:
        """Say whether this person may do this with one record."""
        return self.predicate(decide(actor, action).scope).holds(actor, record)

    def check(self, actor: Actor, action: str, record: Record) -> Decision:
        """Return the decision for one record.

        Raises:
            NotKnown: it is not theirs to know of; the page answers as if it did not exist.
        """
        decision = decide(actor, action)
        if not self.predicate(decision.scope).holds(actor, record):
            raise NotKnown(decision, getattr(record, "pk", None))
        return decision
