"""The program's log: what happened and where in the program, never what a request or a record said."""

from __future__ import annotations

import logging
import traceback
from typing import Any


class PlaceOnly(logging.Formatter):
    """Writes an exception's kind and the places it came through; its message could repeat what somebody typed."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name that logging calls
        """Return where an exception came from, innermost last."""
        kind, _, trace = ei
        places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        return f"{getattr(kind, '__name__', 'Exception')} at " + " > ".join(places[-KEPT:])


KEPT = 6


def logging_settings(level: str) -> dict[str, Any]:
    """Return Django's settings of the log.

    Args:
        level: the least serious that is written, for example ``INFO``, which also stands for one that does not exist.
    """
    level = level if level in logging.getLevelNamesMapping() else "INFO"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"place": {"()": PlaceOnly, "format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "place"}},
        "root": {"handlers": ["console"], "level": "WARNING"},  # of libraries, what is wrong and nothing else
        "loggers": {
            "keywork": {"level": level},
            "django": {"handlers": ["console"], "level": level, "propagate": False},
            # It writes whole statements, with their values.
            "django.db.backends": {"level": "ERROR"},
        },
    }
