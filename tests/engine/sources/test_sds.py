"""School Data Sync: its three formats, told apart by their columns, into the record, and what is wrong with them."""

from __future__ import annotations

import pytest

from tests.engine.sources.conftest import lines
from tests.engine.sources.deliveries import found, kinds, rows_add_up

NEW = {
    "orgs.csv": lines("sourcedId,name,type,parentSourcedId", "d1,Elm District,district,", "s1,North Elm,school,d1"),
    "users.csv": lines(
        "sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email,phone,sms",
        "u1,bokoro@elm.example,Ben,Okoro,secret1,bokoro@elm.example,,,",
        "u2,clindt@elm.example,Cora,Lindt,secret2,clindt@elm.example,,,",
        "t1,dnorth@elm.example,Dana,North,secret3,dnorth@elm.example,,,",
        "g1,ife@mail.example,Ife,Okoro,,,ife@mail.example,+15035550101,",
    ),
    "roles.csv": lines(
        "userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary,roleStartDate,roleEndDate",
        "u1,s1,student,y1,9,TRUE,2026-08-20,2027-06-10",
        "u2,s1,student,y1,kg,TRUE,2026-08-20,2027-06-10",
        "t1,s1,teacher,y1,,TRUE,2026-08-20,2027-06-10",
    ),
    "classes.csv": lines("sourcedId,orgSourcedId,title,sessionSourcedIds,courseSourcedId", "k1,s1,Art 1,y1,c1"),
    "courses.csv": lines(
        "sourcedId,orgSourcedId,title,code,schoolYearSourcedId,subject,grade", "c1,s1,Art,A1,y1,art,9"
    ),
    "academicSessions.csv": lines(
        "sourcedId,title,type,schoolYear,startDate,endDate", "y1,2026-27,schoolYear,2027,2026-08-20,2027-06-10"
    ),
    "enrollments.csv": lines("classSourcedId,userSourcedId,role", "k1,u1,student", "k1,u2,student", "k1,t1,teacher"),
    "relationships.csv": lines("userSourcedId,relationshipUserSourcedId,relationshipRole", "u1,g1,guardian"),
    "demographics.csv": lines(
        "userSourcedId,sex,birthDate,birthCity,birthState,birthCountry,ethnicityCodes,raceCodes",
        "u1,male,2011-04-09,,,,,blackOrAfricanAmerican",
        "u2,female,2020-12-30,,,,hispanicOrLatinoEthnicity,white",
    ),
    "userFlags.csv": lines("userSourcedId,flag", "u1,iep", "u2,freeLunch"),
}
OLD = {
    "School.csv": lines("SIS ID,Name,School Number,State ID,Grade Low,Grade High", "s1,North Elm,101,OR,9,12"),
    "Section.csv": lines(
        "SIS ID,School SIS ID,Section Name,Term SIS ID,Term Name,Term StartDate,Term EndDate,Course SIS ID,Course Name",
        "k1,s1,Art 1,y1,Fall,8/20/2026,12/20/2026,c1,Art",
    ),
    "Student.csv": lines(
        "SIS ID,School SIS ID,First Name,Last Name,Username,Password,State ID,Student Number,Grade,Status,Birthdate",
        "u1,s1,Ben,Okoro,bokoro,secret1,OR,7001,9,Active,4/9/2011",
        "u2,s1,Cora,Lindt,clindt,secret2,OR,7002,10,Inactive,12/30/2010",
    ),
    "Teacher.csv": lines(
        "SIS ID,School SIS ID,First Name,Last Name,Username,Password,Teacher Number,Title",
        "t1,s1,Dana,North,dnorth,secret3,31,Ms",
    ),
    "StudentEnrollment.csv": lines("Section SIS ID,SIS ID", "k1,u1", "k1,u2"),
    "TeacherRoster.csv": lines("Section SIS ID,SIS ID", "k1,t1"),
}
LEAST = {
    "School.csv": lines("SIS ID,Name", "s1,North Elm"),
    "Section.csv": lines("SIS ID,School SIS ID,Section Name", "k1,s1,Art 1"),
    "Student.csv": lines("SIS ID,School SIS ID,Username", "u1,s1,bokoro"),
    "Teacher.csv": lines("SIS ID,School SIS ID,Username", "t1,s1,dnorth"),
    "StudentEnrollment.csv": lines("Section SIS ID,SIS ID", "k1,u1"),
    "TeacherRoster.csv": lines("Section SIS ID,SIS ID", "k1,t1"),
}
BRITISH = {
    "School.csv": lines("DfE Number,Name", "s1,North Elm"),
    "Section.csv": lines("ID,School DfE Number,Section Name", "k1,s1,Art 1"),
    "Student.csv": lines("ID,School DfE Number,Username,Birthdate", "u1,s1,bokoro,4/9/2011"),
    "Teacher.csv": lines("ID,School DfE Number,Username,Title", "t1,s1,dnorth,Ms"),
    "StudentEnrollment.csv": lines("Section ID,ID", "k1,u1"),
    "TeacherRoster.csv": lines("Section ID,ID", "k1,t1"),
}


