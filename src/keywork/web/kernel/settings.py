"""Typed settings: every environment variable the product reads, with its default and meaning."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, its default in words and what it is for."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("KEYWORK_HOME", "a per-user data folder", "The folder that holds the database, uploads and keys."),
    Setting(
        "KEYWORK_DATABASE_URL",
        "SQLite in KEYWORK_HOME",
        "Another database, for example postgresql://user@host/name.",
    ),
    Setting("KEYWORK_SECRET_KEY", "made once and kept in KEYWORK_HOME", "Signs sessions and forms."),
    Setting(
        "KEYWORK_VAULT_KEYS",
        "the folder `keys` in KEYWORK_HOME",
        "The folder of the keys that seal hidden addresses, former identities and health information about others. "
        "Each backup of `keywork backup` holds them too, encrypted with the backup key: keep that key apart from the "
        "backups. What copies the database by itself holds none of them: then keep a copy of this folder, apart.",
    ),
    Setting("KEYWORK_ALLOWED_HOSTS", "localhost,127.0.0.1", "Host names the site answers to, with commas between."),
    Setting("KEYWORK_HTTPS", "no", "Set to yes behind HTTPS: secure cookies and strict transport security."),
    Setting(
        "KEYWORK_SECOND_STEP",
        "staff",
        "Who must pass a second step to sign in: staff, with families being offered it, or everybody.",
    ),
    Setting(
        "KEYWORK_DEMO",
        "no",
        "Set to yes to let visitors choose among invented people, who need no second step. Never in production.",
    ),
    Setting("KEYWORK_DEBUG", "no", "Set to yes for a developer's error pages. Never in production."),
    Setting("KEYWORK_LOG_LEVEL", "INFO", "How much is written to the log."),
    Setting(
        "KEYWORK_LONGEST_WAIT",
        "2",
        "How many seconds a request may wait to be taken up before it is turned away with 503 and when to come back. "
        "What somebody sends may wait three times as long. 0 turns nobody away.",
    ),
    Setting(
        "KEYWORK_LEDGER_HEADS",
        "not written outside",
        "Where the heads of the ledger are written outside the database: a file on another machine's disk, or an "
        "https address that takes a POST. `{authority}` in it stands for the authority's code.",
    ),
    Setting(
        "KEYWORK_LEDGER_HEADS_SECONDS", "60", "How many seconds at least lie between two heads that a process writes."
    ),
    Setting(
        "KEYWORK_LEDGER_HEADS_INTERNAL",
        "no",
        "Set to yes to let the https address lie in the authority's own network.",
    ),
    Setting(
        "KEYWORK_SITE",
        "http://127.0.0.1:8000",
        "The address of the site as people type it; the links in e-mails begin with it.",
    ),
    Setting(
        "KEYWORK_EMAIL",
        "kept in the folder `mail` of KEYWORK_HOME",
        "The mail server: smtp://user:password@host:587 (with STARTTLS), smtps://user:password@host:465, or "
        "smtp+plain://host:25 for one on the same machine. `none` sends nothing and keeps all waiting.",
    ),
    Setting("KEYWORK_EMAIL_FROM", "Keywork <no-reply@localhost>", "Whom e-mails come from."),
    Setting("KEYWORK_LARGEST_FILE", "20", "How many megabytes a document may have that somebody sends. At most 100."),
    Setting(
        "KEYWORK_ANTIVIRUS",
        "none: files say that they were not checked",
        "Where ClamAV listens: `unix:/run/clamav/clamd.ctl`, or a host and a port with a colon between. Once set, no "
        "document is taken in while it does not answer or its signatures are more than a week old.",
    ),
    Setting("KEYWORK_BACKUP", "named each time", "The folder of backups, on another machine's disk."),
    Setting("KEYWORK_BACKUP_KEY", "named each time", "The file of the key that backups are encrypted with."),
    Setting(
        "KEYWORK_BACKUP_DATABASE_URL",
        "KEYWORK_DATABASE_URL",
        "PostgreSQL as a role that may replicate, for backups alone.",
    ),
)


def _yes(text: str) -> bool:
    return text.strip().lower() in {"1", "yes", "true", "on"}


SECOND_STEP = ("staff", "everybody")
MOST_MEGABYTES = 100
SCANNER = re.compile(r"unix:/\S+|[\w.\-]+:\d{1,5}")


def _one_of(text: str, name: str, allowed: tuple[str, ...]) -> str:
    chosen = text.strip().lower() or allowed[0]
    if chosen not in allowed:
        raise ValueError(f"{name} is '{text}'. It can be {' or '.join(allowed)}.")
    return chosen


def _path(text: str) -> Path | None:
    return Path(text).expanduser().resolve() if text.strip() else None


def _seconds(text: str, name: str) -> float:
    try:
        return max(0.0, float(text))
    except ValueError as error:
        raise ValueError(f"{name} is a number of seconds, not '{text}'.") from error


def _megabytes(text: str, name: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= MOST_MEGABYTES):
        raise ValueError(f"{name} is a number of megabytes from 1 to {MOST_MEGABYTES}, not '{text}'.")
    return int(text) * 1_000_000


def _scanner(text: str, name: str) -> str:
    if text and not SCANNER.fullmatch(text):
        raise ValueError(f"{name} is '{text}'. It can be unix:/path/of/the/socket, or host:port.")
    return text


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of this run, read once from the environment."""

    home: Path
    vault_keys: Path
    database_url: str
    allowed_hosts: tuple[str, ...]
    https: bool
    second_step: str
    demo: bool
    debug: bool
    log_level: str
    longest_wait: float
    secret_key: str | None
    ledger_heads: str
    ledger_heads_seconds: float
    ledger_heads_internal: bool
    site: str
    email: str
    email_from: str
    largest_file: int
    antivirus: str
    backup: Path | None
    backup_key: Path | None
    backup_database_url: str

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> Config:
        """Read the settings; nothing is created on disk."""
        get: Callable[[str, str], str] = environment.get
        home = Path(get("KEYWORK_HOME", "") or platformdirs.user_data_dir("keywork")).expanduser().resolve()
        return cls(
            home=home,
            vault_keys=Path(get("KEYWORK_VAULT_KEYS", "") or home / "keys").expanduser().resolve(),
            database_url=get("KEYWORK_DATABASE_URL", "") or f"sqlite:///{home / 'keywork.sqlite3'}",
            allowed_hosts=tuple(h.strip() for h in get("KEYWORK_ALLOWED_HOSTS", "localhost,127.0.0.1").split(",") if h),
            https=_yes(get("KEYWORK_HTTPS", "")),
            second_step=_one_of(get("KEYWORK_SECOND_STEP", "staff"), "KEYWORK_SECOND_STEP", SECOND_STEP),
            demo=_yes(get("KEYWORK_DEMO", "")),
            debug=_yes(get("KEYWORK_DEBUG", "")),
            log_level=get("KEYWORK_LOG_LEVEL", "INFO").upper(),
            longest_wait=_seconds(get("KEYWORK_LONGEST_WAIT", "") or "2", "KEYWORK_LONGEST_WAIT"),
            secret_key=get("KEYWORK_SECRET_KEY", "") or None,
            ledger_heads=get("KEYWORK_LEDGER_HEADS", "").strip(),
            ledger_heads_seconds=_seconds(
                get("KEYWORK_LEDGER_HEADS_SECONDS", "") or "60", "KEYWORK_LEDGER_HEADS_SECONDS"
            ),
            ledger_heads_internal=_yes(get("KEYWORK_LEDGER_HEADS_INTERNAL", "")),
            site=(get("KEYWORK_SITE", "").strip() or "http://127.0.0.1:8000").rstrip("/"),
            email=get("KEYWORK_EMAIL", "").strip(),
            email_from=get("KEYWORK_EMAIL_FROM", "").strip() or "Keywork <no-reply@localhost>",
            largest_file=_megabytes(get("KEYWORK_LARGEST_FILE", "").strip() or "20", "KEYWORK_LARGEST_FILE"),
            antivirus=_scanner(get("KEYWORK_ANTIVIRUS", "").strip(), "KEYWORK_ANTIVIRUS"),
            backup=_path(get("KEYWORK_BACKUP", "")),
            backup_key=_path(get("KEYWORK_BACKUP_KEY", "")),
            backup_database_url=get("KEYWORK_BACKUP_DATABASE_URL", "") or get("KEYWORK_DATABASE_URL", ""),
        )

    @property
    def key_file(self) -> Path:
        """The file that keeps the signing key of this home."""
        return self.home / "secret.key"

    def signing_key(self) -> str:
        """Return the signing key: the one set, the one kept in the home, or one for this run only."""
        if self.secret_key:
            return self.secret_key
        if self.key_file.exists():
            return self.key_file.read_text().strip()
        return secrets.token_urlsafe(48)
