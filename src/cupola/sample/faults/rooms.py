"""Faults of classes and enrollments: teachers, students, terms, overlaps, exits."""

import numpy as np

from cupola.sample.edits import Edit
from cupola.sample.faults.plan import NothingToSpoil, Plan, scaled
from cupola.sample.faults.references import empty_class, enrollment
from cupola.sample.faults.victims import Planter, Victims, email, local, org_id, room_id, sis, staff_id
from cupola.sample.population.devices import ONE_TO_ONE_FROM
from cupola.sample.population.schools import GRADES, KG
from cupola.sample.population.staff import AIDE

CROWD = 80


def teachers(plan: Plan, victims: Victims) -> None:
    """SEC-001, SEC-002, SEC-003."""
    none, no_primary, two = (victims.room() for _ in range(3))
    fault = plan.add("SEC-001", "classes", room_id(none), note="nobody teaches the class")
    plan.edit("classes", room_id(none), fault=fault)
    plan.drop("enrollments", victims.teaches(none))
    plan.may("SEC-002", "classes", room_id(none), note="nobody teaches the class")
    fault = plan.add("SEC-002", "classes", room_id(no_primary), note="its teacher is not marked as primary")
    plan.edit("classes", room_id(no_primary), fault=fault)
    plan.edit("enrollments", victims.teaches(no_primary), {"primary": "false"})
    fault = plan.add("SEC-003", "classes", room_id(two), note="two teachers are marked as primary")
    plan.edit("classes", room_id(two), fault=fault)
    second = {"sourcedId": f"E{100_001 + two}-2", "userSourcedId": staff_id(victims.teacher())}
    plan.change("enrollments", victims.teaches(two), Edit(copies=(second,)))


def class_without_students(plan: Plan, victims: Victims) -> None:
    """SEC-004."""
    row = empty_class(plan, victims, "C900014")
    plan.append("classes", row, fault=plan.add("SEC-004", "classes", "C900014", note="nobody sits in the class"))
    _teacher_of(plan, victims, row)


def _teacher_of(plan: Plan, victims: Victims, room: dict[str, str], **cells: str) -> None:
    """Give an invented class its one primary teacher."""
    teacher = victims.teacher()
    row = {
        "sourcedId": f"E{room['sourcedId'][1:]}-T{teacher}",
        "classSourcedId": room["sourcedId"],
        "schoolSourcedId": room["schoolSourcedId"],
        "userSourcedId": staff_id(teacher),
        "role": "teacher",
        "primary": "true",
        "beginDate": "2026-08-19",
        "endDate": "2026-12-18",
    }
    plan.append("enrollments", {**row, **cells})


def grades_and_subject(plan: Plan, victims: Victims) -> None:
    """SEC-005, SEC-006."""
    classes = victims.district.schedule.classes
    young = classes.grades & (classes.grades - 1) == 0
    room = victims.room(young & (classes.period == 0) & (classes.grades == 1 << KG))
    victims.leave_alone(room)
    fault = plan.add("SEC-005", "classes", room_id(room), note="the class says grade 05, the students are in KG")
    plan.edit("classes", room_id(room), {"grades": "05"}, fault=fault)
    other = victims.room(classes.period > 0)
    fault = plan.add("SEC-006", "classes", room_id(other), note="the course has another subject")
    plan.edit("classes", room_id(other), {"subjects": "Agriculture", "subjectCodes": "18001"}, fault=fault)


def class_with_only_future_terms(plan: Plan, victims: Victims) -> None:
    """SEC-007."""
    student = victims.student()
    school = org_id(int(victims.district.standing.school[student]))
    cells = {"termSourcedIds": "SEM2-2027", "schoolSourcedId": school, "grades": GRADES[victims.grade(student)]}
    row = empty_class(plan, victims, "C900017", **cells)
    plan.append(
        "classes", row, fault=plan.add("SEC-007", "classes", "C900017", note="taught in the second semester only")
    )
    spring = {"beginDate": "2027-01-05", "endDate": "2027-06-03"}
    _teacher_of(plan, victims, row, **spring)
    early = {**spring, "beginDate": "2026-08-19"}
    seat = enrollment("E900017-1", 0, school, user=sis(victims, student), classSourcedId="C900017", **early)
    plan.may("ENR-003", "enrollments", "E900017-1", note="begins before the terms of the class")
    plan.append("enrollments", seat)


