"""Damage to persons: roles, names, numbers, demographics, grades."""

from __future__ import annotations

from collections.abc import Iterable

from tests.mutator.clean_lists import account_key
from tests.mutator.clean_people import SCHOOLS, Student, students
from tests.mutator.expectations import LISTS, ROSTER, Draw, Expectation, Must, Mutations, beside, expects
from tests.mutator.sheets import Files, Sheet, sheet

PEOPLE = Mutations("people", ROSTER)
ELEMENTARY, MIDDLE, HIGH = SCHOOLS
USERS, ROLES, DEMOGRAPHICS = "sis/users.csv", "sis/roles.csv", "sis/demographics.csv"
ENROLLMENTS, STATE, ACCOUNTS = "sis/enrollments.csv", "state-upload.csv", "google-users.csv"
Made = tuple[Files, Expectation]


def user_of(files: Files, student: Student) -> dict[str, str]:
    return sheet(files, USERS).one(sourcedId=student.key)


def two_strangers(draw: Draw) -> tuple[Student, Student]:
    """Two students of whom nothing is alike: neither name nor birth date nor family."""
    first = draw.student()
    second = draw.student(
        lambda other: (
            other.grade != first.grade
            and other.given[0] != first.given[0]
            and other.family[0] != first.family[0]
            and other.birth_date[5:7] != first.birth_date[5:7]
        )
    )
    return first, second


def namesakes(student: Student) -> int:
    """How many others carry the given name, times how many others carry the family name."""
    given = sum(other.given == student.given for other in students()) - 1
    return given * (sum(other.family == student.family for other in students()) - 1)


def on_users(files: Files, check: str, *people: Student, column: str | None = None, more: Iterable[Must] = ()) -> Made:
    rows = [user_of(files, student) for student in people]
    return files, expects(*(Must(check, USERS, row, subject=row["sourcedId"], column=column) for row in rows), *more)


def in_state_file(files: Files, check: str, student: Student, *, subject: str | None = None) -> tuple[Must, ...]:
    """What the state file brings to light too, where it is delivered: it still says of the student what is right."""
    return beside(files, STATE, check, subject=subject or student.local_id, **{"Local Student ID": student.local_id})


@PEOPLE.one()
def a_student_is_enrolled_as_a_teacher(draw: Draw, files: Files) -> Made:
    student = draw.student(lambda each: each.school == HIGH)
    row = sheet(files, ENROLLMENTS).where(userSourcedId=student.key)[0]
    row["role"] = "teacher"
    return files, expects(Must("ROL-001", ENROLLMENTS, row, subject=row["sourcedId"], column="role"))


@PEOPLE.one()
def a_teacher_is_enrolled_as_a_student(draw: Draw, files: Files) -> Made:
    table = sheet(files, ENROLLMENTS)
    like = table.where(primary="true", schoolSourcedId=HIGH.key)[0]
    row = table.add(like, sourcedId="en-z1", role="student", primary="", classSourcedId="cl-hi-10-mat")
    return files, expects(Must("ROL-001", ENROLLMENTS, row, subject="en-z1"))


@PEOPLE.one()
def the_only_role_of_a_teacher_is_secondary(draw: Draw, files: Files) -> Made:
    worker = draw.teacher()
    sheet(files, ROLES).one(userSourcedId=worker.key)["roleType"] = "secondary"
    return files, expects(Must("ROL-002", USERS, sheet(files, USERS).one(sourcedId=worker.key), subject=worker.key))


@PEOPLE.one()
def a_teacher_has_two_primary_roles_at_a_school(draw: Draw, files: Files) -> Made:
    worker = draw.teacher()
    sheet(files, ROLES).add(sheet(files, ROLES).one(userSourcedId=worker.key), sourcedId="ro-z1", role="aide")
    return files, expects(Must("ROL-002", USERS, sheet(files, USERS).one(sourcedId=worker.key), subject=worker.key))


@PEOPLE.one()
def a_student_works_at_the_school(draw: Draw, files: Files) -> Made:
    student = draw.student()
    like = sheet(files, ROLES).one(userSourcedId=student.key)
    sheet(files, ROLES).add(like, sourcedId="ro-z2", role="aide", roleType="secondary")
    return on_users(files, "ROL-003", student)


@PEOPLE.one()
def a_guardian_lost_the_role(draw: Draw, files: Files) -> Made:
    key = f"gu-{draw.student().guardian:04d}"
    sheet(files, ROLES).rows.remove(sheet(files, ROLES).one(userSourcedId=key))
    return files, expects(Must("ROL-004", USERS, sheet(files, USERS).one(sourcedId=key), subject=key))


