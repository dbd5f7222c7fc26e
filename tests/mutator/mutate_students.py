"""Damage to what the state file says of students as a group: absences, stays, counts, programs."""

from __future__ import annotations

from tests.mutator.clean_lists import school_days
from tests.mutator.clean_people import SCHOOLS, School, Student, students
from tests.mutator.expectations import LISTS, MACHINES, ROSTER, Draw, Expectation, Must, Mutations, expects
from tests.mutator.mutate_lists import ATTENDANCE, ELEMENTARY, HIGH, MIDDLE, STATE, in_no_program, state_row
from tests.mutator.sheets import Files, Style, raw, sheet

GROUPS = Mutations("students in the state file", ROSTER, LISTS)
COUNTS = Mutations("counts in the state file", ROSTER, LISTS, look=("ENR", "PRG", "DEM", "ORG", "ATT"))
TORN = Mutations("torn rows", ROSTER, LISTS, MACHINES, look=("ENR", "ACC"))
USERS = "sis/users.csv"
Made = tuple[Files, Expectation]


def of_middle_school(student: Student) -> bool:
    return student.school == MIDDLE and not student.left and in_no_program(student)


def absences(files: Files, student: Student, days: list[str]) -> list[dict[str, str]]:
    table = sheet(files, ATTENDANCE)
    table.rows = [row for row in table.rows if row["Student Number"] != student.local_id]
    new = {"Student Number": student.local_id, "School Code": student.school.code, "Attendance Code": "Unexcused"}
    return [table.add(new, Date=day) for day in days]


@GROUPS.one()
def a_student_does_not_come_for_weeks(draw: Draw, files: Files) -> Made:
    student = draw.student(in_no_program)
    days = [day.isoformat() for day in school_days()][-14:]
    rows = absences(files, student, days)
    return files, expects(Must("ATT-006", ATTENDANCE, rows[-1], subject=student.local_id))


@GROUPS.one()
def a_new_student_never_came(draw: Draw, files: Files) -> Made:
    student = draw.student(in_no_program)
    state_row(files, student)["Entry Date"] = "2026-10-19"
    days = [day.isoformat() for day in school_days() if day.isoformat() >= "2026-10-19"]
    rows = absences(files, student, days)
    return files, expects(Must("ATT-007", ATTENDANCE, rows[-1], subject=student.local_id))


def another_stay(files: Files, student: Student, reason: str = "Transfer", **second: str) -> dict[str, str]:
    """A second row of the student, after a stay that ended in September for that reason."""
    row = state_row(files, student)
    row |= {"Exit Date": "2026-09-18", "Exit Code": reason}
    changed = {"Entry Date": "2026-09-21", "Exit Date": "", "Exit Code": ""}
    return sheet(files, STATE).add(row, **changed | {k.replace("_", " "): v for k, v in second.items()})


@GROUPS.one()
def a_student_was_nowhere_for_weeks(draw: Draw, files: Files) -> Made:
    student = draw.student(in_no_program)
    first = state_row(files, student)
    row = another_stay(files, student, reason="", Entry_Date="2026-10-15")
    musts = Must("ENR-013", STATE, row, subject=student.local_id), Must("ENR-009", STATE, first)
    return files, expects(*musts, also=("ATT-002",))


@GROUPS.one()
def a_grade_changes_in_autumn(draw: Draw, files: Files) -> Made:
    student = draw.student(lambda each: in_no_program(each) and each.grade == "07")
    row = another_stay(files, student, Grade_Level="08")
    return files, expects(Must("GRD-005", STATE, row, subject=student.local_id), also=("GRD-003", "ATT-002"))


@GROUPS.one()
def a_language_changes_in_autumn(draw: Draw, files: Files) -> Made:
    student = draw.student(in_no_program)
    row = another_stay(files, student, Home_Language="Polish")
    return files, expects(Must("DEM-010", STATE, row, subject=student.local_id), also=("ATT-002",))


@GROUPS.one()
def a_student_came_on_a_saturday(draw: Draw, files: Files) -> Made:
    student = draw.student(in_no_program)
    row = state_row(files, student)
    row["Entry Date"] = "2026-08-22"
    return files, expects(Must("ENR-014", STATE, row, subject=student.local_id))


@GROUPS.one()
def a_student_graduates_twice(draw: Draw, files: Files) -> Made:
    student = draw.student(lambda each: in_no_program(each) and each.grade == "12")
    row = state_row(files, student)
    row |= {"Exit Date": "2026-09-18", "Exit Code": "Graduated"}
    last = sheet(files, STATE).add(row, **{"Entry Date": "2026-09-21", "Exit Date": "2026-10-16"})
    return files, expects(Must("ENR-015", STATE, last, subject=student.local_id), also=("ENR-018", "ATT-002"))


@GROUPS.one()
def the_state_file_forgets_a_student(draw: Draw, files: Files) -> Made:
    student = draw.student(in_no_program)
    sheet(files, STATE).rows.remove(state_row(files, student))
    user = sheet(files, USERS).one(sourcedId=student.key)
    return files, expects(Must("ENR-019", USERS, user, subject=student.key))


@GROUPS.one()
def the_sis_has_another_state_number(draw: Draw, files: Files) -> Made:
    student = draw.student(in_no_program)
    sheet(files, USERS).one(sourcedId=student.key)["userIds"] = "{state:0899999999}"
    return files, expects(Must("IDN-013", STATE, state_row(files, student), subject=student.key))


