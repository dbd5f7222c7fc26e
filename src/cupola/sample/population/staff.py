"""The staff: teachers for every post, aides, counselors, principals, the district office, and those who left."""

from dataclasses import dataclass

import numpy as np

from cupola.sample.arrays import Array, draw, stream, words
from cupola.sample.days import NEVER, day
from cupola.sample.population.families import Guardians, Households
from cupola.sample.population.names import Names, draw_family, draw_given
from cupola.sample.population.schools import ELEMENTARY, Schools

ROLES = words("teacher aide counselor principal siteAdministrator districtAdministrator systemAdministrator")
TEACHER, AIDE, COUNSELOR, PRINCIPAL, SITE, DISTRICT, SYSTEM = range(7)
DISTRICT_OFFICE = -1


@dataclass(frozen=True, slots=True)
class Staff:
    """One row a person; `school` -1 is the district office, `left` the last day, or NEVER."""

    school: Array
    role: Array
    given: Array
    family: Array
    sex: Array
    left: Array

    def __len__(self) -> int:
        return len(self.school)


def make_staff(post_school: Array, schools: Schools, sizes: Array, *, names: Names, seed: int) -> Staff:
    """Staff in the order of posts, then the others; `sizes` is the number of students at each school."""
    rng = stream(seed, "staff")
    places = np.arange(len(schools))
    elementary = schools.level == ELEMENTARY
    aides = np.maximum(2, np.where(elementary, sizes // 70, sizes // 160))
    counselors = np.maximum(1, sizes // np.where(elementary, 700, 330))
    vice = np.where(elementary, sizes // 650, sizes // 480)
    office = max(2, int(sizes.sum()) // 1_500)
    technicians = max(2, int(sizes.sum()) // 3_000)
    groups = [(np.repeat(places, count), role) for count, role in ((aides, AIDE), (counselors, COUNSELOR))]
    groups += [(places, PRINCIPAL), (np.repeat(places, vice), SITE)]
    groups += [(np.full(office, DISTRICT_OFFICE), DISTRICT), (np.full(technicians, DISTRICT_OFFICE), SYSTEM)]
    gone = rng.choice(post_school, max(2, len(post_school) // 90))
    school = np.concatenate([post_school, *(group for group, _ in groups), gone])
    role = np.concatenate(
        [np.full(len(post_school), TEACHER), *(np.full(len(group), role) for group, role in groups), gone * 0]
    )
    left = np.full(len(school), NEVER)
    left[-len(gone) :] = day("2026-08-28") + rng.integers(0, 14, len(gone))
    shares = names.shares * np.where(np.arange(len(names.shares)) == names.anglo, 2.4, 0.8)
    origin = draw(rng, len(school), shares)
    sex = (rng.random(len(school)) < 0.27).astype(int)
    given, family = draw_given(rng, names, origin, sex=sex), draw_family(rng, names, origin)
    return Staff(school, role, given, family, sex, left)


def make_some_parents(staff: Staff, guardians: Guardians, homes: Households, *, seed: int) -> None:
    """Some of the staff are parents of students: one person in both roles, under the name of the guardian."""
    rng = stream(seed, "staff parents")
    current = np.flatnonzero((staff.left == NEVER) & (staff.role == TEACHER))
    count = min(max(1, len(current) // 40), len(homes))
    people = rng.choice(current, min(count, len(current)), replace=False)
    rows = guardians.first_of[rng.choice(len(homes), len(people), replace=False)]
    guardians.staff[rows] = people
    for own, other in ((staff.given, guardians.given), (staff.family, guardians.family), (staff.sex, guardians.sex)):
        own[people] = other[rows]
