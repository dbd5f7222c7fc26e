"""Faults of reference: rows of the SIS export that point at nothing; orgs and sessions that hang wrong."""

from cupola.sample.faults.forms import unused_course
from cupola.sample.faults.plan import Plan
from cupola.sample.faults.victims import Planter, Victims, guardian_id, org_id, room_id, sis

NOWHERE = "gone-0001"


def class_without_its_course(plan: Plan, victims: Victims) -> None:
    """ROS-001."""
    room = room_id(victims.room())
    fault = plan.add("ROS-001", "classes", room, note="the course is not in courses.csv")
    plan.edit("classes", room, {"courseSourcedId": NOWHERE}, fault=fault)


def empty_class(plan: Plan, victims: Victims, room: str, **cells: str) -> dict[str, str]:
    """A class of grade 12 at the last school in which nobody sits and nobody teaches."""
    for check in ("SEC-001", "SEC-002", "SEC-004"):
        plan.may(check, "classes", room, note="the class was invented for another fault")
    course = victims.district.schedule.courses[-1]
    return {
        "sourcedId": room,
        "title": "Section in Preparation",
        "grades": "12",
        "courseSourcedId": f"CRS-{course.code}",
        "classType": "scheduled",
        "schoolSourcedId": org_id(len(victims.district.schools) - 1),
        "termSourcedIds": "SEM1-2027,SEM2-2027",
        "subjects": course.subject,
        "subjectCodes": course.sced,
        **cells,
    }


def class_at_unknown_school(plan: Plan, victims: Victims) -> None:
    """ROS-002."""
    row = empty_class(plan, victims, "C900001", schoolSourcedId=NOWHERE)
    plan.append("classes", row, fault=plan.add("ROS-002", "classes", "C900001", note="the school is not in orgs.csv"))


def class_in_unknown_term(plan: Plan, victims: Victims) -> None:
    """ROS-003."""
    room = victims.room(victims.district.schedule.classes.period == 0)
    fault = plan.add(
        "ROS-003", "classes", room_id(room), note="the third term of the list is not in academicSessions.csv"
    )
    plan.edit("classes", room_id(room), {"termSourcedIds": f"SEM1-2027,SEM2-2027,{NOWHERE}"}, fault=fault)


def courses(plan: Plan, victims: Victims) -> None:
    """ROS-004, ROS-015."""
    for check, course, column in (
        ("ROS-004", "CRS-NEW-04", "orgSourcedId"),
        ("ROS-015", "CRS-NEW-15", "schoolYearSourcedId"),
    ):
        fault = plan.add(check, "courses", course, note=f"{column} points at nothing")
        plan.append("courses", unused_course(course, **{column: NOWHERE}), fault=fault)


def org_under_unknown_parent(plan: Plan, victims: Victims) -> None:
    """ROS-005."""
    row = {"sourcedId": "ORG-D05", "name": "Adult Education", "type": "department", "parentSourcedId": NOWHERE}
    plan.append("orgs", row, fault=plan.add("ROS-005", "orgs", "ORG-D05", note="the parent is not in orgs.csv"))


def session(name: str, parent: str, begin: str, *, end: str, **cells: str) -> dict[str, str]:
    """A grading period more than the school year has."""
    return {
        "sourcedId": name,
        "title": f"Progress Period {name}",
        "type": "gradingPeriod",
        "startDate": begin,
        "endDate": end,
        "parentSourcedId": parent,
        "schoolYear": "2027",
        **cells,
    }


def session_under_unknown_parent(plan: Plan, victims: Victims) -> None:
    """ROS-006."""
    fault = plan.add("ROS-006", "academicSessions", "PP06", note="the parent is not in academicSessions.csv")
    plan.append("academicSessions", session("PP06", NOWHERE, "2026-09-01", end="2026-09-30"), fault=fault)


def roles(plan: Plan, victims: Victims) -> None:
    """ROS-007, ROS-008."""
    row = {"sourcedId": "R900007", "userSourcedId": f"{NOWHERE}-user", "roleType": "primary", "role": "aide"}
    fault = plan.add("ROS-007", "roles", "R900007", note="the user is not in users.csv")
    plan.append("roles", {**row, "orgSourcedId": "ORG-001"}, fault=fault)
    role = "R" + guardian_id(victims.guardian())[1:]
    fault = plan.add("ROS-008", "roles", role, note="the org is not in orgs.csv")
    plan.edit("roles", role, {"orgSourcedId": NOWHERE}, fault=fault)


def user_at_unknown_org(plan: Plan, victims: Victims) -> None:
    """ROS-009."""
    guardian = guardian_id(victims.guardian())
    fault = plan.add("ROS-009", "users", guardian, note="primaryOrgSourcedId is not in orgs.csv")
    plan.edit("users", guardian, {"primaryOrgSourcedId": NOWHERE}, fault=fault)


def demographics_of_unknown_user(plan: Plan, victims: Victims) -> None:
    """ROS-010."""
    row = {"sourcedId": "P9000010", "birthDate": "2014-05-06", "sex": "female", "white": "true"}
    fault = plan.add("ROS-010", "demographics", "P9000010", note="the user is not in users.csv")
    plan.append("demographics", row, fault=fault)


def enrollment(name: str, room: int, school: str, *, user: str, **cells: str) -> dict[str, str]:
    """One more student in a class, from the first day on."""
    return {
        "sourcedId": name,
        "classSourcedId": room_id(room),
        "schoolSourcedId": school,
        "userSourcedId": user,
        "role": "student",
        "beginDate": "2026-08-19",
        "endDate": "2026-12-18",
        **cells,
    }


