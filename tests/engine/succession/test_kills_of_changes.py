"""kill -9 at any moment of a load of changes, or of one that closes rows, leaves the last good snapshot in force."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from cupola.engine.record.store import open_store
from tests.engine.succession.packages import Office, changed, enrollment, package, school_year, student

ROOT = Path(__file__).parents[3]
MONDAY, TUESDAY, FRIDAY = "2026-11-02", "2026-11-03", "2026-11-06"


@pytest.fixture(scope="module")
def term(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A record with the whole district, somebody closed, and two deliveries that may come next."""
    office = Office(tmp_path_factory.mktemp("term"))
    office.load("saturday", school_year() | {"users": [*school_year()["users"], student(8)]}, day="2026-10-31")
    office.load("monday", school_year(), day=MONDAY)
    changes = {
        "users": [changed(student(2, grades="05"), TUESDAY)],
        "enrollments": [changed(enrollment("s2"), TUESDAY)],
    }
    package(office.folder / "changes" / "sis.zip", changes, mode="delta", day=TUESDAY)
    whole = school_year()
    package(office.folder / "fewer" / "sis.zip", whole | {"users": whole["users"][:-1]}, day=FRIDAY)
    return office


def killed(term: Office, delivery: str, room: Path, points: Sequence[int]) -> list[int | None]:
    """Load a delivery into a copy of the data folder for each point; steps taken, or None when killed."""
    jobs = []
    for at in points:
        shutil.copytree(term.data, room / f"data-{at}")
        jobs.append({"exports": str(term.folder / delivery), "folder": str(room / f"data-{at}"), "at": at})
    command = [sys.executable, "-m", "tests.cli.killed_load"]
    ran = subprocess.run(command, input=json.dumps(jobs), capture_output=True, text=True, cwd=ROOT, check=True)
    result: list[int | None] = json.loads(ran.stdout)
    return result


def assert_good(term: Office, folder: Path) -> None:
    """The snapshot in force is the old one or the new one, and every object is there."""
    before = term.now.id
    store = open_store(folder)
    now = store.current()
    assert now is not None
    assert now.id == before or now.parent == before
    assert store.verify() == ()


def assert_whole(term: Office, delivery: str, folder: Path) -> None:
    """The record is good, and a load works."""
    assert_good(term, folder)
    before = term.now.id
    office = Office(folder.parent)
    office.data = folder
    assert office.load_file(term.folder / delivery).held == ()
    assert office.now.parent == before
    if delivery == "changes":
        assert ("s2", "05") in office.rows("oneroster_users", "sourced_id, grades")
        assert office.facts.no_longer_listed == {"oneroster_users": 1}
    else:
        assert office.facts.no_longer_listed == {"oneroster_users": 2}


@pytest.mark.slow
def test_a_load_killed_at_steps_all_along_leaves_a_good_record(term: Office, tmp_path: Path) -> None:
    delivery = "changes"
    (steps,) = killed(term, delivery, tmp_path, [0])
    assert steps is not None
    points = sorted({1, steps, *range(2, steps, max(1, steps // 3))})
    assert set(killed(term, delivery, tmp_path / "killed", points)) == {None}
    for at in points:
        assert_whole(term, delivery, tmp_path / "killed" / f"data-{at}")


@pytest.mark.deep
@pytest.mark.parametrize("delivery", ["changes", "fewer"])
def test_a_load_killed_at_every_step_leaves_a_good_record(term: Office, tmp_path: Path, delivery: str) -> None:
    (steps,) = killed(term, delivery, tmp_path, [0])
    assert steps is not None
    points = range(1, steps + 1)
    assert set(killed(term, delivery, tmp_path / "killed", points)) == {None}
    for number, at in enumerate(points):
        # A further load takes as long as all the rest, so every fourth of them has one.
        if number % 4:
            assert_good(term, tmp_path / "killed" / f"data-{at}")
        else:
            assert_whole(term, delivery, tmp_path / "killed" / f"data-{at}")
