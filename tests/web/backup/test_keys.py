"""The key of the backups: two of three people restore together, and none of them alone."""

import stat
from itertools import combinations
from pathlib import Path

import pytest

from keywork.web.backup import keys
from keywork.web.backup.keys import BackupFault


def test_any_two_of_three_shares_are_the_key_and_one_is_not(tmp_path: Path) -> None:
    key, shares = keys.make(tmp_path / "key"), [tmp_path / name for name in ("one", "two", "three")]
    keys.share(key, shares)
    for two in combinations(shares, 2):
        assert keys.read(two) == key
    for one in shares:
        assert key.secret.hex() not in one.read_text()
        with pytest.raises(BackupFault, match="one share of three"):
            keys.read([one])


def test_a_key_is_private_and_never_written_over(tmp_path: Path) -> None:
    key = keys.make(tmp_path / "key")
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    with pytest.raises(BackupFault, match="is there already"):
        keys.make(tmp_path / "key")
    assert keys.read([tmp_path / "key"]) == key


def test_shares_of_two_keys_do_not_mix(tmp_path: Path) -> None:
    for name in ("a", "b"):
        keys.share(keys.make(tmp_path / name), [tmp_path / f"{name}{number}" for number in range(3)])
    with pytest.raises(BackupFault, match="belongs to another backup key"):
        keys.read([tmp_path / "a0", tmp_path / "b1"])


@pytest.mark.parametrize("text", ["", "hello", "Keywork backup key, first form\nid 00\nkey zz\n", "\x00\xff"])
def test_what_is_no_key_is_refused_in_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "key"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(BackupFault, match="is not a key of backups"):
        keys.read([path])


def test_a_key_that_was_damaged_is_noticed(tmp_path: Path) -> None:
    keys.make(tmp_path / "key")
    first, name, value = (tmp_path / "key").read_text().splitlines()
    changed = value[:-1] + ("0" if value[-1] != "0" else "1")
    (tmp_path / "key").write_text("\n".join([first, name, changed]))
    with pytest.raises(BackupFault, match="was damaged"):
        keys.read([tmp_path / "key"])


def test_no_key_at_all_says_how_to_name_one() -> None:
    with pytest.raises(BackupFault, match="KEYWORK_BACKUP_KEY"):
        keys.read([])
