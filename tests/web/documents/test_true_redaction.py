"""PR-07: what is taken out of a document is in no byte of the copy, whatever the document hid it in."""

from __future__ import annotations

import re
import subprocess
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pypdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageDraw

from files_made import pdf
from keywork.web.documents.redaction.finding import still_there
from keywork.web.documents.redaction.making import Made, make
from keywork.web.documents.redaction.pages import one_page

PDF = "application/pdf"
SECRET = "Zyxcanary"


def by_pypdf(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)


def by_pdfium(content: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def by_poppler(content: bytes, *how: str) -> str:
    return subprocess.run(["pdftotext", *how, "-", "-"], input=content, capture_output=True, check=True).stdout.decode()


def every_byte(content: bytes) -> bytes:
    """The file as it is, and every stream of it unpacked, but for the dots of pictures."""
    told = [content]
    with pikepdf.open(BytesIO(content)) as made:
        for one in made.objects:
            told.append(bytes(repr(one), "utf-8", "replace"))
            if isinstance(one, pikepdf.Stream):
                told.append(one.read_raw_bytes() if one.get("/Filter") == Name.DCTDecode else one.read_bytes())
        plain = BytesIO()
        made.save(plain, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        told.append(plain.getvalue())
    return b"\n".join(told)


def written_ways(secret: str) -> list[bytes]:
    """A word in each way in which a PDF can write it."""
    plain = [secret.encode(), secret.encode("utf-16-be"), secret.encode("utf-16-le")]
    return [way for one in plain for way in (one, one.hex().encode(), one.hex().upper().encode())]


def is_gone(content: bytes, *secrets: str) -> None:
    """Hold that words are found by none of three tools, in no byte, and not once spaces are taken out."""
    texts = [
        by_pypdf(content),
        by_pdfium(content),
        *(by_poppler(content, *how) for how in ((), ("-raw",), ("-layout",))),
    ]
    whole = every_byte(content)
    for secret in secrets:
        for text in texts:
            bare = "".join(text.split()).casefold()
            assert secret.casefold().replace(" ", "") not in bare
        for way in written_ways(secret):
            assert way.lower() not in whole.lower()
    assert not still_there(texts, secrets)


def redacted(content: bytes, *terms: str, boxes: dict[int, list[tuple[str, str]]] | None = None) -> Made:
    made = make(content, PDF, list(terms) or [SECRET], boxes or {})
    assert not made.left
    return made


# What hides a word. Each takes a PDF with the word in plain sight, and hides it once more.
def in_bookmark(made: Pdf) -> None:
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"About {SECRET}", 0))


def in_attachment(made: Pdf) -> None:
    made.attachments[f"{SECRET}.txt"] = f"All of {SECRET}".encode()


def in_metadata(made: Pdf) -> None:
    made.docinfo["/Author"] = made.docinfo["/Title"] = SECRET
    made.Root.Metadata = made.make_stream(f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode())


def in_note(made: Pdf) -> None:
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=[10, 10, 30, 30], Contents=String(SECRET), T=String(SECRET)
    )
    made.pages[0].Annots = Array([made.make_indirect(note)])


def in_typed_note(made: Pdf) -> None:
    look = made.make_stream(f"BT /F1 12 Tf 1 0 0 1 2 4 Tm ({SECRET}) Tj ET".encode())
    look.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 20],
                           Resources=made.pages[0].Resources))  # fmt: skip
    note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[60, 300, 260, 320], Contents=String(SECRET), F=4,
                      AP=Dictionary(N=look))  # fmt: skip
    made.pages[0].Annots = Array([made.make_indirect(note)])


def in_form_field(made: Pdf) -> None:
    look = made.make_stream(f"/Tx BMC BT /F1 12 Tf 1 0 0 1 2 4 Tm ({SECRET}) Tj ET EMC".encode())
    look.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 20],
                           Resources=made.pages[0].Resources))  # fmt: skip
    field = made.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String(SECRET), F=4,
                   Rect=[60, 300, 260, 320], AP=Dictionary(N=look))
    )  # fmt: skip
    made.pages[0].Annots = Array([field])
    made.Root.AcroForm = Dictionary(Fields=Array([field]))


def _drawn(made: Pdf, text: str) -> None:
    page = made.pages[0]
    page.Contents = made.make_stream(page.Contents.read_bytes() + b"\n" + text.encode())


def unseen(made: Pdf) -> None:
    _drawn(made, f"BT 3 Tr /F1 12 Tf 1 0 0 1 60 500 Tm (Hidden {SECRET} here) Tj ET")


