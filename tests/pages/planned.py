"""A case whose plan the plan writer writes from advice that came, and another whose draft went to the mother."""

from __future__ import annotations

from datetime import timedelta

from factories import involve
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import User
from keywork.web.advice.models import AdviceVersion
from keywork.web.documents.models import Dispatch, Enclosure, Letter, LetterVersion, Release
from keywork.web.documents.services.dispatching import new_token
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard, FamilyMember
from keywork.web.plans.models import PlanCheck
from keywork.web.vaults.models import ContactPoint
from records_made import make_advice_request, make_document, make_plan

LINE = {"need": "Cannot follow an instruction of two steps.", "outcome": "Follows two steps without a prompt.",
        "by_when": "By the end of Year 6", "provision": "Language work, one to one", "amount": "45 minutes",
        "frequency": "each week", "by_whom": "A speech and language therapist"}  # fmt: skip


def put_plans(written: CaseCard, served: CaseCard) -> None:
    """Give one case to the plan writer with advice that came, and send the draft of the other to the mother."""
    involve(written.case, User.objects.get(email="plan-writer@wexcombe.example"), "own")
    given = {"lines": [LINE], "views": "“I want to stay with my friends.”", "summary": "Seen at school and at home."}
    AdviceVersion.objects.create(
        authority=written.authority, request=make_advice_request(written.case, "ep"), number=1, content=given,
        given_by="system:test", given_by_name="Dr Robin Giver",
    )  # fmt: skip
    _served(served)


def _served(card: CaseCard) -> None:
    own = {"authority": card.authority}
    writer, manager = (User.objects.get(email=f"{name}@wexcombe.example") for name in ("keyworker", "manager"))
    version = make_plan(card.case, child="“I like maths.”", education="Learns by seeing.")
    paper = make_document(card.case, actor=system("test", card.authority), title="Draft EHC plan", label="draft")
    PlanCheck.objects.create(
        **own, plan=version.plan, version=version, kind="draft", state="agreed", asked_by=writer, answered_by=manager,
        answered_at=clock.now(), paper=paper.versions.get(),
    )  # fmt: skip
    letter = Letter.objects.create(
        **own, case=card.case, kind="draft-plan", text="Here it is.", author=writer, state="sent"
    )
    text = LetterVersion.objects.create(**own, letter=letter, number=1, text=letter.text, sha256="0", writer=writer)
    release = Release.objects.create(**own, letter=letter, version=text, asked_by=writer)
    Enclosure.objects.create(**own, release=release, version=paper.versions.get())
    mother = FamilyMember.objects.get(person=card.person, relationship="mother")
    point = ContactPoint.objects.create(
        **own, person=card.person, kind="address", value="9 Sample Row", member=mother, reached=[str(mother.pk)],
        written_at=clock.now() - timedelta(days=40), written_by="system:test",
    )  # fmt: skip
    Dispatch.objects.create(
        **own, release=release, member=mother, point=point, name=mother.name, relation="Mother", way="post",
        state="sent", token=new_token(), sent_on=clock.today(), document=make_document(card.case, label="letter"),
    )  # fmt: skip
