"""Faults that show only when last month's export, or last year's state file, was loaded before this month's."""

import numpy as np

from cupola.sample.days import LAST_MONTH, iso
from cupola.sample.faults.picks import Picks, number_of, sis_id
from cupola.sample.faults.plan import NothingToSpoil, Plan
from cupola.sample.files import texts
from cupola.sample.files.earlier_years import state_path
from cupola.sample.files.oneroster import PACKAGE
from cupola.sample.files.oneroster_people import SEXES
from cupola.sample.population.past import make_former, make_past
from cupola.sample.population.schools import GRADES, KG

BEFORE = f"last-month/{PACKAGE}"
QUARTER = "Q1-2027"
A_YEAR_AGO = {"startDate": "2025-08-19", "endDate": "2025-10-17"}


def grade_of_last_month(plan: Plan, picks: Picks) -> None:
    """HIS-007: last month the student was a grade higher."""
    grade = picks.district.students.grade
    row = picks.student((grade >= KG) & (grade < len(GRADES) - 1) & ~picks.district.standing.moved)
    name = sis_id(picks, row)
    plan.edit("users", name, fault=plan.add("HIS-007", "users", name, note="a grade higher in last month's export"))
    plan.edit(f"{BEFORE}/users.csv", name, {"grades": GRADES[int(grade[row]) + 1]})


def grades_of_last_year(plan: Plan, picks: Picks) -> None:
    """HIS-004, HIS-005: last year's state file has one student in this year's grade, and one two grades below."""
    district = picks.district
    grade = district.students.grade
    there = np.zeros(len(grade), dtype=bool)
    there[make_past(district, make_former(district))[-1].students] = True
    for check, below, note in (("HIS-004", 0, "the same grade"), ("HIS-005", 2, "two grades below")):
        row = picks.student(there & (grade >= KG + below) & ~district.standing.moved)
        name = sis_id(picks, row)
        fault = plan.add(check, "users", name, note=f"{note} in last year's state file")
        plan.edit("users", name, fault=fault)
        plan.edit(state_path(1), number_of(picks, row), {"Grade Level": GRADES[int(grade[row]) - below]})


def term_of_last_year(plan: Plan, picks: Picks) -> None:
    """HIS-008: last month the id of the first quarter was that of the year before."""
    fault = plan.add("HIS-008", "academicSessions", QUARTER, note="last year's quarter in last month's export")
    plan.edit("academicSessions", QUARTER, fault=fault)
    plan.edit(f"{BEFORE}/academicSessions.csv", QUARTER, A_YEAR_AGO)


def person_of_last_month(plan: Plan, picks: Picks) -> None:
    """HIS-009: a newcomer of October was in September's export, under another id."""
    district, people = picks.district, picks.district.students
    fits = (district.standing.entry > LAST_MONTH) & (people.family == people.old_family)
    rows = picks.present.students[fits[picks.present.students]]
    if not len(rows):
        raise NothingToSpoil("nobody came in October")
    row, school = int(rows[0]), texts.org_ids(district.standing.school[rows[:1]])[0]
    name, old = sis_id(picks, row), "P999001"
    plan.edit("users", name, fault=plan.add("HIS-009", "users", name, note=f"{old} in last month's export"))
    user = {
        "sourcedId": old,
        "enabledUser": "true",
        "username": "before.october",
        "givenName": str(district.given[people.given[row]]),
        "familyName": str(district.family[people.family[row]]),
        "identifier": f"9{number_of(picks, row)[1:]}",
        "grades": GRADES[int(people.grade[row])],
        "primaryOrgSourcedId": school,
    }
    role = {"sourcedId": "R999001", "userSourcedId": old, "roleType": "primary", "role": "student"}
    role |= {"orgSourcedId": school, "beginDate": "2026-08-19"}
    born = {"sourcedId": old, "birthDate": iso(np.array([people.birth[row]]))[0], "sex": SEXES[int(people.sex[row])]}
    for table, cells in (("users", user), ("roles", role), ("demographics", born)):
        plan.append(f"{BEFORE}/{table}.csv", cells)


PLANTERS = (
    ("HIS-007", grade_of_last_month),
    ("HIS-004 HIS-005", grades_of_last_year),
    ("HIS-008", term_of_last_year),
    ("HIS-009", person_of_last_month),
)