def class_larger_than_any_room(plan: Plan, victims: Victims) -> None:
    """SEC-008."""
    standing = victims.district.standing
    sizes = np.bincount(standing.school[victims.fit], minlength=len(victims.district.schools))
    school = int(sizes.argmax())
    if sizes[school] < CROWD:
        raise NothingToSpoil(f"no school has {CROWD} students")
    crowd = np.flatnonzero(victims.fit & (standing.school == school))[:CROWD]
    victims.crowd.update(crowd.tolist())
    grades = sorted({victims.grade(int(row)) for row in crowd})
    cells = {"schoolSourcedId": org_id(school), "grades": ",".join(GRADES[grade] for grade in grades)}
    row = empty_class(plan, victims, "C900018", **cells)
    fault = plan.add("SEC-008", "classes", "C900018", note=f"{CROWD} students in one class")
    plan.append("classes", row, fault=fault)
    _teacher_of(plan, victims, row)
    for number, student in enumerate(crowd.tolist()):
        name = f"E900018-{number}"
        plan.append(
            "enrollments", enrollment(name, 0, org_id(school), user=sis(victims, student), classSourcedId="C900018")
        )


def school_enrollments_overlap(plan: Plan, victims: Victims) -> None:
    """ENR-001, pattern 4: two open spans of one student in one year."""
    for row in victims.students_with_choice(scaled(plan, 186, 2)):
        school = victims.other_school(row)
        number = local(victims, row)
        fault = plan.add("ENR-001", "state", number, note="two open spans at two schools")
        copy = {"School Code": victims.district.schools.codes[school], "Entry Date": "2026-09-14", "Entry Code": "R3"}
        plan.change("state", number, Edit(copies=(copy,), fault=fault))
        plan.may("FRM-013", "state", number, note="two rows for one student")
        plan.may("GRD-001", "state", number, note="the other school may not teach the grade")


def dates(plan: Plan, victims: Victims) -> None:
    """ENR-002, ENR-003."""
    for check, begin, end, note in (
        ("ENR-002", "2026-09-15", "2026-09-01", "ends before it begins"),
        ("ENR-003", "2026-07-06", "2026-12-18", "begins before the class's terms"),
    ):
        row = victims.student()
        seat = victims.sits(row, victims.rooms_of(row)[0])
        fault = plan.add(check, "enrollments", seat, note=note)
        plan.edit("enrollments", seat, {"beginDate": begin, "endDate": end}, fault=fault)


def schools(plan: Plan, victims: Victims) -> None:
    """ENR-004, ENR-008."""
    row = victims.students_with_choice(1)[0]
    other = victims.other_school(row)
    seat = victims.sits(row, victims.rooms_of(row)[0])
    fault = plan.add("ENR-004", "enrollments", seat, note="the class is at another school")
    plan.edit("enrollments", seat, {"schoolSourcedId": org_id(other)}, fault=fault)
    row = victims.students_with_choice(1)[0]
    other = victims.other_school(row)
    classes = victims.district.schedule.classes
    there = classes.school == other
    fits = there & (classes.grades >> victims.grade(row) & 1 == 1)
    room = victims.room(fits if fits.any() else there)
    name = f"E{100_001 + room}-8"
    fault = plan.add("ENR-008", "enrollments", name, note="a class at a school where the student has no role")
    plan.append("enrollments", enrollment(name, room, org_id(other), user=sis(victims, row)), fault=fault)
    plan.may("SEC-005", "classes", room_id(room), note="a student of another school sits in it")


def enrollment_repeated(plan: Plan, victims: Victims) -> None:
    """ENR-005."""
    row = victims.student()
    seat = victims.sits(row, victims.rooms_of(row)[0])
    fault = plan.add("ENR-005", "enrollments", f"{seat}-2", note="the same person in the same class again")
    plan.change("enrollments", seat, Edit(copies=({"sourcedId": f"{seat}-2"},), fault=fault))
    plan.may("ENR-005", "enrollments", seat, note="the first of the two")


def student_without_any_class(plan: Plan, victims: Victims) -> None:
    """ENR-006."""
    row = victims.student(victims.outside_the_crowd())
    plan.edit(
        "users", sis(victims, row), fault=plan.add("ENR-006", "users", sis(victims, row), note="sits in no class")
    )
    for room in victims.rooms_of(row):
        plan.drop("enrollments", victims.sits(row, room))


