"""A small export of Education Insights without a fault: tables without headers, and the list of their columns."""

from __future__ import annotations

from tests.mutator.clean_people import FAMILY, GIVEN
from tests.mutator.sheets import Content, Sheet

LIST = "insights/metadata.csv"
PUPILS, TEACHERS, ROOMS = 44, 2, 2
SEEN = {"FirstSeenDateTime": "2026-08-20", "LastSeenDateTime": "2026-10-29"}
ORDER = {
    "Organization": "Id,ExternalId,FirstSeenDateTime,LastSeenDateTime,Name,RefOrganizationTypeId,SourceSystemId"
    ",Identifier,ParentOrganizationId",
    "SourceSystem": "Id,FirstSeenDateTime,LastSeenDateTime,Name",
    "Session": "Id,EndDate,ExternalId,FirstSeenDateTime,LastSeenDateTime,Name,RefAcademicYearId,RefSessionTypeId"
    ",SourceSystemId,StartDate,ParentSessionId",
    "Person": "Id,FirstSeenDateTime,LastSeenDateTime,GivenName,MiddleName,PreferredGivenName,PreferredMiddleName"
    ",PreferredSurname,Surname",
    "AadUser": "ObjectId,AnchorId,DisplayName,FirstSeenDateTime,GivenName,LastSeenDateTime,Mail,MailNickname,Role"
    ",Surname,UserPrincipalName,StudentId,TeacherId",
    "AadUserPersonMapping": "ObjectId,FirstSeenDateTime,LastSeenDateTime,PersonId",
    "PersonOrganizationRole": "Id,ExternalId,FirstSeenDateTime,IsActiveInSession,LastSeenDateTime,OrganizationId"
    ",PersonId,RefRoleId,SessionId,SourceSystemId,IsPrimary,RefGradeLevelId,RoleStartDate,RoleEndDate",
    "PersonDemographic": "PersonId,FirstSeenDateTime,LastSeenDateTime,BirthCity,BirthCountryCode,BirthDate,BirthState"
    ",RefSexId",
    "Course": "Id,AcademicYearSessionId,ExternalId,FirstSeenDateTime,IsActiveInSession,LastSeenDateTime,Name"
    ",OrganizationId,SourceSystemId,Code",
    "Section": "Id,ExternalId,FirstSeenDateTime,LastSeenDateTime,Name,OrganizationId,SourceSystemId,Code,CourseId"
    ",Location",
    "SectionSession": "Id,FirstSeenDateTime,IsActiveInSession,LastSeenDateTime,SectionId,SessionId",
    "Enrollment": "Id,ExternalId,FirstSeenDateTime,IsActiveInSession,LastSeenDateTime,PersonId,RefSectionRoleId"
    ",SectionId,SourceSystemId,EntryDate,ExitDate,IsPrimaryStaffForSection",
    "RefDefinition": "Id,Code,FirstSeenDateTime,LastSeenDateTime,Namespace,RefType,SortOrder",
}


def guid(number: int) -> str:
    return f"{number:08d}-0000-4000-8000-{number:012d}"


ORG, SOURCE, YEAR, COURSE = (guid(number) for number in range(901, 905))
CODES = {
    "Student": ("RefRole", guid(911)),
    "Teacher": ("RefRole", guid(912)),
    "9": ("RefGradeLevel", guid(913)),
    "Female": ("RefSex", guid(914)),
    "Male": ("RefSex", guid(915)),
    "School": ("RefOrgType", guid(916)),
    "SchoolYear": ("RefSessionType", guid(917)),
    "2027": ("RefAcademicYear", guid(918)),
}


def code(word: str) -> str:
    return CODES[word][1]


def table(entity: str) -> str:
    return f"insights/{entity}.csv"


def insights() -> dict[str, Content]:
    """File name -> table; the list of columns is the only one with a header."""
    rows = {**_places(), **_people(), **_rooms()}
    files: dict[str, Content] = {
        table(entity): Sheet.of(ORDER[entity], (SEEN | row for row in rows[entity]), bare=True) for entity in ORDER
    }
    return files | {LIST: listed()}


def listed() -> Sheet:
    """The list of columns: an entity once, its attributes in the rows below it."""
    rows = []
    for entity, names in ORDER.items():
        rows.append({"Entity Name": entity})
        rows += [{"Attribute Name": name, "Attribute Data Type": "string"} for name in names.split(",")]
    return Sheet.of("Entity Name,Attribute Name,Attribute Data Type", rows)


Rows = dict[str, list[dict[str, str]]]


