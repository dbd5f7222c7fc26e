"""kill -9 at any moment of a load leaves the last good snapshot in force, and the next command working."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from cupola.engine.journey import CheckOptions, check_record, load
from cupola.engine.loading import LoadOptions
from cupola.engine.record.store import open_store
from cupola.sample import write_district

ROOT = Path(__file__).parents[2]
# So that two cores share the steps of one load.
PARTS = 4


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("months")
    write_district(folder, students=40, seed=7, faults="none")
    load([folder / "last-month"], LoadOptions(folder / "data"))
    return folder


def loaded_and_killed(months: Path, room: Path, points: Sequence[int]) -> list[int | None]:
    """Load this month into a copy of the data folder for each point; steps taken, or None when killed."""
    jobs = []
    for at in points:
        shutil.copytree(months / "data", room / f"data-{at}")
        jobs.append({"exports": str(months / "this-month"), "folder": str(room / f"data-{at}"), "at": at})
    ran = subprocess.run(
        [sys.executable, "-m", "tests.cli.killed_load"],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    result: list[int | None] = json.loads(ran.stdout)
    return result


def assert_good(months: Path, data: Path) -> None:
    """The snapshot in force is the old one or the new one, and every object is there."""
    before = open_store(months / "data").current()
    store = open_store(data)
    now = store.current()
    assert now is not None
    assert before is not None
    assert now.id == before.id or now.parent == before.id
    assert store.verify() == ()


def assert_whole(months: Path, data: Path) -> None:
    """The record is good, and a load works."""
    assert_good(months, data)
    before = open_store(months / "data").current()
    assert before is not None
    again = load([months / "this-month"], LoadOptions(data, accept_mapping=True))
    assert again.manifest is not None
    assert again.manifest.parent == before.id
    assert {part.system for part in again.manifest.parts} > {"google-devices", "snipe-it"}


@pytest.mark.slow
def test_a_load_killed_at_steps_all_along_leaves_a_good_record(months: Path, tmp_path: Path) -> None:
    (steps,) = loaded_and_killed(months, tmp_path, [0])
    assert steps is not None
    points = sorted({1, steps, *range(2, steps, max(1, steps // 3))})
    assert set(loaded_and_killed(months, tmp_path / "killed", points)) == {None}
    for at in points:
        assert_whole(months, tmp_path / "killed" / f"data-{at}")


@pytest.mark.deep
@pytest.mark.parametrize("part", range(PARTS))
def test_a_load_killed_at_every_step_leaves_a_good_record(months: Path, tmp_path: Path, part: int) -> None:
    (steps,) = loaded_and_killed(months, tmp_path, [0])
    assert steps is not None
    points = range(1 + part, steps + 1, PARTS)
    assert set(loaded_and_killed(months, tmp_path / "killed", points)) == {None}
    for number, at in enumerate(points):
        # A further load takes as long as all the rest, so every fourth of them has one.
        (assert_good if number % 4 else assert_whole)(months, tmp_path / "killed" / f"data-{at}")


@pytest.mark.slow
def test_a_snapshot_is_judged_like_the_files_it_was_made_of(months: Path, tmp_path: Path) -> None:
    shutil.copytree(months / "data", tmp_path / "data")
    load([months / "this-month"], LoadOptions(tmp_path / "data", accept_mapping=True))
    report = check_record(CheckOptions(tmp_path / "data"))
    assert report is not None
    assert [f for f in report.findings if f.severity.word != "note"] == []
