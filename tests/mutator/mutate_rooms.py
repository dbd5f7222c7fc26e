"""Damage to terms, schools, classes and enrollments that point to what is there, but cannot be true."""

from __future__ import annotations

from datetime import date, timedelta

from tests.mutator.clean_people import FIRST_DAY, LEFT_ON, SCHOOLS, School, Student
from tests.mutator.expectations import LISTS, ROSTER, Draw, Expectation, Must, Mutations, beside, expects
from tests.mutator.sheets import Files, sheet

ROOMS = Mutations("rooms", ROSTER)
ELEMENTARY, MIDDLE, HIGH = SCHOOLS
USERS, ROLES, CLASSES, ORGS = "sis/users.csv", "sis/roles.csv", "sis/classes.csv", "sis/orgs.csv"
ENROLLMENTS, SESSIONS, STATE = "sis/enrollments.csv", "sis/academicSessions.csv", "state-upload.csv"
Made = tuple[Files, Expectation]


def a_session(files: Files, key: str, **changed: str) -> dict[str, str]:
    """A further grading period of the fall."""
    like = sheet(files, SESSIONS).one(sourcedId="ses-q2")
    return sheet(files, SESSIONS).add(like, sourcedId=key, title=key, **changed)


def meets_now(row: dict[str, str]) -> bool:
    return row["sourcedId"] != "cl-hi-later"


def seats(files: Files, room: dict[str, str], role: str) -> list[dict[str, str]]:
    return sheet(files, ENROLLMENTS).where(classSourcedId=room["sourcedId"], role=role)


def seat_of(draw: Draw, files: Files, school: School) -> tuple[Student, dict[str, str]]:
    student = draw.student(lambda each: each.school == school)
    return student, sheet(files, ENROLLMENTS).where(userSourcedId=student.key, endDate="")[0]


@ROOMS.one()
def two_terms_belong_to_each_other(draw: Draw, files: Files) -> Made:
    first = a_session(files, "ses-x1", parentSourcedId="ses-x2")
    a_session(files, "ses-x2", parentSourcedId="ses-x1")
    return files, expects(Must("SES-001", SESSIONS, first, subject="ses-x1"))


@ROOMS.one()
def a_semester_belongs_to_a_quarter(draw: Draw, files: Files) -> Made:
    row = a_session(files, "ses-x3", type="semester", parentSourcedId="ses-q2")
    return files, expects(Must("SES-002", SESSIONS, row, subject="ses-x3"))


@ROOMS.one()
def a_quarter_is_shifted_out_of_its_semester(draw: Draw, files: Files) -> Made:
    days = timedelta(days=draw.rng.randint(10, 40))
    end = date(2026, 12, 18) + days
    row = a_session(files, "ses-x4", startDate=(date(2026, 10, 19) + days).isoformat(), endDate=end.isoformat())
    return files, expects(Must("SES-003", SESSIONS, row, subject="ses-x4"))


@ROOMS.one()
def begin_and_end_of_a_quarter_are_swapped(draw: Draw, files: Files) -> Made:
    row = a_session(files, "ses-x5", startDate="2026-12-18", endDate="2026-10-19")
    return files, expects(Must("SES-004", SESSIONS, row, subject="ses-x5", column="endDate"))


@ROOMS.one()
def a_quarter_is_of_the_year_in_which_it_begins(draw: Draw, files: Files) -> Made:
    row = a_session(files, "ses-x6", schoolYear="2026")
    return files, expects(Must("SES-005", SESSIONS, row, subject="ses-x6", repair="2027"))


@ROOMS.one(alone=True)
def all_terms_are_of_last_year(draw: Draw, files: Files) -> Made:
    """Shifted by 52 weeks, with the school year they were exported with."""
    for row in sheet(files, SESSIONS).rows:
        for column in ("startDate", "endDate"):
            row[column] = (date.fromisoformat(row[column]) - timedelta(weeks=52)).isoformat()
    musts = [Must("SES-005", SESSIONS, row, repair="2026") for row in sheet(files, SESSIONS).rows]
    return files, expects(Must("SES-006", SESSIONS), *musts)


@ROOMS.one()
def a_school_has_no_parent(draw: Draw, files: Files) -> Made:
    like = sheet(files, ORGS).one(sourcedId=MIDDLE.key)
    new = {"sourcedId": "org-x1", "name": "Elm School", "identifier": "0051"}
    row = sheet(files, ORGS).add(like, **new, parentSourcedId="")
    return files, expects(Must("ORG-001", ORGS, row, subject="org-x1"))


@ROOMS.one()
def a_school_stands_under_a_school(draw: Draw, files: Files) -> Made:
    like = sheet(files, ORGS).one(sourcedId=MIDDLE.key)
    new = {"sourcedId": "org-x2", "name": "Fir School", "identifier": "0052"}
    row = sheet(files, ORGS).add(like, **new, parentSourcedId=draw.rng.choice(SCHOOLS).key)
    return files, expects(Must("ORG-002", ORGS, row, subject="org-x2"))


