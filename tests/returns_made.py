"""Small returns made for a test: nine CSV files or XML, right in every rule until a test changes something."""

import io
import zipfile
from pathlib import Path

from keywork.web.returns.reading.whole import read_return
from keywork.web.returns.schema import load_schema
from keywork.web.returns.staging import StagedReturn

# One child with a plan, and one whose request is still open, without a fault.
ROWS: dict[str, list[dict[str, str]]] = {
    "sen2": [{"sen2tableid": "1", "collection": "SEN2", "year": "2025", "referencedate": "2025-Jan-16 00:00:00", "sourcelevel": "L", "lea": "895"}],
    "person": [
        {"persontableid": "10", "sen2tableid": "1", "surname": "Testing", "forename": "Ada", "personbirthdate": "2015-Jan-01 00:00:00", "sex": "F", "ethnicity": "WBRI", "upn": "A895244723076"},
        {"persontableid": "11", "sen2tableid": "1", "surname": "Tester", "forename": "Bo", "personbirthdate": "2016-Feb-29 00:00:00", "sex": "M", "ethnicity": "REFU", "upnunknown": "UN8"},
    ],
    "requests": [
        {"requeststableid": "20", "persontableid": "10", "receiveddate": "2024-Jan-10 00:00:00", "requestsource": "2", "rya": "0", "requestoutcomedate": "2024-Feb-10 00:00:00", "requestoutcome": "Y", "requestmediation": "0", "requesttribunal": "0"},
        {"requeststableid": "21", "persontableid": "11", "receiveddate": "2024-Dec-10 00:00:00", "requestsource": "1", "rya": "0", "requestoutcome": "A"},
    ],
    "assessment": [{"assessmenttableid": "30", "requeststableid": "20", "assessmentoutcome": "Y", "assessmentoutcomedate": "2024-May-20 00:00:00", "assessmentmediation": "0", "assessmenttribunal": "0", "othermediation": "0", "othertribunal": "0", "week20": "0"}],
    "namedplan": [{"namedplantableid": "40", "assessmenttableid": "30", "startdate": "2024-May-20 00:00:00", "pb": "0", "oa": "0"}],
    "plandetail": [{"plandetailtableid": "50", "namedplantableid": "40", "urn": "900001", "placementrank": "1", "senunitindicator": "0", "resourcedprovisionindicator": "0"}],
    "activeplans": [{"activeplanstableid": "60", "requeststableid": "20"}],
    "placementdetail": [{"placementdetailtableid": "70", "activeplanstableid": "60", "urn": "900001", "placementrank": "1", "entrydate": "2024-Sep-03 00:00:00", "senunitindicator": "0", "resourcedprovisionindicator": "0"}],
    "senneed": [{"senneedtableid": "80", "activeplanstableid": "60", "sentype": "ASD", "sentyperank": "1"}],
}  # fmt: skip
Changes = dict[tuple[str, int], dict[str, str | None]]


def columns(module: str, year: int = 2025) -> list[str]:
    """The columns of a module as COLLECT exports them."""
    found = load_schema().modules[module]
    keys = [found.key, "NativeId", f"{module}orderseqcolumn", "sourceid"] + (
        [found.parent_key] if found.parent_key else []
    )
    return keys + [item.name for item in found.items if item.belongs_to(year)]


def rows_with(
    changes: Changes, added: dict[str, list[dict[str, str]]] | None = None
) -> dict[str, list[dict[str, str]]]:
    """The small return's rows with some values changed (None takes one away) and some rows added."""
    rows = {module: [dict(row) for row in listed] for module, listed in ROWS.items()}
    for module, listed in (added or {}).items():
        rows[module] += listed
    for (module, place), values in changes.items():
        for name, value in values.items():
            if value is None:
                rows[module][place].pop(name, None)
            else:
                rows[module][place][name] = value
    return rows


def cell(text: str) -> str:
    """A cell as CSV writes it."""
    return '"' + text.replace('"', '""') + '"' if set(text) & set(',"\r\n') else text


def csv_text(module: str, rows: list[dict[str, str]], year: int = 2025) -> str:
    """One module as a CSV file."""
    names = columns(module, year)
    lines = [",".join(names)]
    for row in rows:
        full = {"NativeId": "895", "sourceid": "1", f"{module}orderseqcolumn": "1", **row}
        lines.append(",".join(cell(full.get(name, "")) for name in names))
    return "\n".join(lines) + "\n"


def files(rows: dict[str, list[dict[str, str]]] | None = None, year: int = 2025) -> dict[str, str | bytes]:
    """The nine CSV files by name."""
    return {f"Blade-Export_14-03-{year}_{m}.csv": csv_text(m, r, year) for m, r in (rows or ROWS).items()}


def name_of(module: str, year: int = 2025) -> str:
    """The name of a module's file."""
    return f"Blade-Export_14-03-{year}_{module}.csv"


def zipped(content: dict[str, str | bytes]) -> bytes:
    """Files packed into an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return out.getvalue()


def read_files(content: dict[str, str | bytes], folder: Path) -> StagedReturn:
    """Write the files into a folder and read it as a return."""
    folder.mkdir(exist_ok=True)
    for name, text in content.items():
        (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return read_return(folder)


def broken(staged: StagedReturn) -> set[tuple[str, str, str | None]]:
    """What was found: rule, row, field."""
    return {(found.rule, found.row_id, found.field) for found in staged.findings}


def as_xml(rows: dict[str, list[dict[str, str]]] | None = None) -> str:
    """The same return as XML, with dates as XML writes them."""
    rows = rows or ROWS
    header = "".join(
        f"<{tag}>{_iso(rows['sen2'][0][tag.lower()])}</{tag}>"
        for tag in ("Collection", "Year", "ReferenceDate", "SourceLevel", "LEA")
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Message><Header>{header}</Header><Persons>{_elements("person", "1", rows)}</Persons></Message>'


def _elements(module: str, parent: str, rows: dict[str, list[dict[str, str]]]) -> str:
    schema = load_schema()
    found = schema.modules[module]
    text = ""
    for row in rows[module]:
        if row.get(found.parent_key or "", parent) != parent:
            continue
        items = "".join(f"<{i.xml}>{_iso(row[i.name])}</{i.xml}>" for i in found.items if i.name in row)
        inner = "".join(_elements(child.name, row[found.key], rows) for child in schema.children_of(module))
        text += f"<{found.element}>{items}{inner}</{found.element}>"
    return text


def _iso(text: str) -> str:
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    parts = text.removesuffix(" 00:00:00").split("-")
    if len(parts) == 3 and parts[1] in months:
        text = f"{parts[0]}-{months.index(parts[1]) + 1:02}-{parts[2]}"
    return text.replace("&", "&amp;").replace("<", "&lt;")
