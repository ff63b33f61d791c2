"""Reads ``matrix.yaml`` strictly, and works out of the cells how far each role reaches with each action."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from functools import cache
from pathlib import Path

from keywork.core.rights import Decision
from keywork.core.yamlfile import Block, read_yaml
from keywork.web.accounts.cells import (
    ANYONE,
    LETTERS,
    VEILED,
    VERBS,
    Condition,
    Grant,
    Matrix,
    Overlay,
    RecordClass,
    RoleRow,
    Rule,
    Scope,
    Way,
)
from keywork.web.accounts.models import MACHINES, Role

FILE = Path(__file__).with_name("matrix.yaml")
LEVELS = frozenset({"open", "audited", "protected", "closed", "append-only", "two-person"})
MARK = re.compile(rf"([{VERBS}]+)·([{''.join(LETTERS)}])(?: \(([^()]+)\))?")
NEED = re.compile(rf"([abc][0-9]+) ([{VERBS}])(?:·([{''.join(LETTERS)}]))?")
MARKS = ("record", "names", "step_up")
SAID = ("done", "hidden_from_families")
# Rows of this class stand under pseudonyms, for everybody.
PSEUDONYMOUS = "c8"


@cache
def whole_matrix() -> Matrix:
    """Return everything that the matrix the product is shipped with says."""
    return read_matrix(FILE)


def matrix() -> Mapping[str, Rule]:
    """Return the actions of that matrix."""
    return whole_matrix().actions


def read_matrix(path: Path) -> Matrix:
    """Read a matrix.

    Raises:
        YamlFault: a key, class, role, mark, condition or reach is unknown, or a sentence is missing; with its line.
    """
    whole = read_yaml(path).only({"classes", "conditions", "overlays", "roles", "actions"})
    classes, conditions, overlays, roles, actions = (
        whole.block(name) for name in ("classes", "conditions", "overlays", "roles", "actions")
    )
    found = Matrix(
        {code: _class(code, classes.block(code)) for code in classes},
        {text: _condition(text, conditions.block(text)) for text in conditions},
        {code: _overlay(code, overlays.block(code), classes) for code in overlays},
        {code: _role(code, roles, classes, conditions) for code in roles},
        {},
    )
    for role in Role:
        if role.value not in found.roles:
            raise roles.fault(f"the role '{role.value}' is missing")
        if found.roles[role.value].label != role.label:
            raise roles.fault(f"the label of '{role.value}' is not the one accounts show: {role.label}", role.value)
    rules = {action: _rule(action, actions.block(action), found) for action in actions}
    return Matrix(found.classes, found.conditions, found.overlays, found.roles, rules)


def _class(code: str, block: Block) -> RecordClass:
    block.only({"title", "level"})
    return RecordClass(code, block.text("title"), block.one_of("level", LEVELS))


def _condition(text: str, block: Block) -> Condition:
    block.only({"kind", "means"})
    return Condition(text, block.one_of("kind", {"must", "part"}) == "must", block.text("means"))


def _overlay(code: str, block: Block, classes: Block) -> Overlay:
    block.only({"title"}, {"unless", "from"})
    roles = frozenset(block.texts("from"))
    for role in roles:
        if role not in Role.values:
            raise block.fault(f"there is no role '{role}'", "from")
    unless = _needs(block, classes, "unless")[0][0][:2] if "unless" in block else None
    return Overlay(code, block.text("title"), unless, roles)


def _role(code: str, roles: Block, classes: Block, conditions: Block) -> RoleRow:
    if code not in Role.values:
        raise roles.fault(f"there is no role '{code}'", code)
    block = roles.block(code).only({"label", "who", "cells"})
    cells = block.block("cells")
    for class_code in cells:
        if class_code not in classes:
            raise cells.fault(f"there is no class '{class_code}'", class_code)
    read = {class_code: _cell(class_code, cells, conditions) for class_code in cells}
    glass = frozenset(class_code for class_code, its in read.items() if any(grant.verb == "B" for grant in its))
    return RoleRow(code, block.text("label"), block.text("who"), read, glass)


def _cell(class_code: str, cells: Block, conditions: Block) -> tuple[Grant, ...]:
    text = cells.text(class_code)
    found: list[Grant] = []
    if MARK.sub("", text).strip():
        raise cells.fault(f"'{text}' is no row of marks such as 'RU·o R·t (own only)'", class_code)
    for verbs, letter, condition in MARK.findall(text):
        if condition and condition not in conditions:
            raise cells.fault(f"there is no condition '{condition}'", class_code)
        found += [Grant(verb, LETTERS[letter], condition) for verb in verbs]
    return tuple(found)


def _rule(action: str, block: Block, found: Matrix) -> Rule:
    block.only({"title", "why"}, {"needs", "reach", "for", "about", *MARKS, *SAID})
    if sum(key in block for key in ("needs", "reach", "for")) != 1:
        raise block.fault("give one of 'needs', 'reach' and 'for'")
    record, names, step_up = (mark in block and block.one_of(mark, {"yes"}) == "yes" for mark in MARKS)
    ways = _ways(block, found)
    if names:
        ways = {role: tuple(way for way in its if way.scope not in VEILED) for role, its in ways.items()}
    if record and ANYONE in ways:
        raise block.fault("children's records are never open to anyone", "for")
    if step_up and ANYONE in ways:
        raise block.fault("nobody can confirm who they are before they have signed in", "for")
    ways = {role: its for role, its in ways.items() if its}
    needs = block.optional_text("needs") or ""
    done, families = _done(block, record=record)
    about = block.one_of("about", {one.value for one in Decision}) if "about" in block else ""
    return Rule(action, block.text("title"), block.text("why"), record, step_up, ways, needs, done, families, about)


def _done(block: Block, *, record: bool) -> tuple[str, bool]:
    """Return what is read when somebody did this with a child's record, and whether the family reads it too."""
    if ("done" in block) != record or ("hidden_from_families" in block and not record):
        raise block.fault("say 'done' of each action with 'record', and of no other")
    hidden = block.optional_text("hidden_from_families")
    return block.optional_text("done") or "", record and not hidden