@ROOMS.one()
def a_class_is_at_the_district_office(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, CLASSES), lambda row: row["schoolSourcedId"] == HIGH.key)
    row["schoolSourcedId"] = "org-di"
    return files, expects(Must("ORG-003", CLASSES, row, subject=row["sourcedId"]))


@ROOMS.one()
def two_departments_stand_under_each_other(draw: Draw, files: Files) -> Made:
    like = sheet(files, ORGS).one(sourcedId="org-di") | {"type": "department", "identifier": ""}
    row = sheet(files, ORGS).add(like, sourcedId="org-x3", name="Library", parentSourcedId="org-x4")
    sheet(files, ORGS).add(like, sourcedId="org-x4", name="Media", parentSourcedId="org-x3")
    return files, expects(Must("ORG-004", ORGS, row, subject="org-x3"))


@ROOMS.one()
def the_teacher_of_a_class_is_deleted(draw: Draw, files: Files) -> Made:
    room = draw.row(sheet(files, CLASSES), meets_now)
    for seat in seats(files, room, "teacher"):
        sheet(files, ENROLLMENTS).rows.remove(seat)
    return files, expects(Must("SEC-001", CLASSES, room, subject=room["sourcedId"]))


@ROOMS.one()
def the_teacher_of_a_class_is_not_primary(draw: Draw, files: Files) -> Made:
    room = draw.row(sheet(files, CLASSES), meets_now)
    for seat in seats(files, room, "teacher"):
        seat["primary"] = "false"
    return files, expects(Must("SEC-002", CLASSES, room, subject=room["sourcedId"]))


@ROOMS.one()
def a_class_has_two_primary_teachers(draw: Draw, files: Files) -> Made:
    room = draw.row(sheet(files, CLASSES), meets_now)
    (seat,) = seats(files, room, "teacher")
    there = sheet(files, ROLES).where(orgSourcedId=room["schoolSourcedId"], role="teacher")
    others = [row["userSourcedId"] for row in there if row["userSourcedId"] != seat["userSourcedId"]]
    sheet(files, ENROLLMENTS).add(seat, sourcedId="en-x1", userSourcedId=draw.rng.choice(others))
    return files, expects(Must("SEC-003", CLASSES, room, subject=room["sourcedId"]))


@ROOMS.one()
def a_class_has_lost_its_students(draw: Draw, files: Files) -> Made:
    like = draw.row(sheet(files, CLASSES), meets_now)
    room = sheet(files, CLASSES).add(like, sourcedId="cl-x1", classCode="CL-X1")
    draw.take(room)
    (seat,) = seats(files, like, "teacher")
    sheet(files, ENROLLMENTS).add(seat, sourcedId="en-x2", classSourcedId="cl-x1")
    return files, expects(Must("SEC-004", CLASSES, room, subject="cl-x1"))


@ROOMS.one()
def the_grades_of_a_class_are_of_other_students(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, CLASSES), lambda row: row["schoolSourcedId"] == ELEMENTARY.key)
    row["grades"] = draw.rng.choice(["09,10", "12", "08"])
    return files, expects(Must("SEC-005", CLASSES, row, subject=row["sourcedId"], column="grades"))


@ROOMS.one()
def the_subject_of_a_class_is_not_that_of_its_course(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, CLASSES), meets_now)
    row["subjects"], row["subjectCodes"] = "Fine Arts", "05101"
    return files, expects(Must("SEC-006", CLASSES, row, subject=row["sourcedId"]))


@ROOMS.one()
def a_class_of_today_is_said_to_meet_in_spring(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, CLASSES), lambda row: row["schoolSourcedId"] == ELEMENTARY.key)
    row["termSourcedIds"] = "ses-spring"
    return files, expects(Must("SEC-007", CLASSES, row, subject=row["sourcedId"]))


@ROOMS.one(alone=True)
def the_whole_school_is_in_one_class(draw: Draw, files: Files) -> Made:
    room = draw.row(sheet(files, CLASSES), lambda row: row["schoolSourcedId"] == HIGH.key and meets_now(row))
    table = sheet(files, ENROLLMENTS)
    in_it = {row["userSourcedId"] for row in table.where(classSourcedId=room["sourcedId"])}
    others = {row["userSourcedId"]: row for row in table.where(schoolSourcedId=HIGH.key, role="student", endDate="")}
    for number, (user, like) in enumerate(sorted(others.items())):
        if user not in in_it:
            table.add(like, sourcedId=f"en-y{number}", classSourcedId=room["sourcedId"])
    return files, expects(Must("SEC-008", CLASSES, room, subject=room["sourcedId"]))


@ROOMS.one()
def an_enrollment_ends_before_it_begins(draw: Draw, files: Files) -> Made:
    _, row = seat_of(draw, files, HIGH)
    row["endDate"] = (date.fromisoformat(row["beginDate"]) - timedelta(days=draw.rng.randint(1, 60))).isoformat()
    return files, expects(Must("ENR-002", ENROLLMENTS, row, subject=row["sourcedId"], column="endDate"))


