"""Results of this fall's interim tests as their vendors export them: i-Ready reading and MAP Growth mathematics."""

from collections.abc import Iterable
from itertools import repeat

import numpy as np

from cupola.sample.arrays import Array, chunks, columns, draw, lookup, stream
from cupola.sample.days import YEAR_BEGINS, day, school_days, slashed
from cupola.sample.files import texts
from cupola.sample.files.sheet import Desk
from cupola.sample.population.district import District
from cupola.sample.population.schools import GRADE_3, GRADE_5, GRADE_6, GRADE_8, GRADES, KG

I_READY = "other-systems/lists/i-ready-reading.csv"
MAP = "other-systems/lists/map-growth.csv"
I_READY_HEADER = columns(
    "Student ID,Student State ID,First Name,Last Name,Student Grade,School,Academic Year,Norming Window,"
    "Completion Date,Overall Scale Score,Overall Relative Placement,Percentile,Lexile Measure,"
    "Phonological Awareness Scale Score,Phonological Awareness Relative Placement,Phonics Scale Score,"
    "Phonics Relative Placement,Vocabulary Scale Score,Vocabulary Relative Placement"
)
MAP_HEADER = columns(
    "TermName,StudentID,Student_StateID,School_StateID,TestID,TestName,Subject,TestStartDate,TestRITScore,"
    "TestPercentile,AchievementQuintile,Goal1Name,Goal1RitScore,Goal1Adjective,Goal2Name,Goal2RitScore,Goal2Adjective"
)
PLACEMENTS = ("2 or More Grade Levels Below", "1 Grade Level Below", "On Grade Level", "Above Grade Level")
QUINTILES = ("Low", "LoAvg", "Avg", "HiAvg", "High")
TAKEN = 0.95


def write_vendor_results(district: District, desk: Desk) -> None:
    """Write both files in the order of students; the student number is the key."""
    rng = stream(district.seed, "vendor results")
    here = district.standing.active() & (district.standing.entry == YEAR_BEGINS)
    here &= rng.random(len(here)) < TAKEN
    grade = district.students.grade
    ability = rng.normal(0, 1, len(grade)) - 0.4 * (district.programs.meal > 0)
    with desk.sheet(I_READY, I_READY_HEADER) as sheet:
        tested = np.flatnonzero(here & (grade >= KG) & (grade <= GRADE_5))
        for part in chunks(len(tested)):
            sheet.write(_reading(rng, district, tested[part], ability=ability))
    with desk.sheet(MAP, MAP_HEADER) as sheet:
        tested = np.flatnonzero(here & (grade >= GRADE_6) & (grade <= GRADE_8))
        for part in chunks(len(tested)):
            rows = tested[part]
            sheet.write(_mathematics(rng, district, rows, ability=ability), texts.local_ids(district, rows))


def _days(rng: np.random.Generator, count: int, first: str, *, last: str) -> list[str]:
    days = school_days(day(first), day(last))
    return slashed(days[rng.integers(0, len(days), count)])


def _percentiles(ability: Array) -> list[str]:
    return [str(number) for number in np.clip(50 + 29 * ability, 1, 99).astype(int).tolist()]


def _reading(rng: np.random.Generator, district: District, rows: Array, *, ability: Array) -> list[Iterable[str]]:
    people, skill = district.students, ability[rows]
    mean = 360 + 28 * (people.grade[rows] - KG)
    domains: list[Iterable[str]] = []
    for _ in range(3):
        own = skill + rng.normal(0, 0.4, len(rows))
        domains += [_scores(mean + 38 * own, 100, 800), lookup(PLACEMENTS, np.searchsorted([-1.2, -0.3, 1.0], own))]
    return [
        texts.local_ids(district, rows),
        texts.state_ids(district, rows),
        lookup(district.given, people.given[rows]),
        lookup(district.family, people.family[rows]),
        ["K" if code == "KG" else str(int(code)) for code in lookup(GRADES, people.grade[rows])],
        texts.school_names(district, district.standing.school[rows]),
        repeat("2026-2027"),
        repeat("Beginning of Year"),
        _days(rng, len(rows), "2026-08-31", last="2026-09-25"),
        _scores(mean + 38 * skill, 100, 800),
        lookup(PLACEMENTS, np.searchsorted([-1.2, -0.3, 1.0], skill)),
        _percentiles(skill),
        [f"{number}L" for number in np.clip(220 * (mean - 340) / 60 + 90 * skill, 5, 1_500).astype(int).tolist()],
        *domains,
    ]


def _scores(values: Array, low: int, high: int) -> list[str]:
    return [str(number) for number in np.clip(values, low, high).round().astype(int).tolist()]


def _mathematics(rng: np.random.Generator, district: District, rows: Array, *, ability: Array) -> list[Iterable[str]]:
    skill = ability[rows] + rng.normal(0, 0.3, len(rows))
    mean = 203 + 4 * (district.students.grade[rows] - GRADE_3)
    adjectives = [lookup(QUINTILES, draw(rng, len(rows), (1, 1, 1, 1, 1))) for _ in range(2)]
    return [
        repeat("Fall 2026-2027"),
        texts.local_ids(district, rows),
        texts.state_ids(district, rows),
        texts.school_codes(district, district.standing.school[rows]),
        [str(70_000_001 + row) for row in rows.tolist()],
        repeat("Growth: Math 6+"),
        repeat("Mathematics"),
        _days(rng, len(rows), "2026-09-08", last="2026-10-09"),
        _scores(mean + 14 * skill, 100, 350),
        _percentiles(skill),
        lookup(QUINTILES, np.searchsorted([-0.84, -0.25, 0.25, 0.84], skill)),
        repeat("Operations and Algebraic Thinking"),
        _scores(mean + 15 * skill, 100, 350),
        adjectives[0],
        repeat("Geometry"),
        _scores(mean + 13 * skill, 100, 350),
        adjectives[1],
    ]
