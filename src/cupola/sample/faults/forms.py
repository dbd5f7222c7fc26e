"""Faults of form: empty cells, wrong values, odd dates, e-mails, phones and identifiers."""

from cupola.sample.faults.plan import Plan
from cupola.sample.faults.victims import Planter, Victims, guardian_id, local, room_id, sis
from cupola.sample.population.schools import GRADE_3, GRADES


def row_with_surplus_cell(plan: Plan, victims: Victims) -> None:
    """FIL-003: one cell too many, one too few."""
    row = victims.quiet_student()
    cells = {"Student Number": local(victims, row), "School Code": _code(victims, row), "Date": "2026-09-15"}
    for extra, note in (("", "the row ends after the date"), (",late bus", "a comma in an unquoted remark")):
        fault = plan.add("FIL-003", "attendance", None, note=note)
        end = {"Category": "Tardy", "Minutes": f"5{extra}"} if extra else {}
        plan.append_ragged("attendance", ",".join({**cells, **end}.values()), fault=fault)


def line_break_in_a_cell(plan: Plan, victims: Victims) -> None:
    """FIL-018: a note of the asset register in two lines."""
    tag = victims.district.devices.tag[victims.cart()]
    fault = plan.add("FIL-018", "assets", tag, note="the note runs over two lines")
    plan.edit("assets", tag, {"Asset Notes": "Hinge loose\nwaits for part"}, fault=fault)


def mapping_not_confirmed(plan: Plan, victims: Victims) -> None:
    """FIL-019: nobody has confirmed how the enrollment system's columns are to be read."""
    plan.add("FIL-019", "applications", None, note="as long as no mapping was confirmed")


def required_cell_empty(plan: Plan, victims: Victims) -> None:
    """FRM-001: a class without a title."""
    room = room_id(victims.room())
    plan.edit("classes", room, {"title": ""}, fault=plan.add("FRM-001", "classes", room, note="title is empty"))


def value_outside_the_list(plan: Plan, victims: Victims) -> None:
    """FRM-002: a sex in one letter, a class type with a capital."""
    row, room = victims.student(), room_id(victims.room())
    student = sis(victims, row)
    plan.may("DEM-009", "state", local(victims, row), note="sex is F in the SIS")
    plan.edit(
        "demographics", student, {"sex": "F"}, fault=plan.add("FRM-002", "demographics", student, note="sex is F")
    )
    fault = plan.add("FRM-002", "classes", room, note="classType is Scheduled with a capital")
    plan.edit("classes", room, {"classType": "Scheduled"}, fault=fault)


def boolean_in_another_form(plan: Plan, victims: Victims) -> None:
    """FRM-003: FALSE as a spreadsheet writes it."""
    student = sis(victims, victims.student(~victims.district.students.hispanic))
    fault = plan.add("FRM-003", "demographics", student, note="hispanicOrLatinoEthnicity is FALSE")
    plan.edit("demographics", student, {"hispanicOrLatinoEthnicity": "FALSE"}, fault=fault)


def impossible_date(plan: Plan, victims: Victims) -> None:
    """FRM-004: the 30th of February."""
    row = victims.student(victims.district.students.grade == GRADE_3)
    student = sis(victims, row)
    fault = plan.add("FRM-004", "demographics", student, note="birthDate is 2018-02-30")
    plan.edit("demographics", student, {"birthDate": "2018-02-30"}, fault=fault)


def grade_outside_the_list(plan: Plan, victims: Victims) -> None:
    """FRM-005: a grade that lost its zero."""
    row = victims.student(victims.district.students.grade == GRADE_3)
    student, grade = sis(victims, row), GRADES[victims.grade(row)]
    fault = plan.add("FRM-005", "users", student, note=f"the grade is 3, meant is {grade}")
    plan.edit("users", student, {"grades": "3"}, fault=fault)
    for check, table, subject in (
        ("GRD-001", "users", student),
        ("GRD-003", "state", local(victims, row)),
        ("DEM-003", "demographics", student),
        *(("SEC-005", "classes", room_id(room)) for room in victims.rooms_of(row)),
    ):
        plan.may(check, table, subject, note="the grade lost its zero")


