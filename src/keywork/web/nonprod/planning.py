"""The demo's plans: in work, waiting for a check, come back, served as a draft, and issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from keywork.core.stages import Stage
from keywork.web.accounts.actors import Actor, actor_for
from keywork.web.accounts.models import Role
from keywork.web.advice.lines import Line
from keywork.web.deadlines.models import ClockRow
from keywork.web.documents.letter_recipients import offer
from keywork.web.documents.models import Dispatch
from keywork.web.documents.services import letters, posting, releasing
from keywork.web.kernel import clock
from keywork.web.nonprod.lettering import People, fill_gaps, reached
from keywork.web.nonprod.staff import Staff
from keywork.web.people.models import CaseCard, Involvement
from keywork.web.placements.queries import naming_of
from keywork.web.placements.services import naming
from keywork.web.plans.content import PlanLine, Written
from keywork.web.plans.models import Plan, PlanCheck
from keywork.web.plans.services import checking, writing
from keywork.web.plans.standing import FIFTEEN_DAYS
from keywork.web.representations.services import answering
from keywork.web.representations.services.answering import Answer
from keywork.web.representations.windows import running

VIEWS = Written({
    "child": "“I like drawing and my friends. I do not like it when it is loud.”"
             "\nTold with pictures, over two visits.",
    "family": "They hope for a school near home where signs are used. The mornings are the hardest part of the day.",
})  # fmt: skip
EDUCATION = Written(
    {"education": "Curious, kind to younger children, and learns best by seeing and doing."},
    (
        PlanLine(Line(
            need="Finds it hard to follow instructions with more than one step, at home and in class.",
            outcome="Follows an instruction of two steps in class without a prompt, four times out of five.",
            by_when="By the end of the summer term",
            provision="A planned programme of listening and language, one to one", amount="45 minutes",
            frequency="twice a week in term time", by_whom="A teaching assistant trained by the therapist",
        ), "F"),
        PlanLine(Line(
            need="Noise makes it hard to stay in a lesson.",
            outcome="Stays in the lesson and asks for a break with a card.", by_when="By the end of Year 6",
            provision="A quiet place to work and a card to ask for it", amount="Two breaks of 10 minutes",
            frequency="each school day", by_whom="The class teacher",
        ), "F"),
    ),
)  # fmt: skip
HEALTH = Written(
    {},
    (PlanLine(Line(
        need="Tires after an hour, as the joints are loose.", outcome="Sits and writes for a whole lesson.",
        by_when="By the end of Year 6", provision="A review of seating and exercises", amount="One visit of 60 minutes",
        frequency="each half term", by_whom="A nurse of the hospital",
    ), "G"),),
)  # fmt: skip
UNFINISHED = Written(
    {"education": ""}, (PlanLine(Line(need=EDUCATION.lines[0].line.need, provision="Support with reading"), "F"),)
)
BETTER = "Section F says “support with reading”. Say what, how much and by whom, as the psychologist does."


@dataclass(frozen=True, slots=True)
class Writers:
    """Who writes, checks and agrees to one plan."""

    writer: Actor
    keyworker: Actor
    manager: Actor


def plan(actor: Actor, hired: Staff) -> int:
    """Give the demo its plans, as far as it has cases for them; return how many."""
    users = {user.membership.role: user for user in hired.people}
    writer, manager = actor_for(users[Role.PLAN_WRITER]), actor_for(users[Role.MANAGER])
    if writer is None or manager is None:
        return 0
    steps = (
        ((Stage.DRAFTING, Stage.ADVICE), (_in_work, _waiting, _came_back)),
        ((Stage.DRAFT_SENT,), (_served, _issued)),
    )
    for stages, some in steps:
        for pk, step in zip(_cases(stages, len(some)), some, strict=False):
            Involvement.objects.get_or_create(
                case_id=pk, user_id=writer.user_id, relation=Involvement.Relation.OWN,
                defaults={"authority": actor.authority, "reason": "Writes the plan", "given_by": actor.label},
            )  # fmt: skip
            card = _card(pk)
            keyworker = actor_for(card.keyworker) if card.keyworker else None
            if keyworker is not None:
                step(Writers(writer, keyworker, manager), card)
    return Plan.objects.count()


def _cases(stages: Sequence[str], many: int) -> list[object]:
    """Return cases of some stages that tell no story and that nobody keeps from the others, by how far they are.

    They are of children: to a mother who is found for the case, no letter goes that names a young person's rights.
    """
    found = CaseCard.objects.filter(case__summary__stage__in=stages, keyworker__isnull=False, restricted=False)
    found = found.exclude(case__reference__startswith="STORY").exclude(person__family__isnull=False)
    found = found.filter(person__rights_pass_on__gte=clock.today())
    if Stage.DRAFT_SENT in stages:  # one that went today is not served before it has had time to arrive
        served = ClockRow.objects.filter(duty__in=FIFTEEN_DAYS, started_on__lte=clock.today())
        found = found.filter(case__in=served.values("case"))
    chosen = found.order_by("case__reference").values_list("case__summary__stage", "pk")
    return [pk for _, pk in sorted(chosen, key=lambda one: stages.index(one[0]))][:many]


def _card(pk: object) -> CaseCard:
    related = ("case__summary", "person", "keyworker", "cover", "authority")
    found: CaseCard = CaseCard.objects.select_related(*related).get(pk=pk)
    return found


def _write(who: Writers, card: CaseCard, **parts: Written) -> None:
    for part, said in parts.items():
        writing.save(actor=who.writer, card=card, part=part, said=said, seen=None, by_name="The plan writer")


def _checked(who: Writers, card: CaseCard, kind: str, *, agrees: bool = True) -> PlanCheck:
    check = checking.ask(actor=who.writer, card=card, kind=kind, words="", names_why="It is a common name.", seen=None)
    by = who.manager if kind == PlanCheck.Kind.FINAL else who.keyworker
    return checking.answer(
        actor=by, card=card, check_id=check.pk, agrees=agrees, words="" if agrees else BETTER, looked=True
    )


def _in_work(who: Writers, card: CaseCard) -> None:
    _write(who, card, education=UNFINISHED)
    _write(who, card, education=EDUCATION)


def _waiting(who: Writers, card: CaseCard) -> None:
    _write(who, card, views=VIEWS, education=EDUCATION)
    checking.ask(
        actor=who.writer, card=card, kind="draft", words="Is section F what you agreed with the school?",
        names_why="It is a common name.", seen=None,
    )  # fmt: skip


def _came_back(who: Writers, card: CaseCard) -> None:
    _write(who, card, education=UNFINISHED)
    _checked(who, card, "draft", agrees=False)


def _served(who: Writers, card: CaseCard) -> None:
    """A draft that the family had on the day that the record has."""
    _write(who, card, views=VIEWS, education=EDUCATION, health=HEALTH)
    _went(who, card, "draft-plan", _checked(who, card, "draft"))
    row = ClockRow.objects.filter(case=card.case_id, duty__in=FIFTEEN_DAYS, started_on__isnull=False).first()
    if row is not None:
        sent = Dispatch.objects.filter(release__letter__case=card.case_id, release__letter__kind="draft-plan")
        sent.filter(sent_on__isnull=False).update(sent_on=row.started_on)


def _issued(who: Writers, card: CaseCard) -> None:
    """A final plan that was sent today."""
    _served(who, card)
    if naming_of(card.case_id) is None:
        naming.name(
            actor=who.keyworker, card=card, consultation=None, type_name="A mainstream primary school",
            family_asked="A school where there are other children who use signs, near home.",
            reason="The needs can be met in a mainstream school with what section F has.", by_name="The keyworker",
            seen=None,
        )  # fmt: skip
    _heard(who, card)
    _write(who, card, budget=Written({"budget": "None was asked for."}))
    _went(who, card, "final-plan", _checked(who, card, "final"))


def _heard(who: Writers, card: CaseCard) -> None:
    """Let everybody whose fifteen days still run say that they have nothing to add, as they would by telephone."""
    card = _card(card.pk)
    for days in running(card):
        answering.write_down(
            actor=who.keyworker, name="The keyworker", card=card, speaker=days.speaker, way="phone", on=clock.today(),
            answer=Answer(False, [], nothing=True),
        )  # fmt: skip


def _went(who: Writers, card: CaseCard, kind: str, check: PlanCheck) -> None:
    """Let an agreed paper go with its letter, approved and agreed to by the manager, and be posted."""
    reached(People(who.keyworker, who.manager, who.manager), card)
    card = _card(card.pk)
    consultation = check.naming.consultation if check.naming else None
    setting = consultation.organisation if consultation else None
    letter = fill_gaps(who.keyworker, card, letters.start(actor=who.keyworker, card=card, kind=kind, setting=setting))
    version = letter.versions.get()
    letter = letters.answer(actor=who.manager, card=card, letter=letter, version_id=version.pk, agrees=True)
    made = releasing.release(
        actor=who.keyworker, card=card, letter=letter, version_id=version.pk, enclosed=[check.paper_id],
        chosen={one.key: one.relation for one in offer(card, letter.about, letter.setting).recipients},
    )  # fmt: skip
    if made.reasons:
        releasing.answer(actor=who.manager, card=card, letter=letter, release_id=made.pk, agrees=True)
    for copy in Dispatch.objects.filter(release=made).exclude(way=Dispatch.Way.LINK):
        told = {"actor": who.manager, "card": _card(card.pk), "dispatch_id": copy.pk}
        posting.printed(**told, reference=card.case.reference)
        posting.posted(**told, on=clock.today())
