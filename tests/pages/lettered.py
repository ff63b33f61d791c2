"""A family that is reached by post and by e-mail in the small authority of the page tests, and a letter under way to it."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from flagged import by

from keywork.web.accounts.models import Role
from keywork.web.documents.letter_recipients import offer
from keywork.web.documents.models import Dispatch, LetterLink
from keywork.web.documents.services import letter_templates, letters, releasing
from keywork.web.kernel import clock
from keywork.web.messages.models import Message
from keywork.web.people import family
from keywork.web.people.models import CaseCard
from keywork.web.vaults import contacts
from keywork.web.vaults.models import CHILD

OWN, CODE = "jo.placeholder@families.example", "12345678"


def put_letters(card: CaseCard) -> str:
    """Give a case a family, a letter that its mother opens by link, and a template that waits; return the link's path."""
    keyworker = by(Role.KEYWORKER)
    mother = family.add_member(
        actor=keyworker, card=card, name="Jo Placeholder", relationship="mother", responsible=True
    )
    there = {"member": mother, "hidden": False}
    contacts.write_point(
        actor=keyworker, card=card, kind="address", value="12 Testing Lane\nWexcombe\nWX1 2AB",
        reached=[str(mother.pk), CHILD], **there,
    )  # fmt: skip
    contacts.write_point(actor=keyworker, card=card, kind="email", value=OWN, reached=[str(mother.pk)], **there)
    letter = letters.start(actor=keyworker, card=card, kind="receipt")
    letter = letters.finish(actor=keyworker, card=card, letter=letter, seen=letter.revision)
    by_link = next(one for one in offer(card, letter.about, None).recipients if one.way == Dispatch.Way.LINK)
    made = releasing.release(
        actor=keyworker, card=card, letter=letter, version_id=letter.versions.get().pk,
        chosen={by_link.key: by_link.relation},
    )  # fmt: skip
    copy = Dispatch.objects.select_related("release", "member").get(release=made)
    path: str = Message.objects.get(pk=copy.message).link
    LetterLink.objects.update(code=make_password(CODE), code_until=clock.now() + timedelta(days=1))
    letter_templates.propose(
        actor=by(Role.MANAGER), code="receipt", text="We have it.\n", why="Shorter, as families ask"
    )
    return path
