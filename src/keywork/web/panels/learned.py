"""What panels learn from, as finished words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from keywork.web.panels.learning import OVERTURNED_BY, Alike, Lessons, Likeness
from keywork.web.panels.limbs import BAND_WORDS, NEEDS, SETTING_TYPES, read
from keywork.web.panels.models import AssessmentDecision
from keywork.web.panels.questions import ASSESS, CONCLUSIONS, NOT_TO_ASSESS, TO_ASSESS
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import moment, plural, short_day


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A refusal that was overturned: what was decided, why, and what the outcome said.

    Args:
        what: need, age and setting.
        decided: the day, and which questions were answered no.
        outcome: what overturned it, and when.
        name: whose case it is; empty where it is not open to the reader.
        href: its address; empty likewise.
        reasons: the summary of the reasons; empty likewise.
    """

    what: str
    decided: str
    outcome: str
    name: str
    href: str
    reasons: str


def like_words(one: Likeness) -> str:
    """Return what makes needs alike, in words."""
    return f"{NEEDS.get(one.need, one.need)}, {BAND_WORDS[one.years]}, {SETTING_TYPES.get(one.setting_type, '')}"


def lesson_rows(found: Lessons) -> list[LessonRow]:
    """Return the refusals that were overturned as rows."""
    rows = []
    for one in found.overturned:
        made, case = one.decision, one.decision.case
        rows.append(
            LessonRow(
                like_words(Likeness(made.need, made.years, made.setting_type)),
                f"{short_day(one.decided_on)}: {_answered_no(made)}",
                f"{OVERTURNED_BY[one.by]}, {short_day(one.on) or 'day not recorded'}",
                case.card.person.name if one.readable else "",
                address("casework:case", case_id=case.pk) if one.readable else "",
                made.reasons if one.readable else "",
            )
        )
    return rows


def _answered_no(made: AssessmentDecision) -> str:
    test = read(made.test)
    numbers = [str(n) for n, limb in enumerate(ASSESS.limbs, 1) if limb.code in test and test[limb.code].answer == "no"]
    return f"“no” to {'questions' if len(numbers) > 1 else 'question'} {' and '.join(numbers)} of the Act"


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The decisions about like needs, in counts."""

    code: str
    what: str
    to_assess: int
    not_to_assess: int
    is_unlike: bool


def group_rows(groups: Iterable[Alike]) -> list[GroupRow]:
    """Return groups of like needs as rows, those with unlike decisions first and otherwise by their names."""
    rows = [
        GroupRow(
            one.likeness.code, like_words(one.likeness), one.count(TO_ASSESS), one.count(NOT_TO_ASSESS), one.is_unlike
        )
        for one in groups
    ]
    return sorted(rows, key=lambda row: (not row.is_unlike, row.what))


def sentence(groups: Sequence[Alike]) -> str:
    """Say in one sentence how decisions about like needs compare."""
    unlike = sum(one.is_unlike for one in groups)
    if not groups:
        return "There are not yet two decisions about like needs to compare."
    if not unlike:
        return f"In none of {plural(len(groups), 'group')} of like needs did decisions differ."
    of = plural(len(groups), "group")
    return (
        f"In {unlike} of {of} of like needs, some decisions were to assess and some were not. That can be right: no "
        "two children are alike. Look at the reasons."
    )


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A decision in a group, for whoever may open the case."""

    name: str
    href: str
    conclusion: str
    day: str
    way: str
    reasons: str


def named_rows(found: Iterable[AssessmentDecision]) -> list[NamedRow]:
    """Return decisions with their cases and reasons."""
    return [
        NamedRow(
            one.case.card.person.name, address("casework:case", case_id=one.case_id), CONCLUSIONS[one.conclusion],
            moment(one.at), "Without a panel" if one.item is None else one.item.meeting.panel.name, one.reasons,
        )
        for one in found
    ]  # fmt: skip