@PEOPLE.one()
def a_student_names_a_student_as_guardian(draw: Draw, files: Files) -> Made:
    student, other = draw.student(), draw.student()
    user_of(files, student)["agentSourcedIds"] += f",{other.key}"
    return on_users(files, "ROL-005", student)


@PEOPLE.one()
def a_role_ends_before_it_begins(draw: Draw, files: Files) -> Made:
    row = sheet(files, ROLES).one(userSourcedId=draw.worker(lambda each: each.role == "principal").key)
    row["endDate"] = "2025-07-31"
    return files, expects(Must("ROL-006", ROLES, row, subject=row["sourcedId"], column="endDate"))


@PEOPLE.one()
def a_guardian_has_no_child(draw: Draw, files: Files) -> Made:
    key = {"sourcedId": "gu-z1", "username": "familyz1", "email": "familyz1@mail.example", "agentSourcedIds": ""}
    like = sheet(files, USERS).one(sourcedId=f"gu-{draw.student().guardian:04d}")
    row = sheet(files, USERS).add(like, **key, givenName="Otto", phone="")
    role = sheet(files, ROLES).one(userSourcedId=like["sourcedId"])
    sheet(files, ROLES).add(role, sourcedId="ro-gu-z1", userSourcedId="gu-z1")
    return files, expects(Must("ROL-007", USERS, row, subject="gu-z1"))


@PEOPLE.one()
def a_student_has_a_second_record(draw: Draw, files: Files) -> Made:
    """The state file knows nothing of the second."""
    student = draw.student(lambda each: each.school == MIDDLE)
    new = {"sourcedId": "st-z1", "username": "uz1", "identifier": "009901", "email": "", "userIds": ""}
    row = sheet(files, USERS).add(user_of(files, student), **new)
    sheet(files, ROLES).add(
        sheet(files, ROLES).one(userSourcedId=student.key), sourcedId="ro-z3", userSourcedId="st-z1"
    )
    sheet(files, DEMOGRAPHICS).add(sheet(files, DEMOGRAPHICS).one(sourcedId=student.key), sourcedId="st-z1")
    seat = sheet(files, ENROLLMENTS).one(userSourcedId=student.key)
    sheet(files, ENROLLMENTS).add(seat, sourcedId="en-z2", userSourcedId="st-z1")
    unreported = [Must("ENR-019", USERS, row, subject="st-z1")] if STATE in files else []
    return files, expects(Must("IDN-001", USERS, row, subject="st-z1"), *unreported, also=["ACC-001"])


@PEOPLE.one()
def two_students_have_one_state_id(draw: Draw, files: Files) -> Made:
    first, second = two_strangers(draw)
    user_of(files, first)["userIds"] = user_of(files, second)["userIds"]
    other = in_state_file(files, "IDN-013", first, subject=first.key)
    return on_users(files, "IDN-002", first, second, column="userIds", more=other)


@PEOPLE.one()
def a_record_not_to_be_used_is_still_open(draw: Draw, files: Files) -> Made:
    student = draw.student()
    user_of(files, student)["familyName"] += draw.rng.choice([" (duplicate)", " DO NOT USE", " duplicate"])
    return on_users(files, "IDN-003", student)


@PEOPLE.one()
def two_students_have_one_user_name(draw: Draw, files: Files) -> Made:
    first, second = two_strangers(draw)
    user_of(files, first)["username"] = user_of(files, second)["username"].upper()
    return on_users(files, "IDN-004", first, second)


@PEOPLE.one()
def two_students_have_one_address(draw: Draw, files: Files) -> Made:
    first, second = two_strangers(draw)
    user_of(files, first)["email"] = user_of(files, second)["email"]
    account = beside(files, ACCOUNTS, "ACC-010", subject=account_key(first), primaryEmail=first.email)
    return on_users(files, "IDN-005", first, second, more=account)


@PEOPLE.one()
def two_students_have_one_number(draw: Draw, files: Files) -> Made:
    first, second = two_strangers(draw)
    user_of(files, first)["identifier"] = user_of(files, second)["identifier"]
    return on_users(files, "IDN-006", first, second, more=in_state_file(files, "ENR-018", first))


@PEOPLE.one()
def a_student_has_a_placeholder_for_a_name(draw: Draw, files: Files) -> Made:
    student = draw.student()
    user_of(files, student)["givenName"] = draw.rng.choice(["Test", "UNKNOWN", "tbd", "Placeholder"])
    return on_users(files, "IDN-007", student)


