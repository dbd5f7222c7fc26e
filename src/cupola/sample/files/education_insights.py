"""What Education Insights exports of the school year: files without a header, and the list of their columns."""

from collections.abc import Iterable, Mapping
from itertools import repeat

from cupola.sample.arrays import Array, chunks, columns, lookup
from cupola.sample.days import iso
from cupola.sample.files import texts
from cupola.sample.files.sheet import Desk
from cupola.sample.population.district import DISTRICT_NAME, District
from cupola.sample.population.present import Present
from cupola.sample.population.schools import GRADES

FOLDER = "other-systems/education-insights"
LIST = f"{FOLDER}/columns.csv"
SEEN = "FirstSeenDateTime,LastSeenDateTime"
ENTITIES = {
    name: columns(header)
    for name, header in {
        "SourceSystem": f"Id,{SEEN},Name",
        "RefDefinition": f"Id,Code,{SEEN},Namespace,RefType,SortOrder",
        "Organization": f"Id,ExternalId,{SEEN},Name,RefOrganizationTypeId,SourceSystemId,Identifier,"
        "ParentOrganizationId",
        "Session": f"Id,EndDate,ExternalId,{SEEN},Name,RefAcademicYearId,RefSessionTypeId,SourceSystemId,StartDate,"
        "ParentSessionId",
        "Person": f"Id,{SEEN},GivenName,MiddleName,PreferredGivenName,PreferredMiddleName,PreferredSurname,Surname",
        "PersonOrganizationRole": "Id,ExternalId,FirstSeenDateTime,IsActiveInSession,LastSeenDateTime,OrganizationId,"
        "PersonId,RefRoleId,SessionId,SourceSystemId,IsPrimary,RefGradeLevelId,RoleStartDate,RoleEndDate",
        "Section": f"Id,ExternalId,{SEEN},Name,OrganizationId,SourceSystemId,Code,CourseId,Location",
        "Enrollment": "Id,ExternalId,FirstSeenDateTime,IsActiveInSession,LastSeenDateTime,PersonId,RefSectionRoleId,"
        "SectionId,SourceSystemId,EntryDate,ExitDate,IsPrimaryStaffForSection",
    }.items()
}
FIRST, LAST = "2026-08-19", "2026-10-30"
STUDENT, ADULT, SCHOOL, SECTION, CODE, SESSION, SYSTEM, LINK = range(1, 9)
CODES = (
    ("K12School", "RefOrgType"),
    ("District", "RefOrgType"),
    ("student", "RefRole"),
    ("teacher", "RefRole"),
    ("schoolYear", "RefSessionType"),
    ("2027", "RefAcademicYear"),
    *((grade, "RefGradeLevel") for grade in GRADES),
)
PLACES = {code: place for place, (code, _) in enumerate(CODES)}


def guid(kind: int, row: int) -> str:
    """An id as this system makes them, always the same for a row of a table."""
    return f"{kind:08x}-5a3b-4c1d-9e2f-{row:012x}"


def guids(kind: int, rows: Array) -> list[str]:
    """The ids of many rows of a table."""
    return [guid(kind, row) for row in rows.tolist()]


def write_education_insights(district: District, present: Present, desk: Desk) -> None:
    """Write the export, in the order of the district's tables, and the list of columns beside it."""
    lines = [
        (name if not place else "", column) for name, header in ENTITIES.items() for place, column in enumerate(header)
    ]
    with desk.sheet(LIST, ("Entity Name", "Attribute Name")) as sheet:
        sheet.write(list(zip(*lines, strict=True)))
    _small_ones(district, desk)
    _people(district, present, desk)
    _rooms(district, present, desk)


def _put(desk: Desk, name: str, parts: Iterable[Mapping[str, Iterable[str]]]) -> None:
    """Write an entity from its columns; those that are not named stay empty, the days seen are always the same."""
    seen = {"FirstSeenDateTime": FIRST, "LastSeenDateTime": LAST, "SourceSystemId": guid(SYSTEM, 1)}
    with desk.bare(f"{FOLDER}/{name}.csv", ENTITIES[name]) as sheet:
        for part in parts:
            sheet.write([part.get(column, repeat(seen.get(column, ""))) for column in ENTITIES[name]])


