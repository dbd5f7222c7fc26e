"""The set for Microsoft School Data Sync, version 2.1: ten files without the passwords."""

from collections.abc import Iterable, Sequence
from itertools import repeat

import numpy as np

from cupola.sample.arrays import Array, chunks, columns, lookup
from cupola.sample.days import iso
from cupola.sample.files import texts
from cupola.sample.files.oneroster import SESSIONS
from cupola.sample.files.oneroster_people import SEXES, guardian_emails
from cupola.sample.files.oneroster_rooms import TERMS, class_terms
from cupola.sample.files.sheet import Desk, Sheet
from cupola.sample.population.district import DISTRICT_NAME, District
from cupola.sample.population.people import RACES
from cupola.sample.population.present import Present
from cupola.sample.population.programs import FREE, REDUCED
from cupola.sample.population.schools import GRADES

FOLDER = "other-systems/school-data-sync"
HEADERS = {
    name: columns(header)
    for name, header in {
        "orgs": "sourcedId,name,type,parentSourcedId",
        "academicSessions": "sourcedId,title,type,schoolYear,startDate,endDate",
        "courses": "sourcedId,orgSourcedId,title,code,schoolYearSourcedId,subject,grade",
        "classes": "sourcedId,orgSourcedId,title,sessionSourcedIds,courseSourcedId,code",
        "users": "sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email,phone,sms",
        "roles": "userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary,roleStartDate,roleEndDate",
        "enrollments": "classSourcedId,userSourcedId,role",
        "demographics": "userSourcedId,sex,birthDate,birthCity,birthState,birthCountry,ethnicityCodes,raceCodes",
        "relationships": "userSourcedId,relationshipUserSourcedId,relationshipRole",
        "userFlags": "userSourcedId,flag",
    }.items()
}
PATHS = {name: f"{FOLDER}/{name}.csv" for name in HEADERS}
YEAR = SESSIONS[0][0]
# The words of School Data Sync for the roles of the staff, in their order.
ROLES = ("teacher", "teacherAssistant", "advisor", "principal", "administrator", "administrator", "itAdmin")
RACE_LISTS = [
    ",".join([name for place, name in enumerate(RACES) if bits >> place & 1])
    + (",demographicRaceTwoOrMoreRaces" if bits & (bits - 1) else "")
    for bits in range(1 << len(RACES))
]


def write_school_data_sync(district: District, present: Present, desk: Desk) -> None:
    """Write the set, in the order of the district's tables; the first column is the key of a row."""
    _orgs(district, desk)
    _courses(district, desk)
    _classes(district, present, desk)
    _users(district, present, desk)
    _roles(district, present, desk)
    _enrollments(district, present, desk)
    _demographics(district, present, desk)
    _families(district, present, desk)
    _flags(district, present, desk)


def _orgs(district: District, desk: Desk) -> None:
    schools = district.schools
    with desk.sheet(PATHS["orgs"], HEADERS["orgs"]) as sheet:
        sheet.write([[texts.DISTRICT_ORG], [DISTRICT_NAME], ["district"], [""]])
        ids = texts.org_ids(np.arange(len(schools)))
        sheet.write([ids, schools.names, repeat("school"), repeat(texts.DISTRICT_ORG)])
    ids_, titles, kinds, begins, ends, _ = (list(part) for part in zip(*SESSIONS, strict=True))
    with desk.sheet(PATHS["academicSessions"], HEADERS["academicSessions"]) as sheet:
        sheet.write([ids_, titles, kinds, repeat("2027"), begins, ends])


def _courses(district: District, desk: Desk) -> None:
    courses = district.schedule.courses
    ids, titles = [f"CRS-{item.code}" for item in courses], [item.title for item in courses]
    codes, subjects = [item.code for item in courses], [item.subject for item in courses]
    grades = [GRADES[item.low] if item.low == item.high else "" for item in courses]
    with desk.sheet(PATHS["courses"], HEADERS["courses"]) as sheet:
        sheet.write([ids, repeat(texts.DISTRICT_ORG), titles, codes, repeat(YEAR), subjects, grades])


def _classes(district: District, present: Present, desk: Desk) -> None:
    courses, classes = district.schedule.courses, district.schedule.classes
    with desk.sheet(PATHS["classes"], HEADERS["classes"]) as sheet:
        for part in chunks(len(present.classes)):
            rows = present.classes[part]
            course, section = classes.course[rows], (classes.section[rows] + 1).tolist()
            names = zip(lookup([item.title for item in courses], course), section, strict=True)
            codes = zip(
                lookup([item.code for item in courses], course), classes.period[rows].tolist(), section, strict=True
            )
            sheet.write(
                [
                    texts.class_ids(rows),
                    texts.org_ids(classes.school[rows]),
                    [f"{title} {number % 100}" for title, number in names],
                    lookup(TERMS, class_terms(district)[rows]),
                    lookup([f"CRS-{item.code}" for item in courses], course),
                    [f"{code}-{period}{number:03d}" for code, period, number in codes],
                ]
            )


