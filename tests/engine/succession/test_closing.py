"""What a source no longer lists is closed with a date; it is neither deleted nor counted with the others."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, timedelta

import pytest

from cupola.engine.journey import CheckOptions, check_record
from cupola.engine.loading import drop_expired
from cupola.engine.record.differences import differences
from cupola.engine.record.store import open_store
from tests.engine.succession.packages import Office, changed, enrollment, package, school_year, student

MONDAY, FRIDAY, NEXT = "2026-11-02", "2026-11-06", "2026-11-13"


def without(*gone: str):
    """The district without these people and their classes."""
    return {
        name: [row for row in rows if row["sourcedId"] not in gone and row.get("userSourcedId") not in gone]
        for name, rows in school_year().items()
    }


@pytest.fixture
def left(office: Office) -> Office:
    """Somebody who loaded everybody on Monday, and on Friday an export without the third student."""
    office.load("monday", school_year(), day=MONDAY)
    loaded = office.load("friday", without("s3"), day=FRIDAY)
    assert loaded.held == ()
    assert loaded.closed == {("bay", "oneroster_users"): 1, ("bay", "oneroster_enrollments"): 1}
    return office


def test_a_student_who_is_gone_is_closed_on_the_day_of_the_export_without_them(left: Office) -> None:
    assert left.rows("oneroster_users", "sourced_id, status, date_last_modified", layer="closed") == [
        ("s3", "tobedeleted", FRIDAY)
    ]
    assert left.rows("no_longer_listed", "source_system, source_table, key, closed_on") == [
        ("bay", "oneroster_enrollments", "c1-s3", date(2026, 11, 6)),
        ("bay", "oneroster_users", "s3", date(2026, 11, 6)),
    ]


def test_the_record_keeps_them_switched_off_and_ended(left: Office) -> None:
    ended = date(2026, 11, 6)
    assert left.rows("persons", "person_id, is_enabled, is_student", layer="closed") == [("bay:s3", False, True)]
    assert left.rows("person_org_roles", "person_id, org_id, end_date", layer="closed") == [
        ("bay:s3", "bay:harbor", ended)
    ]
    assert left.rows("enrollments", "enrollment_id, end_date", layer="closed") == [("bay:c1-s3", ended)]


def test_an_enrollment_that_ended_earlier_keeps_its_end(office: Office) -> None:
    whole = school_year()
    ended = [row | {"endDate": "2026-10-01"} if row["sourcedId"] == "c1-s3" else row for row in whole["enrollments"]]
    office.load("monday", whole | {"enrollments": ended}, day=MONDAY)
    office.load("friday", without("s3"), day=FRIDAY)
    assert office.rows("enrollments", "end_date", layer="closed") == [(date(2026, 10, 1),)]


def test_no_number_counts_them_but_their_own(left: Office) -> None:
    facts = left.facts
    assert facts.persons["students"] == 3
    assert facts.tables["persons"] == 4
    assert facts.source_tables["oneroster_users"] == 4
    assert facts.no_longer_listed == {"oneroster_enrollments": 1, "oneroster_users": 1}


def test_diff_says_gone(office: Office) -> None:
    office.load("monday", school_year(), day=MONDAY)
    before = office.now
    office.load("friday", without("s3"), day=FRIDAY)
    for tables in ((), ("persons", "person_org_roles")):
        found = differences(open_store(office.data), before, office.now, tables=tables)
        assert len(found) == 2
        assert {(each.comparison.new, each.comparison.changed, each.comparison.gone) for each in found} == {(0, 0, 1)}


def test_they_raise_no_finding(left: Office) -> None:
    fresh = Office(left.folder / "fresh")
    fresh.load("friday", without("s3"), day=FRIDAY)
    report, alone = check_record(CheckOptions(left.data)), check_record(CheckOptions(fresh.data))
    assert report is not None
    assert alone is not None
    assert {f.fingerprint for f in report.findings} == {f.fingerprint for f in alone.findings}
    assert [seen.rows_read for seen in report.files] == [seen.rows_read for seen in alone.files]


def test_the_day_stays_when_they_stay_away(left: Office) -> None:
    left.load("next", without("s3", "s4"), day=NEXT)
    assert left.rows("no_longer_listed", "key, closed_on") == [
        ("c1-s3", date(2026, 11, 6)),
        ("c1-s4", date(2026, 11, 13)),
        ("s3", date(2026, 11, 6)),
        ("s4", date(2026, 11, 13)),
    ]
    assert left.rows("oneroster_users", "sourced_id, date_last_modified", layer="closed") == [
        ("s3", FRIDAY),
        ("s4", NEXT),
    ]


def test_who_comes_back_is_no_longer_closed(left: Office) -> None:
    left.load("next", school_year(), day=NEXT)
    assert left.facts.no_longer_listed == {}
    assert left.rows("oneroster_users", "sourced_id", layer="closed") == []
    assert left.facts.persons["students"] == 4


def test_who_comes_back_by_changes_is_no_longer_closed(left: Office) -> None:
    left.load("next", {"users": [changed(student(3), NEXT)]}, mode="delta", day=NEXT)
    assert left.facts.no_longer_listed == {"oneroster_enrollments": 1}


def test_changes_close_nobody_they_do_not_name(left: Office) -> None:
    loaded = left.load("next", {"users": [changed(student(4, grades="05"), NEXT)]}, mode="delta", day=NEXT)
    assert loaded.closed == {}
    assert left.facts.no_longer_listed == {"oneroster_enrollments": 1, "oneroster_users": 1}


def test_nobody_is_kept_longer_than_four_hundred_days(left: Office) -> None:
    friday = datetime.fromisoformat(FRIDAY)
    last_day, one_more = ((friday + timedelta(days=days)).date().isoformat() for days in (400, 401))
    left.load("then", without("s3", "s4"), day=last_day)
    assert left.rows("oneroster_users", "sourced_id", layer="closed") == [("s3",), ("s4",)]
    left.load("more", without("s2", "s3", "s4"), day=one_more)
    assert left.rows("oneroster_users", "sourced_id", layer="closed") == [("s2",), ("s4",)]
    assert left.rows("persons", "person_id", layer="closed") == [("bay:s2",), ("bay:s4",)]
    assert ("s3",) not in left.rows("no_longer_listed", "key")


def test_the_same_files_again_close_nothing_and_change_nothing(left: Office) -> None:
    before = left.now
    assert not left.load("friday", without("s3"), day=FRIDAY).changed
    assert left.now == before


def test_another_system_leaves_them_as_they_are(left: Office) -> None:
    devices = "deviceId,serialNumber,lastSync\n" + "".join(f"d{n},5CD{n:05},2026-11-0{n}\n" for n in range(1, 5))
    (left.folder / "google-devices.csv").write_text(devices, encoding="utf-8")
    left.load_file(left.folder / "google-devices.csv", as_of=date(2026, 11, 7))
    assert left.facts.no_longer_listed == {"oneroster_enrollments": 1, "oneroster_users": 1}
    fewer = "".join(devices.splitlines(keepends=True)[:-1])
    (left.folder / "google-devices.csv").write_text(fewer, encoding="utf-8")
    loaded = left.load_file(left.folder / "google-devices.csv", as_of=date(2026, 11, 8))
    assert loaded.closed == {("google-devices", "google_devices"): 1}
    assert ("google_devices", "d4", date(2026, 11, 8)) in left.rows("no_longer_listed", "source_table, key, closed_on")
    assert ("bay:s3", False) in left.rows("persons", "person_id, is_enabled", layer="closed")


def test_a_row_that_could_not_be_read_is_not_gone(office: Office) -> None:
    office.load("monday", school_year(), day=MONDAY)
    users = school_year()["users"]
    folder = office.folder / "friday"
    package(folder / "sis.zip", school_year() | {"users": users}, day=FRIDAY)
    with zipfile.ZipFile(folder / "sis.zip") as old, zipfile.ZipFile(folder / "broken.zip", "w") as new:
        for info in old.infolist():
            text = old.read(info).decode()
            if info.filename == "users.csv":
                text = "".join(
                    line.rstrip("\r\n") + ",too,many\r\n" if line.startswith("s3,") else line
                    for line in text.splitlines(keepends=True)
                )
            new.writestr(info, text)
    (folder / "sis.zip").unlink()
    loaded = office.load_file(folder / "broken.zip", accept=True)
    assert loaded.changed
    assert loaded.closed == {}


def test_closed_students_do_not_hold_the_next_load(office: Office) -> None:
    """The comparison with the record looks at what is listed, not at what is closed."""
    pupils = [student(number) for number in range(100, 160)]
    whole = school_year()
    office.load("monday", whole | {"users": [*whole["users"], *pupils]}, day=MONDAY)
    office.load("friday", whole, day=FRIDAY, accept=True)
    assert office.facts.no_longer_listed == {"oneroster_users": 60}
    assert office.load("next", whole | {"users": [*whole["users"], student(8)]}, day=NEXT).held == ()


def test_enrollment_of_a_new_student_after_a_closed_one(left: Office) -> None:
    whole = without("s3")
    more = whole | {
        "users": [*whole["users"], student(8)],
        "enrollments": [*whole["enrollments"], enrollment("s8")],
    }
    assert left.load("next", more, day=NEXT).held == ()
    assert left.facts.persons["students"] == 4


def test_purge_leaves_nobody_longer_than_four_hundred_days(left: Office) -> None:
    left.load("next", without("s3", "s4"), day=NEXT)
    assert drop_expired(left.data, today=date(2026, 11, 6) + timedelta(days=400)) is None
    before = left.now
    assert drop_expired(left.data, today=date(2026, 11, 6) + timedelta(days=401)) is not None
    assert left.now.parent == before.id
    assert left.now.as_of == before.as_of
    assert left.rows("no_longer_listed", "key") == [("c1-s4",), ("s4",)]
    assert left.rows("oneroster_users", "sourced_id", layer="closed") == [("s4",)]
    assert left.rows("person_org_roles", "person_id", layer="closed") == [("bay:s4",)]
    assert left.rows("persons", "person_id", layer="record") == [("bay:s1",), ("bay:s2",), ("bay:t1",)]
    assert open_store(left.data).verify() == ()
    assert drop_expired(left.data, today=date(2026, 11, 6) + timedelta(days=402)) is None