def _small_ones(district: District, desk: Desk) -> None:
    schools = district.schools
    numbers = range(1, len(schools) + 1)
    _put(desk, "SourceSystem", [{"Id": [guid(SYSTEM, 1)], "Name": ["Lighthouse SIS"]}])
    codes, kinds = zip(*CODES, strict=True)
    order = [str(10 * place) for place in range(1, len(CODES) + 1)]
    ids = [guid(CODE, place) for place in range(len(CODES))]
    words = {"Id": ids, "Code": codes, "RefType": kinds, "SortOrder": order, "Namespace": repeat("ceds.ed.gov")}
    _put(desk, "RefDefinition", [words])
    top = {"Id": [guid(SCHOOL, 0)], "ExternalId": ["ORG-000"], "Name": [DISTRICT_NAME], "Identifier": ["0100000"]}
    below = {
        "Id": [guid(SCHOOL, number) for number in numbers],
        "ExternalId": [f"ORG-{number:03d}" for number in numbers],
        "Name": schools.names,
        "RefOrganizationTypeId": repeat(guid(CODE, PLACES["K12School"])),
        "Identifier": schools.codes,
        "ParentOrganizationId": repeat(guid(SCHOOL, 0)),
    }
    _put(desk, "Organization", [{**top, "RefOrganizationTypeId": [guid(CODE, PLACES["District"])]}, below])
    year = {"Id": [guid(SESSION, 1)], "ExternalId": ["SY2027"], "Name": ["2026-2027"], "StartDate": ["2026-08-19"]}
    kind = {"RefSessionTypeId": [guid(CODE, PLACES["schoolYear"])], "RefAcademicYearId": [guid(CODE, PLACES["2027"])]}
    _put(desk, "Session", [{**year, **kind, "EndDate": ["2027-06-03"]}])


def _people(district: District, present: Present, desk: Desk) -> None:
    people, staff = district.students, district.staff
    groups = [(STUDENT, present.students[part]) for part in chunks(len(present.students))]
    named = [*groups, (ADULT, present.staff[staff.school[present.staff] >= 0])]
    names = {STUDENT: (people.given, people.family), ADULT: (staff.given, staff.family)}
    _put(
        desk,
        "Person",
        (
            {
                "Id": guids(kind, rows),
                "GivenName": lookup(district.given, names[kind][0][rows]),
                "Surname": lookup(district.family, names[kind][1][rows]),
            }
            for kind, rows in named
        ),
    )
    grades = people.grade + PLACES[GRADES[0]]
    schools = {STUDENT: district.standing.school, ADULT: staff.school}
    words = {STUDENT: "student", ADULT: "teacher"}
    _put(
        desk,
        "PersonOrganizationRole",
        (
            {
                "Id": guids(LINK + kind, rows),
                "ExternalId": texts.student_ids(district, rows) if kind == STUDENT else texts.staff_ids(rows),
                "IsActiveInSession": repeat("TRUE"),
                "OrganizationId": guids(SCHOOL, schools[kind][rows] + 1),
                "PersonId": guids(kind, rows),
                "RefRoleId": repeat(guid(CODE, PLACES[words[kind]])),
                "SessionId": repeat(guid(SESSION, 1)),
                "IsPrimary": repeat("TRUE"),
                "RefGradeLevelId": guids(CODE, grades[rows]) if kind == STUDENT else repeat(""),
                "RoleStartDate": iso(district.standing.entry[rows]) if kind == STUDENT else repeat(FIRST),
            }
            for kind, rows in named
        ),
    )


def _rooms(district: District, present: Present, desk: Desk) -> None:
    courses, classes = district.schedule.courses, district.schedule.classes
    titles = [item.title for item in courses]
    rooms = present.classes
    section = {
        "Id": guids(SECTION, rooms),
        "ExternalId": texts.class_ids(rooms),
        "Name": lookup(titles, classes.course[rooms]),
        "OrganizationId": guids(SCHOOL, classes.school[rooms] + 1),
        "Code": lookup([item.code for item in courses], classes.course[rooms]),
    }
    _put(desk, "Section", [section])
    entry = district.stays.entry[district.schedule.seat_stay[present.seats]]
    seats = (
        {
            "Id": [guid(LINK + 2, place) for place in range(part.start, part.stop)],
            "ExternalId": lookup(titles, classes.course[present.seat_class[part]]),
            "IsActiveInSession": repeat("TRUE"),
            "PersonId": guids(STUDENT, present.seat_student[part]),
            "RefSectionRoleId": repeat("Student"),
            "SectionId": guids(SECTION, present.seat_class[part]),
            "EntryDate": iso(entry[part]),
            "IsPrimaryStaffForSection": repeat("FALSE"),
        }
        for part in chunks(len(present.seats), 100_000)
    )
    _put(desk, "Enrollment", seats)
