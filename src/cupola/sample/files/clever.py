"""The set for Clever: schools, students with their contacts, teachers, staff, sections by term, enrollments."""

from collections.abc import Iterable
from itertools import repeat

import numpy as np

from cupola.sample.arrays import Array, chunks, columns, lookup
from cupola.sample.days import slashed
from cupola.sample.files import texts
from cupola.sample.files.oneroster_people import guardian_emails
from cupola.sample.files.oneroster_rooms import class_terms
from cupola.sample.files.school_data_sync import enrollment_keys
from cupola.sample.files.sheet import Desk
from cupola.sample.files.state_upload import letters
from cupola.sample.population.courses import YEAR
from cupola.sample.population.district import District
from cupola.sample.population.people import LANGUAGES
from cupola.sample.population.present import Present
from cupola.sample.population.schools import GRADE_12, GRADES
from cupola.sample.population.staff import TEACHER

FOLDER = "other-systems/clever"
HEADERS = {
    name: columns(header)
    for name, header in {
        "schools": "School_id,School_name,School_number,State_id,Low_grade,High_grade",
        "students": "School_id,Student_id,Student_number,State_id,Last_name,Middle_name,First_name,Grade,Gender,"
        "Graduation_year,DOB,Race,Hispanic_Latino,Home_language,Ell_status,Frl_status,IEP_status,Student_email,"
        "Contact_relationship,Contact_type,Contact_name,Contact_email,Contact_sis_id,Username",
        "teachers": "School_id,Teacher_id,Teacher_number,Teacher_email,First_name,Last_name,Title,Username",
        "staff": "School_id,Staff_id,Staff_email,First_name,Last_name,Department,Title,Username",
        "sections": "School_id,Section_id,Teacher_id,Teacher_2_id,Name,Section_number,Grade,Course_name,"
        "Course_number,Period,Subject,Term_name,Term_start,Term_end",
        "enrollments": "School_id,Section_id,Student_id",
    }.items()
}
PATHS = {name: f"{FOLDER}/{name}.csv" for name in HEADERS}
TERMS = (("Semester 1", "8/19/2026", "12/18/2026"), ("Semester 2", "1/5/2027", "6/3/2027"))
GRADE_WORDS = ["PreKindergarten", "TransitionalKindergarten", "Kindergarten", *(str(int(code)) for code in GRADES[3:])]
RACE_WORDS = ("American Indian", "Asian", "Black", "Pacific Islander", "Caucasian")
RACE_OF_BITS = [
    "Two Or More Races" if bits & (bits - 1) else RACE_WORDS[max(bits.bit_length() - 1, 0)]
    for bits in range(1 << len(RACE_WORDS))
]
TITLES = ("Teacher", "Aide", "Counselor", "Principal", "Assistant Principal", "Director", "Technician")
MEAL_WORDS = ("Paid", "Reduced", "Free")


def write_clever(district: District, present: Present, desk: Desk) -> None:
    """Write the set; rows of one student or section after the first have a key with a number behind."""
    _schools(district, desk)
    _students(district, present, desk)
    _adults(district, present, desk)
    _sections(district, present, desk)
    with desk.sheet(PATHS["enrollments"], HEADERS["enrollments"]) as sheet:
        for part in chunks(len(present.seats), 100_000):
            rooms = texts.class_ids(present.seat_class[part])
            users = texts.student_ids(district, present.seat_student[part])
            schools = texts.org_ids(district.schedule.classes.school[present.seat_class[part]])
            sheet.write([schools, rooms, users], enrollment_keys(rooms, users) if sheet.edited else None)


def _schools(district: District, desk: Desk) -> None:
    schools = district.schools
    spans = [lookup(GRADE_WORDS, np.asarray(schools.low)), lookup(GRADE_WORDS, np.asarray(schools.high))]
    with desk.sheet(PATHS["schools"], HEADERS["schools"]) as sheet:
        sheet.write([texts.org_ids(np.arange(len(schools))), schools.names, schools.codes, schools.codes, *spans])


def _students(district: District, present: Present, desk: Desk) -> None:
    first = np.searchsorted(present.contact_of, present.students, side="left")
    last = np.searchsorted(present.contact_of, present.students, side="right")
    with desk.sheet(PATHS["students"], HEADERS["students"]) as sheet:
        for part in chunks(len(present.students), 25_000):
            count = np.maximum(last[part] - first[part], 1)
            rows = np.repeat(present.students[part], count)
            place = np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count)
            named = np.repeat(last[part] > first[part], count)
            pair = np.minimum(np.repeat(first[part], count) + place, len(present.contact) - 1)
            contact = np.where(named, present.contact[pair], -1)
            ids = texts.student_ids(district, rows)
            keys = [
                f"{name} {number + 1}" if number else name for name, number in zip(ids, place.tolist(), strict=True)
            ]
            sheet.write([*_student(district, rows), *_contact(district, contact), _logins(district, rows)], keys)


