"""Taking a file in from somebody: looked through first, then kept, or refused with a sentence they can act on."""

from __future__ import annotations

import logging
import re
import unicodedata
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from keywork.web.documents.antivirus import Unanswered, scanner
from keywork.web.documents.errors import TooLarge, Unfit
from keywork.web.documents.intake.confined import look_through
from keywork.web.documents.intake.verdicts import WORDS, Copy, Refusal
from keywork.web.documents.models.files import DocumentVersion
from keywork.web.kernel.settings import Config

logger = logging.getLogger(__name__)
LONGEST_NAME = 100
NOT_IN_NAMES = re.compile(r"""[<>:"/\\|?*\x00-\x1f\x7f]""")
VIRUS = (
    "A virus was found in this file. Nothing was kept. Tell whoever looks after your computer, and send nothing of it."
)
NOT_NOW = (
    "Files cannot be checked for viruses just now, so none is taken in. Nothing was kept. Try again later; your file "
    "is still where it was."
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was looked through and can be kept.

    Args:
        original: as it came; nobody opens it.
        copy: what people read.
        file_name: under which the copy is saved.
        checked: what is said of viruses.
    """

    original: bytes
    copy: Copy
    file_name: str
    checked: str


def take(file: UploadedFile) -> Taken:
    """Look a file through, which may take seconds: call it where no transaction is open.

    Raises:
        TooLarge: it has more bytes than are taken in.
        Unfit: it is not taken in, for the reason in its words.
    """
    most = Config.read().largest_file
    if (file.size or 0) > most:
        raise TooLarge("size", f"The file must be smaller than {most // 1_000_000} MB. {SMALLER}")
    content = file.read(most + 1)
    checked = _checked(content)
    stem, ending = _name(str(file.name or ""))
    try:
        copy = look_through(content, ending)
    except Refusal as refusal:
        logger.info("A file was refused: %s", refusal.code)
        raise Unfit(refusal.code, WORDS[refusal.code]) from refusal
    return Taken(content, copy, f"{stem}.{copy.ending}", checked)


SMALLER = "Send it in parts, or photograph it at a lower quality."


def _checked(content: bytes) -> str:
    asked = scanner()
    if asked is None:
        return DocumentVersion.Check.UNCHECKED
    try:
        clean = asked.is_clean(content)
    except Unanswered as error:
        logger.error("No file is taken in: %s", error)
        raise Unfit("antivirus", NOT_NOW) from error
    if not clean:
        logger.warning("A file with a virus was refused")
        raise Unfit("virus", VIRUS)
    return DocumentVersion.Check.CLEAN


def _name(sent: str) -> tuple[str, str]:
    """Return a name under which a file can be saved anywhere, and its ending in small letters.

    Letters that turn the reading direction around, line breaks and whatever a file system reads as a path go.
    """
    plain = unicodedata.normalize("NFC", sent)
    plain = "".join(" " if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} else letter
                    for letter in plain)  # fmt: skip
    plain = NOT_IN_NAMES.sub(" ", plain.replace("\\", "/").rpartition("/")[2])
    stem, dot, ending = plain.rpartition(".")
    stem = " ".join((stem if dot else plain).split()).strip(". ")[:LONGEST_NAME].strip()
    reserved = re.fullmatch(r"(?i:con|prn|aux|nul|com\d|lpt\d)", stem)
    return (stem if stem and not reserved else "Document"), ending.strip().lower() if dot else ""
