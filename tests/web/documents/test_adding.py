"""Adding documents: what is kept, what is refused and said, and that nothing is kept twice or half."""

from __future__ import annotations

import logging
import socket
import struct
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils.http import content_disposition_header
from pypdf import PdfReader

from factories import Staff
from files_made import EICAR, pdf, photo, word
from keywork.web.accounts.actors import actor_for
from keywork.web.accounts.models import AccessEntry, Role
from keywork.web.documents import antivirus, store
from keywork.web.documents.antivirus import Scanner, Unanswered
from keywork.web.documents.errors import Unfit
from keywork.web.documents.models import Document, DocumentVersion, StoredFile
from keywork.web.documents.services import taking
from keywork.web.documents.services.taking import take
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from records_made import make_document
from web.documents.conftest import sent, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("near")]
ADDS = (
    Role.KEYWORKER, Role.MANAGER, Role.EDUCATIONAL_PSYCHOLOGIST, Role.SOCIAL_WORKER, Role.THERAPIST,
    Role.BUSINESS_SUPPORT, Role.SENCO, Role.COLLEGE, Role.EARLY_YEARS, Role.PARENT, Role.YOUNG_PERSON,
)  # fmt: skip


def fields(content: bytes, name: str = "report.pdf", **more: str) -> dict[str, Any]:
    return {"file": sent(content, name), "title": "Report of the paediatrician", "label": "other"} | more


def files_in(folder: Path) -> int:
    return sum(one.is_file() for one in folder.rglob("*"))


@pytest.mark.parametrize("role", list(Role.values))
def test_whoever_the_matrix_lets_add_adds(staff: Staff, card: CaseCard, role: str) -> None:
    answer = signed_in(staff.user(role)).post(f"/cases/{card.pk}/documents/add/", fields(pdf("Words")))
    assert answer.status_code == (302 if role in ADDS else 404)
    assert Document.objects.count() == (role in ADDS)


def test_original_and_copy_are_kept_and_the_copy_is_read(staff: Staff, card: CaseCard) -> None:
    client, photo_sent = signed_in(staff.user(Role.KEYWORKER)), photo()
    answer = client.post(f"/cases/{card.pk}/documents/add/", fields(photo_sent, "IMG 1.jpeg"), follow=True)
    assert "Not checked for viruses" in answer.content.decode()
    version = DocumentVersion.objects.get()
    assert store.read(version.original) == photo_sent
    read = client.get(f"/documents/{version.document_id}/file/1/")
    assert read.content == store.read(version.viewing)
    assert b"Zyxcanary" not in read.content
    assert b"Zyxcanary" in photo_sent
    assert 'filename="IMG 1.jpg"' in read.headers["Content-Disposition"]


def test_business_support_files_what_it_does_not_open(staff: Staff, card: CaseCard) -> None:
    client = signed_in(staff.user(Role.BUSINESS_SUPPORT))
    answer = client.post(f"/cases/{card.pk}/documents/add/", fields(pdf()), follow=True)
    assert answer.status_code == 200
    assert "Added" in answer.content.decode()
    document = Document.objects.get()
    assert client.get(f"/documents/{document.pk}/").status_code == 404
    assert client.get(f"/documents/{document.pk}/file/1/").status_code == 404


