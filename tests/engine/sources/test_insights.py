"""Education Insights: files without a header, known by their cells, read by the list of columns beside them."""

from __future__ import annotations

import pytest

from tests.engine.sources.conftest import lines
from tests.engine.sources.deliveries import found, kinds, rows_add_up


def guid(number: int) -> str:
    return f"{number:08d}-0000-4000-8000-{number:012d}"


ORG, SOURCE, YEAR, STUDENT, GRADE, SUBJECT, SEX, RACE, SCHOOL = (guid(number) for number in range(901, 910))
PEOPLE = {1: ("Ben", "Okoro"), 2: ("Cora", "Lindt"), 3: ("Dov", "Tanaka")}
SEEN = "2026-08-20,2026-10-29"
FILES = {
    "Organization.csv": lines(f"{ORG},101,{SEEN},North Elm,{SCHOOL},{SOURCE},101,"),
    "SourceSystem.csv": lines(f"{SOURCE},{SEEN},Elm SIS"),
    "Session.csv": lines(f"{YEAR},2027-06-10,27,{SEEN},2026-2027,{guid(950)},{guid(951)},{SOURCE},2026-08-20,"),
    "Person.csv": lines(*(f"{guid(n)},{SEEN},{given},,,,,{family}" for n, (given, family) in PEOPLE.items())),
    "AadUser.csv": lines(
        *(
            f"{n:032x},S{n},{given} {family},2026-08-20,{given},,{given}@elm.example,{given},student,{family},"
            f"{given}@elm.example,{n:032x}"
            for n, (given, family) in PEOPLE.items()
        )
    ),
    "AadUserPersonMapping.csv": lines(*(f"{n:032x},{SEEN},{guid(n)}" for n in PEOPLE)),
    "PersonOrganizationRole.csv": lines(
        *(
            f"{n},S{n},2026-08-20,TRUE,2026-10-29,{ORG},{guid(n)},{STUDENT},{YEAR},{SOURCE},TRUE,{GRADE},"
            "2026-08-20,2027-06-10"
            for n in PEOPLE
        )
    ),
    "PersonDemographic.csv": lines(*(f"{guid(n)},{SEEN},Elm,US,2011-04-0{n},OR,{SEX}" for n in PEOPLE)),
    "PersonDemographicRace.csv": lines(*(f"{n},{SEEN},{guid(n)},{RACE}" for n in PEOPLE)),
    "Course.csv": lines(f"{guid(80)},{YEAR},A1,2026-08-20,TRUE,2026-10-29,Art,{ORG},{SOURCE}"),
    "Section.csv": lines(f"{guid(70)},k1,{SEEN},Art 1,{ORG},{SOURCE},500,{guid(80)}"),
    "SectionGradeLevel.csv": lines(f"1,{GRADE},2026-08-20,{guid(70)}"),
    "CourseSubject.csv": lines(f"1,{guid(80)},2026-08-20,{SUBJECT}"),
    "SectionSession.csv": lines(f"1,2026-08-20,TRUE,2026-10-29,{guid(70)},{YEAR}"),
    "Enrollment.csv": lines(
        *(
            f"{guid(200 + n)},Art 1,2026-08-20,TRUE,2026-10-29,{guid(n)},Student,{guid(70)},{SOURCE},2026-08-20,"
            "2027-06-10,FALSE"
            for n in PEOPLE
        )
    ),
    "RefDefinition.csv": lines(
        f"{STUDENT},Student,,,ceds.ed.gov,RefRole,10",
        f"{GRADE},9,,,ceds.ed.gov,RefGradeLevel,10",
        f"{SUBJECT},Arts,,,ceds.ed.gov,RefAcademicSubject,10",
        f"{SEX},Female,,,ceds.ed.gov,RefSex,10",
        f"{RACE},Asian,,,ceds.ed.gov,RefRace,10",
        f"{SCHOOL},School,,,ceds.ed.gov,RefOrgType,10",
        f"{guid(951)},SchoolYear,,,imsglobal.org,RefSessionType,10",
    ),
}


def test_every_file_is_recognised_and_no_row_is_taken_for_a_header(delivery):
    report = delivery.write(FILES).check()
    assert kinds(report) == {name: f"Education Insights {name.removesuffix('.csv')}" for name in FILES}
    assert rows_add_up(report, FILES, headers=0)
    assert report.findings == ()


def test_files_under_other_names_are_recognised_by_their_cells_and_codes(delivery):
    files = {f"part-{number:05d}.csv": text for number, text in enumerate(FILES.values())}
    report = delivery.write(files).check()
    assert list(kinds(report).values()) == [f"Education Insights {name.removesuffix('.csv')}" for name in FILES]


