"""The register as pages that an officer can read, generated from the data."""

from __future__ import annotations

from collections.abc import Iterable

from keywork.core.explaining import FORCE_WORDS, MARK_WORDS, period_words
from keywork.core.register import Duty, EventKind, ExceptionRule, Period, Register, Version

PATHWAYS = {
    "ehc-assessment": "Request, assessment and plan",
    "reassessment": "Re-assessment",
    "annual-review": "Annual review and amendment",
    "phase-transfer": "Phase transfer",
    "transfer-between-authorities": "Moves between authorities",
    "ceasing": "Ceasing to maintain a plan",
    "mediation-and-appeal": "Mediation, appeal and tribunal orders",
    "custody": "Custody",
    "personal-budget": "Personal budgets and direct payments",
    "sen-support": "SEN support, settings and the area",
    "autism": "Autism and waiting times",
    "social-care": "Social care",
    "complaint": "Complaints",
    "information-rights": "Information rights and claims",
    "local-standard": "Local standards and inspection",
}
CONSEQUENCES = {
    "FTT": "appeal to the First-tier Tribunal",
    "LGSCO": "Local Government and Social Care Ombudsman",
    "JR": "judicial review",
    "SoS": "complaint to the Secretary of State",
    "PHSO": "Parliamentary and Health Service Ombudsman",
    "SEN2": "counted in national statistics",
    "management": "nobody outside",
}
TABLE_HEAD = (
    "| event | what it means | repeats by | fields | also counts as |",
    "| --- | --- | --- | --- | --- |",
)


def render_law(register: Register) -> str:
    """Return the whole register as Markdown, by pathway.

    Args:
        register: the law.
    """
    lines = [
        "# The register of duties",
        "",
        f"Made from `src/keywork/law` by `keywork law render`. The law is stated to {register.stated_to:%-d %B %Y}.",
        "It is a working aid, not legal advice. Each row carries how firmly its text was seen.",
        "",
    ]
    for pathway in dict.fromkeys(duty.pathway for duty in register.duties.values()):
        duties = [duty for duty in register.duties.values() if duty.pathway == pathway]
        lines += [f"## {PATHWAYS.get(pathway, pathway)}", ""]
        lines += [render_duty(duty, register) for duty in duties]
    lines += [
        "## Exceptions",
        "",
        "An exception disapplies a limit. It gives no new date, and none is ever applied by itself.",
        "",
    ]
    lines += [line for rule in register.exceptions.values() for line in _exception(rule)]
    lines += ["## Where the law is unclear", "", *_questions(register)]
    lines += ["## Calendars", "", *(f"- **{c.name}**: {c.meaning}" for c in register.calendars.values()), ""]
    lines += ["## Dates that move", "", *(f"- **{name}**: {text}" for name, text in register.rolls.items()), ""]
    return "\n".join(lines)


def render_duty(duty: Duty, register: Register) -> str:
    """Return one duty as Markdown.

    Args:
        duty: the duty.
        register: the law it belongs to.
    """
    lines = [
        f"### {duty.id}",
        "",
        f"**{duty.title}**",
        "",
        f"- Owed by: {_plain(duty.owner)}. {FORCE_WORDS[duty.force]}.",
        f"- Sort of clock: {_plain(duty.kind)}, one for each {_plain(duty.per)}.",
        f"- Starts ({duty.trigger.pick} of): {_meanings(duty.trigger.events, register)}",
    ]
    if duty.met_by:
        lines.append(f"- Met by: {_meanings(duty.met_by, register)}")
    if duty.ended_by:
        lines.append(f"- Ended without being met by: {_meanings(duty.ended_by, register)}")
    if duty.barred:
        lines.append(f"- Must not happen meanwhile: {_meanings(duty.barred, register)}")
    if duty.applies_when:
        lines.append(f"- Applies when: {register.conditions[duty.applies_when]}")
    lines += [_version(version) for version in duty.versions]
    if duty.consequences:
        lines.append(f"- If it is missed: {', '.join(CONSEQUENCES.get(c, c) for c in duty.consequences)}.")
    lines.append(f"- Assurance: **{duty.assurance.mark}**. {MARK_WORDS[duty.assurance.mark]}")
    lines += [f"  - {part}: {mark}" for part, mark in duty.assurance.parts.items()]
    if duty.notes:
        lines += ["", duty.notes]
    return "\n".join([*lines, ""])


