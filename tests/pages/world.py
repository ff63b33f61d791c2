"""The small authority that the page tests look at; prints the ids of three cases."""

from __future__ import annotations

import django

django.setup()

from datetime import timedelta  # noqa: E402

from django_scopes import scope  # noqa: E402
from flagged import put_flags  # noqa: E402
from lettered import put_letters  # noqa: E402
from planned import put_plans  # noqa: E402

from factories import PASSWORD, Staff, involve, make_authority, make_team  # noqa: E402
from keywork.core.events import NewEvent  # noqa: E402
from keywork.web.accounts.actors import actor_for, system  # noqa: E402
from keywork.web.accounts.models import Authority, Membership, Organisation, Role, Team, User  # noqa: E402
from keywork.web.advice.services.asking import Asked, ask  # noqa: E402
from keywork.web.assessments.models import AssessmentRequest  # noqa: E402
from keywork.web.deadlines.services import record  # noqa: E402
from keywork.web.kernel import clock  # noqa: E402
from keywork.web.kernel.asat import AsAt  # noqa: E402
from keywork.web.kernel.ids import new_id  # noqa: E402
from keywork.web.ledger.models import Case  # noqa: E402
from keywork.web.measuring import publishing  # noqa: E402
from keywork.web.panels.services.agenda import put  # noqa: E402
from keywork.web.panels.services.setting_up import add_meeting, add_member, set_up  # noqa: E402
from keywork.web.people.models import CaseCard, FamilyMember  # noqa: E402
from keywork.web.people.services import Details, References, add_cases, add_people, allocate  # noqa: E402
from second_steps import give_second_step  # noqa: E402

DRAFTED = 2  # the case of whose plan there is a draft
STILL_ASKED = 4  # the case of which a body is asked that no test answers for
PLANNED = 15  # the case with a plan of which further decisions are made
OF_AGE = 9  # the case of somebody of 18, to whom the rights have passed
OWN = 20  # that of another one, who has an account
NAMES = [("Zoë", "O’Testing-Smith"), ("Łukasz", "Samplewska"), ("Ada", "Placeholder"), ("Idris", "Fictional"),
         ("Noor", "Invented-Longsurname-Oftheverylongkind"), ("Bo", "Mock")]  # fmt: skip
TODAY = clock.today()


def ago(days: int) -> object:
    return TODAY - timedelta(days=days)


def born(number: int) -> object:
    return ago(18 * 366 if number in (OF_AGE, OWN) else 3000 + number)


def event(kind: str, days: int, **more: object) -> NewEvent:
    fields = {name: value for name, value in more.items() if name not in ("thread", "source")}
    return NewEvent(kind, ago(days), thread=more.get("thread"), fields=fields, source=more.get("source", "keywork"))


def life(number: int) -> list[NewEvent]:
    """A history that is late, on time, imported or finished, by turns."""
    source = "sen2" if number % 5 == 4 else "keywork"
    start = 20 + 23 * number
    events = [event("assessment-request-received", start, source=source)]
    if start > 50:
        events.append(event("decided-to-assess", start - 40, source=source))
        events.append(event("advice-requested", start - 42, thread="advice/health", body="health", body_kind="health"))
        events.append(event("advice-request-received", start - 43, thread="advice/health", body="health"))
    if start > 200:
        events.append(event("final-plan-sent", start - 160, source=source))
    return events


