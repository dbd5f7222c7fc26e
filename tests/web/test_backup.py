"""A backup is one file of one moment, verified byte by byte, and laid out only where nothing is."""

from __future__ import annotations

import json
import os
import shutil
import tarfile
from pathlib import Path

import pytest

from cupola.engine.record.store import open_store
from tests.web.processes import cupola, until, up

pytestmark = [pytest.mark.deep, pytest.mark.slow]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, loaded_once: Path, database_url_of_module: str) -> Path:
    """A data folder with a record that was opened once: its pages show the record, and it has a user."""
    url = database_url_of_module
    data = tmp_path_factory.mktemp("original") / "data"
    shutil.copytree(loaded_once, data)
    (data / "cupola.toml").write_text("threads = 4\n", encoding="utf-8")
    with up(data, url=url):
        until(lambda: doctor(data, url)["published"], why="a publication")
    made = cupola(data, "admin", "link", "ada@harbor.example", "--name", "Ada", "--administrator", url=url)
    assert made.returncode == 0, made.stderr
    (data / "web" / "kept" / "7").mkdir()
    (data / "web" / "kept" / "7" / "users.csv").write_text("sourcedId\n", encoding="utf-8")
    return data


@pytest.fixture(scope="module")
def made_once(original: Path, tmp_path_factory: pytest.TempPathFactory, database_url_of_module: str) -> Path:
    target = tmp_path_factory.mktemp("backup") / "monday.tar.gz"
    made = cupola(original, "backup", str(target), url=database_url_of_module)
    assert made.returncode == 0, made.stderr
    return target


@pytest.fixture
def file(made_once: Path, tmp_path: Path) -> Path:
    """A backup of the original."""
    return Path(shutil.copy(made_once, tmp_path))


@pytest.fixture
def lived_in(file: Path, tmp_path: Path, database_url: str) -> Path:
    """What was restored from it, with a database of this test alone."""
    data = tmp_path / "data"
    restored = cupola(data, "restore", str(file), url=database_url)
    assert restored.returncode == 0, restored.stderr
    assert "The database shows" not in restored.stdout
    return data


def doctor(data: Path, url: str, *words: str) -> dict:
    return json.loads(cupola(data, "doctor", "--json", *words, url=url).stdout)


def test_a_backup_comes_back_whole(original: Path, lived_in: Path, database_url: str) -> None:
    assert open_store(lived_in).current() == open_store(original).current()
    for name in ("cupola.toml", "web/secrets/key", "web/kept/7/users.csv", "current"):
        assert (lived_in / name).read_bytes() == (original / name).read_bytes()
    told = doctor(lived_in, database_url, "--thorough")
    assert [look for look in told["looks"] if look["state"] == "bad"] == []
    assert "ada@harbor.example" in cupola(lived_in, "admin", "users", url=database_url).stdout
    with up(lived_in, url=database_url) as running:
        assert running.address
    more = cupola(lived_in, "admin", "link", "ben@harbor.example", "--administrator", url=database_url)
    assert more.returncode == 0, more.stderr


def test_a_backup_can_be_read_by_its_owner_alone_and_holds_no_copies(file: Path) -> None:
    assert file.stat().st_mode & 0o777 == 0o600
    with tarfile.open(file) as archive:
        names = archive.getnames()
    assert names[-1] == "manifest.json"
    assert [name for name in names if "/static/" in name or "/backups/" in name or name.endswith(".lock")] == []
    assert sum(name.startswith("database/") for name in names) >= 1


def test_a_backup_while_it_is_used_is_as_good(lived_in: Path, tmp_path: Path, database_url: str) -> None:
    with up(lived_in, url=database_url):
        made = cupola(lived_in, "backup", str(tmp_path), url=database_url)
    assert made.returncode == 0, made.stderr
    (again,) = tmp_path.glob("cupola-*.tar.gz")
    assert "is whole" in cupola(tmp_path / "nowhere", "restore", "--check", str(again)).stdout


