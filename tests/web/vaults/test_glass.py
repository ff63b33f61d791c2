"""Breaking the glass (AZ-17): only of what is protected, for an hour, to read, told before anything is shown, reviewed."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django_scopes import scope

from factories import Staff, involve_everybody, make_case, make_staff, make_user
from keywork.core.loading import load_register
from keywork.web.accounts.actors import actor_for
from keywork.web.accounts.matrix import whole_matrix
from keywork.web.accounts.models import AccessEntry, Role, User
from keywork.web.accounts.policy import Denied
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.people import family
from keywork.web.people.models import CaseCard, Involvement
from keywork.web.people.policy import CASES, may
from keywork.web.vaults import glass, restricting, reveals
from keywork.web.vaults.models import Alert, BrokenGlass

REASON = "The police ask about the child today."
MAY_BREAK = {Role.KEYWORKER, Role.MANAGER, Role.SOCIAL_WORKER, Role.DCO}
READS = ("case.open", "case.clocks", "case.history")
WRITES = (
    "case.note",
    "event.record",
    "event.correct",
    "case.allocate",
    "family.change",
    "case.restrict",
    "work.export",
)


@pytest.fixture
def behind(staff: Staff, card: CaseCard) -> CaseCard:
    """A restricted case, in the breaker's own team and given to them: yet they are not named on it."""
    involve_everybody(staff, card.case)
    named = [make_user(staff.authority, Role.KEYWORKER)]
    restricting.restrict(actor=staff.actor(Role.DSCO), card=card, named=named, reason="R" * 20)
    return CaseCard.objects.select_related("case", "person").get(pk=card.pk)


def broken(staff: Staff, card: CaseCard, role: str = Role.KEYWORKER, **more: str) -> CaseCard:
    said = {"reference": card.case.reference, "why": "child-at-risk", "reason": REASON}
    return glass.break_glass(actor=staff.actor(role), **(said | more))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("role", Role.values)
def test_only_roles_with_the_mark_break_the_glass(staff: Staff, behind: CaseCard, role: str) -> None:
    if role in MAY_BREAK:
        assert broken(staff, behind, role) == behind
        assert CASES.can(staff.actor(role), "case.open", behind)
    else:
        with pytest.raises((Denied, Refused)):
            broken(staff, behind, role)
        assert not Involvement.objects.filter(relation="glass").exists()


def test_the_marks_are_those_of_the_matrix() -> None:
    rows = whole_matrix().roles
    assert {code for code, row in rows.items() if any(row.grants(c, "B") for c in row.cells)} == MAY_BREAK


def test_it_opens_for_reading_and_for_nothing_else(staff: Staff, behind: CaseCard) -> None:
    by = staff.actor(Role.KEYWORKER)
    assert not any(CASES.can(by, action, behind) for action in READS)
    broken(staff, behind)
    behind = CaseCard.objects.get(pk=behind.pk)
    assert all(CASES.can(by, action, behind) for action in READS)
    assert not any(CASES.can(by, action, behind) for action in WRITES)
    assert not any(may(by, f"a{n}", verb, behind) for n in range(1, 10) for verb in "CUSAXMD")


def test_every_page_behind_the_glass_says_so_and_until_when(staff: Staff, behind: CaseCard) -> None:
    broken(staff, behind)
    reader = signed_in(staff.user(Role.KEYWORKER))
    for page in ("", "clocks/", "history/"):
        shown = reader.get(f"/cases/{behind.pk}/{page}").content.decode()
        assert "You broke the glass. You may read this case until" in shown
    named = Involvement.objects.filter(case=behind.pk, classes__contains="c1").exclude(relation="glass").first()
    assert named is not None
    assert "You broke the glass" not in signed_in(named.user).get(f"/cases/{behind.pk}/").content.decode()


def test_what_is_closed_stays_closed_behind_the_glass(staff: Staff, behind: CaseCard) -> None:
    for role in MAY_BREAK:
        broken(staff, behind, role)
        by = staff.actor(role)
        assert not any(may(by, code, "R", behind, met={"two people"}) for code in ("c2", "c3"))
        assert not CASES.can(by, "reveal.ask", behind)
        page = signed_in(staff.user(role)).get(f"/cases/{behind.pk}/reveal/")
        assert page.status_code == 404
    assert reveals.waiting().count() == 0


def test_no_file_holds_a_case_behind_glass(staff: Staff, behind: CaseCard) -> None:
    broken(staff, behind, Role.MANAGER)
    broken(staff, behind, Role.KEYWORKER)
    for role, page in ((Role.MANAGER, "/work/file.csv?whose=area"), (Role.KEYWORKER, "/work/?whose=mine")):
        answer = signed_in(staff.user(role)).get(page)
        assert behind.case.reference not in answer.content.decode()


