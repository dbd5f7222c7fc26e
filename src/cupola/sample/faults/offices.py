"""Faults of positions, of Macs and the help desk's assets, and of systems that contradict each other."""

import numpy as np

from cupola.sample.days import TODAY, YEAR_BEGINS, iso_day, school_days
from cupola.sample.edits import Edit
from cupola.sample.faults.plan import NothingToSpoil, Plan
from cupola.sample.faults.students import RACE_COLUMNS
from cupola.sample.faults.victims import Planter, Victims, email, local, sis, staff_id
from cupola.sample.files import texts
from cupola.sample.files.attendance import PATH
from cupola.sample.files.incident_iq import asset_ids
from cupola.sample.files.jamf import jamf_ids
from cupola.sample.population.devices import MAC, ONE_TO_ONE_FROM, STAFF
from cupola.sample.population.programs import FREE
from cupola.sample.population.schools import GRADE_5, GRADES

TEN_DAYS = 12
FEW = 30
AGO = TODAY - 20


def positions(plan: Plan, victims: Victims) -> None:
    """STF-001 to STF-004, STF-006."""
    for check, row, edit, note in (
        (
            "STF-001",
            victims.teacher(),
            Edit(copies=({"Position Number": "POS-90001", "FTE": "1.3"},)),
            "2.3 full posts",
        ),
        ("STF-002", victims.aide(), Edit({"FTE": "100"}), "a percentage"),
        ("STF-003", victims.aide(), Edit({"Position End Date": "2001-06-30"}), "ends before it begins"),
        ("STF-006", victims.aide(), Edit({"Position Title": "Classroom Teacher"}), "a teacher without classes"),
    ):
        number = texts.staff_number(row)
        fault = plan.add(check, "positions", number, note=note)
        plan.change("positions", number, Edit(edit.cells, copies=edit.copies, fault=fault))
    post = {"Employee ID": "E99904", "First Name": "Ines", "Last Name": "Calder", "Position Title": "Classroom Teacher"}
    fault = plan.add("STF-004", "positions", "E99904", note="nobody in the SIS has this number")
    more = {"Position Number": "POS-90004", "FTE": "1.0", "Position Start Date": "2020-08-01", "Fund Code": "01"}
    plan.append("positions", {**post, **more}, fault=fault)


def teacher_without_a_position(plan: Plan, victims: Victims) -> None:
    """STF-005: left in September, and still teaches."""
    if len(victims.district.staff) < FEW:
        raise NothingToSpoil("there are hardly any staff")
    row = victims.teacher()
    fault = plan.add("STF-005", "users", staff_id(row), note="the only position ended in September")
    plan.edit("users", staff_id(row), fault=fault)
    plan.edit("positions", texts.staff_number(row), {"Position End Date": "2026-09-10"})


def assets(plan: Plan, victims: Victims) -> None:
    """DEV-016, DEV-017, DEV-018."""
    devices = victims.district.devices
    macs = devices.run(MAC)
    kinds, counts = np.unique(devices.model[macs], return_counts=True)
    if not len(kinds) or counts.max() < 6:
        raise NothingToSpoil("there are hardly any Macs")
    own = jamf_ids(macs[devices.model[macs] == kinds[counts.argmax()]].tolist())
    new = {
        "JSS Computer ID": "99016",
        "Computer Name": "MAC-NEW",
        "Serial Number": "C02ZZZ16",
        "Asset Tag": "HU0900016",
    }
    plan.change(
        "jamf", own[0], Edit(copies=(new,), fault=plan.add("DEV-016", "jamf", "99016", note="not in the register"))
    )
    fault = plan.add("DEV-017", "jamf", own[1], note="the disk is not encrypted")
    plan.edit("jamf", own[1], {"FileVault 2 Status": "Not Encrypted"}, fault=fault)
    asset = asset_ids(np.flatnonzero(devices.use == STAFF)[:1].tolist())[0]
    fault = plan.add("DEV-018", "incident iq", asset, note="lent to a number that nobody has")
    plan.edit("incident iq", asset, {"OwnerSchoolIdNumber": "E99918"}, fault=fault)


def systems_apart(plan: Plan, victims: Victims) -> None:
    """IDN-013, DEM-009, DEM-011, PRG-016, ORG-005, ACC-010, GRD-004."""
    district = victims.district
    row = victims.student(victims.plain())
    fault = plan.add("IDN-013", "users", sis(victims, row), note="another state id in the state upload")
    plan.edit("users", sis(victims, row), fault=fault)
    plan.edit("state", local(victims, row), {"State Student ID": "9876543210"})
    programs = district.programs
    fed = (programs.meal == FREE) & (programs.nighttime == 0)
    fed &= ~(programs.foster | programs.migrant | programs.directly_certified)
    for check, number, cells, note in (
        (
            "DEM-009",
            local(victims, victims.student(district.students.grade > GRADE_5)),
            {"Birth Date": "2011-02-27"},
            "another birth date",
        ),
        ("PRG-016", local(victims, victims.student(fed)), {"Meal Status": "Paid"}, "pays here, free in the SIS"),
    ):
        plan.edit("state", number, cells, fault=plan.add(check, "state", number, note=note))
    fault = plan.add("ORG-005", "state", "0199998", note="no school has this code")
    plan.edit("state", local(victims, victims.quiet_student(victims.plain())), {"School Code": "0199998"}, fault=fault)
    user = sis(victims, victims.student())
    fault = plan.add("DEM-011", "demographics", user, note="Hispanic or Latino, and no race")
    cells = dict.fromkeys(RACE_COLUMNS, "false") | {"hispanicOrLatinoEthnicity": "true"}
    plan.edit("demographics", user, cells, fault=fault)
    row = victims.student(district.students.grade < ONE_TO_ONE_FROM)
    address = f"formerly.{email(victims, row)}"
    fault = plan.add("ACC-010", "google users", address, note="another address than in the SIS")
    cells = {"primaryEmail": address, "externalIds.0.value": local(victims, row)}
    plan.edit("google users", email(victims, row), cells, fault=fault)
    code = district.schools.codes[int(np.flatnonzero(district.schools.high == GRADE_5)[0])]
    fault = plan.add("GRD-004", "schools", code, note="registered for grade 06, which it does not teach")
    plan.edit("schools", code, {"High Grade": GRADES[GRADE_5 + 1]}, fault=fault)