def test_one_byte_that_differs_is_found_and_nothing_is_laid_out(file: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.tar.gz"
    with tarfile.open(file) as old, tarfile.open(changed, "w:gz") as new:
        for member in old:
            handle = old.extractfile(member)
            if member.name == "data/current":
                member.name = "data/current"
                other = tmp_path / "other"
                other.write_bytes(handle.read().swapcase())
                handle = other.open("rb")
            new.addfile(member, handle)
            handle.close()
    refused = cupola(tmp_path / "again", "restore", str(changed))
    assert refused.returncode == 2
    assert "is not as it was written: 1 of " in refused.stderr
    assert "such as data/current" in refused.stderr
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("share", [0.3, 0.98])
def test_a_backup_that_was_cut_off_is_refused(file: Path, tmp_path: Path, share: float) -> None:
    os.truncate(file, int(file.stat().st_size * share))
    refused = cupola(tmp_path / "again", "restore", str(file))
    assert refused.returncode == 2
    assert "Take another copy of it; nothing was changed here." in refused.stderr
    assert [path.name for path in tmp_path.iterdir() if "restoring" in path.name] == []


def test_a_backup_is_never_laid_over_something(lived_in: Path, file: Path, database_url: str) -> None:
    refused = cupola(lived_in, "restore", str(file), url=database_url)
    assert refused.returncode == 2
    assert "is not empty, and a restore writes over nothing" in refused.stderr
    again = cupola(lived_in, "backup", str(file), url=database_url)
    assert "exists already" in again.stderr


def test_another_kind_of_database_is_refused(file: Path, tmp_path: Path, database_url: str) -> None:
    other = "" if database_url else "postgresql://nobody@127.0.0.1:1/none"
    refused = cupola(tmp_path / "again", "restore", str(file), url=other)
    assert refused.returncode == 2
    assert "database_url" in refused.stderr
    assert not (tmp_path / "again").exists()


def test_a_database_that_is_not_empty_is_left_alone(file: Path, tmp_path: Path, database_url: str) -> None:
    assert cupola(tmp_path / "first", "restore", str(file), url=database_url).returncode == 0
    if not database_url:
        return
    refused = cupola(tmp_path / "again", "restore", str(file), url=database_url)
    assert refused.returncode == 2
    assert "is not empty. Name an empty database" in refused.stderr
    assert not (tmp_path / "again").exists()


def test_a_database_of_monday_on_a_record_of_friday_says_so(
    lived_in: Path, exports: Path, tmp_path: Path, database_url: str
) -> None:
    friday = tmp_path / "friday"
    shutil.copytree(exports / "this-month", friday)
    lines = (friday / "attendance.csv").read_text("utf-8").splitlines(keepends=True)
    (friday / "attendance.csv").write_text("".join(lines[:-1]), encoding="utf-8")
    loaded = cupola(lived_in, "load", str(friday), "--accept-mapping", "--accept-unusual", url=database_url)
    assert loaded.returncode == 0, loaded.stderr
    (told,) = [look for look in doctor(lived_in, database_url)["looks"] if look["what"] == "database and record"]
    assert told["state"] == "warning"
    assert "The database shows the record of" in told["fact"]
    with up(lived_in, url=database_url) as running:
        assert "what people decided since is not in it" in running.said
        until(lambda: doctor(lived_in, database_url)["published"], why="a publication")


def test_a_record_of_monday_under_a_database_of_friday_says_so(lived_in: Path, database_url: str) -> None:
    for name in ("current", "snapshots", "objects"):
        place = lived_in / name
        shutil.rmtree(place) if place.is_dir() else place.unlink()
    told = doctor(lived_in, database_url)
    assert not told["good"]
    with up(lived_in, url=database_url) as running:
        assert "and this folder holds no record. Restore the record that belongs to it" in running.said
