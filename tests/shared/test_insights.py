"""Contoso's Education Insights export: files without a header, 600 people, and no link to strangers."""

from __future__ import annotations

import csv

import pytest

from tests.shared.loads import Record, filled
from tests.shared.places import DATA, needs_shared

pytestmark = needs_shared
MODULES = "oea-contoso-k12/module_catalog"
EXPORT = f"{MODULES}/Microsoft_Education_Insights/test_data"
ROSTER = f"{EXPORT}/k12_test_data/roster/2022-01-28T06-16-22"
BATCHES = f"{MODULES}/Student_and_School_Data_Systems/test_data"
STRANGERS = (f"{MODULES}/Intune/test_data", f"{MODULES}/iReady/test_data/test_data/diagnostic_results_ela")


def counted(entity):
    (path,) = (DATA / ROSTER / entity).glob("*.csv")
    with path.open(newline="", encoding="utf-8-sig") as file:
        return sum(1 for row in csv.reader(file) if row)


@pytest.fixture(scope="module", params=[EXPORT, ROSTER], ids=["with the list of columns", "without"])
def loaded(request, tmp_path_factory):
    record = Record(tmp_path_factory.mktemp("insights") / "data")
    return record, record.load(request.param)


def test_every_file_that_holds_rows_is_recognised_and_no_person_is_lost_to_a_header(loaded):
    _, done = loaded
    rows = {seen.recognised_as: seen.rows_read for seen in done.delivered.seen if seen.table}
    entities = [path.name for path in (DATA / ROSTER).iterdir() if path.is_dir() and counted(path.name)]
    assert rows == {f"Education Insights {entity}": counted(entity) for entity in entities}
    assert len(rows) == 25


def test_the_record_reaches_the_numbers_of_contoso(loaded):
    record, _ = loaded
    facts = record.facts()
    assert filled(facts.persons) == {"students": 600}
    expected = {"persons": 600, "accounts": 600, "enrollments": 3600, "classes": 87, "courses": 87, "orgs": 6}
    expected |= {"academic_sessions": 2, "class_sessions": 87, "person_org_roles": 600, "demographics": 600}
    assert {table: facts.tables[table] for table in expected} == expected
    identifiers = "SELECT id_type, count(*), count(DISTINCT value) FROM {person_identifiers} GROUP BY 1 ORDER BY 1"
    assert record.ask(identifiers) == [("directory_object", 600, 600), ("lms", 600, 600)]


def test_every_account_role_and_enrollment_finds_its_person(loaded):
    record, _ = loaded
    for table in ("accounts", "person_org_roles", "enrollments", "demographics"):
        asked = f"SELECT count(*) FROM {{{table}}} ANTI JOIN {{persons}} USING (person_id)"
        assert record.ask(asked) == [(0,)], table
    grades = "SELECT count(*) FROM {person_org_roles} WHERE grade IS NULL OR grade_source IS NULL"
    assert record.ask(grades) == [(0,)]


def test_attendance_of_the_first_batch_belongs_to_the_same_600_people(record):
    record.load(ROSTER, f"{BATCHES}/batch1", f"{BATCHES}/batch2", accept_mapping=True)
    assert record.facts().tables["attendance_events"] == 12_020
    known = """SELECT count(*), count(DISTINCT a.person_id) FROM {attendance_events} a
        JOIN {persons} p USING (person_id) WHERE starts_with(p.person_id, 'insights:')"""
    assert record.ask(known) == [(12_000, 600)], "the 20 rows of the second batch carry numbers such as st14"


def test_devices_and_test_takers_of_other_districts_make_no_link(record):
    record.load(ROSTER, *STRANGERS, accept_mapping=True)
    assert record.facts().tables["devices"] == 211
    shared = """SELECT count(*) FROM {device_assignments} d
        JOIN {accounts} a ON d.email IN (a.email, a.username)"""
    assert record.ask(shared) == [(0,)]
    strangers = """SELECT count(DISTINCT r.person_id), count(DISTINCT p.person_id) FROM {assessment_results} r
        LEFT JOIN {persons} p ON p.person_id = r.person_id AND starts_with(p.person_id, 'insights:')"""
    ids, linked = record.ask(strangers)[0]
    assert ids > 0
    assert linked == 0
