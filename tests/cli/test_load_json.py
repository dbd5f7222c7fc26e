"""`cupola load --json`, and what the other commands say of changes and of what is no longer listed."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Cupola
from tests.engine.succession.packages import changed, package, school_year, student

KEYS = ["snapshot", "changed", "rollover", "files", "held", "unconfirmed", "merged", "closed", "ended"]
MONDAY, TUESDAY, FRIDAY = "2026-11-02", "2026-11-03", "2026-11-06"


def test_a_load_told_to_a_program(cupola: Cupola, tmp_path: Path) -> None:
    ran = cupola("load", "--json", package(tmp_path / "sis.zip", school_year(), day=MONDAY))
    assert ran.code == 0
    assert list(ran.json) == KEYS
    assert ran.json["changed"] is True
    assert ran.json["snapshot"] == cupola("snapshots", "--json").json[0]["id"]
    users = next(file for file in ran.json["files"] if file["name"] == "sis.zip/users.csv")
    assert (users["system"], users["table"], users["rows_read"]) == ("bay", "oneroster_users", 5)


def test_merged_and_closed_rows_told_to_a_program(cupola: Cupola, tmp_path: Path) -> None:
    whole = school_year()
    cupola("load", package(tmp_path / "a.zip", whole, day=MONDAY))
    users = {"users": [changed(student(2, grades="05"), TUESDAY)]}
    merged = cupola("load", "--json", package(tmp_path / "b.zip", users, mode="delta", day=TUESDAY)).json
    assert merged["merged"] == [{"system": "bay", "table": "oneroster_users", "rows": 1, "replaced": 1}]
    fewer = package(tmp_path / "c.zip", whole | {"users": whole["users"][:-1]}, day=FRIDAY)
    closed = cupola("load", "--json", fewer).json
    assert closed["closed"] == [{"system": "bay", "table": "oneroster_users", "rows": 1}]
    assert cupola("record", "--json").json["no_longer_listed"] == {"oneroster_users": 1}
    assert "No longer listed" in cupola("record").out
    names = cupola("snapshots", "--json").json[0]["files"]
    assert not [name for name in names if "no longer lists" in name]


def test_what_is_held_says_what_to_do(cupola: Cupola, tmp_path: Path) -> None:
    users = {"users": [changed(student(2), TUESDAY)]}
    path = package(tmp_path / "b.zip", users, mode="delta", day=TUESDAY)
    ran = cupola("load", "--json", path)
    assert ran.code == 1
    assert [held["kind"] for held in ran.json["held"]] == ["changes without a base"]
    assert "bulk" in ran.json["held"][0]["step"]
    assert ran.json["snapshot"] is None
    spoken = cupola("load", path)
    assert "Load a full (bulk) export of Bay SIS first" in spoken.out
    assert "--accept-unusual" not in spoken.out


def test_a_mapping_that_waits_is_told_to_a_program(cupola: Cupola, clean: Path) -> None:
    ran = cupola("load", "--json", clean / "this-month" / "attendance.csv")
    assert ran.code == 1
    (waiting,) = ran.json["unconfirmed"]
    assert waiting["file"] == "attendance.csv"
    assert {"column", "header", "why"} == set(waiting["columns"][0])


def test_a_name_for_the_system_is_given_on_the_command_line(cupola: Cupola, tmp_path: Path) -> None:
    path = tmp_path / "devices.csv"
    path.write_text("deviceId,serialNumber,lastSync\nd1,5CD00001,2026-11-01\n", encoding="utf-8")
    loaded = cupola("load", "--json", "--system", "East", path).json
    assert loaded["files"][0]["system"] == "east-google-devices"
    report = cupola("check", "--json", "--system", "East", path).json
    assert report["files"][0]["system"] == "east-google-devices"
