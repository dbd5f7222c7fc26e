"""Ed-Fi as others wrote it: the interchange of Grand Bend and the pages of an API, counted in the record."""

from __future__ import annotations

import pytest

from tests.shared.loads import filled
from tests.shared.places import needs_shared

pytestmark = needs_shared
GRAND_BEND = "edfi-grandbend-xml"
PAGES = "edfi-api-json-oea"


@pytest.fixture(scope="module")
def grand_bend(shared_record):
    assert shared_record.load(GRAND_BEND).changed
    return shared_record


def test_grand_bend_has_the_people_that_its_readme_counts(grand_bend):
    facts = grand_bend.facts()
    assert filled(facts.persons) == {"students": 960, "staff": 68, "contacts": 1873}
    assert grand_bend.ask("SELECT count(DISTINCT person_id), count(*) FROM {persons}") == [(2901, 2901)]


def test_grand_bend_has_the_schools_courses_and_events_that_its_readme_counts(grand_bend):
    facts = grand_bend.facts()
    assert grand_bend.ask("SELECT org_type, count(*) FROM {orgs} GROUP BY 1 ORDER BY 1") == [
        ("department", 1),
        ("district", 1),
        ("school", 3),
    ]
    expected = {"courses": 84, "classes": 532, "class_sessions": 532, "enrollments": 528, "academic_sessions": 24}
    expected |= {"program_associations": 706, "attendance_events": 1917, "person_relationships": 1872}
    expected |= {"assessment_results": 408, "accounts": 68}
    assert {table: facts.tables[table] for table in expected} == expected
    assert grand_bend.ask("SELECT count(DISTINCT class_id) FROM {classes}") == [(532,)]


def test_grand_bend_keeps_its_accounts_and_survey_as_source_tables(grand_bend):
    tables = grand_bend.facts().source_tables
    expected = {"edfi_local_accounts": 72, "edfi_surveys": 1, "edfi_survey_questions": 5, "edfi_survey_responses": 12}
    assert {table: tables[table] for table in expected} == expected


def test_every_reference_of_grand_bend_leads_somewhere(grand_bend):
    for table, column, target, key in (
        ("person_relationships", "other_person_id", "persons", "person_id"),
        ("person_relationships", "person_id", "persons", "person_id"),
        ("attendance_events", "person_id", "persons", "person_id"),
        ("program_associations", "person_id", "persons", "person_id"),
        ("assessment_results", "person_id", "persons", "person_id"),
        ("enrollments", "class_id", "classes", "class_id"),
        ("classes", "course_id", "courses", "course_id"),
        ("class_sessions", "academic_session_id", "academic_sessions", "academic_session_id"),
    ):
        sql = f"SELECT count(*) FROM {{{table}}} a ANTI JOIN {{{target}}} t ON t.{key} = a.{column}"
        assert grand_bend.ask(sql) == [(0,)], (table, column)
    assert grand_bend.ask("SELECT count(*) FROM {academic_sessions} WHERE parent_id IS NULL") == [(6,)]


def test_the_lunches_of_grand_bend_are_food_service_whatever_their_program_type(grand_bend):
    assert grand_bend.facts().programs["food_service"] == 82
    assert grand_bend.ask("SELECT count(*) FROM {program_associations} WHERE program_type = 'migrant'") == [(275,)]


def test_two_children_of_one_name_stay_two(grand_bend):
    twice = grand_bend.ask(
        "SELECT count(*) FROM (SELECT given_name, family_name FROM {persons} WHERE is_student "
        "GROUP BY ALL HAVING count(*) = 2)"
    )
    assert twice == [(1,)]


def test_loading_grand_bend_again_changes_nothing(grand_bend):
    assert not grand_bend.load(GRAND_BEND).changed


def test_the_pages_of_the_api_are_one_table_each(record):
    record.load(PAGES)
    tables = record.facts().source_tables
    assert tables == {
        "edfi_students": 6501,
        "edfi_student_school_associations": 6503,
        "edfi_courses": 184,
        "edfi_course_offerings": 368,
        "edfi_schools": 8,
        "edfi_descriptors": 4,
        "edfi_deletes": 1,
    }
    assert filled(record.facts().persons) == {"students": 6501}
    assert record.ask("SELECT count(DISTINCT school_id) FROM {edfi_schools}") == [(6,)]
    assert record.ask("SELECT count(*) FROM {orgs}") == [(5,)], "one of the six was deleted"
