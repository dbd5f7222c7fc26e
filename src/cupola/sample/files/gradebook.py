"""The gradebook in the SIS's OneRoster 1.2 package: mathematics from grade 6 on, in the first quarter."""

from collections.abc import Iterable
from itertools import repeat

import numpy as np

from cupola.sample.arrays import Array, chunks, columns, lookup, stream
from cupola.sample.days import day, iso_day
from cupola.sample.files import texts
from cupola.sample.files.sheet import Archive
from cupola.sample.population.district import District
from cupola.sample.population.months import Month

COMMON = "sourcedId,status,dateLastModified,"
HEADERS = {
    name: columns(COMMON + own)
    for name, own in {
        "categories": "title,weight",
        "lineItems": "title,description,assignDate,dueDate,classSourcedId,categorySourcedId,academicSessionSourcedId,"
        "schoolSourcedId,resultValueMin,resultValueMax",
        "results": "lineItemSourcedId,studentSourcedId,scoreStatus,score,textScore,scoreDate,comment,classSourcedId,"
        "inProgress,incomplete,late,missing",
        "resources": "vendorResourceId,title,roles,importance,vendorId,applicationId",
        "classResources": "title,classSourcedId,resourceSourcedId",
        "courseResources": "title,courseSourcedId,resourceSourcedId",
        "userProfiles": "userSourcedId,profileType,vendorId,applicationId,description,credentialType,username,password",
        "userResources": "userSourcedId,orgSourcedId,classSourcedId,resourceSourcedId",
        "scoreScales": "title,type,orgSourcedId,courseSourcedId,classSourcedId,scoreScaleValue",
        "lineItemScoreScales": "title,lineItemSourcedId,scoreScaleSourcedId",
        "resultScoreScales": "title,resultSourcedId,scoreScaleSourcedId",
        "lineItemLearningObjectiveIds": "lineItemSourcedId,source,learningObjectiveId",
        "resultLearningObjectiveIds": "resultSourcedId,source,learningObjectiveId,score,textScore",
    }.items()
}
CATEGORIES = (("CAT-QUIZ", "Quizzes", "40"), ("CAT-TEST", "Unit tests", "60"))
# Each class has a quiz and a unit test: title, day it is given, last day, category, highest score.
WORKS = (
    ("Quiz 1", day("2026-09-14"), day("2026-09-18"), "CAT-QUIZ", 20),
    ("Unit 1 Test", day("2026-10-05"), day("2026-10-09"), "CAT-TEST", 100),
)
QUARTER = "Q1-2027"
RESOURCES = (("RES-1", "Mathematics Course 6-8"), ("RES-2", "Algebra and Geometry"))
VENDOR = "wayfarer-press"
STATES = ("fully graded", "not submitted", "exempt")
GRADED, NOT_SUBMITTED, EXEMPT = range(3)
LETTERS = '"{A:90-100},{B:80-89},{C:70-79},{D:60-69},{F:0-59}"'
EVERY = 10  # of so many classes one keeps letters and objectives for each single result
OBJECTIVE = "1b5c9a62-11aa-4f0e-9c50-6a10b3d1c001"


def gradebook_classes(district: District, month: Month) -> Array:
    """The classes of mathematics from grade 6 on in which somebody sits."""
    courses = district.schedule.courses
    fits = np.array([item.code.startswith("MATH-") for item in courses])
    rooms: Array = month.classes[fits[district.schedule.classes.course[month.classes]]]
    return rooms


def gradebook_seats(district: District, month: Month, work: int) -> Array:
    """The seats in these classes of students who were there when a piece of work was given."""
    rooms = np.zeros(len(district.schedule.classes), dtype=bool)
    rooms[gradebook_classes(district, month)] = True
    stay = district.schedule.seat_stay[month.seats]
    given, left = WORKS[work][1], month.stay_end[stay]
    there = (district.stays.entry[stay] <= given) & ((left == 0) | (left >= WORKS[work][2]))
    seats: Array = month.seats[rooms[month.seat_class[month.seats]] & there]
    return seats


def work_ids(rooms: Array, work: int) -> list[str]:
    """The ids of a piece of work in each class."""
    return [f"LI{room + 100_001}-{work + 1}" for room in rooms.tolist()]


def result_ids(district: District, rooms: Array, students: Array, *, work: int) -> list[str]:
    """The ids of the results of students in a piece of work."""
    numbers = district.students.number[students].tolist()
    return [f"RS{room + 100_001}-{work + 1}-{number}" for room, number in zip(rooms.tolist(), numbers, strict=True)]


def write_gradebook(district: District, month: Month, package: Archive) -> None:
    """Write the files of one month into the package."""
    rooms = gradebook_classes(district, month)
    _write(package, "categories", list(zip(*CATEGORIES, strict=True)))
    _line_items(district, rooms, package)
    _results(district, month, package)
    _resources(district, rooms, package)
    _scales(district, month, package)


def _write(package: Archive, name: str, parts: list[Iterable[str]]) -> None:
    """Write a small file whole: ids first, then its own columns."""
    with package.sheet(f"{name}.csv", HEADERS[name]) as sheet:
        sheet.write([parts[0], repeat(""), repeat(""), *parts[1:]])


