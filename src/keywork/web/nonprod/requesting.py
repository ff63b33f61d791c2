"""Requests for an assessment in the demonstration: begun, new, incomplete, urgent, and of a child who is known."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from keywork.web.accounts.actors import Actor, actor_for
from keywork.web.accounts.models import Role, User
from keywork.web.assessments import services, triage
from keywork.web.assessments.journeys import Journey
from keywork.web.assessments.models import AssessmentRequest
from keywork.web.kernel import clock
from keywork.web.nonprod.names import name
from keywork.web.nonprod.staff import Staff
from keywork.web.people.models import CaseCard
from keywork.web.people.services import Details

CHILD_OF_EIGHT = timedelta(days=8 * 365)
SAID = {
    "needs": "Loses the thread when more than one thing is said at once, and hides under the table when it is loud.",
    "help": "A small group for reading since last autumn. It helped a little.",
    "views": "“I want to have a friend and to read the book about sharks.”",
    "papers": "The letter of the children’s doctor of last May comes by post.",
    "why": "Three rounds of help have been tried, and the gap has grown.",
}  # fmt: skip
EVIDENCE = {
    "progress": "Reading age six years and one month in June, six years flat the summer before.",
    "needs": "Follows one instruction of two words, not of three. At home it is the same.",
    "action": "Assess, plan, do, review three times since last autumn; a reading group four times a week.",
    "extra": "Fifteen hours of an adult beside them in a week. When the adult was ill, nothing was written.",
    "health": "Speech and language therapist, in March: a programme of ten minutes a day, done by the class assistant.",
    "views": "“I like maths.” The parents hope for more help with words, and agree with this request.",
    "more-time": "",
}


def request_assessments(hired: Staff, seed: int) -> None:
    """Let the people of the demonstration have begun and sent some requests, the same for a seed."""
    rng = Random(f"requests {seed}")  # noqa: S311 - an invented area, no secret
    people = {user.membership.role: user for user in reversed(hired.people)}
    manager = _actor(people[Role.MANAGER])
    _written(rng, people[Role.PARENT], send=False)
    school = _written(rng, people[Role.SENCO])
    triage.ask(
        actor=manager, request=school, items=["views", "reports"],
        words="The therapist’s report of March, please, and what the parents say in their own words.",
    )  # fmt: skip
    nursery = _written(rng, people[Role.EARLY_YEARS])
    triage.hurry(actor=manager, request=nursery, reason="Starts school in January, and the school must be found first.")
    _written(rng, people[Role.SOCIAL_WORKER])
    triage.complete(actor=manager, request=_written(rng, people[Role.COLLEGE]))
    _by_post(_actor(people[Role.BUSINESS_SUPPORT]))


def _actor(user: User) -> Actor:
    found = actor_for(user)
    assert found is not None
    return found


def _written(rng: Random, user: User, *, send: bool = True) -> AssessmentRequest:
    actor = _actor(user)
    request = services.begin(actor=actor)
    forename, surname = name(rng)
    grown = actor.role == Role.COLLEGE
    born = clock.today() - (CHILD_OF_EIGHT * 2.25 if grown else CHILD_OF_EIGHT) - timedelta(days=rng.randrange(300))
    answers = {
        "child.child": "new", "name.forename": forename, "name.surname": surname, "born.born-day": str(born.day),
        "born.born-month": str(born.month), "born.born-year": str(born.year), "setting.setting": "Bramblewood School",
        "reach.reach": "01632 960 002", "family.knows": "agree", "upn.upn": "", **_said(request),
    }  # fmt: skip
    pages = {step.slug for step in Journey(request.source, answers, [("somebody", "")]).steps}
    kept = {key: text for key, text in answers.items() if key.partition(".")[0] in pages}
    services.keep(request=request, typed=kept)
    if not send:
        services.keep(request=request, typed={"views.words": "", "reach.reach": ""})
    return services.send(actor=actor, request=request) if send else request


def _said(request: AssessmentRequest) -> dict[str, str]:
    found = {f"{page}.words": text for page, text in SAID.items()}
    if request.organisation_id:
        found |= {f"{page}.words": text or "Not yet eighteen." for page, text in EVIDENCE.items()}
        found |= {f"{page}.standing": "here" if text else "none" for page, text in EVIDENCE.items()}
    return found


def _by_post(actor: Actor) -> None:
    """Let a letter have come about a child who is known: somebody must notice."""
    card = CaseCard.objects.filter(case__summary__stage="refused", person__born_on__isnull=False, restricted=False)
    known = card.select_related("person").order_by("case__reference").first()
    if known is None:
        return
    person, came = known.person, clock.today() - timedelta(days=9)
    details = Details(person.surname, person.forename, person.born_on)
    posted = services.Receipt(came, "first-class-post", "", came - timedelta(days=2))
    words = {"words": "A handwritten letter: school is not working, and nobody listens.", "who": "The mother",
             "way": "first-class-post"}  # fmt: skip
    services.write_down(
        actor=actor, sent=services.Sent("parent", details, posted), organisation=None, answers=words
    )  # fmt: skip
