"""Ed-Fi: interchange XML and pages of the API become the same tables and the same record."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cupola.engine.sources.edfi import plain_path
from tests.engine.sources.put_deliveries import Delivery

U = "uri://ed-fi.org/"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Interchange{0} xmlns="http://ed-fi.org/5.2.0">\n{1}\n</Interchange{0}>\n'
)


def ref(name, **parts):
    inner = "".join(f"<{key}>{value}</{key}>" for key, value in parts.items())
    return f"<{name}Reference><{name}Identity>{inner}</{name}Identity></{name}Reference>"


SESSION = (
    f"<SessionReference><SessionIdentity>{ref('School', SchoolId='10')}<SchoolYear>2025-2026</SchoolYear>"
    "<SessionName>Fall</SessionName></SessionIdentity></SessionReference>"
)
OFFERING = (
    f"<CourseOfferingReference><CourseOfferingIdentity><LocalCourseCode>ALG</LocalCourseCode>"
    f"{ref('School', SchoolId='10')}{SESSION}</CourseOfferingIdentity></CourseOfferingReference>"
)
SECTION = (
    f"<SectionReference><SectionIdentity><SectionIdentifier>A1</SectionIdentifier>{OFFERING}"
    "</SectionIdentity></SectionReference>"
)
STUDENT = ref("Student", StudentUniqueId="604")
XML = {
    "EducationOrganization": f"""
<LocalEducationAgency id="L1"><NameOfInstitution>Elm ISD</NameOfInstitution>
  <LocalEducationAgencyId>1</LocalEducationAgencyId></LocalEducationAgency>
<School id="S10"><NameOfInstitution>Elm High</NameOfInstitution><SchoolId>10</SchoolId>
  <GradeLevel>{U}GradeLevelDescriptor#Tenth grade</GradeLevel>
  <GradeLevel>{U}GradeLevelDescriptor#Ninth grade</GradeLevel>
  <LocalEducationAgencyReference ref="L1"/></School>
<Course><CourseCode>ALG</CourseCode><CourseTitle>Algebra</CourseTitle>
  {ref("EducationOrganization", EducationOrganizationId="10")}</Course>
<Location><ClassroomIdentificationCode>5</ClassroomIdentificationCode></Location>""",
    "EducationOrgCalendar": f"""
<Session><SessionName>Fall</SessionName><SchoolYear>2025-2026</SchoolYear><BeginDate>2025-08-20</BeginDate>
  <EndDate>2025-12-19</EndDate><Term>{U}TermDescriptor#Fall Semester</Term>{ref("School", SchoolId="10")}
  <GradingPeriodReference ref="G1"/></Session>
<GradingPeriod id="G1"><GradingPeriod>{U}GradingPeriodDescriptor#First Six Weeks</GradingPeriod>
  {ref("School", SchoolId="10")}<SchoolYear>2025-2026</SchoolYear><BeginDate>2025-08-20</BeginDate>
  <EndDate>2025-10-01</EndDate></GradingPeriod>""",
    "MasterSchedule": f"""
<CourseOffering><LocalCourseCode>ALG</LocalCourseCode>{ref("School", SchoolId="10")}{SESSION}
  {ref("Course", CourseCode="ALG", EducationOrganizationId="10")}</CourseOffering>
<Section><SectionIdentifier>A1</SectionIdentifier>{OFFERING}<SectionName>Algebra I</SectionName></Section>""",
    "Student": """
<Student><StudentUniqueId>604</StudentUniqueId><Name><FirstName>Ada</FirstName><LastSurname>Byrd</LastSurname></Name>
  <BirthData><BirthDate>2010-02-03</BirthDate></BirthData></Student>
<Student><StudentUniqueId>605</StudentUniqueId><Name><FirstName>Ada</FirstName><LastSurname>Byrd</LastSurname></Name>
  <BirthData><BirthDate>2011-07-01</BirthDate></BirthData></Student>""",
    "StudentEnrollment": f"""
