"""Faults of what is known about students: birth dates, race, grades, programs."""

import numpy as np

from cupola.sample.arrays import Array, words
from cupola.sample.faults.plan import NothingToSpoil, Plan, scaled
from cupola.sample.faults.victims import Planter, Victims, email, local, room_id, sis
from cupola.sample.population.devices import ONE_TO_ONE_FROM
from cupola.sample.population.programs import FREE, PAID
from cupola.sample.population.schools import GRADE_5, GRADE_12, GRADES, KG

FEW = 20
RACE_COLUMNS = words(
    "americanIndianOrAlaskaNative asian blackOrAfricanAmerican nativeHawaiianOrOtherPacificIslander white "
    "demographicRaceTwoOrMoreRaces hispanicOrLatinoEthnicity"
)


def student_without_demographics(plan: Plan, victims: Victims) -> None:
    """DEM-001."""
    user = sis(victims, victims.student())
    plan.edit("users", user, fault=plan.add("DEM-001", "users", user, note="no row in demographics.csv"))
    plan.drop("demographics", user)


def births(plan: Plan, victims: Victims) -> None:
    """DEM-002, DEM-003, DEM-007."""
    grade = victims.district.students.grade
    for check, where, birth, note, also in (
        ("DEM-002", grade == KG, "2027-01-15", "born after today", ("DEM-003",)),
        ("DEM-003", grade == GRADE_5, "2009-03-05", "17 years old in grade 05", ()),
        ("DEM-007", grade == GRADE_12, "2001-03-05", "25 years old", ("DEM-003",)),
    ):
        row = victims.student(where)
        user = sis(victims, row)
        plan.may("DEM-009", "state", local(victims, row), note=note)
        plan.edit("demographics", user, {"birthDate": birth}, fault=plan.add(check, "demographics", user, note=note))
        for other in also:
            plan.may(other, "demographics", user, note=note)


def state_list(plan: Plan, victims: Victims) -> None:
    """DEM-008, ENR-012, IDN-012: the same kinds of fault in the state upload alone."""
    young = victims.district.students.grade < ONE_TO_ONE_FROM
    number = local(victims, victims.student())
    fault = plan.add("DEM-008", "state", number, note="born after the day of entry")
    plan.edit("state", number, {"Birth Date": "2027-02-01"}, fault=fault)
    for check in ("DEM-003", "DEM-009"):
        plan.may(check, "state", number, note="born after the day of entry")
    row = victims.quiet_student(young)
    number = local(victims, row)
    fault = plan.add("ENR-012", "state", number, note="leaves before the day of entry")
    plan.edit("state", number, {"Exit Date": "2026-08-10", "Exit Code": "T160"}, fault=fault)
    plan.may("PRG-009", "programs", number, note="leaves before the day of entry")
    plan.may("ACC-003", "google users", email(victims, row), note="leaves before the day of entry")
    first, second = victims.student(young), victims.student(~young)
    fault = plan.add("IDN-012", "state", local(victims, second), note=f"has the state id of {local(victims, first)}")
    state = str(victims.district.students.state[first])
    plan.edit("state", local(victims, second), {"State Student ID": state}, fault=fault)
    plan.may("IDN-012", "state", local(victims, first), note="its state id stands on another student too")
    for row in (first, second):
        plan.may("IDN-002", "users", sis(victims, row), note="the state upload gives both one state id")
        plan.may("IDN-013", "users", sis(victims, row), note="the state upload gives another state id")


