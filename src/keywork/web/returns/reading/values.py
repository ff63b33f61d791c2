"""Reading one value: cleaned, typed, and with a finding for everything unusual about it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, timedelta

from keywork.web.returns.schema import TEXT_TYPES, Item
from keywork.web.returns.staging import Value

SPREADSHEET_DAY_0 = date(1899, 12, 30)
SPREADSHEET_DAYS = range(20000, 80000)
LONG = 100

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
BREAKS = re.compile(r"[\r\n\x85\u2028\u2029]+")
BIDI_MARKS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
INVISIBLE = re.compile(
    r"[\u00a0\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u2000-\u200d\u202f\u205f\u2060-\u2064\u3000\ufeff]"
)
PICTURES = re.compile(r"[\u2600-\u27bf\u2b50\u2b55\ufe0f\U0001f000-\U0001faff\U000e0000-\U000e007f]")
FORMULA = re.compile(r"[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]")
FLOAT = re.compile(r"(\d+)\.0+")
DATE_FORMS = (
    ("collect", re.compile(r"\d{4}-[A-Za-z]{3}-\d{1,2}( 00:00:00(\.0+)?)?"), ("%Y-%b-%d",)),
    ("iso", re.compile(r"\d{4}-\d{2}-\d{2}([T ][\d:.]+Z?)?"), ("%Y-%m-%d",)),
    ("british", re.compile(r"\d{1,2}/\d{1,2}/\d{4}( [\d:]+)?"), ("%d/%m/%Y",)),
    ("dashes", re.compile(r"\d{1,2}-\d{1,2}-\d{4}"), ("%d-%m-%Y",)),
    ("dots", re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}"), ("%d.%m.%Y",)),
    ("words", re.compile(r"\d{1,2} [A-Za-z]+ \d{4}"), ("%d %B %Y", "%d %b %Y")),
)
YES, NO = frozenset({"1", "true", "yes", "y", "t"}), frozenset({"0", "false", "no", "n", "f"})


class Values:
    """The reader of one file's values; it learns which date form the file uses."""

    def __init__(self) -> None:
        self.forms: Counter[str] = Counter()
        self.dates: list[tuple[int, str, str]] = []

    def read(self, item: Item, raw: str, place: int) -> tuple[Value, list[str]]:
        """Read a value.

        Args:
            item: what it is.
            raw: its text.
            place: a number by which :meth:`unlike` names it again.

        Returns:
            The value, and the rules of family F that it breaks.
        """
        if raw == "":
            return None, []
        if raw.isalnum() and raw.isascii() and len(raw) < LONG and item.type not in {"date", "flag"}:
            return raw, []
        text, broken = clean(raw)
        if text == "":
            return None, broken
        if item.type == "date":
            value, more = self._date(item, text, place)
        elif item.type == "flag":
            value, more = _flag(text)
        elif item.type in TEXT_TYPES and item.type != "text":
            value, more = text, suspicious(text)
        else:
            value, more = _code(text, item.type)
        return value, broken + more

    def unlike(self) -> list[tuple[int, str]]:
        """Return the place and item of every date written unlike most dates of the file."""
        usual = self.forms.most_common(1)[0][0] if self.forms else ""
        return [(place, item) for place, item, form in self.dates if form != usual]

    def _date(self, item: Item, text: str, place: int) -> tuple[Value, list[str]]:
        if text.isdigit() or FLOAT.fullmatch(text):
            days = int(float(text))
            if days in SPREADSHEET_DAYS:
                return SPREADSHEET_DAY_0 + timedelta(days=days), ["F08"]
            return None, ["F17"]
        form, value = read_date(text)
        if value is None:
            return None, ["F17"]
        self.forms[form] += 1
        # A file has one usual form: only the others need remembering, and the first few while it is not known.
        if form != self.forms.most_common(1)[0][0] or sum(self.forms.values()) < 20:
            self.dates.append((place, item.name, form))
        return value, []


def clean(raw: str) -> tuple[str, list[str]]:
    """Return a value without what cannot be seen, and the rules that this breaks."""
    broken: list[str] = []
    text = raw
    for rule, pattern, instead in (
        ("F18", BREAKS, " "),
        ("F09", CONTROL, ""),
        ("F11", BIDI_MARKS, ""),
        ("F21", INVISIBLE, ""),
    ):
        if not pattern.search(text):
            continue
        broken.append(rule)
        text = text.replace("\u00a0", " ") if rule == "F21" else text
        text = pattern.sub(instead, text)
    trimmed = text.strip(" \t")
    if trimmed != text:
        broken.append("F05")
    return trimmed, broken


def suspicious(text: str) -> list[str]:
    """Return the rules of family F that a name or other free text breaks."""
    found = []
    if len(text) > LONG:
        found.append("F15")
    if RIGHT_TO_LEFT.search(text):
        found.append("F11")
    if PICTURES.search(text):
        found.append("F10")
    if FORMULA.match(text):
        found.append("F12")
    if "<" in text or ">" in text or "&" in text:
        found.append("F20")
    return found


def _code(text: str, kind: str) -> tuple[Value, list[str]]:
    if match := FLOAT.fullmatch(text):
        return match.group(1), ["F07"]
    return text, suspicious(text) if kind == "text" else []


def _flag(text: str) -> tuple[Value, list[str]]:
    if text in {"0", "1"}:
        return text == "1", []
    if match := FLOAT.fullmatch(text):
        return match.group(1) == "1", ["F07"]
    lower = text.lower()
    if lower in YES or lower in NO:
        return lower in YES, ["F16"]
    return None, ["F16"]


def read_date(text: str) -> tuple[str, date | None]:
    """Return the form a date is written in and the day, or None where there is no such day."""
    for form, pattern, layouts in DATE_FORMS:
        if not pattern.fullmatch(text):
            continue
        head = re.split(r"[T ]", text)[0] if form != "words" else text
        for layout in layouts:
            try:
                return form, datetime.strptime(head, layout).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
        return form, None
    return "", None
