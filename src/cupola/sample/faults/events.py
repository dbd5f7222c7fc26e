"""Faults of attendance, test results and feeds."""

import numpy as np

from cupola.sample.days import day, iso_day
from cupola.sample.faults.plan import NothingToSpoil, Plan, scaled
from cupola.sample.faults.victims import Planter, Victims, local
from cupola.sample.population.schools import GRADE_6, GRADE_9, GRADES

FEW = 40
ATTENDANCE_STOPS, DEVICES_STOP = day("2026-10-05"), day("2026-10-04")


def attendance(plan: Plan, victims: Victims) -> None:
    """ATT-001 to ATT-005, with students who have no other absence."""
    schools = victims.district.schools
    for check, number, date, note in (
        ("ATT-001", "9990001", "2026-09-16", "nobody has that student number"),
        ("ATT-002", "", "2026-08-12", "before the first day of enrollment"),
        ("ATT-003", "", "2026-09-19", "a Saturday"),
        ("ATT-005", "", "2026-12-01", "after today"),
    ):
        row = victims.quiet_student()
        number = number or local(victims, row)
        fault = plan.add(check, "attendance", number, note=note)
        plan.append(
            "attendance", _event(number, schools.codes[victims.district.standing.school[row]], date), fault=fault
        )
        if check == "ATT-002":
            plan.may("ATT-003", "attendance", number, note="before the first day of school")
    row = victims.quiet_student()
    number, code = local(victims, row), schools.codes[victims.district.standing.school[row]]
    plan.append("attendance", _event(number, code, "2026-09-16"))
    fault = plan.add("ATT-004", "attendance", number, note="the same absence twice")
    plan.append("attendance", _event(number, code, "2026-09-16"), fault=fault)


def _event(number: str, code: str, date: str) -> dict[str, str]:
    return {
        "Student Number": number,
        "School Code": code,
        "Date": date,
        "Category": "Absent - Illness",
        "Minutes": "360",
    }


def result_with_unknown_local_id(plan: Plan, victims: Victims) -> None:
    """ASM-001, pattern 5: the state id is known."""
    for place, row in enumerate(victims.students(scaled(plan, 8), plan.tested())):
        key = f"{local(victims, row)} Mathematics"
        wrong = f"{9_980_001 + place}"
        fault = plan.add("ASM-001", "results", wrong, note=f"by the state id it is {local(victims, row)}")
        plan.edit("results", key, {"Student Number": wrong}, fault=fault)


def tested_but_never_enrolled(plan: Plan, victims: Victims) -> None:
    """ASM-002, pattern 6: nobody has either id."""
    if plan.tested().sum() < FEW:
        raise NothingToSpoil("hardly anybody was tested")
    for place in range(scaled(plan, 3)):
        number = f"{9_970_001 + place}"
        fault = plan.add("ASM-002", "results", number, note="nobody has the student number or the state id")
        row = {
            "Student Number": number,
            "State Student ID": f"{9_999_970_001 + place}",
            "Test": "State Summative Assessment",
            "Subject": "Mathematics",
            "Test Date": "2026-05-05",
            "Grade Tested": "05",
            "School Code": victims.district.schools.codes[victims.district.schools.teaching(7)[0]],
            "Scale Score": "2455",
            "Achievement Level": "Level 2",
        }
        plan.append("results", row, fault=fault)


def school_impossible_for_the_grade(plan: Plan, victims: Victims) -> None:
    """ASM-003, pattern 7: last year's school overwritten by this year's."""
    district = victims.district
    moved_up = np.isin(district.students.grade, (GRADE_6, GRADE_9))
    now = district.standing.school
    moved_up &= district.schools.low[now] == district.students.grade
    for row in victims.students(scaled(plan, 8), plan.tested() & moved_up):
        code = district.schools.codes[int(now[row])]
        fault = plan.add("ASM-003", "results", local(victims, row), note="this year's school at last year's grade")
        plan.edit("results", f"{local(victims, row)} Mathematics", {"School Code": code}, fault=fault)


def results_of_this_fall(plan: Plan, victims: Victims) -> None:
    """ASM-007 to ASM-009: a day that has not come yet, two scores of one test, and a grade far away."""
    grades = victims.district.students.grade
    found = victims.students(3, plan.tested() & (grades <= GRADE_6))
    if len(found) < 3:
        raise NothingToSpoil("fewer than three younger students are left who were tested")
    future, twice, far = found
    number = local(victims, future)
    fault = plan.add("ASM-007", "results", number, note="the test is dated after today")
    plan.append("results", _result(number, "2026-12-01", grade=GRADES[grades[future]]), fault=fault)
    number = local(victims, twice)
    plan.append("results", _result(number, "2026-09-22", grade=GRADES[grades[twice]]))
    fault = plan.add("ASM-008", "results", number, note="two scores of one test on one day")
    plan.append("results", _result(number, "2026-09-22", grade=GRADES[grades[twice]], score="2301"), fault=fault)
    number = local(victims, far)
    fault = plan.add("ASM-009", "results", number, note="tested in grade 12")
    plan.append("results", _result(number, "2026-09-22", grade="12"), fault=fault)


def _result(number: str, date: str, *, grade: str, score: str = "2455") -> dict[str, str]:
    return {
        "Student Number": number,
        "Test": "Fall Benchmark",
        "Subject": "Mathematics",
        "Test Date": date,
        "Grade Tested": grade,
        "Scale Score": score,
    }


def feeds_that_stop(plan: Plan, victims: Victims) -> None:
    """FED-001, FED-002, pattern 9: one school falls silent while the others go on."""
    if victims.dark_schools["attendance"] < 0:
        raise NothingToSpoil("the district has fewer than three schools")
    for check, feed, stops, table in (
        ("FED-001", "attendance", ATTENDANCE_STOPS, "attendance"),
        ("FED-002", "devices", DEVICES_STOP, "google devices"),
    ):
        school = victims.dark_schools[feed]
        schools = victims.district.schools
        subject = schools.codes[school] if feed == "attendance" else f"/Devices/{schools.names[school]}"
        plan.add(check, table, subject, note=f"nothing after {iso_day(stops)} from this school")
        (plan.attendance_dark if feed == "attendance" else plan.devices_dark)[school] = stops


PLANTERS: tuple[tuple[str, Planter], ...] = (
    ("ASM-003", school_impossible_for_the_grade),
    ("ATT-001 ATT-002 ATT-003 ATT-004 ATT-005", attendance),
    ("ASM-001", result_with_unknown_local_id),
    ("ASM-002", tested_but_never_enrolled),
    ("ASM-007 ASM-008 ASM-009", results_of_this_fall),
    ("FED-001 FED-002", feeds_that_stop),
)
