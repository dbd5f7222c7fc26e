"""The shapes of Ed-Fi's records, once as its API names them; what XML calls them follows from that."""

import json
from typing import Any, TypeAlias

from cupola.sample.files.sheet import Form

Shape: TypeAlias = dict[str, Any]
NAMESPACE = "http://ed-fi.org/5.2.0"
YEAR = "2027"
SESSION = "2026-2027 Fall Semester"
PEOPLE = ("firstName", "middleName", "lastSurname")


def descriptor(kind: str, word: str) -> str:
    """A descriptor as it stands in a record."""
    return f"uri://ed-fi.org/{kind}Descriptor#{word}"


STUDENT = {"studentUniqueId": "«student»"}
STAFF = {"staffUniqueId": "«staff»"}
SCHOOL = {"schoolId": "«school»"}
DISTRICT = {"educationOrganizationId": "«district»"}
NAME = {"firstName": "«given»", "lastSurname": "«family»"}
IN_SESSION = {"schoolId": "«school»", "schoolYear": YEAR, "sessionName": "«session»"}
OFFERING = {"localCourseCode": "«course»", **IN_SESSION}
SECTION = {"sectionIdentifier": "«section»", **OFFERING}

# Entity -> interchange of XML and shape. A field `more` at the end stands for parts that not every record has.
SHAPES: dict[str, tuple[str, Shape]] = {
    "LocalEducationAgency": (
        "EducationOrganization",
        {"localEducationAgencyId": "«district»", "nameOfInstitution": "«name»"},
    ),
    "School": (
        "EducationOrganization",
        {
            "schoolId": "«school»",
            "nameOfInstitution": "«name»",
            "localEducationAgencyReference": {"localEducationAgencyId": "«district»"},
        },
    ),
    "Session": (
        "EducationOrgCalendar",
        {
            "schoolReference": SCHOOL,
            "schoolYearTypeReference": {"schoolYear": YEAR},
            "sessionName": "«session»",
            "beginDate": "«begin»",
            "endDate": "«end»",
            "termDescriptor": descriptor("Term", "Fall Semester"),
        },
    ),
    "Course": (
        "EducationOrganization",
        {"courseCode": "«course»", "courseTitle": "«title»", "educationOrganizationReference": DISTRICT},
    ),
    "CourseOffering": (
        "MasterSchedule",
        {
            "localCourseCode": "«course»",
            "schoolReference": SCHOOL,
            "sessionReference": IN_SESSION,
            "courseReference": {"courseCode": "«of»", **DISTRICT},
        },
    ),
    "Section": (
        "MasterSchedule",
        {"sectionIdentifier": "«section»", "courseOfferingReference": OFFERING, "sectionName": "«title»"},
    ),
    "Student": ("Student", {"studentUniqueId": "«student»", **NAME, "birthDate": "«birth»"}),
    "StudentSchoolAssociation": (
        "StudentEnrollment",
        {
            "studentReference": STUDENT,
            "schoolReference": SCHOOL,
            "entryDate": "«entry»",
            "entryGradeLevelDescriptor": descriptor("GradeLevel", "«grade»"),
            "more": "«exit»",
        },
    ),
    "StudentEducationOrganizationAssociation": (
        "StudentEnrollment",
        {
            "studentReference": STUDENT,
            "educationOrganizationReference": DISTRICT,
            "sexDescriptor": descriptor("Sex", "«sex»"),
            "hispanicLatinoEthnicity": "«hispanic»",
            "languages": [{"languageDescriptor": descriptor("Language", "«language»")}],
            "studentIdentificationCodes": [
                {
                    "studentIdentificationSystemDescriptor": descriptor("StudentIdentificationSystem", "State"),
                    "identificationCode": "«state»",
                }
            ],
        },
    ),
    "StudentSectionAssociation": (
        "StudentEnrollment",
        {"studentReference": STUDENT, "sectionReference": SECTION, "beginDate": "«begin»"},
    ),
    "StudentProgramAssociation": (
        "StudentProgram",
        {
            "studentReference": STUDENT,
            "educationOrganizationReference": DISTRICT,
            "programReference": {
                **DISTRICT,
                "programName": "«program»",
                "programTypeDescriptor": descriptor("ProgramType", "«type»"),
            },
            "beginDate": "«begin»",
        },
    ),
    "StudentSchoolAttendanceEvent": (
        "StudentAttendance",
        {
            "studentReference": STUDENT,
            "schoolReference": SCHOOL,
            "sessionReference": IN_SESSION,
            "eventDate": "«date»",
            "attendanceEventCategoryDescriptor": descriptor("AttendanceEventCategory", "«category»"),
        },
    ),
    "Staff": ("StaffAssociation", {"staffUniqueId": "«staff»", **NAME}),
    "StaffEducationOrganizationAssignmentAssociation": (
        "StaffAssociation",
        {
            "staffReference": STAFF,
            "educationOrganizationReference": {"educationOrganizationId": "«school»"},
            "staffClassificationDescriptor": descriptor("StaffClassification", "«role»"),
            "beginDate": "«begin»",
        },
    ),
    "StaffSectionAssociation": (
        "StaffAssociation",
        {
            "staffReference": STAFF,
            "sectionReference": SECTION,
            "classroomPositionDescriptor": descriptor("ClassroomPosition", "Teacher of Record"),
        },
    ),
    "Contact": ("Contact", {"contactUniqueId": "«contact»", **NAME}),
    "StudentContactAssociation": (
        "Contact",
        {
            "studentReference": STUDENT,
            "contactReference": {"contactUniqueId": "«contact»"},
            "relationDescriptor": descriptor("Relation", "Guardian"),
        },
    ),
}


