"""Damage to the lists of other offices: programs, absences, results."""

from __future__ import annotations

from datetime import date, timedelta

from tests.mutator.clean_lists import PROGRAMS, programs_of
from tests.mutator.clean_people import FIRST_DAY, LEFT_ON, SCHOOLS, Student
from tests.mutator.expectations import LISTS, ROSTER, Draw, Expectation, Must, Mutations, expects
from tests.mutator.sheets import Files, sheet

OFFICES = Mutations("offices", ROSTER, LISTS)
ELEMENTARY, MIDDLE, HIGH = SCHOOLS
STATE, PROGRAM_LIST, ATTENDANCE, RESULTS = "state-upload.csv", "programs.csv", "attendance.csv", "math-results.csv"
NEEDY = ("Homeless", "Foster Care", "Migrant")
Made = tuple[Files, Expectation]


def state_row(files: Files, student: Student) -> dict[str, str]:
    return sheet(files, STATE).one(**{"Local Student ID": student.local_id})


def in_program(draw: Draw, *programs: str) -> tuple[Student, str]:
    """A student of one of these programs."""
    student = draw.student(lambda each: set(programs) & set(programs_of(each)))
    return student, next(name for name in programs_of(student) if name in programs)


def in_no_program(student: Student) -> bool:
    return not programs_of(student)


def on_state(files: Files, student: Student, check: str, **changed: str) -> Made:
    """Change cells of a student's row in the state file; the check must name the row and the student."""
    row = state_row(files, student)
    row |= {name.replace("_", " "): cell for name, cell in changed.items()}
    return files, expects(Must(check, STATE, row, subject=student.local_id))


@OFFICES.one()
def the_state_file_does_not_know_a_program(draw: Draw, files: Files) -> Made:
    student, program = in_program(draw, "English Learner", "Special Education")
    told_of = {"English Learner": "Language Program", "Special Education": "Primary Disability"}[program]
    state_row(files, student).update({PROGRAMS[program][0]: "N", told_of: ""})
    row = sheet(files, PROGRAM_LIST).one(**{"Student Number": student.local_id, "Program": program})
    return files, expects(Must("PRG-001", PROGRAM_LIST, row, subject=student.local_id))


@OFFICES.one()
def only_the_state_file_knows_a_program(draw: Draw, files: Files) -> Made:
    student, program = in_program(draw, *PROGRAMS)
    table = sheet(files, PROGRAM_LIST)
    table.rows.remove(table.one(**{"Student Number": student.local_id, "Program": program}))
    return files, expects(Must("PRG-002", STATE, state_row(files, student), subject=student.local_id))


@OFFICES.one()
def an_english_learner_has_no_language_program(draw: Draw, files: Files) -> Made:
    return on_state(files, in_program(draw, "English Learner")[0], "PRG-003", Language_Program="")


@OFFICES.one()
def a_disability_is_not_named(draw: Draw, files: Files) -> Made:
    return on_state(files, in_program(draw, "Special Education")[0], "PRG-004", Primary_Disability="")


@OFFICES.one()
def a_homeless_student_sleeps_nowhere(draw: Draw, files: Files) -> Made:
    return on_state(files, in_program(draw, "Homeless")[0], "PRG-005", Nighttime_Residence="")


@OFFICES.one()
def a_needy_student_pays_for_meals(draw: Draw, files: Files) -> Made:
    return on_state(files, in_program(draw, *NEEDY)[0], "PRG-006", Lunch_Status="Reduced")


@OFFICES.one()
def an_english_learner_speaks_english_at_home(draw: Draw, files: Files) -> Made:
    return on_state(files, in_program(draw, "English Learner")[0], "PRG-007", Home_Language="English")


@OFFICES.one()
def a_student_in_special_education_has_a_504_plan(draw: Draw, files: Files) -> Made:
    student, _ = in_program(draw, "Special Education")
    like = sheet(files, PROGRAM_LIST).where(**{"Student Number": student.local_id})[0]
    sheet(files, PROGRAM_LIST).add(like, Program="504 Plan")
    return on_state(files, student, "PRG-008", Section_504="Y")


@OFFICES.one()
def a_program_begins_after_the_student_left(draw: Draw, files: Files) -> Made:
    student = draw.leaver()
    begins = (date.fromisoformat(LEFT_ON) + timedelta(days=draw.rng.randint(2, 20))).isoformat()
    where = {"Student Number": student.local_id, "School Code": student.school.code, "End Date": ""}
    row = sheet(files, PROGRAM_LIST).add(where, Program="Migrant", **{"Begin Date": begins})
    return files, expects(Must("PRG-009", PROGRAM_LIST, row, subject=student.local_id))