def _ways(block: Block, found: Matrix) -> dict[str, tuple[Way, ...]]:
    if "needs" in block:
        asked = _needs(block, found.classes)
        return {role: _derived(role, asked, found) for role in found.roles}
    if "reach" in block:
        reach = block.block("reach")
        for role in reach:
            if role not in Role.values:
                raise reach.fault(f"there is no role '{role}'", role)
        return {role: (Way(Scope(reach.one_of(role, {"own", "team", "area", "masked", "family"}))),) for role in reach}
    everybody = [
        role for role in Role.values if role not in MACHINES
    ]  # a machine has no page to look after its account on
    who = [ANYONE, *everybody] if block.one_of("for", {ANYONE, "everybody"}) == ANYONE else everybody
    return {role: (Way(Scope.OWN),) for role in who}


Need = tuple[str, str, str]  # class, verb, and the letter of a scope or nothing


def _needs(block: Block, classes: Container[str], key: str = "needs") -> list[list[Need]]:
    """Return what an action asks for: alternatives, each of which wants all of its parts."""
    asked: list[list[Need]] = []
    for alternative in block.text(key).split(" or "):
        parts: list[Need] = []
        for part in alternative.split(" and "):
            match = NEED.fullmatch(part)
            if match is None or match[1] not in classes:
                raise block.fault(f"'{part}' asks for no mark of a class, such as 'a5 R'", key)
            parts.append((match[1], match[2], match[3] or ""))
        asked.append(parts)
    return asked


def _derived(role: str, asked: list[list[Need]], found: Matrix) -> tuple[Way, ...]:
    ways: list[Way] = []
    for parts in asked:
        marks = [_marks(role, need, found) for need in parts]
        classes = tuple(class_code for class_code, _, _ in parts)
        for scope in Scope:
            if all(scope in part for part in marks):
                ways.append(Way(_seen(scope, classes), classes, _conditions([part[scope] for part in marks])))
    return tuple(dict.fromkeys(ways))


def _marks(role: str, need: Need, found: Matrix) -> Mapping[Scope, frozenset[str]]:
    """Return how far a role reaches with one mark, with the conditions that hold all along each reach."""
    class_code, verb, letter = need
    by_scope: dict[Scope, frozenset[str]] = {}
    for grant in found.marks(role, class_code, verb):
        if not letter or grant.scope is LETTERS[letter]:
            own = frozenset({grant.condition} - {""})
            by_scope[grant.scope] = by_scope.get(grant.scope, own) & own
    return by_scope


def _seen(scope: Scope, classes: tuple[str, ...]) -> Scope:
    return Scope.MASKED if PSEUDONYMOUS in classes and scope is Scope.AREA else scope


def _conditions(parts: list[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*parts)
