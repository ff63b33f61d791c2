"""Who is asked for advice, and which class of record their words belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from keywork.web.accounts.matrix import whole_matrix
from keywork.web.accounts.models import Organisation, Role
from keywork.web.documents.labels import LABELS

Kind = Organisation.Kind
EVERY_KIND = tuple(kind.value for kind in Kind)
PREFIX = "advice/"
LABEL_OF = {label.record_class: label.code for label in LABELS if label.record_class.startswith("b")}
DUTIES = ("advice-provide", "reassess-advice")
# No role is of sensory or other support alone: whoever gives it has that of the profession next to it.
ADVISERS = (Role.EDUCATIONAL_PSYCHOLOGIST, Role.THERAPIST, Role.SOCIAL_WORKER)


@dataclass(frozen=True, slots=True)
class Body:
    """A body that can be asked.

    Args:
        code: the end of its thread's name.
        title: in words.
        kind: the kind of body that exceptions go by.
        record_class: of the matrix, that its words belong to.
        roles: who answers for it in a tray of their own; none where the keyworker writes down what came.
        several: it stands for more than one body, of which some have no account: what such a one sends, the keyworker
            writes down.
        works_for: the kinds of organisation that give such advice.
        source: where the Regulations name it.
    """

    code: str
    title: str
    kind: str
    record_class: str
    roles: tuple[Role, ...] = ()
    works_for: tuple[str, ...] = ()
    source: str = ""
    several: bool = False

    @property
    def writes(self) -> str:
        """Return the mark that a role needs on the class of its words to give them."""
        return "C" if self.several else "U"

    @property
    def label(self) -> str:
        """Return the label of the documents that go with its words."""
        return LABEL_OF.get(self.record_class, "other")

    @property
    def is_views(self) -> bool:
        """Say whether it is not advice but what the child or the family think."""
        return self.record_class == "b5"


BODIES = (
    Body("ep", "Educational psychology", "educational-psychology", "b2", (Role.EDUCATIONAL_PSYCHOLOGIST,),
         (Kind.PARTNER.value,), "reg 6(1)(d)"),
    Body("health", "Health", "health", "b3", (Role.THERAPIST,), (Kind.HEALTH.value,), "reg 6(1)(c)"),
    Body("social-care", "Social care", "social-care", "b4", (Role.SOCIAL_WORKER,), (Kind.CARE.value,), "reg 6(1)(e)"),
    Body("school", "School", "school", "b1", (Role.SENCO,), (Kind.SETTING.value,), "reg 6(1)(b)"),
    Body("post-16", "College or other post-16 provider", "post-16", "b1", (Role.COLLEGE,), (Kind.SETTING.value,),
         "reg 6(1)(b)"),
    Body("early-years", "Early years provider", "early-years", "b1", (Role.EARLY_YEARS,), (Kind.SETTING.value,),
         "reg 6(1)(b)"),
    Body("sensory", "Sensory support", "other", "b9", ADVISERS, EVERY_KIND, "reg 6(2)", several=True),
    Body("family", "Views of the parent or young person", "other", "b5", (), (), "reg 6(1)(a)"),
    Body("child", "The child’s own views", "other", "b5", (), (), "reg 7(a)"),
    Body("other", "Somebody else whom the family reasonably asked for", "other", "b9", ADVISERS, EVERY_KIND,
         "reg 6(1)(h)", several=True),
)  # fmt: skip
BY_CODE = {body.code: body for body in BODIES}
WRITTEN_BY_THE_BODY = tuple(body for body in BODIES if body.roles)
DOMAINS = {Role.DCO.value: "health", Role.DSCO.value: "social-care"}
NUMBERED = re.compile(r"^(?P<code>[a-z0-9-]+?)-(?P<number>[0-9]{1,4})$")


def code_of(thread: str | None) -> str:
    """Return the code of the body whose thread it is: the second request to a body is ``advice/health-2``."""
    name = (thread or "").removeprefix(PREFIX)
    if name in BY_CODE:
        return name
    match = NUMBERED.match(name)
    return match["code"] if match and match["code"] in BY_CODE else name


def title_of(thread: str | None) -> str:
    """Return a body as people say it, with the number of the request where it is not the first."""
    code = code_of(thread)
    name = (thread or "").removeprefix(PREFIX)
    title = BY_CODE[code].title if code in BY_CODE else name.replace("-", " ")
    return title if name == code else f"{title} ({name.rpartition('-')[2]})"


def next_thread(code: str, taken: set[str]) -> str:
    """Return a thread that a case does not have yet."""
    first = f"{PREFIX}{code}"
    if first not in taken:
        return first
    return next(name for number in range(2, 9999) if (name := f"{first}-{number}") not in taken)


def answered_by(role: str | None) -> list[str]:
    """Return the codes of the bodies for which a role answers: the one whose words it may write."""
    its = whole_matrix()
    return [
        body.code
        for body in WRITTEN_BY_THE_BODY
        if role in body.roles and any(its.marks(role or "", body.record_class, body.writes))
    ]