@pytest.mark.parametrize("files", [NEW, OLD, LEAST, BRITISH], ids=["2.1", "sds", "least", "british"])
def test_a_whole_set_is_recognised_and_nothing_is_wrong_with_it(delivery, files):
    report = delivery.write(files).check()
    assert all(str(kind).startswith("School Data Sync ") for kind in kinds(report).values())
    assert {str(kind).split()[3] for kind in kinds(report).values()} == set(files)
    assert rows_add_up(report, files)
    # The inactive student of the older set still sits in a class.
    assert {finding.check for finding in report.findings} <= {"FIL-023", "ENR-007"}


def test_a_set_under_other_names_is_recognised_by_its_columns(delivery):
    files = {f"upload {number}.csv": text for number, text in enumerate(OLD.values())}
    report = delivery.write(files).check()
    assert [str(kinds(report)[name]).split()[3] for name in files] == list(OLD)
    assert {finding.check for finding in report.findings} == {"FIL-022", "FIL-023", "ENR-007"}


def test_members_without_any_other_sign_are_told_apart_by_who_they_are(delivery):
    files = dict(LEAST)
    files["a.csv"], files["b.csv"] = files.pop("StudentEnrollment.csv"), files.pop("TeacherRoster.csv")
    seen = kinds(delivery.write(files).check())
    assert (seen["a.csv"], seen["b.csv"]) == (
        "School Data Sync StudentEnrollment.csv (SDS format)",
        "School Data Sync TeacherRoster.csv (SDS format)",
    )


def test_the_newer_format_fills_the_record(delivery):
    assert delivery.write(NEW).load().changed
    people = "SELECT count(*), sum(is_student::int), sum(is_staff::int), sum(is_contact::int) FROM {persons}"
    assert delivery.ask(people) == [(4, 2, 1, 1)]
    roles = "SELECT person_id, role, grade, grade_source FROM {person_org_roles} ORDER BY person_id"
    assert delivery.ask(roles) == [
        ("sds:t1", "teacher", None, None),
        ("sds:u1", "student", "09", "9"),
        ("sds:u2", "student", "KG", "kg"),
    ]
    assert delivery.ask("SELECT person_id, other_person_id, relation FROM {person_relationships}") == [
        ("sds:u1", "sds:g1", "guardian")
    ]
    assert delivery.ask("SELECT program_type FROM {program_associations} ORDER BY 1") == [
        ("food_service",),
        ("special_education",),
    ]
    joined = """SELECT count(*) FROM {enrollments} e JOIN {classes} c USING (class_id)
        JOIN {persons} p USING (person_id)
        JOIN {courses} k USING (course_id) JOIN {class_sessions} s USING (class_id)"""
    assert delivery.ask(joined) == [(3,)]
    assert delivery.ask("SELECT hispanic_latino, race_white FROM {demographics} WHERE person_id = 'sds:u2'") == [
        (True, True)
    ]


