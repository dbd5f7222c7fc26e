"""`cupola load` and what stands on it: the record, snapshots, diff, undo, purge, mappings."""

from __future__ import annotations

import csv
import io
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cupola.cli import run
from tests.cli.conftest import Cupola

Row = dict[str, str]


def rewritten(package: Path, target: Path, changes: dict[str, Callable[[list[Row]], list[Row]]]) -> Path:
    """A copy of a OneRoster zip with some of its files changed row by row; the time of the zip is kept."""
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if change := changes.get(info.filename):
                rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
                out = io.StringIO()
                writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\r\n")
                writer.writeheader()
                writer.writerows(change(rows))
                content = out.getvalue().encode()
            new.writestr(info, content)
    stamp = package.stat().st_mtime
    os.utime(target, (stamp, stamp))
    return target


@pytest.fixture(scope="session")
def loaded_once(clean: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with both months, copied for each test."""
    data = tmp_path_factory.mktemp("loaded") / "data"
    for month, *options in (("last-month",), ("this-month", "--accept-mapping")):
        assert run(["load", str(clean / month), *options, "--data", str(data)]) == 0
    return data


@pytest.fixture
def loaded(cupola: Cupola, loaded_once: Path, tmp_path: Path) -> Cupola:
    """Commands in a data folder that both months were loaded into."""
    shutil.copytree(loaded_once, tmp_path / "data")
    return cupola


def test_the_record_counts_people_and_programs(loaded: Cupola) -> None:
    facts = loaded("record", "--json").json
    assert facts["persons"]["students"] >= 290
    assert facts["persons"]["staff"] > 10
    assert facts["persons"]["contacts"] > 100
    assert facts["programs"]["english_learner"] > 0
    assert facts["tables"]["enrollments"] > 1000


def test_loading_the_same_files_twice_changes_nothing(loaded: Cupola, clean: Path) -> None:
    before = loaded("snapshots", "--json").json
    ran = loaded("load", clean / "this-month")
    assert ran.code == 0
    assert "Nothing changed" in ran.out
    assert loaded("snapshots", "--json").json == before


def test_a_list_waits_until_its_mapping_is_confirmed(cupola: Cupola, clean: Path) -> None:
    attendance = clean / "this-month" / "attendance.csv"
    waiting = cupola("load", attendance)
    assert waiting.code == 1
    assert "waits" in waiting.out
    assert cupola("load", attendance, "--accept-mapping").code == 0
    assert "attendance" in cupola("mappings").out


def test_a_confirmed_mapping_is_used_again_without_asking(loaded: Cupola, clean: Path, tmp_path: Path) -> None:
    next_month = tmp_path / "attendance-2026-11.csv"
    lines = (clean / "this-month" / "attendance.csv").read_text(encoding="utf-8").splitlines()
    next_month.write_text("\n".join(lines[:-3]) + "\n", encoding="utf-8")
    assert loaded("load", next_month).code == 0


def test_undo_puts_the_snapshot_before_in_force(loaded: Cupola) -> None:
    newest, oldest = loaded("snapshots", "--json").json
    assert loaded("undo").code == 0
    states = {entry["id"]: entry["state"] for entry in loaded("snapshots", "--json").json}
    assert states == {newest["id"]: "undone", oldest["id"]: "current"}


def test_a_school_that_lost_its_students_holds_the_load(loaded: Cupola, clean: Path, tmp_path: Path) -> None:
    package = clean / "this-month" / "sis-oneroster.zip"
    roles = zipfile.ZipFile(package).read("roles.csv").decode()
    school = next(csv.DictReader(io.StringIO(roles)))["orgSourcedId"]
    gone = rewritten(
        package,
        tmp_path / "sis-oneroster.zip",
        {"roles.csv": lambda rows: [r for r in rows if r["orgSourcedId"] != school or r["role"] != "student"]},
    )
    held = loaded("load", gone)
    assert held.code == 1
    assert "a school lost students" in held.out
    assert len(loaded("snapshots", "--json").json) == 2
    assert loaded("load", gone, "--accept-unusual").code == 0
    assert len(loaded("snapshots", "--json").json) == 3


def test_everybody_under_a_new_id_holds_the_load(loaded: Cupola, clean: Path, tmp_path: Path) -> None:
    def renamed(*columns: str) -> Callable[[list[Row]], list[Row]]:
        def change(rows: list[Row]) -> list[Row]:
            return [row | {c: ",".join("new" + x for x in row[c].split(",") if x) for c in columns} for row in rows]

        return change

    package = rewritten(
        clean / "this-month" / "sis-oneroster.zip",
        tmp_path / "sis-oneroster.zip",
        {
            "users.csv": renamed("sourcedId", "agentSourcedIds"),
            "roles.csv": renamed("userSourcedId"),
            "demographics.csv": renamed("sourcedId"),
            "enrollments.csv": renamed("userSourcedId"),
        },
    )
    held = loaded("load", package)
    assert held.code == 1
    assert "everybody under a new id" in held.out


def test_a_file_that_is_missing_holds_the_load(loaded: Cupola, clean: Path, tmp_path: Path) -> None:
    package = clean / "this-month" / "sis-oneroster.zip"
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(tmp_path / "sis-oneroster.zip", "w") as new:
        for info in old.infolist():
            if info.filename != "demographics.csv":
                new.writestr(info, old.read(info))
    held = loaded("load", tmp_path / "sis-oneroster.zip")
    assert held.code == 1
    assert "file missing" in held.out


def test_last_years_files_hold_the_load(loaded: Cupola, clean: Path, tmp_path: Path) -> None:
    def older(rows: list[Row]) -> list[Row]:
        return [
            row
            | {
                "schoolYear": str(int(row["schoolYear"]) - 1),
                "startDate": _year_before(row["startDate"]),
                "endDate": _year_before(row["endDate"]),
            }
            for row in rows
        ]

    package = clean / "this-month" / "sis-oneroster.zip"
    held = loaded("load", rewritten(package, tmp_path / "sis-oneroster.zip", {"academicSessions.csv": older}))
    assert held.code == 1
    assert "last year's files" in held.out


def test_the_yearly_rollover_is_recognised(loaded: Cupola, clean: Path, tmp_path: Path) -> None:
    """A new school year, classes under new ids, the eldest gone, everybody a grade up: no hold."""

    def next_year(rows: list[Row]) -> list[Row]:
        return [
            row
            | {
                "schoolYear": str(int(row["schoolYear"]) + 1),
                "startDate": _year_after(row["startDate"]),
                "endDate": _year_after(row["endDate"]),
            }
            for row in rows
        ]

    def half_of_the_seniors_and_more(rows: list[Row]) -> list[Row]:
        students = [row for row in rows if row["role"] == "student"]
        left = {row["sourcedId"] for row in students[::3]}
        return [row for row in rows if row["sourcedId"] not in left]

    package = rewritten(
        clean / "this-month" / "sis-oneroster.zip",
        tmp_path / "sis-oneroster.zip",
        {"academicSessions.csv": next_year, "roles.csv": half_of_the_seniors_and_more},
    )
    ran = loaded("load", package)
    assert ran.code == 0, ran.out
    assert "rollover" in ran.out


def test_diff_counts_rows_by_school_and_leaves_stamps_out(loaded: Cupola, clean: Path, tmp_path: Path) -> None:
    def stamped(rows: list[Row]) -> list[Row]:
        return [row | {"dateLastModified": "2026-10-30T06:00:00.000Z"} for row in rows]

    def without_the_first(rows: list[Row]) -> list[Row]:
        return rows[1:]

    package = clean / "this-month" / "sis-oneroster.zip"
    changes = {"users.csv": stamped, "enrollments.csv": without_the_first}
    assert loaded("load", rewritten(package, tmp_path / "sis-oneroster.zip", changes)).code == 0
    told = {entry["table"]: entry["comparison"] for entry in loaded("diff", "--json").json}
    assert "oneroster_users" not in told
    assert sum(school["gone"] for school in told["oneroster_enrollments"]["schools"]) == 1


def test_purge_keeps_the_current_snapshot(loaded: Cupola) -> None:
    assert loaded("purge", "--keep", "1", "--yes").code == 0
    left = loaded("snapshots", "--json").json
    assert [entry["state"] for entry in left] == ["current"]
    assert loaded("record", "--json").json["persons"]["students"] > 0


def test_a_system_that_is_not_delivered_stays(loaded: Cupola, clean: Path) -> None:
    before = loaded("record", "--json").json
    devices = (clean / "this-month" / "google-devices.csv").read_text(encoding="utf-8").splitlines()
    again = clean.parent / "google-devices.csv"
    again.write_text("\n".join(devices[:-2]) + "\n", encoding="utf-8")
    assert loaded("load", again).code == 0
    after = loaded("record", "--json").json
    assert after["persons"] == before["persons"]
    assert after["source_tables"]["google_devices"] == before["source_tables"]["google_devices"] - 2


def _year_before(day: str) -> str:
    return f"{int(day[:4]) - 1}{day[4:]}"


def _year_after(day: str) -> str:
    return f"{int(day[:4]) + 1}{day[4:]}"


def test_the_record_is_checked_like_the_exports_it_was_loaded_from(loaded: Cupola, clean: Path) -> None:
    exports = loaded("check", clean / "this-month", "--json", "--fail-on", "never").json
    record = loaded("check", "--json", "--fail-on", "never").json
    assert {f["check"] for f in record["findings"]} == {f["check"] for f in exports["findings"]}
    of_the_past = ("HIS", "FED")
    not_run = [{n["check"] for n in each["not_run"] if n["check"][:3] not in of_the_past} for each in (record, exports)]
    assert not_run[0] == not_run[1]
    read = {file["name"]: file["rows_read"] for file in record["files"]}
    assert read == {file["name"]: file["rows_read"] for file in exports["files"] if file["table"]}


def test_an_older_snapshot_can_be_checked_but_not_together_with_exports(loaded: Cupola, clean: Path) -> None:
    assert loaded("check", "--snapshot", "previous", "--fail-on", "never").code == 0
    refused = loaded("check", clean / "this-month", "--snapshot", "previous")
    assert refused.code == 2
    assert "give one of them" in refused.err


def test_without_a_record_and_without_exports_there_is_nothing_to_check(cupola: Cupola) -> None:
    refused = cupola("check")
    assert refused.code == 2
    assert "Nothing was loaded" in refused.err
