"""Sending a line to an https address: to no private network unasked, by no redirect, and not for long."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urlsplit

SECONDS = 5.0
MOST_READ = 4096


class PostFault(Exception):
    """A line that could not be sent, and why."""


class Pinned(http.client.HTTPSConnection):
    """A connection to one address that was looked at before; the name cannot lead elsewhere meanwhile."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=SECONDS, context=ssl.create_default_context())
        self.address = address

    def connect(self) -> None:
        raw = socket.create_connection((self.address, self.port), self.timeout)
        self.sock = self._context.wrap_socket(raw, server_hostname=self.host)


def post(url: str, text: str, *, internal: bool) -> None:
    """Send a line as the body of a POST.

    Args:
        url: an https address.
        text: what is sent.
        internal: whether it may lie in a private network or on this machine.

    Raises:
        PostFault: the address is none to send to, or did not take it.
        OSError: it cannot be reached.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise PostFault("only an https address may be sent to")
    port = parts.port or 443
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = Pinned(parts.hostname, port, address_of(parts.hostname, port, internal=internal))
    try:
        connection.request("POST", target, text.encode(), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read(MOST_READ)
    except http.client.HTTPException as error:
        raise PostFault(f"its answer cannot be read ({type(error).__name__})") from error
    finally:
        connection.close()
    if not 200 <= answer.status < 300:
        raise PostFault(f"it answered {answer.status}")


def address_of(host: str, port: int, *, internal: bool) -> str:
    """Return the address of a host that may be sent to.

    Raises:
        PostFault: every one of its addresses is private, this machine's own or reserved.
    """
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for text in found:
        if _may_reach(ipaddress.ip_address(text.split("%")[0]), internal=internal):
            return text
    raise PostFault("it lies in a private network; KEYWORK_LEDGER_HEADS_INTERNAL=yes allows that")


def _may_reach(address: ipaddress.IPv4Address | ipaddress.IPv6Address, *, internal: bool) -> bool:
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    if address.is_link_local or address.is_multicast or address.is_unspecified:
        return False
    return bool(address.is_global or (internal and (address.is_private or address.is_loopback)))
