"""Faults of the lists of further systems: answers at home, results of vendors, accounts of Entra, the SIS's delta."""

import numpy as np

from cupola.sample.days import NEVER, TODAY, day
from cupola.sample.faults.picks import Picks, number_of, sis_id
from cupola.sample.faults.plan import NothingToSpoil, Plan
from cupola.sample.files import delta, digital_equity, entra, texts, vendor_results
from cupola.sample.files.vendor_results import I_READY_HEADER

NO_INTERNET = {"internetAccessInResidence": "No - Not Affordable"}
INTERNET = {"internetAccessInResidence": "Yes", "internetAccessTypeInResidence": "Satellite"}
NO_DEVICE = {"digitalDevice": "None", "primaryLearningDeviceAccess": "None"}
STARS = "other-systems/lists/star-reading.csv"
OLDER = "other-systems/lists/map-growth-spring-2023.csv"
STAR_HEADER = (
    "StudentIdentifier,StudentStateID,StudentRenaissanceID,AssessmentID,StudentFirstName,StudentLastName,BirthDate,"
    "SchoolIdentifier,Grade,CompletedDateLocal,SchoolYear,ScaledScore,UnifiedScore,PercentileRank"
)
STRANGERS, OLDER_ROWS = 12, 60
# A department is judged where nearly all of so many accounts are of people in the SIS.
MANY_STAFF, LONG_AGO = 20, 20


def digital_equity_answers(plan: Plan, picks: Picks) -> None:
    """EQU-001 to EQU-005: new answers of students whose own are left out."""
    path = digital_equity.PATH
    for check, cells, note in (
        ("EQU-001", {**NO_INTERNET, "internetAccessTypeInResidence": "Satellite"}, "no internet, but a satellite"),
        ("EQU-002", {**INTERNET, "internetPerformance": ""}, "internet, but not how well it works"),
        ("EQU-003", {**NO_DEVICE, "primaryLearningDeviceProvider": "School"}, "no device, but the school gave it"),
        ("EQU-004", {"digitalDevice": "Tablet", "primaryLearningDeviceAccess": ""}, "nobody knows who shares it"),
        ("EQU-005", {"digitalDevice": "Typewriter"}, "a typewriter"),
    ):
        row = picks.student()
        number = number_of(picks, row)
        code = picks.district.schools.codes[int(picks.district.standing.school[row])]
        plan.drop(path, number)
        whole = {
            "studentUniqueId": number,
            "schoolId": code,
            "internetAccessInResidence": "Yes",
            "internetAccessTypeInResidence": "CellularNetwork",
            "internetPerformance": "Yes - No issues",
            "digitalDevice": "Tablet",
            "primaryLearningDeviceProvider": "Personal",
            "primaryLearningDeviceAccess": "Shared",
        }
        if "internetAccessInResidence" in cells:
            whole["internetPerformance"] = ""
        plan.append(path, {**whole, **cells}, fault=plan.add(check, path, number, note=note))


