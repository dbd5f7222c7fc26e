"""Faults of the set for School Data Sync."""

import numpy as np

from cupola.sample.edits import Edit
from cupola.sample.faults.picks import Picks, class_id, school_id, sis_id
from cupola.sample.faults.plan import Plan
from cupola.sample.files import texts
from cupola.sample.files.school_data_sync import PATHS
from cupola.sample.population.district import STUDENT_DOMAIN

NOWHERE = "GONE-1"


def classes_and_seats(plan: Plan, picks: Picks) -> None:
    """SEC-001, ROS-014, ROS-012, ROL-001, ENR-005, ROS-002, ROS-003, ROS-001."""
    room = picks.room()
    post = int(picks.district.schedule.classes.post[room])
    fault = plan.add("SEC-001", PATHS["classes"], class_id(room), note="its teacher is not in the list of members")
    plan.edit(PATHS["classes"], class_id(room), fault=fault)
    plan.drop(PATHS["enrollments"], f"{class_id(room)}:{texts.staff_ids(np.array([post]))[0]}")
    for check, row in (
        ("ROS-014", {"classSourcedId": "GONE-6", "userSourcedId": sis_id(picks, picks.student()), "role": "student"}),
        ("ROS-012", {"classSourcedId": class_id(picks.room()), "userSourcedId": "GONE-7", "role": "student"}),
        ("ROL-001", {**_seat(picks), "role": "teacher"}),
    ):
        subject = row["userSourcedId"]
        plan.append(PATHS["enrollments"], row, fault=plan.add(check, PATHS["enrollments"], subject, note="a new row"))
    seat = _seat(picks)
    subject = seat["userSourcedId"]
    fault = plan.add("ENR-005", PATHS["enrollments"], subject, note="the same member twice")
    plan.change(PATHS["enrollments"], ":".join(seat.values()), Edit(copies=({},), fault=fault))
    whole = {"orgSourcedId": school_id(0), "title": "Study Hall", "sessionSourcedIds": "SEM1-2027"}
    for check, column in (
        ("ROS-002", "orgSourcedId"),
        ("ROS-003", "sessionSourcedIds"),
        ("ROS-001", "courseSourcedId"),
    ):
        name = f"NEW-{check}"
        fault = plan.add(check, PATHS["classes"], name, note=f"its {column} is not there")
        plan.append(PATHS["classes"], {"sourcedId": name, **whole, column: NOWHERE}, fault=fault)


def _seat(picks: Picks) -> dict[str, str]:
    place = picks.seat()
    room, student = int(picks.present.seat_class[place]), int(picks.present.seat_student[place])
    return {"classSourcedId": class_id(room), "userSourcedId": sis_id(picks, student)}


def roles_and_orgs(plan: Plan, picks: Picks) -> None:
    """ROS-007, ROS-008, SDS-012, ROS-005, SDS-016, SES-004, SDS-025."""
    student = sis_id(picks, picks.student())
    member = {"role": "student", "grade": "05", "isPrimary": "false"}
    named = {"username": f"nobody.yet@{STUDENT_DOMAIN}", "givenName": "Oona", "familyName": "Merrow"}
    span = {"title": "Summer", "type": "semester", "schoolYear": "2027"}
    for check, table, row, subject in (
        ("ROS-007", "roles", {"userSourcedId": "GONE-9", "orgSourcedId": school_id(0), **member}, "GONE-9"),
        ("ROS-008", "roles", {"userSourcedId": student, "orgSourcedId": "GONE-10", **member}, student),
        ("SDS-012", "users", {"sourcedId": "NEW-12", **named}, "NEW-12"),
        (
            "ROS-005",
            "orgs",
            {"sourcedId": "NEW-13", "name": "Annex", "type": "department", "parentSourcedId": NOWHERE},
            "NEW-13",
        ),
        (
            "SDS-016",
            "relationships",
            {"userSourcedId": student, "relationshipUserSourcedId": "GONE-16", "relationshipRole": "guardian"},
            student,
        ),
        (
            "SES-004",
            "academicSessions",
            {"sourcedId": "NEW-23", **span, "startDate": "2027-06-21", "endDate": "2027-06-11"},
            "NEW-23",
        ),
    ):
        fault = plan.add(check, PATHS[table], subject, note="a new row")
        plan.append(PATHS[table], row, fault=fault)
    student = sis_id(picks, picks.student())
    fault = plan.add("SDS-025", PATHS["roles"], student, note="the grade is K5")
    plan.edit(PATHS["roles"], student, {"grade": "K5"}, fault=fault)


def names_and_phones(plan: Plan, picks: Picks) -> None:
    """SDS-017, SDS-018, SDS-019, SDS-022."""
    table = PATHS["users"]
    for check, cells, note in (
        ("SDS-017", {"username": "no.address", "email": ""}, "a guardian without an address"),
        ("SDS-022", {"phone": "(555) 201-3344"}, "the phone number is written as people here do"),
    ):
        adult = texts.guardian_ids(picks.present.contact[np.array([picks.contact()])])[0]
        plan.edit(table, adult, cells, fault=plan.add(check, table, adult, note=note))
        if check == "SDS-017":
            plan.may("SDS-019", table, adult, note="the name of the account has no domain")
    one, other = picks.student(), picks.student()
    name = {"username": texts.student_emails(picks.district, np.array([one]))[0]}
    for row in (one, other):
        fault = plan.add("SDS-018", table, sis_id(picks, row), note="two users of one name")
        plan.edit(table, sis_id(picks, row), name, fault=fault)
    row = picks.student()
    cells = {"username": picks.district.student_logins[row]}
    fault = plan.add("SDS-019", table, sis_id(picks, row), note="the name without its domain")
    plan.edit(table, sis_id(picks, row), cells, fault=fault)


PLANTERS = (
    ("SEC-001 ROS-014 ROS-012 ROS-002 ROS-003 ROS-001 ENR-005 ROL-001", classes_and_seats),
    ("ROS-007 ROS-008 SDS-012 ROS-005 SDS-016 SES-004 SDS-025", roles_and_orgs),
    ("SDS-017 SDS-018 SDS-019 SDS-022", names_and_phones),
)
