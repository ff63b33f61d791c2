"""Why advice is declined, late or no longer needed: codes that can be counted, with their words."""

from __future__ import annotations

DECLINE = (
    ("not-known", "The child or young person is not known to us, and we do not see them"),
    ("out-of-area", "Another area’s service is responsible"),
    ("wrong-service", "Another service gives this advice"),
    ("conflict", "A conflict of interest"),
    ("no-capacity", "Nobody is available to do it"),
    ("other", "Another reason"),
)
LATE = (
    ("no-staff", "No member of staff was available"),
    ("waiting-list", "The child waits for an appointment or an assessment"),
    ("appointment-missed", "The child or young person did not come to an appointment"),
    ("family-unavailable", "The family could not be reached, or was away"),
    ("setting-closed", "The school or setting was closed"),
    ("asked-late", "The request reached the person who answers late"),
    ("information-missing", "Information from somebody else was missing"),
    ("in-approval", "It is written and waits for approval"),
    ("other", "Another reason"),
)
WITHDRAW = (
    ("not-needed", "The advice is not needed: what is on record is enough"),
    ("recent-advice", "Recent advice is used, and its writer, the authority and the family agree"),
    ("wrong-body", "The wrong body was asked"),
    ("declined", "The body declined"),
    ("assessment-ended", "The assessment ended"),
    ("other", "Another reason"),
)
WORDS = {"declined": dict(DECLINE), "late": dict(LATE), "withdrawn": dict(WITHDRAW)}


def words(kind: str, code: str) -> str:
    """Return a reason in words."""
    return WORDS.get(kind, {}).get(code, "")