def results_of_vendors(plan: Plan, picks: Picks) -> None:
    """ASM-004, ASM-005, ASM-006: a file of strangers, one of students who have mostly left, and one score."""
    row = picks.small_child()
    number = number_of(picks, row)
    cells = dict.fromkeys(I_READY_HEADER, "") | {
        "Student ID": number,
        "Student State ID": str(picks.district.students.state[row]),
        "Student Grade": "3",
        "Academic Year": "2026-2027",
        "Completion Date": "10/12/2026",
        "Overall Scale Score": "999",
    }
    fault = plan.add("ASM-006", vendor_results.I_READY, number, note="999 of at most 800")
    plan.append(vendor_results.I_READY, cells, fault=fault)
    strangers = [
        f"RN{77_001 + place},,{880_001 + place},{550_001 + place},Oona,Merrow,2015-04-0{1 + place % 9},,4,"
        f"2026-09-1{place % 9},2026-2027,{410 + place},{980 + place},{40 + place}"
        for place in range(STRANGERS)
    ]
    plan.add("ASM-004", STARS, None, note="the numbers are those of the testing system")
    plan.odd_files.append((STARS, "\r\n".join([STAR_HEADER, *strangers, ""]).encode(), day("2026-10-30")))
    known = picks.present.students[: OLDER_ROWS // 2]
    if len(known) < OLDER_ROWS // 2:
        raise NothingToSpoil("fewer than thirty students are there")
    numbers = [number_of(picks, int(one)) for one in known] + [
        f"{5_900_001 + place}" for place in range(OLDER_ROWS // 2)
    ]
    rows = [
        f"Spring 2022-2023,{one},,,{60_000_001 + place},Growth: Math 2-5,Mathematics,5/{1 + place % 20}/2023,"
        f"{180 + place},{30 + place},Avg,Geometry,{181 + place},Avg,Number Sense,{179 + place},Avg"
        for place, one in enumerate(numbers)
    ]
    plan.add("ASM-005", OLDER, None, note="half of the students have left since")
    content = "\r\n".join([",".join(vendor_results.MAP_HEADER), *rows, ""]).encode()
    plan.odd_files.append((OLDER, content, day("2023-06-09")))


def rows_of_the_delta(plan: Plan, picks: Picks) -> None:
    """PKG-012: a changed user whose row does not say what became of it."""
    path = f"{delta.PATH}/users.csv"
    name = sis_id(picks, picks.student())
    cells = {"sourcedId": name, "dateLastModified": delta.STAMP, "enabledUser": "true", "orgSourcedIds": "ORG-001"}
    person = {"role": "student", "username": "late.change", "givenName": "Oona", "familyName": "Merrow", "grades": "05"}
    fault = plan.add("PKG-012", path, name, note="the row has no status")
    plan.append(path, {**cells, **person}, fault=fault)


def accounts_of_entra(plan: Plan, picks: Picks) -> None:
    """ACC-002, ACC-003: an account of nobody among the staff of a school, and one of a leaver that is still on."""
    district, staff = picks.district, picks.district.staff
    here = np.bincount(staff.school[(staff.left == NEVER) & (staff.school >= 0)])
    gone = (staff.left != NEVER) & (staff.left < TODAY - LONG_AGO)
    gone[district.guardians.staff[district.guardians.staff >= 0]] = False
    if not gone.any() or here.max() < MANY_STAFF:
        raise NothingToSpoil("no school has twenty staff, or nobody left")
    row = int(np.flatnonzero(gone)[-1])
    address = texts.staff_emails(district, np.array([row]))[0]
    fault = plan.add("ACC-003", entra.PATH, address, note="left the district, the account in Entra is on")
    plan.edit(entra.PATH, address, {"accountEnabled": "True"}, fault=fault)
    nobody = address.replace(address.split("@")[0], "otto.zabriskie")
    names = {"displayName": "Otto Zabriskie", "surname": "Zabriskie", "givenName": "Otto"}
    cells = {
        **dict.fromkeys(entra.HEADER, ""),
        **names,
        "userPrincipalName": nobody,
        "mail": nobody,
        "id": entra.account_id(len(staff)),
        "userType": "Member",
        "accountEnabled": "True",
        "createdDateTime": "2/3/2025 4:12:45 PM",
        "department": texts.school_names(district, np.array([here.argmax()]))[0],
    }
    fault = plan.add("ACC-002", entra.PATH, nobody, note="nobody in the SIS")
    plan.append(entra.PATH, cells, fault=fault)


PLANTERS = (
    ("EQU-001 EQU-002 EQU-003 EQU-004 EQU-005", digital_equity_answers),
    ("ASM-004 ASM-005 ASM-006", results_of_vendors),
    ("PKG-012", rows_of_the_delta),
    ("ACC-002 ACC-003", accounts_of_entra),
)
