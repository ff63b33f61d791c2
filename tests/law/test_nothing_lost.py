"""The product carries the whole published register: every row, word, citation and assurance mark."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from keywork.core.loading import LAW
from shared import SHARED

PUBLISHED = SHARED / "law"
pytestmark = pytest.mark.skipif(
    not PUBLISHED.exists(), reason="the published register does not stand beside the project"
)


# What the product adds to a published duty: endings by kinds of event that are its own, which no published case has.
ADDED_ENDINGS = {
    # Whoever is not asked any more owes no reply; the register knows of no consultation that is taken back.
    "setting-consult-response": ["consultation-taken-back"],
    "other-la-consult": ["consultation-taken-back"],
    # The duty is about social care, and starts with any receipt: of others somebody has it, or it is open no more.
    "loc-social-advice-alert": ["advice-request-needs-no-worker"],
}


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def carried(folder: str, key: str) -> list[dict[str, Any]]:
    return [row for path in sorted((LAW / folder).glob("*.yaml")) for row in read(path)[key]]


def test_every_duty_is_carried_word_for_word() -> None:
    ours = {row["id"]: row for row in carried("duties", "duties")}
    published = {row["id"]: row for row in read(PUBLISHED / "duties.yaml")["duties"]}
    kinds = {row["name"] for row in read(PUBLISHED / "events.yaml")["events"]}
    for duty, added in ADDED_ENDINGS.items():
        assert not kinds & set(added), "a kind that is published is not ours to add"
        assert ours[duty]["ended_by"][-len(added) :] == added
        ours[duty]["ended_by"] = ours[duty]["ended_by"][: -len(added)]
    assert ours == published


def test_every_event_kind_is_carried_word_for_word() -> None:
    ours = {row["name"]: row for row in carried("events", "events")}
    for row in read(PUBLISHED / "events.yaml")["events"]:
        assert ours[row["name"]] == row


def test_exceptions_calendars_and_conditions_are_carried() -> None:
    published = read(PUBLISHED / "duties.yaml")
    assert read(LAW / "exceptions.yaml") == read(PUBLISHED / "exceptions.yaml")
    assert read(LAW / "calendars.yaml") == {key: published[key] for key in ("calendars", "rolls")}
    assert read(LAW / "conditions.yaml")["conditions"] == published["conditions"]
    assert read(LAW / "register.yaml") == published["register"]


def test_every_open_question_is_carried() -> None:
    settings = read(LAW / "settings.yaml")
    numbers = {row["no"] for row in [*settings["settings"], *settings["fixed"]]}
    assert numbers == {str(number) for number in range(1, 39)}
