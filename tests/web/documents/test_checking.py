"""DU-08: a file that was spoilt is found by the nightly look, and backups take the store along."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from typer.testing import CliRunner

from factories import Staff
from keywork.web.backup.home_files import files_of
from keywork.web.documents import store
from keywork.web.kernel.settings import Config
from keywork.web.people.models import CaseCard
from keywork.web.project.cli import app
from records_made import make_document

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path / "uploads")
    return tmp_path


def looked(*more: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["documents", "check", *more])
    return done.exit_code, done.output


def test_sound_files_are_counted(card: CaseCard) -> None:
    make_document(card.case)
    make_document(card.case)
    assert looked() == (0, "2 files, 0 damaged or gone, 0 that no document has.\n")


@pytest.mark.parametrize(
    "spoil", [lambda path: path.write_bytes(b"x"), lambda path: path.unlink()], ids=["flip", "gone"]
)
def test_a_spoilt_file_is_found_and_named_by_its_identity(staff: Staff, card: CaseCard, spoil: object) -> None:
    stored = make_document(card.case, title="Qwvtitle").versions.get().viewing
    spoil(store.path_of(stored.place))  # type: ignore[operator]
    code, told = looked()
    assert code == 1
    assert "1 files, 1 damaged or gone" in told
    assert str(stored.pk) in told
    assert "Qwvtitle" not in told


def test_what_no_document_has_is_swept_once_it_is_old(card: CaseCard) -> None:
    kept = store.path_of(make_document(card.case).versions.get().viewing.place)
    old, young = store.path_of("0" * 32), store.path_of("1" * 32)
    for path in (old, young):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"from a change that was undone")
    os.utime(old, (0, 0))
    os.utime(kept, (0, 0))
    assert "1 that no document has" in looked()[1]
    assert old.exists()
    assert "1 deleted" in looked("--sweep")[1]
    assert (old.exists(), young.exists(), kept.exists()) == (False, True, True)


def test_a_backup_takes_the_store_along(card: CaseCard, own_store: Path) -> None:
    stored = make_document(card.case).versions.get().viewing
    taken = {one.name: one.path for one in files_of(replace(Config.read(), home=own_store))}
    name = f"uploads/documents/{stored.place[:2]}/{stored.place}"
    assert taken[name] == store.path_of(stored.place)