def test_what_is_refused_is_told_and_not_kept(staff: Staff, card: CaseCard, store_of_documents: Path) -> None:
    before = files_in(store_of_documents)
    hostile = word(parts={"word/vbaProject.bin": b"x"})
    client = signed_in(staff.user(Role.PARENT))
    answer = client.post(f"/cases/{card.pk}/documents/add/", fields(hostile, "a.docx"))
    assert answer.status_code == 200
    assert "has macros in it, which are programs. Open it, save it as a PDF and send that." in answer.content.decode()
    assert (Document.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert files_in(store_of_documents) == before


def test_a_label_that_is_not_theirs_is_none(staff: Staff, card: CaseCard) -> None:
    """AZ-07: a parent files nothing among the papers of the panel."""
    client = signed_in(staff.user(Role.PARENT))
    page = client.get(f"/cases/{card.pk}/documents/add/").content.decode()
    assert 'value="panel"' not in page
    answer = client.post(f"/cases/{card.pk}/documents/add/", fields(pdf(), label="panel"))
    assert answer.status_code == 200
    assert not Document.objects.exists()


def test_what_is_sent_twice_is_kept_once(staff: Staff, card: CaseCard) -> None:
    """CO-02."""
    client, where, content = signed_in(staff.user(Role.KEYWORKER)), f"/cases/{card.pk}/documents/add/", pdf("Once")
    token = {"csrfmiddlewaretoken": "x" * 64}
    first = client.post(where, fields(content) | token)
    again = client.post(where, fields(content) | token)
    assert (first.status_code, again.status_code) == (302, 302)
    assert again.headers["Location"] == first.headers["Location"]
    assert Document.objects.count() == 1


def test_one_byte_too_many_is_too_large(staff: Staff, card: CaseCard, monkeypatch: pytest.MonkeyPatch) -> None:
    """IN-15."""
    monkeypatch.setenv("KEYWORK_LARGEST_FILE", "1")
    client, where = signed_in(staff.user(Role.KEYWORKER)), f"/cases/{card.pk}/documents/add/"
    answer = client.post(where, fields(b"a" * 1_000_001, "a.txt"))
    assert "must be smaller than 1 MB" in answer.content.decode()
    assert client.post(where, fields(b"a" * 1_000_000, "a.txt")).status_code == 302


class TestSizes:
    """IN-15: what says that it is larger than its page takes is refused before it is read, whoever sends it."""

    def test_of_a_page_with_files(self, staff: Staff, card: CaseCard) -> None:
        client = signed_in(staff.user(Role.KEYWORKER))
        answer = client.generic(
            "POST", f"/cases/{card.pk}/documents/add/", b"x", content_type="multipart/form-data; boundary=b",
            CONTENT_LENGTH="23000001",
        )  # fmt: skip
        assert answer.status_code == 413
        assert "choose a smaller file: at most 20 MB" in answer.content.decode()

    @pytest.mark.parametrize("where", ["/account/login/", "/account/"])
    def test_of_any_other_page(self, client: Any, staff: Staff, where: str) -> None:
        answer = client.generic(
            "POST", where, b"x", content_type="multipart/form-data; boundary=b", CONTENT_LENGTH="3000001"
        )
        assert answer.status_code == 413

    @pytest.mark.parametrize("length", ["-1", "²", "1e9", "x"])
    def test_that_are_none(self, client: Any, staff: Staff, length: str) -> None:
        from keywork.web.accounts.sizes import SizeMiddleware

        request = type("Request", (), {"META": {"CONTENT_LENGTH": length}, "method": "POST"})
        seen: list[int] = []
        from keywork.web.accounts import sizes

        original = sizes.render
        sizes.render = lambda *_, **how: seen.append(how["status"])  # type: ignore[assignment]
        try:
            SizeMiddleware(lambda _: None).process_view(request, lambda _: None, (), {})  # type: ignore[arg-type, return-value]
        finally:
            sizes.render = original
        assert seen == [413]


class TestVersions:
    def test_are_added_by_whoever_gave_it(self, staff: Staff, card: CaseCard) -> None:
        client = signed_in(staff.user(Role.PARENT))
        client.post(f"/cases/{card.pk}/documents/add/", fields(pdf("First"), label="views"))
        document = Document.objects.get()
        answer = client.post(f"/documents/{document.pk}/version/", {"file": sent(pdf("Second"))}, follow=True)
        assert "It is version 2" in answer.content.decode()
        assert [one.number for one in document.versions.all()] == [2, 1]
        read = [client.get(f"/documents/{document.pk}/file/{number}/").content for number in (1, 2)]
        assert [PdfReader(BytesIO(one)).pages[0].extract_text().strip() for one in read] == ["First", "Second"]

    def test_that_are_the_same_file_are_none(self, staff: Staff, card: CaseCard) -> None:
        client, content = signed_in(staff.user(Role.PARENT)), pdf("First")
        client.post(f"/cases/{card.pk}/documents/add/", fields(content, label="views"))
        document = Document.objects.get()
        answer = client.post(f"/documents/{document.pk}/version/", {"file": sent(content)})
        assert "This is the file that is here already" in answer.content.decode()
        assert document.versions.count() == 1

    def test_are_not_added_to_what_others_gave(self, staff: Staff, card: CaseCard) -> None:
        document = make_document(card.case, label="other", actor=actor_for(staff.user(Role.KEYWORKER)))
        client = signed_in(staff.user(Role.YOUNG_PERSON))
        assert client.get(f"/documents/{document.pk}/").status_code == 200
        assert client.get(f"/documents/{document.pk}/version/").status_code == 404
        assert client.post(f"/documents/{document.pk}/version/", {"file": sent(pdf())}).status_code == 404


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("..\\..\\windows\\system32\\report.pdf", "report.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie x=1.pdf"),
        ('say "hi".pdf', "say hi.pdf"),
        ("CON.pdf", "Document.pdf"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
        (".pdf", "Document.pdf"),
        ("Ṣọlá’s report 👩‍🦽.PDF", "Ṣọlá’s report 👩 🦽.pdf"),
    ],
)
def test_a_name_is_made_safe(name: str, kept: str) -> None:
    """IN-14, IN-23."""
    file = sent(pdf())
    file._name = name  # Django's own upload would take some of it away before us
    assert take(file).file_name == kept


