"""A writer that is killed at any moment leaves the old snapshot in force, or the new one, whole."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.record.loads import Ada, people

ROOT = Path(__file__).parents[3]
POINTS = 3


def tables(step):
    """What the n-th load brings: the users change every time, the rooms at every third."""
    return {"users": people(150, changed=frozenset({step, step + 9})), "rooms": people(40 + step // 3)}


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    """Data folders after 0 to 4 loads, and the next load as files."""
    place = tmp_path_factory.mktemp("years")
    ada = Ada(place / "data")
    for step in range(5):
        if ada.folder.exists():
            shutil.copytree(ada.folder, place / f"after-{step}")
        folder = place / f"load-{step}"
        folder.mkdir()
        for name, table in tables(step).items():
            table.write(ada.connection, folder / f"{name}.parquet")
        ada.load(**tables(step))
    shutil.copytree(ada.folder, place / "undone")
    ada.folder = place / "undone"
    undone = Ada(place / "undone")
    undone.undo()
    undone.close()
    ada.close()
    return place


def publish(years, step, **more):
    files = {path.stem: str(path) for path in sorted((years / f"load-{step}").iterdir())}
    return {"name": "publish", "tables": files, **more}


def deeds(years):
    return {
        "the first load": (publish(years, 0), "after-0"),
        "a load that folds": (publish(years, 4), "after-4"),
        "a load that folds two snapshots": (publish(years, 3, budget=1.0), "after-3"),
        "an undo of an undo": ({"name": "undo"}, "undone"),
        "a load after an undo": (publish(years, 2), "undone"),
        "a purge": ({"name": "purge", "keep": 2}, "after-4"),
    }


def run(jobs):
    done = subprocess.run(
        [sys.executable, "-m", "tests.engine.record.killed"],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def state(folder):
    """The snapshots of a folder and every cell of them."""
    ada = Ada(folder)
    try:
        now = ada.store.current()
        return now and now.id, {entry.manifest.id: ada.read(entry.manifest) for entry in ada.store.snapshots()}
    finally:
        ada.close()


def check(folder, before, after):
    """Old or new is in force with every cell, readers and the next load work, and nothing is left lying."""
    current, cells = state(folder)
    old = current == before[0] and cells == before[1]
    half_purged = current == before[0] == after[0] and after[1].items() <= cells.items() <= before[1].items()
    new = sorted(map(repr, cells.values())) == sorted(map(repr, after[1].values()))
    assert old or new or half_purged
    ada = Ada(folder)
    try:
        following = ada.load(**tables(30))
        assert ada.read(following) == {name: table.rows for name, table in tables(30).items()}
        assert ada.store.current() == following
        assert ada.store.verify() == ()
        assert list((folder / "staging").iterdir()) == []
        known = ada.store.snapshots()
        assert len(list((folder / "snapshots").glob("*.json"))) <= 2
        needed = {part.object for entry in known for part in entry.manifest.parts}
        assert {path.stem for path in (folder / "objects").glob("*.parquet")} <= needed
    finally:
        ada.close()
    shutil.rmtree(folder)


def kill_at(years, room, name, choose):
    deed, start = deeds(years)[name]
    source = years / start
    before = state(source) if source.exists() else (None, {})
    untouched = {"deed": deed, "source": str(source), "folder": str(room / "whole"), "at": 0}
    steps = run([untouched])[0]
    after = state(room / "whole")
    assert after != before
    points = choose(steps)
    jobs = [{**untouched, "folder": str(room / f"killed-{at}"), "at": at} for at in points]
    assert run(jobs) == [None] * len(jobs)
    for job in jobs:
        check(Path(job["folder"]), before, after)
    return len(jobs)


NAMES = (
    "the first load",
    "a load that folds",
    "a load that folds two snapshots",
    "an undo of an undo",
    "a load after an undo",
    "a purge",
)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_killed_writer_leaves_the_last_good_snapshot(years, tmp_path, name):
    def some(steps):
        return sorted(random.Random(name).sample(range(1, steps + 1), min(POINTS, steps)))

    assert kill_at(years, tmp_path, name, some) > 0


@pytest.mark.deep
@pytest.mark.parametrize("name", NAMES)
def test_a_writer_killed_at_any_step_leaves_the_last_good_snapshot(years, tmp_path, name):
    assert kill_at(years, tmp_path, name, lambda steps: range(1, steps + 1)) > 20


@pytest.mark.deep
def test_a_thousand_kills_in_a_row_never_lose_a_snapshot(years, tmp_path):
    """Kills at chance moments of chance deeds, one upon the other in the same folder."""
    chance = random.Random(2026)
    folder = tmp_path / "data"
    shutil.copytree(years / "after-4", folder)
    kills = 0
    while kills < 1000:
        known = state(folder)
        deeds_done = [
            {"name": "undo"}
            if chance.random() < 0.25
            else publish(years, chance.randrange(5), budget=chance.choice((1, 2.25)))
            for _ in range(25)
        ]
        job = {"source": "", "folder": str(folder)}
        kills += run([{**job, "deed": deed, "at": chance.randrange(1, 60)} for deed in deeds_done]).count(None)
        current, cells = state(folder)
        assert current is not None
        assert known[1].items() <= cells.items(), kills
        if len(cells) > 15:
            run([{**job, "deed": {"name": "purge", "keep": 4}, "at": 0}])
    ada = Ada(folder)
    assert ada.store.verify() == ()
    ada.close()
