"""Views, dissent and recommendation: facts of their own, with a quorum and both questions of the Act."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factories import Staff
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NotKnown
from keywork.web.ledger.queries import stream
from keywork.web.panels.errors import NotDone
from keywork.web.panels.limbs import Finding, band_of, check
from keywork.web.panels.models import AgendaItem, MemberView, Recommendation, Seat
from keywork.web.panels.questions import ASSESS, NOT_TO_ASSESS, TO_ASSESS
from keywork.web.panels.services import advising, agenda
from keywork.web.people.models import CaseCard
from web.panels.conftest import WHY, answers_of, recommended, signed_in, told

pytestmark = pytest.mark.django_db


def sent(item: AgendaItem, staff: Staff, **more: object) -> dict[str, object]:
    """A recommendation as its form sends it, resting on the request."""
    request = item.case.requests.get()
    paper = f"request:{request.pk}"
    found: dict[str, object] = {"conclusion": "to-assess", "reasons": WHY}
    for code in ("may-have-needs", "may-need-plan"):
        found |= {f"{code}_answer": "yes", f"{code}_reasons": WHY, f"{code}_evidence": [paper]}
    found["took_part"] = [str(staff.user(who).pk) for who in (Role.PANEL_MEMBER, "second member")]
    return found | more


def test_a_panel_recommends_with_reasons_and_what_they_rest_on(staff: Staff, item: AgendaItem, card: CaseCard) -> None:
    client = signed_in(staff.user(Role.PANEL_MEMBER))
    where = f"/panels/cases/{item.pk}/recommend/"
    assert "Question 1" in client.get(where).content.decode()
    empty = client.post(where, {}).content.decode()
    for words in ("Answer question 1", "Give the reasons for question 2", "Choose the papers", "Choose who took part"):
        assert words in empty
    assert client.post(where, sent(item, staff)).status_code == 302
    page = client.get(f"/panels/cases/{item.pk}/").content.decode()
    assert "The panel recommends: assess" in page
    assert "Took part: Robin Panel-Member, Second Member." in page
    assert "Request: School" in page
    entry = stream(card.case_id)[-1]
    assert (entry.kind, dict(entry.fields)) == ("panel-recommended", {"recommendation": "to-assess"})


def test_a_recommendation_meets_no_clock_and_is_no_decision(staff: Staff, item: AgendaItem, card: CaseCard) -> None:
    recommended(staff, card, item)
    assert not card.case.assessment_decisions.exists()
    assert card.case.clocks.get(duty="ehcna-decision").met_on is None


def test_two_who_write_it_down_at_once_the_second_reads_both(staff: Staff, item: AgendaItem, card: CaseCard) -> None:
    recommended(staff, card, item, NOT_TO_ASSESS)
    client = signed_in(staff.user("second member"))
    answer = client.post(f"/panels/cases/{item.pk}/recommend/", sent(item, staff, reasons="My own words of the panel."))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "My own words of the panel." in page
    assert "On record already: do not assess" in page
    assert Recommendation.objects.get().recommendation == NOT_TO_ASSESS


def test_sent_twice_it_is_written_once(staff: Staff, item: AgendaItem) -> None:
    client = signed_in(staff.user(Role.PANEL_MEMBER))
    for _ in range(2):
        client.post(f"/panels/cases/{item.pk}/recommend/", sent(item, staff))
    assert Recommendation.objects.count() == 1
    assert sum(event.kind == "panel-recommended" for event in stream(item.case_id)) == 1


def test_without_a_quorum_there_is_no_recommendation_and_whoever_withdrew_does_not_count(
    staff: Staff, item: AgendaItem, card: CaseCard, manager: Actor
) -> None:
    second = staff.user("second member")
    agenda.recuse(actor=manager, card=card, item=item, user=second, why="work", reason="Taught the child.")
    with pytest.raises(NotDone, match="quorum of this panel is 2: 1 member took part"):
        recommended(staff, card, item)
    assert not Recommendation.objects.exists()
    assert not Seat.objects.filter(took_part=True).exists()


def test_a_panel_that_closes_meanwhile_gives_a_plain_answer_and_keeps_what_was_typed(
    staff: Staff, item: AgendaItem, manager: Actor
) -> None:
    client = signed_in(staff.user(Role.PANEL_MEMBER))
    agenda.close(actor=manager, meeting=item.meeting)
    answer = client.post(f"/panels/cases/{item.pk}/recommend/", sent(item, staff, reasons="What I typed about it."))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "This panel closed on" in page
    assert "What I typed about it." in page
    view = client.post(f"/panels/cases/{item.pk}/view/", {"view": TO_ASSESS, "reasons": "Kept as I typed."})
    assert "This panel closed on" in view.content.decode()
    assert not Recommendation.objects.exists()
    assert not MemberView.objects.exists()


def test_a_case_that_was_decided_meanwhile_takes_no_recommendation(
    staff: Staff, item: AgendaItem, card: CaseCard
) -> None:
    told(card, "decided-to-assess")
    with pytest.raises(NotDone, match="waits for no decision"):
        recommended(staff, card, item)


def test_each_member_has_a_view_and_may_dissent(staff: Staff, item: AgendaItem, card: CaseCard) -> None:
    first, second = staff.actor(Role.PANEL_MEMBER), staff.actor("second member")
    advising.speak(actor=first, card=card, item=item, view=TO_ASSESS, reasons="The school has done all it can.")
    advising.speak(actor=second, card=card, item=item, view=NOT_TO_ASSESS, reasons="More can be done at school.")
    recommended(staff, card, item)
    with pytest.raises(NotDone, match="nothing to dissent from"):
        advising.speak(actor=second, card=card, item=item, view=TO_ASSESS, reasons="I agree with it.")
    client = signed_in(staff.user("second member"))
    client.post(f"/panels/cases/{item.pk}/view/", {"view": NOT_TO_ASSESS, "reasons": "I still think otherwise."})
    assert list(MemberView.objects.values_list("kind", "view")) == [
        ("view", TO_ASSESS), ("view", NOT_TO_ASSESS), ("dissent", NOT_TO_ASSESS)
    ]  # fmt: skip
    page = client.get(f"/panels/cases/{item.pk}/").content.decode()
    assert page.index("Dissent</strong>") < page.index("I still think otherwise.")


def test_who_sits_not_before_a_case_gives_no_view(staff: Staff, item: AgendaItem, card: CaseCard) -> None:
    Seat.objects.filter(item=item, user=staff.user("third member")).update(recused="work")
    with pytest.raises(NotDone, match="Only a member"):
        advising.speak(actor=staff.actor("third member"), card=card, item=item, view=TO_ASSESS, reasons="A reason.")
    with pytest.raises(NotKnown):
        advising.speak(actor=staff.actor(Role.KEYWORKER), card=card, item=item, view=TO_ASSESS, reasons="A reason.")


@pytest.mark.parametrize(
    ("answers", "conclusion", "words"),
    [
        (("yes", "yes"), NOT_TO_ASSESS, "The Act then requires an assessment"),
        (("yes", "no"), TO_ASSESS, "where both are yes"),
        (("no", "no"), TO_ASSESS, "where both are yes"),
        (("yes", "perhaps"), NOT_TO_ASSESS, "Answer question 2"),
        (("yes", "yes"), "later", "choose what follows"),
    ],
)
def test_a_conclusion_follows_from_both_answers(answers: tuple[str, str], conclusion: str, words: str) -> None:
    with pytest.raises(NotDone, match=words):
        check(ASSESS, answers_of(*answers), conclusion, has_papers=True)


def test_an_answer_has_reasons_and_rests_on_papers_where_there_are_any() -> None:
    bare = answers_of("yes", "no", evidence={})
    check(ASSESS, bare, NOT_TO_ASSESS, has_papers=False)
    with pytest.raises(NotDone, match="papers that the answer to question 1"):
        check(ASSESS, bare, NOT_TO_ASSESS, has_papers=True)
    short = {code: Finding(one.answer, "No.", one.evidence) for code, one in answers_of("yes", "no").items()}
    with pytest.raises(NotDone, match="reasons for question 1"):
        check(ASSESS, short, NOT_TO_ASSESS, has_papers=True)


@pytest.mark.parametrize(
    ("born", "on", "band"),
    [
        ("2021-08-31", "2025-09-01", "reception-2"),
        ("2021-09-01", "2025-09-01", "before-school"),
        ("2021-09-01", "2026-08-31", "before-school"),
        ("2021-09-01", "2026-09-01", "reception-2"),
        ("2018-09-01", "2026-08-31", "reception-2"),
        ("2018-09-01", "2026-09-01", "years-3-6"),
        ("2015-03-04", "2026-11-30", "years-7-9"),
        ("2011-08-31", "2026-11-30", "years-10-11"),
        ("2010-08-31", "2026-11-30", "after-16"),
        ("2002-01-01", "2026-11-30", "after-16"),
        (None, "2026-11-30", ""),
    ],
)
def test_the_band_of_school_years_is_the_one_of_the_day(
    born: str | None, on: str, band: str, days: Callable[[str], object]
) -> None:
    assert band_of(days(born) if born else None, days(on)) == band  # type: ignore[arg-type]
