"""The matrix as a page that people read: docs/roles.md is made of this and of nothing else."""

from __future__ import annotations

from keywork.web.accounts.matrix import ANYONE, Rule, Scope, matrix
from keywork.web.accounts.models import Role

WORDS = {Scope.NONE: "–", Scope.OWN: "own", Scope.TEAM: "team", Scope.AREA: "area", Scope.MASKED: "masked"}
HEAD = """\
# Who may do what

Made from `src/keywork/web/accounts/matrix.yaml` by `make docs`; a test compares the two. A role that has no mark
in a row may not do it. A page that declares no action of this table stops the program from starting.

| Mark | How far it reaches |
| --- | --- |
| own | the person's own account, or the cases they hold or cover |
| team | their own cases and those of their team |
| area | the whole authority |
| masked | the whole authority, without anything that says who a child is |
| ● | it shows or changes children's records, and stands in the access log each time |
| ▲ | it wants the second step of signing in again, unless that was passed in the last five minutes |

"""
WHY = """
## Why it is cut as it is

"""


def render_roles() -> str:
    """Return the page."""
    roles = [*(role.value for role in Role), ANYONE]
    titles = [*(role.label for role in Role), "Not signed in"]
    rules = list(matrix().values())
    lines = [f"| Action | | {' | '.join(titles)} |", f"| --- | --- |{' --- |' * len(titles)}"]
    lines += [_row(rule, roles) for rule in rules]
    why = "\n".join(f"- **{rule.title}** (`{rule.action}`). {rule.why}" for rule in rules)
    return HEAD + "\n".join(lines) + "\n" + WHY + why + "\n"


def _row(rule: Rule, roles: list[str]) -> str:
    marks = " | ".join(WORDS[rule.scope(role)] for role in roles)
    about = " ".join(mark for mark, is_so in (("●", rule.record), ("▲", rule.step_up)) if is_so)
    return f"| {rule.title} | {about} | {marks} |"