def main() -> None:
    authority = make_authority("895", "Wexcombe Council")
    other = make_authority("998", "Elsewhere Council")
    with scope(authority=authority):
        team = make_team(authority, "North team")
        school = Organisation.objects.create(
            authority=authority, name="Bramblewood School", kind="setting", urn="900100"
        )  # fmt: skip
        for role in Role.values:
            user = User.objects.create_user(f"{role}@wexcombe.example", PASSWORD, display_name=f"Robin {role.title()}")
            Membership.objects.create(
                user=user,
                authority=authority,
                role=role,
                team=team if role in ("keyworker", "business-support") else None,
                organisation=school if role == "senco" else None,
            )
            give_second_step(user)
        services = put_services(authority)
        starter = User.objects.create_user("starter@wexcombe.example", PASSWORD, display_name="Robin Starter")
        Membership.objects.create(user=starter, authority=authority, role=Role.KEYWORKER, team=team)
        cases = make_cases(authority, 24)
        keyworker = User.objects.get(email="keyworker@wexcombe.example")
        sample(cases[:16], User.objects.get(email="auditor@wexcombe.example"))
        allocate(cases=cases[:16], team=team, keyworker=keyworker, actor=system("test", authority))
        put_advice(cases, keyworker, services)
        put_panel(authority, cases[:2])
        put_parents(authority, CaseCard.objects.select_related("case", "person").get(pk=cases[3]))
        put_plans(*(CaseCard.objects.select_related("case", "person", "authority").get(pk=cases[n]) for n in (7, 3)))
        put_young_person(authority, CaseCard.objects.select_related("case", "person").get(pk=cases[OWN]))
        put_draft(authority, CaseCard.objects.select_related("case", "person").get(pk=cases[DRAFTED]))
        put_figures(authority)
        link = put_letters(CaseCard.objects.select_related("case", "person").get(pk=cases[3]))
        put_flags(*(CaseCard.objects.select_related("case", "person").get(pk=cases[n]) for n in (8, 23)))
    with scope(authority=other):
        elsewhere = make_cases(other, 1)[0]
    print(cases[8], elsewhere, cases[OF_AGE], cases[3], link, cases[STILL_ASKED], cases[PLANNED])


def put_parents(authority: Authority, card: CaseCard) -> None:
    """Two parents who live apart, both with an account; how they write is for the tests."""
    for name in ("mother", "father"):
        user = User.objects.create_user(f"{name}@wexcombe.example", PASSWORD, display_name=f"Robin {name.title()}")
        Membership.objects.create(user=user, authority=authority, role=Role.PARENT)
        give_second_step(user)
        involve(card.case, user, "family")
        FamilyMember.objects.create(
            authority=authority, person=card.person, name=user.display_name, relationship=name, responsible=True,
            user=user, written_at=clock.now(), written_by="system:test",
        )  # fmt: skip


def put_young_person(authority: Authority, card: CaseCard) -> None:
    """A young person with an account, whose mother has none and may see nothing without their word."""
    involve(card.case, User.objects.get(email="young-person@wexcombe.example"), "family")
    FamilyMember.objects.create(
        authority=authority, person=card.person, name="Sam Testing", relationship="mother", responsible=True,
        written_at=clock.now(), written_by="system:test",
    )  # fmt: skip


def put_draft(authority: Authority, card: CaseCard) -> None:
    """A draft that was served five days ago on a carer with an account."""
    user = User.objects.create_user("carer@wexcombe.example", PASSWORD, display_name="Robin Carer")
    Membership.objects.create(user=user, authority=authority, role=Role.PARENT)
    give_second_step(user)
    involve(card.case, user, "family")
    FamilyMember.objects.create(
        authority=authority, person=card.person, name=user.display_name, relationship="parent", responsible=True,
        user=user, written_at=clock.now(), written_by="system:test",
    )  # fmt: skip
    record(case=card.case, entries=[event("draft-plan-served", 5)], actor=system("test", authority))


def put_services(authority: Authority) -> dict[str, Organisation]:
    """Whom the psychologist and the therapist work for."""
    named = {"educational-psychologist": ("Wexcombe Psychology", "partner"), "therapist": ("Wexcombe Health", "health")}
    made = {}
    for role, (name, kind) in named.items():
        made[role] = Organisation.objects.create(authority=authority, name=name, kind=kind)
        Membership.objects.filter(authority=authority, role=role).update(organisation=made[role])
    made["elsewhere"] = Organisation.objects.create(authority=authority, name="Eastern Therapies", kind="health")
    return made


