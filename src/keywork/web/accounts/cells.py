"""The matrix of who may do what with which records, and the decision it stands for. ``matrix.yaml`` says it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

ANYONE = "anyone"
VERBS = "NRCUSAXMDBΣ"


class Scope(StrEnum):
    """Whose records a mark of the matrix opens, and so also how somebody stands to a record."""

    OWN = "own"
    TEAM = "team"
    AREA = "area"
    REQUEST = "request"
    SETTING = "setting"
    FAMILY = "family"
    GRANT = "grant"
    SAMPLED = "sampled"
    MASKED = "masked"
    GLASS = "glass"


LETTERS = {
    "o": Scope.OWN, "t": Scope.TEAM, "a": Scope.AREA, "q": Scope.REQUEST, "s": Scope.SETTING, "c": Scope.FAMILY,
    "g": Scope.GRANT, "k": Scope.SAMPLED,
}  # fmt: skip
# Reading as far as this, whatever says who a child is stays hidden.
VEILED = frozenset({Scope.SAMPLED, Scope.MASKED})
# Whose record it is to somebody is also their team's; and everything is the area's.
IMPLIED: Mapping[Scope, frozenset[Scope]] = {
    Scope.OWN: frozenset({Scope.OWN, Scope.TEAM, Scope.AREA}),
    **{scope: frozenset({scope, Scope.AREA}) for scope in Scope if scope is not Scope.OWN},
}


@dataclass(frozen=True, slots=True)
class Grant:
    """One mark of a cell: a verb, whose records, and the condition that narrows it or must hold first.

    Args:
        verb: one letter of the legend.
        scope: whose records.
        condition: the words in brackets, or empty.
    """

    verb: str
    scope: Scope
    condition: str = ""


@dataclass(frozen=True, slots=True)
class RecordClass:
    """A kind of record, and how it is guarded beside its cells."""

    code: str
    title: str
    level: str


@dataclass(frozen=True, slots=True)
class Condition:
    """What stands in brackets after a mark.

    Args:
        text: the words.
        must: it opens nothing before this is so; otherwise it opens a part.
        means: the condition as a sentence.
    """

    text: str
    must: bool
    means: str


@dataclass(frozen=True, slots=True)
class Overlay:
    """A flag that takes away what a cell gives.

    Args:
        code: its code.
        title: when it stands.
        unless: the class and the verb of a mark that spares whoever has it.
        roles: the roles it takes from; none is all of them.
    """

    code: str
    title: str
    unless: tuple[str, str] | None
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role with its cells, by class; ``glass`` names the classes of which it may break the glass."""

    code: str
    label: str
    who: str
    cells: Mapping[str, tuple[Grant, ...]]
    glass: frozenset[str] = frozenset()

    def grants(self, class_code: str, verb: str) -> tuple[Grant, ...]:
        """Return the marks that give a verb; to read a record is to know that it exists."""
        wanted = {"N", "R"} if verb == "N" else {verb}
        return tuple(grant for grant in self.cells.get(class_code, ()) if grant.verb in wanted)


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a role has an action.

    Args:
        scope: whose records.
        classes: the classes whose marks give it; none where the file gives the reach itself.
        conditions: which hold on it.
    """

    scope: Scope
    classes: tuple[str, ...] = ()
    conditions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """One action of the matrix.

    Args:
        action: its code.
        title: what it is, in words.
        why: why it is cut as it is.
        record: does it show or change children's records, so that it stands in the access log?
        step_up: does it want a second step that is at most five minutes old?
        ways: how each role has it; a role that is missing does not.
        needs: what it asks of the cells, as written; empty where the file gives the reach itself.
        done: what is read when somebody did it with a child's record; empty where it has to do with none.
        families: does the child's family read it too?
        about: the decision of the Act that it is about, whose holder has it beside those to whom the cells give it.
    """

    action: str
    title: str
    why: str
    record: bool
    step_up: bool
    ways: Mapping[str, tuple[Way, ...]]
    needs: str = ""
    done: str = ""
    families: bool = False
    about: str = ""

    def ways_of(self, role: str) -> tuple[Way, ...]:
        """Return the ways in which a role has this action."""
        return self.ways.get(role, ())

    def scopes(self, role: str) -> frozenset[Scope]:
        """Return how far a role reaches with this action; nothing where it does not have it."""
        return frozenset(way.scope for way in self.ways_of(role))


@dataclass(frozen=True, slots=True)
class Matrix:
    """Everything the file says."""

    classes: Mapping[str, RecordClass]
    conditions: Mapping[str, Condition]
    overlays: Mapping[str, Overlay]
    roles: Mapping[str, RoleRow]
    actions: Mapping[str, Rule]

    def marks(self, role: str, class_code: str, verb: str, met: Collection[str] = ()) -> Iterator[Grant]:
        """Yield the marks that give a role a verb, as far as what must hold first is met.

        Args:
            role: a code.
            class_code: of a class.
            verb: a letter of the legend.
            met: the conditions that are known to hold.
        """
        row = self.roles.get(role)
        found = [grant for grant in (row.grants(class_code, verb) if row else ()) if self._holds(grant, met)]
        yield from found
        if row and found and verb == "R" and self._is_behind_glass(row, class_code):
            yield from dict.fromkeys(Grant("R", Scope.GLASS, grant.condition) for grant in found)

    def _holds(self, grant: Grant, met: Collection[str]) -> bool:
        condition = self.conditions.get(grant.condition)
        return condition is None or not condition.must or condition.text in met

    def _is_behind_glass(self, row: RoleRow, class_code: str) -> bool:
        """Say whether a role reads a class once it has broken the glass: of the case itself, and of what is protected.

        What is closed stays closed.
        """
        of_the_case = class_code[0] in "ab" or class_code in row.glass
        return bool(row.glass) and of_the_case and self.classes[class_code].level != "closed"

    def allows(
        self,
        role: str,
        class_code: str,
        verb: str,
        relation: Scope | None,
        *,
        flags: Collection[str] = (),
        met: Collection[str] = (),
    ) -> bool:
        """Answer for one cell: may somebody of this role, who stands so to a record, do this with it?

        Args:
            role: a code.
            class_code: of the record.
            verb: a letter of the legend.
            relation: how they stand to the record; None for a stranger, as whoever belongs to another authority is.
            flags: the overlays that stand on the record for them.
            met: the conditions that are known to hold.
        """
        if relation is None or any(self._takes(self.overlays[flag], role, relation) for flag in flags):
            return False
        reach = IMPLIED[relation]
        return any(grant.scope in reach for grant in self.marks(role, class_code, verb, met))

    def _takes(self, overlay: Overlay, role: str, relation: Scope) -> bool:
        """Say whether a flag takes a record from somebody."""
        spared = overlay.unless and any(grant.scope in IMPLIED[relation] for grant in self.marks(role, *overlay.unless))
        return not spared and (not overlay.roles or role in overlay.roles)