@ROOMS.one()
def an_enrollment_begins_long_before_its_term(draw: Draw, files: Files) -> Made:
    _, row = seat_of(draw, files, HIGH)
    row["beginDate"] = (date.fromisoformat(FIRST_DAY) - timedelta(days=draw.rng.randint(20, 200))).isoformat()
    return files, expects(Must("ENR-003", ENROLLMENTS, row, subject=row["sourcedId"]))


@ROOMS.one()
def an_enrollment_is_at_another_school_than_its_class(draw: Draw, files: Files) -> Made:
    _, row = seat_of(draw, files, ELEMENTARY)
    row["schoolSourcedId"] = draw.rng.choice([MIDDLE, HIGH]).key
    return files, expects(Must("ENR-004", ENROLLMENTS, row, subject=row["sourcedId"]))


@ROOMS.one()
def an_enrollment_is_exported_twice(draw: Draw, files: Files) -> Made:
    _, row = seat_of(draw, files, draw.rng.choice(SCHOOLS))
    again = sheet(files, ENROLLMENTS).add(row, sourcedId="en-x3")
    return files, expects(Must("ENR-005", ENROLLMENTS, again, subject="en-x3"))


@ROOMS.one()
def the_only_class_of_a_student_is_deleted(draw: Draw, files: Files) -> Made:
    student, row = seat_of(draw, files, draw.rng.choice([ELEMENTARY, MIDDLE]))
    sheet(files, ENROLLMENTS).rows.remove(row)
    user = sheet(files, USERS).one(sourcedId=student.key)
    return files, expects(Must("ENR-006", USERS, user, subject=student.key))


@ROOMS.one()
def a_student_with_classes_is_not_enabled(draw: Draw, files: Files) -> Made:
    student, _ = seat_of(draw, files, draw.rng.choice(SCHOOLS))
    sheet(files, USERS).one(sourcedId=student.key)["enabledUser"] = "false"
    rows = sheet(files, ENROLLMENTS).where(userSourcedId=student.key)
    musts = (Must("ENR-007", ENROLLMENTS, row, subject=row["sourcedId"]) for row in rows)
    still_open = beside(files, STATE, "ENR-018", subject=student.local_id, **{"Local Student ID": student.local_id})
    return files, expects(*musts, *still_open, also=["ACC-003", "DEV-005"])


@ROOMS.one()
def a_student_visits_a_class_of_another_school(draw: Draw, files: Files) -> Made:
    _, row = seat_of(draw, files, MIDDLE)
    new = {"classSourcedId": "cl-hi-09-eng", "schoolSourcedId": HIGH.key}
    visit = sheet(files, ENROLLMENTS).add(row, sourcedId="en-x4", **new)
    return files, expects(Must("ENR-008", ENROLLMENTS, visit, subject="en-x4"))


@ROOMS.one()
def a_student_who_left_is_still_in_class(draw: Draw, files: Files) -> Made:
    student, row = seat_of(draw, files, MIDDLE)
    sheet(files, ROLES).one(userSourcedId=student.key)["endDate"] = LEFT_ON
    if STATE in files:
        state_row(files, student).update({"Exit Date": LEFT_ON, "Exit Code": "Moved"})
    also = ["ACC-003", "ATT-002", "DEV-005", "PRG-009"]
    return files, expects(Must("ENR-011", ENROLLMENTS, row, subject=row["sourcedId"]), also=also)


STAYS = Mutations("stays", LISTS)


def state_row(files: Files, student: Student) -> dict[str, str]:
    return sheet(files, STATE).one(**{"Local Student ID": student.local_id})


@STAYS.one()
def a_student_is_enrolled_at_two_schools(draw: Draw, files: Files) -> Made:
    student = draw.student(lambda each: each.school == MIDDLE)
    row = state_row(files, student)
    again = sheet(files, STATE).add(row, **{"School Code": HIGH.code, "Entry Date": "2026-09-14"})
    return files, expects(Must("ENR-001", STATE, again, subject=student.local_id))


@STAYS.one()
def a_student_has_an_exit_date_but_no_reason(draw: Draw, files: Files) -> Made:
    row = state_row(files, draw.leaver())
    row["Exit Code"] = ""
    return files, expects(Must("ENR-009", STATE, row))


@STAYS.one()
def a_student_has_a_reason_but_no_exit_date(draw: Draw, files: Files) -> Made:
    row = state_row(files, draw.student())
    row["Exit Code"] = "Moved"
    return files, expects(Must("ENR-009", STATE, row))


@STAYS.one()
def a_student_entered_a_year_too_early(draw: Draw, files: Files) -> Made:
    row = state_row(files, draw.student())
    row["Entry Date"] = "2025-08-18"
    return files, expects(Must("ENR-010", STATE, row))


@STAYS.one()
def a_student_left_before_the_day_of_entry(draw: Draw, files: Files) -> Made:
    """All absences and programs of the student then lie after the exit."""
    row = state_row(files, draw.student())
    row["Exit Date"], row["Exit Code"] = "2026-08-03", "Moved"
    return files, expects(Must("ENR-012", STATE, row, column="Exit Date"), also=["ATT-002", "PRG-009"])
