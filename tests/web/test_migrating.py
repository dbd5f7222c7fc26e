"""A change of the database that is cut off is seen, said, and can be taken back or gone on with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.web.processes import ROOT, cupola, environment, up

pytestmark = [pytest.mark.deep, pytest.mark.slow]
MIGRATE = "import django; django.setup(); from cupola.site.migrating import bring_up_to_date; bring_up_to_date()"


@pytest.fixture
def folder(tmp_path: Path, database_url: str) -> Path:
    """A data folder with a database that is up to date."""
    data = tmp_path / "data"
    migrated(data, database_url, settings="cupola.site.settings").communicate(timeout=60)
    assert (data / "web" / "migrating.json").exists() is False
    return data


def migrated(data: Path, url: str, *, settings: str = "tests.web.slow.settings", seconds: float = 60):
    """A process that brings the database up to date."""
    (data / "web").mkdir(parents=True, exist_ok=True)
    variables = environment(url, data=str(data)) | {"DJANGO_SETTINGS_MODULE": settings, "RINGS_SECONDS": str(seconds)}
    command = [sys.executable, "-c", MIGRATE]
    return subprocess.Popen(command, env=variables, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.fixture
def cut_off(folder: Path, database_url: str) -> Path:
    """The same, after a kill -9 in the middle of a migration."""
    running = migrated(folder, database_url)
    assert running.stdout is not None
    assert running.stdout.readline() == b"ringing\n"
    running.kill()
    running.communicate()
    return folder


def test_a_change_that_was_cut_off_refuses_to_start_and_says_why(cut_off: Path, database_url: str) -> None:
    mark = json.loads((cut_off / "web" / "migrating.json").read_text("utf-8"))
    assert mark["migrations"] == ["slow.0001_begin", "slow.0002_ring"]
    again = migrated(cut_off, database_url)
    _, said = again.communicate(timeout=60)
    assert again.returncode != 0
    assert b"was cut off." in said
    assert b"cupola admin migrate --go-on" in said


def test_the_copy_from_before_is_put_back(cut_off: Path, database_url: str) -> None:
    if database_url:
        refused = cupola(cut_off, "admin", "restore-database", url=database_url)
        assert "there is no copy of the database from before" in refused.stderr
        return
    assert cupola(cut_off, "admin", "restore-database").returncode == 0
    assert not (cut_off / "web" / "migrating.json").exists()
    with up(cut_off) as running:
        assert running.link
    again = migrated(cut_off, "", seconds=0)
    assert again.communicate(timeout=60)[0] == b"ringing\n"


def test_one_can_go_on_where_it_was_cut_off(cut_off: Path, database_url: str) -> None:
    assert cupola(cut_off, "admin", "migrate", "--go-on", url=database_url).returncode == 0
    with up(cut_off, url=database_url) as running:
        assert running.link


def test_a_first_start_that_was_cut_off_goes_on_by_itself(tmp_path: Path, database_url: str) -> None:
    data = tmp_path / "data"
    running = migrated(data, database_url)
    assert running.stdout is not None
    assert running.stdout.readline() == b"ringing\n"
    running.kill()
    running.communicate()
    again = migrated(data, database_url, seconds=0)
    again.communicate(timeout=60)
    assert again.returncode == 0


def test_two_at_once_wait_for_each_other(tmp_path: Path, database_url: str) -> None:
    data = tmp_path / "data"
    both = [migrated(data, database_url, seconds=1) for _ in range(2)]
    said = [each.communicate(timeout=120)[0] for each in both]
    assert [each.returncode for each in both] == [0, 0]
    assert sorted(said) == [b"", b"ringing\n"]


def test_without_leave_to_migrate_an_older_database_is_refused(tmp_path: Path, database_url: str) -> None:
    refused = cupola(tmp_path / "data", "up", "--port", "0", "--no-migrate", url=database_url)
    assert refused.returncode == 2
    assert "Run `cupola admin migrate`, or start without --no-migrate." in refused.stderr


def test_a_database_of_a_newer_version_is_refused(folder: Path, database_url: str) -> None:
    add = "INSERT INTO django_migrations (app, name, applied) VALUES ('workspace', '0999_later', '2026-01-01')"
    if database_url:
        with psycopg.connect(database_url) as server:
            server.execute(add)
    else:
        import sqlite3

        with sqlite3.connect(folder / "web" / "cupola.sqlite3") as server:
            server.execute(add)
        server.close()
    refused = cupola(folder, "up", "--port", "0", url=database_url)
    assert refused.returncode == 2
    assert "was written by a newer version of Cupola" in refused.stderr
