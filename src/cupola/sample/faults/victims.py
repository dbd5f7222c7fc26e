"""Whom a fault is planted on: rows that carry no other fault, so that each finding has one cause."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from cupola.sample.arrays import Array, stream
from cupola.sample.days import NEVER, YEAR_BEGINS
from cupola.sample.faults.plan import NothingToSpoil, Plan
from cupola.sample.files import texts
from cupola.sample.files.google import device_ids
from cupola.sample.files.intune import intune_ids
from cupola.sample.population.devices import CART, LAB, MODELS, STUDENT
from cupola.sample.population.district import District
from cupola.sample.population.months import Month, this_month
from cupola.sample.population.programs import PROGRAMS
from cupola.sample.population.schools import GRADES
from cupola.sample.population.staff import AIDE, TEACHER

SMALLEST_ROOM = 6
Planter = Callable[["Plan", "Victims"], None]


@dataclass(slots=True)
class Victims:
    """Picks rows at random, each only once; `fit` are the students that faults may be planted on."""

    district: District
    month: Month
    rng: np.random.Generator
    fit: Array
    free_rooms: Array
    dark_schools: dict[str, int]
    used: dict[str, set[int]] = field(default_factory=dict)
    spared: set[int] = field(default_factory=set)
    crowd: set[int] = field(default_factory=set)
    new_people: int = 0

    def student(self, where: Array | None = None) -> int:
        """A student enrolled at one school since the first day, without a twin or a changed name."""
        return self._one("students", self.fit if where is None else self.fit & where)

    def students(self, count: int, where: Array | None = None) -> list[int]:
        """Some such students: as many as there are, at least one."""
        choices = np.flatnonzero(self._free("students", self.fit if where is None else self.fit & where))
        if not len(choices):
            raise NothingToSpoil("none of the students is left for it")
        found: list[int] = self.rng.choice(choices, min(count, len(choices)), replace=False).tolist()
        self.used["students"].update(found)
        return found

    def quiet_student(self, where: Array | None = None) -> int:
        """A student who has no absences and no tardies at all."""
        row = self.student(where)
        self.spared.add(row)
        return row

    def leaver(self, where: Array | None = None) -> int:
        """A student who left the district."""
        left = self.district.standing.exit != NEVER
        return self._one("students", left if where is None else left & where)

    def any_student(self, where: Array) -> int:
        """A student of a certain kind, whenever the student came."""
        return self._one("students", where)

    def plain(self) -> Array:
        """The students who take part in no program."""
        programs = self.district.programs
        return np.asarray(~np.any([programs.members(name) for name in PROGRAMS], axis=0))

    def guardian(self, where: Array | None = None) -> int:
        """A guardian who is not on the staff."""
        fits = np.zeros(len(self.district.guardians.household), dtype=bool)
        fits[self.month.guardians] = True
        return self._one("guardians", fits if where is None else fits & where)

    def staff(self, role: int, *, left: bool = False) -> int:
        """A member of staff with this role; `left`: who is gone."""
        table = self.district.staff
        fits = (table.role == role) & ((table.left != NEVER) == left)
        fits[self.district.guardians.staff[self.district.guardians.staff >= 0]] = False
        return self._one("staff", fits)

    def teacher(self) -> int:
        """A teacher."""
        return self.staff(TEACHER)

    def aide(self) -> int:
        """An aide: a member of staff without classes."""
        return self.staff(AIDE)

    def room(self, where: Array | None = None) -> int:
        """A class with some students and one teacher."""
        return self._one("rooms", self.free_rooms if where is None else self.free_rooms & where)

    def cart(self, school: int | None = None) -> int:
        """A Chromebook of a cart, in a school whose devices are heard of."""
        devices = self.district.devices
        fits = (devices.use == CART) & (devices.school != self.dark_schools["devices"])
        return self._one("devices", fits & (devices.school == school) if school is not None else fits)

    def own_device(self, where: Array | None = None) -> int:
        """A Chromebook of a student whom no other fault is about."""
        devices = self.district.devices
        fits = (devices.use == STUDENT) & (devices.school != self.dark_schools["devices"])
        fits &= self.fit[devices.student]
        fits &= ~np.isin(devices.student, list(self.used.get("students", set())))
        row = self._one("devices", fits if where is None else fits & where)
        self._use("students", int(devices.student[row]))
        return row

    def lab(self) -> int:
        """A Windows desktop of a computer lab."""
        devices = self.district.devices
        windows = np.array([model.system == "Windows" for model in MODELS])[devices.model]
        return self._one("devices", (devices.use == LAB) & windows & (devices.school != self.dark_schools["devices"]))

    def outside_the_crowd(self) -> Array:
        """The students who do not sit in the class that is too large."""
        return ~np.isin(np.arange(len(self.fit)), list(self.crowd))

    def number(self) -> int:
        """A number for one more invented person: ids made from it are nobody's."""
        self.new_people += 1
        return self.new_people

    def students_with_choice(self, count: int) -> list[int]:
        """Students whose grade is taught at another school too, if the district has any."""
        schools = self.district.schools
        grades = [grade for grade in range(len(GRADES)) if len(schools.teaching(grade)) > 1]
        choice = np.isin(self.district.students.grade, grades)
        return self.students(count, choice if (choice & self.fit).any() else None)

    def other_school(self, row: int) -> int:
        """Another school: one that teaches the student's grade, if there is one."""
        own = int(self.district.standing.school[row])
        others = [school for school in self.district.schools.teaching(self.grade(row)) if school != own]
        return others[0] if others else (own + 1) % len(self.district.schools)

    def lit_school(self, own: int, feed: str) -> int:
        """Another school, one whose accounts or devices are heard of if there is one."""
        others = [school for school in range(len(self.district.schools)) if school != own]
        return next((school for school in others if school != self.dark_schools[feed]), others[0])

    def grade(self, row: int) -> int:
        """A student's grade, as its place in GRADES."""
        return int(self.district.students.grade[row])

    def rooms_of(self, row: int) -> list[int]:
        """The classes of a student at the present school."""
        schedule, stay = self.district.schedule, int(self.district.standing.stay[row])
        first, last = np.searchsorted(schedule.seat_stay, [stay, stay + 1])
        return [int(room) for room in schedule.seat_class[first:last]]

    def leave_alone(self, room: int) -> None:
        """No other fault is planted on the students of a class."""
        schedule = self.district.schedule
        stays = schedule.seat_stay[schedule.seat_class == room]
        self.used.setdefault("students", set()).update(self.district.stays.student[stays].tolist())

    def pass_over(self, where: Array) -> None:
        """No other fault is planted on these students."""
        self.used.setdefault("students", set()).update(np.flatnonzero(where).tolist())

    def sits(self, row: int, room: int) -> str:
        """The id of a student's enrollment in a class."""
        return f"E{100_001 + room}-{self.district.students.number[row]}"

    def teaches(self, room: int) -> str:
        """The id of the teacher's enrollment in a class."""
        return f"E{100_001 + room}-{texts.FIRST_STAFF + self.district.schedule.classes.post[room]}"

    def _one(self, kind: str, fits: Array) -> int:
        choices = np.flatnonzero(self._free(kind, fits))
        if not len(choices):
            raise NothingToSpoil(f"none of the {kind} is left for it")
        row = int(choices[self.rng.integers(len(choices))])
        self._use(kind, row)
        return row

    def _free(self, kind: str, fits: Array) -> Array:
        free = fits.copy()
        free[list(self.used.setdefault(kind, set()))] = False
        return free

    def _use(self, kind: str, row: int) -> None:
        self.used.setdefault(kind, set()).add(row)


