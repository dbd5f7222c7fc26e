"""The schools: how many, which grades, how large, who feeds whom."""

from dataclasses import dataclass

import numpy as np

from cupola.sample.arrays import Array, stream, words

GRADES = ("PK", "TK", "KG", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12")
PK, TK, KG, GRADE_3, GRADE_5, GRADE_6, GRADE_8, GRADE_9, GRADE_12 = 0, 1, 2, 5, 7, 8, 10, 11, 14
LEVELS = ("Elementary School", "Middle School", "High School", "Continuation High School")
ELEMENTARY, MIDDLE, HIGH, ALTERNATIVE = range(4)
FIRST_WORDS = words(
    "Lakeside Bay Cypress Harbor Cedar Juniper Sycamore Willow Laurel Magnolia Pine Oak Maple Heron Pelican Osprey "
    "Marina Anchor Lighthouse Coral Canyon Mesa Orchard Prairie Quarry Rancho Summit Valley Mission Sequoia Redwood "
    "Poplar Alder Birch Dune Lagoon Breaker Granite Sunset Meadow"
)
SECOND_WORDS = words(
    "Point View Creek Ridge Grove Park Heights Hills Landing Bluff Crossing Glen Hollow Springs Terrace Bridge "
    "Shore Cove Field Knoll Vista Trail Bend Haven Run Gate Mill Bank Dale Ford Rock Reach Forest Lane Station "
    "Square Green Fork Branch Gardens"
)
STREETS = words(
    "Alder Anchor Bay Birch Canal Cedar Chestnut Clover Cove Cypress Dogwood Elm Ferry Fir Garnet Harbor Hawthorn "
    "Heron Hickory Ivy Juniper Kelp Lagoon Larch Laurel Linden Maple Marina Mesa Mill Myrtle Oak Olive Orchard "
    "Pearl Pelican Pine Poplar Quail Quarry Redwood Sage Seaview Spruce Sycamore Tern Tide Walnut Willow Wren"
)
STREET_KINDS = ("St", "Ave", "Dr", "Ln", "Ct", "Way", "Blvd", "Rd")
TOWNS = (("Harbor City", "93991"), ("Port Alden", "93992"), ("Bayside", "93993"), ("Cypress Landing", "93994"))


@dataclass(frozen=True, slots=True)
class Schools:
    """One row a school; grades are places in GRADES; `elementary_of` and its sisters give a zone's schools."""

    names: list[str]
    codes: list[str]
    level: Array
    low: Array
    high: Array
    weight: Array
    elementary_of: Array
    middle_of: Array
    high_of: Array

    def __len__(self) -> int:
        return len(self.names)

    def teaching(self, grade: int) -> list[int]:
        """The regular schools that teach a grade."""
        fits = (self.low <= grade) & (grade <= self.high) & (self.level != ALTERNATIVE)
        return [int(school) for school in np.flatnonzero(fits)]


def plan_schools(students: int, seed: int) -> Schools:
    """Schools for a district of this many students: 26 for 17,400, two for a handful."""
    rng = stream(seed, "schools")
    spans = _spans(students)
    level = np.array([span[0] for span in spans])
    low, high = (np.array([span[place] for span in spans]) for place in (1, 2))
    weight = np.clip(rng.lognormal(0, 0.28, len(spans)), 0.55, 1.7)
    zones = np.flatnonzero(level == ELEMENTARY)
    middles = np.flatnonzero((low <= GRADE_6) & (high >= GRADE_8))
    highs = np.flatnonzero((high == GRADE_12) & (level != ALTERNATIVE))
    place = np.arange(len(zones))
    codes = [f"{100_013 + 37 * number:07d}" for number in range(len(spans))]
    middle_of = middles[place * len(middles) // len(zones)]
    high_of = highs[place * len(highs) // len(zones)]
    return Schools(_names(rng, level), codes, level, low, high, weight, zones, middle_of, high_of)


def _spans(students: int) -> list[tuple[int, int, int]]:
    if students < 2_000:
        split = max(1, round(students * 0.5 / 500))
        return [(ELEMENTARY, PK, GRADE_5)] * split + [(HIGH, GRADE_6, GRADE_12)]
    elementary, middle = (max(1, round(students * share / 17_400)) for share in (16, 6))
    high = max(1, round(students * 3 / 17_400))
    alternative = max(1, round(students / 17_400)) if students >= 5_000 else 0
    return (
        [(ELEMENTARY, PK, GRADE_5)] * elementary
        + [(MIDDLE, GRADE_6, GRADE_8)] * middle
        + [(HIGH, GRADE_9, GRADE_12)] * high
        + [(ALTERNATIVE, GRADE_9, GRADE_12)] * alternative
    )


def _names(rng: np.random.Generator, level: Array) -> list[str]:
    combinations = len(FIRST_WORDS) * len(SECOND_WORDS)
    places = rng.permutation(combinations)
    names = []
    for number, kind in enumerate(level.tolist()):
        place = int(places[number % combinations])
        again = f" {number // combinations + 1}" if number >= combinations else ""
        first, second = FIRST_WORDS[place // len(SECOND_WORDS)], SECOND_WORDS[place % len(SECOND_WORDS)]
        names.append(f"{first} {second}{again} {LEVELS[kind]}")
    return names
