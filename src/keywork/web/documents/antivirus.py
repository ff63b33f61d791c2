"""Asking ClamAV whether a file carries a virus, over its own socket. Where it does not answer, nothing is taken in."""

from __future__ import annotations

import re
import socket
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from keywork.web.kernel import clock
from keywork.web.kernel.settings import Config

SECONDS = 30.0
PIECE = 1 << 16
LONGEST_ANSWER = 4096
STALE_AFTER = timedelta(days=7)
SIGNED = re.compile(r"ClamAV [^/]+/\d+/(\w{3} \w{3} +\d+ \d\d:\d\d:\d\d \d{4})")


class Unanswered(Exception):
    """The scanner that was set does not answer as it should, so nothing can be said of any file."""


@dataclass(frozen=True, slots=True)
class Scanner:
    """Where ClamAV listens: the path of a socket, or a host and a port."""

    path: str = ""
    host: str = ""
    port: int = 0

    def is_clean(self, content: bytes) -> bool:
        """Say whether nothing was found in a file.

        Raises:
            Unanswered: the scanner does not answer, knows nothing of the last week, or cannot say.
        """
        try:
            self._check_fresh(self._ask(b"zVERSION\0"))
            answer = self._ask(b"zINSTREAM\0", content)
        except OSError as error:
            raise Unanswered("the virus scanner does not answer") from error
        if answer == "stream: OK":
            return True
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            return False
        raise Unanswered("the virus scanner cannot say")

    def _check_fresh(self, version: str) -> None:
        told = SIGNED.match(version)
        if told is None:
            raise Unanswered("the virus scanner does not say how old its signatures are")
        made = datetime.strptime(told[1], "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC)
        if clock.now() - made > STALE_AFTER:
            raise Unanswered("the signatures of the virus scanner are more than a week old")

    def _ask(self, command: bytes, content: bytes | None = None) -> str:
        with self._connected() as line:
            line.sendall(command)
            if content is not None:
                for at in range(0, len(content), PIECE):
                    piece = content[at : at + PIECE]
                    line.sendall(struct.pack("!I", len(piece)) + piece)
                line.sendall(struct.pack("!I", 0))
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
                some = line.recv(PIECE)
                if not some:
                    break
                answer += some
        return answer.rstrip(b"\0\n").decode("utf-8", "replace")

    def _connected(self) -> socket.socket:
        if not self.path:
            return socket.create_connection((self.host, self.port), timeout=SECONDS)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(self.path)
        except OSError:
            line.close()
            raise
        return line


def scanner() -> Scanner | None:
    """Return the scanner that was set, or None: then files say that they were not checked."""
    told = Config.read().antivirus
    if not told:
        return None
    if told.startswith("unix:"):
        return Scanner(path=told.removeprefix("unix:"))
    host, _, port = told.rpartition(":")
    return Scanner(host=host, port=int(port))
