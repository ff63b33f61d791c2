"""What is hidden and restricted in the small authority that the page tests look at."""

from __future__ import annotations

from datetime import timedelta

from keywork.web.accounts.actors import Actor, actor_for
from keywork.web.accounts.models import Role, User
from keywork.web.kernel import clock
from keywork.web.people import family
from keywork.web.people.models import CaseCard, Involvement
from keywork.web.vaults import alerts, contacts, glass, health, identity, restricting, reveals
from keywork.web.vaults.identity import Former
from keywork.web.vaults.models import CHILD, Alert

REASON = "They are to be visited on Monday, and nobody who is named can be reached until then."


def by(role: str) -> Actor:
    found = actor_for(User.objects.select_related("membership__authority").get(email=f"{role}@wexcombe.example"))
    assert found is not None
    return found


def put_flags(shown: CaseCard, restricted: CaseCard) -> None:
    """Give one case a family with a hidden address and somebody kept out, and restrict another."""
    keyworker, manager, dsco = by(Role.KEYWORKER), by(Role.MANAGER), by(Role.DSCO)
    for role in (Role.THERAPIST, Role.SOCIAL_WORKER):
        Involvement.objects.create(
            authority=shown.authority, case=shown.case, user_id=by(role).user_id, relation="request",
            reason="Advice was asked for", given_by="system:test",
        )  # fmt: skip
    Involvement.objects.create(
        authority=shown.authority, case=shown.case, user_id=by(Role.AUDITOR).user_id, relation="sampled",
        reason="The sample of this quarter", given_by="system:test", ends_at=clock.now() + timedelta(days=30),
    )  # fmt: skip
    named = [User.objects.get(email=f"{Role.DCO}@wexcombe.example")]
    parent = User.objects.get(email=f"{Role.PARENT}@wexcombe.example")
    Involvement.objects.create(
        authority=shown.authority, case=shown.case, user=parent, relation="family", reason="The child is theirs",
        given_by="system:test",
    )  # fmt: skip
    said = {"relationship": "mother", "responsible": True, "user": parent}
    mother = family.add_member(actor=keyworker, card=shown, name="Robin Invented-Longsurname", **said)
    father = family.add_member(
        actor=keyworker, card=shown, name="Sam Placeholder", relationship="father", responsible=True
    )
    there = {"member": mother, "reached": [str(mother.pk), CHILD]}
    old = contacts.write_point(
        actor=keyworker, card=shown, kind="address", value="1 Old Road\nWexcombe", hidden=False, **there
    )
    contacts.write_point(
        actor=keyworker, card=shown, kind="address", value="2 New Lane", hidden=True, replaces=old, **there
    )
    contacts.write_point(
        actor=keyworker, card=shown, kind="email", value="sam.placeholder.of.the.long.address@example.org",
        member=father, reached=[str(father.pk)], hidden=False,
    )  # fmt: skip
    order = {"document": "Non-molestation order of 3 March 2026", "until": clock.today() + timedelta(days=200)}
    family.restrict_contact(actor=manager, card=shown, member=father, reason=REASON, **order)
    identity.keep_identity(actor=dsco, card=shown, former=Former(forename="Formerly", surname="Known"))
    health.write_paragraph(actor=by(Role.THERAPIST), card=shown, about="mother", text="She is being treated.")
    asked = reveals.ask(actor=dsco, card=shown, kind="address", reason=REASON)
    reveals.answer(actor=manager, reveal_id=asked.pk, agrees=True)
    reveals.ask(actor=by(Role.SOCIAL_WORKER), card=shown, kind="address", reason=REASON)
    restricting.restrict(actor=dsco, card=restricted, named=named, reason=REASON)
    glass.break_glass(actor=keyworker, reference=restricted.case.reference, why="urgent-call", reason=REASON)
    alerts.tell(actor=keyworker, kind=Alert.Kind.RESTRICTED, case_id=restricted.case_id)
