"""The loader refuses what a slip of the pen would put into the law, and says where it stands."""

import shutil
from pathlib import Path

import pytest

from keywork.core.loading import LAW, load_register, load_register_from
from keywork.core.rendering import render_events, render_law
from keywork.core.yamlfile import YamlFault
from shared import ROOT

REASSESSMENT = "duties/reassessment.yaml"
FAULTS = [
    (REASSESSMENT, "    per: reassessment\n", "    per: reassessment\n    colour: red\n", "unknown key 'colour'"),
    (REASSESSMENT, "    per: reassessment\n", "    per: reassessment\n    per: plan\n", "stands twice"),
    (
        REASSESSMENT,
        "met_by: [reassessment-agreed",
        "met_by: [reassessment-dreamt",
        "unknown event 'reassessment-dreamt'",
    ),
    (REASSESSMENT, "exceptions: [EX-COVID]", "exceptions: [EX-WEATHER]", "unknown exception 'EX-WEATHER'"),
    (REASSESSMENT, "from: 2014-09-01", "from: 2014-09-31", "2014-09-31 is not a date"),
    (REASSESSMENT, "to: null", "to: 2013-01-01", "is before 'from'"),
    (REASSESSMENT, "kind: limit", "kind: suggestion", "not one of"),
    (REASSESSMENT, "op: DX", "op: ABOUT", "not one of"),
    (REASSESSMENT, "from: trigger}", "from: due:nobody}", "unknown duty 'nobody'"),
    (REASSESSMENT, "calendar: none", "calendar: Lunar", "not one of"),
    ("duties/ehc-assessment.yaml", "        to: 2020-04-30", "        to: 2020-05-02", "versions overlap"),
    ("events/re-assessment.yaml", "counts_as: []", "counts_as: [nothing]", "unknown event 'nothing'"),
    ("exceptions.yaml", "code: EX-EY", "code: EX-EYE", "unknown exception 'EX-EY'"),
]


@pytest.mark.parametrize(("file", "old", "new", "complaint"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_a_fault_names_its_file_and_line(tmp_path: Path, file: str, old: str, new: str, complaint: str) -> None:
    folder = tmp_path / "law"
    shutil.copytree(LAW, folder)
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(YamlFault) as raised:
        load_register_from(folder)
    assert complaint in str(raised.value)
    assert raised.value.line > 1 or "missing" in complaint
    assert folder.name in str(raised.value.path)


def test_a_duty_twice_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "law"
    shutil.copytree(LAW, folder)
    path = folder / REASSESSMENT
    text = path.read_text()
    path.write_text(text.replace("id: reassess-final", "id: reassess-decision"))
    with pytest.raises(YamlFault, match="'reassess-decision' stands twice"):
        load_register_from(folder)


def test_proposals_are_carried_and_never_in_force() -> None:
    register = load_register()
    proposals = [v for duty in register.duties.values() for v in duty.versions if v.proposed]
    assert proposals
    assert not any(version.covers(register.stated_to) for version in proposals)


def test_the_pages_made_from_the_register_are_up_to_date() -> None:
    register = load_register()
    assert (ROOT / "docs" / "law.md").read_text(encoding="utf-8") == render_law(register)
    assert (ROOT / "docs" / "events.md").read_text(encoding="utf-8") == render_events(register)