def email_of_wrong_form(plan: Plan, victims: Victims) -> None:
    """FRM-006: an address cut off."""
    guardian = guardian_id(victims.guardian())
    fault = plan.add("FRM-006", "users", guardian, note="the e-mail address ends after the @")
    plan.edit("users", guardian, {"email": "parent.of.two@"}, fault=fault)


def phone_of_wrong_form(plan: Plan, victims: Victims) -> None:
    """FRM-007: too few digits."""
    guardian = guardian_id(victims.guardian())
    plan.edit("users", guardian, {"phone": "555-12"}, fault=plan.add("FRM-007", "users", guardian, note="five digits"))


def odd_identifiers(plan: Plan, victims: Victims) -> None:
    """FRM-008, FRM-010, FRM-009: a blank after, an apostrophe before an identifier; digits lost."""
    for check, form, note in (
        ("FRM-008", "G{} ", "a blank after the identifier"),
        ("FRM-010", "'G{}", "an apostrophe before the identifier"),
        ("FRM-009", "3.{}E+09", "the identifier in scientific notation"),
    ):
        row = victims.guardian()
        number = form.format(row + 300_001)
        fault = plan.add(check, "users", guardian_id(row), note=note)
        plan.edit("users", guardian_id(row), {"identifier": number}, fault=fault)


def not_a_number(plan: Plan, victims: Victims) -> None:
    """FRM-012: a price that is a remark."""
    tag = victims.district.devices.tag[victims.cart()]
    fault = plan.add("FRM-012", "assets", tag, note="the purchase cost is a remark")
    plan.edit("assets", tag, {"Purchase Cost": "see invoice"}, fault=fault)


def course_keys(plan: Plan, victims: Victims) -> None:
    """FRM-013, FRM-014: two courses with one id, two whose ids differ in letter case only."""
    for check, pair, note in (
        ("FRM-013", ("CRS-NEW-01", "CRS-NEW-01"), "two courses have the id CRS-NEW-01"),
        ("FRM-014", ("CRS-NEW-02", "crs-new-02"), "the ids differ only in letter case"),
    ):
        for number, course in enumerate(pair):
            fault = plan.add(check, "courses", course, note=note) if number else -1
            plan.append("courses", unused_course(course), fault=fault)


def identifier_too_long(plan: Plan, victims: Victims) -> None:
    """FRM-011: an id of 300 letters."""
    course = "CRS-" + "N" * 296
    fault = plan.add("FRM-011", "courses", course, note="the id has 300 characters, 255 are allowed")
    plan.append("courses", unused_course(course), fault=fault)


def unused_course(course: str, **cells: str) -> dict[str, str]:
    """A course that no class is taught in."""
    return {
        "sourcedId": course,
        "schoolYearSourcedId": "SY2027",
        "title": "Course in Preparation",
        "courseCode": course[4:20],
        "grades": "12",
        "orgSourcedId": "ORG-000",
        "subjects": "Miscellaneous",
        "subjectCodes": "22999",
        **cells,
    }


def _code(victims: Victims, row: int) -> str:
    return victims.district.schools.codes[int(victims.district.standing.school[row])]


PLANTERS: tuple[tuple[str, Planter], ...] = (
    ("FIL-003", row_with_surplus_cell),
    ("FIL-018", line_break_in_a_cell),
    ("FIL-019", mapping_not_confirmed),
    ("FRM-001", required_cell_empty),
    ("FRM-002", value_outside_the_list),
    ("FRM-003", boolean_in_another_form),
    ("FRM-004", impossible_date),
    ("FRM-005", grade_outside_the_list),
    ("FRM-006", email_of_wrong_form),
    ("FRM-007", phone_of_wrong_form),
    ("FRM-008 FRM-009 FRM-010", odd_identifiers),
    ("FRM-011", identifier_too_long),
    ("FRM-012", not_a_number),
    ("FRM-013 FRM-014", course_keys),
)
