"""Whoever asked on the portal reads the case once a manager checked who they are, and never by asking alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from factories import Staff, make_case
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NotKnown
from keywork.web.assessments import letting_in, queries, triage
from keywork.web.assessments.models import AssessmentRequest
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.messages.models import Notice
from keywork.web.messages.services import corresponding
from keywork.web.messages.threads import needs_of
from keywork.web.people.family import add_member, change_member, declare_conflict, restrict_contact
from keywork.web.people.models import CaseCard, Involvement, Person
from keywork.web.people.policy import cards_for

from .conftest import Asking, born, named

BOTH = ["identity", "responsibility"]
HOW = "Rang the school: she is the mother they know."
YES = {"what": "complete", "access": "yes", "checked": BOTH, "how": HOW}
CAN_READ = "Whoever asked can read the case from their next page."


def client_of(staff: Staff, role: str = Role.MANAGER) -> Client:
    client = Client()
    client.force_login(staff.user(role))
    return client


def reads(staff: Staff, request: AssessmentRequest, role: str = Role.PARENT) -> bool:
    return cards_for(staff.actor(role)).filter(case=request.case_id).exists()


def card_of(request: AssessmentRequest) -> CaseCard:
    return CaseCard.objects.select_related("case", "person").get(pk=request.case_id)


def let_in(staff: Staff, request: AssessmentRequest, role: str = Role.MANAGER, **more: object) -> Involvement:
    told = {"checked": BOTH, "how": HOW} | more
    return letting_in.let_in(actor=staff.actor(role), request=request, **told)


def ours(request: AssessmentRequest, staff: Staff) -> CaseCard:
    """The case of a request, given to the team and its keyworker."""
    keyworker = staff.user(Role.KEYWORKER)
    CaseCard.objects.filter(pk=request.case_id).update(team=staff.team, keyworker=keyworker)
    return card_of(request)


def test_the_step_that_says_it_is_complete_lets_in_who_asked_once_both_were_checked(
    asking: Asking, staff: Staff
) -> None:
    request, client = asking(), client_of(staff)
    where = f"/triage/{request.pk}/decide/"
    assert not reads(staff, request)
    # It is asked, and nothing is chosen beforehand
    page = client.get(f"/triage/{request.pk}/").content.decode()
    assert "may whoever asked read the case?" in page
    assert "checked" not in page.split("may whoever asked")[1].split("<textarea")[0].replace(
        'name="checked"', ""
    ).replace("id_checked", "")
    for missing, words in (
        ({"what": "complete"}, "Choose whether whoever asked may read the case"),
        (YES | {"checked": ["identity"]}, "Check both before you let them in"),
        (YES | {"how": "Rang"}, "Say how you checked it"),
    ):
        assert words in client.post(where, missing).content.decode()
    request.refresh_from_db()
    assert (request.state, reads(staff, request)) == ("waiting", False)
    assert CAN_READ in client.post(where, YES, follow=True).content.decode()
    assert reads(staff, request)
    made = Involvement.objects.get(case=request.case_id, relation="family")
    assert made.given_by == staff.actor(Role.MANAGER).label
    assert HOW in made.reason
    assert Notice.objects.filter(user=staff.user(Role.PARENT), kind="request-opened").count() == 1
    # And it is asked no more, nor given twice
    assert "Let whoever asked read the case" not in client.get(f"/triage/{request.pk}/").content.decode()
    with pytest.raises(Refused, match="can read the case already"):
        let_in(staff, request)


def test_not_yet_opens_nothing_and_it_is_done_later_on_the_same_page(asking: Asking, staff: Staff) -> None:
    request, client = asking(), client_of(staff)
    client.post(f"/triage/{request.pk}/decide/", {"what": "complete", "access": "no"})
    assert not reads(staff, request)
    assert "Let whoever asked read the case" in client.get(f"/triage/{request.pk}/").content.decode()
    client.post(f"/triage/{request.pk}/decide/", {"what": "let-in", "checked": BOTH, "how": HOW})
    assert reads(staff, request)


def test_a_keyworker_hands_it_to_the_managers_by_a_note_they_are_told_of(asking: Asking, staff: Staff) -> None:
    request = asking()
    ours(request, staff)
    client = client_of(staff, Role.KEYWORKER)
    page = client.get(f"/triage/{request.pk}/").content.decode()
    assert "A manager lets them in" in page
    assert "may whoever asked read the case?" not in page
    client.post(f"/triage/{request.pk}/decide/", YES)
    request.refresh_from_db()
    assert (request.state, reads(staff, request)) == ("complete", False)
    assert Notice.objects.filter(user=staff.user(Role.MANAGER), kind="request-to-let-in").count() == 1
    for role in (Role.KEYWORKER, Role.BUSINESS_SUPPORT, Role.PARENT, Role.SENCO):
        with pytest.raises(NotKnown):
            let_in(staff, request, role)
    let_in(staff, request)
    assert reads(staff, request)


def test_of_a_setting_or_of_paper_there_is_nobody_to_let_in(asking: Asking, staff: Staff) -> None:
    request = asking(Role.SENCO)
    assert not letting_in.waits(request)
    assert "may whoever asked read the case?" not in client_of(staff).get(f"/triage/{request.pk}/").content.decode()
    with pytest.raises(Refused, match="can read the case already, or"):
        let_in(staff, request)


@pytest.mark.parametrize("flag", ["contact", "restricted", "conflict", "hidden"])
def test_a_flag_or_contact_restriction_refuses_it_in_one_sentence_for_all(
    asking: Asking, staff: Staff, flag: str
) -> None:
    request, by = asking(), staff.actor(Role.KEYWORKER)
    card = ours(request, staff)
    member = add_member(actor=by, card=card, name="Someone Else", relationship="father", responsible=True)
    if flag == "contact":
        until, reason = clock.today() + timedelta(days=30), "The court forbade every contact with her."
        restrict_contact(actor=by, card=card, member=member, document="Order", reason=reason, until=until)
    elif flag == "conflict":
        reason = "They are kept from this child for another reason."
        declare_conflict(actor=by, card=card, user=staff.user(Role.PARENT), reason=reason)
    elif flag == "restricted":
        CaseCard.objects.filter(pk=card.pk).update(restricted=True)
    else:
        Person.objects.filter(pk=card.person_id).update(address_hidden=True)
    fresh = AssessmentRequest.objects.select_related("case__card__person", "user").get(pk=request.pk)
    assert letting_in.why_not(fresh) == letting_in.FLAGGED
    with pytest.raises((Refused, NotKnown)):
        let_in(staff, fresh)
    assert not Involvement.objects.filter(case=request.case_id, relation="family").exists()
    # And where the page is open to them it says so, and completing it without opening goes on
    if flag != "restricted":
        client = client_of(staff)
        assert "must be looked at before anybody is let in" in client.get(f"/triage/{request.pk}/").content.decode()
        assert "must be looked at before" in client.post(f"/triage/{request.pk}/decide/", YES).content.decode()
        request.refresh_from_db()
        assert request.state == "waiting"
        client.post(f"/triage/{request.pk}/decide/", {"what": "complete", "access": "no"})
        request.refresh_from_db()
        assert request.state == "complete"


def test_a_strangers_request_for_a_known_child_opens_no_record_by_itself(asking: Asking, staff: Staff) -> None:
    there = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    person = there.card.person
    request = asking(answers=named(person.forename, person.surname) | born(person.born_on))
    parent = staff.actor(Role.PARENT)
    assert not cards_for(parent).exists()
    manager = staff.actor(Role.MANAGER)
    (known,) = queries.known_cases(manager, queries.queued(manager, request.pk))
    page = client_of(staff).post(
        f"/triage/{request.pk}/decide/", {"what": "known", "known": str(known.card.case_id)}, follow=True
    ).content.decode()  # fmt: skip
    assert "is not let into that child’s record by it" in page
    assert not cards_for(parent).exists()
    request.refresh_from_db()
    with pytest.raises(Refused):
        let_in(staff, request)
    assert not cards_for(parent).exists()


def test_nor_where_the_request_became_that_childs_own_case_unless_the_family_is_written_down(
    asking: Asking, staff: Staff
) -> None:
    request = asking()
    card = ours(request, staff)
    make_case(staff, team=staff.team)
    elsewhere = make_case(staff, team=staff.team).card
    CaseCard.objects.filter(pk=card.pk).update(person=elsewhere.person)
    fresh = AssessmentRequest.objects.select_related("case__card__person", "user").get(pk=request.pk)
    with pytest.raises(Refused, match="This child was known here before"):
        let_in(staff, fresh)
    add_member(
        actor=staff.actor(Role.KEYWORKER), card=card_of(request), name="Robin Parent", relationship="mother",
        responsible=True, user=staff.user(Role.PARENT),
    )  # fmt: skip
    let_in(staff, fresh)
    assert reads(staff, request)
    assert not cards_for(staff.actor(Role.PARENT)).filter(pk=elsewhere.pk).exists()


def test_a_parent_whose_right_it_is_not_is_not_let_in(asking: Asking, staff: Staff) -> None:
    request = asking(answers=born(date(clock.today().year - 18, 1, 1)))
    with pytest.raises(Refused, match="not theirs to make"):
        let_in(staff, request)
    triage.complete(actor=staff.actor(Role.MANAGER), request=request)
    assert not reads(staff, request)


def test_what_they_need_to_be_understood_is_kept_and_asked_once(asking: Asking, staff: Staff) -> None:
    request = asking()
    AssessmentRequest.objects.filter(pk=request.pk).update(
        answers=request.answers | {"reach.needs": "An interpreter for Polish."}
    )
    card = card_of(request)
    parent = staff.user(Role.PARENT)
    member = add_member(
        actor=staff.actor(Role.MANAGER), card=card, name="Anna Sample", relationship="mother", responsible=True,
        user=parent,
    )  # fmt: skip
    let_in(staff, request)
    found = needs_of(card, member.pk)
    assert found is not None
    assert found.more == "An interpreter for Polish."
    assert (
        "An interpreter for Polish."
        in client_of(staff, Role.PARENT).get(f"/cases/{card.case_id}/messages/needs/").content.decode()
    )


def test_of_a_parent_who_is_written_down_later_it_is_kept_then_and_never_over_what_was_said_since(
    asking: Asking, staff: Staff
) -> None:
    request, by, parent = asking(), staff.actor(Role.MANAGER), staff.user(Role.PARENT)
    AssessmentRequest.objects.filter(pk=request.pk).update(answers=request.answers | {"reach.needs": "Large print."})
    card = card_of(request)
    let_in(staff, request)
    said = {"name": "Anna Sample", "relationship": "mother", "responsible": True}
    member = add_member(actor=by, card=card, **said)
    assert needs_of(card, member.pk) is None  # nobody said yet whose account it is
    change_member(actor=by, card=card, member=member, user=parent, **said)
    found = needs_of(card, member.pk)
    assert found is not None
    assert found.more == "Large print."
    corresponding.keep_needs(
        actor=by, card=card, member_id=member.pk, language="", interpreter=False, formats=[], more="None any more."
    )
    change_member(actor=by, card=card, member=member, user=parent, **said | {"name": "Anna Sampel"})
    again = needs_of(card, member.pk)
    assert again is not None
    assert again.more == "None any more."
