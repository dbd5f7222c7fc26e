"""Faults of the gradebook in the SIS's package."""

import numpy as np

from cupola.sample.faults.picks import Picks, class_id, school_id, sis_id
from cupola.sample.faults.plan import SIS, NothingToSpoil, Plan
from cupola.sample.files import texts
from cupola.sample.files.gradebook import QUARTER, gradebook_classes, result_ids, work_ids

SPAN = {"assignDate": "2026-09-21", "dueDate": "2026-09-25"}
RANGE = {"resultValueMin": "0", "resultValueMax": "10"}
NOWHERE = "GONE-1"
RESULTS = f"{SIS}/results.csv"


def line_items(plan: Plan, picks: Picks) -> None:
    """GRB-001, 002, 003, 005, 006, 007: new pieces of work, each with one thing wrong."""
    room = int(gradebook_classes(picks.district, picks.present.month)[0])
    school = int(picks.district.schedule.classes.school[room])
    whole = {
        **SPAN,
        **RANGE,
        "title": "Exit Ticket",
        "classSourcedId": class_id(room),
        "categorySourcedId": "CAT-QUIZ",
        "academicSessionSourcedId": QUARTER,
        "schoolSourcedId": school_id(school),
    }
    for check, cells, note in (
        ("GRB-001", {"classSourcedId": NOWHERE}, "in a class that is not there"),
        ("GRB-002", {"categorySourcedId": NOWHERE}, "in a category that is not there"),
        ("GRB-003", {"academicSessionSourcedId": NOWHERE}, "in a session that is not there"),
        ("GRB-005", {"schoolSourcedId": school_id((school + 1) % len(picks.district.schools))}, "at another school"),
        ("GRB-006", {"dueDate": "2026-09-14"}, "due a week before it is given"),
        ("GRB-007", {"resultValueMin": "100"}, "the lowest score is above the highest"),
    ):
        name = f"LI-{check}"
        plan.append(
            "lineItems", {"sourcedId": name, **whole, **cells}, fault=plan.add(check, "lineItems", name, note=note)
        )


def results(plan: Plan, picks: Picks) -> None:
    """GRB-008 to GRB-015."""
    room, student = picks.graded(0)
    (item,) = work_ids(np.array([room]), 0)
    teacher = texts.staff_ids(picks.district.schedule.classes.post[np.array([room])])[0]
    whole = {
        "lineItemSourcedId": item,
        "studentSourcedId": sis_id(picks, student),
        "scoreStatus": "fully graded",
        "score": "7",
        "scoreDate": "2026-09-21",
        "classSourcedId": class_id(room),
    }
    for check, cells, note in (
        ("GRB-008", {"lineItemSourcedId": NOWHERE}, "of a piece of work that is not there"),
        ("GRB-009", {"studentSourcedId": NOWHERE}, "of a student who is not there"),
        ("GRB-010", {"studentSourcedId": teacher}, "of the teacher"),
        ("GRB-012", {"studentSourcedId": _stranger(picks, room)}, "of a student of another class"),
        ("GRB-013", {}, "a second result of one student in one piece of work"),
    ):
        name = f"RS-{check}"
        plan.append(RESULTS, {"sourcedId": name, **whole, **cells}, fault=plan.add(check, RESULTS, name, note=note))
    for check, cells, note in (
        ("GRB-011", {"scoreStatus": "fully graded", "score": "205"}, "205 points of 100"),
        ("GRB-015", {"scoreStatus": "fully graded", "score": ""}, "fully graded, without a score"),
        ("GRB-014", {"classSourcedId": NOWHERE}, "in another class than its piece of work"),
    ):
        room, student = picks.graded(1)
        if check == "GRB-014":
            cells = {"classSourcedId": _other_class(picks, room)}
        (name,) = result_ids(picks.district, np.array([room]), np.array([student]), work=1)
        plan.edit(RESULTS, name, cells, fault=plan.add(check, RESULTS, name, note=note))


def _stranger(picks: Picks, room: int) -> str:
    """A student who sits in classes, not in this one."""
    inside = set(picks.present.seat_student[picks.present.seat_class == room].tolist())
    return sis_id(picks, next(row for row in picks.present.seat_student.tolist() if row not in inside))


def _other_class(picks: Picks, room: int) -> str:
    rooms = gradebook_classes(picks.district, picks.present.month)
    if len(rooms) < 2:
        raise NothingToSpoil("only one class has a gradebook")
    return class_id(next(row for row in rooms.tolist() if row != room))


def what_belongs_to_them(plan: Plan, picks: Picks) -> None:
    """GRB-016 to GRB-025: resources, profiles, scales and objectives that point nowhere."""
    room = int(gradebook_classes(picks.district, picks.present.month)[0])
    classes = picks.district.schedule.classes
    course = f"CRS-{picks.district.schedule.courses[int(classes.course[room])].code}"
    (item,) = work_ids(np.array([room]), 1)
    scale = {"title": "Letters", "type": "ordinal", "orgSourcedId": school_id(int(classes.school[room]))}
    profile = {"profileType": "textbooks", "vendorId": "wayfarer-press", "credentialType": "single sign-on"}
    for check, table, cells in (
        ("GRB-016", "classResources", {"classSourcedId": class_id(room), "resourceSourcedId": NOWHERE}),
        ("GRB-017", "courseResources", {"courseSourcedId": course, "resourceSourcedId": NOWHERE}),
        ("GRB-018", "userResources", {"userSourcedId": NOWHERE, "resourceSourcedId": "RES-1"}),
        ("GRB-019", "userProfiles", {"userSourcedId": NOWHERE, **profile, "username": "nobody"}),
        (
            "GRB-021",
            "scoreScales",
            {**scale, "courseSourcedId": course, "classSourcedId": NOWHERE, "scoreScaleValue": "{P:1-1}"},
        ),
        ("GRB-022", "lineItemScoreScales", {"lineItemSourcedId": item, "scoreScaleSourcedId": NOWHERE}),
        ("GRB-023", "resultScoreScales", {"resultSourcedId": NOWHERE, "scoreScaleSourcedId": f"SC{room + 100_001}"}),
        (
            "GRB-024",
            "lineItemLearningObjectiveIds",
            {"lineItemSourcedId": NOWHERE, "source": "case", "learningObjectiveId": "obj-1"},
        ),
        (
            "GRB-025",
            "resultLearningObjectiveIds",
            {"resultSourcedId": NOWHERE, "source": "case", "learningObjectiveId": "obj-1"},
        ),
    ):
        name = f"NEW-{check}"
        title = {"title": "Letters"} if table.endswith("ScoreScales") else {}
        fault = plan.add(check, table, name, note="points to what is not there")
        plan.append(table, {"sourcedId": name, **title, **cells}, fault=fault)
    role = f"R{texts.FIRST_STAFF + picks.unspoiled_staff()}"
    fault = plan.add("GRB-020", "roles", role, note="its profile is not there")
    plan.edit("roles", role, {"userProfileSourcedId": NOWHERE}, fault=fault)


PLANTERS = (
    ("GRB-001 GRB-002 GRB-003 GRB-005 GRB-006 GRB-007", line_items),
    ("GRB-008 GRB-009 GRB-010 GRB-011 GRB-012 GRB-013 GRB-014 GRB-015", results),
    (" ".join(f"GRB-{number:03}" for number in range(16, 26)), what_belongs_to_them),
)
