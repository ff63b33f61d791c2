"""Invented people: names put together from syllables, so that they are nobody's, and numbers that check."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from keywork.web.nonprod.area import choose
from keywork.web.people.services import Details
from keywork.web.returns.rules.numbers import UPN_LETTERS

# Each style is a list of parts that are put one after the other. They try what names do to forms and lists:
# accents, apostrophes, hyphens, letters outside Latin-1, other scripts, and length.
FORENAMES = (
    (("Ash", "Bel", "Cor", "Dav", "Els", "Fen", "Jor", "Kel", "Mar", "Ros", "Tam", "Wil"), ("a", "i", "o", "e"),
     ("bel", "dric", "lin", "mina", "rick", "sa", "ton", "wyn")),
    (("Al", "Bó", "Cé", "Dé", "Zé", "Ré"), ("li", "na", "ra", "vi"), ("ane", "phine", "stien", "ïs")),
    (("Bo", "Ka", "Mi", "Wo", "Ża", "Ły"), ("gu", "je", "sła", "zi"), ("mir", "neka", "śka", "wój")),
    (("Ab", "Fa", "Ha", "Nu", "Sa", "Zu"), ("ri", "dee", "maa", "la"), ("han", "lah", "ra", "yn")),
    (("Ade", "Chi", "Ife", "Oko", "Temi"), ("lu", "na", "bo"), ("ba", "ra", "yo", "wé")),
    (("Anna-", "Mary-", "Nur-", "Lee-"), ("Be", "Do", "Sha", "Ti"), ("lin", "ra", "vey")),
)  # fmt: skip
SURNAMES = (
    (("Ald", "Bram", "Crest", "Dun", "Fern", "Gors", "Hath", "Loam", "Quill", "Sedge", "Thrup", "Wex", "Yarl"),
     ("en", "er", "in", "ow"), ("bourne", "by", "combe", "dale", "field", "holt", "mere", "wick")),
    (("O'", "D'", "Mc", "Fitz"), ("Bran", "Cor", "Dun", "Tar"), ("avan", "egle", "ickan", "olly")),
    (("Brzę", "Krzy", "Szcze", "Wą", "Żół"), ("cho", "mie", "wi", "zde"), ("cki", "łowicz", "ński", "źniak")),
    (("Al-", "El-", "Abu-", "Bin-"), ("Baz", "Hur", "Qas", "Zah"), ("aran", "imadi", "oudi", "ulwi")),
    (("Ach", "Bal", "Chak", "Dhar", "Pra"), ("an", "ind", "ur"), ("apati", "eshkar", "jeetra", "wallam")),
    (("Ade", "Oba", "Oghe", "Uche"), ("ka", "lo", "ne"), ("wunmi", "tola", "ríadé", "chukra")),
    (("Cas", "Fer", "Mön", "Åst", "Lind"), ("ta", "re", "kö", "e"), ("ñeda", "gård", "ström", "ção")),
    (("Thorn", "Wether", "Cobble"), ("by-", "ham-"), ("Ottersley", "Featherstonhalgh-Quillimore", "Lea")),
)  # fmt: skip
OTHER_SCRIPT = (
    (("نور", "زين", "سلم"), ("ا", "ي", "و"), ("دين", "هان", "را")),
    (("ال", "بن "), ("قسم", "زهر"), ("اني", "وي")),
)
STYLES_OF_FORENAMES = ((0, 60), (1, 6), (2, 9), (3, 14), (4, 6), (5, 5))
STYLES_OF_SURNAMES = ((0, 55), (1, 9), (2, 8), (3, 10), (4, 8), (5, 5), (6, 3), (7, 2))
ETHNICITIES = (("WBRI", 70), ("WOTH", 8), ("APKN", 6), ("AIND", 4), ("BAFR", 4), ("MWBC", 3), ("NOBT", 3), ("REFU", 2))


def name(rng: Random) -> tuple[str, str]:
    """Return an invented forename and surname."""
    if rng.random() < 0.004:
        return _joined(rng, OTHER_SCRIPT[0]), _joined(rng, OTHER_SCRIPT[1])
    forename = _joined(rng, FORENAMES[choose(rng, STYLES_OF_FORENAMES)])
    surname = _joined(rng, SURNAMES[choose(rng, STYLES_OF_SURNAMES)])
    if rng.random() < 0.04:
        surname += "-" + _joined(rng, SURNAMES[0])
    return forename, surname


def _joined(rng: Random, parts: tuple[tuple[str, ...], ...]) -> str:
    return "".join(rng.choice(part) for part in parts)


def upn(rng: Random, authority_code: str, serial: int, born_on: date) -> str:
    """Return a unique pupil number: check letter, authority, an invented school, year of entry, serial number.

    Args:
        serial: below ten million; tells the number apart within the authority.
    """
    school, place = divmod(serial, 1000)
    digits = f"{authority_code}{school + 2000:04}{(born_on.year + 5) % 100:02}{place:03}"
    total = sum(weight * int(digit) for weight, digit in enumerate(digits, 2))
    return UPN_LETTERS[total % 23] + digits


class People:
    """Invents people, no two with one number."""

    def __init__(self, rng: Random, authority_code: str) -> None:
        self.rng, self.code, self.count = rng, authority_code, 0

    def child(self, *, age: int, on: date) -> Details:
        """Return somebody who is of an age on a day."""
        rng = self.rng
        self.count += 1
        born_on = on - timedelta(days=round((age + rng.random()) * 365.25) + 1)
        forename, surname = name(rng)
        known = age >= 4 or rng.random() < 0.3
        return Details(
            surname=surname,
            forename=forename,
            born_on=born_on,
            sex=rng.choices("MF", (71, 29))[0],
            ethnicity=choose(rng, ETHNICITIES),
            postcode=f"WX{rng.randint(1, 24)} {rng.randint(1, 9)}{rng.choice('ABDEFGHJLN')}{rng.choice('PQRSTUWXYZ')}",
            upn=upn(rng, self.code, self.count, born_on) if known else "",
            upn_unknown="" if known else "UN1",
        )
