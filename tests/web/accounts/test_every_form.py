"""Every form of the site, filled in as nobody means to: never a fault of ours, and nothing that cannot be read again.

Eight fillings of each form; ``make torture-forms`` tries twenty thousand and tells how many.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from random import Random

import pytest
from django.apps import apps
from django.test import Client
from django_scopes import scopes_disabled
from lxml import html

from access_probes import Counted, Visitors, form, tell
from keywork.web.accounts.models import Role
from site_routes import ROUTES, address, in_every_run
from world_made import World, make_world

pytestmark = pytest.mark.django_db
WHOLE = bool(os.environ.get("KEYWORK_FIGURES"))
EACH = int(os.environ.get("KEYWORK_FILLINGS", "340" if WHOLE else "8"))
TYPED = (
    "plans.Plan", "plans.PlanCheck", "plans.PlanVersion",
    "representations.Representation", "representations.RepresentationPoint", "representations.PointReply",
    "placements.Consultation", "placements.ConsultationReply", "placements.ConsultationStep", "placements.Naming",
    "exceptions.Reliance", "exceptions.RelianceStep", "documents.Document", "documents.RedactionDraft",
    "messaging.Needs", "messaging.NoticePreference", "messaging.Thread", "messaging.Written",
    "advice.AdviceDraft", "advice.AdviceRequest", "advice.AdviceStep", "advice.AdviceVersion", "accounts.Organisation", "accounts.Team",
    "accounts.User", "casework.Note", "deadlines.LawSetting", "people.Barrier",
    "assessments.Asking", "assessments.AssessmentRequest", "panels.AgendaItem", "panels.AssessmentDecision",
    "panels.MemberView", "meetings.ArrangedMeeting", "meetings.MeetingNotes", "meetings.NotesCorrection", "panels.Panel", "panels.PanelMeeting", "panels.PanelMember", "panels.Recommendation", "panels.Seat",
    "accounts.Organisation", "accounts.Team", "accounts.User", "casework.Note", "deadlines.LawSetting", "people.Barrier",
    "people.CapacityDecision", "people.FamilyMember", "people.Involvement", "people.SharingAgreement",
    "vaults.BrokenGlass", "vaults.ContactPoint", "vaults.Reveal",
)  # fmt: skip
# A name as people have them, and what is none: all of it may stand in a text.
NAMES = [
    "X", "Ṣọlá", "Łucja O’Brien-Ó Súilleabháin", "Nguyễn Thị", "王小明", "محمد", "עברית", "Null", "None", "undefined",
    "D'Arcy", "de la Cruz", "Zoë", "Ａｄａ", "👩‍🦽 Ada", "e\u0301", "\u202eadA\u202c", "ﬁona", "İpek", "ß", "a" * 300,
    "Anne  Marie", " Ada ", "ADA", "-", ".", "O’", "Mc Donald", "Jr.", "III",
]  # fmt: skip
HOSTILE = [
    "", " ", "\x00", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "x" * 70_000, "'; DROP TABLE people;--", "\" OR 1=1 --",
    "<script>alert(1)</script>", "{{7*7}}", "{0.__class__}", "%s%n", "${jndi:ldap://x}", "../../etc/passwd", "=1+1",
    "@SUM(A1)", "\r\nSet-Cookie: a=b", "\t", "1e400", "NaN", "-1", "0", "99999999999999999999", "²", "٣", "2026-02-30",
    "29", "31", "0001", "10000", "true", "[]", "{}", "null", "01234567-89ab-7cde-8f01-23456789abcd", "a@b", "\u2028",
]  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A form of a page, as a browser would send it."""

    page: str
    action: str
    fields: dict[str, str]
    choices: dict[str, list[str]] = field(default_factory=dict)