<StudentSchoolAssociation>{STUDENT}{ref("School", SchoolId="10")}<EntryDate>2025-08-20</EntryDate>
  <EntryGradeLevel>{U}GradeLevelDescriptor#Tenth grade</EntryGradeLevel></StudentSchoolAssociation>
<StudentSectionAssociation>{STUDENT}{SECTION}<BeginDate>2025-08-20</BeginDate></StudentSectionAssociation>
<StudentEducationOrganizationAssociation>{STUDENT}{ref("EducationOrganization", EducationOrganizationId="10")}
  <Sex>{U}SexDescriptor#Female</Sex><Race>{U}RaceDescriptor#White</Race><Race>{U}RaceDescriptor#Asian</Race>
  <HispanicLatinoEthnicity>1</HispanicLatinoEthnicity>
  <StudentIdentificationCode><StudentIdentificationSystem>{U}StudentIdentificationSystemDescriptor#SSN</StudentIdentificationSystem>
    <IdentificationCode>123-45-6789</IdentificationCode></StudentIdentificationCode>
  <StudentIdentificationCode><StudentIdentificationSystem>{U}StudentIdentificationSystemDescriptor#State</StudentIdentificationSystem>
    <IdentificationCode>77</IdentificationCode></StudentIdentificationCode>
  <ElectronicMail><ElectronicMailAddress>Ada@elm.example.org</ElectronicMailAddress></ElectronicMail>
  <InternetAccessInResidence>true</InternetAccessInResidence>
  <InternetAccessTypeInResidence>{U}InternetAccessTypeInResidenceDescriptor#Satellite</InternetAccessTypeInResidence>
</StudentEducationOrganizationAssociation>""",
    "StaffAssociation": f"""
<Staff><StaffUniqueId>604</StaffUniqueId><Name><FirstName>Cy</FirstName><LastSurname>Dunn</LastSurname></Name>
  <LoginId>cdunn</LoginId></Staff>
<StaffEducationOrganizationAssignmentAssociation>{ref("Staff", StaffUniqueId="604")}
  {ref("EducationOrganization", EducationOrganizationId="10")}
  <StaffClassification>{U}StaffClassificationDescriptor#Teacher</StaffClassification><BeginDate>2020-08-01</BeginDate>
</StaffEducationOrganizationAssignmentAssociation>
<StaffSectionAssociation>{ref("Staff", StaffUniqueId="604")}{SECTION}
  <ClassroomPosition>{U}ClassroomPositionDescriptor#Teacher of Record</ClassroomPosition></StaffSectionAssociation>""",
    "Contact": f"""
<Contact id="C7"><ContactUniqueId>7</ContactUniqueId>
  <Name><FirstName>Eve</FirstName><LastSurname>Byrd</LastSurname></Name></Contact>
<StudentContactAssociation>{STUDENT}<ContactReference ref="C7"/><Relation>{U}RelationDescriptor#Mother</Relation>
</StudentContactAssociation>""",
    "StudentProgram": f"""
<StudentSchoolFoodServiceProgramAssociation>{STUDENT}<ProgramReference><ProgramIdentity>
  {ref("EducationOrganization", EducationOrganizationId="1")}<ProgramName>Lunch</ProgramName>
  <ProgramType>{U}ProgramTypeDescriptor#Compensatory Services</ProgramType></ProgramIdentity></ProgramReference>
  <BeginDate>2025-08-20</BeginDate>{ref("EducationOrganization", EducationOrganizationId="1")}
</StudentSchoolFoodServiceProgramAssociation>""",
    "StudentAttendance": f"""
<StudentSchoolAttendanceEvent>{STUDENT}{ref("School", SchoolId="10")}{SESSION}<AttendanceEvent>
  <EventDate>2025-09-02</EventDate><AttendanceEventCategory>{U}AttendanceEventCategoryDescriptor#Tardy</AttendanceEventCategory>
</AttendanceEvent></StudentSchoolAttendanceEvent>""",
}


