"""Faults of the set for Clever."""

import numpy as np

from cupola.sample.edits import Edit
from cupola.sample.faults.picks import Picks, class_id, number_of, school_id, sis_id
from cupola.sample.faults.plan import Plan
from cupola.sample.files import texts
from cupola.sample.files.clever import PATHS

TERM = {"Term_name": "Semester 1", "Term_start": "8/19/2026", "Term_end": "12/18/2026"}
LATER = {"Term_name": "Semester 2", "Term_start": "1/5/2027", "Term_end": "6/3/2027"}
NOWHERE = "GONE-1"


def sections(plan: Plan, picks: Picks) -> None:
    """ROS-002, ROS-012, SEC-004, CLV-014, CLV-017."""
    table, teacher = PATHS["sections"], texts.staff_ids(np.array([0]))[0]
    whole = {"School_id": school_id(0), "Teacher_id": teacher, "Name": "Study Hall", **TERM}
    for check, cells, note in (
        ("ROS-002", {"School_id": NOWHERE}, "at a school that is not there"),
        ("SEC-004", {}, "nobody sits in it"),
        ("CLV-014", LATER, "it begins in January"),
        ("CLV-017", {"Term_end": "8/9/2026"}, "it ends before it begins"),
    ):
        name = f"NEW-{check}"
        plan.append(table, {**whole, "Section_id": name, **cells}, fault=plan.add(check, table, name, note=note))
        if check in ("ROS-002", "CLV-014"):
            plan.may("SEC-004", table, name, note="nobody sits in it")
    room = class_id(picks.room())
    fault = plan.add("ROS-012", table, room, note="its second teacher is not in the list")
    plan.edit(table, room, {"Teacher_2_id": NOWHERE}, fault=fault)


def people(plan: Plan, picks: Picks) -> None:
    """ROS-009, CLV-012, ENR-006, CLV-018, CLV-019."""
    table, born = PATHS["students"], {"DOB": "4/9/2016", "Grade": "5", "First_name": "Oona", "Last_name": "Merrow"}
    for check, school, note in (
        ("ROS-009", NOWHERE, "at a school that is not there"),
        ("ENR-006", school_id(0), "in no section"),
    ):
        name = f"NEW-{check}"
        cells = {"School_id": school, "Student_id": name, **born}
        plan.append(table, cells, fault=plan.add(check, table, name, note=note))
    row = picks.student()
    cells = {"School_id": school_id(int(picks.district.standing.school[row])), "Student_id": sis_id(picks, row)}
    fault = plan.add("CLV-012", table, sis_id(picks, row), note="a second row with another name and birth date")
    plan.append(table, {**cells, "Student_number": number_of(picks, row), **born}, fault=fault)
    one, other = picks.student(), picks.student()
    address = {"Student_email": texts.student_emails(picks.district, np.array([one]))[0]}
    for row in (one, other):
        fault = plan.add("CLV-018", table, sis_id(picks, row), note="two students with one address")
        plan.edit(table, sis_id(picks, row), address, fault=fault)
        plan.edit(table, f"{sis_id(picks, row)} 2", address)
    name = sis_id(picks, picks.student())
    plan.edit(table, name, {"Grade": "K5"}, fault=plan.add("CLV-019", table, name, note="the grade is K5"))
    plan.edit(table, f"{name} 2", {"Grade": "K5"})
    adult = {"Teacher_id": "NEW-7", "First_name": "Rurik", "Last_name": "Halloran"}
    fault = plan.add("ROS-009", PATHS["teachers"], "NEW-7", note="at a school that is not there")
    plan.append(PATHS["teachers"], {"School_id": NOWHERE, **adult}, fault=fault)


def seats(plan: Plan, picks: Picks) -> None:
    """ROS-014, ROS-012, ENR-004, CLV-015."""
    table = PATHS["enrollments"]
    school, section, student = _seat(picks)
    for check, cells, subject in (
        ("ROS-014", {"Section_id": "GONE-9", "Student_id": student}, "GONE-9"),
        ("ROS-012", {"Section_id": section, "Student_id": "GONE-10"}, "GONE-10"),
    ):
        fault = plan.add(check, table, subject, note="a new row")
        plan.append(table, {"School_id": school_id(school), **cells}, fault=fault)
    school, section, student = _seat(picks)
    other = school_id((school + 1) % len(picks.district.schools))
    fault = plan.add("ENR-004", table, student, note="at another school than the section")
    plan.edit(table, f"{section}:{student}", {"School_id": other}, fault=fault)
    school, section, student = _seat(picks)
    fault = plan.add("CLV-015", table, student, note="the same seat twice")
    plan.change(table, f"{section}:{student}", Edit(copies=({},), fault=fault))


def _seat(picks: Picks) -> tuple[int, str, str]:
    place = picks.seat()
    room = int(picks.present.seat_class[place])
    school = int(picks.district.schedule.classes.school[room])
    return school, class_id(room), sis_id(picks, int(picks.present.seat_student[place]))


PLANTERS = (
    ("ROS-002 ROS-012 SEC-004 CLV-014 CLV-017", sections),
    ("ROS-009 CLV-012 ENR-006 CLV-018 CLV-019", people),
    ("ROS-014 ROS-012 ENR-004 CLV-015", seats),
)