@GROUPS.one()
def a_student_is_at_a_school_that_there_is_not(draw: Draw, files: Files) -> Made:
    student = draw.student(in_no_program)
    row = state_row(files, student)
    row["School Code"] = "0077"
    return files, expects(Must("ORG-005", STATE, row, subject="0077"), also=("ATT-005",))


@GROUPS.one()
def a_hispanic_student_has_no_race(draw: Draw, files: Files) -> Made:
    student = draw.student(lambda each: in_no_program(each) and each.is_hispanic)
    row = sheet(files, "sis/demographics.csv").one(sourcedId=student.key)
    row |= {column: "false" for column, cell in row.items() if cell == "true" and "hispanic" not in column}
    return files, expects(Must("DEM-011", "sis/demographics.csv", row, subject=student.key))


def rows_of(files: Files, code: str) -> list[dict[str, str]]:
    return sheet(files, STATE).where(**{"School Code": code})


@COUNTS.one(alone=True)
def a_grade_was_never_absent(draw: Draw, files: Files) -> Made:
    grade = draw.rng.choice(HIGH.grades[:3])
    gone = {each.local_id for each in students() if each.grade == grade}
    table = sheet(files, ATTENDANCE)
    table.rows = [row for row in table.rows if row["Student Number"] not in gone]
    return files, expects(Must("ATT-008", STATE, subject=f"{HIGH.code} {grade}"))


@COUNTS.one(alone=True)
def a_school_has_only_girls(draw: Draw, files: Files) -> Made:
    school = draw.rng.choice(SCHOOLS)
    for row in rows_of(files, school.code):
        row["Gender"] = "F"
    return files, expects(Must("DEM-012", STATE, subject=school.code), also=("DEM-009", "DEM-002", "DEM-003"))


@COUNTS.one(alone=True)
def half_a_grade_is_not_in_the_state_file(draw: Draw, files: Files) -> Made:
    grade = draw.rng.choice(HIGH.grades[:3])
    gone = [each.local_id for each in students() if each.grade == grade][:6]
    table = sheet(files, STATE)
    table.rows = [row for row in table.rows if row["Local Student ID"] not in gone]
    return files, expects(
        Must("ENR-020", STATE, subject=f"{HIGH.code} {grade.lstrip('0')}"), also=("ENR-019", "PRG-001", "ATT-001")
    )


@COUNTS.one(alone=True)
def a_third_of_a_school_is_in_special_education(draw: Draw, files: Files) -> Made:
    school = draw.rng.choice(SCHOOLS)
    for row in rows_of(files, school.code)[::3]:
        row |= {"Special Education": "Y", "Primary Disability": "Speech"}
    return files, expects(Must("PRG-014", STATE, subject=school.code), also=("PRG-002", "PRG-008"))


def nobody_in_special_education(files: Files, school: School) -> None:
    for row in rows_of(files, school.code):
        row |= {"Special Education": "N", "Primary Disability": ""}


@COUNTS.one(alone=True)
def a_school_has_nobody_in_special_education(draw: Draw, files: Files) -> Made:
    nobody_in_special_education(files, HIGH)
    return files, expects(Must("PRG-015", STATE, subject=HIGH.code), also=("PRG-001",))


@COUNTS.one(alone=True)
def a_small_school_has_nobody_in_special_education(draw: Draw, files: Files) -> Made:
    """By the share of the others four would be: chance may have it that there is none."""
    nobody_in_special_education(files, ELEMENTARY)
    return files, expects(also=("PRG-001",))


@COUNTS.one(alone=True)
def a_day_as_english_learner_without_the_status(draw: Draw, files: Files) -> Made:
    table = sheet(files, STATE)
    table.header.append("EL Entry Date")
    for row in table.rows:
        row["EL Entry Date"] = "2026-08-17" if row["English Learner"] == "Y" else ""
    row = draw.row(table, lambda each: each["English Learner"] == "N")
    row["EL Entry Date"] = "2026-08-17"
    return files, expects(Must("PRG-012", STATE, row, subject=row["Local Student ID"]))


@COUNTS.one(alone=True)
def an_address_is_missing(draw: Draw, files: Files) -> Made:
    table = sheet(files, STATE)
    table.header += ["Street Address", "City", "Zip Code"]
    for number, row in enumerate(table.rows):
        row |= {"Street Address": f"{number + 1} Elm Street", "City": "Larkfield", "Zip Code": "95001"}
    row = draw.row(table, lambda each: each["Homeless"] == "N" and not each["Exit Date"])
    row["Street Address"] = ""
    return files, expects(Must("DEM-013", STATE, row, subject=row["Local Student ID"]))


def torn(files: Files, name: str, row: dict[str, str]) -> int:
    """Take the last two fields and their commas away from a row; its line."""
    line = sheet(files, name).line(row)
    lines = raw(files, name, Style()).decode().splitlines(keepends=True)
    lines[line - 1] = ",".join(lines[line - 1].split(",")[:-2]) + "\n"
    files[name] = "".join(lines).encode()
    return line


@TORN.one(alone=True)
def a_row_of_the_state_file_is_torn(draw: Draw, files: Files) -> Made:
    """The student is in it, but nobody can read the row: the state file is not said to lack the student."""
    line = torn(files, STATE, state_row(files, draw.student(in_no_program)))
    return files, expects(Must("FIL-003", STATE, line=line))


@TORN.one(alone=True)
def a_row_of_the_directory_is_torn(draw: Draw, files: Files) -> Made:
    """The account is there, but nobody can read the row: the student is not said to have none."""
    student = draw.student(in_no_program)
    row = sheet(files, "google-users.csv").one(primaryEmail=student.email)
    return files, expects(Must("FIL-003", "google-users.csv", line=torn(files, "google-users.csv", row)))