def records(name):
    return len(ElementTree.fromstring(HEAD.format(name, XML[name]).encode()))


@pytest.fixture(scope="module")
def elm(tmp_path_factory) -> Delivery:
    delivery = Delivery(tmp_path_factory.mktemp("elm"))
    for name, body in XML.items():
        delivery.put(f"{name}.xml", HEAD.format(name, body))
    assert delivery.load().changed
    return delivery


@pytest.mark.parametrize(
    ("header", "path"),
    [
        ("StudentReference.StudentIdentity.StudentUniqueId", "studentreference.studentuniqueid"),
        ("studentReference.studentUniqueId", "studentreference.studentuniqueid"),
        ("Name.FirstName", "firstname"),
        ("races.raceDescriptor", "race"),
        ("Race", "race"),
        ("addresses.city", "address.city"),
        ("Address.City", "address.city"),
        ("classPeriods.classPeriodReference.classPeriodName", "classperiodreference.classperiodname"),
        (
            "SectionReference.SectionIdentity.CourseOfferingReference.CourseOfferingIdentity.SchoolReference.SchoolId",
            "sectionreference.schoolid",
        ),
        ("parentReference.parentUniqueId", "contactreference.contactuniqueid"),
        ("schoolYearTypeReference.schoolYear", "schoolyear"),
    ],
)
def test_xml_and_api_name_the_same_thing_alike(header, path):
    assert plain_path(header) == path


def test_every_kind_of_record_is_recognised_and_none_is_lost(elm):
    seen = elm.check().files
    assert sum(file.rows_read for file in seen) == sum(map(records, XML))
    assert all(file.recognised_as and file.recognised_as.startswith("Ed-Fi ") for file in seen)
    assert {file.table for file in seen if "[Location]" in file.name} == {"edfi_other_records"}


def test_a_sound_interchange_has_no_errors(elm):
    assert [(f.check, f.message) for f in elm.check().findings if f.severity.word == "error"] == []


def test_schools_stand_under_their_district_with_their_grades(elm):
    assert elm.ask("SELECT org_id, org_type, parent_org_id, low_grade, high_grade FROM {orgs} ORDER BY 1") == [
        ("ed-fi:1", "district", None, None, None),
        ("ed-fi:10", "school", "ed-fi:1", "09", "10"),
    ]


def test_grading_periods_stand_under_their_session(elm):
    rows = elm.ask("SELECT title, session_type, school_year, parent_id FROM {academic_sessions} ORDER BY 2")
    assert rows == [
        ("First Six Weeks", "gradingPeriod", 2026, "ed-fi:10/2026/Fall"),
        ("Fall", "semester", 2026, None),
    ]


def test_two_children_of_one_name_stay_two_and_a_number_may_be_shared_with_staff(elm):
    rows = elm.ask("SELECT person_id, is_student, is_staff, is_contact, state_id, org_id FROM {persons} ORDER BY 1")
    assert rows == [
        ("ed-fi:contact:7", False, False, True, None, None),
        ("ed-fi:staff:604", False, True, False, None, "ed-fi:10"),
        ("ed-fi:student:604", True, False, False, "77", "ed-fi:10"),
        ("ed-fi:student:605", True, False, False, None, None),
    ]


def test_sections_have_their_course_students_and_teachers(elm):
    assert elm.ask("SELECT class_id, course_id, title FROM {classes}") == [
        ("ed-fi:10/2026/Fall/ALG/A1", "ed-fi:10/ALG", "Algebra I")
    ]
    rows = elm.ask("SELECT person_id, class_id, role, is_primary FROM {enrollments} ORDER BY role")
    assert rows == [
        ("ed-fi:student:604", "ed-fi:10/2026/Fall/ALG/A1", "student", None),
        ("ed-fi:staff:604", "ed-fi:10/2026/Fall/ALG/A1", "teacher", True),
    ]


