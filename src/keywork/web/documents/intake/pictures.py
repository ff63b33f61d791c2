"""Pictures: made afresh from their dots, so that no place, camera, second file or program comes along."""

from __future__ import annotations

from io import BytesIO
from warnings import catch_warnings, simplefilter

from PIL import Image, ImageOps, UnidentifiedImageError

from keywork.web.documents.intake.verdicts import Copy, Refusal

MOST_DOTS = 50_000_000
KINDS = {"JPEG": ("image/jpeg", "jpg"), "PNG": ("image/png", "png")}
QUALITY = 90


def opened(content: bytes, kind: str) -> Image.Image:
    """Return the picture in a file of a kind.

    Raises:
        Refusal: it is none, or has too many dots to be unpacked.
    """
    try:
        with catch_warnings():
            simplefilter("error", Image.DecompressionBombWarning)
            found = Image.open(BytesIO(content), formats=[kind])
            if found.width * found.height > MOST_DOTS:
                raise Refusal("pixels")
            found.load()
            return found
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refusal("pixels") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, OverflowError) as error:
        raise Refusal("damaged") from error


def fresh(content: bytes, kind: str) -> Copy:
    """Return a picture made afresh.

    Args:
        content: the file.
        kind: ``JPEG`` or ``PNG``.

    Raises:
        Refusal: it cannot be.
    """
    found = opened(content, kind)
    taken_out = ("metadata",) if found.info.keys() & {"exif", "xmp", "comment", "photoshop", "Comment"} else ()
    ImageOps.exif_transpose(found, in_place=True)
    mode = "RGBA" if kind == "PNG" and _shows_through(found) else "RGB"
    kept = found if found.mode == mode else found.convert(mode)
    kept.info.clear()
    into = BytesIO()
    kept.save(into, kind, **({"quality": QUALITY} if kind == "JPEG" else {}))
    return Copy(*KINDS[kind], into.getvalue(), taken_out)


def _shows_through(found: Image.Image) -> bool:
    return found.mode in {"RGBA", "LA", "PA"} or "transparency" in found.info
