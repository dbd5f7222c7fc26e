"""Cells of the package that are not what the description of their column says."""

from __future__ import annotations

from tests.mutator.clean_people import SCHOOLS
from tests.mutator.expectations import ROSTER, Draw, Expectation, Must, Mutations, expects
from tests.mutator.sheets import Files, sheet

FORMS = Mutations("forms", ROSTER)
HIGH = SCHOOLS[2]
USERS, ROLES, CLASSES, COURSES = "sis/users.csv", "sis/roles.csv", "sis/classes.csv", "sis/courses.csv"
ENROLLMENTS, SESSIONS = "sis/enrollments.csv", "sis/academicSessions.csv"
DEMOGRAPHICS, ORGS = "sis/demographics.csv", "sis/orgs.csv"
Made = tuple[Files, Expectation]
# Required, and nothing else hangs on them.
REQUIRED = (
    *((USERS, "username"), (USERS, "givenName"), (USERS, "familyName"), (CLASSES, "title"), (CLASSES, "classType")),
    *((COURSES, "title"), (ORGS, "name"), (SESSIONS, "title"), (ROLES, "roleType")),
)


def on(file: str, row: dict[str, str], check: str, *, column: str, repair: str | None = None) -> Must:
    return Must(check, file, row, subject=row["sourcedId"], column=column, repair=repair)


def changed(draw: Draw, files: Files, file: str, column: str, cell: str, check: str) -> Made:
    """Write something into a cell of a row that is drawn from a file."""
    row = draw.row(sheet(files, file))
    row[column] = cell
    return files, expects(on(file, row, check, column=column))


def worker_row(draw: Draw, files: Files) -> dict[str, str]:
    return sheet(files, USERS).one(sourcedId=draw.worker().key)


def seat(draw: Draw, files: Files) -> dict[str, str]:
    student = draw.student(lambda each: each.school == HIGH)
    return sheet(files, ENROLLMENTS).where(userSourcedId=student.key, endDate="")[0]


@FORMS.one()
def a_required_cell_is_empty(draw: Draw, files: Files) -> Made:
    file, column = draw.rng.choice(REQUIRED)
    row = worker_row(draw, files) if file == USERS else draw.row(sheet(files, file))
    row[column] = draw.rng.choice(["", " "])
    return files, expects(on(file, row, "FRM-001", column=column))


@FORMS.one()
def a_kind_of_class_is_unknown(draw: Draw, files: Files) -> Made:
    return changed(draw, files, CLASSES, "classType", "lecture", "FRM-002")


@FORMS.one()
def a_role_is_written_with_a_capital(draw: Draw, files: Files) -> Made:
    row = sheet(files, ROLES).one(userSourcedId=f"gu-{draw.student().guardian:04d}")
    row["role"] = "Parent"
    return files, expects(on(ROLES, row, "FRM-002", column="role", repair="parent"))


@FORMS.one()
def a_kind_of_session_is_unknown(draw: Draw, files: Files) -> Made:
    row = sheet(files, SESSIONS).add(draw.row(sheet(files, SESSIONS)), sourcedId="ses-f1", type="quarter")
    draw.take(row)
    return files, expects(on(SESSIONS, row, "FRM-002", column="type"))


@FORMS.one()
def whether_a_user_is_enabled_is_not_said_clearly(draw: Draw, files: Files) -> Made:
    row = worker_row(draw, files)
    row["enabledUser"] = draw.rng.choice(["maybe", "active", "-1"])
    return files, expects(on(USERS, row, "FRM-002", column="enabledUser"))


@FORMS.one()
def true_is_written_as_excel_writes_it(draw: Draw, files: Files) -> Made:
    row = worker_row(draw, files)
    row["enabledUser"] = draw.rng.choice(["TRUE", "True", "1", "yes"])
    return files, expects(on(USERS, row, "FRM-003", column="enabledUser", repair="true"))


@FORMS.one()
def a_birth_date_does_not_exist(draw: Draw, files: Files) -> Made:
    row = sheet(files, DEMOGRAPHICS).one(sourcedId=draw.student().key)
    row["birthDate"] = draw.rng.choice(["2014-02-30", "2013-13-01", "unknown", "2014"])
    return files, expects(on(DEMOGRAPHICS, row, "FRM-004", column="birthDate"))


@FORMS.one()
def a_date_was_turned_by_excel(draw: Draw, files: Files) -> Made:
    row = seat(draw, files)
    row["beginDate"] = "8/17/2026"
    return files, expects(on(ENROLLMENTS, row, "FRM-004", column="beginDate", repair="2026-08-17"))


@FORMS.one()
def a_grade_lost_its_zero(draw: Draw, files: Files) -> Made:
    student = draw.student(lambda each: each.grade in ("06", "07", "08", "09"))
    row = sheet(files, USERS).one(sourcedId=student.key)
    row["grades"] = student.grade.lstrip("0")
    return files, expects(on(USERS, row, "FRM-005", column="grades", repair=student.grade))


