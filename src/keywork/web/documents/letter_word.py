"""Word templates: checked before anybody may agree to one, and filled in without running anything of theirs.

What reads and writes Word is loaded where it is used: a twelfth of the time of a start goes to it otherwise.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from keywork.web.documents.letter_markup import Fault, faults, nested, sandbox

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_BYTES, MOST_UNPACKED = 2_000_000, 20_000_000
NOT_WORD = Fault("the file", "it is not a Word document (.docx). Save it in Word as “Word document”.")
TOO_LARGE = Fault("the file", "it is larger than 2 MB. Take large pictures out of it.")
ACTIVE = re.compile(r"vbaProject|activeX|oleObject|embeddings/|attachedTemplate|externalLink", re.IGNORECASE)
EXTERNAL = re.compile(rb'TargetMode="External"')


def word_faults(content: bytes, known: Collection[str]) -> list[Fault]:
    """Return what cannot stand in a Word template, each with the part of the document it is in."""
    if len(content) > MOST_BYTES:
        return [TOO_LARGE]
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        found = _unsafe(content)
        return found or list(_field_faults(content, known))
    except (zipfile.BadZipFile, PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, EOFError, OSError):
        return [NOT_WORD]


def _unsafe(content: bytes) -> list[Fault]:
    with zipfile.ZipFile(io.BytesIO(content)) as box:
        members = box.infolist()
        if len(members) > 500 or sum(one.file_size for one in members) > MOST_UNPACKED:
            return [TOO_LARGE]
        if any(ACTIVE.search(one.filename) for one in members):
            return [Fault("the file", "it carries a macro or another program. Save it without.")]
        for one in members:
            if one.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in box.read(one):
                return [NOT_WORD]
            if one.filename.endswith(".rels") and EXTERNAL.search(box.read(one)):
                return [
                    Fault("the file", "it fetches something from elsewhere. Put pictures into the document itself.")
                ]
    return []


def _field_faults(content: bytes, known: Collection[str]) -> Iterator[Fault]:
    template = _template(content)
    template.init_docx()
    for place, xml in _parts(template):
        for fault in faults(template.patch_xml(xml), known):
            yield Fault(place, fault.words)


def _template(content: bytes) -> DocxTemplate:
    from docxtpl import DocxTemplate

    return DocxTemplate(io.BytesIO(content))


def _parts(template: DocxTemplate) -> Iterator[tuple[str, str]]:
    yield "the letter", template.get_xml()
    for uri, place in ((template.HEADER_URI, "the page’s head"), (template.FOOTER_URI, "the page’s foot")):
        for _, part in template.get_headers_footers(uri):
            yield place, template.get_part_xml(part)


def fill_word(content: bytes, values: Mapping[str, str]) -> bytes:
    """Return a Word document made from a template without faults."""
    template = _template(content)
    template.render(nested(values), jinja_env=sandbox(autoescape=True))
    made = io.BytesIO()
    template.save(made)
    return made.getvalue()
