"""Results of last spring's state tests, for the students who are still here."""

import numpy as np

from cupola.sample.arrays import Array, chunks, columns, lookup, stream
from cupola.sample.days import YEAR_BEGINS, day, iso, school_days
from cupola.sample.files import texts
from cupola.sample.files.sheet import Desk
from cupola.sample.population.district import District
from cupola.sample.population.schools import GRADE_3, GRADE_6, GRADE_9, GRADES

PATH = "this-month/state-test-results.csv"
HEADER = columns(
    "Student Number,State Student ID,Test,Subject,Test Date,Grade Tested,School Code,Scale Score,Achievement Level"
)
TEST = "State Summative Assessment"
SUBJECTS = ("English Language Arts", "Mathematics")
LEVELS = ("Level 1", "Level 2", "Level 3", "Level 4")
ELEVENTH = 13
TESTED_GRADES = (5, 6, 7, 8, 9, 10, ELEVENTH)


def tested_students(district: District) -> Array:
    """Who was tested last spring: grades 3 to 8 and 11 a year ago, here since the first day."""
    rng = stream(district.seed, "tested")
    grade = district.students.grade - 1
    here = district.standing.entry == YEAR_BEGINS
    return np.flatnonzero(np.isin(grade, TESTED_GRADES) & here & (rng.random(len(grade)) < 0.94))


def write_results(district: District, desk: Desk) -> None:
    """Write two results for each student tested."""
    rng = stream(district.seed, "results")
    who = tested_students(district)
    days = school_days(day("2026-04-14"), day("2026-05-21"))
    ability = rng.normal(0, 1, len(district.students)) - 0.45 * (district.programs.meal > 0)
    with desk.sheet(PATH, HEADER) as sheet:
        for part in chunks(len(who), 25_000):
            rows = np.repeat(who[part], len(SUBJECTS))
            subject = np.arange(len(rows)) % len(SUBJECTS)
            score, level = scores(rng, ability[rows], district.students.grade[rows] - 1)
            local, subjects = texts.local_ids(district, rows), lookup(SUBJECTS, subject)
            keys = [result_key(*pair) for pair in zip(local, subjects, strict=True)] if sheet.edited else None
            columns = [
                local,
                texts.state_ids(district, rows),
                [TEST] * len(rows),
                subjects,
                iso(days[rng.integers(0, len(days), len(rows))]),
                lookup(GRADES, district.students.grade[rows] - 1),
                texts.school_codes(district, school_then(district, rows)),
                [str(number) for number in score.tolist()],
                lookup(LEVELS, level),
            ]
            sheet.write(columns, keys)


def result_key(number: str, subject: str) -> str:
    """By what an edit names a result."""
    return f"{number} {subject}"


def school_then(district: District, rows: Array) -> Array:
    """The school last spring: the one of today if it teaches last year's grade, else the one of the family's zone."""
    schools, zone = district.schools, district.homes.zone[district.students.household[rows]]
    grade = district.students.grade[rows] - 1
    level = (grade >= GRADE_6).astype(int) + (grade >= GRADE_9)
    by_zone = np.choose(level, [schools.elementary_of[zone], schools.middle_of[zone], schools.high_of[zone]])
    now = district.standing.school[rows]
    return np.where((schools.low[now] <= grade) & (grade <= schools.high[now]), now, by_zone)


def scores(rng: np.random.Generator, ability: Array, grade: Array) -> tuple[Array, Array]:
    """Scale scores around the mean of each grade, and their levels."""
    mean = 2_410 + (grade - GRADE_3) * 24
    score = np.clip(mean + 78 * ability + rng.normal(0, 32, len(ability)), 2_114, 2_862).round().astype(int)
    level = np.searchsorted(np.array([-45, 15, 85]), score - mean)
    return score, level
