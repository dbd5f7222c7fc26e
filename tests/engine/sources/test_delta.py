"""A OneRoster delta: known by its manifest, complete in itself, and not asked for what it need not hold."""

from __future__ import annotations

import pytest

from tests.engine.sources.conftest import lines
from tests.engine.sources.deliveries import found
from tests.engine.sources.test_gradebook import IN_11

NOW = "2026-10-29T06:00:00.000Z"
NAMES = (
    *("academicSessions", "categories", "classes", "classResources", "courses", "courseResources", "demographics"),
    *("enrollments", "lineItems", "orgs", "resources", "results", "users"),
)
USERS, ENROLLMENTS, RESULTS = (IN_11[name].splitlines() for name in ("users.csv", "enrollments.csv", "results.csv"))
CHANGES = {
    "users.csv": lines(
        USERS[0], USERS[1].replace("u1,,", f"u8,active,{NOW}"), USERS[2].replace("t1,,", f"t1,active,{NOW}")
    ),
    "enrollments.csv": lines(
        ENROLLMENTS[0],
        ENROLLMENTS[1].replace("e1,,", f"e8,active,{NOW}").replace("u1", "u8"),
        ENROLLMENTS[1].replace("e1,,", f"e1,tobedeleted,{NOW}"),
    ),
    "results.csv": lines(RESULTS[0], RESULTS[1].replace("s1,,", f"s8,active,{NOW}")),
}


def manifest(files, mode="delta"):
    modes = {name: mode if f"{name}.csv" in files else "absent" for name in NAMES}
    rows = [f"file.{name},{how}" for name, how in modes.items()]
    source = ("source.systemName,Elm SIS", "source.systemCode,elm")
    return lines("propertyName,value", "manifest.version,1.0", "oneroster.version,1.1", *rows, *source)


def test_a_delta_is_complete_in_itself_and_raises_no_alarm(delivery):
    report = delivery.write(CHANGES | {"manifest.csv": manifest(CHANGES)}).check()
    assert [(f.check, f.file, f.message) for f in report.findings] == []
    assert {seen.rows_read for seen in report.files if seen.table} == {1, 2}
    assert "ROS-014" in {each.check for each in report.not_run}


def test_the_mode_of_each_file_is_known_to_the_checks(delivery):
    loaded = delivery.write(CHANGES | {"manifest.csv": manifest(CHANGES)}).load()
    assert {(file.name, file.mode) for file in loaded.delivered.named_files} == {(name, "delta") for name in CHANGES}


def test_rows_without_status_or_time_are_found(delivery):
    files = CHANGES | {"enrollments.csv": CHANGES["enrollments.csv"].replace(f"e8,active,{NOW}", "e8,,")}
    report = delivery.write(files | {"manifest.csv": manifest(files)}).check()
    assert found(report, "PKG") == [("PKG-012", "enrollments.csv", "e8"), ("PKG-012", "enrollments.csv", "e8")]


def test_a_file_without_the_columns_is_told_once(delivery):
    rows = [row.split(",") for row in CHANGES["results.csv"].splitlines()]
    files = CHANGES | {"results.csv": lines(*(",".join(row[:1] + row[3:]) for row in rows))}
    report = delivery.write(files | {"manifest.csv": manifest(files)}).check()
    said = [(f.check, f.file, f.column) for f in report.findings]
    assert said == [("PKG-013", "results.csv", "status"), ("PKG-013", "results.csv", "dateLastModified")]


def test_the_same_rows_called_bulk_are_a_fault(delivery):
    report = delivery.write(CHANGES | {"manifest.csv": manifest(CHANGES, "bulk")}).check()
    assert {"PKG-010", "PKG-011"} <= {finding.check for finding in report.findings}
    assert "PKG-012" not in {finding.check for finding in report.findings}


@pytest.mark.parametrize(("mode", "alarms"), [("delta", set()), ("bulk", {"ATT-001"})])
def test_an_absence_of_a_student_whom_a_delta_does_not_name_is_no_finding(delivery, mode, alarms):
    people = {"users.csv": CHANGES["users.csv"]}
    files = {f"sis/{name}": text for name, text in (people | {"manifest.csv": manifest(people, mode)}).items()}
    absences = lines(
        "StudentID,Date,AttendanceCode,SchoolID",
        *(f"{number},2026-10-{day},Absent,101" for number in (7001, 7999) for day in range(10, 30)),
    )
    report = delivery.write(files | {"attendance.csv": absences}).check()
    assert {check for check, *_ in found(report, "ATT-001")} == alarms
    assert ("ATT-001" in {each.check for each in report.not_run}) == (mode == "delta")