@pytest.mark.parametrize(
    "name", ["\u202efdp.exe.pdf", "a\r\nb.pdf", "Łucja \U0001f469.pdf", '";x=".pdf', "x" * 300 + ".pdf"]
)
def test_a_name_makes_one_safe_header(name: str) -> None:
    file = sent(pdf())
    file._name = name
    header = content_disposition_header(True, take(file).file_name) or ""
    assert header.startswith("attachment; filename")
    assert not {"\r", "\n", "\u202e"} & set(header)
    assert header.count('"') in {0, 2}


def test_the_log_has_no_word_of_it(staff: Staff, card: CaseCard, caplog: pytest.LogCaptureFixture) -> None:
    """PR-01."""
    caplog.set_level(logging.DEBUG)
    client = signed_in(staff.user(Role.KEYWORKER))
    client.post(f"/cases/{card.pk}/documents/add/", fields(pdf("Qwvword"), "Qwvname.pdf", title="Qwvtitle"))
    client.post(f"/cases/{card.pk}/documents/add/", fields(b"MZ", "Qwvname.exe", title="Qwvtitle"))
    told = caplog.text + str(list(AccessEntry.objects.values_list("detail", "subjects")))
    assert Document.objects.get().title == "Qwvtitle"
    assert "Qwv" not in told


