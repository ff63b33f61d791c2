"""The people a record is about, and the index card by which a case is found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, TypeVar, cast
from uuid import UUID

from django.db import models, transaction
from django.utils.functional import cached_property
from django_scopes import ScopedManager

from keywork.core.rights import WORDS, Agreement, Capacity, Decision, rights_pass_on
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Authority, Organisation, Team, User
from keywork.web.deadlines.models import CaseSummary
from keywork.web.kernel import clock
from keywork.web.kernel.models import Identified
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.kernel.written import Written
from keywork.web.ledger.models import Case
from keywork.web.people.names import FOUND_BY, named
from keywork.web.people.wordlist import NameWord

Kept = TypeVar("Kept")


class Person(Identified):
    """A child or young person. Details only: everything dated stands in the ledger."""

    privacy = Privacy(
        Holds.CHILD,
        export=True,
        retain="as long as the case",
        erase="every detail is blanked; the pseudonym stays",
        about="pk",
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    surname = models.TextField(blank=True)
    forename = models.TextField(blank=True)
    born_on = models.DateField(null=True)
    rights_pass_on = models.DateField(null=True, editable=False)  # worked out from the date of birth, for lists
    sex = models.CharField(max_length=10, blank=True)
    ethnicity = models.CharField(max_length=20, blank=True)
    postcode = models.TextField(blank=True)
    address_hidden = models.BooleanField(default=False, db_default=False)
    upn = models.CharField(max_length=40, blank=True)
    uln = models.CharField(max_length=40, blank=True)
    upn_unknown = models.CharField(max_length=20, blank=True)
    pseudonym = models.CharField(max_length=12)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["authority", "pseudonym"], name="one_person_of_a_pseudonym")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "upn"], name="people_by_upn"),
            models.Index(fields=["authority", "uln"], name="people_by_uln"),
            models.Index(fields=["authority", "born_on"], name="people_by_birth"),
        ]

    def __str__(self) -> str:
        return self.pseudonym

    def save(self, **kwargs: Any) -> None:
        """Save the person, with the day on which the rights pass to them and the words by which they are found."""
        self.rights_pass_on = rights_pass_on(self.born_on) if self.born_on else None
        if (some := kwargs.get("update_fields")) is not None and "born_on" in some:
            kwargs["update_fields"] = {*some, "rights_pass_on"}
        with transaction.atomic(savepoint=False):
            super().save(**kwargs)
            if some is None or not FOUND_BY.isdisjoint(some):
                NameWord.keep(self)

    @property
    def name(self) -> str:
        """The name as people write it."""
        return named(self.forename, self.surname)


class DetailsChange(models.Model):
    """What a person's details were before something changed them. It only grows."""

    privacy = Privacy(Holds.CHILD, export=True, retain="as long as the person", erase="with the person", about="person")

    id = models.BigAutoField(primary_key=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    before = models.JSONField()
    after = models.JSONField()

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return f"{self.person} {self.at:%Y-%m-%d %H:%M}"


class CaseCard(models.Model):
    """The index card of a case: whose it is, and who works on it."""

    privacy = Privacy(Holds.CHILD, export=True, retain="as long as the case", erase="with the person", about="person")

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="card")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cards")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    keyworker = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    cover = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    cover_until = models.DateField(null=True)
    restricted = models.BooleanField(default=False, db_default=False)

    objects = ScopedManager(authority="authority")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "keyworker"], name="cards_of_a_keyworker"),
            models.Index(fields=["authority", "team"], name="cards_of_a_team"),
            models.Index(fields=["authority"], name="restricted_cards", condition=models.Q(restricted=True)),
            # Few are covered. An index of all would look to SQLite as if whoever covers covers most.
            models.Index(fields=["cover"], name="covered_cards", condition=models.Q(cover__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.case_id)

    @cached_property
    def _read(self) -> dict[object, Any]:
        return {}

    def once(self, read: Callable[[CaseCard], Kept]) -> Kept:
        """Return what a room reads of the case, read once for this object: several parts of a page ask."""
        if read not in self._read:
            self._read[read] = read(self)
        return cast(Kept, self._read[read])

    @cached_property
    def barriers_now(self) -> list[Barrier]:
        """Return what keeps people from the child today, read once for this object: each part of a page asks."""
        found = BARRIERS.records(person=self.person_id)
        return [one for one in found if one.until is None or one.until >= clock.today()]

    @cached_property
    def involved(self) -> list[Involvement]:
        """Who has to do with the case, as it was when this card was first asked."""
        return INVOLVED.records(case=self.case_id)

    @cached_property
    def capacity_decided(self) -> list[CapacityDecision]:
        """What was decided about the child's capacity, the latest first, as it was when this card was first asked."""
        return CAPACITY.records(person=self.person_id)

    @cached_property
    def agreements(self) -> list[SharingAgreement]:
        """The young person's agreements to share, as they were when this card was first asked."""
        return AGREEMENTS.records(person=self.person_id)

    @cached_property
    def setting(self) -> str:
        """The number of the setting the child is at, as it was when this card was first asked."""
        summary = CaseSummary.objects.filter(case_id=self.case_id).first()
        return summary.setting if summary else ""


class FamilyMember(Identified):
    """A parent, carer or somebody else of a child's family; ``before`` keeps what each change left behind."""

    privacy = Privacy(Holds.CHILD, export=True, retain="as long as the person", erase="with the person", about="person")

    class Relationship(models.TextChoices):
        MOTHER = "mother", "Mother"
        FATHER = "father", "Father"
        PARENT = "parent", "Parent"
        STEP_PARENT = "step-parent", "Step-parent"
        FOSTER_CARER = "foster-carer", "Foster carer"
        GUARDIAN = "guardian", "Guardian"
        GRANDPARENT = "grandparent", "Grandparent"
        OTHER = "other", "Somebody else"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="family")
    name = models.CharField(max_length=200)
    relationship = models.CharField(max_length=20, choices=Relationship)
    responsible = models.BooleanField(default=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=60)
    before = models.JSONField(default=list)

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return str(self.pk)


