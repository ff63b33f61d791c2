"""A plan on paper: an agreed version as a PDF that a screen reader can read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from keywork.web.documents.letter_print import printed
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.plans.content import Content
from keywork.web.plans.document import Attached, sections_of
from keywork.web.plans.models import PlanCheck
from keywork.web.ui.jinja import day

HERE = Path(__file__).parent / "plan_print"
IN_A_DRAFT = (
    "Left empty on purpose: the law has no school or other institution named in a draft. The family can ask for one."
)
NONE_NAMED = "No school or other institution is named."


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)


def as_html(card: CaseCard, check: PlanCheck, attached: Attached) -> str:
    """Return an agreed version as the page it is printed from."""
    is_draft = check.kind == PlanCheck.Kind.DRAFT
    person = card.person
    return (
        _environment()
        .get_template("plan.html")
        .render(
            title="Draft education, health and care (EHC) plan"
            if is_draft
            else "Education, health and care (EHC) plan",
            is_draft=is_draft,
            authority=card.authority.name,
            name=person.name,
            born=f"{person.born_on.day} {person.born_on:%B %Y}" if person.born_on else "",
            reference=card.case.reference,
            number=check.version.number,
            made=day(clock.today()),
            sections=sections_of(Content.read(check.version.content), attached),
            nothing_named=IN_A_DRAFT if is_draft else NONE_NAMED,
        )
    )


def as_pdf(card: CaseCard, check: PlanCheck, attached: Attached) -> bytes:
    """Return an agreed version as a PDF."""
    return printed(as_html(card, check, attached), (HERE / "plan.css").read_text(encoding="utf-8"))
