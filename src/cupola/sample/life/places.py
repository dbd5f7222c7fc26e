"""The schools that life happens at, the days it happens on, and chance that always falls the same way."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

AS_OF = date(2026, 10, 30)
YEARS = ((date(2025, 8, 25), date(2026, 6, 5)), (date(2026, 8, 24), date(2026, 10, 29)))
BREAKS = (
    (date(2025, 11, 24), date(2025, 11, 28)),
    (date(2025, 12, 20), date(2026, 1, 5)),
    (date(2026, 4, 3), date(2026, 4, 10)),
)
EARLY = {"PK": -2, "TK": -1, "KG": 0, "K": 0}
SUBJECTS = (("reading", "mathematics", "writing"), ("mathematics", "English", "science", "history"))


@dataclass(frozen=True, slots=True)
class Where:
    """One school: its name, its students, its lowest and highest grade as numbers (kindergarten is 0)."""

    name: str
    students: int
    low: int
    high: int

    @property
    def in_6_to_12(self) -> int:
        """About how many of its students are in grades 6 to 12."""
        grades = self.high - self.low + 1
        return round(self.students * max(0, min(self.high, 12) - max(self.low, 6) + 1) / grades)


@dataclass(frozen=True, slots=True)
class Town:
    """All schools, and the seed of chance."""

    schools: tuple[Where, ...]
    seed: int

    @classmethod
    def of(cls, schools: Sequence[tuple[str, int, str, str]], seed: int) -> Town:
        """The schools as the record tells them; grades that are not known are taken for all."""
        return cls(
            tuple(
                Where(name, students, *sorted((_grade(low, 0), _grade(high, 12))))
                for name, students, low, high in schools
            ),
            seed,
        )

    @property
    def students(self) -> int:
        """All students."""
        return sum(school.students for school in self.schools)

    @property
    def largest(self) -> Where:
        """The school with most students."""
        return max(self.schools, key=lambda school: (school.students, school.name))

    def chance(self, noun: str) -> Random:
        """Chance of its own for each noun, so that more of one does not change another."""
        return Random(f"{self.seed} {noun}")

    def heard(self, rng: Random) -> Where:
        """A school that is visited; large ones more often, the last of the list hardly ever."""
        weights = [school.students**0.5 for school in self.schools]
        if len(weights) > 3:
            weights[-1] *= 0.05
        return rng.choices(self.schools, weights)[0]


def _grade(text: str, other: int) -> int:
    word = text.strip().upper()
    if word in EARLY:
        return EARLY[word]
    return int(word) if word.isdecimal() else other


@cache
def told(name: str) -> dict[str, Any]:
    """A file of texts beside this module."""
    return tomllib.loads(files("cupola.sample.life").joinpath(f"{name}.toml").read_text("utf-8"))


def filled(text: str, rng: Random, school: Where) -> str:
    """A sentence with its blanks filled in as they could be at this school."""
    grade = rng.randint(school.low, school.high)
    early = {-2: "preschool", -1: "transitional kindergarten", 0: "kindergarten"}
    return text.format(
        grade=early.get(grade, f"grade {grade}"),
        room=rng.choice((f"room {rng.randint(1, 38)}", f"room {rng.randint(101, 140)}", "the library", "the lab")),
        subject=rng.choice(SUBJECTS[grade >= 6]),
        n=rng.randint(3, 9),
        m=rng.randint(6, 25),
        school=school.name,
    )


@cache
def school_days() -> tuple[date, ...]:
    """The days of both years on which school was held, up to the day of the record."""
    days = []
    for begin, end in YEARS:
        for number in range((end - begin).days + 1):
            day = begin + timedelta(days=number)
            if day.weekday() < 5 and not any(first <= day <= last for first, last in BREAKS):
                days.append(day)
    return tuple(days)


def school_day(rng: Random, first: date = date.min, last: date = date.max) -> date:
    """A school day between two days, or the next one after the first where there is none between."""
    days = [day for day in school_days() if first <= day <= last]
    return rng.choice(days) if days else first
