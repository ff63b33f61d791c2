"""Making the redacted copy: a new file, into which nothing of the original is copied but what its pages look like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf, String

from keywork.web.documents.redaction.finding import still_there
from keywork.web.documents.redaction.layer import Letters, words_of, written
from keywork.web.documents.redaction.marking import blackened, marked
from keywork.web.documents.redaction.pages import DOTS_PER_INCH, POINTS_PER_INCH, Page, opened

QUALITY = 82
Boxes = Mapping[int, Sequence[Sequence[str]]]


@dataclass(slots=True)
class Made:
    """A redacted copy.

    Args:
        content: the file; empty where something that was to go is still in it.
        pages: how many pages it has.
        found: how often each term was found.
        left: the terms that could still be read after all; then nothing was made.
    """

    content: bytes
    pages: int
    found: dict[str, int] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


def make(content: bytes, media_type: str, terms: Sequence[str], boxes: Boxes) -> Made:
    """Make the redacted copy of a document.

    Args:
        content: the document.
        media_type: PDF, JPEG or PNG.
        terms: the words that go, wherever they stand.
        boxes: by page, from 1, what goes whatever stands there; each by the squares of two corners.

    Raises:
        Refusal: the document cannot be read page by page.
    """
    pdf, found, shapes = pikepdf.new(), dict.fromkeys(terms, 0), []
    letters = Letters(pdf)
    with opened(content, media_type) as (count, draw):
        for number in range(1, count + 1):
            page = draw(number)
            what = marked(page, terms, boxes.get(number, ()))
            for term, times in what.found.items():
                found[term] += times
            page.picture = blackened(page, what)
            shapes.append(_add(pdf, page, what.places, letters))
    fonts = letters.fonts()
    for page_object in pdf.pages:
        page_object.Resources.Font = fonts
    _describe(pdf, shapes)
    into = BytesIO()
    pdf.save(into, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    left = still_there(_texts(into.getvalue()), terms)
    return Made(b"" if left else into.getvalue(), count, found, left)


def _add(pdf: Pdf, page: Page, gone: frozenset[int], letters: Letters) -> int:
    """Add a page; return how many paragraphs it has."""
    scale = POINTS_PER_INCH / DOTS_PER_INCH
    width, height = page.picture.width * scale, page.picture.height * scale
    made = pdf.add_blank_page(page_size=(round(width, 2), round(height, 2)))
    into = BytesIO()
    page.picture.save(into, "JPEG", quality=QUALITY)
    picture = pdf.make_stream(into.getvalue())
    picture.update(
        Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=page.picture.width, Height=page.picture.height,
                   ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=Name.DCTDecode)
    )  # fmt: skip
    layer, paragraphs = written(words_of(page, gone), letters, scale, height)
    drawing = f"/Artifact BMC q {width:.2f} 0 0 {height:.2f} 0 0 cm /Page Do Q EMC\n".encode()
    made.Contents = pdf.make_stream(drawing + layer)
    made.Resources = Dictionary(XObject=Dictionary(Page=picture))
    return paragraphs


def _describe(pdf: Pdf, paragraphs: Sequence[int]) -> None:
    """Say how the file is read aloud: a paragraph for each line, in English, under a title that tells nothing."""
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    whole = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=tree))
    kids, by_page = [], []
    for number, (page, count) in enumerate(zip(pdf.pages, paragraphs, strict=True)):
        its = [
            pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=whole, Pg=page.obj, K=place))
            for place in range(count)
        ]
        page.StructParents, page.Tabs = number, Name.S
        by_page += [number, Array(its)]
        kids += its
    whole.K = Array(kids)
    tree.K = whole
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(by_page)))
    tree.ParentTreeNextKey = len(paragraphs)
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("en-GB")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.docinfo["/Title"] = "Redacted copy"


def _texts(content: bytes) -> list[str]:
    """Return the text of each page of what was made, as another reader finds it."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