def enrollment_of_a_disabled_user(plan: Plan, victims: Victims) -> None:
    """ENR-007."""
    row = victims.quiet_student((victims.district.students.grade < ONE_TO_ONE_FROM) & victims.outside_the_crowd())
    user = sis(victims, row)
    plan.edit("users", user, {"enabledUser": "false"})
    plan.edit("google users", email(victims, row), {"suspended": "True"})
    for room in victims.rooms_of(row):
        seat = victims.sits(row, room)
        plan.edit("enrollments", seat, fault=plan.add("ENR-007", "enrollments", seat, note="the user is disabled"))
    for check in ("ACC-003", "ACC-006"):
        plan.may(check, "google users", email(victims, row), note="the SIS says disabled and enrolled")
    plan.may("ENR-018", "state", local(victims, row), note="the SIS says disabled and enrolled")


def exit_date_without_reason_or_reverse(plan: Plan, victims: Victims) -> None:
    """ENR-009: a reason for leaving, but no date."""
    row = victims.student()
    fault = plan.add("ENR-009", "state", local(victims, row), note="an exit code without an exit date")
    plan.edit("state", local(victims, row), {"Exit Code": "T160"}, fault=fault)


def entry_outside_the_school_year(plan: Plan, victims: Victims) -> None:
    """ENR-010: in both files, so that none contradicts the other."""
    row = victims.student()
    fault = plan.add("ENR-010", "state", local(victims, row), note="entry on 15 June 2026")
    plan.edit("state", local(victims, row), {"Entry Date": "2026-06-15"}, fault=fault)


def open_class_enrollment_after_exit(plan: Plan, victims: Victims) -> None:
    """ENR-011: the role has ended, the classes go on."""
    row = victims.quiet_student((victims.district.students.grade < ONE_TO_ONE_FROM) & victims.outside_the_crowd())
    user, exit_day = sis(victims, row), "2026-10-02"
    plan.edit("roles", f"R{user[1:]}", {"endDate": exit_day})
    plan.edit("state", local(victims, row), {"Exit Date": exit_day, "Exit Code": "T160"})
    plan.edit("SENR", local(victims, row), {"Exit Date": exit_day.replace("-", ""), "Exit Reason": "T160"})
    for room in victims.rooms_of(row):
        seat = victims.sits(row, room)
        plan.edit("enrollments", seat, fault=plan.add("ENR-011", "enrollments", seat, note=f"left on {exit_day}"))
        plan.may("ENR-008", "enrollments", seat, note="the role at the school has ended")
    for check, table, subject in (
        ("ACC-003", "google users", email(victims, row)),
        ("ROL-002", "users", user),
        ("PRG-009", "programs", local(victims, row)),
        ("ACC-001", "users", user),
    ):
        plan.may(check, table, subject, note=f"left on {exit_day}")


def enrollment_role_contradicts_user_role(plan: Plan, victims: Victims) -> None:
    """ROL-001: an aide who sits in a class as a student."""
    aide = victims.staff(AIDE)
    school = int(victims.district.staff.school[aide])
    room = victims.room(victims.district.schedule.classes.school == school)
    name = f"E{100_001 + room}-9"
    fault = plan.add("ROL-001", "enrollments", name, note="an aide is enrolled as a student")
    plan.append("enrollments", enrollment(name, room, org_id(school), user=staff_id(aide)), fault=fault)


FIRST: tuple[tuple[str, Planter], ...] = (("SEC-005 SEC-006", grades_and_subject),)
PLANTERS: tuple[tuple[str, Planter], ...] = (
    ("SEC-008", class_larger_than_any_room),
    ("SEC-001 SEC-002 SEC-003", teachers),
    ("SEC-004", class_without_students),
    ("SEC-007", class_with_only_future_terms),
    ("ENR-001", school_enrollments_overlap),
    ("ENR-002 ENR-003", dates),
    ("ENR-004 ENR-008", schools),
    ("ENR-005", enrollment_repeated),
    ("ENR-006", student_without_any_class),
    ("ENR-007", enrollment_of_a_disabled_user),
    ("ENR-009", exit_date_without_reason_or_reverse),
    ("ENR-010", entry_outside_the_school_year),
    ("ENR-011", open_class_enrollment_after_exit),
    ("ROL-001", enrollment_role_contradicts_user_role),
)