def test_the_export_fills_the_record(delivery):
    assert delivery.write(FILES).load().changed
    people = """SELECT person_id, given_name, family_name, local_id, CAST(birth_date AS VARCHAR), is_student, org_id
        FROM {persons} ORDER BY 1 LIMIT 1"""
    assert delivery.ask(people) == [
        (f"insights:{guid(1)}", "Ben", "Okoro", f"{1:032x}", "2011-04-01", True, f"insights:{ORG}")
    ]
    accounts = "SELECT count(*), count(DISTINCT a.person_id) FROM {accounts} a JOIN {persons} p USING (person_id)"
    assert delivery.ask(accounts) == [(3, 3)]
    assert delivery.ask("SELECT id_type, count(*) FROM {person_identifiers} GROUP BY 1 ORDER BY 1") == [
        ("directory_object", 3),
        ("lms", 3),
    ]
    assert delivery.ask("SELECT DISTINCT role, grade, grade_source FROM {person_org_roles}") == [("student", "09", "9")]
    assert delivery.ask("SELECT DISTINCT sex, race_asian, race_white FROM {demographics}") == [("female", True, False)]
    assert delivery.ask("SELECT session_type FROM {academic_sessions}") == [("schoolYear",)]
    joined = """SELECT count(*) FROM {enrollments} e JOIN {classes} c USING (class_id)
        JOIN {persons} p USING (person_id) JOIN {courses} k USING (course_id)
        JOIN {class_sessions} s USING (class_id) JOIN {orgs} o ON o.org_id = c.org_id"""
    assert delivery.ask(joined) == [(3,)]


def test_attendance_by_the_number_of_the_directory_finds_its_person(delivery):
    absences = lines("StudentID,Date,AttendanceCode,SchoolID", *(f"{n:032x},2026-10-2{n},Absent,101" for n in PEOPLE))
    delivery.write({**{f"roster/{name}": text for name, text in FILES.items()}, "attendance.csv": absences}).load()
    found_persons = "SELECT count(*) FROM {attendance_events} a JOIN {persons} p USING (person_id)"
    assert delivery.ask(found_persons) == [(3,)]


def test_the_list_of_columns_beside_them_says_another_order(delivery):
    names = ["Id", "GivenName", "Surname", "FirstSeenDateTime", "LastSeenDateTime"]
    listed = ["Entity Name,Attribute Name,Attribute Data Type", "Person,,", *(f",{name},string" for name in names)]
    people = lines(*(f"{guid(n)},{given},{family},{SEEN}" for n, (given, family) in PEOPLE.items()))
    report = delivery.write({"metadata.csv": lines(*listed), "people.csv": people}).check()
    assert kinds(report) == {
        "metadata.csv": "Education Insights list of columns",
        "people.csv": "Education Insights Person",
    }
    delivery.load()
    assert delivery.ask("SELECT given_name, family_name FROM {persons} ORDER BY 1") == list(PEOPLE.values())


def test_two_kinds_that_look_alike_are_not_guessed_at(delivery):
    files = {"a.csv": FILES["CourseSubject.csv"], "b.csv": FILES["Person.csv"], "c.csv": FILES["AadUser.csv"]}
    seen = kinds(delivery.write(files).check())
    assert seen["a.csv"] is None
    assert seen["b.csv"] == "Education Insights Person"


@pytest.mark.parametrize(
    "rows",
    [
        (f"{guid(1)},2026-08-20,2026-10-29,{guid(2)}", f"{guid(3)},2026-08-20,2026-10-29,{guid(4)}"),
        (f"{guid(1)},Ben,Okoro,9", f"{guid(2)},Cora,Lindt,10"),
    ],
)
def test_one_file_of_strangers_without_a_header_is_not_taken_for_one(delivery, rows):
    report = delivery.write({"export.csv": lines(*rows)}).check()
    assert not str(kinds(report)["export.csv"]).startswith("Education Insights")


def test_rows_of_wrong_width_are_set_aside_and_told(delivery):
    files = FILES | {"Person.csv": FILES["Person.csv"] + f"{guid(9)},2026-08-20\n"}
    report = delivery.write(files).check()
    assert rows_add_up(report, files, headers=0)
    assert ("FIL-003", "Person.csv") in {(check, file) for check, file, _ in found(report, "FIL")}


def test_a_list_of_columns_of_another_product_is_left_alone(delivery):
    report = delivery.write({"metadata.csv": lines("Entity Name,Attribute Name", "attendance,", ",student_id")}).check()
    assert kinds(report)["metadata.csv"] is None


def test_a_number_that_stands_on_several_people_names_nobody(delivery):
    kind = guid(960)
    same = {"PersonIdentifier.csv": lines(*(f"{n},2026-08-20,Student,TRUE,{guid(n)},{kind},{SOURCE}" for n in PEOPLE))}
    delivery.write(FILES | same).load()
    assert delivery.ask("SELECT count(*) FROM {person_identifiers} WHERE id_type = 'local'") == [(0,)]


@pytest.mark.parametrize("cell", ["soon", "2026-13-01"])
def test_a_short_file_with_one_bad_cell_is_known_by_its_own_name_and_the_cell_is_told_by_its_column(delivery, cell):
    spoiled = FILES["Person.csv"].replace("2026-08-20", cell, 1)
    report = delivery.write(FILES | {"Person.csv": spoiled}).check()
    assert kinds(report)["Person.csv"] == "Education Insights Person"
    assert [(f.check, f.file, f.line, f.column) for f in report.findings] == [
        ("FRM-004", "Person.csv", 1, "FirstSeenDateTime")
    ]


def test_a_short_file_with_one_bad_cell_under_another_name_is_not_guessed_at(delivery):
    spoiled = FILES["Person.csv"].replace("2026-08-20", "soon", 1)
    files = {name: text for name, text in FILES.items() if name != "Person.csv"} | {"people.csv": spoiled}
    assert not str(kinds(delivery.write(files).check())["people.csv"]).startswith("Education Insights")