def test_an_hour_and_not_a_minute_longer(staff: Staff, behind: CaseCard) -> None:
    client = signed_in(staff.user(Role.KEYWORKER))
    now = clock.now()
    with time_machine.travel(now, tick=False):
        broken(staff, behind)
        assert client.get(f"/cases/{behind.pk}/").status_code == 200
    with time_machine.travel(now + timedelta(minutes=59, seconds=59), tick=False):
        assert CASES.can(staff.actor(Role.KEYWORKER), "case.open", behind)
    with time_machine.travel(now + timedelta(minutes=60), tick=False):
        assert not CASES.can(staff.actor(Role.KEYWORKER), "case.open", behind)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"reason": "urgent"}, "at least 20 letters"),
        ({"reason": " " * 40}, "20 letters"),
        ({"why": "curious"}, "Choose why"),
    ],
)
def test_it_wants_a_reason_of_the_list_and_twenty_letters(
    staff: Staff, behind: CaseCard, more: dict[str, str], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        broken(staff, behind, **more)
    assert not BrokenGlass.objects.exists()


def test_what_is_not_behind_glass_answers_like_what_does_not_exist(staff: Staff, behind: CaseCard) -> None:
    other = make_staff("998", "Elsewhere Council")
    with scope(authority=other.authority):
        elsewhere = make_case(other)
        CaseCard.objects.filter(pk=elsewhere.pk).update(restricted=True)
    not_restricted = make_case(staff)
    barred = make_case(staff)
    CaseCard.objects.filter(pk=barred.pk).update(restricted=True)
    said = {"user": staff.user(Role.KEYWORKER), "reason": "The child is a nephew of theirs."}
    family.declare_conflict(actor=staff.actor(Role.MANAGER), card=barred.card, **said)
    answers = set()
    for reference in ("EHC-1999-00001", elsewhere.reference, not_restricted.reference, barred.reference, ""):
        with pytest.raises(Refused) as refused:
            broken(staff, behind, reference=reference)
        answers.add(str(refused.value))
    assert answers == {glass.NO_SUCH}


def test_those_who_answer_for_it_are_told_before_anything_is_shown(
    staff: Staff, behind: CaseCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(**_: object) -> None:
        raise OSError("cannot be told")

    with monkeypatch.context() as patch:
        patch.setattr(glass.alerts, "tell", silent)
        with pytest.raises(OSError, match="cannot be told"):
            broken(staff, behind)
    assert not CASES.can(staff.actor(Role.KEYWORKER), "case.open", behind)  # untold, nothing is open
    assert not BrokenGlass.objects.exists()
    answer = signed_in(staff.user(Role.KEYWORKER)).post(
        "/glass/", {"reference": behind.case.reference, "why": "child-at-risk", "reason": REASON}
    )
    assert answer.headers["Location"] == f"/cases/{behind.pk}/"
    assert behind.person.surname not in answer.content.decode()
    for role in (Role.MANAGER, Role.INFORMATION_GOVERNANCE):
        client = signed_in(staff.user(role))
        page = client.get("/alerts/").content.decode()
        assert "Broke the glass" in page
        assert behind.person.pseudonym in page
        assert behind.case.reference not in page
        assert "Alerts (2)" in page  # the alert, and the review that waits
        assert REASON in client.get("/glass/reviews/").content.decode()


def test_it_stands_in_the_access_log_without_its_reason(staff: Staff, behind: CaseCard) -> None:
    broken(staff, behind)
    row = AccessEntry.objects.get(action="glass.break")
    assert str(behind.pk) in row.subjects
    assert row.detail["why"] == "child-at-risk"
    assert REASON not in str(row.detail)


def test_it_wants_a_fresh_second_step(staff: Staff, behind: CaseCard) -> None:
    from second_steps import give_second_step, passed

    user = staff.user(Role.KEYWORKER)
    give_second_step(user)
    client = signed_in(user)
    passed(client, user, ago=301)
    said = {"reference": behind.case.reference, "why": "child-at-risk", "reason": REASON}
    assert "reauthenticate" in client.post("/glass/", said).headers["Location"]
    assert not BrokenGlass.objects.exists()


# The review


def test_it_is_looked_into_within_five_working_days_and_overdue_ones_say_so(staff: Staff, behind: CaseCard) -> None:
    with time_machine.travel("2026-12-22 10:00:00+00:00", tick=False):
        broken(staff, behind)
    made = BrokenGlass.objects.get()
    assert made.review_by == date(2026, 12, 31)  # Christmas Day, Boxing Day’s substitute and a weekend lie between
    assert load_register().calendars["EW"].count(date(2026, 12, 23), made.review_by) == 5
    assert not glass.is_overdue(made, date(2026, 12, 31))
    assert glass.is_overdue(made, date(2027, 1, 1))
    with time_machine.travel("2027-01-04 10:00:00+00:00", tick=False):
        page = signed_in(staff.user(Role.MANAGER)).get("/glass/reviews/").content.decode()
    assert "1 review is overdue" in page


def test_whoever_broke_it_does_not_look_into_it(staff: Staff, behind: CaseCard) -> None:
    broken(staff, behind, Role.MANAGER)
    made = BrokenGlass.objects.get()
    said = {"glass_id": made.pk, "outcome": "right", "remarks": ""}
    with pytest.raises(Refused, match="Somebody else"):
        glass.review(actor=staff.actor(Role.MANAGER), **said)
    with pytest.raises(Denied):
        glass.review(actor=staff.actor(Role.KEYWORKER), **said)
    other = actor_for(make_user(staff.authority, Role.MANAGER))
    assert glass.review(actor=other, **said).outcome == "right"
    with pytest.raises(Refused, match="no longer waits"):
        glass.review(actor=other, **said)


def test_a_wrong_look_wants_what_was_done_about_it(staff: Staff, behind: CaseCard) -> None:
    broken(staff, behind)
    client = signed_in(staff.user(Role.INFORMATION_GOVERNANCE))
    made = BrokenGlass.objects.get()
    page = client.post("/glass/reviews/", {"glass": str(made.pk), "outcome": "wrong", "remarks": ""})
    assert (page.status_code, "Say what was done about it" in page.content.decode()) == (400, True)
    client.post("/glass/reviews/", {"glass": str(made.pk), "outcome": "wrong", "remarks": "Told their manager."})
    made.refresh_from_db()
    assert (made.outcome, made.remarks, made.reviewed_by) == (
        "wrong", "Told their manager.", staff.user(Role.INFORMATION_GOVERNANCE),
    )  # fmt: skip
    assert Alert.objects.filter(kind=Alert.Kind.GLASS).count() == 1
