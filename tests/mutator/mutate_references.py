"""Rows that point to nothing: deleted rows, swapped cells, ids that changed on the way."""

from __future__ import annotations

from tests.mutator.clean_people import SCHOOLS
from tests.mutator.expectations import ROSTER, Draw, Expectation, Must, Mutations, beside, expects
from tests.mutator.sheets import Files, sheet

# What more rows than these point to is told once.
TOLD_ONE_BY_ONE = 100
REFERENCES = Mutations("references", ROSTER)
HIGH = SCHOOLS[2]
USERS, ROLES, CLASSES = "sis/users.csv", "sis/roles.csv", "sis/classes.csv"
ENROLLMENTS, DEMOGRAPHICS, COURSES = "sis/enrollments.csv", "sis/demographics.csv", "sis/courses.csv"
ORGS, SESSIONS = "sis/orgs.csv", "sis/academicSessions.csv"
Made = tuple[Files, Expectation]


def lost(draw: Draw, kind: str) -> str:
    """An id that no row has."""
    return f"{kind}-{draw.rng.randrange(9_000_000, 10_000_000)}"


def seat_in_high_school(draw: Draw, files: Files) -> dict[str, str]:
    """An enrollment of a student who has another class as well."""
    student = draw.student(lambda each: each.school == HIGH)
    rows = sheet(files, ENROLLMENTS).where(userSourcedId=student.key, endDate="")
    return draw.rng.choice(rows)


def points_nowhere(draw: Draw, files: Files, *, file: str, column: str, check: str) -> Made:
    """Let one row of a file point to an id that does not exist."""
    row = draw.row(sheet(files, file))
    row[column] = lost(draw, "no")
    return files, expects(Must(check, file, row, subject=row["sourcedId"], column=column))


@REFERENCES.one()
def a_class_belongs_to_an_unknown_course(draw: Draw, files: Files) -> Made:
    return points_nowhere(draw, files, file=CLASSES, column="courseSourcedId", check="ROS-001")


@REFERENCES.one()
def a_class_is_at_an_unknown_school(draw: Draw, files: Files) -> Made:
    return points_nowhere(draw, files, file=CLASSES, column="schoolSourcedId", check="ROS-002")


@REFERENCES.one()
def a_class_meets_in_an_unknown_term(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, CLASSES))
    row["termSourcedIds"] += "," + lost(draw, "ses")
    return files, expects(Must("ROS-003", CLASSES, row, subject=row["sourcedId"]))


@REFERENCES.one()
def a_course_is_at_an_unknown_org(draw: Draw, files: Files) -> Made:
    return points_nowhere(draw, files, file=COURSES, column="orgSourcedId", check="ROS-004")


@REFERENCES.one()
def a_school_stands_under_an_unknown_org(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, ORGS), lambda row: row["type"] == "school")
    row["parentSourcedId"] = lost(draw, "org")
    return files, expects(Must("ROS-005", ORGS, row, subject=row["sourcedId"]))


@REFERENCES.one()
def a_quarter_belongs_to_an_unknown_term(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, SESSIONS), lambda row: row["type"] == "gradingPeriod")
    row["parentSourcedId"] = lost(draw, "ses")
    return files, expects(Must("ROS-006", SESSIONS, row, subject=row["sourcedId"]))


@REFERENCES.one()
def a_role_is_of_an_unknown_user(draw: Draw, files: Files) -> Made:
    user = draw.teacher()
    row = sheet(files, ROLES).one(userSourcedId=user.key)
    row["userSourcedId"] = lost(draw, "wk")
    without = sheet(files, USERS).one(sourcedId=user.key)
    return files, expects(
        Must("ROS-007", ROLES, row, subject=row["sourcedId"]), Must("ROL-004", USERS, without, subject=user.key)
    )


@REFERENCES.one()
def a_role_is_at_an_unknown_org(draw: Draw, files: Files) -> Made:
    row = sheet(files, ROLES).one(userSourcedId=draw.teacher().key)
    row["orgSourcedId"] = lost(draw, "org")
    return files, expects(Must("ROS-008", ROLES, row, subject=row["sourcedId"]))


@REFERENCES.one()
def a_user_is_at_an_unknown_org(draw: Draw, files: Files) -> Made:
    row = sheet(files, USERS).one(sourcedId=draw.worker().key)
    row["primaryOrgSourcedId"] = lost(draw, "org")
    return files, expects(Must("ROS-009", USERS, row, subject=row["sourcedId"]))


@REFERENCES.one()
def demographics_are_of_an_unknown_user(draw: Draw, files: Files) -> Made:
    student = draw.student()
    row = sheet(files, DEMOGRAPHICS).one(sourcedId=student.key)
    row["sourcedId"] = lost(draw, "st")
    bare = sheet(files, USERS).one(sourcedId=student.key)
    return files, expects(
        Must("ROS-010", DEMOGRAPHICS, row, subject=row["sourcedId"]), Must("DEM-001", USERS, bare, subject=student.key)
    )


@REFERENCES.one()
def an_enrollment_is_at_an_unknown_school(draw: Draw, files: Files) -> Made:
    row = seat_in_high_school(draw, files)
    row["schoolSourcedId"] = lost(draw, "org")
    return files, expects(Must("ROS-011", ENROLLMENTS, row, subject=row["sourcedId"]))


