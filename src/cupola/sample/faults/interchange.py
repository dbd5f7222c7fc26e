"""Faults of the pages of the Ed-Fi API."""

from cupola.sample.faults.picks import Picks, class_id, number_of
from cupola.sample.faults.plan import Plan
from cupola.sample.files import texts
from cupola.sample.files.edfi import BEGAN, DISTRICT, EXITS, edfi_path
from cupola.sample.files.edfi_shapes import SESSION

NOBODY, NOWHERE = "9790001", "GONE-1"


def _append(plan: Plan, check: str, entity: str, *, subject: str, cells: dict[str, str]) -> None:
    path = edfi_path(entity, "json")
    fault = plan.add(check, path, subject, note="a new record that points to what is not there")
    plan.append(path, {"id": f"ffff{len(plan.faults):028x}", **cells}, fault=fault)


def of_students(plan: Plan, picks: Picks) -> None:
    """ROS-007, ROS-008, ROS-012, ROS-014, EDF-008 to EDF-011."""
    row, place = picks.student(), picks.contact()
    known, school = number_of(picks, row), picks.district.schools.codes[int(picks.district.standing.school[row])]
    stay = {"entry": BEGAN, "grade": "Fifth grade"}
    room = picks.room()
    section = {"section": class_id(room), "session": SESSION, **_course(picks, room), "begin": BEGAN}
    adult = texts.guardian_ids(picks.present.contact[[place]])[0]
    program = {"district": DISTRICT, "program": "Homeless", "type": "Homeless", "begin": BEGAN}
    event = {"school": school, "session": SESSION, "date": "2026-09-16", "category": "Tardy"}
    for check, entity, subject, cells in (
        ("ROS-007", "StudentSchoolAssociation", NOBODY, {"student": NOBODY, "school": school, **stay}),
        ("ROS-008", "StudentSchoolAssociation", known, {"student": known, "school": "999999", **stay}),
        ("ROS-012", "StudentSectionAssociation", NOBODY, {"student": NOBODY, **section}),
        ("ROS-014", "StudentSectionAssociation", known, {"student": known, **section, "section": NOWHERE}),
        ("EDF-008", "StudentContactAssociation", known, {"student": known, "contact": NOWHERE}),
        ("EDF-009", "StudentContactAssociation", NOBODY, {"student": NOBODY, "contact": adult}),
        ("EDF-010", "StudentProgramAssociation", NOBODY, {"student": NOBODY, **program}),
        ("EDF-011", "StudentSchoolAttendanceEvent", NOBODY, {"student": NOBODY, **event}),
    ):
        _append(plan, check, entity, subject=subject, cells=cells)


def _course(picks: Picks, room: int) -> dict[str, str]:
    classes, courses = picks.district.schedule.classes, picks.district.schedule.courses
    school = picks.district.schools.codes[int(classes.school[room])]
    return {"course": courses[int(classes.course[room])].code, "school": school}


def of_sections(plan: Plan, picks: Picks) -> None:
    """EDF-005, ROS-012, ROS-014, EDF-012, EDF-013, ROS-007."""
    room = picks.room()
    place = {**_course(picks, room), "session": SESSION}
    taught = {**place, "section": class_id(room)}
    known = texts.staff_number(picks.staff())
    offering = {"school": place["school"], "session": SESSION, "district": DISTRICT}
    for check, entity, subject, cells in (
        ("EDF-005", "Section", "NEW-5", {**place, "section": "NEW-5", "title": "Study Hall", "course": NOWHERE}),
        ("ROS-012", "StaffSectionAssociation", "E99001", {**taught, "staff": "E99001"}),
        ("ROS-014", "StaffSectionAssociation", known, {**taught, "section": NOWHERE, "staff": known}),
        ("EDF-012", "CourseOffering", "NEW-12", {**offering, "course": "NEW-12", "of": NOWHERE}),
        (
            "EDF-013",
            "CourseOffering",
            "NEW-13",
            {**offering, "course": "NEW-13", "of": place["course"], "session": "Summer 2026"},
        ),
        (
            "ROS-007",
            "StaffEducationOrganizationAssignmentAssociation",
            "E99002",
            {"staff": "E99002", "school": place["school"], "role": "Teacher", "begin": BEGAN},
        ),
    ):
        _append(plan, check, entity, subject=subject, cells=cells)


def of_stays(plan: Plan, picks: Picks) -> None:
    """ROL-006, EDF-016."""
    row = picks.student()
    path, number = edfi_path("StudentSchoolAssociation", "json"), number_of(picks, row)
    code = picks.district.schools.codes[int(picks.district.standing.school[row])]
    fault = plan.add("ROL-006", path, number, note="the exit is before the entry")
    plan.edit(path, f"{number}:{code}", {"exit": EXITS["json"].format("2026-08-03")}, fault=fault)
    child = {"student": "9790016", "given": "Oona", "family": "Merrow", "birth": "2016-04-09"}
    path = edfi_path("Student", "json")
    fault = plan.add("EDF-016", path, "9790016", note="a student without a school")
    plan.append(path, {"id": f"ffff{len(plan.faults):028x}", **child}, fault=fault)


PLANTERS = (
    ("ROS-007 ROS-008 ROS-012 ROS-014 EDF-008 EDF-009 EDF-010 EDF-011", of_students),
    ("EDF-005 ROS-012 ROS-014 EDF-012 EDF-013 ROS-007", of_sections),
    ("ROL-006 EDF-016", of_stays),
)
