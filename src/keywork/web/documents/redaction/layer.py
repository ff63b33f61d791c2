"""The words that were kept, as a layer that is not seen: it is searched, copied and read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from keywork.web.documents.redaction.pages import Box, Page

TAKEN_OUT = "[redacted]"
IN_A_FONT = 255
EM, WIDTH = 1000, 500
CODES = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Kept def /CMapType 2 def\n" \
        "1 begincodespacerange <00> <FF> endcodespacerange\n"  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the layer: its letters, and where it stands in the picture."""

    text: str
    box: Box
    ends_line: bool


def words_of(page: Page, gone: frozenset[int]) -> Iterator[Word]:
    """Yield the words that were kept, and for each stretch of words that goes a mark that says so."""
    start, was_gone = 0, False
    text = page.text + "\n"
    for place, letter in enumerate(text):
        if not letter.isspace():
            continue
        its = [at for at in range(start, place) if page.boxes[at] is not None]
        ends = letter in "\r\n"
        if its and gone.isdisjoint(its):
            was_gone = False
            yield Word("".join(text[at] for at in its), _around(page, its), ends)
        elif its and not was_gone:
            was_gone = True
            yield Word(TAKEN_OUT, _around(page, its), ends)
        start = place + 1


def _around(page: Page, places: list[int]) -> Box:
    boxes = [box for at in places if (box := page.boxes[at]) is not None]
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


class Letters:
    """The fonts of a layer: letters without a shape, each with the text that it stands for."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.places: dict[str, int] = {}

    def shown(self, text: str) -> list[tuple[int, bytes]]:
        """Return a text as pieces, each with the number of its font and its codes."""
        pieces: list[tuple[int, bytes]] = []
        for letter in text:
            font, code = divmod(self.places.setdefault(letter, len(self.places)), IN_A_FONT)
            if pieces and pieces[-1][0] == font:
                pieces[-1] = (font, pieces[-1][1] + bytes([code + 1]))
            else:
                pieces.append((font, bytes([code + 1])))
        return pieces

    def fonts(self) -> Dictionary:
        """Return the fonts, to be called when all pages are written."""
        nothing = self.pdf.make_stream(f"{WIDTH} 0 d0".encode())
        letters = list(self.places)
        made = Dictionary()
        for number in range(0, max(1, len(letters)), IN_A_FONT):
            its = letters[number : number + IN_A_FONT] or [" "]
            made[f"/F{number // IN_A_FONT}"] = self.pdf.make_indirect(self._font(its, nothing))
        return made

    def _font(self, letters: list[str], nothing: pikepdf.Stream) -> Dictionary:
        names = [Name(f"/g{code}") for code in range(1, len(letters) + 1)]
        lines = [f"<{code:02X}> <{letter.encode('utf-16-be').hex()}>" for code, letter in enumerate(letters, 1)]
        blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
        told = "\n".join(f"{len(some)} beginbfchar\n" + "\n".join(some) + "\nendbfchar" for some in blocks)
        codes = f"{CODES}{told}\nendcmap CMapName currentdict /CMap defineresource pop end end"
        return Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, -200, WIDTH, 800]),
            FontMatrix=Array([pikepdf.Object.parse(b"0.001"), 0, 0, pikepdf.Object.parse(b"0.001"), 0, 0]),
            FirstChar=1, LastChar=len(letters), Widths=Array([WIDTH] * len(letters)), Resources=Dictionary(),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([1, *names])),
            CharProcs=Dictionary({str(name): nothing for name in names}),
            ToUnicode=self.pdf.make_stream(codes.encode()),
        )  # fmt: skip


def written(words: Iterator[Word], letters: Letters, scale: float, height: float) -> tuple[bytes, int]:
    """Return the drawing of a page's words, a paragraph for each line, and how many paragraphs there are.

    Args:
        words: in their order.
        letters: the fonts.
        scale: points of the page for a dot of the picture.
        height: of the page, in points.
    """
    told, paragraphs, inside = [], 0, False
    for word in words:
        if not inside:
            told.append(f"/P <</MCID {paragraphs}>> BDC BT 3 Tr")
            paragraphs, inside = paragraphs + 1, True
        told.append(_word(word, letters, scale, height))
        if word.ends_line:
            told.append("ET EMC")
            inside = False
    if inside:
        told.append("ET EMC")
    return "\n".join(told).encode(), paragraphs


def _word(word: Word, letters: Letters, scale: float, height: float) -> str:
    left, top, right, bottom = (side * scale for side in word.box)
    size = max(1.0, (bottom - top) * 0.85)
    text = f"{word.text} "
    stretch = max(1.0, 100 * (right - left) / (max(1, len(word.text)) * size * WIDTH / EM))
    told = [f"{stretch:.2f} Tz 1 0 0 1 {left:.2f} {height - bottom + (bottom - top) * 0.2:.2f} Tm"]
    told += [f"/F{font} {size:.2f} Tf <{codes.hex()}> Tj" for font, codes in letters.shown(text)]
    return " ".join(told)
