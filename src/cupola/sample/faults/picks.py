"""Whom a fault of a further system is planted on: rows of that system's own set, each picked once."""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from cupola.sample.arrays import Array, stream
from cupola.sample.days import YEAR_BEGINS
from cupola.sample.faults.plan import NothingToSpoil, Plan
from cupola.sample.files import texts
from cupola.sample.files.gradebook import gradebook_seats
from cupola.sample.population.district import District
from cupola.sample.population.present import Present, make_present
from cupola.sample.population.schools import GRADE_5, KG


@dataclass(slots=True)
class Picks:
    """Picks rows of the tables of who is there today, at random; a row that was picked does not come again.

    `spoiled` are the members of staff whose rows in the SIS have a fault already.
    """

    district: District
    present: Present
    rng: np.random.Generator
    spoiled: frozenset[int]
    used: dict[str, set[int]] = field(default_factory=dict)

    def student(self, where: Array | None = None) -> int:
        """A student who is there since the first day; `where` is a flag for each student of the district."""
        rows = self.present.students
        rows = rows[self.district.standing.entry[rows] == YEAR_BEGINS]
        return self._one("students", rows if where is None else rows[where[rows]])

    def small_child(self) -> int:
        """A student of kindergarten to grade 5."""
        grade = self.district.students.grade
        return self.student((grade >= KG) & (grade <= GRADE_5))

    def staff(self) -> int:
        """A member of staff at a school."""
        return self._one("staff", self._staff_of_schools())

    def unspoiled_staff(self) -> int:
        """A member of staff at a school whose rows in the SIS have no fault so far."""
        rows = self._staff_of_schools()
        return self._one("staff", rows[~np.isin(rows, list(self.spoiled))])

    def room(self) -> int:
        """A class with one teacher."""
        rows = self.present.classes
        return self._one("rooms", rows[self.district.schedule.classes.helper_post[rows] < 0])

    def seat(self) -> int:
        """A place in the list of seats: of a student in a class."""
        return self._one("seats", np.arange(len(self.present.seats)))

    def contact(self) -> int:
        """A place in the pairs of students and contacts."""
        return self._one("contacts", np.arange(len(self.present.contact)))

    def graded(self, work: int) -> tuple[int, int]:
        """Class and student of a seat that has a result in the gradebook."""
        month = self.present.month
        seats = gradebook_seats(self.district, month, work)
        stay = self.district.schedule.seat_stay[seats]
        seats = seats[np.isin(self.district.stays.student[stay], self.present.students)]
        seat = self._one(f"graded {work}", seats)
        student = int(self.district.stays.student[self.district.schedule.seat_stay[seat]])
        return int(month.seat_class[seat]), student

    def _staff_of_schools(self) -> Array:
        rows = self.present.staff
        return rows[self.district.staff.school[rows] >= 0]

    def _one(self, kind: str, rows: Array) -> int:
        used = self.used.setdefault(kind, set())
        free = rows[~np.isin(rows, list(used))]
        if not len(free):
            raise NothingToSpoil(f"none of the {kind} is left for it")
        row = int(free[self.rng.integers(len(free))])
        used.add(row)
        return row


def make_picks(plan: Plan, spoiled: Collection[int]) -> Picks:
    """Picks of a district, with a random stream of their own; `spoiled` are rows of staff with a fault."""
    district = plan.district
    return Picks(district, make_present(district), stream(district.seed, "further faults"), frozenset(spoiled))


def sis_id(picks: Picks, row: int) -> str:
    """The SIS's id of a student."""
    return texts.student_ids(picks.district, np.array([row]))[0]


def number_of(picks: Picks, row: int) -> str:
    """The student number."""
    return texts.local_ids(picks.district, np.array([row]))[0]


def class_id(row: int) -> str:
    """The id of a class."""
    return texts.class_ids(np.array([row]))[0]


def school_id(row: int) -> str:
    """The SIS's id of a school."""
    return texts.org_ids(np.array([row]))[0]
