"""Django's settings of e-mail, from the one address of the mail server."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from keywork.web.kernel.settings import Config

FOLDER = "mail"
NONE = "none"
WAIT = 15  # seconds that the mail server may be silent
SCHEMES = {"smtp": (587, "EMAIL_USE_TLS"), "smtps": (465, "EMAIL_USE_SSL"), "smtp+plain": (25, "")}


def email_settings(config: Config) -> dict[str, Any]:
    """Return Django's settings of e-mail.

    Raises:
        ValueError: the address of the mail server is none, in words.
    """
    if not config.email:
        return {"EMAIL_BACKEND": "keywork.web.messages.mailing.FolderBackend", "EMAIL_FILE_PATH": config.home / FOLDER}
    if config.email.lower() == NONE:
        return {"EMAIL_BACKEND": "keywork.web.messages.mailing.NoServer"}
    try:
        parts = urlsplit(config.email)
        port, host = parts.port, parts.hostname
    except ValueError:
        port = host = None
    if not host or parts.scheme not in SCHEMES:
        raise ValueError("KEYWORK_EMAIL is the address of a mail server, such as smtp://user:password@host:587.")
    usual, secured = SCHEMES[parts.scheme]
    found: dict[str, Any] = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": host,
        "EMAIL_PORT": port or usual,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_TIMEOUT": WAIT,
    }
    return found | ({secured: True} if secured else {})
