"""The limits of use as a page to read: docs/limits.md is made of the numbers that the program itself goes by."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from keywork.web.accounts import attempts, consents, devices, passwords, second_step, sessions
from keywork.web.casework.views.work import MOST_IN_A_FILE
from keywork.web.people import sharing
from keywork.web.returns.reading import limits
from keywork.web.vaults import glass, restricting, reveals

UNITS = {"m": "minutes", "h": "hours", "d": "days"}
LANES = {
    "device": "One account, from a browser that has signed in to it before",
    "account-and-place": "One account, from one address on the network",
    "place": "Any account, from one address on the network",
    "account": "One account, from anywhere",
}


def render_limits() -> str:
    """Return the page."""
    return "\n".join([HEAD, _ways(), _guessing(), _sessions(), _access(), _sizes()])


HEAD = """\
# Limits of use

Made from the program by `make docs`; a test compares the two. What can be set is in [settings.md](settings.md).
"""


NOBODY_IS_LOCKED_OUT = """\
Nobody is locked out by a stranger who fails on purpose: a browser that has signed in before, known for {known}, has
failures of its own. Counting is in the database, across processes and restarts.
"""


def _table(title: str, head: tuple[str, str], rows: list[tuple[str, str]]) -> str:
    lines = [f"## {title}", "", f"| {head[0]} | {head[1]} |", "| --- | --- |", *(f"| {a} | {b} |" for a, b in rows)]
    return "\n".join(lines) + "\n"


def _ways() -> str:
    shortest = settings.AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"]["min_length"]
    return _table(
        "The ways of signing in, and how strong each is",
        ("Way", "What it takes"),
        [
            (
                "Password and second step: everybody who works here",
                f"A password of {shortest} to {passwords.MAXIMUM} characters, in no list of common ones and hard to "
                "guess, and an authenticator app (TOTP), a security key (WebAuthn) or one of the recovery codes",
            ),
            ("Password alone: families, unless they add a second step", "The same password"),
            (
                "A link to set a password",
                f"Once, within {_words(consents.LIFE)}, with the address it is for and, where no second step protects "
                f"the account, a code of {consents.DIGITS} digits that a second person hands over; "
                f"{consents.TRIES} wrong answers end it",
            ),
            ("The command line", "Whoever runs commands on the server, who holds its keys anyway"),
            ("A machine’s account", "None: nobody signs in with it"),
        ],
    )


def _guessing() -> str:
    rows = [(LANES[kind], f"{one.failures} within {_words(one.within)}") for kind, one in attempts.LIMITS.items()]
    rows += [
        ("Codes of the second step, by person", _rate(settings.ACCOUNT_RATE_LIMITS["login_failed"])),
        (
            "An alarm is written to the log",
            f"{attempts.ALARM_ACCOUNTS} accounts tried without success within {_words(attempts.ALARM_WITHIN)}",
        ),
    ]
    table = _table("How guessing is slowed, without locking people out", ("What is counted", "Failures"), rows)
    return f"{table}\n{NOBODY_IS_LOCKED_OUT.format(known=_words(devices.KEPT))}"


def _sessions() -> str:
    return _table(
        "Sessions",
        ("What", "How long, or how many"),
        [
            ("Without a page asked for", _words(sessions.IDLE)),
            ("In all", _words(sessions.ABSOLUTE)),
            ("At once for one person; one more ends the oldest", str(sessions.MOST)),
            ("A second step counts as fresh, where an action wants one", _words(second_step.FRESH)),
            ("After the account is closed or changed, or gets another role", "none: they end at the next page"),
        ],
    )


def _access() -> str:
    return _table(
        "Access that ends by itself",
        ("What", "How long"),
        [
            ("A grant to one case", f"{_words(sharing.LONGEST)} at most"),
            ("A panel’s papers, after the panel closes", _words(sharing.AFTER_A_PANEL)),
            ("Being named on a restricted case", f"{_words(restricting.LONGEST)} at most"),
            ("Broken glass; it is looked into within", f"{_words(glass.LASTS)}; {glass.REVIEWED_IN} working days"),
            ("A look at what is hidden; what was asked for lapses after",
             f"{_words(reveals.LASTS)}; {_words(reveals.WAITS)}"),
        ],
    )  # fmt: skip


def _sizes() -> str:
    return _table(
        "Sizes",
        ("What", "At most"),
        [
            ("Fields of one form", f"{settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,}"),
            ("Clocks in one saved list", f"{MOST_IN_A_FILE:,}"),
            ("One file of a return, unpacked", f"{limits.FILE_BYTES // limits.MB} MB"),
            ("All files of an archive, unpacked", f"{limits.ALL_BYTES // limits.MB} MB"),
            ("Files in an archive", f"{limits.ARCHIVE_MEMBERS}"),
            ("Unpacked to packed", f"{limits.RATIO} to one"),
            ("Rows of one module", f"{limits.ROWS:,}"),
            ("Elements inside elements", str(limits.DEPTH)),
        ],
    )


def _words(span: timedelta) -> str:
    for unit, size in (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1))):
        count, left = divmod(span, size)
        if count and not left:
            return f"{count} {unit}{'' if count == 1 else 's'}"
    raise ValueError(span)


def _rate(text: str) -> str:
    """Write a rate of the library, such as ``5/15m/key``, in words."""
    failures, span, *_ = text.split("/")
    return f"{failures} within {_words(timedelta(**{UNITS[span[-1]]: int(span[:-1])}))}"
