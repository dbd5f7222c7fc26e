"""Clever's SFTP files: told by their columns, one row for each contact and each term, into the record."""

from __future__ import annotations

import pytest

from tests.engine.sources.conftest import lines
from tests.engine.sources.deliveries import found, kinds, rows_add_up

FILES = {
    "schools.csv": lines(
        "School_id,School_name,School_number,State_id,Low_grade,High_grade,Principal,School_address,School_city",
        "s1,North Elm,101,90101,Kindergarten,5,Ada Quill,1 Elm St,Elm",
    ),
    "students.csv": lines(
        "School_id,Student_id,Student_number,State_id,Last_name,First_name,Grade,Gender,DOB,Race,Hispanic_Latino,"
        "Ell_status,Frl_status,IEP_status,Student_street,Student_email,Contact_relationship,Contact_name,Contact_email,"
        "Username,Password",
        "s1,p1,7001,9007001,Okoro,Ben,3,M,04/09/2017,B,N,N,F,N,1 Elm St,ben@elm.example,Mother,Ife Okoro,"
        "family@mail.example,bokoro,secret1",
        "s1,p1,7001,9007001,Okoro,Ben,3,M,04/09/2017,B,N,N,F,N,1 Elm St,ben@elm.example,Father,Tom Okoro,"
        "family@mail.example,bokoro,secret1",
        "s1,p2,7002,9007002,Okoro,Cora,Kindergarten,F,12/30/2020,W,Y,Y,N,Y,1 Elm St,cora@elm.example,Mother,Ife Okoro,"
        "family@mail.example,cokoro,secret2",
    ),
    "teachers.csv": lines(
        "School_id,Teacher_id,Teacher_number,Teacher_email,First_name,Last_name,Title",
        "s1,t1,31,dnorth@elm.example,Dana,North,Ms",
        "s1,t2,32,evale@elm.example,Eli,Vale,Mr",
    ),
    "sections.csv": lines(
        "School_id,Section_id,Teacher_id,Teacher_2_id,Name,Grade,Course_name,Course_number,Period,Subject,"
        "Term_name,Term_start,Term_end",
        "s1,c1,t1,t2,Math 3,3,Math,M3,1,math,Fall,08/20/2026,12/20/2026",
        "s1,c1,t1,t2,Math 3,3,Math,M3,1,math,Spring,01/05/2027,06/10/2027",
    ),
    "enrollments.csv": lines("School_id,Section_id,Student_id", "s1,c1,p1", "s1,c1,p2"),
}


def test_the_five_files_are_recognised_and_nothing_is_wrong_with_them(delivery):
    report = delivery.write(FILES).check()
    assert kinds(report) == {name: f"Clever {name}" for name in FILES}
    assert rows_add_up(report, FILES)
    assert {finding.check for finding in report.findings} == {"FIL-023"}


def test_files_under_other_names_are_recognised_by_their_columns(delivery):
    files = {f"{number}.csv": text for number, text in enumerate(FILES.values())}
    report = delivery.write(files).check()
    assert list(kinds(report).values()) == [f"Clever {name}" for name in FILES]
    assert found(report, "CLV") == []


@pytest.mark.parametrize(
    "header",
    [
        "School_id,Student_id,Last_name,First_name,Test,Window,Score,Level,Percentile,Growth",
        "student_id,score",
        "School_id,Section_id,Student_id,Date,Minutes,Reason,Code,Note",
    ],
)
def test_lists_of_others_with_some_of_the_columns_are_left_alone(delivery, header):
    row = ",".join(str(number) for number in range(len(header.split(","))))
    report = delivery.write({"list.csv": lines(header, row)}).check()
    assert not str(kinds(report)["list.csv"]).startswith("Clever")


def test_the_files_fill_the_record(delivery):
    assert delivery.write(FILES).load().changed
    people = "SELECT person_id, local_id, CAST(birth_date AS VARCHAR) FROM {persons} WHERE is_student ORDER BY 1"
    assert delivery.ask(people) == [("clever:p1", "7001", "2017-04-09"), ("clever:p2", "7002", "2020-12-30")]
    grades = "SELECT role, grade, coalesce(grade_source, role_source) FROM {person_org_roles} ORDER BY person_id"
    assert delivery.ask(grades) == [
        ("student", "03", "3"),
        ("student", "KG", "Kindergarten"),
        ("teacher", None, "Ms"),
        ("teacher", None, "Mr"),
    ]
    assert delivery.ask("SELECT role, is_primary, count(*) FROM {enrollments} GROUP BY ALL ORDER BY ALL") == [
        ("student", None, 2),
        ("teacher", False, 1),
        ("teacher", True, 1),
    ]
    assert delivery.ask("SELECT count(*) FROM {classes}") == [(1,)]
    assert delivery.ask("SELECT title FROM {academic_sessions} JOIN {class_sessions} USING (academic_session_id)") == [
        ("Fall",),
        ("Spring",),
    ]
    assert delivery.ask("SELECT program_type FROM {program_associations} ORDER BY 1") == [
        ("english_learner",),
        ("food_service",),
        ("special_education",),
    ]


