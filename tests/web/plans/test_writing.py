"""Writing a plan: every save is a version, two writers are told of each other, and lines know where they came from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factories import Staff
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NotKnown
from keywork.web.advice.lines import Line
from keywork.web.advice.models import AdviceVersion
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.plans import queries
from keywork.web.plans.comparing import ADDED, GONE, compare, words
from keywork.web.plans.content import Content, PlanLine, Written
from keywork.web.plans.document import Attached, sections_of
from keywork.web.plans.errors import NotDone, Overtaken
from keywork.web.plans.hinting import hints
from keywork.web.plans.models import PlanVersion
from keywork.web.plans.services import writing
from records_made import make_advice_request
from web.plans.conftest import LINE, gave, signed_in, told

pytestmark = pytest.mark.django_db
SAID = Written({"education": "Learns by seeing."}, (PlanLine(Line(**LINE), "F"),))


def save(
    staff: Staff, card: CaseCard, part: str, said: Written, seen: int | None, role: str = Role.PLAN_WRITER
) -> object:
    return writing.save(actor=staff.actor(role), card=card, part=part, said=said, seen=seen, by_name=f"Robin {role}")


def test_each_save_is_a_version_and_nothing_is_lost(staff: Staff, card: CaseCard) -> None:
    save(staff, card, "education", SAID, 0)
    save(staff, card, "views", Written({"child": "“I like maths.”"}), 1)
    assert save(staff, card, "views", Written({"child": "“I like maths.”", "family": " "}), 2) is None
    assert [(one.number, one.part) for one in PlanVersion.objects.all()] == [(2, "views"), (1, "education")]
    now = Content.read(queries.latest(card.case_id).content)
    assert now.part("education").kept() == SAID.kept()
    assert not Content.read(queries.version_of(card.case_id, 1).content).part("views").texts


def test_two_write_different_parts_at_once_and_of_the_same_part_both_texts_are_kept(
    staff: Staff, card: CaseCard
) -> None:
    save(staff, card, "education", SAID, 0)
    save(staff, card, "budget", Written({"budget": "None asked for."}), 1, Role.KEYWORKER)
    # The plan writer's page still shows version 1; the keyworker wrote elsewhere
    save(staff, card, "education", replace(SAID, texts={"education": "Learns by doing."}), 1)
    with pytest.raises(Overtaken, match="Both are kept"):
        save(staff, card, "education", replace(SAID, texts={"education": "Typed at once"}), 1, Role.KEYWORKER)
    client, where = signed_in(staff.user(Role.KEYWORKER)), f"/cases/{card.case_id}/plan/write/education/"
    sent = {"text_education": "Typed at once", "need_1": "Another need", "count": "1", "seen": "1"}
    answer = client.post(where, sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Typed at once" in page
    assert "Learns by doing." in page
    assert 'name="seen" value="3"' in page
    assert client.post(where, sent | {"seen": "3"}).status_code == 302
    assert PlanVersion.objects.count() == 4


def test_what_a_browser_does_to_the_ends_of_lines_is_no_change(staff: Staff, card: CaseCard) -> None:
    save(staff, card, "views", Written({"child": "One.\nTwo."}), 0)
    client = signed_in(staff.user(Role.PLAN_WRITER))
    sent = {"text_child": "One.\r\nTwo.", "text_family": "", "seen": "1"}
    page = client.post(f"/cases/{card.case_id}/plan/write/views/", sent, follow=True).content.decode()
    assert "Nothing was changed" in page
    assert PlanVersion.objects.count() == 1


def test_lines_and_views_are_taken_over_from_advice_with_where_they_came_from(staff: Staff, card: CaseCard) -> None:
    gave(card, "ep", {"lines": [LINE, LINE | {"need": "Second need"}], "views": "“I want to stay.”", "summary": "S"})
    client = signed_in(staff.user(Role.PLAN_WRITER))
    take = f"/cases/{card.case_id}/plan/take/education/"
    page = client.get(take).content.decode()
    assert "Second need" in page
    assert "“I want to stay.”" not in page
    code = "advice/ep@1"
    assert client.post(take, {"from_0": ["2"], "version_0": code}).status_code == 302
    line = Content.read(queries.latest(card.case_id).content).part("education").lines[0]
    assert line.line.need == "Second need"
    assert line.source.startswith("Educational psychology: Dr Robin Giver, ")
    assert (
        client.post(f"/cases/{card.case_id}/plan/take/views/", {"from_0": ["0"], "version_0": code}).status_code == 302
    )
    text = Content.read(queries.latest(card.case_id).content).part("views").texts["child"]
    assert text.startswith("“I want to stay.”\n(Educational psychology: ")
    # It was amended since: nobody takes over what they did not read
    gave(card, "ep", {"lines": [LINE]}, number=2)
    assert "amended since" in client.post(take, {"from_0": ["1"], "version_0": code}).content.decode()
    # And a form cannot make up where a line came from, nor lose it
    where = f"/cases/{card.case_id}/plan/write/education/"
    lines = {
        "need_1": "Second need, in the plan’s words",
        "origin_1": line.origin,
        "need_2": "Third",
        "origin_2": "made up",
    }
    client.post(where, lines | {"count": "2", "seen": "2"})
    kept = Content.read(queries.latest(card.case_id).content).part("education").lines
    assert [(one.origin, one.source) for one in kept] == [(line.origin, line.source), ("", "")]


def test_health_advice_is_offered_only_to_whom_its_class_is_open(staff: Staff, card: CaseCard) -> None:
    gave(card, "health", {"lines": [LINE | {"need": "Tires after an hour"}], "summary": ""})
    page = signed_in(staff.user(Role.PLAN_WRITER)).get(f"/cases/{card.case_id}/plan/take/health/").content.decode()
    assert "Tires after an hour" in page
    for role in (Role.THERAPIST, Role.SENCO, Role.PARENT, Role.BUSINESS_SUPPORT, Role.PANEL_MEMBER):
        assert signed_in(staff.user(role)).get(f"/cases/{card.case_id}/plan/take/health/").status_code in {403, 404}
        with pytest.raises(NotKnown):
            save(staff, card, "education", SAID, 0, role)


def test_whoever_was_asked_by_name_and_gave_the_advice_stands_once_in_section_k(staff: Staff, card: CaseCard) -> None:
    giver = staff.user(Role.SOCIAL_WORKER)
    asked = make_advice_request(card.case, "social-care", user=giver)
    AdviceVersion.objects.create(
        authority=card.authority, request=asked, number=1, content={"summary": "Not known."}, given_by="system:test",
        given_by_name=giver.display_name,
    )  # fmt: skip
    assert [one.who for one in queries.advice_asked(card.case_id)] == [giver.display_name]


def test_a_plan_is_written_from_the_decision_to_assess_until_the_final_plan(staff: Staff, card: CaseCard) -> None:
    save(staff, card, "education", SAID, 0)
    told(card, "final-plan-sent", clock.today())
    with pytest.raises(NotDone, match="The final plan was sent"):
        save(staff, card, "views", Written({"child": "More"}), 1)
    page = signed_in(staff.user(Role.KEYWORKER)).get(f"/cases/{card.case_id}/plan/").content.decode()
    assert "changed by an amendment" in page
    assert "/plan/write/" not in page


def test_each_line_stands_in_the_sections_of_the_law_with_its_number() -> None:
    care = PlanLine(Line(need="Respite", outcome="Rests", provision="A night away"), "H2")
    content = Content({"education": SAID, "care": Written({}, (care,))})
    found = {one.section.code: one for one in sections_of(content, Attached(advice=[("Health", "Dr A", "1 May")]))}
    assert [row.number for row in found["E"].rows] == ["E1", "E2"]
    assert [(row.number, row.belongs) for row in found["H2"].rows] == [("H2.1", "For D1 and E2")]
    assert found["F"].rows[0].facts == (
        ("How much", "45 minutes"),
        ("How often", "each week"),
        ("By whom", "A therapist"),
    )
    assert found["I"].is_empty
    assert found["K"].rows[0].words == "Health"


def test_what_is_missing_is_told_and_stops_nobody() -> None:
    told_of = [one.hint.text for one in hints(Content({"education": Written({}, (PlanLine(Line(need="N"), "F"),))}))]
    assert "Section A does not say what the child or young person thinks." in told_of
    assert "Education. Line 1 has no outcome and no provision." in told_of
    full = Content({"education": SAID, "views": Written({"child": "“I like maths.”"})})
    assert hints(full) == []


def in_words(before: str, after: str) -> list[list[tuple[str, str]]]:
    """Two texts of section B compared: of each paragraph its pieces."""
    pair = [Content({"education": Written({"education": text})}) for text in (before, after)]
    return [[(one.kind, one.text) for one in pieces] for pieces in compare(*pair)[0].paragraphs]


def test_a_paragraph_that_was_written_anew_is_shown_as_it_was_and_as_it_is() -> None:
    old = "Ada learns by seeing, and the class is too loud for her in the morning."
    new = "In the morning a quiet room helps Ada, who follows pictures and not words."
    assert in_words(f"Same.\n{old}\nLast.", f"Same.\n{new}\nLast.") == [
        [("same", "Same.")], [("gone", old)], [("added", new)], [("same", "Last.")],
    ]  # fmt: skip
    # What was only added to, or changed here and there, is told apart word by word
    assert in_words("Ada learns.", "Ada learns. She sees what she is told of, and then she does it.")[0][0] == (
        "same", "Ada learns.",
    )  # fmt: skip
    assert in_words("Ada learns by seeing once.", "Ada learns by doing twice.") == [
        [("same", "Ada learns by "), ("gone", "seeing once."), ("added", "doing twice.")]
    ]


def test_two_versions_are_compared_word_by_word() -> None:
    pieces = words("Language work each week", "Language work twice each week")
    assert [(one.kind, one.text.strip()) for one in pieces if one.kind in (ADDED, GONE)] == [(ADDED, "twice")]
    before, after = Content({"education": SAID}), Content({"education": replace(SAID, texts={"education": "Learns."})})
    (changed,) = compare(before, after)
    assert changed.section.code == "B"


def test_versions_are_listed_read_and_compared_on_pages(staff: Staff, card: CaseCard) -> None:
    save(staff, card, "education", SAID, 0)
    save(staff, card, "education", replace(SAID, texts={"education": "Learns by doing."}), 1)
    client = signed_in(staff.user(Role.MANAGER))
    page = client.get(f"/cases/{card.case_id}/plan/versions/?before=1&after=2").content.decode()
    assert "<ins>" in page
    assert "taken out: " in page
    assert "Learns by seeing." in client.get(f"/cases/{card.case_id}/plan/versions/1/").content.decode()
    assert client.get(f"/cases/{card.case_id}/plan/versions/9/").status_code == 302
    assert client.get(f"/cases/{card.case_id}/plan/write/nothing/").status_code == 404