@PEOPLE.one()
def a_name_was_broken_between_two_systems(draw: Draw, files: Files) -> Made:
    student = draw.student()
    row = user_of(files, student)
    row["familyName"] = draw.rng.choice([row["familyName"] + "7", "NÃºÃ±ez", "Fr?nk", "Mu\ufffdoz", "Lee  Ann"])
    return on_users(files, "IDN-008", student)


@PEOPLE.one()
def a_suffix_stands_in_the_family_name(draw: Draw, files: Files) -> Made:
    student = draw.student()
    user_of(files, student)["familyName"] += draw.rng.choice([" Jr.", " III", ", Sr"])
    return on_users(files, "IDN-009", student)


@PEOPLE.one()
def a_family_name_is_cut_to_one_letter(draw: Draw, files: Files) -> Made:
    student = draw.student()
    row = user_of(files, student)
    row["familyName"] = row["familyName"][0] + draw.rng.choice(["", "."])
    return on_users(files, "IDN-010", student)


@PEOPLE.one()
def the_demographics_of_a_student_are_deleted(draw: Draw, files: Files) -> Made:
    student = draw.student()
    table = sheet(files, DEMOGRAPHICS)
    table.rows.remove(table.one(sourcedId=student.key))
    return on_users(files, "DEM-001", student)


def with_birth_date(files: Files, student: Student, birth_date: str, check: str) -> Made:
    row = sheet(files, DEMOGRAPHICS).one(sourcedId=student.key)
    row["birthDate"] = birth_date
    must = Must(check, DEMOGRAPHICS, row, subject=student.key, column="birthDate")
    return files, expects(must, *in_state_file(files, "DEM-009", student))


@PEOPLE.one()
def a_student_is_not_born_yet(draw: Draw, files: Files) -> Made:
    return with_birth_date(files, draw.student(), f"20{draw.rng.randint(27, 90)}-05-31", "DEM-002")


@PEOPLE.one()
def a_student_is_far_too_old_for_the_grade(draw: Draw, files: Files) -> Made:
    student = draw.student(lambda each: each.school == ELEMENTARY)
    return with_birth_date(files, student, f"{int(student.birth_date[:4]) - 6}-05-30", "DEM-003")


@PEOPLE.one()
def many_students_have_one_birth_date(draw: Draw, files: Files) -> Made:
    """A day that was filled in for want of a better one."""
    many = [draw.student(lambda each: each.grade in ("09", "10")) for _ in range(8)]
    rows = [sheet(files, DEMOGRAPHICS).one(sourcedId=student.key) for student in many]
    for row in rows:
        row["birthDate"] = "2011-03-31"
    first = min(rows, key=sheet(files, DEMOGRAPHICS).line)
    return files, expects(Must("DEM-004", DEMOGRAPHICS, first))


def races_of(table: Sheet, student: Student) -> tuple[dict[str, str], list[str]]:
    row = table.one(sourcedId=student.key)
    return row, table.header[5:10]


@PEOPLE.one()
def a_student_has_no_race(draw: Draw, files: Files) -> Made:
    student = draw.student()
    row, races = races_of(sheet(files, DEMOGRAPHICS), student)
    row |= dict.fromkeys([*races, "demographicRaceTwoOrMoreRaces", "hispanicOrLatinoEthnicity"], "false")
    return files, expects(Must("DEM-005", DEMOGRAPHICS, row, subject=student.key))


@PEOPLE.one()
def a_student_of_two_races_has_one(draw: Draw, files: Files) -> Made:
    student = draw.student(lambda each: each.race != "Two or More Races")
    row, _ = races_of(sheet(files, DEMOGRAPHICS), student)
    row["demographicRaceTwoOrMoreRaces"] = "true"
    return files, expects(Must("DEM-006", DEMOGRAPHICS, row, subject=student.key))


@PEOPLE.one()
def a_student_is_a_grown_up(draw: Draw, files: Files) -> Made:
    student = draw.student(lambda each: each.school == HIGH)
    return with_birth_date(files, student, f"{draw.rng.randint(1970, 2003)}-04-30", "DEM-007")


@PEOPLE.one()
def a_child_is_in_a_grade_that_the_school_does_not_teach(draw: Draw, files: Files) -> Made:
    """The age then contradicts the grade, too."""
    student = draw.student(lambda each: each.school == ELEMENTARY and each.grade in ("KG", "01", "02"))
    user_of(files, student)["grades"] = "11"
    row = sheet(files, DEMOGRAPHICS).one(sourcedId=student.key)
    again = Must("DEM-003", DEMOGRAPHICS, row, subject=student.key)
    must = Must("GRD-001", USERS, user_of(files, student), subject=student.key)
    return files, expects(must, again, also=["GRD-003"])


