"""Heads go outside the database: to a file or an https address, and never where they must not."""

import json
import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from typer.testing import CliRunner

from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger import chain, heads, posting
from keywork.web.ledger.models import Case
from keywork.web.project.cli import app

REQUEST = NewEvent("assessment-request-received", date(2025, 1, 8), fields={"by": "e-mail"})


@pytest.fixture
def recorded(case: Case, actor: Actor) -> Case:
    record(case=case, entries=[REQUEST, NewEvent("decided-to-assess", date(2025, 2, 1))], actor=actor)
    return case


def choose(settings: object, place: str, **more: object) -> None:
    settings.CONFIG = replace(settings.CONFIG, ledger_heads=place, **more)  # type: ignore[attr-defined]


def test_heads_are_added_to_a_file_and_prove_the_chain(
    recorded: Case, actor: Actor, settings: object, tmp_path: Path
) -> None:
    choose(settings, str(tmp_path / "heads-{authority}.jsonl"))
    heads.write(actor.authority)
    record(case=recorded, entries=[NewEvent("need-recorded", date(2025, 3, 1), fields={"need": "ASD"})], actor=actor)
    assert CliRunner().invoke(app, ["ledger", "head"]).exit_code == 0
    told = [json.loads(line) for line in (tmp_path / "heads-999.jsonl").read_text().splitlines()]
    assert [head["position"] for head in told] == [2, 3]
    head = chain.read(actor.authority_id)
    assert head is not None
    assert told[-1]["seal"] == head.seal.hex()
    proven = CliRunner().invoke(app, ["ledger", "verify"])
    assert "prove the chain up to the last entry" in proven.output
    assert proven.exit_code == 0
    settings.CONFIG = replace(settings.CONFIG, ledger_heads="")  # type: ignore[attr-defined]
    alone = CliRunner().invoke(app, ["ledger", "verify"])
    assert "could have cut off or remade it" in alone.output


def test_a_ledger_behind_its_outside_head_is_said_to_be_cut_off(recorded: Case, actor: Actor, tmp_path: Path) -> None:
    later = chain.Head(9, b"\x01" * 32)
    (tmp_path / "heads").write_text(heads.line(actor.authority, later))
    said = CliRunner().invoke(app, ["ledger", "verify", "--head", str(tmp_path / "heads")])
    assert said.exit_code == 1
    assert "cut off · places 1–9" in said.output


def test_a_file_that_holds_no_heads_is_refused_in_words(recorded: Case, tmp_path: Path) -> None:
    (tmp_path / "heads").write_text('{"authority": "999", "position": "two"}\n')
    said = CliRunner().invoke(app, ["ledger", "verify", "--head", str(tmp_path / "heads")])
    assert (said.exit_code, "Line 1 is not a head" in said.stderr) == (2, True)


def test_a_head_that_cannot_be_written_is_said_loudly_and_nothing_is_lost(
    recorded: Case, actor: Actor, settings: object, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    choose(settings, str(tmp_path / "no" / "such" / "folder"))
    writer = heads.Writer()
    writer.tell(actor.authority_id)
    assert writer.write_all() == [actor.authority_id]
    assert "cannot be written" in caplog.text
    assert "What was recorded is safe" in caplog.text
    said = CliRunner().invoke(app, ["ledger", "head"])
    assert (said.exit_code, "cannot be written" in said.stderr) == (1, True)


def test_a_write_has_its_head_written_once_it_is_committed(
    case: Case, actor: Actor, settings: object, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    told: list[object] = []
    monkeypatch.setattr(heads, "_tell", told.append)
    choose(settings, "/somewhere")
    with django_capture_on_commit_callbacks(execute=True):
        record(case=case, entries=[REQUEST], actor=actor)
        assert told == []
    assert told == [actor.authority_id]


class Taker(BaseHTTPRequestHandler):
    taken: list[bytes]
    answer = 204

    def do_POST(self) -> None:
        type(self).taken.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(type(self).answer)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def https(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, type[Taker]]]:
    """A server on this machine with a certificate that this process trusts."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "here")])
    now = clock.now()
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "cert.pem").write_bytes(certificate.public_bytes(pem) + secret)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    taker = type("OneTaker", (Taker,), {"taken": []})
    server = HTTPServer(("127.0.0.1", 0), taker)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"https://127.0.0.1:{server.server_port}/heads?token=secret", taker
    server.shutdown()
    server.server_close()


def test_heads_are_posted_to_an_https_address(
    recorded: Case, actor: Actor, settings: object, https: tuple[str, type[Taker]]
) -> None:
    url, taker = https
    choose(settings, url, ledger_heads_internal=True)
    head = heads.write(actor.authority)
    assert head is not None
    assert json.loads(taker.taken[0])["seal"] == head.seal.hex()
    taker.answer = 302  # type: ignore[assignment]
    with pytest.raises(heads.HeadFault, match="it answered 302") as fault:
        heads.write(actor.authority)
    assert "secret" not in str(fault.value)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://example.org/heads", "only an https address"),
        ("https://127.0.0.1/heads", "private network"),
        ("https://[::1]/heads", "private network"),
        ("https://10.1.2.3/heads", "private network"),
        ("https://[::ffff:10.1.2.3]/heads", "private network"),
        ("https://169.254.169.254/latest", "private network"),
    ],
)
def test_no_head_goes_where_none_may_be_sent(url: str, reason: str) -> None:
    with pytest.raises(posting.PostFault, match=reason):
        posting.post(url, "{}", internal=False)


def test_even_inside_no_head_goes_to_the_machines_own_metadata() -> None:
    with pytest.raises(posting.PostFault):
        posting.address_of("169.254.169.254", 443, internal=True)
