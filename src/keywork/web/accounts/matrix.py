"""The matrix of who may do what, read strictly from ``matrix.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from keywork.core.yamlfile import Block, read_yaml
from keywork.web.accounts.models import Role

FILE = Path(__file__).with_name("matrix.yaml")
ANYONE = "anyone"
ROLES = (ANYONE, *(role.value for role in Role))


class Scope(StrEnum):
    """How far a role reaches with an action."""

    NONE = "none"
    OWN = "own"
    TEAM = "team"
    AREA = "area"
    MASKED = "masked"


@dataclass(frozen=True, slots=True)
class Rule:
    """One action of the matrix.

    Args:
        action: its code.
        title: what it is, in words.
        why: why it is cut as it is.
        record: does it show or change children's records, so that it stands in the access log?
        step_up: does it want a second step that is at most five minutes old?
        reach: how far each role reaches; a role that is missing does not have the action.
    """

    action: str
    title: str
    why: str
    record: bool
    step_up: bool
    reach: Mapping[str, Scope]

    def scope(self, role: str) -> Scope:
        """Return how far a role reaches with this action."""
        return self.reach.get(role, Scope.NONE)


@cache
def matrix() -> Mapping[str, Rule]:
    """Return the matrix the product is shipped with, by action."""
    return read_matrix(FILE)


def read_matrix(path: Path) -> dict[str, Rule]:
    """Read a matrix.

    Raises:
        YamlFault: a key, role or reach is unknown, or a sentence is missing; with file and line.
    """
    actions = read_yaml(path).only({"actions"}).block("actions")
    return {action: _rule(action, actions.block(action)) for action in actions}


def _rule(action: str, block: Block) -> Rule:
    block.only({"title", "why", "reach"}, {"record", "step_up"})
    reach = block.block("reach")
    for role in reach:
        if role not in ROLES:
            raise reach.fault(f"there is no role '{role}'", role)
    allowed = [scope.value for scope in Scope if scope is not Scope.NONE]
    scopes = {role: Scope(reach.one_of(role, allowed)) for role in reach}
    record, step_up = (mark in block and block.one_of(mark, {"yes"}) == "yes" for mark in ("record", "step_up"))
    if record and ANYONE in scopes:
        raise reach.fault("children's records are never open to anyone", ANYONE)
    if step_up and ANYONE in scopes:
        raise reach.fault("nobody can confirm who they are before they have signed in", ANYONE)
    return Rule(action, block.text("title"), block.text("why"), record, step_up, scopes)
