"""Word documents: looked through part by part, then packed afresh without what tells who made them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from keywork.web.documents.intake import pictures
from keywork.web.documents.intake.census import Entry, entries, unpacked
from keywork.web.documents.intake.verdicts import Copy, Refusal

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIN = f"{MEDIA_TYPE}.main+xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Parts that a document consists of. Anything else is refused, by the first rule that names it.
PLAIN = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:core|app|custom)\.xml|docProps/thumbnail\.\w+|docMetadata/.*"
    r"|customXml/.*|word/(?:_rels/)?[A-Za-z]+\d*\.xml(?:\.rels)?|word/theme/.*\.xml(?:\.rels)?|word/glossary/.*"
    r"|word/media/[\w\-. ]+|word/charts/(?:_rels/)?[\w]+\.xml(?:\.rels)?|word/diagrams/(?:_rels/)?\w+\.xml(?:\.rels)?"
)
REFUSED = (
    (re.compile(r"vbaProject|vbaData|macrosheets|\.bin$", re.I), "macros"),
    (re.compile(r"word/(?:embeddings|activeX|controls)/|\.(?:mht|html?|exe|docx?|xlsx?)$", re.I), "embedded"),
    (re.compile(r"word/fonts/.|\.odttf$", re.I), "fonts"),
    (re.compile(r"word/comments\w*\.xml$", re.I), "comments"),
    (re.compile(r"\.svgz?$", re.I), "picture-code"),
)  # fmt: skip
TRACKED = {
    f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "cellIns", "cellDel")
}
ACTING = re.compile(r"\b(?:DDE(?:AUTO)?|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|MACROBUTTON|EMBED|DATABASE|ASK)\b")
HARMLESS_LINK = re.compile(r"(?:https?:|mailto:|tel:|#)", re.I)
LEFT_OUT = re.compile(r"docProps/(?:custom\.xml|thumbnail\..*)|docMetadata/.*|word/(?:people|commentsIds)\.xml")
EMPTY = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp='
    b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
}
PICTURES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}
ON_1980 = (1980, 1, 1, 0, 0, 0)


def is_word(content: bytes) -> str:
    """Say what a zip container is: ``word``, ``macros``, ``sheet`` or empty.

    Raises:
        Refusal: it cannot safely be unpacked.
    """
    by_name = {one.name: one for one in entries(content)}
    types = by_name.get("[Content_Types].xml")
    if types is None:
        return ""
    told = unpacked(content, types).decode("utf-8", "replace")
    if "macroEnabled" in told or "vbaProject" in told:
        return "macros"
    if MAIN in told and "word/document.xml" in by_name:
        return "word"
    return "sheet" if "spreadsheetml" in told else ""


def fresh(content: bytes) -> Copy:
    """Return a Word document packed afresh.

    Raises:
        Refusal: it can act, or holds what its reader does not see.
    """
    parts = {one.name: unpacked(content, one) for one in _parts(content)}
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            _check_xml(name, _read(data))
    kept = {name: data for name, data in parts.items() if not LEFT_OUT.fullmatch(name)}
    dropped = parts.keys() - kept.keys()
    for name, empty in EMPTY.items():
        if name in kept:
            kept[name] = empty
    return Copy(MEDIA_TYPE, "docx", _packed(kept, dropped), ("metadata",))


def _parts(content: bytes) -> Iterator[Entry]:
    for one in entries(content):
        if one.name.endswith("/"):
            continue
        for pattern, code in REFUSED:
            if pattern.search(one.name):
                raise Refusal(code)
        if not PLAIN.fullmatch(one.name):
            raise Refusal("embedded")
        yield one


def _read(data: bytes) -> etree._Element:
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refusal("zip")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refusal("damaged") from error


def _check_xml(name: str, root: etree._Element) -> None:
    if name.endswith(".rels"):
        for link in root.iter("{*}Relationship"):
            kind, target = link.get("Type", "").rpartition("/")[2], link.get("Target", "")
            if link.get("TargetMode") == "External" and not (kind == "hyperlink" and HARMLESS_LINK.match(target)):
                raise Refusal("external")
            if kind in {"oleObject", "package", "control", "aFChunk"}:
                raise Refusal("embedded")
        return
    instructions = "".join(one.text or "" for one in root.iter(f"{W}instrText"))
    simple = " ".join(one.get(f"{W}instr", "") for one in root.iter(f"{W}fldSimple"))
    if ACTING.search(instructions.upper()) or ACTING.search(simple.upper()):
        raise Refusal("fields")
    for one in root.iter(etree.Element):
        if one.tag in TRACKED:
            raise Refusal("tracked")
        if one.tag == f"{W}vanish" and one.get(f"{W}val", "1") not in {"0", "false", "off"} and _hides_text(one):
            raise Refusal("hidden")


def _hides_text(mark: etree._Element) -> bool:
    """Say whether a mark hides words that stand in the text, and is not part of a style or of a paragraph's end."""
    run = mark.getparent()
    run = run.getparent() if run is not None else None
    return run is not None and run.tag == f"{W}r" and any((one.text or "").strip() for one in run.iter(f"{W}t"))


def _packed(parts: Mapping[str, bytes], dropped: frozenset[str] | set[str]) -> bytes:
    into = BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            info = ZipInfo(name, ON_1980)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, _without(data, dropped) if _names_parts(name) else _cleaned(name, data))
    return into.getvalue()


def _names_parts(name: str) -> bool:
    return name == "[Content_Types].xml" or name.endswith(".rels")


def _without(data: bytes, dropped: frozenset[str] | set[str]) -> bytes:
    """Return a list of parts without those that are left out."""
    root = _read(data)
    for one in list(root):
        target = (one.get("PartName") or one.get("Target") or "").lstrip("/")
        if any(name == target or (target and name.endswith(f"/{target}")) for name in dropped):
            root.remove(one)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _cleaned(name: str, data: bytes) -> bytes:
    """Return a part as it is kept: pictures are made afresh, for they carry where they were taken."""
    kind = PICTURES.get(name.rpartition(".")[2].lower()) if name.startswith("word/media/") else None
    return pictures.fresh(data, kind).content if kind else data
