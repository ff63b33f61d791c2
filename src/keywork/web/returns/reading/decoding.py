"""From the bytes of a text file to its lines, in whatever encoding it was written."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass

from keywork.web.returns.reading import limits
from keywork.web.returns.staging import RefusedReturn

BOMS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text file and how it was written.

    Args:
        content: its bytes without a byte order mark.
        encoding: how they are to be read.
        rules: the rules of family F that this breaks.
    """

    content: bytes
    encoding: str
    rules: tuple[str, ...]

    def lines(self, name: str) -> Iterator[str]:
        """Yield its lines with their ends.

        Raises:
            RefusedReturn: a line is longer than any row of a return.
        """
        stream = io.TextIOWrapper(io.BytesIO(self.content), encoding=self.encoding, errors="replace", newline="")
        number = 0
        while line := stream.readline(limits.LINE):
            number += 1
            if len(line) == limits.LINE:
                raise RefusedReturn(f"Line {number} of the file {name} is longer than any row. Export it again.")
            yield line


def decode(content: bytes, name: str) -> Decoded:
    """Find out how a text file was written.

    Args:
        content: its bytes.
        name: the file's name, for a refusal.

    Raises:
        RefusedReturn: it says that it is UTF-16 and is not.
    """
    mark, encoding = next(((mark, found) for mark, found in BOMS if content.startswith(mark)), (b"", "utf-8"))
    content = content[len(mark) :]
    if not mark and content[:400].count(b"\x00") > len(content[:400]) // 3:
        encoding = "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"
    rules = []
    if encoding != "utf-8":
        rules.append("F01")
    elif mark:
        rules.append("F02")
    if not _readable(content, encoding):
        if encoding != "utf-8":
            raise RefusedReturn(f"The file {name} is cut off. Export it again.")
        encoding = "cp1252"
        rules.append("F24")
    crlf, newline = ("\r\n".encode(encoding), "\n".encode(encoding))
    if 2 * content.count(crlf) > content.count(newline):
        rules.append("F03")
    return Decoded(content, encoding, tuple(rules))


def _readable(content: bytes, encoding: str) -> bool:
    """Say whether the bytes are text in an encoding, a piece at a time."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(content), CHUNK):
            decoder.decode(content[start : start + CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