def _places() -> Rows:
    year = {"StartDate": "2026-08-20", "EndDate": "2027-06-10", "SourceSystemId": SOURCE, "ExternalId": "27"}
    kinds = {"RefAcademicYearId": code("2027"), "RefSessionTypeId": code("SchoolYear")}
    school = {"Name": "North Elm", "RefOrganizationTypeId": code("School"), "SourceSystemId": SOURCE}
    return {
        "Organization": [school | {"Id": ORG, "ExternalId": "101", "Identifier": "101"}],
        "SourceSystem": [{"Id": SOURCE, "Name": "Elm SIS"}],
        "Session": [year | kinds | {"Id": YEAR, "Name": "2026-2027"}],
        "RefDefinition": [
            {"Id": key, "Code": word, "Namespace": "ceds.ed.gov", "RefType": kind, "SortOrder": "10"}
            for word, (kind, key) in CODES.items()
        ],
    }


def _people() -> Rows:
    everybody = range(1, PUPILS + TEACHERS + 1)
    given, family = (lambda n: GIVEN[n % len(GIVEN)]), (lambda n: FAMILY[n * 2 % len(FAMILY)])
    role = {"OrganizationId": ORG, "SessionId": YEAR, "SourceSystemId": SOURCE, "IsActiveInSession": "TRUE"}
    role |= {"IsPrimary": "TRUE", "RoleStartDate": "2026-08-20", "RoleEndDate": "2027-06-10"}
    student = {"RefRoleId": code("Student"), "RefGradeLevelId": code("9")}
    return {
        "Person": [{"Id": guid(n), "GivenName": given(n), "Surname": family(n)} for n in everybody],
        "AadUser": [
            {"ObjectId": guid(n + 500), "AnchorId": f"S{n}", "DisplayName": f"{given(n)} {family(n)}"}
            | {"GivenName": given(n), "Surname": family(n), "Role": "teacher" if n > PUPILS else "student"}
            | {"Mail": f"user{n}@elm.example", "MailNickname": f"user{n}", "UserPrincipalName": f"user{n}@elm.example"}
            | {"TeacherId" if n > PUPILS else "StudentId": f"{7700 + n}"}
            for n in everybody
        ],
        "AadUserPersonMapping": [{"ObjectId": guid(n + 500), "PersonId": guid(n)} for n in everybody],
        "PersonOrganizationRole": [
            role
            | {"Id": guid(n + 100), "ExternalId": f"S{n}", "PersonId": guid(n)}
            | ({"RefRoleId": code("Teacher")} if n > PUPILS else student)
            for n in everybody
        ],
        "PersonDemographic": [
            {"PersonId": guid(n), "BirthDate": f"2012-{n % 12 + 1:02d}-{n % 27 + 1:02d}"}
            | {"RefSexId": code(("Female", "Male")[n % 2])}
            for n in range(1, PUPILS + 1)
        ],
    }  # fmt: skip


def room(number: int) -> str:
    return guid(700 + number)


def _rooms() -> Rows:
    seat = {"IsActiveInSession": "TRUE", "SourceSystemId": SOURCE, "EntryDate": "2026-08-20", "ExitDate": "2027-06-10"}
    course = {"Id": COURSE, "AcademicYearSessionId": YEAR, "ExternalId": "A1", "IsActiveInSession": "TRUE"}
    section = {"OrganizationId": ORG, "SourceSystemId": SOURCE, "CourseId": COURSE}
    seats = [(n, n % ROOMS, "Student", "FALSE") for n in range(1, PUPILS + 1)]
    seats += [(PUPILS + 1 + number, number, "Teacher", "TRUE") for number in range(ROOMS)]
    return {
        "Course": [course | {"Name": "Art", "OrganizationId": ORG, "SourceSystemId": SOURCE, "Code": "ART"}],
        "Section": [
            section | {"Id": room(n), "ExternalId": f"k{n}", "Name": f"Art {n + 1}", "Code": f"50{n}"}
            for n in range(ROOMS)
        ],
        "SectionSession": [
            {"Id": str(n + 1), "IsActiveInSession": "TRUE", "SectionId": room(n), "SessionId": YEAR}
            for n in range(ROOMS)
        ],
        "Enrollment": [
            seat
            | {"Id": guid(200 + who), "ExternalId": f"Art {n + 1}", "PersonId": guid(who), "RefSectionRoleId": role}
            | {"SectionId": room(n), "IsPrimaryStaffForSection": first}
            for who, n, role, first in seats
        ],
    }
