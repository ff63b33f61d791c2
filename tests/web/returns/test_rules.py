"""Each rule on a small return: what breaks it, at which item, in CSV and in XML alike, and what does not."""

from pathlib import Path

import pytest

from keywork.core.yamlfile import YamlFault, parse_yaml
from keywork.web.returns.reading.whole import read_return
from keywork.web.returns.rules.catalogue import _case, load_rules
from returns_made import Changes, as_xml, broken, files, read_files, rows_with

DAY = "2024-Nov-11 00:00:00"
REFUSED = {"requestoutcome": "N"}
# rule, what is changed, and where the rule must speak: module, place of the row, field.
BREAKS: list[tuple[str, Changes, tuple[str, int, str | None]]] = [
    ("P01", {("person", 0): {"forename": None}}, ("person", 0, "forename")),
    ("P01", {("person", 0): {"sex": "  "}}, ("person", 0, "sex")),
    ("P02", {("person", 1): {"upnunknown": None}}, ("person", 1, "upn")),
    ("P03", {("person", 0): {"upn": "B895244723076"}}, ("person", 0, "upn")),
    ("P03", {("person", 0): {"upn": "a895244723076"}}, ("person", 0, "upn")),
    ("P03", {("person", 1): {"uniquelearnernumber": "1234567890", "upnunknown": None}}, ("person", 1, "uniquelearnernumber")),
    ("P04", {("person", 1): {"upn": "A895244723076", "upnunknown": None}}, ("person", 0, "upn")),
    ("P05", {("person", 1): {"upnunknown": "UN4"}}, ("person", 1, "upnunknown")),
    ("P05", {("person", 0): {"upnunknown": "UN2"}}, ("person", 0, "upnunknown")),
    ("P06", {("person", 1): {"personbirthdate": "2025-Jan-17 00:00:00"}}, ("person", 1, "personbirthdate")),
    ("P06", {("person", 0): {"personbirthdate": "1998-Jan-01 00:00:00"}}, ("person", 0, "personbirthdate")),
    ("P07", {("person", 1): {"upnunknown": "UN1"}}, ("person", 1, "upnunknown")),
    ("R01", {("requests", 1): {"receiveddate": None}}, ("requests", 1, "receiveddate")),
    ("R01", {("requests", 1): {"receiveddate": "2025-Jan-17 00:00:00"}}, ("requests", 1, "receiveddate")),
    ("R01", {("person", 1): {"personbirthdate": "2024-Dec-11 00:00:00"}}, ("requests", 1, "receiveddate")),
    ("R02", {("requests", 1): {"requestoutcome": "a"}}, ("requests", 1, "requestoutcome")),
    ("R02", {("requests", 1): {"requestoutcome": None}}, ("requests", 1, "requestoutcome")),
    ("R03", {("requests", 0): {"requestoutcomedate": None}}, ("requests", 0, "requestoutcomedate")),
    ("R03", {("requests", 1): {"requestoutcomedate": "2024-Dec-20 00:00:00"}}, ("requests", 1, "requestoutcomedate")),
    ("R04", {("requests", 0): {"requestoutcomedate": "2024-Jan-09 00:00:00"}}, ("requests", 0, "requestoutcomedate")),
    ("R05", {("requests", 1): {"requestoutcome": "Y", "requestoutcomedate": "2024-Dec-20 00:00:00"}}, ("requests", 1, "requestoutcome")),
    ("R05", {("requests", 0): REFUSED}, ("requests", 0, "requestoutcome")),
    ("R06", {("requests", 0): {"requestmediation": "1"}}, ("requests", 0, "requestmediation")),
    ("R06", {("requests", 1): {"requesttribunal": "true"}}, ("requests", 1, "requesttribunal")),
    ("R07", {("requests", 1): {"requestsource": None}}, ("requests", 1, "requestsource")),
    ("R08", {("requests", 1): {"requestoutcome": "H", "receiveddate": "2024-Jan-01 00:00:00"}}, ("requests", 1, "requestoutcome")),
    ("R09", {("requests", 1): {"exported": "895"}}, ("requests", 1, "exported")),
    ("R09", {("requests", 1): {"exported": "Chester"}}, ("requests", 1, "exported")),
    ("R09", {("activeplans", 0): {"transferla": "000"}}, ("activeplans", 0, "transferla")),
    ("A01", {("assessment", 0): {"assessmentoutcome": "y"}}, ("assessment", 0, "assessmentoutcome")),
    ("A02", {("assessment", 0): {"assessmentoutcomedate": None}}, ("assessment", 0, "assessmentoutcomedate")),
    ("A02", {("assessment", 0): {"assessmentoutcome": "H"}}, ("assessment", 0, "assessmentoutcomedate")),
    ("A03", {("assessment", 0): {"assessmentoutcome": "W", "assessmentoutcomedate": None}}, ("assessment", 0, "assessmentoutcome")),
    ("A04", {("namedplan", 0): {"startdate": None}}, ("assessment", 0, "assessmentoutcome")),
    ("A05", {("assessment", 0): {"assessmentoutcomedate": "2024-Feb-09 00:00:00"}}, ("assessment", 0, "assessmentoutcomedate")),
    ("A06", {("assessment", 0): {"week20": None}}, ("assessment", 0, "week20")),
    ("A07", {("assessment", 0): {"assessmentoutcomedate": "2024-May-30 00:00:00"}}, ("assessment", 0, "week20")),
    ("A08", {("namedplan", 0): {"startdate": "2024-May-21 00:00:00"}}, ("assessment", 0, "assessmentoutcomedate")),
    ("C01", {("person", 0): {"ethnicity": "wbri"}}, ("person", 0, "ethnicity")),
    ("C01", {("senneed", 0): {"sentyperank": "3"}}, ("senneed", 0, "sentyperank")),
    ("C01", {("namedplan", 0): {"planres": "C"}}, ("namedplan", 0, "planres")),
    ("F05", {("person", 0): {"surname": " Testing"}}, ("person", 0, "surname")),
    ("F06", {("requests", 1): {"receiveddate": "10/12/2024"}}, ("requests", 1, "receiveddate")),
    ("F06", {("requests", 1): {"receiveddate": "10 December 2024"}}, ("requests", 1, "receiveddate")),
    ("F06", {("requests", 1): {"receiveddate": "20241210"}}, ("requests", 1, "receiveddate")),
    ("F07", {("senneed", 0): {"sentyperank": "1.0"}}, ("senneed", 0, "sentyperank")),
    ("F08", {("requests", 1): {"receiveddate": "45636"}}, ("requests", 1, "receiveddate")),
    ("F08", {("requests", 1): {"receiveddate": "45636.0"}}, ("requests", 1, "receiveddate")),
    ("F10", {("person", 0): {"forename": "Ada 🙂"}}, ("person", 0, "forename")),
    ("F11", {("person", 0): {"forename": "דנה"}}, ("person", 0, "forename")),
    ("F11", {("person", 0): {"forename": "Ada\u2067"}}, ("person", 0, "forename")),
    ("F12", {("person", 0): {"forename": "=1+1"}}, ("person", 0, "forename")),
    ("F12", {("requests", 0): {"requestsource": "=2"}}, ("requests", 0, "requestsource")),
    ("F15", {("person", 0): {"forename": "A" * 101}}, ("person", 0, "forename")),
    ("F16", {("requests", 0): {"rya": "no"}}, ("requests", 0, "rya")),
    ("F17", {("requests", 1): {"receiveddate": "2023-Feb-29 00:00:00"}}, ("requests", 1, "receiveddate")),
    ("F17", {("requests", 1): {"receiveddate": "09/31/2024"}}, ("requests", 1, "receiveddate")),
    ("F17", {("requests", 1): {"receiveddate": "tbc"}}, ("requests", 1, "receiveddate")),
    ("F18", {("person", 0): {"forename": "Ada\nMay"}}, ("person", 0, "forename")),
    ("F20", {("person", 0): {"forename": "Ada & May"}}, ("person", 0, "forename")),
    ("F21", {("person", 0): {"forename": "Ada\u00a0May"}}, ("person", 0, "forename")),
]  # fmt: skip
# Changes that look like a fault and are none.
FINE: dict[str, Changes] = {
    "nothing changed": {},
    "a temporary UPN": {("person", 0): {"upn": "Q89524472307A"}},
    "a refusal overturned at mediation": {("requests", 0): {**REFUSED, "requestmediation": "1"}},
    "26 next day": {("person", 0): {"personbirthdate": "1998-Jan-02 00:00:00"}},
    "exactly 140 days": {("assessment", 0): {"assessmentoutcomedate": "2024-May-29 00:00:00"}, ("namedplan", 0): {"startdate": "2024-May-29 00:00:00"}},
    "over 140 days with an exception": {("assessment", 0): {"week20": "1", "assessmentoutcomedate": "2024-Jun-29 00:00:00"}, ("namedplan", 0): {"startdate": "2024-Jun-29 00:00:00"}},
    "received on the day of birth": {("person", 1): {"personbirthdate": "2024-Dec-10 00:00:00", "upnunknown": "UN1"}},
    "moved in from another authority": {("activeplans", 0): {"transferla": "896"}},
    "a name with an accent, an apostrophe and a hyphen": {("person", 0): {"surname": "O'Brádaigh-Łuk"}},
}  # fmt: skip


