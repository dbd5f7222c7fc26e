"""Contoso's rosters are no known export: mappings are proposed, confirmed once, and used from then on."""

from __future__ import annotations

import pytest

from cupola.engine.journey import CheckOptions, check_paths
from tests.shared.loads import filled
from tests.shared.places import AS_OF, DATA, needs_shared

pytestmark = needs_shared
TRUTH = "oea-contoso-k12/module_test_data_generation_kit/test_data/base_truth_tables"
BATCHES = "oea-contoso-k12/module_catalog/Student_and_School_Data_Systems/test_data"
LISTS = {
    "courses.csv": ("course_list", 87),
    "enrollment.csv": ("section_enrollment_list", 3600),
    "instructors.csv": ("staff_list", 40),
    "instructors_enroll.csv": ("section_enrollment_list", 87),
    "schools.csv": ("school_list", 5),
    "sections.csv": ("section_list", 87),
    "students.csv": ("student_list", 600),
}


@pytest.fixture(scope="module")
def roster(shared_record):
    """The roster in the record, by mappings that were accepted."""
    waiting = shared_record.load(TRUTH)
    return shared_record, waiting, shared_record.load(TRUTH, accept_mapping=True)


def test_every_list_waits_until_its_mapping_is_confirmed(roster):
    _, waiting, _ = roster
    assert {name for name, _ in waiting.unconfirmed} == set(LISTS)
    assert waiting.manifest is None


def test_the_columns_of_the_students_are_understood(roster):
    _, waiting, _ = roster
    mapping = dict(waiting.unconfirmed)["students.csv"]
    taken = {target: column.header for target, column in mapping.columns.items()}
    assert (
        taken.items()
        >= {
            "local_id": "StudentID",
            "given_name": "FirstName",
            "family_name": "LastName",
            "birth_date": "Birthday",
            "sex": "Gender",
            "race": "Race",
            "hispanic": "HispanicLatino",
            "school_code": "SchoolID",
        }.items()
    )
    assert mapping.columns["birth_date"].date_format == "MM/DD/YYYY"
    assert "Grade" in mapping.ignored


def test_after_one_yes_the_record_holds_the_roster(roster):
    record, _, loaded = roster
    assert loaded.unconfirmed == ()
    assert {seen.name: (seen.table, seen.rows_read) for seen in loaded.delivered.seen} == LISTS
    facts = record.facts()
    assert filled(facts.persons) == {"students": 600, "staff": 40}
    expected = {"orgs": 5, "courses": 87, "classes": 87, "persons": 640, "enrollments": 3687}
    assert {table: facts.tables[table] for table in expected} == expected


def test_the_lists_of_a_roster_find_one_another(roster):
    record, _, _ = roster
    (found,) = record.ask("""
        SELECT count(*), count(c.class_id), count(k.course_id), count(p.person_id), count(o.org_id)
        FROM {enrollments} e
        LEFT JOIN {classes} c ON c.class_id = e.class_id
        LEFT JOIN {courses} k ON k.course_id = c.course_id
        LEFT JOIN {persons} p ON p.person_id = e.person_id
        LEFT JOIN {orgs} o ON o.org_id = e.org_id""")
    assert found == (3687,) * 5


def test_ethnicity_and_several_races_arrive_as_the_file_has_them(roster):
    record, _, _ = roster
    asked = "SELECT count(*) FILTER (hispanic_latino), count(*) FILTER (race_two_or_more) FROM {demographics}"
    assert record.ask(asked) == [(141, 33)]


def test_a_confirmed_mapping_is_saved_and_used_without_asking(roster):
    record, _, _ = roster
    saved = sorted(path.name for path in (record.folder / "mappings").iterdir())
    assert saved == sorted(name.replace("_", "-").replace(".csv", ".yaml") for name in LISTS)
    again = record.load(TRUTH)
    assert again.unconfirmed == ()
    assert not again.changed
    report = check_paths([DATA / TRUTH], CheckOptions(data=record.folder, as_of=AS_OF))
    assert [finding for finding in report.findings if finding.check == "FIL-019"] == []


def test_both_batches_of_attendance_are_in_the_record(record):
    record.load(f"{BATCHES}/batch1", f"{BATCHES}/batch2", accept_mapping=True)
    facts = record.facts()
    assert facts.tables["attendance_events"] == 12_020
    assert record.ask("SELECT category, count(*) FROM {attendance_events} GROUP BY 1 ORDER BY 1") == [
        ("absent", 1_285),
        ("present", 10_735),
    ]


def test_a_second_batch_with_three_of_a_hundred_students_is_held_until_someone_says_yes(record):
    first = record.load(f"{BATCHES}/batch1", accept_mapping=True)
    held = record.load(f"{BATCHES}/batch2")
    assert "rows lost" in {unusual.kind for unusual in held.held}
    assert held.manifest == first.manifest
    assert record.facts().persons["students"] == 100
    assert record.load(f"{BATCHES}/batch2", accept_unusual=True).changed
    assert record.facts().persons["students"] == 3
