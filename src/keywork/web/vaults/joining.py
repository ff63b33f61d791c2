"""Two records of a child that prove to be one: what keeps people out, and what is kept from them, goes along."""

from __future__ import annotations

from django.db import transaction

from keywork.web.people.models import Barrier, FamilyMember, Person
from keywork.web.vaults import identity
from keywork.web.vaults.models import ContactPoint, FormerIdentity, HiddenWords


@transaction.atomic
def join(*, left: Person, kept: Person) -> None:
    """Move a child's family, contacts, barriers and vaults to the record that is kept.

    Args:
        left: the record that nothing is about any more.
        kept: the one that takes its place.
    """
    for model in (FamilyMember, ContactPoint, HiddenWords, Barrier):
        model.objects.filter(person=left).update(person=kept)
    if left.address_hidden and not kept.address_hidden:
        kept.address_hidden, kept.postcode = True, ""
        kept.save(update_fields=["address_hidden", "postcode"])
    if FormerIdentity.objects.exists():  # an authority that keeps none needs no key for this
        identity.hand_on(left.pk, kept.pk)
