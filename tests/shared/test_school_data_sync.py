"""The published samples of School Data Sync: every set recognised, counted a second way, and in the record."""

from __future__ import annotations

import csv

import pytest

from cupola.engine.journey import CheckOptions, check_paths
from tests.shared.loads import filled
from tests.shared.places import AS_OF, DATA, needs_shared

pytestmark = needs_shared
SETS = {
    "SDS v2.1": "users.csv",
    "SDS v2": "users.csv",
    "SDS Format/100 Users": "Student.csv",
    "SDS Format/25 Users": "Student.csv",
    "SDS Format/Min Required Attributes": "Student.csv",
    "UK Format/100 Users": "Student.csv",
    "UK Format/25 Users": "Student.csv",
    "UK Format/Min Required Attributes": "Student.csv",
}
FOLDER = "sds-microsoft"


def counted(folder):
    """File -> rows below its header, by Python's own reader."""
    rows = {}
    for path in sorted((DATA / FOLDER / folder).glob("*.csv")):
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows[path.name] = sum(1 for row in csv.reader(file) if row) - 1
    return rows


@pytest.mark.parametrize("folder", SETS)
def test_every_file_of_a_set_is_recognised_and_read_whole(folder, tmp_path):
    report = check_paths([DATA / FOLDER / folder], CheckOptions(data=tmp_path / "none", as_of=AS_OF))
    assert {seen.name: seen.rows_read for seen in report.files} == counted(folder)
    assert all(str(seen.recognised_as).startswith(f"School Data Sync {seen.name}") for seen in report.files)
    assert {seen.system for seen in report.files} == {"sds"}


@pytest.mark.parametrize("folder", SETS)
def test_the_record_holds_as_many_people_classes_and_members_as_the_files(record, folder):
    rows = counted(folder)
    assert record.load(f"{FOLDER}/{folder}").changed
    tables = record.facts().tables
    assert tables["persons"] == rows.get("users.csv", rows.get("Student.csv", 0) + rows.get("Teacher.csv", 0))
    assert tables["classes"] == rows.get("classes.csv", rows.get("Section.csv"))
    members = rows.get("StudentEnrollment.csv", 0) + rows.get("TeacherRoster.csv", 0)
    assert tables["enrollments"] == rows.get("enrollments.csv", members)
    assert tables["orgs"] == rows.get("orgs.csv", rows.get("School.csv"))
    assert tables["accounts"] == tables["persons"]


def test_the_sets_reach_the_published_numbers(record):
    record.load(f"{FOLDER}/SDS Format/100 Users")
    facts = record.facts()
    assert filled(facts.persons) == {"students": 86, "staff": 12}
    expected = {"orgs": 2, "classes": 28, "enrollments": 630, "courses": 28, "academic_sessions": 1}
    assert {table: facts.tables[table] for table in expected} == expected


def test_version_2_1_brings_roles_relationships_flags_and_demographics(record):
    record.load(f"{FOLDER}/SDS v2.1")
    facts = record.facts()
    expected = {"person_org_roles": 7, "person_relationships": 3, "demographics": 6, "program_associations": 3}
    expected |= {"courses": 3, "academic_sessions": 2}
    assert {table: facts.tables[table] for table in expected} == expected
    people = "SELECT count(*), count(DISTINCT r.person_id) FROM {person_org_roles} r JOIN {persons} p USING (person_id)"
    assert record.ask(people) == [(7, 6)]


@pytest.mark.parametrize("folder", SETS)
def test_no_password_of_the_samples_is_kept(record, folder):
    record.load(f"{FOLDER}/{folder}")
    tables = record.ask("SELECT * FROM {sds_users}")
    assert tables
    assert not [cell for row in tables for cell in row if str(cell).startswith("P@ss")]