class Barrier(Identified):
    """Somebody who is kept from a child's records, whatever their role and relation would give them."""

    privacy = Privacy(
        Holds.CHILD,
        export=False,
        retain="as long as the person",
        erase="with the person",
        about="person",
        kept_out="it keeps somebody safe, or concerns somebody who works here",
    )

    class Kind(models.TextChoices):
        CONTACT = "contact", "Contact restriction"
        CONFLICT = "conflict", "Conflict of interest"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="barriers")
    kind = models.CharField(max_length=10, choices=Kind)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey(FamilyMember, on_delete=models.PROTECT, null=True, related_name="barriers")
    document = models.CharField(max_length=200, blank=True)
    reason = models.TextField()
    until = models.DateField(null=True)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=60)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=60, blank=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user"], name="barriers_of_a_person", condition=models.Q(lifted_at=None)),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class CapacityDecision(Identified):
    """What was decided about a young person's capacity to make one decision, until a later one replaces it."""

    privacy = Privacy(Holds.CHILD, export=True, retain="as long as the person", erase="with the person", about="person")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="capacity_decisions")
    decision = models.CharField(max_length=20, choices=[(one.value, words) for one, words in WORDS.items()])
    lacks = models.BooleanField()
    decided_on = models.DateField()
    until = models.DateField(null=True)
    decided_by = models.CharField(max_length=200)
    reason = models.TextField()
    representative = models.CharField(max_length=200, blank=True)
    representative_member = models.ForeignKey(FamilyMember, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.CharField(max_length=60)

    objects = ScopedManager(authority="authority")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "decision", "decided_on"], name="capacity_by_decision")
        ]

    def __str__(self) -> str:
        return f"{self.decision} {self.decided_on}"

    @property
    def told(self) -> Capacity:
        """What it says, as the law's reading takes it."""
        return Capacity(Decision(self.decision), self.lacks, self.decided_on, self.until, bool(self.representative))


