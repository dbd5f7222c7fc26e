"""A OneRoster server that behaves: pages become a package, changes a delta."""

from __future__ import annotations

from tests.engine.pull.conftest import Pull, cells, orgs
from tests.engine.pull.played_api import PlayedApi


def test_all_pages_become_one_file(api: PlayedApi, pulled: Pull) -> None:
    api.rows["orgs"] = orgs(8)
    done = pulled()
    rows = cells(done.folder / "orgs.csv")
    assert [row["sourcedId"] for row in rows] == [f"O{n}" for n in range(1, 9)]
    assert rows[0]["parentSourcedId"] == ""
    assert rows[1] == {
        "sourcedId": "O2",
        "status": "",
        "dateLastModified": "",
        "name": "School 2",
        "type": "school",
        "identifier": "0000002",
        "parentSourcedId": "O1",
    }
