"""Who sits where: homerooms with specials in elementary schools, cohorts with choices in the others."""

from dataclasses import dataclass

import numpy as np

from cupola.sample.arrays import Array, draw, falling, ranks
from cupola.sample.population.courses import CORE, SPECIALS, Course
from cupola.sample.population.schools import GRADE_5, GRADE_6, GRADE_9

HOMEROOM_SIZE = (16, 18, 22, 22, 22, 23, 26, 26)
COHORT_SIZE = 28
CHOICE_SIZE = 30
CHOICE_SLOTS = 3
PERIODS = 7
STUDENTS_A_SHIFT = 200

Seats = tuple[Array, Array, Array, Array, Array]


@dataclass(frozen=True, slots=True)
class Pool:
    """Stays to be seated: school, grade, first grade of the band, cohort in it, and shift of its day."""

    stay: Array
    school: Array
    grade: Array
    band: Array
    cohort: Array
    shift: Array


def seat_everybody(rng: np.random.Generator, school: Array, grade: Array, *, courses: tuple[Course, ...]) -> Seats:
    """One row a seat: stay, school, course, period (0 = no bell) and section."""
    young = np.flatnonzero(grade <= GRADE_5)
    parts = _homerooms(rng, young, school[young], grade=grade[young], courses=courses)
    for kind, members in (
        ("MS", np.flatnonzero((grade > GRADE_5) & (grade < GRADE_9))),
        ("HS", np.flatnonzero(grade >= GRADE_9)),
    ):
        if not len(members):
            continue
        pool = _pool(rng, members, school[members], grade=grade[members])
        parts += _core(pool, courses)
        for slot in range(CHOICE_SLOTS):
            share = 0.55 if (kind, slot) == ("HS", 2) else 1.0
            parts.append(_choice(rng, pool, _offered(courses, kind, slot), slot=slot, share=share))
    stay, school, course, period, section = (np.concatenate(column) for column in zip(*parts, strict=True))
    return stay, school, course, period, section


def _bands(school: Array, grade: Array, first: int) -> Array:
    """Grades that share rooms: a school with a handful of students in a grade teaches two or four together."""
    _, size, _ = ranks(school)
    mean = size / 4
    width = np.where(mean >= 12, 1, np.where(mean >= 6, 2, 4))
    return np.asarray(first + (grade - first) // width * width)


def _sections(rng: np.random.Generator, target: Array, *keys: Array) -> Array:
    """Cut each group of equal keys into sections of about the target size, at random."""
    order = rng.permutation(len(target))
    back = np.argsort(order)
    rank, size, _ = ranks(*(key[order] for key in keys))
    rank, size = rank[back], size[back]
    return np.asarray(rank * np.ceil(size / target).astype(int) // size)


def _homerooms(
    rng: np.random.Generator, stay: Array, school: Array, *, grade: Array, courses: tuple[Course, ...]
) -> list[Seats]:
    band = _bands(school, grade, 0)
    room = band * 100 + _sections(rng, np.array(HOMEROOM_SIZE)[band], school, band)
    none = np.zeros_like(band)
    start = next(place for place, course in enumerate(courses) if course.code.startswith("EL-"))
    specials = [(stay, school, np.full(len(stay), start + place), none, room) for place in range(len(SPECIALS))]
    return [(stay, school, band, none, room), *specials]


def _pool(rng: np.random.Generator, stay: Array, school: Array, *, grade: Array) -> Pool:
    band = _bands(school, grade, int(grade.min()))
    cohort = _sections(rng, np.full(len(stay), COHORT_SIZE), school, band)
    shifts = np.clip(ranks(school)[1] // STUDENTS_A_SHIFT, 1, PERIODS)
    return Pool(stay, school, grade, band, cohort, (cohort + band) % shifts)


def _core(pool: Pool, courses: tuple[Course, ...]) -> list[Seats]:
    start = next(place for place, course in enumerate(courses) if course.code == f"{CORE[0][0]}-06")
    parts = []
    for subject in range(len(CORE)):
        course = start + (pool.band - GRADE_6) * len(CORE) + subject
        parts.append((pool.stay, pool.school, course, (pool.shift + subject) % PERIODS + 1, pool.cohort))
    return parts


def _choice(rng: np.random.Generator, pool: Pool, offered: Array, *, slot: int, share: float) -> Seats:
    member = np.flatnonzero(rng.random(len(pool.stay)) < share) if share < 1 else np.arange(len(pool.stay))
    school = pool.school[member]
    period = (pool.shift[member] + len(CORE) + slot) % PERIODS + 1
    _, size, _ = ranks(school, period)
    some = np.clip(size // CHOICE_SIZE, 1, len(offered))
    course = offered[draw(rng, len(member), falling(len(offered))) % some]
    section = _sections(rng, np.full(len(member), CHOICE_SIZE), school, course, period)
    return pool.stay[member], school, course, period, section


def _offered(courses: tuple[Course, ...], kind: str, slot: int) -> Array:
    fits = [place for place, course in enumerate(courses) if course.code[:2] == kind and course.slot == slot]
    return np.array(fits)