def put_advice(cases: list[object], keyworker: User, services: dict[str, Organisation]) -> None:
    """Ask the psychologists ten days ago in one case, the therapists fifty days ago in another, and in a third a body
    whom no test answers for, so that it is still asked whatever came before."""
    actor = actor_for(keyworker)
    assert actor is not None
    for number, whom, body, days in (
        (6, "educational-psychologist", "ep", 10), (5, "therapist", "health", 50), (STILL_ASKED, "elsewhere", "sensory", 5),
    ):  # fmt: skip
        card = CaseCard.objects.select_related("case", "person").get(pk=cases[number])
        asked = [Asked(body, organisation=services[whom])]
        ask(actor=actor, card=card, asked=asked, on=ago(days), received=True, question="What helps with the mornings?")


def put_panel(authority: Authority, cases: list[object]) -> None:
    """A panel that meets today about one case, which its school asked for; another waits for the decision too."""
    people = {
        role: User.objects.get(email=f"{role}@wexcombe.example") for role in ("manager", "panel-member", "dco", "senco")
    }
    manager = actor_for(people["manager"])
    assert manager is not None
    panel = set_up(
        actor=manager, name="Assessment panel", terms="Advises whether to assess.\nIt does not decide.", quorum=2
    )
    for role, part in (("manager", "chair"), ("panel-member", "member"), ("dco", "member")):
        add_member(actor=manager, panel=panel, user=people[role], part=part)
    meeting = add_meeting(actor=manager, panel=panel, on=TODAY)
    cards = [CaseCard.objects.select_related("case", "person").get(pk=case) for case in cases]
    answers = {"why.words": "Three rounds of help have been tried, and the gap has grown.",
               "needs.words": "Follows one instruction of two words, not of three.", "needs.standing": "here",
               "action.words": "A reading group four times a week since last autumn; reviewed twice.",
               "action.standing": "here", "views.words": "“I like maths.”", "views.standing": "none"}  # fmt: skip
    AssessmentRequest.objects.create(
        authority=authority, source="school", user=people["senco"], organisation=people["senco"].membership.organisation,
        case=cards[0].case, urn="900100", state="complete", answers=answers, sent_at=clock.now() - timedelta(days=20),
        told_received_on=ago(20), told_due_by=ago(-22), written_by=manager.label,
    )  # fmt: skip
    put(actor=manager, meeting=meeting, cards=cards[:1])


def put_figures(authority: Authority) -> None:
    """Publish figures as an analyst and a manager do, up to the last month but one, with what was recorded today."""
    users = {role: User.objects.get(email=f"{role}@wexcombe.example") for role in ("analyst", "manager")}
    analyst, manager = (actor_for(user) for user in users.values())
    worked = publishing.worked_out(authority, AsAt.on(publishing.month_ends(TODAY)[1]))
    made = publishing.prepare(actor=analyst, worked=worked, name="Robin Analyst")
    publishing.release(actor=manager, publication_id=made.pk, name="Robin Manager")


def sample(cases: list[object], auditor: User) -> None:
    """Let the auditor check some cases for a month."""
    for case in cases:
        involve(Case.objects.get(pk=case), auditor, "sampled")


def make_cases(authority: Authority, many: int) -> list[object]:
    by, references, made = system("test", authority), References(), []
    for number in range(many):
        forename, surname = NAMES[number % len(NAMES)]
        person, case = new_id(), new_id()
        details = Details(surname=surname, forename=forename, born_on=born(number), upn="")
        add_people(actor=by, people=[(person, details)])
        add_cases(actor=by, cases=[(case, person, references.next(TODAY.year))])
        recorded = record(case=Case.objects.get(pk=case), entries=life(number), actor=by)
        if number == 8:
            first = recorded.events[0]
            fix = NewEvent(
                "date-corrected", TODAY, corrects=first.id, fields={"to": first.occurred_on - timedelta(days=2)}
            )
            record(case=Case.objects.get(pk=case), entries=[fix], actor=by)
        made.append(case)
    return made


__all__ = ["Staff", "Team", "main"]
main()
