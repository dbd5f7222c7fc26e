"""The state's Ed-Fi: interchange files in XML, and the pages of its API in JSON, of the same students."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from cupola.sample.arrays import Array, chunks, lookup
from cupola.sample.days import iso, school_days
from cupola.sample.files import texts
from cupola.sample.files.edfi_shapes import SESSION, json_form, resource, xml_form
from cupola.sample.files.oneroster_people import SEXES
from cupola.sample.files.sheet import Desk, Form
from cupola.sample.population.district import DISTRICT_NAME, District
from cupola.sample.population.people import LANGUAGES
from cupola.sample.population.present import Present
from cupola.sample.population.programs import FREE

XML_FOLDER, API_FOLDER = "other-systems/ed-fi-xml", "other-systems/ed-fi-api"
DISTRICT = "100000"
# Entity -> file in XML, for those that go by files.
FILES = {
    "LocalEducationAgency": "District",
    "School": "Schools",
    "Session": "Sessions",
    "Course": "Courses",
    "CourseOffering": "CourseOfferings",
    "Section": "Sections",
    "Student": "Students",
    "StudentSchoolAssociation": "StudentEnrollment",
    "StudentEducationOrganizationAssociation": "StudentIdentification",
    "StudentSectionAssociation": "StudentSections",
    "StudentProgramAssociation": "StudentPrograms",
    "StudentSchoolAttendanceEvent": "StudentAttendance",
}
GRADE_WORDS = (
    *("Preschool/Prekindergarten", "Transitional Kindergarten", "Kindergarten"),
    *("First grade", "Second grade", "Third grade", "Fourth grade", "Fifth grade", "Sixth grade"),
    *("Seventh grade", "Eighth grade", "Ninth grade", "Tenth grade", "Eleventh grade", "Twelfth grade"),
)
ROLE_WORDS = (
    "Teacher",
    "Instructional Aide",
    "Counselor",
    "Principal",
    "Assistant Principal",
    "LEA Administrator",
    "Other",
)
CATEGORIES = ("Excused Absence", "Unexcused Absence", "Tardy")
BEGAN = "2026-08-19"
EXITS = {
    "json": ', "exitWithdrawDate": "{0}"',
    "xml": "<ExitWithdrawDate>{0}</ExitWithdrawDate>",
}
Fields = Mapping[str, Iterable[str]]


@dataclass(frozen=True, slots=True)
class Source:
    """What the records are made from, and how an exit is written in this format."""

    district: District
    present: Present
    exit: str


def write_edfi(district: District, present: Present, desk: Desk) -> None:
    """Write both folders; the key of a record is its own number, that of what joins two both with a colon between."""
    for name, form_of in (("xml", xml_form), ("json", json_form)):
        source = Source(district, present, EXITS[name])
        for number, (entity, records) in enumerate(RECORDS.items()):
            if name == "json" or entity in FILES:
                _write(desk, edfi_path(entity, name), form_of(entity), records=records(source), number=number)


def edfi_path(entity: str, kind: str) -> str:
    """The path of the file of an entity, in `xml` or `json`."""
    if kind == "xml":
        return f"{XML_FOLDER}/{FILES[entity]}.xml"
    return f"{API_FOLDER}/{resource(entity)}.json"


def _write(desk: Desk, path: str, form: Form, *, records: Iterator[tuple[Sequence[str], Fields]], number: int) -> None:
    start = 0
    with desk.document(path, form) as document:
        for keys, fields in records:
            ids = [f"{number:04x}{start + place:028x}" for place in range(len(keys))] if "id" in form.header else []
            start += len(keys)
            document.write([ids if name == "id" else fields[name] for name in form.header], keys)


def _district(source: Source) -> Iterator[tuple[Sequence[str], Fields]]:
    yield [DISTRICT], {"district": [DISTRICT], "name": [DISTRICT_NAME]}


def _schools(source: Source) -> Iterator[tuple[Sequence[str], Fields]]:
    schools = source.district.schools
    yield schools.codes, {"school": schools.codes, "name": schools.names, "district": repeat(DISTRICT)}


def _sessions(source: Source) -> Iterator[tuple[Sequence[str], Fields]]:
    codes = source.district.schools.codes
    days = {"begin": repeat(BEGAN), "end": repeat("2026-12-18")}
    yield codes, {"school": codes, "session": repeat(SESSION), **days}


def _courses(source: Source) -> Iterator[tuple[Sequence[str], Fields]]:
    courses = source.district.schedule.courses
    codes = [item.code for item in courses]
    yield codes, {"course": codes, "title": [item.title for item in courses], "district": repeat(DISTRICT)}


def _offerings(source: Source) -> Iterator[tuple[Sequence[str], Fields]]:
    district, classes = source.district, source.district.schedule.classes
    rows = source.present.classes
    count = len(district.schedule.courses)
    pairs = np.unique(classes.school[rows].astype(np.int64) * count + classes.course[rows])
    codes = lookup([item.code for item in district.schedule.courses], pairs % count)
    schools = texts.school_codes(district, pairs // count)
    fields = {"course": codes, "of": codes, "school": schools, "session": repeat(SESSION), "district": repeat(DISTRICT)}
    yield _joined(schools, codes), fields


def _joined(one: Sequence[str], other: Sequence[str]) -> list[str]:
    return [f"{left}:{right}" for left, right in zip(one, other, strict=True)]


def _places(source: Source, rooms: Array) -> dict[str, Iterable[str]]:
    """What names the section that is held in each class."""
    district, classes = source.district, source.district.schedule.classes
    return {
        "section": texts.class_ids(rooms),
        "course": lookup([item.code for item in district.schedule.courses], classes.course[rooms]),
        "school": texts.school_codes(district, classes.school[rooms]),
        "session": repeat(SESSION),
    }


def _sections(source: Source) -> Iterator[tuple[Sequence[str], Fields]]:
    courses, classes = source.district.schedule.courses, source.district.schedule.classes
    for part in chunks(len(source.present.classes)):
        rooms = source.present.classes[part]
        titles = lookup([item.title for item in courses], classes.course[rooms])
        yield texts.class_ids(rooms), {**_places(source, rooms), "title": titles}


def _students(source: Source) -> Iterator[tuple[Sequence[str], Fields]]:
    district, people, month = source.district, source.district.students, source.present.month
    for part in chunks(len(month.students)):
        rows = month.students[part]
        given, family = lookup(district.given, people.given[rows]), lookup(district.family, people.family[rows])
        ids = texts.local_ids(district, rows)
        yield ids, {"student": ids, "given": given, "family": family, "birth": iso(people.birth[rows])}


def _stays(source: Source) -> Iterator[tuple[Sequence[str], Fields]]:
    district, month = source.district, source.present.month
    stays = district.stays
    for part in chunks(len(month.stays)):
        rows = month.stays[part]
        ids, schools = texts.local_ids(district, stays.student[rows]), texts.school_codes(district, stays.school[rows])
        ends = [source.exit.format(end) if end else "" for end in iso(month.stay_end[rows])]
        grades = lookup(GRADE_WORDS, district.students.grade[stays.student[rows]])
        fields = {"student": ids, "school": schools, "entry": iso(stays.entry[rows]), "grade": grades, "exit": ends}
        yield _joined(ids, schools), fields


def _identities(source: Source) -> Iterator[tuple[Sequence[str], Fields]]:
    district, people, month = source.district, source.district.students, source.present.month
    for part in chunks(len(month.students)):
        rows = month.students[part]
        ids = texts.local_ids(district, rows)
        yield (
            ids,
            {
                "student": ids,
                "district": repeat(DISTRICT),
                "sex": lookup([word.title() for word in SEXES], people.sex[rows]),
                "hispanic": texts.flags(people.hispanic[rows]),
                "language": lookup(LANGUAGES, people.language[rows]),
                "state": texts.state_ids(district, rows),
            },
        )


def _seats(source: Source) -> Iterator[tuple[Sequence[str], Fields]]:
    present, district = source.present, source.district
    entry = district.stays.entry[district.schedule.seat_stay[present.seats]]
    for part in chunks(len(present.seats)):
        ids, places = texts.local_ids(district, present.seat_student[part]), _places(source, present.seat_class[part])
        yield _joined(ids, [*places["section"]]), {"student": ids, **places, "begin": iso(entry[part])}


def _programs(source: Source) -> Iterator[tuple[Sequence[str], Fields]]:
    programs = source.district.programs
    for word, kind, member in (
        ("English Learner", "Language Instruction", programs.language_program > 0),
        ("Special Education", "Special Education", programs.disability > 0),
        ("Homeless", "Homeless", programs.nighttime > 0),
        ("Migrant Education", "Migrant Education", programs.migrant),
        ("School Food Service", "School Food Service", programs.meal == FREE),
    ):
        rows = source.present.students[member[source.present.students]]
        ids = texts.local_ids(source.district, rows)
        same = {"district": repeat(DISTRICT), "program": repeat(word), "type": repeat(kind)}
        begins = iso(source.district.standing.entry[rows])
        yield [f"{number}:{word}" for number in ids], {"student": ids, **same, "begin": begins}


def _attendance(source: Source) -> Iterator[tuple[Sequence[str], Fields]]:
    """One absence or tardy of every second student, on a day after the entry."""
    district, standing = source.district, source.district.standing
    days, rows = school_days(), source.present.students[source.present.students % 2 == 0]
    first = np.searchsorted(days, standing.entry[rows])
    rows, first = rows[first < len(days)], first[first < len(days)]
    dates = days[first + district.students.number[rows] * 7 % (len(days) - first)]
    ids = texts.local_ids(district, rows)
    yield (
        ids,
        {
            "student": ids,
            "school": texts.school_codes(district, standing.school[rows]),
            "session": repeat(SESSION),
            "date": iso(dates),
            "category": lookup(CATEGORIES, district.students.number[rows] % len(CATEGORIES)),
        },
    )


def _staff(source: Source) -> Iterator[tuple[Sequence[str], Fields]]:
    district, staff, rows = source.district, source.district.staff, source.present.staff
    names = {"given": lookup(district.given, staff.given[rows]), "family": lookup(district.family, staff.family[rows])}
    ids = [texts.staff_number(row) for row in rows.tolist()]
    yield ids, {"staff": ids, **names}


def _assignments(source: Source) -> Iterator[tuple[Sequence[str], Fields]]:
    district, staff, rows = source.district, source.district.staff, source.present.staff
    ids = [texts.staff_number(row) for row in rows.tolist()]
    places = lookup([*district.schools.codes, DISTRICT], staff.school[rows])
    yield ids, {"staff": ids, "school": places, "role": lookup(ROLE_WORDS, staff.role[rows]), "begin": repeat(BEGAN)}


def _teaching(source: Source) -> Iterator[tuple[Sequence[str], Fields]]:
    rooms = source.present.classes
    ids = [texts.staff_number(row) for row in source.district.schedule.classes.post[rooms].tolist()]
    yield texts.class_ids(rooms), {"staff": ids, **_places(source, rooms)}


def _contacts(source: Source) -> Iterator[tuple[Sequence[str], Fields]]:
    district, guardians, rows = source.district, source.district.guardians, np.unique(source.present.contact)
    for part in chunks(len(rows)):
        own = rows[part]
        given, family = lookup(district.given, guardians.given[own]), lookup(district.family, guardians.family[own])
        ids = texts.guardian_ids(own)
        yield ids, {"contact": ids, "given": given, "family": family}


def _families(source: Source) -> Iterator[tuple[Sequence[str], Fields]]:
    present = source.present
    for part in chunks(len(present.contact)):
        ids, adults = (
            texts.local_ids(source.district, present.contact_of[part]),
            texts.guardian_ids(present.contact[part]),
        )
        yield _joined(ids, adults), {"student": ids, "contact": adults}


RECORDS: dict[str, Callable[[Source], Iterator[tuple[Sequence[str], Fields]]]] = {
    "LocalEducationAgency": _district,
    "School": _schools,
    "Session": _sessions,
    "Course": _courses,
    "CourseOffering": _offerings,
    "Section": _sections,
    "Student": _students,
    "StudentSchoolAssociation": _stays,
    "StudentEducationOrganizationAssociation": _identities,
    "StudentSectionAssociation": _seats,
    "StudentProgramAssociation": _programs,
    "StudentSchoolAttendanceEvent": _attendance,
    "Staff": _staff,
    "StaffEducationOrganizationAssignmentAssociation": _assignments,
    "StaffSectionAssociation": _teaching,
    "Contact": _contacts,
    "StudentContactAssociation": _families,
}
