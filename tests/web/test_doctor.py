"""`cupola doctor` and `cupola admin`: what is looked at, what is said, and ways back in."""

from __future__ import annotations

import os
import sqlite3
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.web.processes import cupola, up
from tests.web.test_backup import doctor

pytestmark = [pytest.mark.deep, pytest.mark.slow]


@pytest.fixture
def opened(tmp_path: Path, database_url: str) -> Path:
    """A data folder that was opened once."""
    data = tmp_path / "data"
    with up(data, url=database_url):
        pass
    return data


def state(told: dict, what: str) -> str:
    return next(look["state"] for look in told["looks"] if look["what"] == what)


def fact(told: dict, what: str) -> str:
    return next(look["fact"] for look in told["looks"] if look["what"] == what)


def test_a_healthy_installation_is_called_so(opened: Path, database_url: str) -> None:
    told = doctor(opened, database_url, "--thorough")
    assert told["good"]
    assert {look["what"] for look in told["looks"]} >= {
        *("versions", "folder", "disk", "locks", "clock", "database", "migrations", "record", "jobs", "mail"),
        "audit trail",
    }  # fmt: skip
    assert fact(told, "locks") == "Nobody holds a lock."
    plain = cupola(opened, "doctor", url=database_url)
    assert plain.returncode == 0
    assert "ok      disk: " in plain.stdout


def test_a_folder_where_nothing_was_opened_is_not_made(tmp_path: Path, database_url: str) -> None:
    refused = cupola(tmp_path / "none", "doctor", url=database_url)
    assert refused.returncode == 2
    assert "no district was opened here yet" in refused.stderr
    assert not (tmp_path / "none").exists()


def test_it_tells_who_holds_a_lock(opened: Path, database_url: str) -> None:
    with up(opened, url=database_url) as running:
        held = fact(doctor(opened, database_url), "locks")
    assert f"cupola up by process {running.process.pid} since" in held
    assert "the job worker by process" in held


def test_a_folder_that_others_can_read_is_bad(opened: Path, database_url: str) -> None:
    os.chmod(opened, 0o755)
    os.chmod(opened / "web" / "secrets" / "key", 0o644)
    told = doctor(opened, database_url)
    assert state(told, "folder") == "bad"
    assert [look["step"] for look in told["looks"] if look["what"] == "folder"] == [
        f"chmod go-rwx {opened}", f"chmod go-rwx {opened / 'web' / 'secrets' / 'key'}",
    ]  # fmt: skip


def test_a_clock_that_went_back_is_bad(opened: Path, loaded_once: Path, database_url: str) -> None:
    current = opened / "current"
    current.write_bytes((loaded_once / "current").read_bytes())
    ahead = (datetime.now(UTC) + timedelta(days=2)).timestamp()
    os.utime(current, (ahead, ahead))
    assert "The clock differs by 172," in fact(doctor(opened, database_url), "clock")


def test_a_damaged_database_is_bad(opened: Path, database_url: str) -> None:
    if database_url:
        told = doctor(opened, database_url.rpartition("/")[0] + "/none")
        assert "The database does not answer (OperationalError)." in fact(told, "database")
        return
    file = opened / "web" / "cupola.sqlite3"
    with sqlite3.connect(file) as server:
        server.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    server.close()
    with open(file, "r+b") as handle:
        handle.seek(4096 * 3)
        handle.write(b"\xff" * 4096 * 6)
    told = doctor(opened, "")
    assert not told["good"]
    assert "The database is damaged" in fact(told, "database")


def test_an_object_of_the_record_that_is_gone_is_bad(opened: Path, loaded_once: Path, database_url: str) -> None:
    import shutil

    shutil.copytree(loaded_once, opened, dirs_exist_ok=True)
    next((opened / "objects").glob("*.parquet")).unlink()
    assert state(doctor(opened, database_url), "record") == "bad"


def test_a_mail_server_that_does_not_answer_is_bad(opened: Path, database_url: str) -> None:
    told = cupola(opened, "doctor", url=database_url, smtp_url="smtp://cupola:hunter2@127.0.0.1:1")
    assert "BAD     mail: The mail server does not take us in (ConnectionRefusedError)." in told.stdout
    assert "hunter2" not in told.stdout


def test_an_administrator_who_is_locked_out_gets_in_by_a_link(opened: Path, database_url: str) -> None:
    unknown = cupola(opened, "admin", "link", "ada@harbor.example", url=database_url)
    assert "ada@harbor.example: has no account." in unknown.stderr
    words = ("admin", "link", "ada@harbor.example", "--name", "Ada", "--administrator", "--without-second-factor")
    made = cupola(opened, *words, url=database_url)
    link = made.stdout.split()[0]
    with up(opened, url=database_url) as running:
        address = running.address + "/invitation/" + link.partition("/invitation/")[2]
        with urllib.request.urlopen(address, timeout=20) as answer:
            assert b"Ada" in answer.read()
    listed = cupola(opened, "admin", "users", url=database_url).stdout
    assert listed.split()[:2] == ["ada@harbor.example", "Ada"]
    assert "administrator, district" in listed


def test_wiping_where_there_is_no_sample_says_so(opened: Path, database_url: str) -> None:
    assert (
        "There is no sample district here." in cupola(opened, "admin", "wipe-sample", "--yes", url=database_url).stdout
    )
