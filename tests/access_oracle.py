"""The access tables as they were agreed, read by rules of their own: what the matrix of the product is compared with.

``access_tables.md`` holds the tables, word for word. This reader shares nothing with the product: it knows the legend,
and for each cell that is written in words the reading that was settled on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

TABLES = Path(__file__).with_name("access_tables.md")
VERBS = "NRCUSAXMDBΣ"
CODES = {
    "Keyworker / case officer": ("keyworker",), "Keyworker": ("keyworker",), "Plan writer": ("plan-writer",),
    "Team / locality manager": ("manager",), "Manager": ("manager",), "Panel member": ("panel-member",),
    "Educational psychologist": ("educational-psychologist",), "EP": ("educational-psychologist",),
    "Social worker": ("social-worker",), "DSCO": ("dsco",), "Business support": ("business-support",),
    "Information governance": ("information-governance",), "Info governance": ("information-governance",),
    "Health provider therapist": ("therapist",), "Therapist": ("therapist",), "DCO / DMO": ("dco",),
    "Commissioner (ICB/LA)": ("commissioner",), "Commissioner": ("commissioner",),
    "SENCO / school": ("senco",), "School (safeguarding lead only)": ("senco",), "FE college": ("college",),
    "Early-years setting": ("early-years",), "FE / Early years": ("college", "early-years"),
    "FE / EY": ("college", "early-years"), "Parent / carer": ("parent",), "Parent": ("parent",),
    "Young person": ("young-person",), "SENDIASS": ("sendiass",), "Mediator": ("mediator",),
    "Performance analyst": ("analyst",), "Analyst": ("analyst",), "Board member": ("board-member",),
    "Board": ("board-member",), "Auditor / QA": ("auditor",), "System admin": ("administrator",),
    "Analyst / Board / Sys admin": ("analyst", "board-member", "administrator"),
    "Integration account": ("integration",), "Integration": ("integration",),
}  # fmt: skip
# Where a mark names no scope, the one that the role has everywhere else.
USUAL = {
    "keyworker": "o", "educational-psychologist": "q", "social-worker": "q", "therapist": "q", "dsco": "a", "dco": "a",
    "information-governance": "a", "auditor": "a", "analyst": "a", "board-member": "a", "administrator": "a",
    "commissioner": "a", "sendiass": "a", "senco": "s", "college": "s", "early-years": "s", "parent": "c",
    "young-person": "c", "manager": "a",
}  # fmt: skip
# Cells in words, as marks.
WORDS = {
    "own only": "RC own only",
    "Σ care": "Σ·a figures of care alone",
    "Σ health": "Σ·a figures of health alone",
    "own actions": "R·o",
    "own staff": "R·t",
    "request": "C asks",
    "propose": "C·a",
    "public": "Σ·a published",
    "ops only": "Σ·a operations",
    "technical events, no subjects": "R·a",
    "CU, cannot grant content roles alone, never self": "CU·a",
    "CU + second A": "CU·a second approval",
    "file only (no open)": "C·t",
    "file only": "C·t",
    "grant/withdraw helper": "M·c",
    "grant/withdraw": "M·c",
    "only the parent who lives there": "R·c lives there",
    "via c8": "–",
    "per contract": "–",
    "per contract: named fields, one direction, one area": "–",
    "– (R·g)": "R·g",
}
# What is said of one mark of several, or of a mark in another place than behind it.
SETTLED = {
    ("dco", "b3"): "R·a A·a before issue",
    ("keyworker", "b7"): "R·o S·o after approval",
    ("college", "c7"): "Σ·s own, ≥ floor",
    ("early-years", "c7"): "Σ·s own, ≥ floor",
    ("young-person", "c2"): "R·c own address",
    ("senco", "c1"): "N·s safeguarding lead",
    ("analyst", "c7"): "R·a",
    ("board-member", "c7"): "Σ·a",
}
# Words of a note before which a mark opens nothing at all.
MUST = re.compile(
    r"after approval|issued|issue$|on share|if shared|invited|while|harm check|redaction check|when sent|2-person|approved"
    r"|redact|safeguarding lead|lives there|second approval|published|operations|suppressed only|exception with reason|alone"
    r"|who-saw-what|one case, confirmed|own address|notices|≥ floor"
)
# Letters in notes that are no marks: sections of a plan, and an approval that comes first.
LETTERS_IN_NOTES = {
    "A,D,E,H": "sections",
    "A,B,C,E,G": "sections",
    "D,H": "sections",
    "C,G": "sections",
    "G + cost": "section and cost",
    "privileged X": "privileged",
    "after A": "after approval",
}
MARK = re.compile(rf"(?<![A-Za-z])([{VERBS}]+)(?:·([otaqscgk]))?(?![A-Za-z])")


@dataclass(frozen=True)
class Mark:
    """One verb of a cell, whose records, and whether something must hold first."""

    verb: str
    scope: str
    must: bool


Cells = dict[tuple[str, str], frozenset[Mark]]


def read() -> Cells:
    """Return every cell of the tables by role and class; a cell that gives nothing is there too, and empty."""
    found: Cells = {}
    classes: list[str] = []
    for line in TABLES.read_text(encoding="utf-8").splitlines():
        parts = [part.strip() for part in line.strip().strip("|").split("|")]
        if parts[0] == "Role":
            classes = [part.split()[0] for part in parts[1:]]
        elif parts[0].rstrip("*") in CODES:
            cells = parts[1:] + [""] * (len(classes) - len(parts) + 1)
            for role in CODES[parts[0].rstrip("*")]:
                for code, text in zip(classes, cells, strict=True):
                    assert (role, code) not in found, (role, code)
                    found[role, code] = _marks(SETTLED.get((role, code)) or _plain(text, code), role)
    return found


def _plain(text: str, code: str) -> str:
    text = text.replace("**", "").strip()
    if text == "own" and code == "c9":
        return "R·o"
    return WORDS.get(text, text)


def _marks(text: str, role: str) -> frozenset[Mark]:
    if not text or text.startswith("–"):
        return frozenset()
    for letters, words in LETTERS_IN_NOTES.items():
        text = text.replace(letters, words)
    text = re.sub(r"\([^)]*\)", lambda match: match[0].lower(), text)
    found, scope = [], None
    hits = list(MARK.finditer(text))
    assert hits, f"nothing is read in '{text}'"
    for place, hit in enumerate(hits):
        end = hits[place + 1].start() if place + 1 < len(hits) else len(text)
        scope = hit[2] or scope or USUAL[role]
        must = bool(MUST.search(text[hit.end() : end]))
        found += [Mark(verb, "a" if verb == "B" else scope, must) for verb in hit[1]]
    return frozenset(found)