def test_the_older_format_fills_the_same_tables(delivery):
    delivery.write(OLD).load()
    people = """SELECT person_id, local_id, CAST(birth_date AS VARCHAR), is_enabled, org_id
        FROM {persons} ORDER BY person_id"""
    assert delivery.ask(people) == [
        ("sds:t1", "31", None, True, "sds:s1"),
        ("sds:u1", "7001", "2011-04-09", True, "sds:s1"),
        ("sds:u2", "7002", "2010-12-30", False, "sds:s1"),
    ]
    assert delivery.ask("SELECT role, count(*) FROM {enrollments} GROUP BY 1 ORDER BY 1") == [
        ("student", 2),
        ("teacher", 1),
    ]
    terms = "SELECT title, CAST(begin_date AS VARCHAR), CAST(end_date AS VARCHAR) FROM {academic_sessions}"
    assert delivery.ask(terms) == [("Fall", "2026-08-20", "2026-12-20")]
    assert delivery.ask("SELECT org_type, state FROM {orgs}") == [("school", None)]


@pytest.mark.parametrize("files", [NEW, OLD], ids=["2.1", "sds"])
def test_no_password_and_no_postal_code_of_a_state_as_an_id_is_kept(delivery, files):
    delivery.write(files).load()
    kept = b"".join(path.read_bytes() for path in (delivery.folder / "data").rglob("*") if path.is_file())
    assert b"secret1" not in kept
    assert delivery.ask("SELECT count(*) FROM {person_identifiers} WHERE id_type = 'state'") == [(0,)]


def test_students_and_teachers_exported_on_other_days_complete_each_other(delivery):
    files = {f"{name.removesuffix('.csv')}-2026-10-{20 + at}.csv": text for at, (name, text) in enumerate(OLD.items())}
    report = delivery.write(files).check()
    assert all(seen.table for seen in report.files)
    assert not found(report, "FIL-026")


def test_a_missing_file_is_told_with_what_it_means(delivery):
    files = {name: text for name, text in NEW.items() if name != "roles.csv"}
    report = delivery.write(files).check()
    said = [finding.message for finding in report.findings if finding.check == "SDS-001"]
    assert said == ["roles.csv is missing; version 2.1 of School Data Sync needs it."]


def test_columns_missing_misspelled_and_unknown_are_told(delivery):
    files = dict(NEW)
    files["enrollments.csv"] = files["enrollments.csv"].replace("userSourcedId", "usersourcedid")
    files["academicSessions.csv"] = (
        files["academicSessions.csv"].replace("endDate", "endDate,weather").replace("06-10\n", "06-10,fair\n")
    )
    files["userFlags.csv"] = lines("flag,userSourcedId", "iep,u1")
    report = delivery.write(files).check()
    assert found(report, "SDS-0") == [
        ("SDS-003", "enrollments.csv", None),
        ("SDS-004", "academicSessions.csv", None),
    ]
    assert len(kinds(report)) == len(NEW)


def test_an_empty_file_and_one_with_a_header_alone_break_nothing(delivery):
    files = NEW | {
        "userFlags.csv": "",
        "relationships.csv": "userSourcedId,relationshipUserSourcedId,relationshipRole\n",
    }
    report = delivery.write(files).check()
    assert kinds(report)["relationships.csv"] == "School Data Sync relationships.csv"
    assert ("FIL-002", "userFlags.csv", None) in found(report, "FIL")


def test_references_that_point_nowhere_are_found_in_both_formats(delivery):
    files = dict(OLD)
    files["StudentEnrollment.csv"] += "k9,u1\nk1,u9\n"
    report = delivery.write(files).check()
    assert found(report, "SDS", "ROS") == [
        ("ROS-012", "StudentEnrollment.csv", "u9"),
        ("ROS-014", "StudentEnrollment.csv", "u1"),
    ]


