"""Damage that shows only beside what the record holds: counts that jump, grades that stay, feeds that are late."""

from __future__ import annotations

from tests.mutator.clean_desks import POSITIONS
from tests.mutator.clean_lists import programs_of
from tests.mutator.clean_past import GRADES, MEALS, NOW
from tests.mutator.clean_people import FIRST_DAY, SCHOOLS, School, Student, students
from tests.mutator.expectations import Draw, Expectation, Must, Mutations, expects
from tests.mutator.sheets import Files, Sheet, sheet

HISTORY = Mutations("history", *NOW, look=("HIS", "FED"))
USERS, ROLES, DEMOGRAPHICS, ENROLLMENTS = (
    f"sis/{name}.csv" for name in ("users", "roles", "demographics", "enrollments")
)
ORGS, SESSIONS, PROGRAMS, ASSETS, ACCOUNTS = (
    *("sis/orgs.csv", "sis/academicSessions.csv"),
    *("programs.csv", "assets.csv", "google-users.csv"),
)
ELEMENTARY, MIDDLE, HIGH = SCHOOLS
SYSTEM = "larkfield-sis"
Made = tuple[Files, Expectation]


def here(school: School, grade: str | None = None) -> list[Student]:
    return [each for each in students() if each.school == school and not each.left and grade in (None, each.grade)]


def user_of(files: Files, student: Student) -> dict[str, str]:
    return sheet(files, USERS).one(sourcedId=student.key)


def role_of(files: Files, student: Student) -> dict[str, str]:
    return sheet(files, ROLES).one(userSourcedId=student.key, role="student")


def key(local: str) -> str:
    return f"{SYSTEM}:{local}"


def taken_out(files: Files, gone: list[Student]) -> None:
    """Take students out of the roster, with all that hangs on them."""
    keys = {each.key for each in gone}
    for name, column in ((USERS, "sourcedId"), (ROLES, "userSourcedId"), (ENROLLMENTS, "userSourcedId")):
        sheet(files, name).rows = [row for row in sheet(files, name).rows if row[column] not in keys]
    table = sheet(files, DEMOGRAPHICS)
    table.rows = [row for row in table.rows if row["sourcedId"] not in keys]


def on_org(check: str, files: Files, school: School, subject: str | None = None) -> Must:
    return Must(check, ORGS, sheet(files, ORGS).one(sourcedId=school.key), subject=subject or key(school.key))


@HISTORY.one(alone=True)
def a_school_loses_students(draw: Draw, files: Files) -> Made:
    taken_out(files, draw.rng.sample(here(MIDDLE), 22))
    return files, expects(on_org("HIS-001", files, MIDDLE), also=("HIS-002", "HIS-003"))


@HISTORY.one(alone=True)
def a_school_is_smaller_than_a_year_ago(draw: Draw, files: Files) -> Made:
    taken_out(files, draw.rng.sample(here(HIGH), 32))
    musts = (on_org(check, files, HIGH) for check in ("HIS-001", "HIS-010"))
    return files, expects(*musts, also=("HIS-002", "HIS-003", "HIS-013", "HIS-014"))


@HISTORY.one(alone=True)
def a_grade_is_larger_than_a_year_ago(draw: Draw, files: Files) -> Made:
    for student in draw.rng.sample([each for each in here(HIGH) if each.grade != "09"], 27):
        user_of(files, student)["grades"] = "09"
    subject = f"{key(HIGH.key)} 09"
    also = ("HIS-002", "HIS-004", "HIS-005", "HIS-007")
    return files, expects(on_org("HIS-011", files, HIGH, subject), also=also)


@HISTORY.one(alone=True)
def a_program_is_larger_than_a_year_ago(draw: Draw, files: Files) -> Made:
    table = sheet(files, PROGRAMS)
    others = [each for each in students() if not each.left and "Special Education" not in programs_of(each)]
    for student in draw.rng.sample(others, 26):
        new = {"Student Number": student.local_id, "Program": "Special Education", "School Code": student.school.code}
        table.rows.append(new | {"Begin Date": "2026-10-12", "End Date": ""})
    return files, expects(Must("HIS-012", subject="special education"), also=("HIS-003",))


@HISTORY.one(alone=True)
def a_school_counts_fewer_than_a_year_ago(draw: Draw, files: Files) -> Made:
    table = sheet(files, PROGRAMS)
    table.rows = [row for row in table.rows if (row["Program"], row["School Code"]) != (MEALS, HIGH.code)]
    return files, expects(on_org("HIS-013", files, HIGH), also=("HIS-003", "HIS-012"))


@HISTORY.one(alone=True)
def a_race_is_larger_than_a_year_ago(draw: Draw, files: Files) -> Made:
    table = sheet(files, DEMOGRAPHICS)
    for row in draw.rng.sample(table.where(hispanicOrLatinoEthnicity="false"), 30):
        row["hispanicOrLatinoEthnicity"] = "true"
    return files, expects(Must("HIS-014", subject="Hispanic or Latino"), also=("HIS-014",))


@HISTORY.one(alone=True)
def a_school_has_fewer_posts_than_a_year_ago(draw: Draw, files: Files) -> Made:
    table = sheet(files, POSITIONS)
    gone = draw.rng.sample(table.where(**{"Site Code": HIGH.code}), 6)
    table.rows = [row for row in table.rows if all(row is not each for each in gone)]
    return files, expects(on_org("HIS-015", files, HIGH))