def one_birth_date_on_many(plan: Plan, victims: Victims) -> None:
    """DEM-004: what a form puts in when nobody types a birth date."""
    fifth = victims.district.students.grade == GRADE_5
    number = min(max(30, len(victims.district.students) // 80), int((fifth & victims.fit).sum()) // 2)
    if number < FEW:
        raise NothingToSpoil("too few students are in one grade")
    rows = victims.students(number, fifth)
    date = "2016-01-01"
    note = f"{len(rows)} students of grade 05 are born on the first of January"
    fault = plan.add("DEM-004", "demographics", date, note=note)
    for row in rows:
        plan.edit("demographics", sis(victims, row), {"birthDate": date}, fault=fault)
        plan.may("DEM-004", "demographics", sis(victims, row), note=note)


def races(plan: Plan, victims: Victims) -> None:
    """DEM-005, DEM-006."""
    race = victims.district.students.race
    user = sis(victims, victims.student())
    fault = plan.add("DEM-005", "demographics", user, note="every race and the ethnicity are false")
    plan.edit("demographics", user, dict.fromkeys(RACE_COLUMNS, "false"), fault=fault)
    user = sis(victims, victims.student(race & (race - 1) == 0))
    fault = plan.add("DEM-006", "demographics", user, note="two or more races, but one is marked")
    plan.edit("demographics", user, {"demographicRaceTwoOrMoreRaces": "true"}, fault=fault)


def grades(plan: Plan, victims: Victims) -> None:
    """GRD-001, GRD-002, GRD-003."""
    schools, standing = victims.district.schools, victims.district.standing
    young = schools.high[standing.school] == GRADE_5
    row = victims.student(young)
    user = sis(victims, row)
    fault = plan.add("GRD-001", "users", user, note="grade 10 at an elementary school")
    plan.edit("users", user, {"grades": "10"}, fault=fault)
    for check, table, subject in (
        ("DEM-003", "demographics", user),
        ("GRD-003", "state", local(victims, row)),
        *(("SEC-005", "classes", room_id(room)) for room in victims.rooms_of(row)),
    ):
        plan.may(check, table, subject, note="grade 10 at an elementary school")
    user = sis(victims, victims.student())
    plan.edit("users", user, {"grades": ""}, fault=plan.add("GRD-002", "users", user, note="no grade"))
    row = victims.student(young & (victims.district.students.grade == KG + 2))
    fault = plan.add("GRD-003", "state", local(victims, row), note="02 in the SIS, 03 in the state upload")
    plan.edit("state", local(victims, row), {"Grade Level": GRADES[KG + 3]}, fault=fault)


def program_missing_in_state_file(plan: Plan, victims: Victims) -> None:
    """PRG-001, pattern 8: in special education, but the flag is not in the state upload."""
    programs = victims.district.programs
    where = (programs.disability > 0) & ~programs.section_504
    for row in victims.students(scaled(plan, 50), where):
        number = local(victims, row)
        key = f"{number} Special Education"
        plan.edit(
            "programs", key, fault=plan.add("PRG-001", "programs", number, note="not flagged in the state upload")
        )
        plan.edit("state", number, {"Special Education": "N", "Disability Code": ""})


def program_only_in_state_file(plan: Plan, victims: Victims) -> None:
    """PRG-002."""
    programs = victims.district.programs
    number = local(victims, victims.student((programs.disability == 0) & ~programs.section_504))
    fault = plan.add("PRG-002", "state", number, note="section 504 in the state upload, not in the SIS")
    plan.edit("state", number, {"Section 504": "Y"}, fault=fault)


def details_missing(plan: Plan, victims: Victims) -> None:
    """PRG-003, PRG-004, PRG-005, PRG-007."""
    programs = victims.district.programs
    learner = programs.language_program > 0
    for check, where, cells, note in (
        ("PRG-003", learner, {"Language Program": ""}, "English learner without a language program"),
        ("PRG-004", programs.disability > 0, {"Disability Code": ""}, "special education without a disability"),
        ("PRG-005", programs.nighttime > 0, {"Nighttime Residence": ""}, "homeless without a nighttime residence"),
        ("PRG-007", learner, {"Home Language": "English"}, "English learner who speaks English at home"),
    ):
        number = local(victims, victims.student(where))
        plan.edit("state", number, cells, fault=plan.add(check, "state", number, note=note))


def meals(plan: Plan, victims: Victims) -> None:
    """PRG-006, PRG-010: the free meal is missing in both files, so that they do not contradict each other."""
    programs = victims.district.programs
    entitled = (programs.nighttime > 0) | programs.foster | programs.migrant
    for check, where, also, note in (
        ("PRG-006", entitled & ~programs.directly_certified, "", "entitled to free meals, but pays"),
        ("PRG-010", programs.directly_certified & ~entitled, "PRG-006", "directly certified, but pays"),
    ):
        number = local(victims, victims.student(where & (programs.meal == FREE)))
        plan.edit("state", number, {"Meal Status": "Paid"}, fault=plan.add(check, "state", number, note=note))
        plan.drop("programs", f"{number} Free Meals")
        if also:
            plan.may(also, "state", number, note=note)


def section_504_and_special_education(plan: Plan, victims: Victims) -> None:
    """PRG-008: in both files."""
    number = local(victims, victims.student(victims.district.programs.disability > 0))
    fault = plan.add("PRG-008", "state", number, note="section 504 beside special education")
    plan.edit("state", number, {"Section 504": "Y"}, fault=fault)
    plan.append("programs", _membership(number, "Section 504", "2026-08-19", end=""))


def program_dates(plan: Plan, victims: Victims) -> None:
    """PRG-009, PRG-011."""
    for check, begin, end, note in (
        ("PRG-009", "2025-09-02", "2026-03-06", "before the student was enrolled"),
        ("PRG-011", "2026-10-05", "2026-09-07", "ends before it begins"),
    ):
        number = local(victims, victims.student(_pays(victims)))
        fault = plan.add(check, "programs", number, note=note)
        plan.append("programs", _membership(number, "Title I", begin, end=end), fault=fault)


def _pays(victims: Victims) -> Array:
    return np.asarray(victims.district.programs.meal == PAID)


def _membership(number: str, program: str, begin: str, *, end: str) -> dict[str, str]:
    return {"Student Number": number, "Program": program, "Begin Date": begin, "End Date": end}


PLANTERS: tuple[tuple[str, Planter], ...] = (
    ("PRG-005 PRG-003 PRG-004 PRG-007", details_missing),
    ("PRG-006 PRG-010", meals),
    ("PRG-008", section_504_and_special_education),
    ("DEM-001", student_without_demographics),
    ("DEM-002 DEM-003 DEM-007", births),
    ("DEM-005 DEM-006", races),
    ("GRD-001 GRD-002 GRD-003", grades),
    ("PRG-002", program_only_in_state_file),
    ("PRG-009 PRG-011", program_dates),
    ("DEM-008 ENR-012 IDN-012", state_list),
    ("PRG-001", program_missing_in_state_file),
    ("DEM-004", one_birth_date_on_many),
)
