"""Requests whose ends two servers might read differently, sent over a bare socket: refused, and nothing behind it is heard."""

from __future__ import annotations

import re
import socket
from urllib.parse import urlsplit

import pytest
from harness import Site

HIDDEN = "GET /account/ HTTP/1.1\r\nHost: {host}\r\n\r\n"
SMUGGLED = {
    "two lengths": "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nContent-Length: {size}\r\n\r\n",
    "a length and pieces": (
        "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    ),
    "pieces by another name": "POST / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "pieces twice": "POST / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "a length that is none": "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: +5\r\n\r\n",
    "a blank before the colon": "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length : {size}\r\n\r\n",
    "a header on two lines": "GET / HTTP/1.1\r\nHost: {host}\r\nX-One: a\r\n Content-Length: {size}\r\n\r\n",
    "a piece of no length": "POST / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
}


def sent(site: Site, text: str) -> bytes:
    """Send a request as it stands, and return all that comes back until the server ends the connection."""
    place = urlsplit(site.address)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=20) as wire:
        wire.sendall(text.encode())
        found = b""
        while part := wire.recv(65536):
            found += part
    return found


@pytest.mark.parametrize("how", SMUGGLED)
def test_a_request_with_two_ends_is_refused_and_the_connection_ended(site: Site, how: str) -> None:
    """ASVS 4.2.1: whatever stands behind it is not taken for a request."""
    host = urlsplit(site.address).netloc
    hidden = HIDDEN.format(host=host)
    answer = sent(site, SMUGGLED[how].format(host=host, size=len(hidden)) + hidden)
    found = re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)
    assert found
    assert set(found) <= {b"400", b"403", b"501"}, "another answer would be to what was smuggled: to sign in first"


def test_a_request_with_one_end_is_answered(site: Site) -> None:
    host = urlsplit(site.address).netloc
    answer = sent(site, f"GET /accessibility/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200 ")
    answer = sent(site, HIDDEN.format(host=host).replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"))
    assert answer.startswith(b"HTTP/1.1 302 "), "what is smuggled above would be answered so"
