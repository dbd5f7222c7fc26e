"""Where each student is enrolled, from when to when: arrivals, leavers and moves between schools."""

from dataclasses import dataclass

import numpy as np

from cupola.sample.arrays import Array, stream
from cupola.sample.days import LAST_MONTH, NEVER, TODAY, YEAR_BEGINS, day, school_days
from cupola.sample.population.families import Households
from cupola.sample.population.people import Students
from cupola.sample.population.schools import ALTERNATIVE, GRADE_6, GRADE_9, Schools

LEAVER_SHARE = 0.018
ENTRY_CODES = ("E1", "E2", "R3")
EXIT_CODES = ("", "T160", "T180", "T200", "N410")
MOVED_INSIDE = 1


@dataclass(frozen=True, slots=True)
class Stays:
    """One row a student and school; a move inside the district makes two. `exit` is the last day, or NEVER."""

    student: Array
    school: Array
    entry: Array
    exit: Array
    entry_code: Array
    exit_code: Array
    last: Array

    def __len__(self) -> int:
        return len(self.student)


@dataclass(frozen=True, slots=True)
class Standing:
    """For each student: school now (or last), the day of arrival and of leaving, and the row of the latest stay."""

    school: Array
    entry: Array
    exit: Array
    stay: Array
    moved: Array

    def present(self, as_of: int) -> Array:
        """Whom the SIS knows on a day: everybody who has arrived, the leavers included."""
        return np.asarray(self.entry <= as_of)

    def active(self, as_of: int = TODAY) -> Array:
        """Who is enrolled on a day."""
        return np.asarray((self.entry <= as_of) & ((self.exit == NEVER) | (self.exit >= as_of)))


def leavers_among(students: int) -> int:
    """How many more children are invented, because they leave before the end of October."""
    return max(2, round(students * LEAVER_SHARE))


def make_stays(
    students: Students, homes: Households, schools: Schools, *, leaving: int, seed: int
) -> tuple[Stays, Standing]:
    """Stays in the order of students, and each student's standing."""
    rng = stream(seed, "stays")
    count = len(students)
    school = _home_school(rng, students, homes, schools=schools)
    leavers = rng.choice(count, leaving, replace=False)
    exit_day = np.full(count, NEVER)
    exit_day[leavers] = _spread(rng, len(leavers), "2026-08-21", last="2026-10-29")
    exit_day[leavers[0]] = LAST_MONTH + 8
    late = (rng.random(count) < 0.022) & (exit_day == NEVER)
    entry = np.where(late, _spread(rng, count, "2026-08-20", last="2026-10-28"), YEAR_BEGINS)
    before = _earlier_school(rng, students, schools, school=school)
    moved = (before != school) & (exit_day == NEVER) & (entry == YEAR_BEGINS) & (rng.random(count) < 0.014)
    move_day = _spread(rng, count, "2026-09-02", last="2026-10-27")
    first = np.flatnonzero(moved)
    order = np.argsort(np.concatenate([np.arange(count) + 0.5, first]), kind="stable")
    both = [
        (np.arange(count), first),
        (school, before[first]),
        (np.where(moved, move_day, entry), entry[first]),
        (exit_day, move_day[first] - 1),
        (np.where(moved, 2, late.astype(int)), np.zeros(len(first), dtype=int)),
        (np.where(exit_day == NEVER, 0, rng.integers(2, 5, count)), np.full(len(first), MOVED_INSIDE)),
        (np.ones(count, dtype=bool), np.zeros(len(first), dtype=bool)),
    ]
    stays = Stays(*(np.concatenate(pair)[order] for pair in both))
    return stays, Standing(school, entry, exit_day, np.flatnonzero(stays.last), moved)


def _home_school(rng: np.random.Generator, students: Students, homes: Households, *, schools: Schools) -> Array:
    zones = len(schools.elementary_of)
    zone = homes.zone[students.household]
    zone = np.where(rng.random(len(students)) < 0.03, rng.integers(0, zones, len(students)), zone)
    by_level = [schools.elementary_of[zone], schools.middle_of[zone], schools.high_of[zone]]
    level = (students.grade >= GRADE_6).astype(int) + (students.grade >= GRADE_9)
    school = np.choose(level, by_level)
    others = np.flatnonzero(schools.level == ALTERNATIVE)
    if len(others):
        chosen = (level == 2) & (rng.random(len(students)) < 0.035)
        school[chosen] = others[rng.integers(0, len(others), int(chosen.sum()))]
    return np.asarray(school)


def _earlier_school(rng: np.random.Generator, students: Students, schools: Schools, *, school: Array) -> Array:
    before = school.copy()
    for grade in range(int(students.grade.max()) + 1):
        choices = np.array(schools.teaching(grade))
        mask = students.grade == grade
        before[mask] = choices[rng.integers(0, len(choices), int(mask.sum()))]
    return before


def _spread(rng: np.random.Generator, count: int, first: str, *, last: str) -> Array:
    days = school_days(day(first), day(last))
    return days[rng.integers(0, len(days), count)]
