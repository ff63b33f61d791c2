"""Putting a backup back, by the commands: into an empty place, all of it, and saying which moment it is of."""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from backups_made import KEYWORK, Installation, make
from keywork.web.kernel import clock
from torture.business import compare, write_out


def test_a_restored_home_holds_the_same(backed_up: Installation, tmp_path: Path) -> None:
    done = backed_up.restore(str(tmp_path / "home"))
    assert done.returncode == 0, done.stderr
    assert "Restored to 20" in done.stdout
    write_out("", backed_up.home, tmp_path / "before")
    write_out("", tmp_path / "home", tmp_path / "after")
    compared = compare(tmp_path / "before", tmp_path / "after")
    assert compared.differences == []
    assert compared.files >= 3
    assert compared.tables > 25


def test_nothing_is_ever_restored_over_something(backed_up: Installation, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "precious").write_text("here")
    done = backed_up.restore(str(home))
    assert (done.returncode, "is not empty" in done.stderr) == (2, True)
    assert [path.name for path in home.iterdir()] == ["precious"]
    done = backed_up.restore(str(home), "--set-aside")
    assert done.returncode == 0, done.stderr
    (aside,) = tmp_path.glob("home.before-*")
    assert (aside / "precious").read_text() == "here"


def test_a_moment_that_is_none_is_refused(backed_up: Installation, tmp_path: Path) -> None:
    done = backed_up.restore(str(tmp_path / "home"), "--to-time", "teatime")
    assert (done.returncode, "is not a moment" in done.stderr) == (2, True)
    assert not (tmp_path / "home").exists()


def test_monitoring_is_told_by_the_exit_code(backed_up: Installation, tmp_path: Path) -> None:
    assert backed_up.run("backup", "check").returncode == 0
    assert backed_up.run("backup", "check", str(tmp_path)).returncode == 1
    assert backed_up.run("backup", "check", "--max-age", "0").returncode == 1


def test_a_backup_of_no_home_says_so(backed_up: Installation, tmp_path: Path) -> None:
    other = Installation(tmp_path)
    other.key.write_text(backed_up.key.read_text())
    done = other.run("backup")
    assert (done.returncode, done.stderr.startswith("No backup was taken. There is no database")) == (2, True)


def test_a_moment_between_two_marks_has_what_was_committed_by_then_and_nothing_later(tmp_path: Path) -> None:
    one = make(tmp_path)
    words = [KEYWORK, "backup", "--follow", "--every", "30"]
    with subprocess.Popen(words, env=one.environment, stdout=subprocess.PIPE, text=True) as follower:
        assert follower.stdout is not None
        while "Following into" not in follower.stdout.readline():
            assert follower.poll() is None
        assert one.run("authority", "add", "896", "Before Council").returncode == 0
        moment = clock.now().isoformat()
        assert one.run("authority", "add", "897", "After Council").returncode == 0
        follower.terminate()
    done = one.restore("restored", "--to-time", moment)
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(tmp_path / "restored" / "keywork.sqlite3")) as database:
        names = {name for (name,) in database.execute("SELECT name FROM accounts_authority")}
    assert names == {"Wexcombe Council", "Before Council"}
