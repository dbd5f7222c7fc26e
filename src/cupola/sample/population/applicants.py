"""Who applied in the enrollment system: most students, some twice, and newcomers the SIS does not hold."""

from dataclasses import dataclass

import numpy as np

from cupola.sample.arrays import Array, stream
from cupola.sample.days import day, school_days
from cupola.sample.population.district import District
from cupola.sample.population.names import draw_family, draw_given
from cupola.sample.population.schools import GRADE_12, KG, STREETS, TOWNS

COVERED, TWICE, NEWCOMERS, SIBLINGS = 0.97, 0.015, 0.03, 0.3
MOVED, OTHER_SCHOOL = 0.12, 0.06


@dataclass(frozen=True, slots=True)
class Applicants:
    """One row an application in the order of submission; `student` -1 is a newcomer, `again` a second application."""

    student: Array
    again: Array
    given: Array
    middle: Array
    family: Array
    birth: Array
    sex: Array
    grade: Array
    school: Array
    guardian_given: Array
    guardian_family: Array
    phone: Array
    guardian: Array
    street_number: Array
    street: Array
    street_kind: Array
    unit: Array
    town: Array
    submitted: Array

    def __len__(self) -> int:
        return len(self.student)


def make_applicants(district: District) -> Applicants:
    """Applications with the right names, dates and places; what parents mistype comes later."""
    rng = stream(district.seed, "applicants")
    active = np.flatnonzero(district.standing.active())
    covered = active[rng.random(len(active)) < COVERED]
    twice = covered[rng.random(len(covered)) < TWICE]
    parts = [_of_students(rng, district, covered), _of_students(rng, district, twice)]
    parts.append(_newcomers(rng, district, max(2, round(len(active) * NEWCOMERS))))
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    columns["again"] = np.repeat([False, True, False], [len(part["student"]) for part in parts])
    count = len(columns["student"])
    days = school_days(day("2026-02-02"), day("2026-08-28"))
    order = rng.permutation(count)
    places = np.sort(rng.integers(0, len(days), count))
    return Applicants(submitted=days[places], **{name: column[order] for name, column in columns.items()})


def _of_students(rng: np.random.Generator, district: District, rows: Array) -> dict[str, Array]:
    people, homes = district.students, district.homes
    household = people.household[rows]
    guardian = district.guardians.first_of[household]
    moved = rng.random(len(rows)) < MOVED
    elsewhere = _addresses(rng, len(rows))
    other = rng.random(len(rows)) < OTHER_SCHOOL
    school = district.standing.school[rows]
    return {
        "student": rows,
        "given": people.given[rows],
        "middle": people.middle[rows],
        "family": people.family[rows],
        "birth": people.birth[rows],
        "sex": people.sex[rows],
        "grade": people.grade[rows],
        "school": np.where(other, _another(rng, district, rows), school),
        "guardian_given": district.guardians.given[guardian],
        "guardian_family": district.guardians.family[guardian],
        "phone": district.guardians.phone[guardian],
        "guardian": guardian,
        **{name: np.where(moved, elsewhere[name], getattr(homes, name)[household]) for name in elsewhere},
    }


def _addresses(rng: np.random.Generator, count: int) -> dict[str, Array]:
    return {
        "street_number": rng.integers(1, 9_800, count),
        "street": rng.integers(0, len(STREETS), count),
        "street_kind": rng.integers(0, 8, count),
        "unit": np.where(rng.random(count) < 0.3, rng.integers(1, 240, count), 0),
        "town": rng.integers(0, len(TOWNS), count),
    }


def _another(rng: np.random.Generator, district: District, rows: Array) -> Array:
    grade = district.students.grade[rows]
    school = district.standing.school[rows].copy()
    for value in range(GRADE_12 + 1):
        choices = np.array(district.schools.teaching(value))
        mask = grade == value
        school[mask] = choices[rng.integers(0, len(choices), int(mask.sum()))]
    return school


def _newcomers(rng: np.random.Generator, district: District, count: int) -> dict[str, Array]:
    names, homes, people = district.names, district.homes, district.students
    model = rng.integers(0, len(people), count)
    sibling = rng.random(count) < SIBLINGS
    household = people.household[model]
    origin = homes.origin[household]
    sex = rng.integers(0, 2, count)
    grade = rng.integers(KG, GRADE_12 + 1, count)
    birth = day("2021-09-01") - ((grade - KG) * 365.2425).astype(int) - rng.integers(2, 363, count)
    family = np.where(sibling, people.family[model], draw_family(rng, names, origin))
    given = draw_given(rng, names, origin, sex=sex)
    taken = set(zip(people.given.tolist(), people.family.tolist(), people.birth.tolist(), strict=True))
    for row, key in enumerate(zip(given.tolist(), family.tolist(), birth.tolist(), strict=True)):
        while key in taken:
            key = (key[0], key[1], key[2] - 1)
        birth[row] = key[2]
        taken.add(key)
    guardian = district.guardians.first_of[household]
    places = _addresses(rng, count)
    school = np.zeros(count, dtype=int)
    for value in range(KG, GRADE_12 + 1):
        school[grade == value] = district.schools.teaching(value)[0]
    return {
        "student": np.full(count, -1),
        "given": given,
        "middle": draw_given(rng, names, origin, sex=sex),
        "family": family,
        "birth": birth,
        "sex": sex,
        "grade": grade,
        "school": school,
        "guardian_given": np.where(
            sibling, district.guardians.given[guardian], draw_given(rng, names, origin, sex=np.zeros(count, dtype=int))
        ),
        "guardian_family": np.where(sibling, district.guardians.family[guardian], family),
        "phone": np.where(sibling, homes.phone[household], rng.integers(2_000_000, 9_999_999, count)),
        "guardian": np.where(sibling, guardian, -1 - np.arange(count)),
        **{name: np.where(sibling, getattr(homes, name)[household], places[name]) for name in places},
    }
