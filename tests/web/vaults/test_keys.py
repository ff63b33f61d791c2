"""What is sealed opens with its key, where it was sealed, and nowhere else."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from factories import Staff, make_case
from keywork.web.accounts.actors import system
from keywork.web.kernel import vault
from keywork.web.kernel.sealed import count_by_key, missing_keys, prepare_keys, rotate
from keywork.web.kernel.vault import KeyMissing, NotOpened, Place, Vault, add_key, key_file, keys_of, seal, unseal
from keywork.web.people.models import CaseCard
from keywork.web.vaults import identity
from keywork.web.vaults.identity import Former
from keywork.web.vaults.models import FormerIdentity

HERE = Place("vaults_hiddenwords", "0192", "sealed")


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KEYWORK_VAULT_KEYS", str(tmp_path))
    for one in Vault:
        vault.make_keys(one)
    return tmp_path


def test_what_is_sealed_opens_where_it_was_sealed(keys: Path) -> None:
    sealed = seal(Vault.CONTACT, "1 Nowhere Lane, Wexcombe – Zoë’s", HERE)
    assert b"Nowhere" not in sealed
    assert unseal(Vault.CONTACT, sealed, HERE) == "1 Nowhere Lane, Wexcombe – Zoë’s"


def test_the_same_words_are_never_sealed_alike(keys: Path) -> None:
    assert len({seal(Vault.CONTACT, "same", HERE) for _ in range(50)}) == 50


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("vaults_hiddenwords", "0193", "sealed"),
        Place("vaults_healthofothers", "0192", "sealed"),
        Place("vaults_hiddenwords", "0192", "other"),
    ],
)
def test_a_value_that_was_copied_elsewhere_does_not_open(keys: Path, elsewhere: Place) -> None:
    with pytest.raises(NotOpened):
        unseal(Vault.CONTACT, seal(Vault.CONTACT, "words", HERE), elsewhere)


def test_one_vaults_keys_do_not_open_another(keys: Path) -> None:
    sealed = seal(Vault.CONTACT, "words", HERE)
    with pytest.raises(KeyMissing):
        unseal(Vault.IDENTITY, sealed, HERE)
    key_file(Vault.IDENTITY).write_text(key_file(Vault.CONTACT).read_text())  # even with the same key
    with pytest.raises(NotOpened):
        unseal(Vault.IDENTITY, sealed, HERE)


@pytest.mark.parametrize("place", range(0, 60, 3))
def test_a_changed_value_does_not_open(keys: Path, place: int) -> None:
    sealed = bytearray(seal(Vault.CONTACT, "words that are long enough", HERE))
    sealed[place % len(sealed)] ^= 1
    with pytest.raises((NotOpened, KeyMissing)):
        unseal(Vault.CONTACT, bytes(sealed), HERE)


def test_key_files_are_private_and_apart(keys: Path) -> None:
    files = [key_file(one) for one in Vault]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert len({file.read_text() for file in files}) == len(files)


def test_older_keys_still_open_what_they_sealed(keys: Path) -> None:
    before = seal(Vault.CONTACT, "before", HERE)
    newest = add_key(Vault.CONTACT)
    assert list(keys_of(Vault.CONTACT))[-1] == newest
    assert vault.sealed_with(seal(Vault.CONTACT, "after", HERE)) == newest
    assert unseal(Vault.CONTACT, before, HERE) == "before"


def test_a_missing_key_is_said_with_what_to_do(keys: Path) -> None:
    sealed = seal(Vault.IDENTITY, "words", HERE)
    key_file(Vault.IDENTITY).unlink()
    with pytest.raises(KeyMissing, match=r"former identities are not in .*identity\.keys\. Bring the file back"):
        unseal(Vault.IDENTITY, sealed, HERE)
    assert "former identities" in missing_keys()


@pytest.mark.parametrize("words", ["", "\n\n", "nonsense", "12345678 short", "12345678 " + "!" * 44])
def test_a_file_without_keys_is_refused(keys: Path, words: str) -> None:
    key_file(Vault.CONTACT).write_text(words)
    with pytest.raises(KeyMissing):
        seal(Vault.CONTACT, "words", HERE)


def keep(card: CaseCard) -> None:
    former = Former(forename="Former", surname="Identitycanary", upn="C895340318079", nhs_number="9434765919")
    identity.keep_identity(actor=system("test", card.authority), card=card, former=former)


def test_whose_former_identity_a_row_is_cannot_be_told_from_the_database(keys: Path, staff: Staff) -> None:
    card = make_case(staff).card
    keep(card)
    row = FormerIdentity.objects.get()
    columns = {field.attname: str(getattr(row, field.attname)) for field in FormerIdentity._meta.concrete_fields}
    assert not [name for name, value in columns.items() if str(card.person_id) in value or str(card.pk) in value]
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed, mark FROM vaults_formeridentity")
        raw = b"".join(bytes(value) if not isinstance(value, str) else value.encode() for value in cursor.fetchone())
    for secret in ("Identitycanary", "C895340318079", "9434765919", str(card.person_id)):
        assert secret.encode() not in raw


def test_rotating_seals_every_row_again_and_finds_them_still(keys: Path, staff: Staff) -> None:
    cards = [make_case(staff).card for _ in range(3)]
    for card in cards:
        keep(card)
    before = {row.pk: (bytes(row.sealed), row.mark) for row in FormerIdentity.objects.all()}
    newest, rows = rotate(Vault.IDENTITY)
    assert rows == 3
    assert count_by_key(Vault.IDENTITY) == {newest: 3}
    after = {row.pk: (bytes(row.sealed), row.mark) for row in FormerIdentity.objects.all()}
    assert all(before[pk][0] != after[pk][0] and before[pk][1] != after[pk][1] for pk in before)
    assert all(identity.former_of(card.person_id) == identity.former_of(cards[0].person_id) for card in cards)


def test_a_rotation_that_was_cut_off_is_finished_by_the_next(keys: Path, staff: Staff) -> None:
    cards = [make_case(staff).card for _ in range(2)]
    keep(cards[0])
    add_key(Vault.IDENTITY)  # the key was made, and then the power went
    keep(cards[1])
    newest, rows = rotate(Vault.IDENTITY)
    assert (rows, count_by_key(Vault.IDENTITY)) == (2, {newest: 2})
    assert all(identity.is_kept(card.person_id) for card in cards)


def test_no_new_key_is_made_where_one_was_lost(keys: Path, staff: Staff) -> None:
    keep(make_case(staff).card)
    key_file(Vault.IDENTITY).unlink()
    with pytest.raises(KeyMissing):
        prepare_keys()
    assert not key_file(Vault.IDENTITY).exists()


def run(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "KEYWORK_HOME": str(home), "KEYWORK_DATABASE_URL": "", "KEYWORK_VAULT_KEYS": ""}
    command = [str(Path(sys.executable).with_name("keywork")), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_home_gets_its_keys_and_a_command_changes_them(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert "Made the keys of what is sealed" in run("init", home=home).stdout
    first = (home / "keys" / "identity.keys").read_text()
    assert (home / "secret.key").read_text() not in first
    assert "Made the keys" not in run("init", home=home).stdout
    rotated = run("vault", "rotate", "--vault", "identity", home=home)
    assert rotated.returncode == 0
    assert "Former identities: sealed 0 rows again with the new key" in rotated.stdout
    assert (home / "keys" / "identity.keys").read_text().startswith(first)
    assert run("vault", "keys", home=home).returncode == 0
    (home / "keys" / "identity.keys").unlink()
    lost = run("vault", "keys", home=home)
    assert (lost.returncode, "Bring the file back" in lost.stderr) == (1, True)
