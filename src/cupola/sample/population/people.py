"""The students: born into households, with twins, homonyms, changed names and languages."""

from dataclasses import dataclass

import numpy as np

from cupola.sample.arrays import Array, draw, ranks, stream, words
from cupola.sample.days import day
from cupola.sample.population.families import Households
from cupola.sample.population.names import Names, draw_given
from cupola.sample.population.schools import GRADE_12, GRADES, KG

RACES = (
    "americanIndianOrAlaskaNative",
    "asian",
    "blackOrAfricanAmerican",
    "nativeHawaiianOrOtherPacificIslander",
    "white",
)
NATIVE, ASIAN, BLACK, PACIFIC, WHITE = (1, 2, 4, 8, 16)
RACE_OF_ORIGIN = (16, 16, 4, 2, 2, 2, 2, 2, 16, 16, 16, 8, 2, 16, 4, 16)
LANGUAGES = words(
    "English Spanish Vietnamese Tagalog Mandarin Punjabi Korean Arabic Ukrainian Portuguese Samoan Japanese Armenian "
    "Somali French"
)
LANGUAGE_OF_ORIGIN = (1, 0, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)
KINDERGARTNERS_BORN_UNTIL = day("2021-09-01")


@dataclass(frozen=True, slots=True)
class Students:
    """One row a student; texts are codes, days are whole numbers, `twins` numbers a birth of two or more (else -1)."""

    household: Array
    grade: Array
    birth: Array
    sex: Array
    given: Array
    middle: Array
    family: Array
    old_family: Array
    preferred: Array
    race: Array
    hispanic: Array
    language: Array
    twins: Array
    local: Array
    state: Array
    number: Array

    def __len__(self) -> int:
        return len(self.grade)


def make_students(homes: Households, names: Names, seed: int) -> Students:
    """Children of all households, in random order; grades fit ages and no two share full name and birth date."""
    rng = stream(seed, "students")
    order = rng.permutation(int(homes.children.sum()))
    household = np.repeat(np.arange(len(homes)), homes.children)
    event, grade, birth = _births(rng, homes)
    household, event, grade, birth = household[order], event[order], grade[order], birth[order]
    count = len(grade)
    origin = homes.origin[household]
    sex = rng.integers(0, 2, count)
    twins = np.where(np.bincount(event)[event] > 1, event, -1)
    blended = (rng.random(count) < 0.08) & (twins < 0)
    family = np.where(blended, homes.other_family[household], homes.family[household]).astype(np.int32)
    given_origin = np.where(rng.random(count) < 0.12, names.anglo, origin)
    changed = np.zeros(count, dtype=bool)
    changed[: max(2, count // 5_000)] = True
    old_family = np.where(changed, _other_name(homes, household, family), family)
    given = draw_given(rng, names, given_origin, sex=sex)
    _add_homonyms(rng, given, family, sex, twins, old_family)
    _part_doubles(rng, (given, family, birth, household, sex, given_origin), names)
    return Students(
        household=household,
        grade=grade,
        birth=birth,
        sex=sex,
        given=given,
        middle=np.where(rng.random(count) < 0.75, draw_given(rng, names, origin, sex=sex), -1),
        family=family,
        old_family=old_family,
        preferred=np.where(rng.random(count) < 0.03, draw_given(rng, names, given_origin, sex=sex), -1),
        race=_races(rng, origin),
        hispanic=(origin == 0) | (rng.random(count) < 0.04),
        language=np.where(rng.random(count) < 0.62, np.array(LANGUAGE_OF_ORIGIN)[origin], 0),
        twins=twins,
        local=_local_numbers(rng, grade),
        state=1_000_000_000 + (np.arange(count, dtype=np.int64) * 2_654_435_761 + 77_003 * seed) % 8_999_999_993,
        number=1_000_001 + rng.permutation(count),
    )


def _births(rng: np.random.Generator, homes: Households) -> tuple[Array, Array, Array]:
    """For each child in the order of households: the number of the birth, grade and birth date."""
    sizes = homes.children
    count = int(sizes.sum())
    first = np.zeros(count, dtype=bool)
    first[np.cumsum(sizes) - sizes] = True
    twin = ~first & (rng.random(count) < 0.02)
    twin[2:] |= twin[1:-1] & ~first[2:] & (rng.random(count - 2) < 0.08)
    if count > 100 and not twin.any():
        twin[np.flatnonzero(~first)[:1]] = True
    event = np.cumsum(~twin) - 1
    gaps = np.where(first, 0, np.where(twin, 0, 1 + draw(rng, count, (0.2, 0.36, 0.28, 0.16))))
    oldest = np.repeat(rng.integers(0, len(GRADES), len(homes)), sizes)
    within = np.cumsum(gaps) - np.repeat(np.cumsum(gaps)[first], sizes)
    grade = ((oldest - within) % len(GRADES)).astype(np.int32)
    births = int(event[-1]) + 1
    moved = rng.random(births) < np.array([0.8, 0.5] + [0.0] * 13)[grade[~twin]]
    grade_of_birth = np.where(moved, rng.integers(KG, GRADE_12 + 1, births), grade[~twin])
    late = (rng.random(births) < 0.03) & (grade_of_birth > KG)
    years = grade_of_birth - KG + late
    born = KINDERGARTNERS_BORN_UNTIL - np.round(years * 365.2425).astype(int) - rng.integers(2, 363, births)
    return event, grade_of_birth[event].astype(np.int32), born[event]


def _other_name(homes: Households, household: Array, family: Array) -> Array:
    other = homes.other_family[household]
    return np.where(other == family, (family + 1) % 300, other)


def _add_homonyms(rng: np.random.Generator, *columns: Array) -> None:
    """Give some children the full name of another: equal names that must never become one person."""
    given, family, sex, twins, old_family = columns
    free = np.flatnonzero((twins < 0) & (family == old_family))
    pairs = min(max(2, len(free) // 800), len(free) // 4)
    picked = rng.choice(free, 2 * pairs, replace=False)
    left, right = picked[:pairs], picked[pairs:]
    for column in (given, family, sex):
        column[right] = column[left]
    old_family[right] = family[right]


def _part_doubles(rng: np.random.Generator, columns: tuple[Array, ...], names: Names) -> None:
    """Draw given names anew until no two have one name and birth date, nor one name in one household."""
    given, family, birth, household, sex, origin = columns
    for _ in range(60):
        again = (ranks(given, family, birth)[0] > 0) | (ranks(given, household)[0] > 0)
        if not again.any():
            return
        given[again] = draw_given(rng, names, origin[again], sex=sex[again])


def _races(rng: np.random.Generator, origin: Array) -> Array:
    race = np.array(RACE_OF_ORIGIN)[origin]
    second = np.array([NATIVE, ASIAN, BLACK, PACIFIC, WHITE])[draw(rng, len(origin), (1, 2, 2, 1, 4))]
    return np.where(rng.random(len(origin)) < 0.08, race | second, race)


def _local_numbers(rng: np.random.Generator, grade: Array) -> Array:
    """Student numbers handed out in the order of arrival: older students have lower ones."""
    order = np.lexsort((rng.random(len(grade)), -grade + rng.integers(-2, 3, len(grade))))
    numbers = np.empty(len(grade), dtype=np.int64)
    numbers[order] = 1_200 + np.cumsum(rng.integers(1, 5, len(grade)))
    return numbers