@HISTORY.one(alone=True)
def a_grade_moves_into_another(draw: Draw, files: Files) -> Made:
    """Sixteen students of the ninth grade are in the tenth by now: the school is as large as it was."""
    moved = draw.rng.sample(here(HIGH, "09"), 16)
    musts = [on_org("HIS-002", files, HIGH, f"{key(HIGH.key)} {grade}") for grade in ("09", "10")]
    for student in moved:
        user_of(files, student)["grades"] = "10"
        musts += [Must(check, subject=key(student.key)) for check in ("HIS-005", "HIS-007")]
    return files, expects(*musts)


@HISTORY.one(alone=True)
def a_program_grows_overnight(draw: Draw, files: Files) -> Made:
    table = sheet(files, PROGRAMS)
    others = [each for each in here(HIGH) if "Special Education" not in programs_of(each)]
    for student in draw.rng.sample(others, 12):
        new = {"Student Number": student.local_id, "Program": "Special Education", "School Code": HIGH.code}
        table.rows.append(new | {"Begin Date": "2026-10-12", "End Date": ""})
    return files, expects(on_org("HIS-003", files, HIGH, f"{key(HIGH.key)} special education"))


@HISTORY.one(alone=True)
def a_school_is_not_rolled_over(draw: Draw, files: Files) -> Made:
    """All but the youngest of a school are in the grade of the year before."""
    for student in here(ELEMENTARY):
        if student.grade != "KG":
            user_of(files, student)["grades"] = GRADES[GRADES.index(student.grade) - 1]
    return files, expects(on_org("HIS-006", files, ELEMENTARY), also=("HIS-002", "HIS-007", "HIS-004"))


@HISTORY.one()
def a_student_repeats_a_grade(draw: Draw, files: Files) -> Made:
    student = draw.student(lambda each: each.school == HIGH and each.grade != "09")
    user_of(files, student)["grades"] = GRADES[GRADES.index(student.grade) - 1]
    return files, expects(*(Must(check, subject=key(student.key)) for check in ("HIS-004", "HIS-007")))


@HISTORY.one()
def a_student_skips_a_grade(draw: Draw, files: Files) -> Made:
    student = draw.student(lambda each: each.school == HIGH and each.grade != "12")
    user_of(files, student)["grades"] = GRADES[GRADES.index(student.grade) + 1]
    return files, expects(*(Must(check, subject=key(student.key)) for check in ("HIS-005", "HIS-007")))


@HISTORY.one()
def a_term_of_last_year_is_written_over(draw: Draw, files: Files) -> Made:
    """The term of now has its id again for the year to come."""
    row = sheet(files, SESSIONS).one(sourcedId=draw.rng.choice(["ses-fall", "ses-spring", "ses-q1"]))
    row |= {column: f"{int(row[column][:4]) + 1}{row[column][4:]}" for column in ("startDate", "endDate")}
    return files, expects(Must("HIS-008", SESSIONS, row, subject=key(row["sourcedId"])))


def under_another_id(files: Files, student: Student) -> str:
    new = f"new-{student.number}"
    for table, columns in ((USERS, ("sourcedId",)), (ROLES, ("userSourcedId",)), (DEMOGRAPHICS, ("sourcedId",))):
        _replace(sheet(files, table), columns, student.key, new)
    _replace(sheet(files, ENROLLMENTS), ("userSourcedId",), student.key, new)
    return new


def _replace(table: Sheet, columns: tuple[str, ...], old: str, new: str) -> None:
    for row in table.rows:
        row |= {column: new for column in columns if row[column] == old}


@HISTORY.one()
def a_student_comes_back_under_another_id(draw: Draw, files: Files) -> Made:
    student = draw.student()
    new = under_another_id(files, student)
    return files, expects(Must("HIS-009", USERS, subject=key(new)))


@HISTORY.one()
def students_arrive_late(draw: Draw, files: Files) -> Made:
    """Six students have been at the school since August, as the file of now says for the first time."""
    old = draw.rng.sample([each for each in here(MIDDLE) if f"gu-{each.guardian}" not in draw.people], 6)
    musts = [on_org("FED-006", files, MIDDLE)]
    for student in old:
        draw.people.add(f"gu-{student.guardian}")
        new = under_another_id(files, student)
        role = sheet(files, ROLES).one(userSourcedId=new)
        assert role["beginDate"] == FIRST_DAY
        musts.append(Must("HIS-009", USERS, subject=key(new)))
    return files, expects(*musts)


@HISTORY.one()
def students_leave_late(draw: Draw, files: Files) -> Made:
    for student in draw.rng.sample([each for each in here(ELEMENTARY) if f"gu-{each.guardian}" not in draw.people], 6):
        draw.people.add(f"gu-{student.guardian}")
        role_of(files, student)["endDate"] = "2026-09-04"
    return files, expects(on_org("FED-007", files, ELEMENTARY))


@HISTORY.one()
def devices_are_entered_late(draw: Draw, files: Files) -> Made:
    table = sheet(files, ASSETS)
    like = draw.row(table)
    for number in range(6):
        table.add(
            like, **{"Asset Tag": f"LN{number:05d}", "Serial": f"NEW{number:04d}Q", "Purchase Date": "2026-07-01"}
        )
    return files, expects(Must("FED-008"))


@HISTORY.one()
def accounts_are_made_late(draw: Draw, files: Files) -> Made:
    school = draw.rng.choice(SCHOOLS)
    for student in here(school)[:8]:
        row = sheet(files, ACCOUNTS).one(primaryEmail=student.email)
        row["creationTime"] = "2026-09-08T15:10:00.000Z"
    return files, expects(on_org("FED-009", files, school))
