"""A second person reads every plan before it leaves; then it goes with its letter, and each reads what is theirs."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from factories import Staff, involve, make_case
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NotKnown
from keywork.web.advice.lines import Line
from keywork.web.documents import store
from keywork.web.documents.errors import NotDone as LetterNotDone
from keywork.web.documents.letter_recipients import offer
from keywork.web.documents.models import Dispatch, Document, Letter
from keywork.web.documents.services import letters, posting, releasing
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.messages.models import Notice
from keywork.web.people.family import add_member
from keywork.web.people.models import CaseCard, FamilyMember
from keywork.web.placements.services import consulting, naming
from keywork.web.placements.services.consulting import Asked, Shown
from keywork.web.plans.content import PlanLine, Written
from keywork.web.plans.errors import NotDone, Overtaken
from keywork.web.plans.guard import look_through
from keywork.web.plans.models import PlanCheck
from keywork.web.plans.reading import readings
from keywork.web.plans.services import checking, writing
from keywork.web.representations.services import answering
from keywork.web.representations.services.answering import Answer
from keywork.web.representations.windows import days_of
from keywork.web.vaults import health
from keywork.web.vaults.contacts import write_point
from keywork.web.vaults.models import CHILD, ContactPoint
from web.plans.conftest import LINE, gave, signed_in

pytestmark = pytest.mark.django_db
SAID = Written({"education": "Learns by seeing."}, (PlanLine(Line(**LINE), "F"),))


def wrote(staff: Staff, card: CaseCard, text: str = "“I like maths.”", part: str = "views") -> None:
    said = Written({"child" if part == "views" else part: text})
    writing.save(
        actor=staff.actor(Role.PLAN_WRITER), card=card, part=part, said=said, seen=None, by_name="Robin Writer"
    )


def ask(staff: Staff, card: CaseCard, kind: str = "draft", *, seen: int | None = None, why: str = "") -> PlanCheck:
    return checking.ask(
        actor=staff.actor(Role.PLAN_WRITER), card=card, kind=kind, words="Look at section F.", names_why=why, seen=seen
    )


def answer(
    staff: Staff, card: CaseCard, check: PlanCheck, role: str = Role.KEYWORKER, *, agrees: bool = True, **more: object
) -> PlanCheck:
    told_of = {"words": "" if agrees else "Say how often.", "looked": False} | more
    return checking.answer(actor=staff.actor(role), card=card, check_id=check.pk, agrees=agrees, **told_of)


def agreed(staff: Staff, card: CaseCard, kind: str = "draft") -> PlanCheck:
    return answer(staff, card, ask(staff, card, kind), Role.MANAGER if kind == "final" else Role.KEYWORKER)


def reads(staff: Staff, card: CaseCard, role: str) -> list[str]:
    fresh = CaseCard.objects.select_related("case", "person").get(pk=card.pk)
    return [one.check.kind for one in readings(staff.actor(role), fresh)]


@pytest.fixture
def mother(staff: Staff, card: CaseCard) -> FamilyMember:
    """The mother, with an account, who is reached by post."""
    by, user = staff.actor(Role.KEYWORKER), staff.user(Role.PARENT)
    involve(card.case, user, "family", days=None)
    made = add_member(actor=by, card=card, name="Robin Mother", relationship="mother", responsible=True, user=user)
    write_point(
        actor=by, card=card, kind=ContactPoint.Kind.ADDRESS, value="4 Sample Lane\nWexcombe", member=made,
        reached=[str(made.pk), CHILD], hidden=False,
    )  # fmt: skip
    return made


def ready(staff: Staff, card: CaseCard, kind: str, **more: object) -> Letter:
    """A letter that a manager approved."""
    writer = staff.actor(Role.KEYWORKER)
    letter = letters.start(actor=writer, card=card, kind=kind, **more)  # type: ignore[arg-type]
    letter = letters.rewrite(actor=writer, card=card, letter=letter, text="Here it is.", seen=letter.revision)
    letter = letters.finish(actor=writer, card=card, letter=letter, seen=letter.revision)
    version = letter.versions.get()
    return letters.answer(actor=staff.actor(Role.MANAGER), card=card, letter=letter, version_id=version.pk, agrees=True)


def sent(staff: Staff, card: CaseCard, letter: Letter, check: PlanCheck, *, on: date | None = None) -> None:
    """Let a letter go to everybody to whom it can, with its paper, and be posted."""
    card = CaseCard.objects.select_related("case", "person", "authority", "keyworker").get(pk=card.pk)
    chosen = {one.key: one.relation for one in offer(card, letter.about, letter.setting).recipients}
    made = releasing.release(
        actor=staff.actor(Role.KEYWORKER), card=card, letter=letter, version_id=letter.versions.get().pk, chosen=chosen,
        enclosed=[check.paper_id],
    )  # fmt: skip
    if made.reasons:
        assert not releasing.answer(
            actor=staff.actor(Role.MANAGER), card=card, letter=letter, release_id=made.pk, agrees=True
        )
    support = staff.actor(Role.BUSINESS_SUPPORT)
    for one in Dispatch.objects.filter(release=made).exclude(way="link"):
        posting.printed(actor=support, card=card, dispatch_id=one.pk, reference=card.case.reference)
        posting.posted(actor=support, card=card, dispatch_id=one.pk, on=on or clock.today())


def heard(staff: Staff, card: CaseCard) -> None:
    """Let everybody on whom the draft was served say that they have nothing to add."""
    card = CaseCard.objects.select_related("case", "person", "authority").get(pk=card.pk)
    for days in days_of(card):
        answering.write_down(
            actor=staff.actor(Role.KEYWORKER), name="Robin Keyworker", card=card, speaker=days.speaker, way="phone",
            on=clock.today(), answer=Answer(False, [], nothing=True),
        )  # fmt: skip


def test_somebody_else_checks_it_and_what_is_agreed_becomes_its_paper(staff: Staff, card: CaseCard) -> None:
    gave(card, "ep", {"lines": [LINE]})
    writing.save(actor=staff.actor(Role.PLAN_WRITER), card=card, part="education", said=SAID, seen=0, by_name="R")
    back = answer(staff, card, ask(staff, card, seen=1), agrees=False)
    assert (back.state, back.answer, back.paper) == ("back", "Say how often.", None)
    assert Notice.objects.filter(user=staff.user(Role.PLAN_WRITER), kind="plan-checked").exists()
    check = ask(staff, card)
    for role in (Role.PLAN_WRITER, Role.PARENT, Role.THERAPIST):
        with pytest.raises(NotKnown):
            answer(staff, card, check, role)
    made = answer(staff, card, check)
    with pytest.raises(NotDone, match="no longer waits"):
        answer(staff, card, check, Role.MANAGER)
    document = made.paper.document
    assert (document.label, made.paper.number) == ("draft", 1)
    reader = PdfReader(BytesIO(store.read(made.paper.viewing)))
    text = "\n".join(page.extract_text() for page in reader.pages)
    for words in ("This is a draft", "Cannot follow lessons.", "45 minutes", "Dr Robin Giver", "Left empty on purpose"):
        assert words in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    # A later version is a further version of the same document, and the first stays as it is
    wrote(staff, card)
    assert agreed(staff, card).paper.number == 2
    assert Document.objects.filter(label="draft").count() == 1


def test_what_was_checked_already_is_offered_again_only_with_what_that_means(staff: Staff, card: CaseCard) -> None:
    wrote(staff, card)
    writer = signed_in(staff.user(Role.KEYWORKER))

    def page() -> str:
        found: str = writer.get(f"/cases/{card.case_id}/plan/").content.decode()
        return found

    again, waits, agreed_already = "Send the draft for a check again", "waits for its check already", "agreed already"
    assert "Send the draft for a check" in page()
    assert again not in page()
    check = ask(staff, card)
    assert again in page()
    assert waits in page()
    answer(staff, card, check)
    assert again in page()
    assert agreed_already in page()
    wrote(staff, card, "“I like swimming.”")
    assert again not in page()


def test_whoever_sent_it_or_saved_it_last_does_not_agree(staff: Staff, card: CaseCard) -> None:
    keyworker = staff.actor(Role.KEYWORKER)
    writing.save(actor=keyworker, card=card, part="education", said=SAID, seen=0, by_name="K")
    check = ask(staff, card)
    with pytest.raises(NotDone, match="Somebody else"):
        answer(staff, card, check)
    with pytest.raises(Overtaken):
        ask(staff, card, seen=9)
    assert "Somebody else checks it" in signed_in(staff.user(Role.KEYWORKER)).get(
        f"/cases/{card.case_id}/plan/check/"
    ).content.decode()  # fmt: skip
    assert answer(staff, card, check, Role.MANAGER).state == "agreed"


def test_names_and_numbers_of_other_children_stop_it_until_two_people_looked(staff: Staff, card: CaseCard) -> None:
    other = make_case(staff, surname="Neighbour").card.person
    family = add_member(
        actor=staff.actor(Role.KEYWORKER), card=card, name="Ada Sameforename", relationship="mother", responsible=True
    )
    make_case(staff, surname="Sameforename")
    other.upn, other.forename = "A12345678901B", "Jo"
    other.save()
    text = f"Hit by Jo Neighbour (A12345678901B), and NEIGHBOUR, JO. {family.name} saw it. Will play with maths."
    assert list(look_through(card, text).others) == ["Jo Neighbour", "A12345678901B"]
    assert look_through(card, "It was Jo Neighbour’s idea.").others == ["Jo Neighbour"]
    assert not look_through(card, f"{card.person.forename} {card.person.surname}, born on 4 March 2015").others
    assert look_through(card, "Jo, date of birth: 04/03/2015").others == []  # the child's own day
    wrote(staff, card, text)
    with pytest.raises(NotDone, match="another child"):
        ask(staff, card)
    page = signed_in(staff.user(Role.PLAN_WRITER)).get(f"/cases/{card.case_id}/plan/ask/draft/").content.decode()
    assert "<mark>Jo Neighbour</mark>" in page
    check = ask(staff, card, why="He is the cousin who moves with them.")
    with pytest.raises(NotDone, match="Look at each name"):
        answer(staff, card, check)
    assert answer(staff, card, check, looked=True).state == "agreed"


def test_what_is_kept_of_others_health_and_addresses_never_leave(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    health.write_paragraph(
        actor=staff.actor(Role.THERAPIST), card=card, about="mother",
        text="The mother has been treated for depression since the spring of last year.",
    )  # fmt: skip
    wrote(staff, card, "She has been treated for depression since the spring, and so mornings are hard.")
    with pytest.raises(NotDone, match="health of somebody else: “has been treated for depression since the spring”"):
        ask(staff, card, why="x")
    wrote(staff, card, "They live at 4 Sample Lane, Wexcombe.")
    with pytest.raises(NotDone, match="address of the family"):
        ask(staff, card, why="x")


def test_the_draft_goes_with_its_letter_and_the_family_reads_it_with_its_fifteen_days(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    wrote(staff, card)
    check = agreed(staff, card)
    parent, page = signed_in(staff.user(Role.PARENT)), f"/cases/{card.case_id}/plan/"
    assert "No draft or plan has been sent to you" in parent.get(page).content.decode()
    letter = ready(staff, card, "draft-plan")
    with pytest.raises(LetterNotDone, match="“Draft EHC plan” goes with this letter"):
        releasing.release(
            actor=staff.actor(Role.KEYWORKER), card=card, letter=letter, version_id=letter.versions.get().pk,
            chosen={one.key: one.relation for one in offer(card, letter.about, None).recipients},
        )  # fmt: skip
    sent(staff, card, letter, check)
    assert stream(card.case_id)[-1].kind == "draft-plan-served"
    # What is written on is not what they were sent
    wrote(staff, card, "Not sent to anybody")
    said = parent.get(page).content.decode()
    assert "“I like maths.”" in said
    assert "Not sent to anybody" not in said
    assert "You have until" in said
    assert parent.get(f"{page}paper/draft/").headers["Content-Type"] == "application/pdf"
    assert reads(staff, card, Role.PARENT) == ["draft"]
    # A parent to whom it was not sent, and whoever has no part in it, reads nothing of it
    involve(card.case, staff.user(Role.YOUNG_PERSON), "family", days=None)
    assert reads(staff, card, Role.SENCO) == []
    assert "Sent" in signed_in(staff.user(Role.KEYWORKER)).get(page).content.decode()


def test_a_consulted_setting_reads_the_draft_and_others_the_sections_of_their_part(
    staff: Staff, card: CaseCard
) -> None:
    wrote(staff, card)
    agreed(staff, card)
    shown = Shown("consent", "The mother agreed.", draft=False)
    told_of = {"actor": staff.actor(Role.KEYWORKER), "card": card, "on": clock.today()}
    (one,) = consulting.consult(asked=[Asked(organisation=staff.body(Role.SENCO))], shown=shown, **told_of)
    assert reads(staff, card, Role.SENCO) == []
    type(one).objects.filter(pk=one.pk).update(draft_shared=True)
    assert reads(staff, card, Role.SENCO) == ["draft"]
    consulting.withdraw(
        actor=staff.actor(Role.KEYWORKER), card=card, consultation=one, name="K", code="other", text="", seen=None
    )
    assert reads(staff, card, Role.SENCO) == []
    involve(card.case, staff.user(Role.SOCIAL_WORKER), "request")
    page = signed_in(staff.user(Role.SOCIAL_WORKER)).get(f"/cases/{card.case_id}/plan/").content.decode()
    assert "You read the sections that concern your part." in page
    assert 'id="section-H2"' in page
    assert 'id="section-B"' not in page
    assert "/plan/paper/" not in page


def test_the_final_plan_names_what_was_decided_and_goes_to_family_setting_and_board(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    wrote(staff, card)
    with pytest.raises(NotDone, match="follows a draft"):
        ask(staff, card, "final")
    sent(staff, card, ready(staff, card, "draft-plan"), agreed(staff, card))
    with pytest.raises(NotDone, match="Decide first"):
        ask(staff, card, "final")
    keyworker = {"actor": staff.actor(Role.KEYWORKER), "card": card}
    (one,) = consulting.consult(
        **keyworker, asked=[Asked(organisation=staff.body(Role.SENCO))], on=clock.today(),
        shown=Shown("consent", "The mother agreed.", draft=True),
    )  # fmt: skip
    named = {"type_name": "", "family_asked": "This school", "reason": "It can.", "by_name": "K", "seen": None}
    naming.name(**keyworker, consultation=one, **named)
    check = ask(staff, card, "final")
    with pytest.raises(NotKnown):
        answer(staff, card, check)  # a keyworker does not agree to a final plan
    naming.name(**keyworker, consultation=None, **named | {"type_name": "A special school"})
    with pytest.raises(NotDone, match="another setting since"):
        answer(staff, card, check, Role.MANAGER)
    naming.name(**keyworker, consultation=one, **named)
    heard(staff, card)
    check = answer(staff, card, ask(staff, card, "final"), Role.MANAGER)
    letter = ready(staff, card, "final-plan", setting=one.organisation)
    assert {who.relation for who in offer(card, letter.about, letter.setting).recipients} == {
        "Mother", one.organisation.name, "Integrated care board",
    }  # fmt: skip
    assert reads(staff, card, Role.SENCO) == ["draft"]
    sent(staff, card, letter, check)
    assert [event.kind for event in stream(card.case_id)].count("final-plan-sent") == 1
    for role in (Role.PARENT, Role.SENCO, Role.DCO):
        assert reads(staff, card, role)[0] == "final", role
    page = signed_in(staff.user(Role.PARENT)).get(f"/cases/{card.case_id}/plan/").content.decode()
    assert one.organisation.name in page
    assert "You can appeal about sections B, F and I." in page
    # And nothing counts down any more: the family answers no draft, and no date waits for the writer
    draft = signed_in(staff.user(Role.PARENT)).get(f"/cases/{card.case_id}/plan/?which=draft").content.decode()
    assert "You have until" not in draft
    written = signed_in(staff.user(Role.KEYWORKER)).get(f"/cases/{card.case_id}/plan/").content.decode()
    assert "15 days run until" not in written
    assert "Final plan due by" not in written
    where = signed_in(staff.user(Role.PARENT)).get(f"/cases/{card.case_id}/where/").content.decode()
    assert "Tell us what you think of the draft" not in where
    assert "Read what you said of the draft" in where
    # And nothing of it is changed any more
    with pytest.raises(NotDone, match="The final plan was sent"):
        wrote(staff, card, "More")
