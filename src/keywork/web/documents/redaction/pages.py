"""The pages of a document as pictures, with the place of every letter in them."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from keywork.web.documents.intake import pictures
from keywork.web.documents.intake.verdicts import Refusal

DOTS_PER_INCH = 150
POINTS_PER_INCH = 72
MOST_PAGES = 100
LARGEST_SIDE = 5_000
KINDS = {"image/jpeg": "JPEG", "image/png": "PNG"}
PDF = "application/pdf"
Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Page:
    """One page.

    Args:
        picture: as it is seen.
        text: its letters, seen or not, in the order in which they are read.
        boxes: for each letter its place in the picture, in dots: left, top, right, bottom; None where it has none.
    """

    picture: Image.Image
    text: str = ""
    boxes: list[Box | None] = field(default_factory=list)

    def touched(self, box: Box) -> list[int]:
        """Return the places of the letters that a box touches."""
        left, top, right, bottom = box
        return [
            place
            for place, one in enumerate(self.boxes)
            if one is not None and one[0] < right and one[2] > left and one[1] < bottom and one[3] > top
        ]

    def as_seen(self) -> tuple[str, list[int]]:
        """Return the letters line by line as the eye reads them, with the place of each in :attr:`text`.

        A file may draw them in any order, so that its own text says nothing of a word that anybody sees.
        """
        lines: list[list[int]] = []
        middles: list[float] = []
        for place in sorted((at for at, box in enumerate(self.boxes) if box), key=self._top):
            box = self.boxes[place]
            assert box is not None
            if lines and box[1] < middles[-1] < box[3]:
                lines[-1].append(place)
            else:
                lines.append([place])
                middles.append((box[1] + box[3]) / 2)
        text, order = "", []
        for line in lines:
            for letter, place in self._spaced(sorted(line, key=self._left)):
                text += letter
                order.append(place)
        return text, order

    def _top(self, place: int) -> float:
        box = self.boxes[place]
        return (box[1] + box[3]) / 2 if box else 0.0

    def _left(self, place: int) -> float:
        box = self.boxes[place]
        return box[0] if box else 0.0

    def _spaced(self, line: list[int]) -> Iterator[tuple[str, int]]:
        """Yield the letters of a line, with a space where there is room for one, and its end."""
        right, high = None, 0.0
        for place in line:
            box = self.boxes[place]
            assert box is not None
            if right is not None and box[0] - right > 0.2 * max(high, 1.0):
                yield " ", place
            yield self.text[place], place
            right, high = box[2], box[3] - box[1]
        if line:
            yield "\n", line[-1]


@contextmanager
def opened(content: bytes, media_type: str) -> Iterator[tuple[int, Callable[[int], Page]]]:
    """Open a document: how many pages it has, and what draws one of them (counted from 1).

    Raises:
        Refusal: it is of a kind that cannot be shown page by page, or has too many.
    """
    if media_type in KINDS:
        whole = pictures.opened(content, KINDS[media_type]).convert("RGB")
        yield 1, lambda number: Page(whole.copy())
        return
    if media_type != PDF:
        raise Refusal("kind")
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Refusal("damaged") from error
    try:
        document.init_forms()
        if len(document) > MOST_PAGES:
            raise Refusal("pages")
        yield len(document), lambda number: _page(document, number - 1)
    finally:
        document.close()


def one_page(content: bytes, media_type: str, number: int) -> tuple[int, int, Page]:
    """Return how many pages a document has, and one of them with its number: the nearest where there is none so.

    Raises:
        Refusal: it cannot be shown page by page.
    """
    with opened(content, media_type) as (count, draw):
        if not count:
            raise Refusal("damaged")
        there = min(max(1, number), count)
        return count, there, draw(there)


def _page(document: pypdfium2.PdfDocument, number: int) -> Page:
    # What was pinned on or filled in becomes part of the page first, so that its words are found like any other.
    with_notes = document[number]
    pdfium.FPDFPage_Flatten(with_notes, pdfium.FLAT_NORMALDISPLAY)
    with_notes.close()
    page = document[number]
    width, height = page.get_size()
    scale = min(DOTS_PER_INCH / POINTS_PER_INCH, LARGEST_SIDE / max(width, height, 1))
    picture = page.render(scale=scale, draw_annots=True).to_pil().convert("RGB")
    text, boxes = _letters(page, picture.size)
    page.close()
    return Page(picture, text, boxes)


def _letters(page: pypdfium2.PdfPage, size: tuple[int, int]) -> tuple[str, list[Box | None]]:
    found = page.get_textpage()
    letters: list[str] = []
    boxes: list[Box | None] = []
    for place in range(found.count_chars()):
        code = pdfium.FPDFText_GetUnicode(found, place)
        letter = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        letters.append(letter)
        boxes.append(None if letter.isspace() else _box(page, found, place, size))
    found.close()
    return "".join(letters), boxes


def _box(page: pypdfium2.PdfPage, found: pypdfium2.PdfTextPage, place: int, size: tuple[int, int]) -> Box | None:
    """Return where a letter is in the picture, as large as its font makes any letter and as its own shape is."""
    sides = []
    for loose in (True, False):
        try:
            left, bottom, right, top = found.get_charbox(place, loose=loose)
        except pypdfium2.PdfiumError:
            continue
        sides += [
            _in_picture(page, size, x, y) for x, y in ((left, bottom), (right, top), (left, top), (right, bottom))
        ]
    if not sides:
        return None
    across, down = [x for x, _ in sides], [y for _, y in sides]
    return min(across), min(down), max(across), max(down)


def _in_picture(page: pypdfium2.PdfPage, size: tuple[int, int], x: float, y: float) -> tuple[float, float]:
    """Return a point of the page in the dots of its picture, however the page is turned or cut."""
    across, down = ctypes.c_int(), ctypes.c_int()
    fine = 16  # the library answers in whole dots; asked of a larger picture it answers in parts of ours
    pdfium.FPDF_PageToDevice(page, 0, 0, size[0] * fine, size[1] * fine, 0, x, y, across, down)
    return across.value / fine, down.value / fine
