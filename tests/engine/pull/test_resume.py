"""A pull that breaks off at any page goes on from there, and what it gives is the same."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cupola.engine.errors import PullStopped, StoreError
from cupola.engine.pull.shelf import read_json, write_json
from cupola.engine.record.lock import held
from tests.engine.pull.conftest import Pull, Settle, cells, orgs
from tests.engine.pull.played_api import SECRET, PlayedApi, Trouble

TWO = '["orgs", "academicSessions"]'
# Pages of 3: orgs 3 + an empty one, sessions 3 + an empty one, then the token was the first question.
QUESTIONS = 8


def fill(api: PlayedApi) -> None:
    api.rows["orgs"] = orgs(8)
    api.rows["academicSessions"] = [
        {"sourcedId": f"S{n}", "status": "active", "dateLastModified": "2026-09-01T00:00:00Z", "title": f"Term {n}"}
        for n in range(7)
    ]


def names(folder: Path) -> list[list[str]]:
    return [[row["sourcedId"] for row in cells(folder / f"{n}.csv")] for n in ("orgs", "academicSessions")]


@pytest.mark.parametrize("at", range(1, QUESTIONS + 1))
@pytest.mark.parametrize("count", [True, False])
def test_a_broken_pull_goes_on_where_it_stopped(
    api: PlayedApi, pulled: Pull, settle: Settle, at: int, count: bool
) -> None:
    settle(collections=TWO)
    fill(api)
    if not count:
        api.count = lambda n: None
    api.troubles = [Trouble("half", "v1p2", at)]
    with pytest.raises(PullStopped, match="goes on where it stopped"):
        pulled(tries=1)
    asked = len(api.questions("v1p2"))
    done = pulled(tries=1)
    assert names(done.folder) == [[f"O{n}" for n in range(1, 9)], [f"S{n}" for n in range(7)]]
    again = len(api.questions("v1p2")) - asked
    # Without counts the first page of a collection is looked at once more in the end.
    assert again == QUESTIONS + (0 if count else 2) - (at - 1)


def test_a_pull_broken_off_again_and_again_comes_to_its_end(api: PlayedApi, pulled: Pull, settle: Settle) -> None:
    settle(collections=TWO)
    fill(api)
    api.troubles = [Trouble("dropped", "v1p2", at) for at in (2, 2, 2, 2)]
    for _ in range(4):
        with pytest.raises(PullStopped):
            pulled(tries=1)
    assert names(pulled(tries=1).folder) == [[f"O{n}" for n in range(1, 9)], [f"S{n}" for n in range(7)]]


def test_other_settings_begin_anew(api: PlayedApi, pulled: Pull, settle: Settle) -> None:
    fill(api)
    api.troubles = [Trouble("half", "orgs", 3)]
    with pytest.raises(PullStopped):
        pulled(tries=1)
    settle(page_size="4")
    before = len(api.questions("orgs"))
    pulled()
    assert api.questions("orgs")[before].query["offset"] == "0"


def test_what_broke_off_days_ago_begins_anew(api: PlayedApi, pulled: Pull, data: Path) -> None:
    fill(api)
    api.troubles = [Trouble("half", "orgs", 3)]
    with pytest.raises(PullStopped):
        pulled(tries=1)
    plan = data / "pulls" / "sis" / "staging" / "plan.json"
    write_json(plan, {**(read_json(plan) or {}), "started": "2026-01-01T00:00:00.000Z"})
    before = len(api.questions("orgs"))
    pulled()
    assert api.questions("orgs")[before].query["offset"] == "0"


def test_a_killed_pull_leaves_nothing_in_force_and_goes_on(api: PlayedApi, pulled: Pull, data: Path) -> None:
    fill(api)
    api.troubles = [Trouble("slow", "orgs", 3)]
    script = (
        "import sys; from pathlib import Path; from cupola.engine.pull.pulling import pull;"
        "pull(Path(sys.argv[1]), 'sis', progress=lambda what, share: None)"
    )
    environment = {"CUPOLA_SECRET_SIS": SECRET, "PYTHONPATH": ":".join(filter(None, sys.path))}
    child = subprocess.Popen([sys.executable, "-c", script, str(data)], env=environment)
    while len(api.questions("orgs")) < 3 and child.poll() is None:
        time.sleep(0.01)
    child.kill()
    child.wait(timeout=30)
    place = data / "pulls" / "sis"
    assert sorted(path.name for path in place.iterdir()) == ["lock", "staging"]
    assert json.loads((place / "staging" / "pages" / "orgs" / "progress.json").read_bytes())["pages"] == 2
    done = pulled()
    assert [row["sourcedId"] for row in cells(done.folder / "orgs.csv")] == [f"O{n}" for n in range(1, 9)]
    assert [asked.query["offset"] for asked in api.questions("orgs")] == ["0", "3", "6", "6", "8"]


def test_two_pulls_of_one_source_do_not_mix(api: PlayedApi, pulled: Pull, data: Path) -> None:
    fill(api)
    pulled()
    with held(data / "pulls" / "sis" / "lock"), pytest.raises(StoreError, match="is being written by"):
        pulled()


def test_a_kill_between_folder_and_state_repeats_both(api: PlayedApi, pulled: Pull, data: Path, tmp_path: Path) -> None:
    fill(api)
    api.troubles = [Trouble("half", "orgs", 4)]
    with pytest.raises(PullStopped):
        pulled(tries=1)
    place = data / "pulls" / "sis"
    shutil.copytree(place / "staging", tmp_path / "staging")
    first = pulled()
    shutil.move(tmp_path / "staging", place / "staging")
    (place / "state.json").unlink()
    again = pulled()
    assert again.folder == first.folder
    assert [path.name for path in place.iterdir() if path.is_dir()] == [first.folder.name]
    assert len(cells(again.folder / "orgs.csv")) == 8