def enrollments(plan: Plan, victims: Victims) -> None:
    """ROS-011, ROS-012, ROS-014."""
    row = victims.student()
    room, school = victims.rooms_of(row)[0], victims.district.standing.school[row]
    seat = victims.sits(row, room)
    fault = plan.add("ROS-011", "enrollments", seat, note="the school is not in orgs.csv")
    plan.edit("enrollments", seat, {"schoolSourcedId": NOWHERE}, fault=fault)
    plan.may("ENR-004", "enrollments", seat, note="the school is not in orgs.csv")
    plan.may("ENR-008", "enrollments", seat, note="the school is not in orgs.csv")
    fault = plan.add("ROS-012", "enrollments", "E900012", note="the user is not in users.csv")
    plan.append("enrollments", enrollment("E900012", room, org_id(school), user=NOWHERE), fault=fault)
    other = victims.student()
    fault = plan.add("ROS-014", "enrollments", "E900014", note="the class is not in classes.csv")
    org = org_id(victims.district.standing.school[other])
    cells = enrollment("E900014", room, org, user=sis(victims, other), classSourcedId=NOWHERE)
    plan.append("enrollments", cells, fault=fault)


def agent_is_unknown(plan: Plan, victims: Victims) -> None:
    """ROS-013."""
    row = victims.student()
    guardians = victims.district.guardians
    fits = guardians.staff[guardians.first_of[victims.district.students.household]] < 0
    while not fits[row]:
        row = victims.student()
    first = guardian_id(int(guardians.first_of[victims.district.students.household[row]]))
    second = [guardian_id(int(first[1:]) - 6_000_001 + 1)] if _two(victims, row) else []
    fault = plan.add("ROS-013", "users", sis(victims, row), note="the last agent is not in users.csv")
    plan.edit("users", sis(victims, row), {"agentSourcedIds": ",".join([first, *second, NOWHERE])}, fault=fault)


def _two(victims: Victims, row: int) -> bool:
    return bool(victims.district.guardians.count_of[victims.district.students.household[row]] == 2)


def orgs(plan: Plan, victims: Victims) -> None:
    """ORG-001, ORG-002, ORG-004."""
    second = {"sourcedId": "ORG-D01", "name": "Harbor Adult School District", "type": "district"}
    plan.append("orgs", second, fault=plan.add("ORG-001", "orgs", "ORG-D01", note="a second org without a parent"))
    below = {"sourcedId": "ORG-D02", "name": "Annex", "type": "school", "parentSourcedId": "ORG-001"}
    plan.append("orgs", below, fault=plan.add("ORG-002", "orgs", "ORG-D02", note="a school under a school"))
    for name, parent in (("ORG-D03", "ORG-D04"), ("ORG-D04", "ORG-D03")):
        row = {"sourcedId": name, "name": f"Department {name}", "type": "department", "parentSourcedId": parent}
        note = "each of the two departments is the other's parent"
        fault = plan.add("ORG-004", "orgs", name, note=note) if name == "ORG-D03" else -1
        plan.append("orgs", row, fault=fault)
    plan.may("ORG-004", "orgs", "ORG-D04", note="the other org of the loop")


def class_at_an_org_that_is_no_school(plan: Plan, victims: Victims) -> None:
    """ORG-003."""
    row = empty_class(plan, victims, "C900003", schoolSourcedId="ORG-000")
    plan.append("classes", row, fault=plan.add("ORG-003", "classes", "C900003", note="the org is the district"))


def sessions(plan: Plan, victims: Victims) -> None:
    """SES-001 to SES-005."""
    for name, parent in (("PP01", "PP02"), ("PP02", "PP01")):
        note = "each of the two periods is the other's parent"
        fault = plan.add("SES-001", "academicSessions", name, note=note) if name == "PP01" else -1
        plan.append("academicSessions", session(name, parent, "2026-09-01", end="2026-09-30"), fault=fault)
        plan.may("SES-002", "academicSessions", name, note="a grading period under a grading period")
    plan.may("SES-001", "academicSessions", "PP02", note="the other session of the loop")
    for check, name, cells, note in (
        ("SES-002", "PP03", {"type": "semester", "parentSourcedId": "Q1-2027"}, "a semester under a grading period"),
        ("SES-003", "PP04", {"startDate": "2026-07-01", "endDate": "2026-07-31"}, "outside the semester"),
        ("SES-004", "PP05", {"startDate": "2026-10-10", "endDate": "2026-09-20"}, "ends before it begins"),
        ("SES-005", "PP07", {"schoolYear": "2026"}, "the school year ends in 2027"),
    ):
        row = {**session(name, "SEM1-2027", "2026-09-01", end="2026-09-30"), **cells}
        plan.append("academicSessions", row, fault=plan.add(check, "academicSessions", name, note=note))


PLANTERS: tuple[tuple[str, Planter], ...] = (
    ("ROS-001", class_without_its_course),
    ("ROS-002", class_at_unknown_school),
    ("ROS-003", class_in_unknown_term),
    ("ROS-004 ROS-015", courses),
    ("ROS-005", org_under_unknown_parent),
    ("ROS-006", session_under_unknown_parent),
    ("ROS-007 ROS-008", roles),
    ("ROS-009", user_at_unknown_org),
    ("ROS-010", demographics_of_unknown_user),
    ("ROS-011 ROS-012 ROS-014", enrollments),
    ("ROS-013", agent_is_unknown),
    ("ORG-001 ORG-002 ORG-004", orgs),
    ("ORG-003", class_at_an_org_that_is_no_school),
    ("SES-001 SES-002 SES-003 SES-004 SES-005", sessions),
)
