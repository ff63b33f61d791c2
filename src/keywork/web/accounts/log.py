"""The access log: written in the transaction of what it tells of, or, for what was refused, after it is undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.crypto import salted_hmac

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import AccessEntry, AccessSubject, User
from keywork.web.kernel import clock
from keywork.web.kernel.reading import after_look
from keywork.web.kernel.rows import Beside, insert_rows, insert_with

COLUMNS = ("authority_id", "at", "actor", "role", "action", "allowed", "subjects", "detail")
SUBJECTS = Beside(AccessSubject, same="authority_id", each="subject", names="entry_id")
SIGN_IN = "session.sign-in"
NOBODY = "nobody"


def log(*, actor: Actor, action: str, subjects: Iterable[object] = (), detail: Mapping[str, Any] | None = None) -> None:
    """Write one row of the access log, in the transaction of what it tells of.

    Args:
        actor: who does it.
        action: a code of the matrix.
        subjects: the ids of the cases or people it is about; of a list, all that were shown.
        detail: codes, counts and identities only, never personal data.
    """
    _write(actor, actor.label, action, True, subjects, detail)


def log_denied(
    *,
    actor: Actor | None,
    user: User,
    action: str,
    subjects: Iterable[object] = (),
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Write that somebody was refused. ``actor`` is None for an account without a role."""
    _write(actor, f"user:{user.pk}", action, False, subjects, detail)


def log_sign_in(*, actor: Actor | None, user: User, detail: Mapping[str, Any] | None = None) -> None:
    """Write that somebody signed in."""
    _write(actor, f"user:{user.pk}", SIGN_IN, True, (), detail)


def log_sign_in_failed(*, email: str, actor: Actor | None, user: User | None, reason: str = "") -> None:
    """Write that a password was wrong or an account unknown, with a keyed digest instead of the address."""
    digest = salted_hmac("keywork.sign-in", email.strip().lower(), algorithm="sha256").hexdigest()[:16]
    label = f"user:{user.pk}" if user else NOBODY
    _write(actor, label, SIGN_IN, False, (), {"address": digest} | ({"reason": reason} if reason else {}))


def _write(
    actor: Actor | None,
    label: str,
    action: str,
    allowed: bool,
    subjects: Iterable[object],
    detail: Mapping[str, Any] | None,
) -> None:
    named = [str(subject) for subject in subjects]
    row = (
        actor.authority_id if actor else None, clock.now(), label, (actor.role if actor else None) or "", action,
        allowed, named, dict(detail or {}),
    )  # fmt: skip
    after_look(partial(_keep, row, actor.authority_id if actor else None, named))


def _keep(row: tuple[object, ...], authority_id: UUID | None, named: Iterable[str]) -> None:
    """Write a row, and beside it each record that it names: by these it is found again."""
    records = dict.fromkeys(pk for text in named if (pk := _identity(text)))
    if authority_id is None or not records:
        insert_rows(AccessEntry, COLUMNS, [row])
        return
    insert_with(AccessEntry, COLUMNS, row, beside=SUBJECTS, same=authority_id, each=list(records))


def _identity(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