def _plain(code: str) -> str:
    return code.replace("-", " ")


def _meanings(kinds: Iterable[str], register: Register) -> str:
    return "; ".join(f"`{kind}`" for kind in kinds if kind in register.kinds)


def _version(version: Version) -> str:
    if version.proposed:
        return f"- **Proposed, not law, never computed**: {_period(version.period)} {version.citation}."
    ends = f" to {version.ends:%-d %B %Y}" if version.ends else ""
    since = f"{version.starts:%-d %B %Y}" if version.starts else ""
    calendar = f" Working days: {version.calendar}." if version.calendar != "none" else ""
    roll = f" Roll: {_plain(version.roll.replace('_', '-'))}." if version.roll != "none" else ""
    excused = f" Exceptions: {', '.join(version.exceptions)}." if version.exceptions else ""
    note = f" {version.note}" if version.note else ""
    return f"- From {since}{ends}: {_period(version.period)}{calendar}{roll}{excused} *{version.citation}*{note}"


def _period(period: Period) -> str:
    if period.op in {"MIN", "MAX"}:
        which = "earlier" if period.op == "MIN" else "later"
        return f"the {which} of: " + "; ".join(_period(limb).rstrip(".") for limb in period.of) + "."
    if period.op == "NONE":
        return f"no number of days ({_plain(str(period.attributes['standard']))})."
    return f"{period_words(period)}."


def _exception(rule: ExceptionRule) -> list[str]:
    ends = f" to {rule.ends:%-d %B %Y}" if rule.ends else ""
    lines = [
        f"### {rule.code}",
        "",
        f"**{rule.title}**",
        "",
        f"- Test: {rule.words}",
        f"- Worked as: `{rule.formula}`",
        f"- From {rule.starts:%-d %B %Y}{ends}. *{rule.citation}*",
        f"- Reaches: {', '.join(f'`{duty}`' for duty in rule.applies_to)}",
        f"- Assurance: **{rule.assurance.mark}**. {MARK_WORDS[rule.assurance.mark]}",
        *(f"  - {part}: {mark}" for part, mark in rule.assurance.parts.items()),
    ]
    return [*lines, *(["", rule.notes] if rule.notes else []), ""]


def _questions(register: Register) -> list[str]:
    lines = ["An authority may answer these its own way; every page says so where it has.", ""]
    for rule in register.settings.values():
        lines += [f"- **{rule.key}** (question {rule.no}): {rule.question} Chosen: {rule.chosen}"]
        lines += [
            f"  - `{value}`{' (default)' if value == rule.default else ''}: {rule.labels[value]}"
            for value in rule.values
        ]
    lines += ["", "The register decides these.", ""]
    return [*lines, *(f"- Question {q.no}: {q.question} Chosen: {q.chosen}" for q in register.fixed), ""]


def render_events(register: Register) -> str:
    """Return the catalogue of event kinds as Markdown, by section.

    Args:
        register: the law.
    """
    lines = ["# The catalogue of events", "", "Made from `src/keywork/law/events` by `keywork law render`.", ""]
    for section in dict.fromkeys(kind.section for kind in register.kinds.values()):
        lines += [
            f"## {section}",
            "",
            "| event | what it means | repeats by | fields | also counts as |",
            "| --- | --- | --- | --- | --- |",
        ]
        lines += [_kind_row(kind) for kind in register.kinds.values() if kind.section == section]
        lines.append("")
    return "\n".join(lines)


def _kind_row(kind: EventKind) -> str:
    fields = "; ".join(f"`{name}` {text}" for name, text in kind.fields.items())
    also = ", ".join(f"`{name}`" for name in kind.counts_as)
    return f"| `{kind.name}` | {kind.meaning} | {kind.thread or 'the whole case'} | {fields} | {also} |"
