"""What the tests of requests share: a staffed authority, and requests as people would fill them in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django_scopes import scope

from factories import Staff, make_staff
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role
from keywork.web.assessments import services
from keywork.web.assessments.journeys import Journey
from keywork.web.assessments.models import AssessmentRequest
from keywork.web.assessments.queries import children

Asking = Callable[..., AssessmentRequest]


@pytest.fixture
def staff(db: None) -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


def typed(step: str, **fields: str) -> dict[str, str]:
    return {f"{step}.{name}": text for name, text in fields.items()}


def born(day: date) -> dict[str, str]:
    return {"born.born-day": str(day.day), "born.born-month": str(day.month), "born.born-year": str(day.year)}


def named(forename: str, surname: str) -> dict[str, str]:
    return typed("name", forename=forename, surname=surname)


def filled(actor: Actor, request: AssessmentRequest, **more: str) -> dict[str, str]:
    """Answer every page that is asked, as shortly as it may be."""
    answers = {
        **named("Zyxcanaryforename", "Zyxcanary"),
        **born(date(2016, 3, 4)),
        **typed("upn", upn=""),
        **typed("setting", setting="Bramblewood School"),
        **typed("reach", reach="01632 960 001", needs=""),
        **typed("family", knows="agree", who="", why=""),
        **{f"{page}.words": "In words" for page in ("needs", "help", "views", "papers", "why")},
        **{f"{page}.{name}": text for page in ("progress", "needs", "action", "extra", "health", "views", "more-time")
           for name, text in (("standing", "here"), ("words", "In words"))},
    }  # fmt: skip
    answers |= {name.replace("__", "."): text for name, text in more.items()}
    pages = {step.slug for step in Journey(request.source, answers, children(actor)).steps}
    return {name: text for name, text in answers.items() if name.partition(".")[0] in pages}


@pytest.fixture
def asking(staff: Staff) -> Asking:
    """Begin a request as somebody, fill it in and send it."""

    def ask(role: str = Role.PARENT, *, send: bool = True, answers: dict[str, str] | None = None) -> AssessmentRequest:
        actor = staff.actor(role)
        made = services.begin(actor=actor)
        services.keep(request=made, typed=filled(actor, made) | (answers or {}))
        return services.send(actor=actor, request=made) if send else made

    return ask
