"""What the SIS knew on a day: who had arrived, who had left, which seats were taken."""

from dataclasses import dataclass

import numpy as np

from cupola.sample.arrays import Array, stream
from cupola.sample.days import LAST_MONTH, NEVER, TODAY
from cupola.sample.population.district import District

CHANGED_SEATS = 0.006


@dataclass(frozen=True, slots=True)
class Month:
    """The district as of a day; arrays of rows, and flags as long as the table they are about."""

    folder: str
    as_of: int
    students: Array
    disabled: Array
    school: Array
    stays: Array
    stay_is_last: Array
    stay_end: Array
    seats: Array
    seat_class: Array
    classes: Array
    guardians: Array
    family: Array


def this_month(district: District) -> Month:
    """The district as of 30 October 2026."""
    return _month(district, "this-month", TODAY, seat_class=district.schedule.seat_class)


def last_month(district: District) -> Month:
    """The district as of 30 September 2026: a few sat in another section, and had another family name."""
    return _month(district, "last-month", LAST_MONTH, seat_class=_earlier_seats(district))


def _month(district: District, folder: str, as_of: int, *, seat_class: Array) -> Month:
    stays, standing, schedule = district.stays, district.standing, district.schedule
    present = standing.present(as_of)
    disabled = (standing.exit != NEVER) & (standing.exit < as_of)
    shown = stays.entry <= as_of
    end = np.where((stays.exit != NEVER) & (stays.exit < as_of), stays.exit, NEVER)
    following = np.append(stays.student[1:] == stays.student[:-1], False) & np.append(shown[1:], False)
    last = shown & ~following
    school = np.zeros(len(present), dtype=int)
    school[stays.student[last]] = stays.school[last]
    taken = shown[schedule.seat_stay] & ~disabled[stays.student[schedule.seat_stay]]
    open_seats = taken & (end[schedule.seat_stay] == NEVER)
    classes = np.zeros(len(schedule.classes), dtype=bool)
    classes[seat_class[open_seats]] = True
    homes = np.zeros(len(district.homes), dtype=bool)
    homes[district.students.household[present]] = True
    guardians = homes[district.guardians.household] & (district.guardians.staff < 0)
    return Month(
        folder=folder,
        as_of=as_of,
        students=np.flatnonzero(present),
        disabled=disabled,
        school=school,
        stays=np.flatnonzero(shown),
        stay_is_last=last,
        stay_end=end,
        seats=np.flatnonzero(taken & classes[seat_class]),
        seat_class=seat_class,
        classes=np.flatnonzero(classes),
        guardians=np.flatnonzero(guardians),
        family=district.students.family if as_of == TODAY else district.students.old_family,
    )


def _earlier_seats(district: District) -> Array:
    rng = stream(district.seed, "earlier seats")
    schedule, classes = district.schedule, district.schedule.classes
    same = np.ones(len(classes), dtype=bool)
    for key in (classes.school, classes.course, classes.period):
        same &= np.append(key[1:] == key[:-1], False)
    sibling = np.where(same, np.arange(len(classes)) + 1, np.arange(len(classes)))
    seat = schedule.seat_class
    other = sibling[seat]
    grade = district.students.grade[district.stays.student[schedule.seat_stay]].astype(np.int64)
    fits = (classes.grades[other] >> grade) & 1 == 1
    moved = (rng.random(len(seat)) < CHANGED_SEATS) & fits & (classes.period[seat] > 0)
    return np.where(moved, other, seat)