def test_what_else_is_known_of_a_student(elm):
    assert elm.ask("SELECT person_id, other_person_id, relation FROM {person_relationships}") == [
        ("ed-fi:student:604", "ed-fi:contact:7", "Mother")
    ]
    assert elm.ask("SELECT sex, hispanic_latino, race_white, race_asian, race_black FROM {demographics}") == [
        ("female", True, True, True, False)
    ]
    assert elm.ask("SELECT program_type, detail FROM {program_associations}") == [("food_service", "Lunch")]
    assert elm.ask("SELECT category, category_source FROM {attendance_events}") == [("tardy", "Tardy")]
    assert elm.ask("SELECT internet_access, internet_access_type FROM {home_access}") == [("Yes", "Satellite")]
    assert elm.ask("SELECT role, grade, grade_source FROM {person_org_roles} ORDER BY 1") == [
        ("student", "10", "Tenth grade"),
        ("teacher", None, None),
    ]
    assert elm.ask("SELECT account_id, username, email FROM {accounts} ORDER BY 1") == [
        ("ed-fi:staff:604", "cdunn", None),
        ("ed-fi:student:604", None, "ada@elm.example.org"),
    ]


def test_no_social_security_number_is_kept(elm):
    everything = b"".join(path.read_bytes() for path in Path(elm.folder, "data").rglob("*") if path.is_file())
    assert b"123-45-6789" not in everything
    assert [f.check for f in elm.check().findings if f.check == "FIL-023"] == ["FIL-023"]
    values = elm.ask("SELECT id_type, value FROM {person_identifiers} WHERE person_id LIKE '%student:604' ORDER BY 1")
    assert values == [("state", "77"), ("student_unique_id", "604")]


def student(number, surname, guid):
    return {
        "id": guid,
        "studentUniqueId": number,
        "birthDate": "2010-01-01",
        "firstName": "Ada",
        "lastSurname": surname,
        "_etag": "1",
    }


def school(number, guid):
    return {
        "id": guid,
        "schoolId": number,
        "nameOfInstitution": f"School {number}",
        "gradeLevels": [{"gradeLevelDescriptor": f"{U}GradeLevelDescriptor#Kindergarten"}],
        "_etag": "1",
    }


@pytest.fixture
def pages(tmp_path) -> Delivery:
    delivery = Delivery(tmp_path)
    first, second = "students/rundate=2026-07-14/p", "students/rundate=2026-08-10/p"
    delivery.put(f"{first}1.json", "\n".join(json.dumps(student(n, "Old", n)) for n in ("1", "2")))
    delivery.put(f"{first}2.json", json.dumps([student("3", "Old", "3")]))
    delivery.put(f"{second}1.json", json.dumps([student("2", "New", "2")]))
    delivery.put(f"{second}2.json", json.dumps([student("2", "New", "2")]))
    delivery.put("schools/upserts/rundate=2026-07-14/a.json", json.dumps([school(10, "a"), school(11, "b")]))
    delivery.put("schools/upserts/rundate=2026-08-10/a.json", json.dumps([school(12, "c")]))
    delivery.put(
        "schools/deletes/rundate=2026-07-20/a.json", '{"Id":"b","ChangeVersion":"5"}{"Id":"c","ChangeVersion":"6"}'
    )
    association = {
        "id": "x",
        "_etag": "1",
        "entryDate": "2026-08-20",
        "schoolReference": {"schoolId": 11},
        "studentReference": {"studentUniqueId": "1"},
        "entryGradeLevelDescriptor": f"{U}GradeLevelDescriptor#Kindergarten",
    }
    delivery.put("associations/a.json", json.dumps([association]))
    return delivery


