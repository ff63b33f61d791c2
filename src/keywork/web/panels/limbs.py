"""The answers to the test of a question, limb by limb, and the codes by which decisions are compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from keywork.web.panels.errors import NotDone
from keywork.web.panels.questions import EVERY_LIMB, Question

SHORTEST_REASON, LONGEST_REASON = 20, 4000
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one limb, why, and what of the papers it rests on: titles by their keys."""

    answer: str
    reasons: str
    evidence: Mapping[str, str]

    def kept(self) -> dict[str, Any]:
        return asdict(self) | {"evidence": dict(self.evidence)}


Test = Mapping[str, Finding]


def read(kept: Mapping[str, Any]) -> dict[str, Finding]:
    """Return a test as it was kept."""
    return {code: Finding(**kept[code]) for code in EVERY_LIMB if code in kept}


def kept(test: Test) -> dict[str, Any]:
    """Return a test as it is kept."""
    return {code: test[code].kept() for code in EVERY_LIMB if code in test}


def check(question: Question, test: Test, conclusion: str, *, has_papers: bool) -> None:
    """Check that a conclusion follows from the answers, and that each answer has reasons and what it rests on.

    Raises:
        NotDone: it does not follow, or something is missing.
    """
    if conclusion not in question.conclusions or set(test) != {limb.code for limb in question.limbs}:
        raise NotDone("Answer every question, and choose what follows.")
    for number, limb in enumerate(question.limbs, 1):
        found = test[limb.code]
        if found.answer not in (YES, NO):
            raise NotDone(f"Answer question {number}.")
        if len(found.reasons.strip()) < SHORTEST_REASON:
            raise NotDone(f"Give the reasons for question {number}, in at least {SHORTEST_REASON} letters.")
        if has_papers and not found.evidence:
            raise NotDone(f"Choose the papers that the answer to question {number} rests on.")
    met = all(test[limb.code].answer == YES for limb in question.limbs if limb.decides)
    if met and conclusion == question.no:
        raise NotDone(question.must)
    if not met and conclusion == question.yes:
        raise NotDone(question.must_not)


NEEDS = {
    "ASD": "Autism",
    "SEMH": "Social, emotional and mental health",
    "SLCN": "Speech, language and communication",
    "MLD": "Moderate learning difficulty",
    "SPLD": "Specific learning difficulty",
    "SLD": "Severe learning difficulty",
    "PMLD": "Profound and multiple learning difficulty",
    "HI": "Hearing impairment",
    "VI": "Vision impairment",
    "MSI": "Multi-sensory impairment",
    "PD": "Physical disability",
    "DS": "Down syndrome",
    "OTH": "Other need",
}
SETTING_TYPES = {
    "early-years": "Early years setting",
    "primary": "Primary school",
    "secondary": "Secondary school",
    "special": "Special school or alternative provision",
    "post-16": "College or other post-16 setting",
    "none": "Not in a setting",
}
# The last school year of each band; a child before Reception has a year below 0.
BANDS = (
    (-1, "before-school", "Before Reception"),
    (2, "reception-2", "Reception to Year 2"),
    (6, "years-3-6", "Years 3 to 6"),
    (9, "years-7-9", "Years 7 to 9"),
    (11, "years-10-11", "Years 10 and 11"),
    (99, "after-16", "Year 12 and over"),
)
BAND_WORDS = {code: words for _, code, words in BANDS} | {"": "Age not known"}
SEPTEMBER = 9


def band_of(born_on: date | None, on: date) -> str:
    """Return the band of school years somebody is in on a day; empty where their birth is not known.

    Reception begins in the September after the fourth birthday.
    """
    if born_on is None:
        return ""
    began = on.year if on.month >= SEPTEMBER else on.year - 1
    # Whoever is born in September is the oldest of the next year's entry.
    school_year = began - born_on.year - (5 if born_on.month >= SEPTEMBER else 4)
    return next(code for last, code, _ in BANDS if school_year <= last)