def white(made: Pdf) -> None:
    _drawn(made, f"q 1 1 1 rg BT /F1 12 Tf 1 0 0 1 60 500 Tm ({SECRET}) Tj ET Q")


def tiny(made: Pdf) -> None:
    _drawn(made, f"BT /F1 0.5 Tf 1 0 0 1 60 500 Tm ({SECRET}) Tj ET")


def turned(made: Pdf) -> None:
    _drawn(made, f"BT /F1 14 Tf 0 1 -1 0 400 300 Tm ({SECRET}) Tj ET")


def kerned(made: Pdf) -> None:
    letters = " -120 ".join(f"({letter})" for letter in SECRET)
    _drawn(made, f"BT /F1 14 Tf 1 0 0 1 60 500 Tm [{letters}] TJ ET")


def out_of_order(made: Pdf) -> None:
    """Each letter drawn by itself, the last first: the file's own text says nothing that anybody sees."""
    width = 14 * 0.5
    drawn = [f"BT /F1 14 Tf 1 0 0 1 {60 + at * width} 500 Tm ({letter}) Tj ET" for at, letter in enumerate(SECRET)]
    _drawn(made, "\n".join(reversed(drawn)))


def behind_black(made: Pdf) -> None:
    """What people take for redaction: a black box drawn over words that are still there."""
    _drawn(made, f"BT /F1 14 Tf 1 0 0 1 60 500 Tm ({SECRET}) Tj ET 55 495 120 20 re f")


def in_hidden_layer(made: Pdf) -> None:
    layer = made.make_indirect(Dictionary(Type=Name.OCG, Name=String(SECRET)))
    made.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer])))
    made.pages[0].Resources.Properties = Dictionary(L=layer)
    _drawn(made, f"/OC /L BDC BT /F1 14 Tf 1 0 0 1 60 500 Tm ({SECRET}) Tj ET EMC")


def in_actual_text(made: Pdf) -> None:
    _drawn(made, f"/Span <</ActualText ({SECRET})>> BDC BT /F1 14 Tf 1 0 0 1 60 500 Tm (somebody) Tj ET EMC")


def in_link(made: Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String(f"https://example.org/{SECRET}"))
    made.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 99, 99], A=action)])


def in_page_label(made: Pdf) -> None:
    made.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(SECRET))]))


def on_a_turned_page(made: Pdf) -> None:
    made.pages[0].Rotate = 90


def on_a_cut_page(made: Pdf) -> None:
    made.pages[0].CropBox = Array([40, 600, 500, 830])


def outside_the_page(made: Pdf) -> None:
    made.pages[0].CropBox = Array([40, 600, 500, 830])
    _drawn(made, f"BT /F1 14 Tf 1 0 0 1 60 100 Tm ({SECRET}) Tj ET")


def in_an_unused_object(made: Pdf) -> None:
    made.Root.Forgotten = made.make_stream(f"Once upon a time {SECRET}".encode())


HIDES = [
    in_bookmark, in_attachment, in_metadata, in_note, in_typed_note, in_form_field, unseen, white, tiny, turned, kerned,
    out_of_order, behind_black, in_hidden_layer, in_actual_text, in_link, in_page_label, on_a_turned_page,
    on_a_cut_page, outside_the_page, in_an_unused_object,
]  # fmt: skip


@pytest.mark.parametrize("hide", HIDES, ids=lambda one: one.__name__)
def test_a_word_is_in_no_byte_of_the_copy(hide: Callable[[Pdf], None]) -> None:
    source = pdf(f"Dear {SECRET} Smith, this stays.\nAnd this is kept.", change=hide)
    made = redacted(source, SECRET)
    assert made.found[SECRET] >= 1
    is_gone(made.content, SECRET)
    for text in (by_pypdf(made.content), by_pdfium(made.content), by_poppler(made.content)):
        assert {"And", "this", "is", "kept.", "[redacted]"} <= set(text.split())


def test_a_word_of_an_earlier_saving_is_not_in_the_copy() -> None:
    """An incremental saving leaves the first one in the file, byte by byte."""
    first = pdf(f"Dear {SECRET}.")
    second = pdf("Dear parent.", "Page two")
    whole = first + second  # as a file that was saved over: the reader follows the last directory
    with pikepdf.open(BytesIO(first)) as made:
        contents = made.pages[0].Contents.objgen[0]
    update = f"{contents} 0 obj\n<< /Length 44 >>\nstream\nBT /F1 14 Tf 1 0 0 1 60 780 Tm (Dear you) Tj ET\nendstream\nendobj\n"
    place = len(first)
    table = f"xref\n{contents} 1\n{place:010} 00000 n \ntrailer\n<< /Size 99 /Root 1 0 R /Prev {_start(first)} >>\n"
    saved = first + update.encode() + table.encode() + f"startxref\n{place + len(update)}\n%%EOF\n".encode()
    for source in (saved, whole):
        assert SECRET.encode() in every_byte_raw(source)
        is_gone(make(source, PDF, ["Dear"], {}).content, SECRET)


