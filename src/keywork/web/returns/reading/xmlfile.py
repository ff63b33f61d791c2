"""Reading a return as XML, element by element, trusting nothing."""

from __future__ import annotations

import io
import re
from collections import defaultdict

from lxml import etree

from keywork.web.returns.reading import limits
from keywork.web.returns.reading.containers import Found
from keywork.web.returns.reading.decoding import decode
from keywork.web.returns.reading.header import read_header
from keywork.web.returns.reading.values import ISO, Values
from keywork.web.returns.rules.catalogue import rule_of
from keywork.web.returns.rules.engine import about_file, finding
from keywork.web.returns.schema import Item, Module, load_schema
from keywork.web.returns.staging import WHOLE_FILE, Quarantined, RefusedReturn, Row, StagedReturn

NOT_XML = (
    "The file cannot be read as XML near line {line}. It may be cut off, or hold a character that XML does not allow: "
    "export it again."
)
DOCUMENT_TYPE = "The file declares a document type, which a return never does. It was not read."
DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
DECLARATIONS = tuple(
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


def read_xml(file: Found, staged: StagedReturn) -> None:
    """Read an XML return into a staged return.

    Raises:
        RefusedReturn: it is not XML, declares a document type, is nested too deeply, or is not a return.
    """
    if any(word in file.content for word in DECLARATIONS):
        raise RefusedReturn(DOCUMENT_TYPE)
    if _has_endless_piece(file.content):
        raise RefusedReturn("The file holds one piece of text longer than any in a return. It was not read.")
    staged.source = "xml"
    reader = XmlReader(staged)
    parsing = etree.iterparse(
        io.BytesIO(file.content), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True, encoding=_encoding(file, reader),
    )  # fmt: skip
    try:
        for event, element in parsing:
            if event == "start":
                reader.start(element)
            else:
                reader.end(element)
    except (etree.XMLSyntaxError, UnicodeError) as error:
        raise RefusedReturn(NOT_XML.format(line=getattr(error, "lineno", None) or 1)) from error
    reader.finish()
    staged.files_read.append(file.name)


def _has_endless_piece(content: bytes) -> bool:
    """Say whether a tag, a comment or a text has no end within the limit; the parser would hold it all in memory."""
    place = 0
    while len(content) - place > limits.LINE:
        end = content.rfind(b">", place, place + limits.LINE)
        if end < 0:
            return True
        place = end + 1
    return False


def _encoding(file: Found, reader: XmlReader) -> str | None:
    """Return the encoding to read in where the file's own word for it is missing or wrong."""
    declared = match.group(1).decode().lower() if (match := DECLARED.search(file.content[:400])) else "utf-8"
    decoded = decode(file.content, file.name)
    if decoded.encoding == "utf-8":
        return "utf-8" if declared.startswith("utf-16") else None
    if decoded.encoding == "cp1252" and declared in {"utf-8", "us-ascii"}:
        reader.about_return("F24")
        return "windows-1252"
    return None


class XmlReader:
    """The state of reading: where we are, and the rows that are open."""

    def __init__(self, staged: StagedReturn) -> None:
        self.staged, self.schema = staged, load_schema()
        for name in self.schema.modules:  # in the order of nesting, not that in which the first row of each closes
            staged.rows[name] = []
        self.met = 0
        self.elements: list[Row | None] = []  # the open elements: the row that each begins, if it begins one
        self.open_rows: list[Row] = []
        self.counts: list[dict[str, int]] = [defaultdict(int)]
        self.values = Values(usual=ISO)
        self.header: dict[str, str] = {}
        self.attributes: set[str] = set()
        self.waiting: set[str] = set()  # paths of rows that stand in the wrong place, and of all inside them

    def start(self, element: etree._Element) -> None:
        """Meet the beginning of an element."""
        self.met += 1
        if self.met > limits.ELEMENTS:
            raise RefusedReturn("The file has more elements than any return. Check what it is.")
        if len(self.elements) >= limits.DEPTH:
            raise RefusedReturn("The file nests elements more deeply than a return does. It was not read.")
        if not self.elements and element.getroottree().docinfo.doctype:
            raise RefusedReturn(DOCUMENT_TYPE)
        module = self.schema.by_element.get(_name(element).lower())
        row = None if module is None or module.parent is None else self._open(module, element)
        self.elements.append(row)
        if element.attrib:
            self._about_attributes(element, row)

    def _open(self, module: Module, element: etree._Element) -> Row:
        counts, parent = self.counts[-1], self.open_rows[-1] if self.open_rows else None
        counts[module.name] += 1
        path = f"{parent.path}/" if parent else ""
        path += f"{module.name}[{counts[module.name]}]"
        row = Row(module.name, path, parent.path if parent else None, {}, {}, path=path, line=element.sourceline)
        if (parent.module if parent else "sen2") != module.parent:
            self.waiting.add(path)
            self._about("F13", row, None)
        elif parent and parent.path in self.waiting:
            self.waiting.add(path)
        if _name(element) != module.element:
            self._about("F04", row, module.name)
        self.open_rows.append(row)
        self.counts.append(defaultdict(int))
        return row

    def end(self, element: etree._Element) -> None:
        """Meet the end of an element."""
        closing = self.elements.pop()
        row = self.open_rows[-1] if self.open_rows else None
        if closing is not None:
            self._close(closing)
        elif row is not None:
            self._item(row, element)
        elif len(element) == 0:
            self._header_item(element)
        if not self.open_rows:
            _forget(element)

    def _header_item(self, element: etree._Element) -> None:
        name, text = _name(element).lower(), element.text or ""
        if name in self.schema.modules["sen2"].by_name:
            self.header.setdefault(name, text)
        elif text.strip():
            self.about_return("F22", name[: limits.ID])

    def _item(self, row: Row, element: etree._Element) -> None:
        written = _name(element)
        name, item = self._known(row, written)
        if item is None:
            self._unknown(row, element, name)
            return
        if len(element):
            self._about("F22", row, name)
            return
        text = element.text or ""
        if len(text) > limits.CELL:
            raise RefusedReturn("The file holds a value longer than any in a return. It was not read.")
        if written != item.xml:
            self._about("F04", row, name)
        if name in row.raw:
            self._about("H06", row, name)
        elif text:
            row.raw[name] = text
            value, broken = self.values.read(item, text, row)
            if value is not None:
                row.typed[item.becomes or name] = value
            for rule in broken:
                self._about(rule, row, name)

    def _known(self, row: Row, written: str) -> tuple[str, Item | None]:
        module = self.schema.modules[row.module]
        name = module.spellings.get(written.lower(), written.lower())
        return name, module.by_name.get(name)

    def _unknown(self, row: Row, element: etree._Element, name: str) -> None:
        """Name an element that is no item. One that only wraps items is none the worse; what is unknown in it is."""
        if len(element) == 0:
            if self.elements[-1] is not None:  # inside another that is no item, that one speaks for it
                self._about("F22", row, name[: limits.ID])
                row.raw.setdefault(name[: limits.ID], (element.text or "")[: limits.CELL])
            return
        strange = [inner for inner in map(_name, element) if not self._belongs(row, inner)]
        wraps = len(strange) < len(element)
        for inner in strange if wraps else [name]:
            self._about("F22", row, inner.lower()[: limits.ID])

    def _belongs(self, row: Row, written: str) -> bool:
        return self._known(row, written)[1] is not None or written.lower() in self.schema.by_element

    def _close(self, row: Row) -> None:
        self.open_rows.pop()
        self.counts.pop()
        if row.path in self.waiting:
            self.staged.quarantined.append(Quarantined(row.module, row.row_id, "F13", row.raw))
            return
        rows = self.staged.rows[row.module]
        rows.append(row)
        if len(rows) > limits.ROWS:
            raise RefusedReturn("The file has more rows than any return. Check what it is.")

    def _about_attributes(self, element: etree._Element, row: Row | None) -> None:
        """Say once of every attribute that a return has none; those of XML itself are nobody's business."""
        for attribute in element.attrib:
            name = f"@{etree.QName(attribute).localname}"[: limits.ID]
            if not str(attribute).startswith("{") and name not in self.attributes and len(self.attributes) < 100:
                self.attributes.add(name)
                self.about_return("F22", name, row.module if row else "sen2")

    def finish(self) -> None:
        """Take the header, name what is written unlike the rest or is of another year, refuse what is no return."""
        if not self.staged.rows["person"]:
            raise RefusedReturn("The file has no Person element that can be read. It is not a SEN2 return.")
        row = Row("sen2", WHOLE_FILE, None, dict(self.header), {}, path="header")
        for item in self.schema.modules["sen2"].items:
            value, broken = Values(usual=ISO).read(item, self.header.get(item.name, ""), row)
            if value is not None:
                row.typed[item.name] = value
            for rule in broken:
                self._about(rule, row, item.name)
        self.staged.rows["sen2"].append(row)
        read_header([row], self.staged)
        for other, name in self.values.unlike():
            self._about("F06", other, name)
        self._about_other_years()

    def _about_other_years(self) -> None:
        for module in self.schema.modules.values():
            names = [item.name for item in module.items if not item.belongs_to(self.staged.collection_year)]
            for row in self.staged.rows[module.name] if names else ():
                for name in names:
                    if name in row.raw:
                        self._about("F22", row, name)

    def about_return(self, rule_id: str, field: str | None = None, module: str = "sen2") -> None:
        """Make a finding about the whole file."""
        self.staged.findings.append(about_file(rule_id, module, field))

    def _about(self, rule_id: str, row: Row, field: str | None) -> None:
        self.staged.findings.append(finding(rule_of(rule_id), row, field, self.schema))


def _name(element: etree._Element) -> str:
    tag = str(element.tag)
    return tag.rpartition("}")[2] if tag.startswith("{") else tag


def _forget(element: etree._Element) -> None:
    """Free what has been read: an element and all before it, but not its parent, which is still being read."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
