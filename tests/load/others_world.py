"""Who else uses a busy day: advice givers with requests, families with a case, SENCOs with pupils, a panel that meets."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle

from keywork.core.stages import Stage
from keywork.web.accounts.actors import Actor, actor_for
from keywork.web.accounts.models import Authority, Membership, Organisation, Role, User
from keywork.web.advice.errors import NotDone
from keywork.web.advice.services.asking import Asked, ask
from keywork.web.deadlines.models import CaseSummary
from keywork.web.kernel import clock
from keywork.web.panels.errors import NotDone as NotBefore
from keywork.web.panels.services.agenda import put
from keywork.web.panels.services.setting_up import add_meeting, add_member, set_up
from keywork.web.people.models import CaseCard, Involvement
from load.others import PANEL

# How many there are of each; the psychologists are those of the world itself.
COUNTS = {Role.PARENT: 12, Role.SENCO: 3, Role.PANEL_MEMBER: 2}
ASKED_OF_EACH, BEFORE_THE_PANEL = 6, 3
IN_ASSESSMENT = (Stage.ADVICE.value, Stage.DRAFTING.value)


@dataclass
class Given:
    """What people who are not of the team have to do with: cases, and requests for advice."""

    cases: dict[str, list[str]] = field(default_factory=dict)
    asked: dict[str, list[list[str]]] = field(default_factory=dict)


def give(authority: Authority, people: dict[str, list[User]], given: dict[str, list[str]]) -> Given:
    """Let them have to do with cases; ``given`` says with which the psychologists have to do already."""
    found = Given(dict(given))
    _families(authority, people[Role.PARENT], found)
    _pupils(authority, people[Role.SENCO], found)
    _advice(people[Role.EDUCATIONAL_PSYCHOLOGIST], found)
    _panel(people)
    return found


def _families(authority: Authority, parents: list[User], found: Given) -> None:
    """Give each parent a case of a child whose rights they hold."""
    theirs = CaseCard.objects.filter(
        restricted=False, keyworker__isnull=False, case__summary__is_open=True,
        person__rights_pass_on__gt=clock.today() + timedelta(days=30),
    ).order_by("-case__reference")  # fmt: skip
    for parent, card in zip(parents, theirs[: len(parents)], strict=False):
        Involvement.objects.create(
            authority=authority, case_id=card.pk, user=parent, relation=Involvement.Relation.FAMILY,
            reason="For the load run", given_by="system:load",
        )  # fmt: skip
        found.cases[str(parent.pk)] = [str(card.pk)]


def _pupils(authority: Authority, sencos: list[User], found: Given) -> None:
    """Let each SENCO work for one of the settings with most pupils."""
    counts = Counter(CaseSummary.objects.exclude(setting="").values_list("setting", flat=True))
    for senco, (urn, _) in zip(sencos, counts.most_common(len(sencos)), strict=False):
        school, _ = Organisation.objects.get_or_create(
            authority=authority, urn=urn, defaults={"name": f"Load school {urn}", "kind": Organisation.Kind.SETTING}
        )
        Membership.objects.filter(user=senco).update(organisation=school)
        pupils = CaseSummary.objects.filter(setting=urn).values_list("case_id", flat=True)
        found.cases[str(senco.pk)] = [str(case) for case in pupils]


def _advice(psychologists: list[User], found: Given) -> None:
    """Ask the psychologists in turn for advice in cases in assessment, in which none of them is asked already."""
    cards = CaseCard.objects.select_related("case", "person", "keyworker").filter(
        restricted=False, keyworker__isnull=False, case__summary__stage__in=IN_ASSESSMENT
    )
    turn = cycle(psychologists)
    for card in cards.order_by("case__reference")[: 5 * ASKED_OF_EACH * len(psychologists)]:
        assert card.keyworker is not None
        whose = next(turn)
        with suppress(NotDone):  # somebody else was asked for the same
            [request] = ask(
                actor=_actor(card.keyworker), card=card, asked=[Asked("ep", user=whose)], on=clock.today(),
                received=True, question="What helps?",
            )  # fmt: skip
            found.asked.setdefault(str(whose.pk), []).append([str(request.pk), str(card.pk)])
            found.cases[str(whose.pk)].append(str(card.pk))
        if sum(map(len, found.asked.values())) == ASKED_OF_EACH * len(psychologists):
            break


def _panel(people: dict[str, list[User]]) -> None:
    """Let a panel meet today about some cases that wait for a decision."""
    manager = _actor(people[Role.MANAGER][0])
    panel = set_up(actor=manager, name=PANEL, terms="Advises whether to assess.", quorum=2)
    for member in people[Role.PANEL_MEMBER]:
        add_member(actor=manager, panel=panel, user=member, part="member")
    count, meeting = 0, add_meeting(actor=manager, panel=panel, on=clock.today())
    waiting = CaseCard.objects.select_related("case", "person").filter(
        restricted=False, keyworker__isnull=False, case__summary__stage=Stage.DECIDING.value
    )
    for card in waiting.order_by("-case__reference")[: 4 * BEFORE_THE_PANEL]:
        if count == BEFORE_THE_PANEL:
            break
        with suppress(NotBefore):  # some are before the panel of the demonstration
            put(actor=manager, meeting=meeting, cards=[card])
            count += 1


def _actor(user: User) -> Actor:
    actor = actor_for(user)
    assert actor is not None
    return actor
