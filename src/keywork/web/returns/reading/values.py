"""Reading one value: cleaned, typed, and with a finding for everything unusual about it."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta

from keywork.web.returns.reading.dates import COLLECT, ISO, read_date
from keywork.web.returns.schema import Item
from keywork.web.returns.staging import Row, Value

SPREADSHEET_DAY_0 = date(1899, 12, 30)
SPREADSHEET_DAYS = range(20000, 80000)  # 1954 to 2119
LONG = 100
LONGEST_CODE, LONGEST_NUMBER = 20, 40  # what is longer is no code or number; the file's text stays beside it
REMEMBERED = 50_000  # dates read once and known again; a return has some thousands

TABS = re.compile(r"\t+")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
BREAKS = re.compile(r"[\r\n\x85\u2028\u2029]+")
BIDI_MARKS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]")
# Joiners belong to the spelling of Arabic-script and Indic names, and to pictures; elsewhere they hide.
INVISIBLE = re.compile(
    r"[\u00a0\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u2000-\u200b\u202f\u205f\u2060-\u2064\u3000\ufeff]"
    r"|(?<![\u0600-\u08ff\u0900-\u0dff\u200d\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
)
WIDE_BLANKS = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
PICTURES = re.compile(r"[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff\U000e0000-\U000e007f]")
FORMULA = re.compile(r"[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]")
FLOAT = re.compile(r"(\d+)\.0+")
DAY_AND_TIME = re.compile(r"\d+\.\d+")  # as a spreadsheet counts days
YES, NO = frozenset({"1", "true", "yes", "y", "t"}), frozenset({"0", "false", "no", "n", "f"})


class Values:
    """The reader of one file's values; it learns which date form the file uses."""

    def __init__(self, usual: str = COLLECT) -> None:
        self.usual = usual
        self.known: dict[str, tuple[str, date | None]] = {}
        self.dates: dict[str, list[tuple[Row, str]]] = defaultdict(list)

    def read(self, item: Item, raw: str, row: Row) -> tuple[Value, list[str]]:
        """Read a value.

        Args:
            item: what it is.
            raw: its text.
            row: where it stands; :meth:`unlike` names it again.

        Returns:
            The value, and the rules of family F that it breaks.
        """
        if item.type == "date":
            if raw in self.known:
                return self._day(*self.known[raw], item, row, raw)
        elif item.type == "flag":
            if raw in {"0", "1"}:
                return raw == "1", []
        elif raw.isalnum() and raw.isascii() and len(raw) <= LONGEST_CODE:
            return item.means.get(raw, raw), []
        text, broken = clean(raw)
        if text == "":
            return None, broken
        if item.type == "date":
            value, more = self._date(item, raw, text, row)
        elif item.type == "flag":
            value, more = _flag(text)
        else:
            value, more = _text(text, item)
        return value, broken + more

    def unlike(self) -> list[tuple[Row, str]]:
        """Return the row and item of every date written unlike most dates of the file."""
        most = max(self.dates, key=lambda form: (len(self.dates[form]), form == self.usual), default=self.usual)
        return [place for form, places in self.dates.items() if form != most for place in places]

    def _date(self, item: Item, raw: str, text: str, row: Row) -> tuple[Value, list[str]]:
        if (text.isdigit() and len(text) != 8) or DAY_AND_TIME.fullmatch(text):
            days = int(text.partition(".")[0]) if len(text) < LONG and text.isascii() else 0
            if days in SPREADSHEET_DAYS:
                return SPREADSHEET_DAY_0 + timedelta(days=days), ["F08"]
            return None, ["F17"]
        form, day = read_date(text)
        if raw == text and len(self.known) < REMEMBERED:
            self.known[raw] = form, day
        return self._day(form, day, item, row, text)

    def _day(self, form: str, day: date | None, item: Item, row: Row, text: str) -> tuple[Value, list[str]]:
        if day is None:
            return None, ["F17", *suspicious(text)]
        self.dates[form].append((row, item.name))
        return day, []


def clean(raw: str) -> tuple[str, list[str]]:
    """Return a value without what cannot be seen, and the rules that this breaks."""
    broken: list[str] = []
    text = raw.strip(" \t\r\n")
    if text != raw:
        broken.append("F05")
    if text.isascii() and text.isprintable():
        return text, broken
    for rule, pattern, instead in (
        ("F18", BREAKS, " "),
        ("F09", TABS, " "),
        ("F09", CONTROL, ""),
        ("F11", BIDI_MARKS, ""),
        ("F21", INVISIBLE, ""),
    ):
        if not pattern.search(text):
            continue
        broken.append(rule)
        text = WIDE_BLANKS.sub(" ", text) if rule == "F21" else text
        text = pattern.sub(instead, text)
    return text.strip(" \t"), broken


def suspicious(text: str) -> list[str]:
    """Return the rules of family F that a name, other free text or a wrong code breaks."""
    found = []
    if len(text) > LONG:
        found.append("F15")
    if not text.isascii() and RIGHT_TO_LEFT.search(text):
        found.append("F11")
    if not text.isascii() and PICTURES.search(text):
        found.append("F10")
    if FORMULA.match(text):
        found.append("F12")
    if "<" in text or "&" in text:
        found.append("F20")
    return found


def _text(text: str, item: Item) -> tuple[Value, list[str]]:
    if item.is_text:
        return text, suspicious(text)
    if match := FLOAT.fullmatch(text):
        number = match.group(1)
        return item.means.get(number, number)[:LONGEST_NUMBER], ["F07"]
    longest = LONGEST_CODE if item.type == "code" else LONGEST_NUMBER
    return item.means.get(text, text)[:longest], suspicious(text)


def _flag(text: str) -> tuple[Value, list[str]]:
    lower = text.lower()
    if text in {"0", "1"}:
        return text == "1", []
    if lower in YES or lower in NO:
        return lower in YES, ["F16"]
    if match := FLOAT.fullmatch(text):
        return {"1": True, "0": False}.get(match.group(1)), ["F16"]
    return None, ["F16", *suspicious(text)]


__all__ = ["COLLECT", "FLOAT", "ISO", "Values", "clean", "suspicious"]