@OFFICES.one()
def a_certified_student_pays_for_meals(draw: Draw, files: Files) -> Made:
    student = draw.student(lambda each: each.number % 10 == 1 and in_no_program(each))
    return on_state(files, student, "PRG-010", Lunch_Status="Paid")


@OFFICES.one()
def a_program_ends_before_it_begins(draw: Draw, files: Files) -> Made:
    student, program = in_program(draw, *PROGRAMS)
    row = sheet(files, PROGRAM_LIST).one(**{"Student Number": student.local_id, "Program": program})
    row["End Date"] = "2026-08-03"
    return files, expects(Must("PRG-011", PROGRAM_LIST, row, subject=student.local_id))


def absence(draw: Draw, files: Files) -> tuple[Student, dict[str, str]]:
    """An absence of a student of whom nothing else is touched."""
    days = sheet(files, ATTENDANCE)
    student = draw.student(lambda each: days.where(**{"Student Number": each.local_id}))
    return student, days.where(**{"Student Number": student.local_id})[0]


@OFFICES.one()
def an_absence_is_of_an_unknown_student(draw: Draw, files: Files) -> Made:
    _, row = absence(draw, files)
    row["Student Number"] = f"00{draw.rng.randint(7000, 7999)}"
    return files, expects(Must("ATT-001", ATTENDANCE, row, subject=row["Student Number"]))


@OFFICES.one()
def an_absence_lies_before_the_first_day(draw: Draw, files: Files) -> Made:
    student, row = absence(draw, files)
    row["Date"] = "2026-08-13"
    return files, expects(Must("ATT-002", ATTENDANCE, row, subject=student.local_id))


@OFFICES.one()
def an_absence_lies_after_the_last_day(draw: Draw, files: Files) -> Made:
    student = draw.leaver()
    like = sheet(files, ATTENDANCE).rows[0]
    new = {"Student Number": student.local_id, "School Code": student.school.code, "Date": "2026-10-08"}
    row = sheet(files, ATTENDANCE).add(like, **new)
    return files, expects(Must("ATT-002", ATTENDANCE, row, subject=student.local_id))


@OFFICES.one()
def an_absence_is_on_a_sunday(draw: Draw, files: Files) -> Made:
    student, row = absence(draw, files)
    row["Date"] = draw.rng.choice(["2026-10-11", "2026-09-20"])
    return files, expects(Must("ATT-003", ATTENDANCE, row, subject=student.local_id))


@OFFICES.one()
def an_absence_is_listed_twice(draw: Draw, files: Files) -> Made:
    student, row = absence(draw, files)
    again = sheet(files, ATTENDANCE).add(row)
    return files, expects(Must("ATT-004", ATTENDANCE, again, subject=student.local_id))


@OFFICES.one()
def an_absence_is_shifted_into_next_year(draw: Draw, files: Files) -> Made:
    student, row = absence(draw, files)
    row["Date"] = (date.fromisoformat(row["Date"]) + timedelta(weeks=20)).isoformat()
    return files, expects(Must("ATT-005", ATTENDANCE, row, subject=student.local_id))


def result(draw: Draw, files: Files) -> tuple[Student, dict[str, str]]:
    student = draw.student(lambda each: each.grade != "KG")
    return student, sheet(files, RESULTS).one(**{"Student Number": student.local_id})


@OFFICES.one()
def a_result_has_another_number_than_its_student(draw: Draw, files: Files) -> Made:
    student, row = result(draw, files)
    row["Student Number"] = f"00{draw.rng.randint(8000, 8999)}"
    must = Must("ASM-001", RESULTS, row, subject=row["Student Number"], repair=student.local_id)
    return files, expects(must)


@OFFICES.one()
def a_result_is_of_a_student_nobody_knows(draw: Draw, files: Files) -> Made:
    _, row = result(draw, files)
    row |= {"Student Number": "006001", "State Student ID": "0866600001", "Date of Birth": "2013-11-30"}
    return files, expects(Must("ASM-002", RESULTS, row, subject="006001"))


@OFFICES.one()
def a_result_of_an_old_student_is_of_a_small_school(draw: Draw, files: Files) -> Made:
    student = draw.student(lambda each: each.school == HIGH)
    row = sheet(files, RESULTS).one(**{"Student Number": student.local_id})
    row["School Code"] = ELEMENTARY.code
    return files, expects(Must("ASM-003", RESULTS, row, subject=student.local_id))


FEEDS = Mutations("feeds", LISTS)