def open_in_the_state_file(plan: Plan, victims: Victims) -> None:
    """ENR-018: left weeks ago, and the state file does not know."""
    gone = victims.district.standing.exit
    number = local(victims, victims.leaver((gone < AGO) & ~victims.district.standing.moved))
    fault = plan.add("ENR-018", "state", number, note="left in the SIS, open in the state upload")
    plan.edit("state", number, {"Exit Date": "", "Exit Code": ""}, fault=fault)


def count_of_a_grade(plan: Plan, victims: Victims) -> None:
    """ENR-020: students of one grade stand in the next one in the state upload, to which nothing else happens."""
    district = victims.district
    grade, active = district.students.grade, district.standing.active()
    found = []
    for school in range(len(district.schools)):
        here = active & (district.standing.school == school)
        sizes = np.bincount(grade[here], minlength=len(GRADES))
        free = np.bincount(grade[here & victims.fit], minlength=len(GRADES))
        for target in range(3, len(GRADES) - 1):
            need = max(4, int(sizes[target + 1] * 0.1) + 2)
            if sizes[target + 1] and free[target] >= need + 3:
                found.append((need, school, target))
    if not found:
        raise NothingToSpoil("no grade has students enough")
    need, school, target = min(found)
    rows = victims.students(need, active & (district.standing.school == school) & (grade == target))
    victims.pass_over((district.standing.school == school) & (grade == target + 1))
    subject = f"{district.schools.codes[school]} {GRADES[target + 1].lstrip('0')}"
    fault = plan.add("ENR-020", "state", subject, note=f"{need} students too many in grade {GRADES[target + 1]}")
    for row in rows:
        number = local(victims, row)
        plan.may("GRD-003", "state", number, note="in the next grade in the state upload")
        plan.edit("state", number, {"Grade Level": GRADES[target + 1]}, fault=fault)


def absences(plan: Plan, victims: Victims) -> None:
    """ATT-006, ATT-007, ATT-008."""
    district = victims.district
    standing, days = district.standing, school_days()
    lit = standing.school != victims.dark_schools["attendance"]
    row = victims.quiet_student(lit)
    _absent(plan, victims, row, days=days[-TEN_DAYS:].tolist(), check="ATT-006")
    late = standing.active() & lit & ~standing.moved & (standing.entry > YEAR_BEGINS + 4) & (standing.entry < days[-6])
    row = victims.any_student(late)
    victims.spared.add(row)
    plan.may("ATT-006", "attendance", local(victims, row), note="absent since entry")
    _absent(plan, victims, row, days=[date for date in days.tolist() if date >= standing.entry[row]], check="ATT-007")
    told = {new.cells.get("Student Number", "") for new in plan.edits[PATH].rows}
    quiet = np.array([f"{number:07d}" not in told for number in district.students.local.tolist()])
    for school in range(len(district.schools)):
        for grade in range(3, len(GRADES)):
            rows = np.flatnonzero((standing.school == school) & (district.students.grade == grade))
            if lit[rows].all() and len(rows) >= 10 and quiet[rows].all():
                _whole_grade(plan, victims, rows.tolist(), subject=f"{district.schools.codes[school]} {GRADES[grade]}")
                return
    raise NothingToSpoil("no grade is without absences of its own")


def _whole_grade(plan: Plan, victims: Victims, rows: list[int], *, subject: str) -> None:
    victims.spared.update(rows)
    fault = plan.add("ATT-008", "state", subject, note="nobody of this grade was ever absent")
    plan.edit("state", local(victims, rows[0]), fault=fault)


def _absent(plan: Plan, victims: Victims, row: int, *, days: list[int], check: str) -> None:
    number = local(victims, row)
    code = victims.district.schools.codes[victims.district.standing.school[row]]
    fault = plan.add(check, "attendance", number, note="absent on every school day")
    for date in days:
        event = {"Student Number": number, "School Code": code, "Date": iso_day(date), "Category": "Absent - Unexcused"}
        plan.append("attendance", {**event, "Minutes": "360"}, fault=fault)


PLANTERS: tuple[tuple[str, Planter], ...] = (
    ("STF-001 STF-002 STF-003 STF-004 STF-006", positions),
    ("STF-005", teacher_without_a_position),
    ("DEV-016 DEV-017 DEV-018", assets),
    ("IDN-013 DEM-009 DEM-011 PRG-016 ORG-005 ACC-010 GRD-004", systems_apart),
    ("ENR-018", open_in_the_state_file),
)
FIRST: tuple[tuple[str, Planter], ...] = (("ENR-020", count_of_a_grade),)
LAST: tuple[tuple[str, Planter], ...] = (("ATT-006 ATT-007 ATT-008", absences),)
