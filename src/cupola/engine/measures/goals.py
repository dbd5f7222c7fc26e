"""Goals for bandwidth that others published, each with its year, its source and what of it nobody checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cupola.engine.catalog import catalogue_folder, read_yaml
from cupola.engine.errors import CatalogueError

MUST = ("id", "title", "measure", "value", "year", "source")
MAY = ("least", "students", "unverified")


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal: `value` in Mbps for each student or user of a measure, `least` Mbps for the whole district (0: none).

    `students` are the fewest and the most students of the districts that it is for; None is for all. `unverified` names
    in words what was not seen in the source, and is empty where all of it was.
    """

    id: str
    title: str
    measure: str
    value: float
    year: str
    source: str
    least: float = 0.0
    students: tuple[int, int] | None = None
    unverified: str = ""

    def is_for(self, students: float | None) -> bool:
        """Whether it is meant for a district of so many students; of an unknown number, only where it is for all."""
        if self.students is None:
            return True
        return students is not None and self.students[0] <= students <= self.students[1]

    def is_met(self, value: float, total: float | None) -> bool:
        """Whether a figure in Mbps per head reaches it, with `total` Mbps in all where a least is named."""
        return value >= self.value and (total is None or total >= self.least)


@cache
def shipped_goals() -> tuple[Goal, ...]:
    """The goals that came with the program, in the order of their file."""
    return read_goals(catalogue_folder() / "bandwidth_goals.yaml")


def goals_of(measure: str) -> tuple[Goal, ...]:
    """The goals for a measure (by id)."""
    return tuple(each for each in shipped_goals() if each.measure == measure)


def read_goals(path: Path) -> tuple[Goal, ...]:
    """Read goals; an entry that lacks something, or has what is unknown, raises `CatalogueError`."""
    return tuple(_goal(path, entry) for entry in read_yaml(path))


def _goal(path: Path, entry: Mapping[str, Any]) -> Goal:
    strange, missing = set(entry) - {*MUST, *MAY}, set(MUST) - set(entry)
    if strange or missing:
        fact = f"{entry.get('id')} has or lacks {', '.join(sorted(strange | missing))}."
        raise CatalogueError(str(path), fact, f"Known: {', '.join((*MUST, *MAY))}.")
    sizes = entry.get("students")
    return Goal(
        **{key: str(entry[key]) for key in ("id", "title", "measure", "year", "source")},
        value=float(entry["value"]),
        least=float(entry.get("least", 0)),
        students=(int(sizes[0]), int(sizes[1])) if sizes else None,
        unverified=str(entry.get("unverified", "")),
    )
