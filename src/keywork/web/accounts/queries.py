"""Reading accounts and the access log, always inside the reader's authority."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.matrix import matrix
from keywork.web.accounts.models import AccessEntry, AccessSubject, Authority, Membership, Organisation, Team, User
from keywork.web.accounts.policy import NotKnown, check_can, decide
from keywork.web.kernel import clock

TECHNICAL = "technical events"  # of the matrix: nothing that was done with a child's record


def authority_of(code: str) -> Authority | None:
    """Return the authority with a code, or None."""
    return Authority.objects.filter(code=code).first()


def teams(actor: Actor) -> list[Team]:
    """Return the authority's teams by name."""
    return list(Team.objects.filter(authority=actor.authority).order_by("name"))


def organisations(actor: Actor) -> list[Organisation]:
    """Return whom people work for who are not the authority's own, by name."""
    return list(Organisation.objects.filter(authority=actor.authority).select_related("successor").order_by("name"))


def memberships(actor: Actor, *, text: str = "", role: str = "") -> QuerySet[Membership]:
    """Return the authority's accounts by name, for the people who manage them."""
    check_can(actor, "users.read")
    found: QuerySet[Membership] = Membership.objects.select_related("user", "team", "organisation")
    if text:
        found = found.filter(Q(user__display_name__icontains=text) | Q(user__email__icontains=text))
    if role:
        found = found.filter(role=role)
    return found.order_by("user__display_name", "user__email")


def member(actor: Actor, user_id: UUID) -> Membership:
    """Return one account of the authority.

    Raises:
        NotKnown: there is none, or it is another authority's.
    """
    found = memberships(actor).filter(user_id=user_id).first()
    if found is None:
        raise NotKnown(decide(actor, "users.manage"), user_id)
    return found


def names(actor: Actor, labels: set[str]) -> dict[str, str]:
    """Return the names behind the labels and identities that stand in records, of one's own authority."""
    ids = [known for label in labels if (known := _identity(label.removeprefix("user:")))]
    people = User.objects.filter(pk__in=ids, membership__authority=actor.authority)
    found = {f"user:{user.pk}": user.display_name for user in people}
    teams = {str(team.pk): team.name for team in Team.objects.filter(pk__in=ids)}
    return found | {label.removeprefix("user:"): name for label, name in found.items()} | teams


def _identity(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def everybody(actor: Actor) -> list[tuple[str, str]]:
    """Return the authority's people as label and name, for choosing one."""
    people = Membership.objects.select_related("user").order_by("user__display_name")
    return [(f"user:{one.user_id}", one.user.display_name) for one in people.filter(authority=actor.authority)]


@dataclass(frozen=True, slots=True)
class LogQuestion:
    """Which rows of the access log are asked for; what is empty asks for all."""

    since: date | None = None
    until: date | None = None
    action: str = ""
    who: str = ""
    subject: UUID | None = None

    def subjects(self) -> list[UUID]:
        """Return the record asked about, to stand in the row that this reading makes."""
        return [self.subject] if self.subject else []

    def asked(self) -> dict[str, str]:
        """Return the rest of the question, as codes."""
        found = {"since": self.since, "until": self.until, "action": self.action, "who": self.who}
        return {key: str(value) for key, value in found.items() if value}


def access_entries(actor: Actor, question: LogQuestion) -> QuerySet[AccessEntry]:
    """Return the rows of the access log of the reader's authority, newest first."""
    decision = check_can(actor, "log.read")
    found: QuerySet[AccessEntry] = AccessEntry.objects.filter(authority=actor.authority)
    if TECHNICAL in decision.conditions:
        found = found.exclude(action__in=[rule.action for rule in matrix().values() if rule.record])
    if question.since:
        found = found.filter(at__gt=clock.end_of_day(question.since - timedelta(days=1)))
    if question.until:
        found = found.filter(at__lte=clock.end_of_day(question.until))
    if question.action:
        found = found.filter(action=question.action)
    if question.who:
        found = found.filter(actor=question.who)
    if question.subject:
        of_it = AccessSubject.objects.filter(authority=actor.authority, subject=question.subject)
        found = found.filter(pk__in=of_it.values("entry_id"))
    return found.order_by("-at", "-id")
