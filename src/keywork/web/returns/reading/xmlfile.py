"""Reading a return as XML, element by element, trusting nothing."""

from __future__ import annotations

import io
from collections import defaultdict

from lxml import etree

from keywork.web.returns.reading import limits
from keywork.web.returns.reading.containers import Found
from keywork.web.returns.reading.csvfiles import read_header
from keywork.web.returns.reading.values import Values
from keywork.web.returns.rules.catalogue import rule_of
from keywork.web.returns.rules.engine import finding
from keywork.web.returns.schema import Module, Schema, load_schema
from keywork.web.returns.staging import WHOLE_FILE, RefusedReturn, Row, StagedReturn

PERSONS = "persons"
NOT_XML = "The file cannot be read as XML near line {line}. It may be cut off: export it again."


def read_xml(file: Found, staged: StagedReturn) -> None:
    """Read an XML return into a staged return.

    Raises:
        RefusedReturn: it is not XML, declares a document type, is nested too deeply, or is not a return.
    """
    head = file.content[:65536]
    if b"<!DOCTYPE" in head.upper().replace(b"\x00", b"") or b"<!ENTITY" in head.upper().replace(b"\x00", b""):
        raise RefusedReturn("The file declares a document type, which a return never does. It was not read.")
    staged.source = "xml"
    reader = XmlReader(staged)
    parsing = etree.iterparse(
        io.BytesIO(file.content), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        for event, element in parsing:
            if event == "start":
                reader.start(element)
            else:
                reader.end(element)
    except etree.XMLSyntaxError as error:
        raise RefusedReturn(NOT_XML.format(line=error.lineno or 1)) from error
    reader.finish()
    staged.files_read.append(file.name)


class XmlReader:
    """The state of reading: where we are, and the rows that are open."""

    def __init__(self, staged: StagedReturn) -> None:
        self.staged, self.schema = staged, load_schema()
        self.depth = 0
        self.open_rows: list[Row] = []
        self.counts: list[dict[str, int]] = [defaultdict(int)]
        self.values = {name: Values() for name in self.schema.modules}
        self.header: dict[str, str] = {}
        self.in_persons = False

    def start(self, element: etree._Element) -> None:
        """Meet the beginning of an element."""
        self.depth += 1
        if self.depth > limits.DEPTH:
            raise RefusedReturn("The file nests elements more deeply than a return does. It was not read.")
        if self.depth == 1 and element.getroottree().docinfo.doctype:
            raise RefusedReturn("The file declares a document type, which a return never does. It was not read.")
        name = _name(element)
        self.in_persons = self.in_persons or name == PERSONS
        module = self.schema.by_element.get(name)
        if module is None or not self._belongs(module):
            return
        counts = self.counts[-1]
        counts[module.name] += 1
        parent = self.open_rows[-1] if self.open_rows else None
        path = f"{parent.path}/" if parent else ""
        path += f"{module.name}[{counts[module.name]}]"
        row = Row(module.name, path, parent.path if parent else None, {}, {}, path=path, line=element.sourceline)
        if not element.tag.endswith(module.element):
            self._about("F04", row, None)
        self.open_rows.append(row)
        self.counts.append(defaultdict(int))

    def _belongs(self, module: Module) -> bool:
        inside = self.open_rows[-1].module if self.open_rows else "sen2"
        return self.in_persons and module.parent == inside

    def end(self, element: etree._Element) -> None:
        """Meet the end of an element."""
        self.depth -= 1
        row = self.open_rows[-1] if self.open_rows else None
        name = _name(element)
        if row is not None and name == self.schema.modules[row.module].element.lower():
            self._close(row)
        elif row is not None:
            self._item(row, element, name)
        elif not self.in_persons:
            self._header_item(element, name)
        if row is None or self.depth <= 2:
            element.clear()

    def _header_item(self, element: etree._Element, name: str) -> None:
        if name in self.schema.modules["sen2"].by_name and len(element) == 0:
            self.header.setdefault(name, element.text or "")

    def _item(self, row: Row, element: etree._Element, name: str) -> None:
        module = self.schema.modules[row.module]
        plain = module.spellings.get(name, name)
        item = module.by_name.get(plain)
        text = "".join(element.itertext())
        if len(text) > limits.CELL:
            raise RefusedReturn("The file holds a value longer than any in a return. It was not read.")
        if item is None or len(element) or not item.belongs_to(self._year()):
            row.raw.setdefault(plain[:60], text)
            self._about("F22", row, plain[:60])
            if item is None or len(element):
                return
        if etree.QName(element).localname != item.xml:
            self._about("F04", row, plain)
        row.raw[plain] = text
        place = len(self.staged.rows[row.module])
        value, broken = self.values[row.module].read(item, text, place)
        row.typed[item.becomes or plain] = value
        for rule in broken:
            self._about(rule, row, plain)

    def _year(self) -> int:
        text = self.header.get("year", "")
        return int(text) if text.isdigit() else 0

    def _close(self, row: Row) -> None:
        self.open_rows.pop()
        self.counts.pop()
        rows = self.staged.rows[row.module]
        # A row closes after the rows inside it; remembering a place needs the order of the file.
        rows.append(row)
        if len(rows) > limits.ROWS:
            raise RefusedReturn("The file has more rows than any return. Check what it is.")

    def finish(self) -> None:
        """Take the header, name dates written unlike the others, and refuse what is no return."""
        if not self.in_persons:
            raise RefusedReturn("The file has no Persons element. It is not a SEN2 return.")
        row = Row("sen2", WHOLE_FILE, None, dict(self.header), {}, path="header")
        for item in self.schema.modules["sen2"].items:
            if item.name in self.header:
                row.typed[item.name] = Values().read(item, self.header[item.name], 0)[0]
        self.staged.rows["sen2"].append(row)
        read_header(row, self.staged)
        for module, values in self.values.items():
            for place, item_name in values.unlike():
                self._about("F06", self.staged.rows[module][place], item_name)

    def _about(self, rule_id: str, row: Row, field: str | None) -> None:
        self.staged.findings.append(finding(rule_of(rule_id), row, field, self.schema))


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname).lower()


__all__ = ["Schema", "read_xml"]
