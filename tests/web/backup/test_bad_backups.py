"""A backup that is not whole is never taken for one: neither when it is checked nor when it is put back."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from backups_made import Installation
from keywork.web.backup import checking, generations, keys, restoring
from keywork.web.backup.keys import BackupFault, Key
from keywork.web.kernel import clock

FILES = ("database.kwb", "uploads.kwb", "keys.kwb", "manifest.kwb", "about.json", "log-000001.kwb")


@pytest.fixture
def copy(backed_up: Installation, tmp_path: Path) -> Path:
    """A copy of the backups that a test may spoil."""
    shutil.copytree(backed_up.backups, tmp_path / "backups")
    return tmp_path / "backups"


@pytest.fixture
def key(backed_up: Installation) -> Key:
    return keys.read([backed_up.key])


def the_one(folder: Path) -> Path:
    (found,) = folder.glob("*Z-??????")
    return found


def faults(folder: Path, key: Key | None, max_age: float = 60.0) -> list[str]:
    try:
        return checking.check(folder, key, max_age, lambda words: None)
    except BackupFault as fault:
        return [str(fault)]


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[Random(7).randrange(40, len(data) - 40)] ^= 1
    path.write_bytes(data)


def remove(path: Path) -> None:
    path.unlink()


def put_back(folder: Path, key: Key) -> None:
    chosen = restoring.choose(folder, key, None)
    restoring.restore_files(chosen, key, folder.parent / "home")
    chosen.generation.open("database.kwb", key).drain()


def test_a_whole_backup_is_green(copy: Path, key: Key) -> None:
    assert faults(copy, key) == []
    assert faults(copy, None) == []
    assert restoring.choose(copy, key, None).mark.number >= 1


@pytest.mark.parametrize("spoil", [cut_off, empty, flip, remove])
@pytest.mark.parametrize("file", FILES)
def test_a_spoiled_file_is_found_and_not_restored(
    copy: Path, key: Key, file: str, spoil: Callable[[Path], None]
) -> None:
    spoil(the_one(copy) / file)
    assert faults(copy, key) != []
    with pytest.raises(BackupFault):
        put_back(copy, key)


def test_every_byte_of_a_file_counts(copy: Path, key: Key) -> None:
    path = the_one(copy) / "keys.kwb"
    whole = path.read_bytes()
    about = json.loads((the_one(copy) / "about.json").read_text())
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        # Even where whoever changed it also changed what the backup says of its files.
        about["files"]["keys.kwb"]["sha256"] = generations.sha256_of(path)
        (the_one(copy) / "about.json").write_text(json.dumps(about))
        assert faults(copy, key) != [], place


def test_files_of_two_backups_cannot_be_swapped(backed_up: Installation, copy: Path, key: Key) -> None:
    one = the_one(copy)
    two = one.with_name(one.name[:-6] + "aaaaaa")
    shutil.copytree(one, two)
    assert any("was damaged" in fault for fault in faults(copy, key))


def test_another_key_opens_nothing(copy: Path, tmp_path: Path) -> None:
    other = keys.make(tmp_path / "other")
    assert "another key" in faults(copy, other)[0]
    with pytest.raises(BackupFault, match="made with another key"):
        restoring.choose(copy, other, None)


def test_without_the_key_nothing_of_it_can_be_read(backed_up: Installation, copy: Path) -> None:
    plain = b"".join(path.read_bytes() for path in the_one(copy).iterdir())
    for word in (b"SQLite format", b"Wexcombe", b"an upload", b"a key of a vault", b"ledger_ledgerevent"):
        assert word not in plain


def test_an_old_backup_is_said_to_be_old(copy: Path, key: Key) -> None:
    assert "minutes old" in faults(copy, key, max_age=0.0)[0]


def test_a_moment_after_the_last_is_refused(copy: Path, key: Key) -> None:
    with pytest.raises(BackupFault, match="Leave out --to-time"):
        restoring.choose(copy, key, clock.now() + timedelta(hours=1))


def test_a_moment_before_the_first_is_refused(copy: Path, key: Key) -> None:
    with pytest.raises(BackupFault, match="No backup reaches back"):
        restoring.choose(copy, key, datetime(2020, 1, 1, tzinfo=UTC))


def test_no_backup_is_no_green(copy: Path, key: Key, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "no finished backup" in faults(tmp_path / "empty", key)[0]
    assert "there is no such folder" in faults(tmp_path / "none", key)[0]
    the_one(copy).rename(the_one(copy).with_name(the_one(copy).name + generations.UNFINISHED))
    assert "no finished backup" in faults(copy, key)[0]


def test_old_ones_go_and_the_newest_stays(copy: Path) -> None:
    one = the_one(copy)
    later = clock.now() + timedelta(days=36)
    assert generations.prune(copy, later, 35) == []
    two = one.with_name("2" + one.name[1:-6] + "ffffff")
    shutil.copytree(one, two)
    assert [gone.folder for gone in generations.prune(copy, later, 35)] == [one]
    assert two.exists()
    assert not one.exists()