def test_nothing_is_kept_for_whoever_lost_the_case_meanwhile(
    staff: Staff, card: CaseCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CO-05: the right is asked again in the transaction that keeps the file."""

    def slow(file: Any) -> taking.Taken:
        CaseCard.objects.filter(pk=card.pk).update(keyworker=None)
        return take(file)

    from keywork.web.documents.views import handing

    monkeypatch.setattr(handing, "take", slow)
    answer = signed_in(staff.user(Role.KEYWORKER)).post(f"/cases/{card.pk}/documents/add/", fields(pdf()))
    assert answer.status_code == 404
    assert not Document.objects.exists()


class FakeClam:
    """What clamd answers over its socket, without clamd."""

    def __init__(self, *, age: timedelta = timedelta(), answer: bytes | None = None) -> None:
        self.age, self.answer = age, answer
        self.line = socket.create_server(("127.0.0.1", 0))
        self.port = self.line.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.line.accept()
            except OSError:
                return
            with line:
                self._one(line)

    def _one(self, line: socket.socket) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += line.recv(1)
        if command == b"zVERSION\0":
            made: datetime = clock.now() - self.age
            line.sendall(f"ClamAV 1.4.6/27100/{made:%a %b %d %H:%M:%S %Y}\0".encode())
            return
        content = b""
        while size := struct.unpack("!I", self._exactly(line, 4))[0]:
            content += self._exactly(line, size)
        found = b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        line.sendall(self.answer if self.answer is not None else found)

    @staticmethod
    def _exactly(line: socket.socket, size: int) -> bytes:
        content = b""
        while len(content) < size:
            content += line.recv(size - len(content))
        return content

    def stop(self) -> None:
        self.line.close()


@pytest.fixture
def clam() -> Iterator[FakeClam]:
    made = FakeClam()
    yield made
    made.stop()


class TestViruses:
    """IN-21, IN-22."""

    def test_clean_files_say_so(self, staff: Staff, card: CaseCard, clam: FakeClam, monkeypatch: Any) -> None:
        monkeypatch.setenv("KEYWORK_ANTIVIRUS", f"127.0.0.1:{clam.port}")
        signed_in(staff.user(Role.KEYWORKER)).post(f"/cases/{card.pk}/documents/add/", fields(pdf("x" * 200)))
        assert DocumentVersion.objects.get().checked == "clean"

    def test_found_ones_are_not_kept(self, staff: Staff, card: CaseCard, clam: FakeClam, monkeypatch: Any) -> None:
        monkeypatch.setenv("KEYWORK_ANTIVIRUS", f"127.0.0.1:{clam.port}")
        answer = signed_in(staff.user(Role.PARENT)).post(
            f"/cases/{card.pk}/documents/add/", fields(EICAR + b" " * 200_000, "a.txt")
        )
        assert "A virus was found in this file" in answer.content.decode()
        assert not StoredFile.objects.exists()

    def test_nothing_is_taken_while_it_does_not_answer(self, staff: Staff, card: CaseCard, monkeypatch: Any) -> None:
        gone = FakeClam()
        gone.stop()
        monkeypatch.setenv("KEYWORK_ANTIVIRUS", f"127.0.0.1:{gone.port}")
        answer = signed_in(staff.user(Role.PARENT)).post(f"/cases/{card.pk}/documents/add/", fields(pdf()))
        assert "cannot be checked for viruses just now" in answer.content.decode()
        assert not StoredFile.objects.exists()

    @pytest.mark.parametrize(
        "how",
        [
            {"age": timedelta(days=8)},
            {"answer": b"INSTREAM size limit exceeded. ERROR\0"},
            {"answer": b""},
            {"answer": b"OK\0"},
        ],
    )
    def test_nothing_is_taken_while_it_cannot_say(self, how: dict[str, Any]) -> None:
        fake = FakeClam(**how)
        with pytest.raises(Unanswered):
            Scanner(host="127.0.0.1", port=fake.port).is_clean(b"x")
        fake.stop()

    def test_it_is_reached_over_a_socket_of_the_machine(self, tmp_path: Path, monkeypatch: Any) -> None:
        fake = FakeClam()
        fake.stop()
        path = str(tmp_path / "clamd.ctl")
        line = socket.socket(socket.AF_UNIX)
        line.bind(path)
        line.listen()
        fake.line = line
        threading.Thread(target=fake._serve, daemon=True).start()
        monkeypatch.setenv("KEYWORK_ANTIVIRUS", f"unix:{path}")
        found = antivirus.scanner()
        assert found is not None
        assert found.is_clean(b"x" * 70_000)
        assert not found.is_clean(EICAR)
        fake.stop()

    def test_a_setting_that_is_none_is_refused(self, monkeypatch: Any) -> None:
        monkeypatch.setenv("KEYWORK_ANTIVIRUS", "localhost")
        with pytest.raises(ValueError, match="KEYWORK_ANTIVIRUS"):
            antivirus.scanner()


def test_a_refusal_says_its_code_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with pytest.raises(Unfit):
        take(sent(b"MZ", "Qwvname.exe"))
    assert "A file was refused: kind" in caplog.text
