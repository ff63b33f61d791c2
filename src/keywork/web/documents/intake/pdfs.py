"""PDFs: written afresh from what is reachable and known to be harmless."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from keywork.web.documents.intake.verdicts import Copy, Refusal

MEDIA_TYPE = "application/pdf"
MOST_PAGES, MOST_OBJECTS = 1_000, 500_000
MOST_UNPACKED = 400_000_000
PIECE = 1 << 20
# What of a document is kept besides its pages: how it is read aloud, its bookmarks and its page numbers.
KEPT = {"/Type", "/Pages", "/Lang", "/MarkInfo", "/StructTreeRoot", "/Outlines", "/PageLabels", "/PageMode",
        "/ViewerPreferences", "/Dests", "/Names", "/AcroForm", "/OCProperties", "/Version"}  # fmt: skip
HARMLESS_ACTIONS = {"/GoTo", "/URI", "/Named"}
SAFE_ADDRESSES = (b"http://", b"https://", b"mailto:", b"tel:")
ACTING_NOTES = {"/Movie", "/Sound", "/Screen", "/RichMedia", "/3D", "/TrapNet", "/Projection"}
FILES = {"/FileAttachment"}
# Keys that start something, hide something, or tell who made it and with what.
TAKEN = {"/AA": "actions", "/OpenAction": "actions", "/JS": "scripts", "/JavaScript": "scripts", "/XFA": "scripts",
         "/Metadata": "metadata", "/PieceInfo": "metadata", "/LastModified": "metadata", "/SpiderInfo": "metadata",
         "/Thumb": "metadata", "/PresSteps": "actions", "/Requirements": "actions"}  # fmt: skip


def fresh(content: bytes) -> Copy:
    """Return a PDF written afresh.

    Raises:
        Refusal: it cannot be read, or holds other files.
    """
    try:
        with Pdf.open(BytesIO(content)) as pdf:
            return _fresh(pdf)
    except pikepdf.PasswordError as error:
        raise Refusal("encrypted") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RecursionError, AttributeError) as error:
        raise Refusal("damaged") from error


def _fresh(pdf: Pdf) -> Copy:
    if len(pdf.pages) > MOST_PAGES or len(pdf.objects) > MOST_OBJECTS:
        raise Refusal("pages")
    if not len(pdf.pages):
        raise Refusal("damaged")
    if len(pdf.attachments) or "/EF" in pdf.Root or "/Collection" in pdf.Root:
        raise Refusal("attachments")
    _check_size(pdf)
    found: set[str] = set()
    for key in set(pdf.Root.keys()) - KEPT:
        found.add(TAKEN.get(key, "metadata"))
        del pdf.Root[key]
    if "/Names" in pdf.Root:
        _keep_only(pdf.Root.Names, {"/Dests"}, found)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
        found.add("metadata")
    for one in pdf.objects:
        _walk(one, found)
    into = BytesIO()
    pdf.save(into, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=False,
             encryption=False, deterministic_id=True)  # fmt: skip
    return Copy(MEDIA_TYPE, "pdf", into.getvalue(), tuple(sorted(found)))


def _check_size(pdf: Pdf) -> None:
    """Count what the streams would unpack to, without ever holding more than a piece of it."""
    left = MOST_UNPACKED
    for one in pdf.objects:
        if isinstance(one, Stream) and Name.FlateDecode in _filters(one):
            unpacker, data = zlib.decompressobj(), one.read_raw_bytes()
            while data and left > 0 and not unpacker.eof:
                try:
                    left -= len(unpacker.decompress(data, PIECE))
                except zlib.error:
                    break  # where a stream is damaged the library reads what is whole, and no more than that
                data = unpacker.unconsumed_tail
    if left <= 0:
        raise Refusal("pdf-bomb")


def _filters(stream: Stream) -> list[Any]:
    kinds = stream.get("/Filter")
    if kinds is None:
        return []
    return list(kinds) if isinstance(kinds, Array) else [kinds]  # type: ignore[call-overload] - as above


def _keep_only(names: Any, kept: set[str], found: set[str]) -> None:
    for key in set(names.keys()) - kept:
        found.add("scripts" if key == "/JavaScript" else "actions")
        del names[key]


def _walk(top: Any, found: set[str]) -> None:
    """Clean one object and all that stands in it directly; what it points to comes by itself."""
    waiting = [top]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Stream | Dictionary):
            _clean(one, found)
            inner = [one[key] for key in list(one.keys())]
        elif isinstance(one, Array):
            inner = list(one)  # type: ignore[call-overload] - pikepdf's arrays are lists to read
        else:
            continue
        waiting += [each for each in inner if isinstance(each, Dictionary | Array) and not each.is_indirect]


def _clean(one: Any, found: set[str]) -> None:
    for key in TAKEN.keys() & set(one.keys()):
        found.add(TAKEN[key])
        del one[key]
    if "/EF" in one:
        raise Refusal("attachments")
    if "/A" in one and not _is_harmless(one["/A"]):
        found.add("actions")
        del one["/A"]
    if "/Next" in one and "/S" in one and "/Title" not in one:
        found.add("actions")
        del one["/Next"]
    if one.get("/S") in [Name(n) for n in ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition")]:
        found.add("actions")
        one["/S"] = Name("/Named")
        for key in set(one.keys()) - {"/S", "/Type"}:
            del one[key]
    if "/Annots" in one and isinstance(one["/Annots"], Array):
        _clean_notes(one, found)
    if isinstance(one, Stream):
        _strip_photo(one, found)


def _clean_notes(page: Any, found: set[str]) -> None:
    kept = Array()
    for note in page["/Annots"]:  # type: ignore[attr-defined] - an array of a page
        kind = str(note.get("/Subtype", "")) if isinstance(note, Dictionary) else ""
        if kind in FILES:
            raise Refusal("attachments")
        if kind in ACTING_NOTES or not isinstance(note, Dictionary):
            found.add("actions")
            continue
        kept.append(note)
    page["/Annots"] = kept


def _is_harmless(action: Any) -> bool:
    if not isinstance(action, Dictionary) or str(action.get("/S", "")) not in HARMLESS_ACTIONS:
        return False
    if "/URI" in action:
        return bytes(action["/URI"]).lower().lstrip().startswith(SAFE_ADDRESSES)
    return True


def _strip_photo(stream: Stream, found: set[str]) -> None:
    """Take from a photo inside a PDF where and with what it was taken, without touching its dots."""
    kinds = stream.get("/Filter")
    last = kinds[-1] if isinstance(kinds, Array) and len(kinds) else kinds
    if last != Name.DCTDecode or (isinstance(kinds, Array) and len(kinds) > 1):
        return
    raw = stream.read_raw_bytes()
    plain = without_segments(raw)
    if plain != raw:
        found.add("metadata")
        stream.write(plain, filter=Name.DCTDecode, decode_parms=stream.get("/DecodeParms"))


def without_segments(photo: bytes) -> bytes:
    """Return a JPEG without what is said beside its dots: EXIF, XMP, IPTC and comments. Colour profiles stay."""
    if not photo.startswith(b"\xff\xd8"):
        return photo
    kept, at = [photo[:2]], 2
    while at + 4 <= len(photo) and photo[at] == 0xFF and photo[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(photo[at + 2 : at + 4], "big")
        if photo[at + 1] not in {0xE1, 0xED, 0xFE}:
            kept.append(photo[at:end])
        at = end
    return b"".join([*kept, photo[at:]])
