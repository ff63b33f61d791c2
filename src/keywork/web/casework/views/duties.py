"""The register of duties, to read."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keywork.core.explaining import FORCE_WORDS, MARK_WORDS, period_words
from keywork.core.loading import load_register
from keywork.core.register import Duty, Period
from keywork.core.rendering import CONSEQUENCES, PATHWAYS
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.deadlines.queries import authority_settings
from keywork.web.kernel import clock


@policy("duties.read")
@require_safe
def duties(request: HttpRequest) -> HttpResponse:
    """List the duties by pathway, with what the authority has chosen where the law is unclear."""
    actor, register = actor_of(request), load_register()
    pathway, text = request.GET.get("pathway", ""), request.GET.get("text", "").strip().lower()
    found = [
        {"id": d.id, "title": d.title, "owner": register.owner_of(d), "force": FORCE_WORDS[d.force],
         "pathway": PATHWAYS.get(d.pathway, d.pathway), "mark": d.assurance.mark}
        for d in register.duties.values()
        if (not pathway or d.pathway == pathway) and (not text or text in f"{d.id} {d.title}".lower())
    ]  # fmt: skip
    chosen = authority_settings(actor.authority, clock.now())
    changed = [
        rule.labels[chosen[key]]
        for key, rule in register.settings.items()
        if chosen.get(key, rule.default) != rule.default
    ]
    context = {"duties": found, "pathways": PATHWAYS, "pathway": pathway, "text": text, "changed": changed}
    return render(request, "casework/duties.html", context)


@policy("duties.read")
@require_safe
def duty(request: HttpRequest, duty_id: str) -> HttpResponse:
    """Show one duty: who owes it, what starts and meets it, its versions and how firmly it was seen."""
    register = load_register()
    found = register.duties.get(duty_id)
    if found is None:
        raise Http404("There is no such duty.")
    return render(request, "casework/duty.html", {"duty": found, "register": register, **_words(found)})


def _words(duty: Duty) -> dict[str, object]:
    register = load_register()

    def meanings(kinds: tuple[str, ...]) -> list[str]:
        return [register.kinds[kind].meaning for kind in kinds]

    return {
        "name": register.name_of(duty.id),
        "owner": register.owner_of(duty),
        "force": FORCE_WORDS[duty.force],
        "mark": f"{duty.assurance.mark.capitalize()}. {MARK_WORDS[duty.assurance.mark]}",
        "starts": meanings(duty.trigger.events),
        "meets": meanings(duty.met_by),
        "ends": meanings(duty.ended_by),
        "barred": meanings(duty.barred),
        "condition": register.conditions.get(duty.applies_when or ""),
        "consequences": [CONSEQUENCES.get(c, c) for c in duty.consequences],
        "versions": [(v, _period(v.period)) for v in duty.versions],
    }


def _period(period: Period) -> str:
    if period.of:
        which = "earlier" if period.op == "MIN" else "later"
        return f"The {which} of: " + "; ".join(_period(limb) for limb in period.of)
    if period.op == "NONE":
        return f"No number of days: {str(period.attributes['standard']).replace('-', ' ')}"
    return period_words(period)
