"""Which documents of a case somebody reads: said once, for the list, for one document and for its bytes alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NONE, joined
from keywork.web.documents.labels import ANY, LABELS
from keywork.web.documents.models.files import Document, DocumentShare
from keywork.web.people.models import CaseCard, FamilyMember
from keywork.web.people.policy import CASES, standing_of

With = DocumentShare.With
# What must be so before a class opens, and is so of any document that was given in.
GIVEN = ("once issued",)
REDACTED = "redacted"
# What must be so first, and is said by whoever shares a document.
SHARED = (
    "on share", "if shared", "while consulted", "while named", "when sent", "after harm check",
    "after redaction check", "invited",
)  # fmt: skip
# What opens only a part of a class: of documents, what is one's own or was shared.
A_PART = frozenset({
    "own thread", "plan thread", "own bundle", "own evidence", "mediation only", "until the panel closes", "pack",
    "own only", "own and shared", "as the family", "bundle",
})  # fmt: skip
# The matrix opens documents of a case to its setting by their labels; which of them it needs, somebody decides.
SETTINGS = frozenset({Role.SENCO, Role.COLLEGE, Role.EARLY_YEARS})
KEPT_FROM = frozenset({Role.PARENT, Role.SENDIASS})
FAMILYS = frozenset({Role.PARENT, Role.YOUNG_PERSON})
WAYS: Mapping[str | None, Q] = {
    Role.SENDIASS: Q(shared_with=With.FAMILY),
    Role.PANEL_MEMBER: Q(shared_with=With.PANEL),
    Role.MEDIATOR: Q(shared_with=With.MEDIATION),
}
LABELLED = {"care label": "care", "health label": "health"}


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who looks at the documents of one case."""

    actor: Actor
    card: CaseCard

    @property
    def answers(self) -> bool:
        """Say whether they answer for the case: what was closed or taken back is there for them alone."""
        return CASES.can(self.actor, "document.change", self.card)

    def q(self) -> Q:
        """Return the filter that leaves the documents they read."""
        if self.actor.is_system:
            return Q()
        limits = standing_of(self.actor, self.card).limits(ANY, "R", (REDACTED,))
        marks = standing_of(self.actor, self.card).marks(ANY, "R", (REDACTED,))
        if not marks:
            return NONE
        whole, part = self._labels()
        own = self._own()
        others = NONE if "own only" in limits else self._of_others(limits, whole, part)
        if not self.answers:
            others &= Q(state=Document.State.KEPT)
            own &= ~Q(state=Document.State.WITHDRAWN)
        if self.actor.role in KEPT_FROM:
            others &= Q(kept_from_parents=False)
        return joined([own & Q(label__in=[*whole, *part]), others])

    def _labels(self) -> tuple[list[str], list[str]]:
        """Return the labels whose class is open to them, and those of which only what is their own or shared is."""
        standing, whole, part = standing_of(self.actor, self.card), [], []
        for label in LABELS:
            if standing.may(label.record_class, "R", (*GIVEN, REDACTED)):
                limits = standing.limits(label.record_class, "R", (*GIVEN, REDACTED))
                (part if limits & A_PART else whole).append(label.code)
            elif standing.may(label.record_class, "R", (*GIVEN, *SHARED)):
                part.append(label.code)
        return whole, part

    def _of_others(self, limits: frozenset[str], whole: list[str], part: list[str]) -> Q:
        for limit, label in LABELLED.items():
            if limit in limits:
                return Q(label=label)
        if REDACTED in limits:
            return Q(redacted_from__isnull=False, label__in=[*whole, *part])
        if "bundle" in limits:  # whoever puts a document into it decides that the mediator needs it
            return self._shared() & ~Q(label="panel")
        shared = self._shared() & Q(label__in=[*whole, *part])
        if limits or self.actor.role in SETTINGS:
            return shared
        return Q(label__in=whole) | shared

    def _own(self) -> Q:
        own = Q(given_by=self.actor.label)
        if self.actor.organisation_id:
            own |= Q(organisation=self.actor.organisation_id)
        return own

    def _shared(self) -> Q:
        """Return the filter of what is shared with them now."""
        shares = DocumentShare.objects.filter(document=OuterRef("pk"), ended_at=None)
        way = WAYS.get(self.actor.role)
        if self.actor.role in FAMILYS:
            way = Q(shared_with=With.FAMILY) | Q(shared_with=With.MEMBER, member__in=self._as_member())
        if self.actor.role in SETTINGS and self.actor.organisation_id:
            way = Q(shared_with=With.SETTING, organisation=self.actor.organisation_id)
        return NONE if way is None else Q(Exists(shares.filter(way)))

    def _as_member(self) -> QuerySet[FamilyMember]:
        members = FamilyMember.objects.filter(person=self.card.person_id, user=self.actor.user_id, ended=False)
        return members.values("pk")