def make_victims(plan: Plan) -> Victims:
    """Victims of a district; the students of the school without accounts are left alone."""
    district = plan.district
    standing, people = district.standing, district.students
    month = this_month(district)
    dark = _dark_schools(district)
    fit = standing.active() & ~standing.moved & (standing.entry == YEAR_BEGINS) & (people.twins < 0)
    fit &= (people.family == people.old_family) & (standing.school != dark["accounts"])
    sizes = np.bincount(month.seat_class[month.seats], minlength=len(district.schedule.classes))
    rooms = (sizes >= SMALLEST_ROOM) & (district.schedule.classes.helper_post < 0)
    return Victims(district, month, stream(district.seed, "faults"), fit, rooms, dark)


def _dark_schools(district: District) -> dict[str, int]:
    """A school of about 420 students without accounts, and two others whose feeds stop; -1 = too few schools."""
    sizes = np.bincount(district.standing.school, minlength=len(district.schools))
    order = [int(school) for school in np.argsort(np.abs(sizes - 420), kind="stable")]
    if len(order) < 3:
        return dict.fromkeys(("accounts", "attendance", "devices"), -1)
    return {"accounts": order[0], "attendance": order[1], "devices": order[2]}


def sis(victims: Victims, row: int) -> str:
    """The SIS's id of a student."""
    return f"P{victims.district.students.number[row]}"


def local(victims: Victims, row: int) -> str:
    """The student number."""
    return f"{victims.district.students.local[row]:07d}"


def email(victims: Victims, row: int) -> str:
    """The school e-mail address of a student."""
    return texts.student_emails(victims.district, np.array([row]))[0]


def guardian_id(row: int) -> str:
    """The SIS's id of a guardian."""
    return f"P{texts.FIRST_GUARDIAN + row}"


def staff_id(row: int) -> str:
    """The SIS's id of a member of staff."""
    return f"P{texts.FIRST_STAFF + row}"


def room_id(row: int) -> str:
    """The SIS's id of a class."""
    return f"C{100_001 + row}"


def org_id(row: int) -> str:
    """The SIS's id of a school."""
    return f"ORG-{row + 1:03d}"


def device_id(row: int) -> str:
    """The Google directory's id of a Chromebook."""
    return device_ids(np.array([row]))[0]


def intune_id(row: int) -> str:
    """Intune's id of a device."""
    return intune_ids(np.array([row]))[0]
