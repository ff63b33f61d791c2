"""The details of an event as fields of a form: what kind of value each is, read from how the catalogue describes it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from django import forms

from keywork.core.conditions import WORKED
from keywork.core.loading import load_register
from keywork.core.register import EventKind, Period
from keywork.web.ui.fields import DayField

NOTHING = object()
YES_NO = "yes or no"
CODES = re.compile(r"[a-z0-9][a-z0-9-]*")
RANKS = re.compile(r"1 (\w+), 2 (\w+)")
DAYS = ("_on", "from", "to", "reopens", "closed_from")
WORDS_OF_LENGTH = ("about",)
HOW = {"how it came": ("e-mail", "hand", "signed-for", "first-class-post", "portal"),
       "how it was served": ("e-mail", "hand", "signed-for", "first-class-post", "portal")}  # fmt: skip


def field_of(kind: EventKind, name: str, meaning: str) -> forms.Field:
    """Return the field by which a detail of an event is entered."""
    label, required = name.replace("_", " ").capitalize(), (kind.name, name) in _needed()
    shared: dict[str, Any] = {"label": label, "required": required}
    if name.endswith(DAYS[0]) or name in DAYS:
        return DayField(help_text=meaning.capitalize(), thing=label, **shared)
    if meaning.startswith("clock time"):
        return _time(meaning, shared)
    if choices := _choices(kind, name, meaning):
        missing = {"required": f"Choose the {label.lower()}"}
        return forms.ChoiceField(choices=[("", "Choose"), *choices], error_messages=missing, **shared)
    widget = forms.Textarea(attrs={"rows": 3}) if name in WORDS_OF_LENGTH else forms.TextInput()
    missing = {"required": f"Enter the {label.lower()}"}
    return forms.CharField(
        help_text=meaning.capitalize(), max_length=2000, widget=widget, error_messages=missing, **shared
    )


def _time(meaning: str, shared: dict[str, Any]) -> forms.Field:
    pattern = r"^([01]?\d|2[0-3]):[0-5]\d$"
    said = "Write the time on 24 hours, for example 14:05"
    return forms.RegexField(
        pattern, help_text=f"{meaning.capitalize()}, for example 14:05", error_messages={"invalid": said}, **shared
    )


def _choices(kind: EventKind, name: str, meaning: str) -> list[tuple[str, str]]:
    register = load_register()
    if meaning == YES_NO:
        return [("yes", "Yes"), ("no", "No")]
    if ranks := RANKS.fullmatch(meaning):
        return [("1", ranks[1].capitalize()), ("2", ranks[2].capitalize())]
    if name == "duty":
        named = {duty.id: register.name_of(duty.id) for duty in register.duties.values()}
        return sorted(named.items(), key=lambda pair: pair[1])
    if name == "fact":
        facts = [fact for fact in register.conditions if not fact.startswith("not-") and fact not in WORKED]
        return [(fact, register.conditions[fact].split(". ")[0]) for fact in facts]
    codes = next((found for words, found in HOW.items() if meaning.startswith(words)), ()) or _listed(meaning)
    return [(code, code.replace("-", " ").capitalize()) for code in codes]


def _listed(meaning: str) -> list[str]:
    """Read a list of codes, such as ``amend, cease or maintain``."""
    codes = re.split(r", | or ", meaning)
    return codes if len(codes) > 1 and all(CODES.fullmatch(code) for code in codes) else []


@cache
def _needed() -> frozenset[tuple[str, str]]:
    """Return the details without which something cannot be worked out: dates that a rule counts from."""
    found = set()
    for duty in load_register().duties.values():
        for version in duty.versions:
            for name in _counted_from(version.period):
                kind, _, field = name.partition(".")
                if field:
                    found.add((kind, field))
    return frozenset(found)


def _counted_from(period: Period) -> list[str]:
    limbs = [name for limb in getattr(period, "of", ()) or () for name in _counted_from(limb)]
    return [str(period.counted_from or ""), str(period.attributes.get("year_of", "")), *limbs]


def value_of(entered: Any, meaning: str) -> Any:
    """Return a detail as the record keeps it; where it is one or the other, yes and no are true and false."""
    if entered in (None, ""):
        return NOTHING
    return entered == "yes" if meaning == YES_NO else entered
