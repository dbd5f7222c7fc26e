"""Lists that come as files of their own find one another in the record, unless their numbers are ambiguous."""

from __future__ import annotations

import pytest

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.journey import load
from cupola.engine.loading import LoadOptions
from cupola.engine.record.store import open_store
from tests.engine.sources.conftest import lines

ROSTER = {
    "schools.csv": lines("SchoolID,SchoolName", "s1,North High", "s2,South High"),
    "courses.csv": lines("CourseID,CourseName,CourseSubject,SchoolID", "c1,Algebra,Math,s1", "c2,Biology,Science,s2"),
    "sections.csv": lines(
        "SectionID,SectionName,CourseID,SchoolID", "101,Algebra 1,c1,s1", "102,Biology 1,c2,s2", "103,Biology 2,c2,s2"
    ),
    "teachers.csv": lines(
        "StaffID,FirstName,LastName,Email,SchoolID",
        "t1,Ada,Okafor,ada.okafor@north.example,s1",
        "t2,Ben,Lindqvist,ben.lindqvist@north.example,s2",
    ),
    "students.csv": lines(
        "StudentID,FirstName,LastName,Birthday,Grade,SchoolID,HispanicLatino,Race",
        "5001,Cleo,Moreau,2010-03-04,09,s1,hispanicOrLatinoEthnicity,white",
        "5002,Dov,Tanaka,2010-05-06,09,s2,,demographicRaceTwoOrMoreRaces",
        "5003,Rosa,Haddad,2010-07-08,09,s2,,Caucasian",
    ),
    "class_rosters.csv": lines(
        "SectionID,StudentID,SchoolID,StartDate",
        "101,5001,s1,2026-08-17",
        "102,5002,s2,2026-08-17",
        "103,5003,s2,2026-08-17",
    ),
    "teacher_rosters.csv": lines("SectionID,StaffID,SchoolID", "101,t1,s1", "102,t2,s2", "103,t2,s2"),
}


@pytest.fixture
def ask(tmp_path):
    """Loads files and asks the record; `{persons}` and the like stand for its tables."""

    def asking(files, sql):
        folder = tmp_path / "delivered"
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text)
        load([folder], LoadOptions(tmp_path / "data", accept_mapping=True))
        store = open_store(tmp_path / "data")
        manifest = store.snapshot("current")
        tables = {
            table: f"read_parquet([{', '.join(quoted(str(path)) for path in store.part_paths(manifest, table))}])"
            for table in manifest.tables
        }
        return connect().execute(sql.format(**tables)).fetchall()

    return asking


FOUND = """
SELECT e.role, count(*), count(c.class_id), count(k.course_id), count(p.person_id), count(o.org_id)
FROM {enrollments} e
LEFT JOIN {classes} c ON c.class_id = e.class_id
LEFT JOIN {courses} k ON k.course_id = c.course_id
LEFT JOIN {persons} p ON p.person_id = e.person_id
LEFT JOIN {orgs} o ON o.org_id = k.org_id
GROUP BY 1 ORDER BY 1"""


def test_enrollments_lead_to_their_section_course_school_and_person(ask):
    assert ask(ROSTER, FOUND) == [("student", 3, 3, 3, 3, 3), ("teacher", 3, 3, 3, 3, 3)]


def test_a_section_number_that_two_systems_use_links_to_neither(ask):
    twice = ROSTER | {"campus_sections.csv": lines("SectionID,SectionName,CourseID,SchoolID", "101,Latin 1,c9,s1")}
    assert ask(twice, FOUND) == [("student", 3, 2, 2, 3, 2), ("teacher", 3, 2, 2, 3, 2)]


def test_a_member_of_staff_stands_at_the_school_of_the_directory(ask):
    asked = "SELECT count(*) FROM {person_org_roles} r JOIN {orgs} o ON o.org_id = r.org_id WHERE r.role = 'staff'"
    assert ask(ROSTER, asked) == [(2,)]


def test_ethnicity_and_races_are_read_from_the_words_of_standards(ask):
    asked = """SELECT local_id, hispanic_latino, race_white, race_two_or_more, race_asian
    FROM {demographics} JOIN {persons} USING (person_id) ORDER BY 1"""
    assert ask(ROSTER, asked) == [
        ("5001", True, True, False, False),
        ("5002", None, False, True, False),
        ("5003", None, True, False, False),
    ]


ORGS = lines(
    "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
    "o1,,,North High,school,0100101,",
    "o2,,,South High,school,0100102,",
    "o3,,,East High,school,0100103,",
)


def test_the_grades_of_a_list_of_schools_are_those_of_the_roster_s_schools(ask):
    schools = lines(
        "School Number,State School ID,School Name,Low Grade,High Grade",
        "0100101,6001,North High,9,12",
        "77,0100102,South High,6,12",
        "0100103,6003,East High,K,5",
        "78,0100103,East High Annex,K,8",
    )
    asked = "SELECT org_id, low_grade, high_grade FROM {orgs} ORDER BY 1"
    assert ask({"orgs.csv": ORGS, "schools.csv": schools}, asked) == [
        ("oneroster:o1", "09", "12"),
        ("oneroster:o2", "06", "12"),
        ("oneroster:o3", None, None),
    ]


def test_a_roster_s_schools_have_no_grades_without_a_list_of_schools(ask):
    assert ask({"orgs.csv": ORGS}, "SELECT count(*), count(low_grade) FROM {orgs}") == [(3, 0)]
