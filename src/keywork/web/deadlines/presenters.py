"""What the pages of the law's open questions show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from keywork.core.register import SettingRule
from keywork.web.deadlines.models import LawSetting


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that was given, or the register's own where none was."""

    words: str
    at: datetime | None
    by: str


@dataclass(frozen=True, slots=True)
class Question:
    """One open question with the answer that holds and those before it, newest first."""

    key: str
    question: str
    answer: Answer
    earlier: list[Answer]
    href: str


def question(rule: SettingRule, given: Iterable[LawSetting], names: Mapping[str, str]) -> Question:
    """Present a question with its answers, ``given`` newest first."""
    answers = [
        Answer(rule.labels.get(row.value, row.value), row.recorded_at, names.get(row.recorded_by, "The system"))
        for row in given
    ]
    answers.append(Answer(rule.labels.get(rule.default, rule.default), None, ""))
    return Question(rule.key, rule.question, answers[0], answers[1:], reverse("deadlines:answer", args=[rule.key]))
