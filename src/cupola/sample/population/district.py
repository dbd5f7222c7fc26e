"""The whole invented district, made once and written by every writer."""

from dataclasses import dataclass

import numpy as np

from cupola.sample.arrays import Array, as_objects, ranks
from cupola.sample.population.devices import Devices, make_devices
from cupola.sample.population.families import Guardians, Households, make_guardians, make_households
from cupola.sample.population.names import Names, folded, load_names
from cupola.sample.population.people import Students, make_students
from cupola.sample.population.programs import Programs, make_programs
from cupola.sample.population.schedule import Schedule, make_schedule
from cupola.sample.population.schools import GRADE_12, Schools, plan_schools
from cupola.sample.population.staff import Staff, make_some_parents, make_staff
from cupola.sample.population.stays import Standing, Stays, leavers_among, make_stays

STUDENT_DOMAIN = "students.harbor.example"
STAFF_DOMAIN = "harbor.example"
DISTRICT_NAME = "Harbor Unified School District"


@dataclass(frozen=True, slots=True)
class District:
    """Everybody and everything, as tables of codes; `given` and `family` are the texts of the name codes."""

    seed: int
    names: Names
    given: Array
    family: Array
    schools: Schools
    homes: Households
    guardians: Guardians
    students: Students
    stays: Stays
    standing: Standing
    programs: Programs
    schedule: Schedule
    staff: Staff
    devices: Devices
    student_logins: list[str]
    staff_logins: list[str]
    plain_names: dict[str, str]

    def plain(self, name: str) -> str:
        """A name of the lists as it stands in an e-mail address."""
        return self.plain_names[name]


def make_district(students: int, seed: int) -> District:
    """A district with this many students enrolled today, always the same for a seed."""
    names = load_names()
    table = list(names.family)
    schools = plan_schools(students, seed)
    homes = make_households(students + leavers_among(students), schools, names, table=table, seed=seed)
    guardians = make_guardians(homes, names, seed)
    people = make_students(homes, names, seed)
    stays, standing = make_stays(people, homes, schools, leaving=leavers_among(students), seed=seed)
    schedule = make_schedule(people, stays, schools, seed=seed)
    sizes = np.bincount(standing.school, minlength=len(schools))
    staff = make_staff(schedule.post_school, schools, sizes, names=names, seed=seed)
    make_some_parents(staff, guardians, homes, seed=seed)
    plain_given, plain_family = ([folded(text) for text in texts] for texts in (names.given, table))
    year = 27 + GRADE_12 - people.grade
    return District(
        seed=seed,
        names=names,
        given=as_objects([*names.given, ""]),
        family=as_objects(table),
        schools=schools,
        homes=homes,
        guardians=guardians,
        students=people,
        stays=stays,
        standing=standing,
        programs=make_programs(people, homes, seed),
        schedule=schedule,
        staff=staff,
        devices=make_devices(people, standing, staff, schools=schools, seed=seed),
        student_logins=_logins(plain_given, plain_family, people.given, family=people.old_family, year=year),
        staff_logins=_logins(plain_given, plain_family, staff.given, family=staff.family, year=None),
        plain_names=dict(zip([*names.given, *table], [*plain_given, *plain_family], strict=True)),
    )


def _logins(
    plain_given: list[str], plain_family: list[str], given: Array, *, family: Array, year: Array | None
) -> list[str]:
    """Logins that nobody shares: 31mgarcia, 31mgarcia2 for students; maria.garcia, maria.garcia2 for staff."""
    fronts = plain_given if year is None else [name[:1] for name in plain_given]
    front_codes, front_texts = _coded(fronts)
    family_codes, family_texts = _coded(plain_family)
    cohort = np.zeros(len(given), dtype=int) if year is None else year
    front, back = front_codes[given], family_codes[family]
    rank = ranks(cohort, front, back)[0]
    rows = zip(cohort.tolist(), front.tolist(), back.tolist(), rank.tolist(), strict=True)
    joint = "." if year is None else ""
    return [
        f"{cohort or ''}{front_texts[front]}{joint}{family_texts[back]}{rank + 1 if rank else ''}"
        for cohort, front, back, rank in rows
    ]


def _coded(texts: list[str]) -> tuple[Array, list[str]]:
    unique: dict[str, int] = {}
    codes = np.array([unique.setdefault(text, len(unique)) for text in texts])
    return codes, list(unique)
