"""Two systems of one kind stand side by side: neither replaces the other, and nothing joins across."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cupola.engine.journey import CheckOptions, check_record
from tests.engine.succession.packages import Office, changed, enrollment, package, school_year, student

MONDAY, TUESDAY = "2026-11-02", "2026-11-03"


def devices(path: Path, *numbers: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [f"d{number},5CD{number:05},ACTIVE,2026-11-01 06:00:00" for number in numbers]
    path.write_text("\n".join(["deviceId,serialNumber,status,lastSync", *rows]) + "\n", encoding="utf-8")
    return path


def test_two_student_systems_keep_apart(office: Office) -> None:
    office.load("bay", school_year(), day=MONDAY, code="bay")
    office.load("hill", school_year(), day=MONDAY, code="hill")
    assert office.facts.persons["students"] == 8
    fewer = school_year() | {"users": [student(1)], "enrollments": [enrollment("s1")]}
    office.load("hill-again", fewer, day=TUESDAY, code="hill")
    assert office.facts.persons["students"] == 5
    assert {row[0] for row in office.rows("no_longer_listed", "source_system")} == {"hill"}


def test_changes_of_one_leave_the_other_alone(office: Office) -> None:
    for code in ("bay", "hill"):
        office.load(code, school_year(), day=MONDAY, code=code)
    users = {"users": [changed(student(2, grades="05"), TUESDAY)]}
    office.load("tuesday", users, mode="delta", day=TUESDAY, code="hill")
    people = office.rows("person_org_roles", "person_id, grade")
    assert ("bay:s2", "04") in people
    assert ("hill:s2", "05") in people


def test_a_reference_is_not_looked_up_in_the_other_system(office: Office) -> None:
    office.load("bay", school_year(), day=MONDAY, code="bay")
    lost = school_year() | {"users": [student(1)], "enrollments": [enrollment("s1"), enrollment("s4")]}
    office.load("hill", lost, day=MONDAY, code="hill")
    report = check_record(CheckOptions(office.data))
    assert report is not None
    unknown = [(f.system, f.subject) for f in report.findings if f.check == "ROS-012"]
    assert unknown == [("hill", "c1-s4")]


def test_two_consoles_are_told_apart_by_the_name_a_person_gives(office: Office) -> None:
    office.load_file(devices(office.folder / "a" / "devices.csv", 1, 2), system="East Campus", as_of=date(2026, 11, 2))
    office.load_file(devices(office.folder / "b" / "devices.csv", 2, 3, 4), system="West", as_of=date(2026, 11, 2))
    assert office.rows("devices", "device_id") == [
        ("east-campus-google-devices:d1",),
        ("east-campus-google-devices:d2",),
        ("west-google-devices:d2",),
        ("west-google-devices:d3",),
        ("west-google-devices:d4",),
    ]
    office.load_file(devices(office.folder / "c" / "devices.csv", 2, 3), system="West", as_of=date(2026, 11, 3))
    assert len(office.rows("devices", "device_id")) == 4
    assert office.rows("no_longer_listed", "source_system, key") == [("west-google-devices", "d4")]


def test_two_consoles_are_told_apart_by_their_folders(office: Office) -> None:
    devices(office.folder / "all" / "system=East" / "devices.csv", 1, 2)
    devices(office.folder / "all" / "system=West" / "devices.csv", 2, 3)
    loaded = office.load_file(office.folder / "all")
    assert [(s.id, s.kind, s.name) for s in loaded.delivered.systems] == [
        ("east-google-devices", "mdm", "East: Google devices"),
        ("west-google-devices", "mdm", "West: Google devices"),
    ]
    assert len(office.rows("devices", "device_id")) == 4
    assert len(office.load_file(office.folder / "all" / "system=East").delivered.files) == 1


def test_a_package_that_names_its_system_keeps_that_name(office: Office) -> None:
    path = package(office.folder / "p" / "sis.zip", school_year(), day=MONDAY, code="bay")
    assert office.load_file(path, system="bay").delivered.systems[0].id == "bay"
    assert not office.load_file(path).changed


def test_no_key_of_two_consoles_is_called_repeated(office: Office) -> None:
    devices(office.folder / "all" / "system=East" / "devices.csv", 1, 2)
    devices(office.folder / "all" / "system=West" / "devices.csv", 2, 3)
    office.load_file(office.folder / "all")
    report = check_record(CheckOptions(office.data))
    assert report is not None
    assert not [f for f in report.findings if f.check in ("FRM-013", "FRM-014", "FIL-021", "FIL-026")]