@FORMS.one()
def an_address_is_no_address(draw: Draw, files: Files) -> Made:
    row = worker_row(draw, files)
    row["email"] = draw.rng.choice(["none", "ask at the desk", "a@b", "x@y.example; z@y.example"])
    return files, expects(on(USERS, row, "FRM-006", column="email"))


@FORMS.one()
def a_telephone_number_is_no_number(draw: Draw, files: Files) -> Made:
    row = sheet(files, USERS).one(sourcedId=f"gu-{draw.student().guardian:04d}")
    row["phone"] = draw.rng.choice(["call the aunt", "555", "n/a"])
    return files, expects(on(USERS, row, "FRM-007", column="phone"))


@FORMS.one()
def blanks_stand_around_an_identifier(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, CLASSES))
    code = row["classCode"]
    row["classCode"] = draw.rng.choice([f"{code} ", f" {code}"])
    return files, expects(on(CLASSES, row, "FRM-008", column="classCode", repair=code))


@FORMS.one()
def a_blank_stands_behind_a_reference(draw: Draw, files: Files) -> Made:
    """It then points nowhere, because ids are compared letter by letter."""
    row = seat(draw, files)
    row["classSourcedId"] += " "
    lost = on(ENROLLMENTS, row, "ROS-014", column="classSourcedId")
    return files, expects(on(ENROLLMENTS, row, "FRM-008", column="classSourcedId"), lost)


@FORMS.one()
def excel_wrote_a_number_scientifically(draw: Draw, files: Files) -> Made:
    row = worker_row(draw, files)
    row["identifier"] = draw.rng.choice(["6.37702E+15", "1E+12"])
    return files, expects(on(USERS, row, "FRM-009", column="identifier"))


@FORMS.one()
def an_apostrophe_was_put_before_a_number(draw: Draw, files: Files) -> Made:
    row = worker_row(draw, files)
    number = row["identifier"]
    row["identifier"] = "'" + number
    return files, expects(on(USERS, row, "FRM-010", column="identifier", repair=number))


@FORMS.one()
def a_course_code_is_a_novel(draw: Draw, files: Files) -> Made:
    return changed(draw, files, COURSES, "courseCode", "x" * draw.rng.randint(256, 900), "FRM-011")


@FORMS.one()
def a_school_year_is_no_year(draw: Draw, files: Files) -> Made:
    row = sheet(files, SESSIONS).add(draw.row(sheet(files, SESSIONS)), sourcedId="ses-f2", schoolYear="2026-27")
    draw.take(row)
    return files, expects(on(SESSIONS, row, "FRM-012", column="schoolYear"))


def one_of(draw: Draw, files: Files, file: str) -> dict[str, str]:
    """A row of any file; of a person's rows, one of a person of whom nothing else is touched."""
    if file == USERS:
        return worker_row(draw, files)
    if file == ROLES:
        return sheet(files, ROLES).one(userSourcedId=draw.worker().key)
    if file == DEMOGRAPHICS:
        return sheet(files, DEMOGRAPHICS).one(sourcedId=draw.student().key)
    return seat(draw, files) if file == ENROLLMENTS else draw.row(sheet(files, file))


@FORMS.one()
def a_row_is_repeated(draw: Draw, files: Files) -> Made:
    """A role that is repeated is a second primary role at the same school."""
    file = draw.rng.choice([USERS, CLASSES, COURSES, ENROLLMENTS, DEMOGRAPHICS, ORGS, SESSIONS, ROLES])
    again = sheet(files, file).add(one_of(draw, files, file))
    draw.take(again)
    return files, expects(on(file, again, "FRM-013", column="sourcedId"), also=["ROL-002"] if file == ROLES else [])


@FORMS.one()
def two_keys_differ_in_case_alone(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, COURSES))
    again = sheet(files, COURSES).add(row, sourcedId=row["sourcedId"].upper(), courseCode="X1")
    draw.take(again)
    return files, expects(on(COURSES, again, "FRM-014", column="sourcedId"))


@FORMS.one(alone=True)
def every_row_says_true_as_excel_writes_it(draw: Draw, files: Files) -> Made:
    """A fault of a whole column is told once."""
    for row in sheet(files, USERS).rows:
        row["enabledUser"] = row["enabledUser"].upper()
    return files, expects(Must("FRM-003", USERS, line=2, column="enabledUser"))


@FORMS.one(alone=True)
def every_grade_lost_its_zero(draw: Draw, files: Files) -> Made:
    for row in sheet(files, CLASSES).rows:
        row["grades"] = row["grades"].lstrip("0")
    wrong = [row for row in sheet(files, CLASSES).rows if row["grades"].isdigit() and len(row["grades"]) == 1]
    return files, expects(*(Must("FRM-005", CLASSES, row, repair=f"0{row['grades']}") for row in wrong))
