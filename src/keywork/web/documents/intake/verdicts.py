"""What is said of a file that is not taken in: a code for the log, and a sentence that whoever sent it can act on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SAVE_AS_PDF: Final = "Open it, save it as a PDF and send that."
WORDS: Final = {
    "empty": "The file is empty. Choose it again.",
    "kind": "This kind of file is not taken. Send a PDF, Word document (.docx), photo (.jpg or .png) or plain text.",
    "mismatch": "What is in this file is not what its name says. Send it under its right name.",
    "legacy": f"This is a file of an old version of Office, or of another program. {SAVE_AS_PDF}",
    "encrypted": "This file is protected by a password. Take the password off and send it again.",
    "macros": f"This Word document has macros in it, which are programs. {SAVE_AS_PDF}",
    "spreadsheet": "Spreadsheets are not taken: they can hide rows and sheets. Save what is to be read as a PDF.",
    "heic": "This photo is in a format that only some phones read. Save it as a JPEG, or send a screenshot of it.",
    "archive": "This is a folder of files packed into one. Send each file by itself.",
    "picture-code": f"Pictures of this kind can hold programs. {SAVE_AS_PDF}",
    "zip": "This file is put together in a way that Word does not. Open it in Word, save it again and send that.",
    "zip-bomb": "This Word document becomes far too large when it is opened. Save it as a PDF and send that.",
    "pdf-bomb": "This PDF becomes far too large when it is opened. Print it to a new PDF and send that.",
    "external": f"This Word document fetches something from elsewhere when it is opened. {SAVE_AS_PDF}",
    "embedded": f"There are other files inside this one. Take them out and send each by itself, or: {SAVE_AS_PDF}",
    "fields": f"This Word document has fields that can start other programs. {SAVE_AS_PDF}",
    "comments": "This Word document has comments, which others would read. Delete them, save it and send it again.",
    "tracked": "This Word document has tracked changes, which show what was deleted. "
    "Accept or reject all changes, save it and send it again.",
    "hidden": "This Word document has hidden text in it. Show it or delete it, save it and send it again.",
    "fonts": "This Word document has fonts built in. Turn off “Embed fonts in the file”, save it and send it again.",
    "attachments": "This PDF has other files inside it. Send each of them by itself.",
    "damaged": "This file cannot be read. It may have been damaged on the way. Open it, save it again and send that.",
    "pages": "This file has too many pages. Send it in parts of at most 1,000 pages.",
    "pixels": "This picture is too large. Send it with at most 50 million dots.",
    "text": "This text file cannot be read as text. Save it as a PDF and send that.",
    "time": "This file could not be looked through: it takes too long. Print it to a new PDF and send that.",
}  # fmt: skip


class Refusal(Exception):
    """A file that is not taken in."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that was looked through.

    Args:
        media_type: what it is.
        ending: how a file of its kind ends.
        content: the copy for reading: made afresh, without what can act and without what tells who made it.
        taken_out: what stood in the original and not in the copy, as codes.
    """

    media_type: str
    ending: str
    content: bytes
    taken_out: tuple[str, ...] = ()