def _logins(district: District, rows: Array) -> list[str]:
    return [district.student_logins[row] for row in rows.tolist()]


def _student(district: District, rows: Array) -> list[Iterable[str]]:
    people, programs = district.students, district.programs
    years = 2027 + GRADE_12 - people.grade[rows]
    return [
        texts.org_ids(district.standing.school[rows]),
        texts.student_ids(district, rows),
        texts.local_ids(district, rows),
        texts.state_ids(district, rows),
        lookup(district.family, people.family[rows]),
        lookup(district.given, people.middle[rows]),
        lookup(district.given, people.given[rows]),
        lookup(GRADE_WORDS, people.grade[rows]),
        lookup(("F", "M"), people.sex[rows]),
        [str(year) for year in years.tolist()],
        slashed(people.birth[rows]),
        lookup(RACE_OF_BITS, people.race[rows]),
        letters(people.hispanic[rows]),
        lookup(LANGUAGES, people.language[rows]),
        letters(programs.language_program[rows] > 0),
        lookup(MEAL_WORDS, programs.meal[rows]),
        letters(programs.disability[rows] > 0),
        texts.student_emails(district, rows),
    ]


def _contact(district: District, rows: Array) -> list[Iterable[str]]:
    """The contact of each row; -1 is none."""
    guardians, known = district.guardians, (rows >= 0).tolist()
    given, family = lookup(district.given, guardians.given[rows]), lookup(district.family, guardians.family[rows])
    names = [f"{one} {other}" for one, other in zip(given, family, strict=True)]
    cells = [["Guardian"] * len(rows), ["Family"] * len(rows), names, guardian_emails(district, rows)]
    cells.append(texts.guardian_ids(rows))
    return [[text if there else "" for text, there in zip(part, known, strict=True)] for part in cells]


def _adults(district: District, present: Present, desk: Desk) -> None:
    staff = district.staff
    here = present.staff[staff.school[present.staff] >= 0]
    teachers = here[staff.role[here] == TEACHER]
    others = here[staff.role[here] != TEACHER]
    for name, rows in (("teachers", teachers), ("staff", others)):
        schools, ids = texts.org_ids(staff.school[rows]), texts.staff_ids(rows)
        emails = texts.staff_emails(district, rows)
        given, family = lookup(district.given, staff.given[rows]), lookup(district.family, staff.family[rows])
        titles, logins = lookup(TITLES, staff.role[rows]), [district.staff_logins[row] for row in rows.tolist()]
        numbers = [texts.staff_number(row) for row in rows.tolist()]
        own = [numbers, emails, given, family] if name == "teachers" else [emails, given, family, repeat("School")]
        with desk.sheet(PATHS[name], HEADERS[name]) as sheet:
            sheet.write([schools, ids, *own, titles, logins], ids)


def _sections(district: District, present: Present, desk: Desk) -> None:
    rows_of = (present.classes, present.classes[class_terms(district)[present.classes] == YEAR])
    with desk.sheet(PATHS["sections"], HEADERS["sections"]) as sheet:
        for number, ((name, begin, end), rows) in enumerate(zip(TERMS, rows_of, strict=True)):
            for part in chunks(len(rows)):
                cells = _section(district, rows[part])
                keys = [f"{room} 2" if number else room for room in texts.class_ids(rows[part])]
                sheet.write([*cells, repeat(name), repeat(begin), repeat(end)], keys)


def _section(district: District, rows: Array) -> list[Iterable[str]]:
    courses, classes = district.schedule.courses, district.schedule.classes
    course, section = classes.course[rows], (classes.section[rows] + 1).tolist()
    titles, codes = lookup([item.title for item in courses], course), lookup([item.code for item in courses], course)
    helper, periods = classes.helper_post[rows], classes.period[rows].tolist()
    alone = classes.grades[rows] & (classes.grades[rows] - 1) == 0
    grade = np.where(alone, np.log2(classes.grades[rows]).astype(int), 0)
    grades = zip(lookup(GRADE_WORDS, grade), alone.tolist(), strict=True)
    numbers = zip(codes, periods, section, strict=True)
    return [
        texts.org_ids(classes.school[rows]),
        texts.class_ids(rows),
        texts.staff_ids(classes.post[rows]),
        [f"P{texts.FIRST_STAFF + post}" if post >= 0 else "" for post in helper.tolist()],
        [f"{title} {number % 100}" for title, number in zip(titles, section, strict=True)],
        [f"{code}-{period}{number:03d}" for code, period, number in numbers],
        [word if known else "" for word, known in grades],
        titles,
        codes,
        [str(period) if period else "" for period in periods],
        lookup([item.subject for item in courses], course),
    ]