def test_a_package_of_oneroster_stays_one(delivery):
    files = {
        "manifest.csv": lines("propertyName,value", "manifest.version,1.0", "oneroster.version,1.1"),
        "orgs.csv": lines("sourcedId,name,type,parentSourcedId", "s1,North Elm,school,"),
    }
    assert kinds(delivery.write(files).check())["orgs.csv"] == "OneRoster 1.1 orgs.csv"


@pytest.mark.parametrize(
    ("file", "old", "new", "check"),
    [
        ("enrollments.csv", "k1,u2,", "k9,u2,", "ROS-014"),
        ("enrollments.csv", "k1,u2,", "k1,u9,", "ROS-012"),
        ("classes.csv", "k1,s1,", "k1,s9,", "ROS-002"),
        ("roles.csv", "\nu1,s1,", "\nu9,s1,s,y1,9,TRUE,,\nu1,s1,", "ROS-007"),
        ("roles.csv", "t1,s1,", "t1,s9,", "ROS-008"),
        ("users.csv", "\nt1,", "\nx1,xvale@elm.example,Xenia,Vale,,,,,\nt1,", "SDS-012"),
        ("orgs.csv", "school,d1", "school,d9", "ROS-005"),
        ("classes.csv", "y1,c1", "y9,c1", "ROS-003"),
        ("classes.csv", "y1,c1", "y1,c9", "ROS-001"),
        ("relationships.csv", "u1,g1", "u9,g1", "SDS-016"),
        ("users.csv", "g1,ife@mail.example,Ife", "g1,ife@mail.example,", "SDS-017"),
        ("users.csv", "u2,clindt", "u2,bokoro", "SDS-018"),
        ("users.csv", "u2,clindt@elm.example", "u2,clindt", "SDS-019"),
        ("enrollments.csv", "k1,u1,student\n", "k1,u1,student\nk1,u1,student\n", "ENR-005"),
        ("enrollments.csv", "k1,u2,student", "k1,u2,teacher", "ROL-001"),
        ("users.csv", "+15035550101", "503-555-0101", "SDS-022"),
        ("academicSessions.csv", "2027-06-10", "2026-06-10", "SES-004"),
        ("roles.csv", ",kg,", ",K,", "SDS-025"),
        ("roles.csv", "t1,s1,teacher", "t1,s1,wizard", "FRM-002"),
        ("academicSessions.csv", "2026-08-20", "2026-08-32", "FRM-004"),
    ],
)
def test_one_fault_of_the_newer_format_is_found_and_no_other(delivery, file, old, new, check):
    assert old in NEW[file]
    text = NEW[file].replace(old, new).replace("u9,s1,s,", "u9,s1,student,")
    report = delivery.write(NEW | {file: text}).check()
    assert {id for id, *_ in found(report, "SDS", "FRM", "ROS", "ENR", "ROL", "SEC", "SES-004")} == {check}


@pytest.mark.parametrize(
    ("file", "old", "new", "check"),
    [
        ("Teacher.csv", "t1,s1,", "t1,s9,", "ROS-009"),
        ("Teacher.csv", "t1,s1", "u1,s1", "SDS-024"),
        ("Student.csv", "4/9/2011", "4/31/2011", "FRM-004"),
        ("Section.csv", "k1,s1", "k1,s9", "ROS-002"),
    ],
)
def test_one_fault_of_the_older_format_is_found(delivery, file, old, new, check):
    assert old in OLD[file]
    report = delivery.write(OLD | {file: OLD[file].replace(old, new)}).check()
    assert check in {id for id, *_ in found(report, "SDS", "FRM", "ROS")}
    assert found(report, "ROL-003") == []


def test_a_class_without_a_teacher_is_found(delivery):
    files = dict(NEW)
    files["classes.csv"] += "k2,s1,Art 2,y1,c1\n"
    files["enrollments.csv"] += "k2,u1,student\n"
    assert found(delivery.write(files).check(), "SDS", "SEC") == [("SEC-001", "classes.csv", "k2")]
