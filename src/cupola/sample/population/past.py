"""The three school years before this one: who was enrolled then, in which grade, and who has left since."""

from dataclasses import dataclass

import numpy as np

from cupola.sample.arrays import Array, draw, stream
from cupola.sample.days import day
from cupola.sample.population.district import District
from cupola.sample.population.names import draw_family, draw_given
from cupola.sample.population.people import KINDERGARTNERS_BORN_UNTIL, RACE_OF_ORIGIN
from cupola.sample.population.schools import GRADE_6, GRADE_9, GRADE_12, KG

YEARS_BACK = (3, 2, 1)
STAYED, EARLY = 0.94, 0.35
LEFT_SHARE = 0.05
FIRST_FORMER = 5_000_001
FIRST_DAYS = {1: day("2025-08-20"), 2: day("2024-08-21"), 3: day("2023-08-23")}
CENSUS = {1: day("2025-10-31"), 2: day("2024-10-31"), 3: day("2023-10-31")}


@dataclass(frozen=True, slots=True)
class Former:
    """One row a student who is gone: the grade this fall if the student had stayed, and the last year (1 to 3 back)."""

    grade: Array
    last: Array
    zone: Array
    sex: Array
    given: Array
    family: Array
    birth: Array
    race: Array
    local: Array
    state: Array

    def __len__(self) -> int:
        return len(self.grade)


@dataclass(frozen=True, slots=True)
class PastYear:
    """One earlier year: rows of students and of former students, with grade and zone of each, students first."""

    back: int
    students: Array
    former: Array
    grade: Array
    zone: Array

    @property
    def name(self) -> str:
        """The school year, as 2025-2026."""
        return f"{2026 - self.back}-{2027 - self.back}"


def make_former(district: District) -> Former:
    """Graduates of three years, and a few who left from other grades; their numbers are nobody else's."""
    rng = stream(district.seed, "former students")
    people, names = district.students, district.names
    graduates = max(1, int((people.grade == GRADE_12).sum()))
    leavers = max(1, round(len(people) * LEFT_SHARE))
    last = np.concatenate([np.repeat([1, 2, 3], graduates), rng.integers(1, 4, leavers)])
    then = np.concatenate([np.full(3 * graduates, GRADE_12), rng.integers(KG, GRADE_12, leavers)])
    count, grade = len(last), then + last
    sex, origin = rng.integers(0, 2, count), draw(rng, count, names.shares)
    numbers = np.arange(count, dtype=np.int64)
    state = (len(people) + numbers) * 2_654_435_761 + 77_003 * district.seed
    born = KINDERGARTNERS_BORN_UNTIL - np.round((grade - KG) * 365.2425).astype(int) - rng.integers(2, 363, count)
    return Former(
        grade=grade,
        last=last,
        zone=rng.integers(0, len(district.schools.elementary_of), count),
        sex=sex,
        given=draw_given(rng, names, origin, sex=sex),
        family=draw_family(rng, names, origin),
        birth=born,
        race=np.array(RACE_OF_ORIGIN)[origin],
        local=FIRST_FORMER + numbers,
        state=1_000_000_000 + state % 8_999_999_993,
    )


def make_past(district: District, former: Former) -> list[PastYear]:
    """The three years, the oldest first. Every student was one grade lower each year back."""
    rng = stream(district.seed, "earlier years")
    stay, early = rng.random(len(district.students)), rng.random(len(district.students))
    known = district.standing.entry <= day("2026-08-19")
    return [_year(district, former, back, here=known & (stay < STAYED**back), early=early) for back in YEARS_BACK]


def _year(district: District, former: Former, back: int, *, here: Array, early: Array) -> PastYear:
    grade = district.students.grade - back
    students = np.flatnonzero(here & ((grade >= KG) | ((grade >= 0) & (early < EARLY))))
    gone = np.flatnonzero((former.last <= back) & (former.grade - back >= KG) & (former.grade - back <= GRADE_12))
    zones = np.concatenate([district.homes.zone[district.students.household[students]], former.zone[gone]])
    grades = np.concatenate([grade[students], former.grade[gone] - back])
    return PastYear(back, students, gone, grades, zones)


def schools_of(district: District, zone: Array, grade: Array) -> Array:
    """The school of each student in a zone and grade."""
    schools = district.schools
    level = (grade >= GRADE_6).astype(int) + (grade >= GRADE_9)
    places = [schools.elementary_of[zone], schools.middle_of[zone], schools.high_of[zone]]
    return np.asarray(np.choose(level, places))
