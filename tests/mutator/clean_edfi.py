"""A small second district without a fault: pages of its Ed-Fi API, and its answers on devices at home."""

from __future__ import annotations

import json
from typing import Any

from tests.mutator.clean_people import GIVEN
from tests.mutator.sheets import Content, Sheet

Record = dict[str, Any]
SCHOOL, YEAR, SESSION, COURSE = "7001", "2027", "Fall Semester", "ALG-1"
PUPILS = tuple(f"E{number:03d}" for number in range(1, 7))
ANSWERS = (
    "studentUniqueId,internetAccessInResidence,internetAccessTypeInResidence,internetPerformance"
    ",digitalDevice,primaryLearningDeviceProvider,primaryLearningDeviceAccess"
)


def descriptor(kind: str, word: str) -> str:
    return f"uri://ed-fi.org/{kind}Descriptor#{word}"


def section(number: int) -> Record:
    return {"sectionIdentifier": f"S{number}", "localCourseCode": COURSE, "schoolId": SCHOOL} | {
        "schoolYear": YEAR,
        "sessionName": SESSION,
    }


def pages() -> dict[str, Content]:
    """File name -> page, one record a line."""
    resources = {
        "schools": [_school()],
        "students": [_student(number) for number in PUPILS],
        "studentSchoolAssociations": [_stay(number) for number in PUPILS],
        "staffs": [{"staffUniqueId": "T1", "firstName": "Ines", "lastSurname": "Moss"}],
        "staffAssignments": [_assignment()],
        "contacts": [{"contactUniqueId": f"C{n}", "firstName": "Ola", "lastSurname": "Reed"} for n in PUPILS],
        "studentContactAssociations": [_contact(number) for number in PUPILS],
        "sessions": [_session()],
        "courses": [_course()],
        "courseOfferings": [_offering()],
        "sections": [_section(1), _section(2)],
        "studentSectionAssociations": [_seat(number, 1 + place % 2) for place, number in enumerate(PUPILS)],
        "staffSectionAssociations": [_teaching(1), _teaching(2)],
        "studentProgramAssociations": [_program(number) for number in PUPILS[:2]],
        "studentSchoolAttendanceEvents": [_absence(number) for number in PUPILS[:2]],
    }
    return {
        "edfi/equity.csv": Sheet.of(ANSWERS, map(_answer, PUPILS)),
        **{f"edfi/{name}.json": page(records) for name, records in resources.items()},
    }


def page(records: list[Record]) -> bytes:
    """Records as the API returns them, one a line."""
    return "".join(
        json.dumps({"id": f"{place:032x}", "_etag": "1", **each}) + "\n" for place, each in enumerate(records)
    ).encode()


def records(content: Content) -> list[Record]:
    """The records of a page."""
    assert isinstance(content, bytes)
    return [json.loads(line) for line in content.splitlines()]


def _school() -> Record:
    grades = [{"gradeLevelDescriptor": descriptor("GradeLevel", "Ninth grade")}]
    return {"schoolId": SCHOOL, "nameOfInstitution": "Alder High", "gradeLevels": grades}


def _student(number: str) -> Record:
    return {
        "studentUniqueId": number,
        "firstName": GIVEN[int(number[1:])],
        "lastSurname": "Alder",
        "birthDate": "2012-04-05",
    }


def _stay(number: str) -> Record:
    return {
        "studentReference": {"studentUniqueId": number},
        "schoolReference": {"schoolId": SCHOOL},
        "entryDate": "2026-08-17",
        "entryGradeLevelDescriptor": descriptor("GradeLevel", "Ninth grade"),
    }


def _assignment() -> Record:
    return {
        "staffReference": {"staffUniqueId": "T1"},
        "educationOrganizationReference": {"educationOrganizationId": SCHOOL},
        "staffClassificationDescriptor": descriptor("StaffClassification", "Teacher"),
        "beginDate": "2020-08-01",
    }


def _contact(number: str) -> Record:
    return {
        "studentReference": {"studentUniqueId": number},
        "contactReference": {"contactUniqueId": f"C{number}"},
        "relationDescriptor": descriptor("Relation", "Mother"),
    }


def _session() -> Record:
    return {
        "schoolReference": {"schoolId": SCHOOL},
        "schoolYearTypeReference": {"schoolYear": YEAR},
        "sessionName": SESSION,
        "beginDate": "2026-08-17",
        "endDate": "2026-12-18",
        "termDescriptor": descriptor("Term", "Fall Semester"),
    }


def _course() -> Record:
    org = {"educationOrganizationId": SCHOOL}
    return {"courseCode": COURSE, "courseTitle": "Algebra I", "educationOrganizationReference": org}


def _offering() -> Record:
    return {
        "localCourseCode": COURSE,
        "schoolReference": {"schoolId": SCHOOL},
        "sessionReference": {"schoolId": SCHOOL, "schoolYear": YEAR, "sessionName": SESSION},
        "courseReference": {"courseCode": COURSE, "educationOrganizationId": SCHOOL},
    }


def _section(number: int) -> Record:
    offering = section(number)
    return {"sectionIdentifier": offering.pop("sectionIdentifier"), "courseOfferingReference": offering}


def _seat(number: str, place: int) -> Record:
    student = {"studentUniqueId": number}
    return {"studentReference": student, "sectionReference": section(place), "beginDate": "2026-08-17"}


def _teaching(place: int) -> Record:
    position = descriptor("ClassroomPosition", "Teacher of Record")
    staff = {"staffUniqueId": "T1"}
    return {"staffReference": staff, "sectionReference": section(place), "classroomPositionDescriptor": position}


def _program(number: str) -> Record:
    org = {"educationOrganizationId": SCHOOL}
    kind = descriptor("ProgramType", "Special Education")
    return {
        "studentReference": {"studentUniqueId": number},
        "educationOrganizationReference": org,
        "programReference": {**org, "programName": "Special Education", "programTypeDescriptor": kind},
        "beginDate": "2026-08-17",
    }


def _absence(number: str) -> Record:
    return {
        "studentReference": {"studentUniqueId": number},
        "schoolReference": {"schoolId": SCHOOL},
        "sessionReference": {"schoolId": SCHOOL, "schoolYear": YEAR, "sessionName": SESSION},
        "eventDate": "2026-10-06",
        "attendanceEventCategoryDescriptor": descriptor("AttendanceEventCategory", "Excused Absence"),
    }


def _answer(number: str) -> Record:
    return {
        "studentUniqueId": number,
        "internetAccessInResidence": "Yes",
        "internetAccessTypeInResidence": "ResidentialBroadband",
        "internetPerformance": "Yes - No issues",
        "digitalDevice": "Chromebook",
        "primaryLearningDeviceProvider": "School",
        "primaryLearningDeviceAccess": "Not Shared",
    }