@PEOPLE.one()
def a_student_has_no_grade(draw: Draw, files: Files) -> Made:
    student = draw.student()
    user_of(files, student)["grades"] = ""
    return on_users(files, "GRD-002", student, column="grades")


STATE_PEOPLE = Mutations("people in the state file", ROSTER, LISTS)


def state_row(files: Files, student: Student) -> dict[str, str]:
    return sheet(files, STATE).one(**{"Local Student ID": student.local_id})


@STATE_PEOPLE.one()
def a_student_stands_twice_in_a_list(draw: Draw, files: Files) -> Made:
    """Of a name that is not common in the list: IDN-011 is silent where chance may have made two of it."""
    student = draw.student(lambda each: namesakes(each) <= 12)
    new = {"Local Student ID": "009977", "State Student ID": "0899999999", "Lunch Status": "Free"}
    row = sheet(files, STATE).add(state_row(files, student), **new)
    # The SIS knows nobody under the second number.
    return files, expects(Must("IDN-011", STATE, row), Must("ENR-018", STATE, row, subject="009977"))


@STATE_PEOPLE.one()
def two_students_of_a_list_have_one_state_id(draw: Draw, files: Files) -> Made:
    """Where the SIS knows both, they are two persons of the record with one state id as well."""
    first, second = two_strangers(draw)
    rows = [state_row(files, first), state_row(files, second)]
    rows[0]["State Student ID"] = rows[1]["State Student ID"]
    musts = (Must("IDN-012", STATE, row, subject=row["Local Student ID"]) for row in rows)
    return files, expects(*musts, also=["IDN-002", "IDN-013"])


@STATE_PEOPLE.one()
def a_student_of_a_list_is_not_born_yet(draw: Draw, files: Files) -> Made:
    row = state_row(files, draw.student())
    row["Date of Birth"] = "2027-02-03"
    number = row["Local Student ID"]
    return files, expects(Must("DEM-008", STATE, row, subject=number), Must("DEM-009", STATE, row, subject=number))


@STATE_PEOPLE.one()
def a_state_id_is_empty(draw: Draw, files: Files) -> Made:
    row = state_row(files, draw.student())
    row["State Student ID"] = ""
    return files, expects(Must("IDN-014", STATE, row, subject=row["Local Student ID"]))


@STATE_PEOPLE.one()
def a_state_id_lost_a_digit(draw: Draw, files: Files) -> Made:
    row = state_row(files, draw.student())
    row["State Student ID"] = row["State Student ID"][:-1]
    return files, expects(Must("IDN-015", STATE, row, subject=row["Local Student ID"]), also=["IDN-013"])


@STATE_PEOPLE.one()
def the_sex_differs_between_two_systems(draw: Draw, files: Files) -> Made:
    row = state_row(files, draw.student())
    row["Gender"] = "M" if row["Gender"] == "F" else "F"
    return files, expects(Must("DEM-009", STATE, row, subject=row["Local Student ID"]))


@STATE_PEOPLE.one()
def a_disability_stands_without_special_education(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, STATE), lambda each: each["Special Education"] == "N" and not each["Exit Date"])
    row["Primary Disability"] = "SLD"
    return files, expects(Must("PRG-013", STATE, row, subject=row["Local Student ID"]))


@STATE_PEOPLE.one()
def a_child_dropped_out(draw: Draw, files: Files) -> Made:
    row = state_row(files, draw.student(lambda each: each.grade == "03"))
    row |= {"Exit Date": "2026-10-20", "Exit Code": "Dropout"}
    return files, expects(Must("ENR-017", STATE, row, subject=row["Local Student ID"]), also=["PRG-009", "ATT-002"])


@STATE_PEOPLE.one()
def a_graduate_comes_from_grade_nine(draw: Draw, files: Files) -> Made:
    row = state_row(files, draw.student(lambda each: each.grade == "09"))
    row |= {"Exit Date": "2026-10-20", "Exit Code": "Graduated"}
    return files, expects(Must("ENR-016", STATE, row, subject=row["Local Student ID"]), also=["PRG-009", "ATT-002"])


@STATE_PEOPLE.one()
def a_grade_differs_between_two_systems(draw: Draw, files: Files) -> Made:
    student = draw.student(lambda each: each.grade not in ("KG", "12"))
    row = state_row(files, student)
    row["Grade Level"] = f"{int(student.grade) + 1:02d}"
    return files, expects(Must("GRD-003", STATE, row, subject=student.local_id))
