"""Rows whose words are sealed: how they are written, read, and sealed again under a new key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.apps import apps
from django.db import models, transaction

from keywork.web.kernel.models import Identified
from keywork.web.kernel.scoping import for_all_authorities
from keywork.web.kernel.vault import (
    KeyMissing,
    Place,
    Vault,
    add_key,
    key_file,
    keys_of,
    make_keys,
    seal,
    sealed_with,
    unseal,
)

AT_ONCE = 500


class Sealed(Identified):
    """A row with words that nobody reads without the keys of its vault."""

    vault: ClassVar[Vault]

    sealed = models.BinaryField()

    class Meta:
        abstract = True

    def put(self, text: str) -> None:
        """Seal a text into this row; saving it is for whoever asks."""
        self.sealed = seal(self.vault, text, self._place)

    def words(self) -> str:
        """Return the text that is sealed here.

        Raises:
            KeyMissing: its key is not there.
            NotOpened: it is not as it was sealed.
        """
        return unseal(self.vault, self.sealed, self._place)

    def seal_again(self) -> list[str]:
        """Seal the same text with the key in use, and return the columns that changed."""
        self.put(self.words())
        return ["sealed"]

    @property
    def _place(self) -> Place:
        return Place(self._meta.db_table, str(self.pk), "sealed")


def tables_of(vault: Vault) -> list[type[Sealed]]:
    """Return the tables that a vault's keys seal."""
    return [model for model in apps.get_models() if issubclass(model, Sealed) and model.vault == vault]


def rotate(vault: Vault) -> tuple[str, int]:
    """Make a new key for a vault and seal every row with it; one that fails half-way is finished by another.

    The older keys stay in the file: a backup of before opens with nothing else.

    Returns:
        The new key's identity, and how many rows were sealed again.

    Raises:
        KeyMissing: the vault has no keys, or a row's key is missing.
        NotOpened: a row is not as it was sealed.
    """
    key_id = add_key(vault)
    return key_id, sum(1 for _ in _again(vault, key_id))


def _again(vault: Vault, key_id: str) -> Iterator[Sealed]:
    for model in tables_of(vault):
        with for_all_authorities():  # the keys are the installation's, whose authorities share them
            waiting = list(model._default_manager.values_list("pk", flat=True))
            for first in range(0, len(waiting), AT_ONCE):
                with transaction.atomic():
                    rows = model._default_manager.select_for_update().filter(pk__in=waiting[first : first + AT_ONCE])
                    for row in rows:
                        if sealed_with(row.sealed) != key_id:
                            row.save(update_fields=row.seal_again())
                            yield row


def count_by_key(vault: Vault) -> dict[str, int]:
    """Count the rows of a vault by the key that sealed them."""
    counts: dict[str, int] = {}
    with for_all_authorities():
        for model in tables_of(vault):
            for sealed in model._default_manager.values_list("sealed", flat=True).iterator():
                key_id = sealed_with(sealed)
                counts[key_id] = counts.get(key_id, 0) + 1
    return counts


def prepare_keys() -> list[Vault]:
    """Make the keys of vaults that have none and nothing sealed yet.

    Returns:
        The vaults for which keys were made.

    Raises:
        KeyMissing: a vault has sealed rows and its keys are gone; a new key would hide the loss.
    """
    made = []
    for vault in Vault:
        if not key_file(vault).exists() and count_by_key(vault):
            keys_of(vault)
        if make_keys(vault):
            made.append(vault)
    return made


def missing_keys() -> str:
    """Say which keys are missing, in a sentence; empty where all are there."""
    for vault in Vault:
        try:
            keys_of(vault)
        except KeyMissing as fault:
            return str(fault)
    return ""