def at(row: tuple[str, int, str | None], form: str, changes: Changes) -> tuple[str, str | None]:
    module, place, field = row
    rows = rows_with(changes)
    if form == "csv":
        return rows[module][place][f"{module}tableid"], field
    paths = {
        "person": f"person[{place + 1}]",
        "requests": f"person[{place + 1}]/requests[1]",
        "assessment": "person[1]/requests[1]/assessment[1]",
        "namedplan": "person[1]/requests[1]/assessment[1]/namedplan[1]",
        "activeplans": "person[1]/requests[1]/activeplans[1]",
        "senneed": "person[1]/requests[1]/activeplans[1]/senneed[1]",
    }
    return paths[module], field


def found_in(form: str, changes: Changes, tmp_path: Path) -> set[tuple[str, str, str | None]]:
    rows = rows_with(changes)
    if form == "csv":
        return broken(read_files(files(rows), tmp_path / "return"))
    path = tmp_path / "return.xml"
    path.write_text(as_xml(rows), encoding="utf-8")
    return broken(read_return(path))


@pytest.mark.parametrize("form", ["csv", "xml"])
@pytest.mark.parametrize(("rule", "changes", "row"), BREAKS)
def test_a_fault_is_found_at_its_row_and_field(
    rule: str, changes: Changes, row: tuple[str, int, str | None], form: str, tmp_path: Path
) -> None:
    assert (rule, *at(row, form, changes)) in found_in(form, changes, tmp_path)


