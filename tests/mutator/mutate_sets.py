"""Damage to a gradebook, to a set for School Data Sync and to one for Clever."""

from __future__ import annotations

from tests.mutator.expectations import (
    CLEVER,
    GRADEBOOK,
    ROSTER,
    SDS,
    Draw,
    Expectation,
    Make,
    Must,
    Mutations,
    expects,
)
from tests.mutator.sheets import Files, sheet

GRADES = Mutations("gradebook", GRADEBOOK, ROSTER, look=("GRB",))
SYNC = Mutations("School Data Sync", SDS, look=("SDS",))
SETS = Mutations("Clever", CLEVER, look=("CLV",))
Made = tuple[Files, Expectation]


def changed(check: str, file: str, called: str, *, also: tuple[str, ...] = (), **cells: str) -> Make:
    """A mutation by which one row of a file says something else."""

    def make(draw: Draw, files: Files) -> Made:
        row = draw.row(sheet(files, file))
        row |= cells
        return files, expects(Must(check, file, row), also=also)

    make.__name__ = called
    return make


def repeated(check: str, file: str, called: str, **cells: str) -> Make:
    """A mutation by which one row of a file comes twice, the second time with these cells."""

    def make(draw: Draw, files: Files) -> Made:
        table = sheet(files, file)
        row = table.add(draw.row(table), **cells)
        draw.take(row)
        return files, expects(Must(check, file, row))

    make.__name__ = called
    return make


ITEMS, RESULTS = "sis/lineItems.csv", "sis/results.csv"
for made in (
    changed("GRB-001", ITEMS, "work_in_an_unknown_class", also=("GRB-012", "GRB-014"), classSourcedId="cl-none"),
    changed("GRB-002", ITEMS, "work_in_an_unknown_category", categorySourcedId="ca-none"),
    changed("GRB-003", ITEMS, "work_in_an_unknown_session", academicSessionSourcedId="ses-none"),
    changed("GRB-005", ITEMS, "work_at_another_school", schoolSourcedId="org-el"),
    changed("GRB-006", ITEMS, "work_due_before_it_is_given", dueDate="2026-09-01"),
    changed("GRB-007", ITEMS, "lowest_above_highest", resultValueMin="50"),
    changed("GRB-008", RESULTS, "a_result_of_unknown_work", lineItemSourcedId="li-none"),
    changed("GRB-009", RESULTS, "a_result_of_an_unknown_student", studentSourcedId="st-none"),
    changed("GRB-010", RESULTS, "a_result_of_the_principal", also=("GRB-012",), studentSourcedId="wk-001"),
    changed("GRB-011", RESULTS, "a_score_above_the_range", score="21"),
    changed("GRB-012", RESULTS, "a_result_of_a_child_of_another_school", studentSourcedId="st-0000"),
    changed("GRB-014", RESULTS, "a_result_in_another_class", classSourcedId="cl-hi-10-mat"),
    changed("GRB-015", RESULTS, "graded_without_a_score", score=""),
    repeated("GRB-013", RESULTS, "a_result_twice", sourcedId="re-twice"),
):
    GRADES.one(alone=True)(made)

for made in (
    changed("ROS-012", "sds/enrollments.csv", "sds_seat_of_an_unknown_user", userSourcedId="P99"),
    changed("ROS-002", "sds/classes.csv", "sds_class_at_an_unknown_org", orgSourcedId="S9"),
    changed("ROS-007", "sds/roles.csv", "sds_role_of_nobody", also=("SDS-012", "ROL-001"), userSourcedId="P99"),
    changed("ROS-008", "sds/roles.csv", "sds_role_at_an_unknown_org", orgSourcedId="S9"),
    changed("ROS-005", "sds/orgs.csv", "sds_org_under_an_unknown_one", parentSourcedId="S9"),
    changed("ROS-003", "sds/classes.csv", "sds_class_in_an_unknown_session", sessionSourcedIds="Y99"),
    changed("ROS-001", "sds/classes.csv", "sds_class_of_an_unknown_course", courseSourcedId="C9"),
    changed("SDS-016", "sds/relationships.csv", "sds_no_parent", relationshipUserSourcedId="G99", also=("SDS-012",)),
    changed("SDS-019", "sds/users.csv", "sds_name_without_domain", username="just.a.name"),
    changed("SDS-022", "sds/users.csv", "sds_phone_as_dialled_here", phone="(555) 201-3344"),
    changed("SES-004", "sds/academicSessions.csv", "sds_session_ends_early", endDate="2026-08-01"),
    changed("SDS-025", "sds/roles.csv", "sds_grade_of_its_own", grade="K5"),
    repeated("ENR-005", "sds/enrollments.csv", "sds_seat_twice"),
):
    SYNC.one(alone=True)(made)


