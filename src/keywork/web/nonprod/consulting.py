"""The demo's consultations: replied to, late and waiting, as its clocks tell them, so that every page has something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Organisation, Role, User
from keywork.web.deadlines.models import ClockRow
from keywork.web.kernel import clock
from keywork.web.nonprod.staff import Staff
from keywork.web.people.models import Involvement
from keywork.web.placements.models import Consultation, ConsultationReply, ConsultationStep, Naming
from keywork.web.placements.services.consulting import OPENS, PREFIX, REASON
from keywork.web.placements.services.replying import READS_ON

DUTY = "setting-consult-response"
YEAR = timedelta(days=365)
MOST = 240
EACH = 3
SETTINGS = (Role.SENCO, Role.COLLEGE, Role.EARLY_YEARS)
QUESTION = "Can you meet the needs in sections B and F, and from when? If not, what would you need?"
CONSENT = "Their parents agreed at the meeting about the draft plan, and were told what is sent."
# What settings reply, in turn: answer, grounds, reasons, what would make it possible.
REPLIES: Sequence[tuple[str, list[str], str, str]] = (
    ("yes", [], "We read the draft plan and spoke with the child’s teacher. A place is free after half term.", ""),
    ("with-support", [], "We can meet most of section F.", "Training in the child’s communication aid first."),
    ("yes", [], "A class of this year group has a place, and a teaching assistant who knows such needs.", ""),
    ("no", ["education-of-others"], "The class has 31 children, and three of them have support all day.",
     "A further teaching assistant, and a small room for calm work."),
    ("yes", [], "We visited the child and met the family. They would be welcome.", ""),
    ("no", ["unsuitable", "resources"], "The building has stairs only, and the lift was refused twice.",
     "A lift, or all lessons on the ground floor."),
)  # fmt: skip


def consult(actor: Actor, hired: Staff) -> int:
    """Give the demo its consultations; return how many."""
    people = {user.membership.role: user for user in hired.people if user.membership.role in SETTINGS}
    ours = {user.membership.organisation.urn: user for user in people.values()}
    rows = ClockRow.objects.filter(
        duty=DUTY, thread__startswith=PREFIX, in_source=True, started_on__gte=clock.today() - YEAR
    )
    found = list(rows.order_by("-started_on", "case_id", "thread"))
    owners = _owners(found, ours)
    kept = [row for row in found if row.is_running or row.pk in owners]
    others = [row for row in found if row not in kept][:MOST]
    made = [_consultation(actor, row, number, owners) for number, row in enumerate([*kept, *others])]
    Involvement.objects.bulk_create([one.involvement for one in made if one.involvement])
    Consultation.objects.bulk_create(made, batch_size=500)
    pairs = list(zip(made, [*kept, *others], strict=True))
    replied = [
        _reply(one, row, number, owners.get(row.pk))
        for number, (one, row) in enumerate(pairs)
        if row.met_on is not None
    ]
    ConsultationReply.objects.bulk_create(replied)
    ConsultationStep.objects.bulk_create(
        _chased(actor, one)
        for one, row in pairs
        if row.is_running and row.legal_deadline and row.legal_deadline < clock.today()
    )
    _name(actor, hired, [reply.consultation for reply in replied if reply.answer != "no"])
    return len(made)


def _owners(rows: Sequence[ClockRow], ours: Mapping[str, User]) -> dict[int, User]:
    """Return who answers which clock: those of their own setting, and a few that wait, so that no tray is empty."""
    urns = {row.pk: row.thread.removeprefix(PREFIX) for row in rows}
    found = {row.pk: ours[urns[row.pk]] for row in rows if urns[row.pk] in ours}
    free = [row for row in rows if row.is_running and row.pk not in found]
    for number, user in enumerate(ours.values()):
        found |= {row.pk: user for row in free[number * EACH : (number + 1) * EACH]}
    return found


def _consultation(actor: Actor, row: ClockRow, number: int, owners: Mapping[int, User]) -> Consultation:
    user, urn = owners.get(row.pk), row.thread.removeprefix(PREFIX)
    organisation = user.membership.organisation if user else None
    has_number = urn.isdigit()
    asked_at = datetime.combine(row.started_on, time(10), clock.LONDON)
    name = organisation.name if organisation else (f"Setting {urn}" if has_number else urn)
    return Consultation(
        authority_id=row.authority_id, case_id=row.case_id, thread=row.thread, organisation=organisation, name=name,
        urn=organisation.urn if organisation else (urn if has_number else ""), asked_for=number % 3 == 0,
        draft_shared=True, ground="consent", consent=CONSENT,
        question=QUESTION, asked_at=asked_at, asked_by=actor.label,
        involvement=_access(actor, row, organisation) if organisation else None,
    )  # fmt: skip


def _access(actor: Actor, row: ClockRow, organisation: Organisation) -> Involvement | None:
    """Open the case to a setting that is consulted still, or that replied not long ago."""
    ends_at = None
    if row.met_on is not None:
        ends_at = datetime.combine(row.met_on, time(15), clock.LONDON) + timedelta(days=READS_ON)
    if not row.is_running and (ends_at is None or ends_at <= clock.now()):
        return None
    return Involvement(
        authority_id=row.authority_id, case_id=row.case_id, organisation=organisation, reason=REASON,
        relation=Involvement.Relation.SETTING, given_by=actor.label, classes=f",{','.join(OPENS)},", ends_at=ends_at,
    )  # fmt: skip


def _reply(one: Consultation, row: ClockRow, number: int, user: User | None) -> ConsultationReply:
    assert row.met_on is not None
    answer, grounds, why, possible_if = REPLIES[number % len(REPLIES)]
    return ConsultationReply(
        authority_id=one.authority_id, consultation=one, answer=answer, grounds=grounds, why=why,
        possible_if=possible_if, written_down=user is None, by=f"user:{user.pk}" if user else one.asked_by,
        by_name=user.display_name if user else "The keyworker", at=datetime.combine(row.met_on, time(15), clock.LONDON),
    )  # fmt: skip


def _chased(actor: Actor, one: Consultation) -> ConsultationStep:
    return ConsultationStep(
        authority_id=one.authority_id, consultation=one, kind=ConsultationStep.Kind.CHASED, by=actor.label,
        by_name="The keyworker", text="Rang the office. The reply is with the head teacher.",
        at=clock.now() - timedelta(days=2),
    )  # fmt: skip


def _name(actor: Actor, hired: Staff, accepted: Sequence[Consultation]) -> None:
    """Decide on the first setting of each case that said it can meet the needs."""
    named: dict[object, Naming] = {}
    for one in accepted:
        named.setdefault(
            one.case_id,
            Naming(
                authority_id=one.authority_id, case_id=one.case_id, number=1, consultation=one, name=one.name,
                family_asked="A school where there are other children who use signs, near home.",
                reason="It can meet the needs in section B, and the family agrees. No ground of the Act was given.",
                by=actor.label, by_name="The keyworker", at=clock.now() - timedelta(days=1),
            ),
        )  # fmt: skip
    Naming.objects.bulk_create(named.values())