@FEEDS.one(alone=True)
def the_attendance_of_a_school_stops(draw: Draw, files: Files) -> Made:
    school = draw.rng.choice(SCHOOLS)
    table = sheet(files, ATTENDANCE)
    table.rows = [row for row in table.rows if row["School Code"] != school.code or row["Date"] <= "2026-10-02"]
    last = max((row for row in table.rows if row["School Code"] == school.code), key=lambda row: row["Date"])
    rows = [row for row in table.rows if row["School Code"] == school.code and row["Date"] == last["Date"]]
    return files, expects(Must("FED-001", ATTENDANCE, max(rows, key=table.line), subject=school.code))


@FEEDS.one(alone=True)
def the_attendance_list_is_cut_off_in_september(draw: Draw, files: Files) -> Made:
    table = sheet(files, ATTENDANCE)
    table.rows = [row for row in table.rows if row["Date"] < f"2026-09-{draw.rng.randint(15, 30)}"]
    return files, expects(Must("FED-005", ATTENDANCE, line=2, subject="attendance"))


LIST_FORMS = Mutations("forms of lists", ROSTER, LISTS)


def any_row(draw: Draw, files: Files, file: str) -> dict[str, str]:
    """A row of a list, of a student who has no other row there."""
    table = sheet(files, file)
    name = "Local Student ID" if file == STATE else "Student Number"
    student = draw.student(lambda each: each.grade != "KG" and len(table.where(**{name: each.local_id})) == 1)
    return table.one(**{name: student.local_id})


@LIST_FORMS.one()
def a_student_number_is_empty(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, ATTENDANCE))
    row["Student Number"] = ""
    return files, expects(Must("FRM-001", ATTENDANCE, row, column="Student Number"))


@LIST_FORMS.one()
def a_program_is_unknown(draw: Draw, files: Files) -> Made:
    """The state file then shows a program that the list does not."""
    student, program = in_program(draw, *PROGRAMS)
    row = sheet(files, PROGRAM_LIST).one(**{"Student Number": student.local_id, "Program": program})
    row["Program"] = "Chess"
    return files, expects(Must("FRM-002", PROGRAM_LIST, row, column="Program"), also=["PRG-002"])


@LIST_FORMS.one()
def an_attendance_code_is_unknown(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, ATTENDANCE))
    row["Attendance Code"] = "Qx"
    return files, expects(Must("FRM-002", ATTENDANCE, row, column="Attendance Code"))


@LIST_FORMS.one()
def a_day_does_not_exist(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, ATTENDANCE))
    row["Date"] = draw.rng.choice(["2026-09-31", "2026-02-30", "yesterday"])
    return files, expects(Must("FRM-004", ATTENDANCE, row, column="Date"))


@LIST_FORMS.one()
def a_grade_of_a_result_is_unknown(draw: Draw, files: Files) -> Made:
    row = any_row(draw, files, RESULTS)
    row["Grade"] = "Form 5b"
    return files, expects(Must("FRM-005", RESULTS, row, column="Grade"))


@LIST_FORMS.one()
def a_number_is_in_scientific_notation(draw: Draw, files: Files) -> Made:
    row = any_row(draw, files, RESULTS)
    row["State Student ID"] = "8.10006E+8"
    return files, expects(Must("FRM-009", RESULTS, row, column="State Student ID"))


@LIST_FORMS.one()
def a_number_begins_with_an_apostrophe(draw: Draw, files: Files) -> Made:
    row = any_row(draw, files, RESULTS)
    row["Student Number"] = "'" + row["Student Number"]
    return files, expects(Must("FRM-010", RESULTS, row, repair=row["Student Number"][1:]))


@LIST_FORMS.one()
def a_student_number_lost_its_zeros(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, ATTENDANCE), lambda row: row["Student Number"])
    number = row["Student Number"]
    row["Student Number"] = number.lstrip("0")
    must = Must("FRM-015", ATTENDANCE, row, subject=number.lstrip("0"), repair=number, column="Student Number")
    return files, expects(must)


@LIST_FORMS.one(alone=True)
def excel_took_the_zeros_of_a_whole_list(draw: Draw, files: Files) -> Made:
    for row in sheet(files, ATTENDANCE).rows:
        for column in ("Student Number", "School Code"):
            row[column] = row[column].lstrip("0")
    columns = ("Student Number", "School Code")
    return files, expects(*(Must("FRM-015", ATTENDANCE, line=2, column=column) for column in columns))


@LIST_FORMS.one(alone=True)
def days_and_months_cannot_be_told_apart(draw: Draw, files: Files) -> Made:
    table = sheet(files, ATTENDANCE)
    table.rows = [row for row in table.rows if row["Date"] >= FIRST_DAY and int(row["Date"][8:]) <= 12]
    for row in table.rows:
        year, month, day = row["Date"].split("-")
        row["Date"] = f"{int(month)}/{int(day)}/{year}"
    return files, expects(Must("FIL-020", ATTENDANCE, column="Date"), also=["FED-005"])