def forms_of(page: str, body: bytes) -> list[Found]:
    found = []
    for one in html.fromstring(body).forms if body.strip() else ():
        if one.method != "POST":
            continue
        fields = {name: one.fields[name] or "" for name in one.fields if name}
        choices = {
            control.name: [o.get("value", "") for o in control.iter("option")]
            for control in one.iter("select")
            if control.name
        }
        for control in one.iter("input"):
            if control.get("type") in {"radio", "checkbox"} and control.name:
                choices.setdefault(control.name, []).append(control.get("value", "on"))
        for button in one.iter("button"):
            if button.get("name"):
                choices.setdefault(button.get("name"), []).append(button.get("value", ""))
        found.append(Found(page, one.action or page, fields, choices))
    return found


def all_forms(world: World, visitors: Visitors) -> dict[tuple[str, str, tuple[str, ...]], tuple[str, Found]]:
    """Return every different form of the site, with somebody who is shown it."""
    found: dict[tuple[str, str, tuple[str, ...]], tuple[str, Found]] = {}
    for route in in_every_run(ROUTES):
        page = address(route, world)
        for role in Role.values:
            with visitors.asking(role, "GET", page) as answer:
                if answer.status != 200 or "html" not in answer.response.headers.get("Content-Type", ""):
                    continue
                for one in forms_of(page, answer.body):
                    found.setdefault((route.name, one.action.split("?")[0], tuple(sorted(one.fields))), (role, one))
    return found


def filled(one: Found, random: Random) -> dict[str, object]:
    """Fill a form in: most of it as it should be, so that what is wrong comes as far as it can."""
    sent: dict[str, object] = {}
    for name in {*one.fields, *one.choices}:
        chance = random.random()
        if chance < 0.08:
            continue
        if name in one.choices and chance < 0.75:
            sent[name] = random.choice(one.choices[name])
        elif chance < 0.45:
            sent[name] = one.fields.get(name, "") or random.choice(NAMES)
        elif chance < 0.7:
            sent[name] = random.choice(("1", "9", "28", "2026", "2031", "Told by the social worker on the telephone."))
        else:
            sent[name] = random.choice((*NAMES, *HOSTILE))
    if random.random() < 0.1:
        sent[random.choice(HOSTILE)[:50] or "x"] = random.choice(HOSTILE)
    return sent


def test_no_form_breaks_whatever_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """IN-30 and UN-01: never 5xx, and whatever was taken can be read from the database again."""
    world, counted = make_world(), Counted()
    visitors, random = Visitors(world), Random(30)
    found = all_forms(world, visitors)
    taken = 0
    for role, one in found.values():
        for _ in range(EACH):
            with visitors.asking(role, "POST", one.action, **form(filled(one, random))) as answer:
                counted.note(f"{one.action} of {one.page} answered {answer.status}" if answer.status >= 500 else None)
                if answer.status == 302:
                    taken += 1
                    counted.wrong += _unreadable()
    tell("forms", counted, forms=len(found), taken=taken)
    assert not counted.wrong[:20]
    assert len(found) >= len(in_every_run(ROUTES)) / 5
    assert taken > counted.asked / 50


def _unreadable() -> list[str]:
    """Read every row of what people type: each text as long as it may be at most, each choice one of those there are."""
    wrong = []
    with scopes_disabled():
        for model in map(apps.get_model, TYPED):
            for row in model._base_manager.all():
                for one in row._meta.concrete_fields:
                    value = getattr(row, one.attname)
                    if isinstance(value, str) and one.max_length and len(value) > one.max_length:
                        wrong.append(f"{row._meta.label}.{one.name} is {len(value)} long")
                    if one.choices and value and value not in dict(one.flatchoices):
                        wrong.append(f"{row._meta.label}.{one.name} is none of its choices")
    return wrong


def test_a_form_of_the_site_is_found_and_filled_in() -> None:
    """What looks for forms finds the one to record an entry, with its day."""
    world = make_world()
    visitors = Visitors(world)
    page = f"/cases/{world.mine.pk}/record/decided-to-assess/"
    with visitors.asking(Role.KEYWORKER, "GET", page) as answer:
        (one,) = [one for one in forms_of(page, answer.body) if one.action == page]
    assert {"on-day", "on-month", "on-year"} <= one.fields.keys()
    assert Client().post(page).status_code == 302
