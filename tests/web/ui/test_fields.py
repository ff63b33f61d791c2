"""A date in three boxes: what is taken, and what is said of each thing that can be wrong with it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django import forms

from keywork.web.ui.fields import DayField

TODAY = date(2026, 11, 26)


class Form(forms.Form):
    use_required_attribute = False
    sent = DayField(label="Day sent", thing="The day it was sent", not_after=TODAY)
    planned = DayField(label="Planned", required=False)


def given(day: str = "", month: str = "", year: str = "") -> Form:
    form = Form({"sent-day": day, "sent-month": month, "sent-year": year})
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        (("27", "3", "2026"), date(2026, 3, 27)),
        ((" 27 ", "03", "2026"), date(2026, 3, 27)),
        (("27", "March", "2026"), date(2026, 3, 27)),
        (("1", "SEPT", "2026"), date(2026, 9, 1)),
        (("29", "2", "2024"), date(2024, 2, 29)),
        (("26", "11", "2026"), TODAY),
    ],
)
def test_a_day_that_exists_is_taken(parts: tuple[str, str, str], day: date) -> None:
    form = given(*parts)
    assert form.errors == {}
    assert form.cleaned_data == {"sent": day, "planned": None}


@pytest.mark.parametrize(
    ("parts", "said", "wrong"),
    [
        (("", "", ""), "Enter the day it was sent", {"day", "month", "year"}),
        (("27", "", "2026"), "The day it was sent must include a month", {"month"}),
        (("", "", "2026"), "The day it was sent must include a day and month", {"day", "month"}),
        (("31", "2", "2026"), "The day it was sent must be a day that exists", {"day"}),
        (("29", "2", "2026"), "The day it was sent must be a day that exists", {"day"}),
        (("1", "13", "2026"), "The day it was sent must have a month from 1 to 12", {"month"}),
        (
            ("1", "Smarch", "2026"),
            "The day it was sent must be numbers, for example 27 3 2026",
            {"day", "month", "year"},
        ),
        (("1", "1", "26"), "The day it was sent must have a year of four figures, for example 2026", {"year"}),
        (("27", "11", "2026"), "The day it was sent must be today or in the past", {"day", "month", "year"}),
        (
            ("9" * 5000, "1", "2026"),
            "The day it was sent must be numbers, for example 27 3 2026",
            {"day", "month", "year"},
        ),
    ],
)
def test_what_is_wrong_is_said_at_the_box(parts: tuple[str, str, str], said: str, wrong: set[str]) -> None:
    form = given(*parts)
    assert form.errors["sent"] == [said]
    boxes: list[dict[str, Any]] = form["sent"].params["items"]
    assert {box["name"] for box in boxes if "govuk-input--error" in box["classes"]} == wrong
    assert [box["value"] for box in boxes] == [part.strip() for part in parts]


def test_a_day_that_is_set_stands_in_its_boxes() -> None:
    form = Form(initial={"sent": date(2026, 3, 27)})
    assert [box["value"] for box in form["sent"].params["items"]] == ["27", "3", "2026"]
