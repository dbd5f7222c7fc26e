"""The OneRoster 1.0 and 1.1 sets of the LMS Toolkit: what is recognised, what is wrong, what is in the record."""

from __future__ import annotations

import pytest

from cupola.engine.journey import CheckOptions, check_paths
from tests.shared.loads import filled
from tests.shared.places import AS_OF, DATA, needs_shared

pytestmark = needs_shared
OLD = "edfi-lms-toolkit/sample-in/OneRoster 1.0 Sample Data"
NEW = "edfi-lms-toolkit/sample-in/OneRoster 1.1 Sample Data"
ROWS = {
    "academicSessions.csv": 3,
    "classes.csv": 2,
    "courses.csv": 2,
    "demographics.csv": 8,
    "enrollments.csv": 24,
    "orgs.csv": 2,
    "users.csv": 10,
}


def check(folder, tmp_path):
    return check_paths([DATA / folder], CheckOptions(data=tmp_path / "none", as_of=AS_OF))


@pytest.mark.parametrize(("folder", "version"), [(OLD, "1.0"), (NEW, "1.1")])
def test_every_file_of_a_set_is_recognised_in_its_version_and_read_whole(folder, version, tmp_path):
    seen = {file.name: file for file in check(folder, tmp_path).files if file.name != "manifest.csv"}
    assert {name: file.recognised_as for name, file in seen.items()} == {
        name: f"OneRoster {version} {name}" for name in ROWS
    }
    assert {name: (file.rows_read, file.rows_set_aside, file.records) for name, file in seen.items()} == {
        name: (rows, 0, rows) for name, rows in ROWS.items()
    }
    assert len({file.system for file in seen.values()}) == 1


def test_the_ragged_rows_and_the_version_of_the_manifest_are_told_with_file_and_line(tmp_path):
    found = {(f.check, f.file, f.line): f.message for f in check(NEW, tmp_path).findings}
    assert found["PKG-002", "manifest.csv", 2].startswith("manifest.version is '1', the standard says '1.0'.")
    for line in (10, 11):
        assert found["FIL-003", "users.csv", line].startswith("the row has 19 fields, the header has 18")


def test_the_lost_zeros_of_the_old_set_are_told_with_their_repair(tmp_path):
    found = [f for f in check(OLD, tmp_path).findings if f.check == "FRM-005"]
    assert {(f.file, f.line, f.column, f.value, f.repair) for f in found} == {
        (file, line, "grade", "9", "09") for file in ("classes.csv", "courses.csv") for line in (2, 3)
    }


def test_the_swapped_subjects_of_the_two_courses_are_told(tmp_path):
    found = [f for f in check(NEW, tmp_path).findings if f.check == "SEC-006"]
    assert {(f.file, f.line) for f in found} == {("classes.csv", 2), ("classes.csv", 3)}


@pytest.mark.parametrize("folder", [OLD, NEW])
def test_the_record_holds_eight_students_two_teachers_and_their_classes(record, folder):
    assert record.load(folder).changed
    facts = record.facts()
    assert filled(facts.persons) == {"students": 8, "staff": 2}
    expected = {"orgs": 2, "academic_sessions": 3, "courses": 2, "classes": 2, "class_sessions": 4, "persons": 10}
    expected |= {"person_org_roles": 10, "enrollments": 24, "demographics": 8}
    assert {table: facts.tables[table] for table in expected} == expected
    assert record.ask("SELECT count(DISTINCT (class_id, person_id)) FROM {enrollments}") == [(12,)]
    assert record.ask("SELECT role, count(*) FROM {person_org_roles} GROUP BY 1 ORDER BY 1") == [
        ("student", 8),
        ("teacher", 2),
    ]


def test_loading_the_same_set_twice_changes_nothing(record):
    first = record.load(NEW)
    second = record.load(NEW)
    assert first.changed
    assert not second.changed
    assert second.manifest == first.manifest
