"""What taking words out is made of: finding words, drawing boxes, the layer of what was kept, and its own process."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from files_made import pdf
from keywork.web.documents.intake import confined
from keywork.web.documents.intake.verdicts import Refusal
from keywork.web.documents.redaction import making
from keywork.web.documents.redaction.finding import places_of, still_there, terms_of
from keywork.web.documents.redaction.layer import Letters, Word, written
from keywork.web.documents.redaction.making import make
from keywork.web.documents.redaction.marking import Marked, box_of, marked, shown, squares
from keywork.web.documents.redaction.pages import one_page
from web.documents.test_true_redaction import PDF, SECRET, by_poppler, by_pypdf, is_gone, redacted


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("ZYXCANARY here", "zyxcanary"),
        ("Z\u00fdxc\u00e0nary here", "Zyxcanary"),
        ("Zyx-\ncanary here", "Zyxcanary"),
        ("Zyxcanary\nSmith here", "Zyxcanary Smith"),
        ("Zyxcanary  Smith here", "zyxcanary smith"),
        ("O\u2019Brien-Zyxcanary here", "O'Brien"),
        ("Zyxcanary\u2019s coat", "Zyxcanary"),
        ("(Zyxcanary)", "Zyxcanary"),
        ("preZyxcanarypost", "Zyxcanary"),
        ("The of\ufb01ce", "office"),
    ],
)
def test_a_word_is_found_however_it_is_written(text: str, term: str) -> None:
    found = places_of(text, [term])
    assert len(found) == 1
    left = "".join(letter for at, letter in enumerate(text) if at not in found[0][1])
    assert not still_there([left], [term])


@pytest.mark.parametrize(
    ("lines", "terms"),
    [("Ann\n\n  ann  lee \nAnn", ["Ann", "ann lee"]), (" \n-\n...", []), ("\u202e\n07700 900123", ["07700 900123"])],
)
def test_terms_are_lines_that_say_something(lines: str, terms: list[str]) -> None:
    assert terms_of(lines) == terms


def test_what_can_still_be_read_makes_no_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a fault of ours to leave a word, the copy is thrown away and the word named."""
    monkeypatch.setattr(making, "marked", lambda page, terms, boxes: Marked([], frozenset(), {}))
    made = make(pdf(f"Dear {SECRET}"), PDF, [SECRET], {})
    assert (made.content, made.left) == (b"", [SECRET])


def test_the_copy_is_read_aloud_in_order() -> None:
    made = redacted(pdf(f"First line {SECRET}\nSecond line", "Another page"))
    with pikepdf.open(BytesIO(made.content)) as found:
        assert str(found.Root.Lang) == "en-GB"
        assert found.Root.MarkInfo.Marked
        assert str(found.docinfo["/Title"]) == "Redacted copy"
        kids = found.Root.StructTreeRoot.K.K
        assert [str(one.S) for one in kids] == ["/P", "/P", "/P"]
        assert len(found.pages) == 2
    assert by_poppler(made.content).split() == ["First", "line", "[redacted]", "Second", "line", "Another", "page"]


def test_letters_of_every_writing_are_kept() -> None:
    """More letters than a font of the layer holds, and some from beyond the first plane."""
    text = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 400)) + "Łódź \U0001f469"
    made = pikepdf.new()
    letters = Letters(made)
    page = made.add_blank_page(page_size=(595, 842))
    layer, _ = written(iter([Word(one, (10, 10, 500, 30), True) for one in text.split()]), letters, 1, 842)
    page.Contents = made.make_stream(layer)
    page.Resources = pikepdf.Dictionary(Font=letters.fonts())
    into = BytesIO()
    made.save(into)
    for found in (by_pypdf(into.getvalue()), by_poppler(into.getvalue())):
        assert "".join(found.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "boxes"),
    [
        ("B3 D5", [("B3", "D5")]),
        ("b3-d5\n\nT28", [("B3", "D5"), ("T28", "T28")]),
        ("A1 to C2", [("A1", "C2")]),
        ("", []),
    ],
)
def test_boxes_are_typed_by_their_squares(text: str, boxes: list[tuple[str, str]]) -> None:
    assert squares(text) == boxes


@pytest.mark.parametrize("text", ["U1", "A0", "A29", "A1 B2 C3", "3B", "x" * 500, "A1,B2", "\x00"])
def test_what_is_no_box_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text[:40])):
        squares(text)


def test_a_box_is_where_its_squares_are_drawn() -> None:
    assert box_of(("D5", "B3"), (2000, 2800)) == (100, 200, 400, 500)


def test_what_goes_is_shown_before_it_goes() -> None:
    _, _, page = one_page(pdf(f"Dear {SECRET}"), PDF, 1)
    picture = shown(page, marked(page, [SECRET], []))
    plain = shown(page, marked(page, [], []))
    assert picture.size == page.picture.size
    assert picture.tobytes() != plain.tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_is_one_page_with_boxes(kind: str) -> None:
    into = BytesIO()
    Image.new("RGB", (400, 560), (250, 250, 250)).save(into, kind)
    made = make(into.getvalue(), f"image/{kind.lower()}", [], {1: [("A1", "J14")]})
    drawn = pypdfium2.PdfDocument(made.content)[0].render(scale=2).to_pil().convert("RGB")
    assert max(drawn.getpixel((20, 20))) < 60
    assert min(drawn.getpixel((drawn.width - 20, drawn.height - 20))) > 200


class TestConfined:
    def test_the_same_comes_from_the_process_of_its_own(self) -> None:
        source = pdf(f"Dear {SECRET}", "Two")
        made = confined.redact(source, PDF, [SECRET], {2: [("A1", "T28")]})
        assert (made.pages, made.found, made.left) == (2, {SECRET: 1}, [])
        is_gone(made.content, SECRET, "Two")

    def test_a_page_comes_with_its_words(self) -> None:
        page = confined.page_of(pdf("One", f"Dear {SECRET}"), PDF, 2, [SECRET], {}, picture=True)
        assert (page.pages, page.number, page.found, page.text) == (2, 2, {SECRET: 1}, f"Dear {SECRET}")
        assert Image.open(BytesIO(page.picture)).format == "PNG"

    @pytest.mark.parametrize(
        ("content", "kind", "number"),
        [(b"x", PDF, 1), (pdf(), "text/plain", 1), (b"x", "image/png", 1)],
    )
    def test_what_is_no_page_is_refused(self, content: bytes, kind: str, number: int) -> None:
        with pytest.raises(Refusal):
            confined.page_of(content, kind, number, [], {}, picture=False)

    def test_too_many_pages_are_refused(self) -> None:
        with pytest.raises(Refusal) as refused:
            confined.redact(pdf(*(f"Page {n}" for n in range(101))), PDF, ["Page"], {})
        assert refused.value.code == "pages"