@SYNC.one(alone=True)
def sds_seat_in_an_unknown_class(draw: Draw, files: Files) -> Made:
    """A teacher's seat leaves the class that it was in without one."""
    row = draw.row(sheet(files, "sds/enrollments.csv"))
    room = sheet(files, "sds/classes.csv").one(sourcedId=row["classSourcedId"])
    row["classSourcedId"] = "K9"
    without = [Must("SEC-001", "sds/classes.csv", room)] if row["role"] == "teacher" else []
    return files, expects(Must("ROS-014", "sds/enrollments.csv", row), *without)


@SYNC.one(alone=True)
def sds_class_loses_its_teacher(draw: Draw, files: Files) -> Made:
    seats, rooms = sheet(files, "sds/enrollments.csv"), sheet(files, "sds/classes.csv")
    row = draw.row(seats, lambda each: each["role"] == "teacher")
    seats.rows = [each for each in seats.rows if each is not row]
    room = rooms.one(sourcedId=row["classSourcedId"])
    return files, expects(Must("SEC-001", "sds/classes.csv", room, subject=room["sourcedId"]))


@SYNC.one(alone=True)
def sds_two_users_of_one_name(draw: Draw, files: Files) -> Made:
    table = sheet(files, "sds/users.csv")
    one, other = draw.row(table), draw.row(table)
    other["username"] = one["username"].upper()
    return files, expects(*(Must("SDS-018", "sds/users.csv", row, subject=row["sourcedId"]) for row in (one, other)))


for made in (
    changed("ROS-002", "clever/sections.csv", "clever_section_at_an_unknown_school", School_id="S9", also=("ENR-004",)),
    changed("ROS-009", "clever/students.csv", "clever_student_at_an_unknown_school", School_id="S9"),
    changed("ROS-009", "clever/teachers.csv", "clever_teacher_at_an_unknown_school", School_id="S9"),
    changed("ROS-012", "clever/sections.csv", "clever_unknown_second_teacher", Teacher_2_id="T9"),
    changed("ROS-014", "clever/enrollments.csv", "clever_seat_in_an_unknown_section", Section_id="K9"),
    changed("ROS-012", "clever/enrollments.csv", "clever_seat_of_an_unknown_student", Student_id="P99"),
    changed("ENR-004", "clever/enrollments.csv", "clever_seat_at_the_other_school", School_id="S2"),
    changed("CLV-014", "clever/sections.csv", "clever_section_begins_later", Term_start="1/4/2027"),
    changed("CLV-017", "clever/sections.csv", "clever_term_ends_early", Term_end="8/1/2026"),
    changed("CLV-019", "clever/students.csv", "clever_grade_of_its_own", Grade="K5"),
    repeated("CLV-012", "clever/students.csv", "clever_rows_contradict", Last_name="Heron"),
    repeated("CLV-015", "clever/enrollments.csv", "clever_seat_twice"),
):
    SETS.one(alone=True)(made)


@SETS.one(alone=True)
def clever_student_without_a_seat(draw: Draw, files: Files) -> Made:
    seats, table = sheet(files, "clever/enrollments.csv"), sheet(files, "clever/students.csv")
    row = draw.row(table)
    seats.rows = [each for each in seats.rows if each["Student_id"] != row["Student_id"]]
    return files, expects(Must("ENR-006", "clever/students.csv", row, subject=row["Student_id"]))


@SETS.one(alone=True)
def clever_section_is_empty(draw: Draw, files: Files) -> Made:
    seats, table = sheet(files, "clever/enrollments.csv"), sheet(files, "clever/sections.csv")
    row = draw.row(table)
    seats.rows = [each for each in seats.rows if each["Section_id"] != row["Section_id"]]
    return files, expects(Must("SEC-004", "clever/sections.csv", row, subject=row["Section_id"]))


@SETS.one(alone=True)
def clever_address_on_two(draw: Draw, files: Files) -> Made:
    table = sheet(files, "clever/students.csv")
    one, other = draw.row(table), draw.row(table)
    other["Student_email"] = one["Student_email"]
    rows = (Must("CLV-018", "clever/students.csv", row, subject=row["Student_id"]) for row in (one, other))
    return files, expects(*rows)
