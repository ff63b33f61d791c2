"""The environment in which every page is written."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.templatetags.static import static
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader

from keywork.web.kernel.clock import LONDON
from keywork.web.ui.addresses import address
from keywork.web.ui.rendering import error_list


def environment(**options: Any) -> Environment:
    """Make the environment; the component library needs undefined values that chain."""
    options["undefined"] = ChainableUndefined
    library = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    options["loader"] = ChoiceLoader([options["loader"], library])
    made = Environment(**options)  # noqa: S701 - Django's backend passes autoescape=True
    made.globals.update(static=static, url=address, with_query=with_query, form_errors=error_list)
    made.filters.update(day=day, short_day=short_day, moment=moment, number=number, plural=plural)
    return made


def with_query(path: str, /, **query: Any) -> str:
    """Return an address with a query; what is None or empty is left out."""
    kept = {key: value for key, value in query.items() if value not in (None, "", False)}
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path


def day(value: date | None) -> str:
    """Write a date in full, for example ``Friday 24 April 2026``."""
    return f"{value:%A} {value.day} {value:%B %Y}" if value else ""


def short_day(value: date | None) -> str:
    """Write a date short, for example ``24 Apr 2026``."""
    return f"{value.day} {value:%b %Y}" if value else ""


def moment(value: datetime | None) -> str:
    """Write a moment in England, for example ``24 Apr 2026, 14:05``."""
    if value is None:
        return ""
    local = value.astimezone(LONDON)
    return f"{short_day(local.date())}, {local:%H:%M}"


def number(value: float | None) -> str:
    """Write a number with commas; nothing where there is none."""
    return "" if value is None else f"{value:,}"


def plural(count: int, one: str, many: str = "") -> str:
    """Write a count with its word, for example ``3 cases``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
