"""Every route of the site with what it declares: for the check at start, the matrix tests and the docs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from keywork.web.accounts.policy import Declared, declared_by


@dataclass(frozen=True, slots=True)
class Route:
    """One address of the site.

    Args:
        pattern: the address as written, with its parameters.
        name: its name with namespaces, or empty.
        view: what answers.
        declared: the actions it declares, or None.
        parameters: the parameters in the address, with the type each must have.
    """

    pattern: str
    name: str
    view: Callable[..., Any]
    declared: Declared | None
    parameters: tuple[tuple[str, str], ...]


def routes(urlconf: str | None = None) -> Iterator[Route]:
    """Return every route of the site."""
    yield from _walk(get_resolver(urlconf), "", (), ())


def _walk(
    resolver: URLResolver, prefix: str, spaces: tuple[str, ...], parameters: tuple[tuple[str, str], ...]
) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        found = parameters + _parameters(pattern)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern, prefix + str(pattern.pattern), inner, found)
        else:
            name = ":".join((*spaces, pattern.name)) if pattern.name else ""
            declared = declared_by(pattern.callback)
            yield Route(prefix + str(pattern.pattern), name, pattern.callback, declared, found)


def _parameters(pattern: URLPattern | URLResolver) -> tuple[tuple[str, str], ...]:
    converters = getattr(pattern.pattern, "converters", {})
    return tuple((name, type(converter).__name__) for name, converter in converters.items())