class SharingAgreement(Identified):
    """A young person's agreement that somebody of their family goes on seeing the record; ended, never deleted."""

    privacy = Privacy(Holds.CHILD, export=True, retain="as long as the person", erase="with the person", about="person")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="agreements")
    member = models.ForeignKey(FamilyMember, on_delete=models.PROTECT, related_name="agreements")
    given_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    how = models.CharField(max_length=400)
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.CharField(max_length=60)
    withdrawn_by = models.CharField(max_length=60, blank=True)

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return f"{self.given_on}"

    @property
    def told(self) -> Agreement:
        """What it says, as the law's reading takes it."""
        return Agreement(self.given_on, self.withdrawn_on)


ALWAYS_END = ("grant", "panel", "sampled", "glass")


class Involvement(Identified):
    """That somebody has to do with a case, other than by holding it: how, why, since when and until when.

    ``classes`` names the classes of record it opens, as ``,a1,a2,``; empty opens what the role's cells say. It never
    opens more than they do. It is given to one person, or to an organisation and so to whoever works for it.
    """

    privacy = Privacy(
        Holds.CHILD,
        export=True,
        retain="as long as the case",
        erase="the reason is blanked",
        about="case__card__person",
    )

    class Relation(models.TextChoices):
        OWN = "own", "Works on it"
        REQUEST = "request", "Was asked for advice"
        FAMILY = "family", "Is the family"
        SETTING = "setting", "Is consulted or named as the setting"
        GRANT = "grant", "Has a grant"
        PANEL = "panel", "Sits on the panel"
        SAMPLED = "sampled", "Checks it as part of a sample"
        GLASS = "glass", "Broke the glass"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="involvements")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    relation = models.CharField(max_length=10, choices=Relation)
    classes = models.CharField(max_length=140, blank=True)
    reason = models.CharField(max_length=400)
    given_by = models.CharField(max_length=60)
    starts_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=60, blank=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(user=None) ^ models.Q(organisation=None), name="involvement_of_a_person_or_a_body"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=False) | ~models.Q(relation__in=ALWAYS_END),
                name="a_grant_ends",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "user", "relation", "case"], name="involvements_of_a_person"),
            models.Index(
                fields=["authority", "organisation", "relation"],
                name="involvements_of_a_body",
                condition=models.Q(organisation__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.relation} {self.case_id}"

    def is_for(self, actor: Actor) -> bool:
        """Say whether it was given to a person or to whom they work for."""
        theirs = self.organisation_id is not None and self.organisation_id == actor.organisation_id
        return theirs or (self.user_id is not None and self.user_id == actor.user_id)

    def is_open(self, now: datetime) -> bool:
        """Say whether it opens anything at a moment."""
        if self.starts_at > now or (self.ends_at is not None and self.ends_at <= now):
            return False
        return self.closed_at is None or self.closed_at > now

    def opens(self, *classes: str) -> bool:
        """Say whether it opens some classes of record, all of them."""
        named = {code for code in self.classes.split(",") if code}
        return not named or named.issuperset(classes)


def _capacity(*, person: UUID) -> models.QuerySet[CapacityDecision]:
    found = CapacityDecision.objects.filter(person=person).select_related("representative_member")
    return found.order_by("-decided_on", "-recorded_at")


AGREEMENTS: Written[SharingAgreement] = Written(
    lambda *, person: SharingAgreement.objects.filter(person=person).select_related("member")
)
BARRIERS: Written[Barrier] = Written(
    lambda *, person: Barrier.objects.filter(person=person, lifted_at=None).select_related("member")
)
CAPACITY: Written[CapacityDecision] = Written(_capacity)
INVOLVED: Written[Involvement] = Written(lambda *, case: Involvement.objects.filter(case_id=case))