def test_pages_of_one_resource_are_one_table_and_the_last_state_counts(pages):
    report = pages.check()
    assert {file.table for file in report.files if file.name.startswith("students/")} == {"edfi_students"}
    assert sum(file.rows_read for file in report.files if file.table == "edfi_students") == 5
    assert {f.check for f in report.findings} & {"FIL-021", "FIL-026", "FRM-013"} == set()
    pages.load()
    assert pages.ask("SELECT local_id, family_name FROM {persons} ORDER BY 1") == [
        ("1", "Old"),
        ("2", "New"),
        ("3", "Old"),
    ]


def test_a_delete_takes_away_what_was_there_until_its_day(pages):
    pages.load()
    assert pages.ask("SELECT org_id, low_grade FROM {orgs} ORDER BY 1") == [("ed-fi:10", "KG"), ("ed-fi:12", "KG")]


def test_changed_keys_are_no_deletes(pages):
    changed = {"id": "a", "changeVersion": 9, "oldKeyValues": {"schoolId": 10}, "newKeyValues": {"schoolId": 20}}
    pages.put("schools/keyChanges/a.json", json.dumps([changed]))
    tables = {file.name: file.table for file in pages.check().files}
    assert tables["schools/keyChanges/a.json"] == "edfi_key_changes"
    pages.load()
    assert ("ed-fi:10",) in pages.ask("SELECT org_id FROM {orgs}")


def test_students_of_a_deleted_school_are_told_once(pages):
    found = [f for f in pages.check().findings if f.check == "ROS-008"]
    assert [(f.subject, f.file, f.line) for f in found] == [("student:1", "associations/a.json", 1)]


def test_xml_of_another_namespace_is_not_recognised_and_nothing_breaks(tmp_path):
    delivery = Delivery(tmp_path)
    delivery.put(
        "a.xml", "<?xml version='1.0'?><feed xmlns='http://example.org/1'><x><y>1</y></x><z><y>2</y></z></feed>"
    )
    delivery.put("b.json", '{"settings": {"colour": "blue"}, "name": "x"}')
    report = delivery.check()
    assert sorted((f.check, f.file) for f in report.findings) == [("FIL-001", "a.xml"), ("FIL-001", "b.json")]
    assert [file.recognised_as for file in report.files] == [None, None]


def test_who_points_to_a_record_that_could_not_be_read_is_not_called_lost(pages):
    pages.put("students/rundate=2026-09-01/p1.json", '{"id": "4", "studentUniqueId": "4", broken\n')
    pages.put("students/rundate=2026-09-01/p2.json", json.dumps([student("5", "New", "5")]) + '\n{"id": "6", broken\n')
    association = {"id": "y", "_etag": "1", "entryDate": "2026-08-20", "schoolReference": {"schoolId": 10}}
    association |= {"studentReference": {"studentUniqueId": "6"}, "entryGradeLevelDescriptor": "KG"}
    pages.put("associations/b.json", json.dumps([association]))
    report = pages.check()
    assert [f.check for f in report.findings if f.check in ("ROS-007", "FIL-027")] == ["FIL-027", "FIL-027"]
    assert "could not be read" in next(each.reason for each in report.not_run if each.check == "ROS-007")


def test_of_records_on_one_line_the_lost_one_alone_is_told(pages):
    section = {
        "sectionIdentifier": "A",
        "localCourseCode": "ART",
        "schoolId": 10,
        "schoolYear": 2027,
        "sessionName": "F",
    }
    seats = [
        {"id": f"x{number}", "sectionReference": section, "studentReference": {"studentUniqueId": number}}
        | {"beginDate": "2026-08-20", "homeroomIndicator": False, "_etag": "1"}
        for number in ("1", "2", "3", "99")
    ]
    pages.put("studentSectionAssociations/a.json", json.dumps(seats))
    found = [f for f in pages.check().findings if f.check == "ROS-012"]
    assert [(f.subject, f.file, f.line) for f in found] == [("student:99", "studentSectionAssociations/a.json", 1)]