def _line_items(district: District, rooms: Array, package: Archive) -> None:
    with package.sheet("lineItems.csv", HEADERS["lineItems"]) as sheet:
        for work, (title, given, due, category, highest) in enumerate(WORKS):
            own: list[Iterable[str]] = [repeat(title), repeat(""), repeat(iso_day(given)), repeat(iso_day(due))]
            place = [texts.class_ids(rooms), repeat(category), repeat(QUARTER)]
            schools = texts.org_ids(district.schedule.classes.school[rooms])
            ids = work_ids(rooms, work)
            sheet.write([ids, repeat(""), repeat(""), *own, *place, schools, repeat("0"), repeat(str(highest))])


def _results(district: District, month: Month, package: Archive) -> None:
    rng = stream(district.seed, "gradebook")
    ability = rng.normal(0, 1, len(district.students))
    with package.sheet("results.csv", HEADERS["results"]) as sheet:
        for work in range(len(WORKS)):
            seats = gradebook_seats(district, month, work)
            for part in chunks(len(seats)):
                sheet.write(_result_columns(rng, district, month, seats=seats[part], work=(work, ability)))


def _result_columns(
    rng: np.random.Generator, district: District, month: Month, *, seats: Array, work: tuple[int, Array]
) -> list[Iterable[str]]:
    number, ability = work
    _, _, due, _, highest = WORKS[number]
    students = district.stays.student[district.schedule.seat_stay[seats]]
    rooms = month.seat_class[seats]
    draw = rng.random(len(seats))
    state = np.where(draw < 0.93, GRADED, np.where(draw < 0.98, NOT_SUBMITTED, EXEMPT))
    share = np.clip(0.76 + 0.11 * ability[students] + rng.normal(0, 0.06, len(seats)), 0.2, 1)
    scores = (share * highest).round().astype(int).tolist()
    return [
        result_ids(district, rooms, students, work=number),
        repeat(""),
        repeat(""),
        work_ids(rooms, number),
        texts.student_ids(district, students),
        lookup(STATES, state),
        [str(score) if graded else "" for score, graded in zip(scores, (state == GRADED).tolist(), strict=True)],
        repeat(""),
        repeat(iso_day(due + 3)),
        repeat(""),
        texts.class_ids(rooms),
        repeat("false"),
        texts.flags(state == NOT_SUBMITTED),
        repeat("false"),
        texts.flags(state == NOT_SUBMITTED),
    ]


def _resources(district: District, rooms: Array, package: Archive) -> None:
    ids, titles = (list(part) for part in zip(*RESOURCES, strict=True))
    vendor = [f"wp-{name.lower()}" for name in ids]
    _write(
        package, "resources", [ids, vendor, titles, repeat("student"), repeat("primary"), repeat(VENDOR), repeat("")]
    )
    classes = texts.class_ids(rooms)
    high = [ids[item.low >= 11] for item in district.schedule.courses]
    books = lookup(high, district.schedule.classes.course[rooms])
    _write(package, "classResources", [[f"CR{room[1:]}" for room in classes], repeat(""), classes, books])
    courses = [(item.code, book) for item, book in zip(district.schedule.courses, high, strict=True)]
    taught = [(code, book) for code, book in courses if code.startswith("MATH-")]
    codes, used = [code for code, _ in taught], [book for _, book in taught]
    _write(
        package, "courseResources", [[f"UR-{code}" for code in codes], repeat(""), [f"CRS-{c}" for c in codes], used]
    )
    posts = np.unique(district.schedule.classes.post[rooms])
    users = texts.staff_ids(posts)
    names = [district.staff_logins[row] for row in posts.tolist()]
    profile = [
        repeat("textbooks"),
        repeat(VENDOR),
        repeat(""),
        repeat("Sign-in for textbooks"),
        repeat("single sign-on"),
    ]
    _write(package, "userProfiles", [[f"UP{user[1:]}" for user in users], users, *profile, names, repeat("")])
    schools = texts.org_ids(district.staff.school[posts])
    _write(package, "userResources", [[f"UB{user[1:]}" for user in users], users, schools, repeat(""), repeat(ids[0])])


def _scales(district: District, month: Month, package: Archive) -> None:
    rooms = gradebook_classes(district, month)
    numbers, classes = (rooms + 100_001).tolist(), district.schedule.classes
    scales = [f"SC{number}" for number in numbers]
    courses = lookup([f"CRS-{item.code}" for item in district.schedule.courses], classes.course[rooms])
    where = [texts.org_ids(classes.school[rooms]), courses, texts.class_ids(rooms)]
    _write(package, "scoreScales", [scales, repeat("Letters"), repeat("ordinal"), *where, repeat(LETTERS)])
    tests = work_ids(rooms, 1)
    _write(package, "lineItemScoreScales", [[f"LS{number}" for number in numbers], repeat("Letters"), tests, scales])
    objectives = [f"LO{number}" for number in numbers]
    _write(package, "lineItemLearningObjectiveIds", [objectives, tests, repeat("case"), repeat(OBJECTIVE)])
    seats = gradebook_seats(district, month, 1)
    seats = seats[np.isin(month.seat_class[seats], rooms[::EVERY])]
    held = month.seat_class[seats]
    results = result_ids(district, held, district.stays.student[district.schedule.seat_stay[seats]], work=1)
    letters = [f"SC{number}" for number in (held + 100_001).tolist()]
    _write(package, "resultScoreScales", [[f"X{name}" for name in results], repeat("Letters"), results, letters])
    own: list[Iterable[str]] = [repeat("case"), repeat(OBJECTIVE), repeat(""), repeat("met")]
    _write(package, "resultLearningObjectiveIds", [[f"O{name}" for name in results], results, *own])