def test_a_parent_of_two_children_is_one_person_and_two_parents_with_one_address_are_two(delivery):
    delivery.write(FILES).load()
    assert delivery.ask("SELECT count(*) FROM {persons} WHERE is_contact") == [(2,)]
    assert delivery.ask("SELECT relation, count(*) FROM {person_relationships} GROUP BY 1 ORDER BY 1") == [
        ("father", 1),
        ("mother", 2),
    ]


def test_passwords_and_streets_are_not_kept(delivery):
    delivery.write(FILES).load()
    kept = " ".join(str(cell) for row in delivery.ask("SELECT * FROM {clever_students}") for cell in row)
    assert "Okoro" in kept
    assert "secret1" not in kept
    assert "1 Elm St" not in kept


def test_references_that_point_nowhere_are_found(delivery):
    files = dict(FILES)
    files["enrollments.csv"] += "s1,c9,p1\ns1,c1,p9\n"
    files["sections.csv"] = files["sections.csv"].replace("t1,t2", "t1,t9")
    report = delivery.write(files).check()
    assert found(report, "CLV", "ROS") == [
        ("ROS-012", "enrollments.csv", "p9"),
        ("ROS-012", "sections.csv", "t9"),
        ("ROS-014", "enrollments.csv", "p1"),
    ]


def test_a_missing_file_and_columns_in_other_letters_are_told(delivery):
    files = {name: text for name, text in FILES.items() if name != "teachers.csv"}
    files["sections.csv"] = files["sections.csv"].replace("Teacher_2_id", "Teacher_2_ID")
    files["schools.csv"] = files["schools.csv"].replace("School_city", "Mascot")
    report = delivery.write(files).check()
    assert found(report, "CLV") == [
        ("CLV-001", "delivered", None),
        ("CLV-003", "sections.csv", None),
        ("CLV-004", "schools.csv", None),
    ]
    assert "Okoro" not in " ".join(finding.message for finding in report.findings)


def test_columns_in_another_order_change_nothing(delivery):
    rows = [row.split(",") for row in FILES["enrollments.csv"].splitlines()]
    files = FILES | {"enrollments.csv": lines(*(",".join(reversed(row)) for row in rows))}
    report = delivery.write(files).check()
    assert found(report, "CLV") == []
    assert kinds(report)["enrollments.csv"] == "Clever enrollments.csv"


@pytest.mark.parametrize(
    ("file", "old", "new", "checks"),
    [
        (
            "sections.csv",
            "s1,c1,t1,t2,Math 3,3,Math,M3,1,math,Fall",
            "s9,c1,t1,t2,Math 3,3,Math,M3,1,math,Fall",
            {"ROS-002"},
        ),
        ("students.csv", "s1,p2", "s9,p2", {"ROS-009"}),
        ("teachers.csv", "s1,t2", "s9,t2", {"ROS-009"}),
        ("sections.csv", "t1,t2", "t9,t2", {"ROS-012"}),
        ("enrollments.csv", "s1,c1,p2", "s1,c9,p2", {"ROS-014"}),
        ("enrollments.csv", "s1,c1,p2", "s1,c1,p2\ns1,c1,p9", {"ROS-012"}),
        ("enrollments.csv", "s1,c1,p2", "s2,c1,p2", {"ROS-011"}),
        (
            "students.csv",
            "Ben,3,M,04/09/2017,B,N,N,F,N,1 Elm St,ben@elm.example,Father",
            "Bo,3,M,04/09/2017,B,N,N,F,N,1 Elm St,ben@elm.example,Father",
            {"CLV-012"},
        ),
        ("sections.csv", "Fall,08/20/2026", "Fall,08/20/2027", {"CLV-014", "CLV-017"}),
        ("enrollments.csv", "s1,c1,p2", "s1,c1,p2\ns1,c1,p2", {"CLV-015"}),
        ("students.csv", "cora@elm.example", "ben@elm.example", {"CLV-018"}),
        ("students.csv", "Kindergarten", "Ninth", {"CLV-019"}),
        ("students.csv", "12/30/2020", "30/12/2020", {"FRM-004"}),
    ],
)
def test_one_fault_is_found_and_no_other(delivery, file, old, new, checks):
    assert old in FILES[file]
    report = delivery.write(FILES | {file: FILES[file].replace(old, new)}).check()
    assert {id for id, *_ in found(report, "CLV", "FRM", "ROS", "ENR", "SEC")} == checks


def test_an_empty_section_is_found(delivery):
    extra = "s1,c2,t1,,Art 3,3,Art,A3,2,art,Fall,08/20/2026,12/20/2026\n"
    report = delivery.write(FILES | {"sections.csv": FILES["sections.csv"] + extra}).check()
    assert found(report, "CLV", "SEC") == [("SEC-004", "sections.csv", "c2")]
