"""A return is loaded in the browser: looked at first, imported whole, and nothing left behind."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django_scopes import scope

from factories import Staff, make_staff
from keywork.web.people.models import Person
from keywork.web.returns.models import ReturnImport
from returns_made import as_xml, files, zipped


@pytest.fixture
def staff(db: None, settings: Any, tmp_path: Path) -> Staff:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return make_staff("895", "Wexcombe Council")


def signed_in(staff: Staff, role: str) -> Client:
    client = Client()
    client.force_login(staff.user(role))
    return client


def kept() -> list[Path]:
    from django.conf import settings

    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def upload(client: Client, *uploads: SimpleUploadedFile) -> HttpResponse:
    return client.post("/imports/load/", {"files": list(uploads)})


def token_in(response: HttpResponse) -> str:
    text = response.content.decode()
    return text.split('name="token" value="')[1].split('"')[0]


FORMS = {
    "XML": [SimpleUploadedFile("../../return.xml", as_xml().encode())],
    "zip": [SimpleUploadedFile("return.zip", zipped(files()))],
    "nine files": [
        SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode()) for name, text in files().items()
    ],
}


@pytest.mark.parametrize("form", FORMS)
def test_a_return_is_looked_at_and_then_imported(staff: Staff, form: str) -> None:
    client = signed_in(staff, "analyst")
    for file in FORMS[form]:
        file.seek(0)
    looked = upload(client, *FORMS[form])
    assert "Nothing has been imported yet" in looked.content.decode()
    with scope(authority=staff.authority):
        assert not Person.objects.exists()
    done = client.post("/imports/confirm/", {"token": token_in(looked)}, follow=True)
    assert "The return was imported" in done.content.decode()
    with scope(authority=staff.authority):
        assert Person.objects.exists()
        assert ReturnImport.objects.count() == 1
    assert kept() == []


def test_anothers_upload_cannot_be_confirmed(staff: Staff) -> None:
    looked = upload(signed_in(staff, "analyst"), SimpleUploadedFile("a.xml", as_xml().encode()))
    response = signed_in(staff, "manager").post("/imports/confirm/", {"token": token_in(looked)}, follow=True)
    assert "no longer kept here" in response.content.decode()
    with scope(authority=staff.authority):
        assert not ReturnImport.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("return.xml", b"%PDF-1.7", "PDF"),
        ("return.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><Message/>", "document type"),
        ("return.xml", b"", "empty"),
    ],
)
def test_a_refused_upload_leaves_nothing(staff: Staff, name: str, content: bytes, complaint: str) -> None:
    response = upload(signed_in(staff, "analyst"), SimpleUploadedFile(name, content))
    assert complaint in response.content.decode()
    assert kept() == []


def test_findings_are_read_without_names(staff: Staff) -> None:
    analyst = signed_in(staff, "analyst")
    looked = upload(analyst, SimpleUploadedFile("a.xml", as_xml().encode()))
    analyst.post("/imports/confirm/", {"token": token_in(looked)})
    with scope(authority=staff.authority):
        imported, person = ReturnImport.objects.get(), Person.objects.all()[0]
    for path in ("/quality/", "/quality/file.csv", "/imports/", f"/imports/{imported.pk}/"):
        response = analyst.get(path)
        assert response.status_code == 200
        assert person.surname not in response.content.decode()


def test_only_a_manager_takes_an_import_back(staff: Staff) -> None:
    analyst, manager = signed_in(staff, "analyst"), signed_in(staff, "manager")
    looked = upload(analyst, SimpleUploadedFile("a.xml", as_xml().encode()))
    analyst.post("/imports/confirm/", {"token": token_in(looked)})
    with scope(authority=staff.authority):
        imported = ReturnImport.objects.get()
    assert analyst.post(f"/imports/{imported.pk}/reverse/").status_code == 404
    assert "struck out" in manager.post(f"/imports/{imported.pk}/reverse/", follow=True).content.decode()
