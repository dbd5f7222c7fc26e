"""Classes and enrollments of the SIS export."""

from collections.abc import Iterable
from itertools import repeat

import numpy as np

from cupola.sample.arrays import Array, chunks, lookup
from cupola.sample.days import FALL_ENDS, NEVER, YEAR_BEGINS, YEAR_ENDS, iso, iso_day
from cupola.sample.files import texts
from cupola.sample.files.headers import HEADERS
from cupola.sample.files.sheet import Archive
from cupola.sample.population.courses import FALL
from cupola.sample.population.district import District
from cupola.sample.population.months import Month
from cupola.sample.population.schools import GRADES

TERMS = ('"SEM1-2027,SEM2-2027"', "SEM1-2027")


def class_terms(district: District) -> Array:
    """For each class: whether it is taught all year or in fall only."""
    terms = np.array([course.term for course in district.schedule.courses])
    return np.asarray(terms[district.schedule.classes.course])


def class_ends(district: District) -> Array:
    """For each class: the last day of its terms."""
    return np.where(class_terms(district) == FALL, FALL_ENDS, YEAR_ENDS)


def write_classes(district: District, month: Month, package: Archive) -> None:
    """Classes in which somebody sits."""
    with package.sheet("classes.csv", HEADERS["classes"]) as sheet:
        for part in chunks(len(month.classes)):
            sheet.write(_class_columns(district, month.classes[part]))


def _class_columns(district: District, rows: Array) -> list[Iterable[str]]:
    courses, classes = district.schedule.courses, district.schedule.classes
    course, sections = classes.course[rows], (classes.section[rows] + 1).tolist()
    titles = lookup([item.title for item in courses], course)
    codes = lookup([item.code for item in courses], course)
    homeroom = np.array([item.code.startswith("HR-") for item in courses])[course]
    periods = classes.period[rows].tolist()
    return [
        texts.class_ids(rows),
        repeat(""),
        repeat(""),
        [f"{title} {section % 100}" for title, section in zip(titles, sections, strict=True)],
        [grade_list(bits) for bits in classes.grades[rows].tolist()],
        [f"CRS-{code}" for code in codes],
        [f"{code}-{period}{section:03d}" for code, period, section in zip(codes, periods, sections, strict=True)],
        lookup(("scheduled", "homeroom"), homeroom.astype(int)),
        [f"Room {1 + post % 60}" for post in classes.post[rows].tolist()],
        texts.org_ids(classes.school[rows]),
        lookup(TERMS, class_terms(district)[rows]),
        lookup([item.subject for item in courses], course),
        lookup([item.sced for item in courses], course),
        [str(period) if period else "" for period in periods],
    ]


def grade_list(bits: int) -> str:
    """The grades of a class as one cell."""
    grades = [grade for place, grade in enumerate(GRADES) if bits >> place & 1]
    return f'"{",".join(grades)}"' if len(grades) > 1 else grades[0]


def write_enrollments(district: District, month: Month, package: Archive) -> None:
    """Students in classes, then teachers."""
    ends = class_ends(district)
    with package.sheet("enrollments.csv", HEADERS["enrollments"]) as sheet:
        for part in chunks(len(month.seats), 100_000):
            sheet.write(_seat_columns(district, month, month.seats[part], ends=ends))
        main = month.classes
        helped = main[district.schedule.classes.helper_post[main] >= 0]
        for rows, posts, primary in (
            (main, district.schedule.classes.post, "true"),
            (helped, district.schedule.classes.helper_post, "false"),
        ):
            numbers, users = (rows + 100_001).tolist(), texts.staff_ids(posts[rows])
            sheet.write(
                [
                    [f"E{number}-{user[1:]}" for number, user in zip(numbers, users, strict=True)],
                    repeat(""),
                    repeat(""),
                    texts.class_ids(rows),
                    texts.org_ids(district.schedule.classes.school[rows]),
                    users,
                    repeat("teacher"),
                    repeat(primary),
                    repeat(iso_day(YEAR_BEGINS)),
                    iso(ends[rows]),
                ]
            )


def _seat_columns(district: District, month: Month, seats: Array, *, ends: Array) -> list[Iterable[str]]:
    stay, room = district.schedule.seat_stay[seats], month.seat_class[seats]
    stays = district.stays
    numbers = district.students.number[stays.student[stay]].tolist()
    left = month.stay_end[stay]
    end = np.where(left == NEVER, ends[room], np.minimum(left, ends[room]))
    rooms = (room + 100_001).tolist()
    return [
        [f"E{place}-{number}" for place, number in zip(rooms, numbers, strict=True)],
        repeat(""),
        repeat(""),
        [f"C{place}" for place in rooms],
        texts.org_ids(stays.school[stay]),
        [f"P{number}" for number in numbers],
        repeat("student"),
        repeat(""),
        iso(stays.entry[stay]),
        iso(end),
    ]