def _start(content: bytes) -> int:
    return int(content[content.rindex(b"startxref") + 9 :].split()[0])


def every_byte_raw(content: bytes) -> bytes:
    """What a file holds in any of its savings."""
    told = [content]
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.S):
        try:
            told.append(zlib.decompressobj().decompress(match[1]))
        except zlib.error:
            continue
    return b"".join(told)


def scanned(text: str = f"Dear {SECRET}") -> bytes:
    """A page that is a picture, with a layer of words that somebody's scanner put over it."""
    picture = Image.new("RGB", (1240, 1754), "white")
    ImageDraw.Draw(picture).text((200, 200), text, fill="black", font_size=60)
    into = BytesIO()
    picture.save(into, "PDF", resolution=150)

    with pikepdf.open(into) as made:
        page = made.pages[0]
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources.Font = Dictionary(F1=made.make_indirect(font))
        layer = f"\nBT 3 Tr /F1 29 Tf 1 0 0 1 96 718 Tm ({text}) Tj ET"
        page.Contents = made.make_stream(page.Contents.read_bytes() + layer.encode())
        again = BytesIO()
        made.save(again)
    return again.getvalue()


def test_the_layer_of_a_scan_goes_with_its_picture() -> None:
    made = redacted(scanned(), SECRET)
    is_gone(made.content, SECRET)
    before, after = _drawn_page(scanned()), _picture_of(made.content)
    name = (340, 200, 640, 280)  # where the picture has the name
    assert before.crop(name).convert("L").histogram()[0] > 500
    assert sum(after.crop(name).convert("L").histogram()[60:]) == 0


def _drawn_page(content: bytes) -> Image.Image:
    return pypdfium2.PdfDocument(content)[0].render(scale=150 / 72).to_pil().convert("RGB")


def _picture_of(content: bytes) -> Image.Image:
    """The picture of the first page of a copy, dot by dot as it stands in the file."""
    with pikepdf.open(BytesIO(content)) as made:
        return Image.open(BytesIO(made.pages[0].Resources.XObject.Page.read_raw_bytes())).convert("RGB")


@pytest.mark.parametrize("size", [8, 14, 40])
@pytest.mark.parametrize("font", ["Helvetica", "Times-Italic", "Courier-Bold"])
def test_no_part_of_a_letter_looks_out_from_under_the_black(font: str, size: int) -> None:
    """Letters that lean, hang below the line and stand above it, in several fonts: each dark dot is under black."""
    word = "fÄjgßyQ|f"

    def change(made: Pdf) -> None:
        made.pages[0].Resources.Font.F1 = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{font}"), Encoding=Name.WinAnsiEncoding
        )
        text = word.encode("cp1252").hex()
        made.pages[0].Contents = made.make_stream(f"BT /F1 {size} Tf 1 0 0 1 60 500 Tm <{text}> Tj ET".encode())

    source = pdf("x", change=change)
    made = redacted(source, word)
    seen, left = _drawn_page(source).convert("L"), _picture_of(made.content).convert("L")
    assert seen.size == left.size
    letters = seen.point(lambda dot: 255 if dot < 250 else 0)
    assert letters.histogram()[255] > 50
    assert left.getextrema()[1] > 200, "the rest of the page is as white as it was"
    assert Image.composite(left, Image.new("L", left.size), letters).getextrema()[1] < 60


def test_a_word_that_a_box_touches_goes_whole() -> None:
    source = pdf("Keep Buckinghamshire keep")
    _, _, page = one_page(source, PDF, 1)
    start = page.text.index("Buck") + 6
    box = page.boxes[start]
    assert box is not None
    column = "ABCDEFGHIJKLMNOPQRST"[int(box[0] // (page.picture.width / 20))]
    row = int(box[1] // (page.picture.height / 28)) + 1
    made = make(source, PDF, [], {1: [(f"{column}{row}", f"{column}{row}")]})
    is_gone(made.content, "Buckinghamshire", "shire", "Bucking")