def resource(entity: str) -> str:
    """What the API calls the records of an entity."""
    names = {"StaffEducationOrganizationAssignmentAssociation": "staffEducationOrganizationAssignmentAssociations"}
    plural = f"{entity[:-1]}ies" if entity.endswith("y") else f"{entity}s"
    return names.get(entity, plural[0].lower() + plural[1:])


def json_form(entity: str) -> Form:
    """How a page of the API is written, a record a line."""
    shape = {"id": "«id»", **SHAPES[entity][1], "_etag": "5250168731208835753"}
    record = (
        json.dumps(shape, ensure_ascii=False).replace('"more": "«exit»", ', "").replace(', "_etag"', '«exit», "_etag"')
    )
    if "more" not in shape:
        record = record.replace("«exit»", "")
    return Form("[\n", record, "\n]\n", joint=",\n")


def xml_form(entity: str) -> Form:
    """How an interchange file is written, a record a line."""
    interchange, shape = SHAPES[entity]
    root = f"Interchange{interchange}"
    opening = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n'
    return Form(opening, f"<{entity}>{_elements(shape)}</{entity}>", f"\n</{root}>\n")


def _elements(shape: Shape) -> str:
    """The elements of a record; names and birth dates stand in an element of their own."""
    parts, names = [], "".join(_element(key, shape[key]) for key in PEOPLE if key in shape)
    for key, value in shape.items():
        if key == "more":
            parts.append(value)
        elif key == "birthDate":
            parts.append(f"<BirthData>{_element(key, value)}</BirthData>")
        elif key == PEOPLE[0]:
            parts.append(f"<Name>{names}</Name>")
        elif key not in PEOPLE:
            parts.append(_element(key, value))
    return "".join(parts)


def _element(key: str, value: Any) -> str:
    name = key.removesuffix("Descriptor")
    name = name[0].upper() + name[1:]
    if isinstance(value, list):
        (member,) = value
        single = name.removesuffix("s")
        inner = "".join(_element(each, text) for each, text in member.items())
        return f"<{single}>{next(iter(member.values())) if len(member) == 1 else inner}</{single}>"
    if isinstance(value, dict):
        inner = "".join(_element(each, text) for each, text in value.items())
        identity = f"{name.removesuffix('Reference')}Identity"
        return f"<{name}><{identity}>{inner}</{identity}></{name}>"
    return f"<{name}>{value}</{name}>"
