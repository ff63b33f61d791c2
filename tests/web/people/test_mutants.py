"""Each fault that is put into a rule of access is noticed; what cannot be noticed is listed with the reason."""

import json
import os
from collections.abc import Callable

import pytest
from django.db import transaction

import core.test_rights as about_rights
from shared import ROOT
from torture.access_world import ask, make_access_world
from torture.mutants import Mutant, in_place, mutants

WHOLE = bool(os.environ.get("KEYWORK_TORTURE"))
ONE_IN = 1 if WHOLE else 9
EQUIVALENT = json.loads((ROOT / "tests" / "torture" / "equivalent_mutants.json").read_text(encoding="utf-8"))
RULES = ("keywork.web.people.relations", "keywork.web.people.policy")
PREDICATES = ("decide", "check_can", "can", "Everything", "Nothing", "Either", "Reach", "Predicate")
RIGHTS = (
    about_rights.test_the_last_friday_in_june,
    about_rights.test_a_parent_goes_on_seeing_the_record_only_by_agreement_or_capacity,
    about_rights.test_capacity_is_asked_about_each_decision_by_itself,
    about_rights.test_a_later_decision_replaces_an_earlier_one_and_a_past_one_lapses,
    about_rights.test_without_a_birth_date_nobody_is_named,
    about_rights.test_rights_do_not_pass_on_the_sixteenth_birthday,
    about_rights.test_every_decision_has_words_and_every_holder_a_reason,
)


def survivors(found: list[Mutant], check: Callable[[], object]) -> list[str]:
    """Put each mutant in place, ask, and return those that nobody noticed and nobody listed."""
    alive = []
    for mutant in found:
        if mutant.name in EQUIVALENT:
            continue
        try:
            with in_place(mutant), transaction.atomic():
                check()
                alive.append(mutant.name)
                raise RuntimeError("undo")
        except Exception:
            continue
    return alive


def told(part: str, found: list[Mutant], alive: list[str]) -> None:
    listed = [mutant.name for mutant in found if mutant.name in EQUIVALENT]
    figures = {"mutants": len(found), "equivalent": len(listed), "survived": len(alive)}
    figures["killed"] = len(found) - len(listed) - len(alive)
    print(part, figures, *alive, sep="\n  ")
    if WHOLE:
        path = ROOT / "var" / "figures" / "mutants.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        before = json.loads(path.read_text()) if path.exists() else {}
        path.write_text(json.dumps(before | {part: figures}, indent=1) + "\n")
    assert alive == []
    assert figures["killed"] > 0


@pytest.mark.django_db
def test_every_fault_in_a_rule_about_cases_is_noticed() -> None:
    """AZ-19: relations, how they join, and what is taken away."""
    world = make_access_world()
    assert ask(world) > 100
    found = [one for module in RULES for one in mutants(module)]
    found += mutants("keywork.web.accounts.policy", PREDICATES)
    some = found[::ONE_IN]
    told("cases", some, survivors(some, lambda: ask(world)))


def test_every_fault_in_whose_the_rights_are_is_noticed() -> None:
    """AZ-19, AZ-14: who holds a right, and what a parent may see."""
    some = list(mutants("keywork.core.rights"))[:: 1 if WHOLE else 4]
    alive = []
    for mutant in some:
        if mutant.name not in EQUIVALENT:
            try:
                with in_place(mutant):
                    for check in RIGHTS:
                        check()
                alive.append(mutant.name)
            except Exception:
                continue
    told("rights", some, alive)
