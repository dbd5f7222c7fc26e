"""What changed since the last pull, and what the next pull goes by."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cupola.engine.errors import PullStopped, StoreError
from cupola.engine.pull.pulling import loaded
from tests.engine.pull.conftest import Pull, Settle, cells, orgs
from tests.engine.pull.played_api import PlayedApi, Trouble


def state(data: Path) -> dict[str, object]:
    return json.loads((data / "pulls" / "sis" / "state.json").read_bytes())


def manifest(folder: Path) -> dict[str, str]:
    return {row["propertyName"]: row["value"] for row in cells(folder / "manifest.csv")}


def test_the_first_pull_is_bulk_and_the_next_a_delta(api: PlayedApi, pulled: Pull) -> None:
    api.rows["orgs"] = orgs(8)
    first = pulled()
    assert manifest(first.folder)["file.orgs"] == "bulk"
    changed = {**orgs(9)[8], "dateLastModified": "2026-10-02T09:30:00.000Z"}
    gone = {**orgs(8)[4], "status": "tobedeleted", "dateLastModified": "2026-10-02T09:31:00.000Z"}
    api.rows["orgs"] = [row for row in orgs(8) if row["sourcedId"] != "O5"] + [changed, gone]
    for row in api.rows["orgs"][:7]:
        row["dateLastModified"] = "2026-08-01T00:00:00.000Z"
    second = pulled()
    assert manifest(second.folder)["file.orgs"] == "delta"
    assert manifest(second.folder)["file.users"] == "absent"
    assert [
        (row["sourcedId"], row["status"], row["dateLastModified"]) for row in cells(second.folder / "orgs.csv")
    ] == [
        ("O9", "active", "2026-10-02T09:30:00.000Z"),
        ("O5", "tobedeleted", "2026-10-02T09:31:00.000Z"),
    ]


def test_the_mark_is_the_newest_change_less_the_overlap(api: PlayedApi, pulled: Pull, data: Path) -> None:
    api.rows["orgs"] = orgs(3)
    pulled()
    assert state(data)["marks"] == {"orgs": "2026-09-01T07:00:00.000Z"}
    pulled()
    assert api.asked[-1].query["filter"] == "dateLastModified>='2026-09-01T07:00:00.000Z'"


def test_a_change_dated_in_the_future_does_not_hide_those_of_today(api: PlayedApi, pulled: Pull, data: Path) -> None:
    api.rows["orgs"] = orgs(3, changed="2999-01-01T00:00:00.000Z")
    pulled()
    assert str(state(data)["marks"]["orgs"]) < "2999"


def test_a_mark_never_goes_back(api: PlayedApi, pulled: Pull, data: Path, settle: Settle) -> None:
    api.rows["orgs"] = orgs(3)
    pulled()
    settle(overlap_minutes="3000")
    pulled()
    assert state(data)["marks"] == {"orgs": "2026-09-01T07:00:00.000Z"}


def test_when_nothing_changed_there_is_no_folder(api: PlayedApi, pulled: Pull) -> None:
    api.rows["orgs"] = orgs(3)
    first = pulled()
    api.rows["orgs"] = []
    assert pulled().folder is None
    assert pulled().waiting == (first.folder,)


def test_rows_marked_as_deleted_are_left_out_of_a_bulk_and_counted(api: PlayedApi, pulled: Pull) -> None:
    odd = [{**orgs(3)[1], "status": "tobedeleted"}, {**orgs(3)[2], "status": "inactive"}]
    api.rows["orgs"] = [*orgs(1), *odd]
    done = pulled()
    assert [(row["sourcedId"], row["status"]) for row in cells(done.folder / "orgs.csv")] == [
        ("O1", ""),
        ("O3", "inactive"),
    ]
    assert done.outcomes[0].notices == ("1 rows are marked as deleted and were left out.",)


@pytest.mark.parametrize("how", ["refuses", "overlooks"])
def test_a_server_without_the_filter_is_told(api: PlayedApi, pulled: Pull, how: str) -> None:
    api.rows["orgs"] = orgs(8)
    pulled()
    for row in api.rows["orgs"]:
        row["dateLastModified"] = "2026-08-01T00:00:00.000Z"
    api.takes_filter, api.overlooks_filter = how != "refuses", how == "overlooks"
    done = pulled()
    assert manifest(done.folder)["file.orgs"] == ("bulk" if how == "refuses" else "delta")
    assert len(cells(done.folder / "orgs.csv")) == 8
    assert "filter" in done.outcomes[0].notices[-1]


def test_users_of_1_2_are_always_whole_because_of_their_roles(api: PlayedApi, pulled: Pull, settle: Settle) -> None:
    settle(collections='["orgs", "users"]')
    role = {"roleType": "primary", "role": "student", "org": {"sourcedId": "O1"}}
    user = {"sourcedId": "U1", "status": "active", "dateLastModified": "2026-08-01T00:00:00Z", "roles": [role, "?"]}
    api.rows |= {"orgs": orgs(2), "users": [user]}
    pulled()
    done = pulled()
    told = manifest(done.folder)
    assert (told["file.orgs"], told["file.users"], told["file.roles"]) == ("delta", "bulk", "bulk")
    (row,) = cells(done.folder / "roles.csv")
    assert (row["userSourcedId"], row["role"], row["orgSourcedId"]) == ("U1", "student", "O1")


def test_full_asks_for_everything_and_clears_what_came_before(api: PlayedApi, pulled: Pull, data: Path) -> None:
    api.rows["orgs"] = orgs(8)
    first, second = pulled(), pulled()
    os.rename(first.folder, first.folder.with_name("2026-01-01T000000.000Z-full"))
    third = pulled(full=True)
    assert manifest(third.folder)["file.orgs"] == "bulk"
    folders = sorted(path for path in (data / "pulls" / "sis").iterdir() if path.is_dir())
    assert folders == [third.folder]
    assert third.waiting == (third.folder,)
    assert second.folder != third.folder


def test_what_was_loaded_waits_no_more(api: PlayedApi, pulled: Pull, data: Path) -> None:
    api.rows["orgs"] = orgs(3)
    first = pulled()
    loaded(data, "sis", first.folder)
    assert state(data)["waiting"] == []


def test_another_server_begins_anew(api: PlayedApi, pulled: Pull, settle: Settle) -> None:
    api.rows["orgs"] = orgs(3)
    pulled()
    settle(base_url=f'"{api.root}/other/rostering/v1p2"')
    assert pulled().outcomes[0].mode == "bulk"


def test_a_pull_that_broke_off_leaves_the_mark_where_it_was(api: PlayedApi, pulled: Pull, data: Path) -> None:
    api.rows["orgs"] = orgs(8)
    pulled()
    before = state(data)
    api.troubles = [Trouble("dropped", "orgs", 0)]
    with pytest.raises(PullStopped):
        pulled()
    assert state(data) == before


def test_what_was_loaded_goes_with_the_next_pull(api: PlayedApi, pulled: Pull, data: Path) -> None:
    api.rows["orgs"] = orgs(3)
    first = pulled()
    assert first.folder is not None
    os.rename(first.folder, first.folder.with_name("2026-01-01T000000.000Z-full"))
    loaded(data, "sis", first.folder.with_name("2026-01-01T000000.000Z-full"))
    second = pulled()
    assert second.folder is not None
    assert [path.name for path in second.folder.parent.glob("20*")] == [second.folder.name]
    third = pulled()
    assert third.waiting == tuple(sorted({second.folder, third.folder}))


def test_a_folder_with_other_things_in_it_is_left_alone(pulled: Pull, data: Path) -> None:
    (data / "holiday.jpg").write_bytes(b"")
    with pytest.raises(StoreError, match=r"holiday\.jpg"):
        pulled()
    assert not (data / "pulls").exists()
