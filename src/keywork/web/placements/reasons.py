"""What is shared on which ground, what a setting answers, and why a consultation is taken back: codes with words."""

from __future__ import annotations

from dataclasses import dataclass

GROUNDS_TO_SHARE = (
    ("consent", "The parent or the young person agreed"),
    ("act", "The Act has us consult the setting, and this is no more than it needs to answer"),
    ("interests", "It is necessary in the interests of the child or young person"),
)
WITHDRAW = (
    ("not-needed", "Another setting was chosen, so no reply is needed"),
    ("family-changed", "The family no longer asks for this setting"),
    ("wrong-setting", "The wrong setting was consulted"),
    ("setting-closes", "The setting closes or merges"),
    ("assessment-ended", "The assessment ended"),
    ("other", "Another reason"),
)
ANSWERS = (
    ("yes", "We can meet the needs"),
    ("with-support", "We can meet the needs if something more is in place"),
    ("no", "We say that we should not be named"),
)


@dataclass(frozen=True, slots=True)
class Ground:
    """One of the grounds of section 39(4) on which a setting that a family asks for need not be named.

    Args:
        code: as it is kept.
        title: as the setting reads it.
        plain: as the family reads it.
        short: as it stands over a column of counts.
    """

    code: str
    title: str
    plain: str
    short: str


GROUNDS = (
    Ground(
        "unsuitable",
        "The setting is unsuitable for the age, ability, aptitude or special educational needs of the child or "
        "young person (section 39(4)(a))",
        "it says that it does not suit the age, ability, aptitude or needs",
        "Unsuitable",
    ),
    Ground(
        "education-of-others",
        "Attending would be incompatible with the provision of efficient education for others (section 39(4)(b)(i))",
        "it says that the education of others there would suffer",
        "Education of others",
    ),
    Ground(
        "resources",
        "Attending would be incompatible with the efficient use of resources (section 39(4)(b)(ii))",
        "it says that the money and staff could not be used well",
        "Use of resources",
    ),
)
BY_CODE = {ground.code: ground for ground in GROUNDS}
PLAIN_ANSWERS = {
    "yes": "It can meet the needs.",
    "with-support": "It can meet the needs if something more is in place.",
    "no": "It does not think it should be named",
}
WORDS = {"withdrawn": dict(WITHDRAW), "shared": dict(GROUNDS_TO_SHARE), "answer": dict(ANSWERS)}


def words(kind: str, code: str) -> str:
    """Return a code in words."""
    return WORDS.get(kind, {}).get(code, "")


def plain(answer: str, grounds: list[str]) -> str:
    """Say what was replied as a family reads it."""
    if answer != "no":
        return PLAIN_ANSWERS.get(answer, "")
    why = "; ".join(BY_CODE[code].plain for code in grounds if code in BY_CODE)
    return f"{PLAIN_ANSWERS['no']}: {why}." if why else f"{PLAIN_ANSWERS['no']}."
