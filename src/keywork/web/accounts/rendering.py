"""The matrix as a page that people read: docs/roles.md is made of this and of nothing else."""

from __future__ import annotations

from keywork.web.accounts.cells import ANYONE, LETTERS, Grant, RoleRow, Rule, Scope, Way
from keywork.web.accounts.matrix import whole_matrix

BY_SCOPE = {scope: letter for letter, scope in LETTERS.items()} | {Scope.MASKED: "masked", Scope.GLASS: "behind glass"}
TABLES = (("Case, clocks and decisions", "a"), ("Advice and plan", "b"), ("Sensitive and system classes", "c"))
HEAD = """\
# Who may do what with which records

Made from `src/keywork/web/accounts/matrix.yaml` by `make docs`; a test compares the two. What a role has no mark for is
closed to it, and a page about it answers as if it did not exist. A page that declares no action stops the program from
starting.

| Mark | What it allows | | After the dot | Whose records |
| --- | --- | --- | --- | --- |
| N | know that it exists | | o | own cases: those one holds or covers, or was given by name |
| R | read | | t | the team's; a manager without a team answers for every team |
| C | create | | a | the whole area's |
| U | change a draft of one's own | | q | while a request to me is open |
| S | send or issue | | s | of one's own setting: on its roll, or consulting or naming it |
| A | approve, never one's own | | c | one's own child, or oneself |
| X | export or disclose | | g | under a grant, which always ends |
| M | manage who may | | k | sampled, under a pseudonym |
| D | dispose of | | masked | the whole area's, under a pseudonym |
| B | break the glass | | ● | it shows or changes children's records, and stands in the access log |
| Σ | figures only | | ▲ | it wants the second step of signing in again, unless passed in the last five minutes |

A level guards a class beside its cells: the glass of a *protected* class may be broken for an hour, that of a *closed*
one never; what is *two-person* takes a second person.
"""


def render_roles() -> str:
    """Return the page."""
    whole = whole_matrix()
    parts = [HEAD]
    for title, letter in TABLES:
        parts.append(_classes(title, letter))
    parts += [_who(), _actions(), _families(), _overlays(), _conditions(), _why(list(whole.actions.values()))]
    return "\n".join(parts) + "\n"


def _classes(title: str, letter: str) -> str:
    """Return the table of the classes of one letter: a row for each role."""
    whole = whole_matrix()
    codes = [code for code in whole.classes if code[0] == letter]
    heads = [f"{code} {whole.classes[code].title} *({whole.classes[code].level})*" for code in codes]
    lines = [f"## {title}", "", f"| Role | {' | '.join(heads)} |", f"| --- |{' --- |' * len(codes)}"]
    lines += [f"| {row.label} | {' | '.join(_cell(row, code) for code in codes)} |" for row in whole.roles.values()]
    return "\n".join(lines) + "\n"


def _cell(row: RoleRow, code: str) -> str:
    """Return a cell in the legend's own form: verbs of one reach and condition together."""
    marks: dict[tuple[Scope, str], list[Grant]] = {}
    for grant in row.cells.get(code, ()):
        marks.setdefault((grant.scope, grant.condition), []).append(grant)
    words = [
        "".join(grant.verb for grant in its) + f"·{BY_SCOPE[scope]}" + (f" ({condition})" if condition else "")
        for (scope, condition), its in marks.items()
    ]
    return ", ".join(words) or "–"


def _who() -> str:
    lines = ["## Who they are", ""]
    lines += [f"- **{row.label}** (`{row.code}`). {row.who}" for row in whole_matrix().roles.values()]
    return "\n".join(lines) + "\n"


def _actions() -> str:
    lines = ["## What each action needs, and so who has it", "", "| Action | | Needs | Who has it, and how far |"]
    lines += ["| --- | --- | --- | --- |"]
    lines += [_action(rule) for rule in whole_matrix().actions.values()]
    return "\n".join(lines) + "\n"


def _action(rule: Rule) -> str:
    roles = whole_matrix().roles
    about = " ".join(mark for mark, is_so in (("●", rule.record), ("▲", rule.step_up)) if is_so)
    if ANYONE in rule.ways or all(way.classes == () and way.scope is Scope.OWN for way in _all_ways(rule)):
        who = "anyone" if ANYONE in rule.ways else "everybody who signs in"
        return f"| {rule.title} (`{rule.action}`) | {about} | – | {who} |"
    who = ", ".join(f"{roles[role].label} {_reach(rule, role)}" for role in rule.ways)
    return f"| {rule.title} (`{rule.action}`) | {about} | {rule.needs or 'given here'} | {who} |"


def _all_ways(rule: Rule) -> list[Way]:
    return [way for ways in rule.ways.values() for way in ways]


def _reach(rule: Rule, role: str) -> str:
    found = dict.fromkeys(BY_SCOPE[way.scope] for way in rule.ways_of(role))
    return f"*{', '.join(found)}*"


def _families() -> str:
    lines = ["## What stands on the page of who has looked", "", "| Action | What is read | By families |"]
    lines += ["| --- | --- | --- |"]
    found = [rule for rule in whole_matrix().actions.values() if rule.record]
    lines += [f"| {r.title} (`{r.action}`) | {r.done} | {'yes' if r.families else 'no'} |" for r in found]
    return "\n".join(lines) + "\n"


def _overlays() -> str:
    lines = ["## What takes away what a cell gives", ""]
    for one in whole_matrix().overlays.values():
        spared = f" It spares whoever has the mark {' '.join(one.unless)} on the case." if one.unless else ""
        taken = f" It takes from: {', '.join(sorted(one.roles))}." if one.roles else ""
        lines.append(f"- **{one.title}** (`{one.code}`).{spared}{taken}")
    return "\n".join(lines) + "\n"


def _conditions() -> str:
    lines = ["## The words in brackets", ""]
    for one in whole_matrix().conditions.values():
        lines.append(f"- **{one.text}**{' (nothing is open before)' if one.must else ''}. {one.means}")
    return "\n".join(lines) + "\n"


def _why(rules: list[Rule]) -> str:
    return "\n".join(["## Why it is cut as it is", "", *(f"- **{r.title}** (`{r.action}`). {r.why}" for r in rules)])
