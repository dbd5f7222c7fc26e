"""Households: where they live, what they are called, who looks after the children in them."""

from dataclasses import dataclass

import numpy as np

from cupola.sample.arrays import Array, draw, stream
from cupola.sample.population.names import Names, double_names, draw_family, draw_given
from cupola.sample.population.schools import STREETS, TOWNS, Schools

CHILDREN_SHARES = (0.5, 0.34, 0.115, 0.035, 0.01)
RELATIONS = ("mother", "father", "grandmother", "grandfather", "guardian")


@dataclass(frozen=True, slots=True)
class Households:
    """One row a household; `family` and `other_family` are codes of the family name table."""

    origin: Array
    family: Array
    other_family: Array
    zone: Array
    street_number: Array
    street: Array
    street_kind: Array
    unit: Array
    town: Array
    phone: Array
    children: Array

    def __len__(self) -> int:
        return len(self.origin)


@dataclass(frozen=True, slots=True)
class Guardians:
    """One row a guardian, in the order of households; `staff` is the row of a parent who works here, else -1."""

    household: Array
    given: Array
    family: Array
    sex: Array
    phone: Array
    has_email: Array
    first_of: Array
    count_of: Array
    staff: Array


def make_households(children: int, schools: Schools, names: Names, *, table: list[str], seed: int) -> Households:
    """Enough households for this many children; double family names are added to the table."""
    rng = stream(seed, "households")
    sizes = 1 + draw(rng, children, CHILDREN_SHARES)
    count = int(np.searchsorted(np.cumsum(sizes), children)) + 1
    sizes = sizes[:count]
    sizes[-1] -= int(sizes.sum()) - children
    origin = draw(rng, count, names.shares)
    family, other = draw_family(rng, names, origin), draw_family(rng, names, origin)
    family = _doubled(rng, family, other, table=table, hispanic=origin == 0)
    zones = len(schools.elementary_of)
    weights = schools.weight[schools.elementary_of]
    return Households(
        origin=origin,
        family=family,
        other_family=other,
        zone=draw(rng, count, weights) if zones > 1 else np.zeros(count, dtype=np.int32),
        street_number=rng.integers(1, 9_800, count),
        street=rng.integers(0, len(STREETS), count),
        street_kind=rng.integers(0, 8, count),
        unit=np.where(rng.random(count) < 0.3, rng.integers(1, 240, count), 0),
        town=draw(rng, count, (5, 2, 2, 1)[: len(TOWNS)]),
        phone=rng.integers(2_000_000, 9_999_999, count),
        children=sizes,
    )


def _doubled(rng: np.random.Generator, family: Array, other: Array, *, table: list[str], hispanic: Array) -> Array:
    chance = rng.random(len(family))
    family = family.copy()
    distinct = family != other
    for mask, joint in (
        ((chance < 0.035) & distinct, "-"),
        ((chance > 0.88) & hispanic & distinct, " "),
    ):
        family[mask] = double_names(table, family[mask], other[mask], joint=joint)
    return family


def make_guardians(homes: Households, names: Names, seed: int) -> Guardians:
    """One or two guardians for each household; some have another family name than the children."""
    rng = stream(seed, "guardians")
    count_of = np.where(rng.random(len(homes)) < 0.62, 2, 1)
    household = np.repeat(np.arange(len(homes)), count_of)
    first_of = np.cumsum(count_of) - count_of
    second = np.arange(len(household)) != first_of[household]
    sex = np.where(rng.random(len(household)) < 0.8, 0, 1) ^ second
    own_name = rng.random(len(household)) < 0.22
    family = np.where(own_name, homes.other_family[household], homes.family[household])
    return Guardians(
        household=household,
        given=draw_given(rng, names, homes.origin[household], sex=sex),
        family=family,
        sex=sex,
        phone=np.where(second, rng.integers(2_000_000, 9_999_999, len(household)), homes.phone[household]),
        has_email=rng.random(len(household)) < 0.88,
        first_of=first_of,
        count_of=count_of,
        staff=np.full(len(household), -1),
    )
