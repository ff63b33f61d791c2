"""The words by which people are found: a table of its own, so that a search reads as much of it as it finds.

What is kept here is worked out from names and numbers as they are now (``people.names``). ``Person.save`` and
``services.add_people`` write it with them; ``people.named`` says whether it is in step, and makes it anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django_scopes import ScopedManager

from keywork.web.accounts.models import Authority
from keywork.web.kernel.models import BytewiseField
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.kernel.rows import renew_rows
from keywork.web.people.names import FOUND_BY, LONGEST_WORD, words_kept

if TYPE_CHECKING:
    from keywork.web.people.models import Person


def words_now(person: Person) -> list[str]:
    """Return the words that a person is to be found by, worked out anew."""
    return words_kept(**{name: getattr(person, name) for name in FOUND_BY})


class NameWord(models.Model):
    """A word of a person's name or number, by the beginning of which a search finds them."""

    privacy = Privacy(
        Holds.CHILD,
        export=False,
        retain="as long as the person",
        erase="with the person",
        about="person",
        kept_out="it is worked out from what is in the bundle",
    )

    COLUMNS: ClassVar[tuple[str, ...]] = ("authority_id", "person_id", "word")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="words", db_index=False)
    word = BytewiseField(max_length=LONGEST_WORD)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "word"], name="one_row_of_a_word")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "word", "person"], name="people_by_word")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def keep(cls, person: Person) -> int:
        """Let the words of a person be those of their names and numbers now, and return how many changed."""
        rows = [(person.authority_id, person.pk, word) for word in words_now(person)]
        return renew_rows(cls, cls.COLUMNS, ("person_id", "word"), {"person_id": person.pk}, rows)