@REFERENCES.one()
def an_enrollment_is_of_an_unknown_user(draw: Draw, files: Files) -> Made:
    row = seat_in_high_school(draw, files)
    row["userSourcedId"] = lost(draw, "st")
    return files, expects(Must("ROS-012", ENROLLMENTS, row, subject=row["sourcedId"]))


@REFERENCES.one()
def a_student_names_an_unknown_guardian(draw: Draw, files: Files) -> Made:
    row = sheet(files, USERS).one(sourcedId=draw.student().key)
    row["agentSourcedIds"] += ", " + lost(draw, "gu")
    return files, expects(Must("ROS-013", USERS, row, subject=row["sourcedId"]))


@REFERENCES.one()
def an_enrollment_is_in_an_unknown_class(draw: Draw, files: Files) -> Made:
    row = seat_in_high_school(draw, files)
    row["classSourcedId"] = lost(draw, "cl")
    return files, expects(Must("ROS-014", ENROLLMENTS, row, subject=row["sourcedId"], column="classSourcedId"))


@REFERENCES.one()
def the_case_of_a_class_id_changed_on_the_way(draw: Draw, files: Files) -> Made:
    row = seat_in_high_school(draw, files)
    row["classSourcedId"] = row["classSourcedId"].upper()
    return files, expects(Must("ROS-014", ENROLLMENTS, row, subject=row["sourcedId"]))


@REFERENCES.one()
def class_and_user_of_an_enrollment_are_swapped(draw: Draw, files: Files) -> Made:
    row = seat_in_high_school(draw, files)
    row["classSourcedId"], row["userSourcedId"] = row["userSourcedId"], row["classSourcedId"]
    return files, expects(*(Must(check, ENROLLMENTS, row) for check in ("ROS-012", "ROS-014")))


@REFERENCES.one()
def a_course_is_of_an_unknown_school_year(draw: Draw, files: Files) -> Made:
    return points_nowhere(draw, files, file=COURSES, column="schoolYearSourcedId", check="ROS-015")


@REFERENCES.one()
def a_student_is_deleted(draw: Draw, files: Files) -> Made:
    student = draw.student(lambda each: each.school == HIGH)
    users = sheet(files, USERS)
    users.rows.remove(users.one(sourcedId=student.key))
    guardian = users.one(sourcedId=f"gu-{student.guardian:04d}")
    musts = [Must("ROS-013", USERS, guardian, subject=guardian["sourcedId"])]
    musts += [Must("ROS-012", ENROLLMENTS, row) for row in sheet(files, ENROLLMENTS).where(userSourcedId=student.key)]
    musts += [Must("ROS-010", DEMOGRAPHICS, sheet(files, DEMOGRAPHICS).one(sourcedId=student.key))]
    number = student.local_id
    musts += beside(files, "state-upload.csv", "ENR-018", subject=number, **{"Local Student ID": number})
    return files, expects(*musts, Must("ROS-007", ROLES, sheet(files, ROLES).one(userSourcedId=student.key)))


@REFERENCES.one(alone=True)
def a_class_is_deleted(draw: Draw, files: Files) -> Made:
    room = draw.row(sheet(files, CLASSES), lambda row: row["schoolSourcedId"] != HIGH.key)
    sheet(files, CLASSES).rows.remove(room)
    seats = sheet(files, ENROLLMENTS).where(classSourcedId=room["sourcedId"])
    return files, expects(*(Must("ROS-014", ENROLLMENTS, row, subject=row["sourcedId"]) for row in seats))


@REFERENCES.one(alone=True)
def a_course_is_deleted(draw: Draw, files: Files) -> Made:
    course = draw.row(sheet(files, COURSES), lambda row: sheet(files, CLASSES).where(courseSourcedId=row["sourcedId"]))
    sheet(files, COURSES).rows.remove(course)
    rooms = sheet(files, CLASSES).where(courseSourcedId=course["sourcedId"])
    return files, expects(*(Must("ROS-001", CLASSES, row) for row in rooms))


@REFERENCES.one(alone=True)
def a_term_is_deleted(draw: Draw, files: Files) -> Made:
    sessions = sheet(files, SESSIONS)
    sessions.rows.remove(sessions.one(sourcedId="ses-spring"))
    rooms = [row for row in sheet(files, CLASSES).rows if "ses-spring" in row["termSourcedIds"]]
    return files, expects(*(Must("ROS-003", CLASSES, row) for row in rooms))


@REFERENCES.one(alone=True)
def a_school_is_deleted(draw: Draw, files: Files) -> Made:
    school = draw.row(sheet(files, ORGS), lambda row: row["type"] == "school")
    sheet(files, ORGS).rows.remove(school)
    places = {CLASSES: ("schoolSourcedId", "ROS-002"), ROLES: ("orgSourcedId", "ROS-008")}
    places |= {USERS: ("primaryOrgSourcedId", "ROS-009"), ENROLLMENTS: ("schoolSourcedId", "ROS-011")}
    musts = []
    for file, (column, check) in places.items():
        rows = sheet(files, file).where(**{column: school["sourcedId"]})
        musts += [Must(check, file, row) for row in (rows if len(rows) <= TOLD_ONE_BY_ONE else rows[:1])]
    return files, expects(*musts)