def _users(district: District, present: Present, desk: Desk) -> None:
    people, staff, guardians = district.students, district.staff, district.guardians
    with desk.sheet(PATHS["users"], HEADERS["users"]) as sheet:
        for part in chunks(len(present.students)):
            rows = present.students[part]
            names = (people.given[rows], people.family[rows])
            _people(
                sheet, district, (texts.student_ids(district, rows), texts.student_emails(district, rows)), names=names
            )
        rows = present.staff
        _people(
            sheet,
            district,
            (texts.staff_ids(rows), texts.staff_emails(district, rows)),
            names=(staff.given[rows], staff.family[rows]),
        )
        contacts = np.unique(present.contact)
        for part in chunks(len(contacts)):
            rows = contacts[part]
            phones = [f"+1555{number:07d}" for number in guardians.phone[rows].tolist()]
            ids = (texts.guardian_ids(rows), guardian_emails(district, rows))
            _people(sheet, district, ids, names=(guardians.given[rows], guardians.family[rows]), phones=phones)


def _people(
    sheet: Sheet,
    district: District,
    ids: tuple[Sequence[str], Sequence[str]],
    *,
    names: tuple[Array, Array],
    phones: Iterable[str] = repeat(""),
) -> None:
    given, family = lookup(district.given, names[0]), lookup(district.family, names[1])
    sheet.write([ids[0], ids[1], given, family, repeat(""), repeat(""), ids[1], phones, repeat("")])


def _roles(district: District, present: Present, desk: Desk) -> None:
    standing, staff = district.standing, district.staff
    with desk.sheet(PATHS["roles"], HEADERS["roles"]) as sheet:
        for part in chunks(len(present.students)):
            rows = present.students[part]
            ids, schools = texts.student_ids(district, rows), texts.org_ids(standing.school[rows])
            grades, begins = lookup(GRADES, district.students.grade[rows]), iso(standing.entry[rows])
            sheet.write([ids, schools, repeat("student"), repeat(YEAR), grades, repeat("true"), begins, repeat("")])
        ids, schools = texts.staff_ids(present.staff), texts.org_ids(staff.school[present.staff])
        words = lookup(ROLES, staff.role[present.staff])
        sheet.write([ids, schools, words, repeat(YEAR), repeat(""), repeat("true"), repeat("2026-08-19"), repeat("")])


def enrollment_keys(rooms: Sequence[str], users: Sequence[str]) -> list[str]:
    """By what an edit names a seat, or a class and its teacher."""
    return [f"{room}:{user}" for room, user in zip(rooms, users, strict=True)]


def _enrollments(district: District, present: Present, desk: Desk) -> None:
    classes = district.schedule.classes
    helped = present.classes[classes.helper_post[present.classes] >= 0]
    with desk.sheet(PATHS["enrollments"], HEADERS["enrollments"]) as sheet:
        for part in chunks(len(present.seats), 100_000):
            rooms = texts.class_ids(present.seat_class[part])
            users = texts.student_ids(district, present.seat_student[part])
            sheet.write([rooms, users, repeat("student")], enrollment_keys(rooms, users) if sheet.edited else None)
        for rows, posts in ((present.classes, classes.post), (helped, classes.helper_post)):
            rooms, users = texts.class_ids(rows), texts.staff_ids(posts[rows])
            sheet.write([rooms, users, repeat("teacher")], enrollment_keys(rooms, users))


def _demographics(district: District, present: Present, desk: Desk) -> None:
    people = district.students
    quoted = [f'"{races}"' if "," in races else races for races in RACE_LISTS]
    with desk.sheet(PATHS["demographics"], HEADERS["demographics"]) as sheet:
        for part in chunks(len(present.students)):
            rows = present.students[part]
            born = [lookup(SEXES, people.sex[rows]), iso(people.birth[rows]), repeat(""), repeat(""), repeat("")]
            hispanic = lookup(("", "hispanicOrLatino"), people.hispanic[rows].astype(int))
            sheet.write([texts.student_ids(district, rows), *born, hispanic, lookup(quoted, people.race[rows])])


def _families(district: District, present: Present, desk: Desk) -> None:
    with desk.sheet(PATHS["relationships"], HEADERS["relationships"]) as sheet:
        for part in chunks(len(present.contact)):
            children = texts.student_ids(district, present.contact_of[part])
            adults = texts.guardian_ids(present.contact[part])
            sheet.write([children, adults, repeat("guardian")], enrollment_keys(children, adults))


def _flags(district: District, present: Present, desk: Desk) -> None:
    programs = district.programs
    members = {
        "ELL": programs.language_program > 0,
        "IEP": programs.disability > 0,
        "504": programs.section_504,
        "homeless": programs.nighttime > 0,
        "migrant": programs.migrant,
        "freeLunch": programs.meal == FREE,
        "reducedLunch": programs.meal == REDUCED,
    }
    with desk.sheet(PATHS["userFlags"], HEADERS["userFlags"]) as sheet:
        for flag, member in members.items():
            rows = present.students[member[present.students]]
            sheet.write([texts.student_ids(district, rows), repeat(flag)])