@pytest.mark.parametrize("form", ["csv", "xml"])
@pytest.mark.parametrize("name", FINE)
def test_what_only_looks_like_a_fault_is_let_be(name: str, form: str, tmp_path: Path) -> None:
    assert found_in(form, FINE[name], tmp_path) == set()


@pytest.mark.parametrize("text", ["31/09/2024", "unknown"])
def test_a_date_that_cannot_be_read_is_one_fault_and_not_also_a_missing_date(text: str, tmp_path: Path) -> None:
    found = found_in("csv", {("requests", 0): {"requestoutcomedate": text}}, tmp_path)
    assert found == {("F17", "20", "requestoutcomedate")}


def test_a_joiner_is_part_of_a_persian_name_and_hidden_in_an_english_one(tmp_path: Path) -> None:
    changes: Changes = {("person", 0): {"forename": "نوش\u200cآفرین"}, ("person", 1): {"forename": "Bo\u200c"}}
    assert found_in("csv", changes, tmp_path) == {("F11", "10", "forename"), ("F21", "11", "forename")}


def test_two_open_requests_are_asked_about_at_the_person(tmp_path: Path) -> None:
    second = {
        "requeststableid": "22",
        "persontableid": "11",
        "receiveddate": DAY,
        "requestsource": "1",
        "requestoutcome": "A",
    }
    assert broken(read_files(files(rows_with({}, {"requests": [second]})), tmp_path)) == {("R10", "11", None)}


def test_every_rule_says_what_to_do_and_names_nobody() -> None:
    for rule in load_rules():
        assert rule.say.endswith("."), rule.id
        assert len(rule.say.split(". ")) > 1 or len(rule.say) > 60, rule.id
        assert rule.dfe_code == ""


def test_a_finding_says_which_fault_it_is(tmp_path: Path) -> None:
    staged = read_files(files(rows_with({("person", 0): {"forename": None}})), tmp_path)
    assert [found.message for found in staged.findings] == ["The forename is blank. Enter it."]


@pytest.mark.parametrize(
    "condition",
    ["{item: surnam, blank: 'yes'}", "{item: nobody.surname, blank: 'yes'}", "{child: visits, exists: 'no'}", "{item: surname, blink: 'yes'}",
     "{item: receiveddate, before: person.birthday}", "{count_of: requests, at_least: '2', any: [{item: outcome, in: [A]}]}"],
)  # fmt: skip
def test_a_rule_about_what_a_return_does_not_have_is_refused(condition: str) -> None:
    page = parse_yaml(f"cases: [{{field: surname, when: [{condition}]}}]", "rules.yaml")
    with pytest.raises(YamlFault, match=r"rules.yaml:1"):
        _case(page.blocks("cases")[0], "Say so.")


def test_every_rule_of_the_five_families_is_in_the_catalogue() -> None:
    listed = {
        f"{letter}{n:02}"
        for letter, last in (("F", 23), ("P", 7), ("R", 10), ("A", 8), ("C", 1))
        for n in range(1, last + 1)
    }
    assert listed <= {rule.id for rule in load_rules()}
