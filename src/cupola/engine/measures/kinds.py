"""What a measure is, what a figure is, and how it is said that there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

GRAINS = ("district", "school", "grade_band", "student_group", "item")
UNITS = (
    *("share", "count", "ratio", "difference", "days", "hours", "years", "points", "students", "devices"),
    *("Mbps", "dollars"),
)
DIRECTIONS = ("up", "down", "none")
SURENESS = ("exact", "coverage", "margin")
# How the reason begins where a table is missing; it names the table, which says little to a board.
LACKING = "The record holds no"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure as its file defines it.

    `unit` is one of `UNITS` (a share is 0 to 1), `direction` says which way is better, `of` is the denominator in
    words, `says` the sentence for a board. `restricted` figures are of groups of students: they are shown only to
    who may see the rows. A changed definition has another `version`.
    """

    id: str
    slug: str
    area: str
    title: str
    module: str
    unit: str
    direction: str
    grain: tuple[str, ...]
    needs: tuple[str, ...]
    of: str
    version: int
    why: str
    says: str
    how_sure: str
    not_computed_when: str
    sql: str
    path: Path
    line: int = 1
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of a measure at one place (`key` of its `grain`; None for the whole district) on one day.

    `low` and `high` are the ends of a 95 % interval; `coverage` is the share, 0 to 1, of what should be known that is
    known. Each of them, and the numerator and the denominator, is None where it means nothing.
    """

    measure: str
    version: int
    grain: str
    key: str | None
    numerator: float | None
    denominator: float | None
    value: float
    low: float | None
    high: float | None
    coverage: float | None
    as_of: date


@dataclass(frozen=True, slots=True)
class NotComputed:
    """A measure that has no figure, and why; that is not zero."""

    measure: str
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class Figures:
    """All that was measured of one snapshot; `seconds` by measure, and by ground under its own name."""

    snapshot: str
    as_of: date
    figures: tuple[Figure, ...]
    not_computed: tuple[NotComputed, ...]
    seconds: dict[str, float]
