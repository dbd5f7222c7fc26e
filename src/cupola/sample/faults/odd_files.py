"""Small files that other systems might have left in the folder: unreadable, half readable, stale, damaged."""

from dataclasses import dataclass

import numpy as np

from cupola.sample.days import LAST_MONTH, TODAY, day, iso_day, school_days
from cupola.sample.faults import odd_archives
from cupola.sample.faults.plan import NothingToSpoil, Plan
from cupola.sample.faults.victims import Victims, local
from cupola.sample.files import attendance, google, intune, programs, results
from cupola.sample.population.devices import MODELS
from cupola.sample.population.district import STUDENT_DOMAIN
from cupola.sample.population.schools import GRADES

FOLDER = "this-month/odd-files"
HEADER = ",".join(attendance.HEADER)
PASSWORD = b"harbor"
NESTED = 8
STOPS = 5_000
STALE_ROWS = 21
WEB_PAGE = """<!DOCTYPE html>
<html><head><title>Sign in</title></head>
<body><h1>Your session has expired</h1><form action="/login"><input name="user"></form></body></html>
"""
ENTITIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE buses [<!ENTITY late "seven minutes">]>
<buses><bus><number>14</number><late>&late;</late></bus></buses>
"""


@dataclass(slots=True)
class Remarks:
    """Tardies of students who have no other event: each file takes the next day, so that nothing is repeated."""

    numbers: list[tuple[str, str]]
    days: list[str]

    def lines(self) -> list[str]:
        """Three rows of one day."""
        date = self.days.pop(0)
        return [f"{number},{code},{date},Tardy,7" for number, code in self.numbers]

    def text(self, header: str = HEADER) -> str:
        """A whole file."""
        return "\r\n".join([header, *self.lines()]) + "\r\n"


def plant_odd_files(plan: Plan, victims: Victims) -> None:
    """Plan every odd file; the few that need rows of the district need a handful of students."""
    students = victims.students(3, victims.district.standing.school != victims.dark_schools["attendance"])
    victims.spared.update(students)
    codes = victims.district.schools.codes
    standing = victims.district.standing
    numbers = [(local(victims, row), codes[int(standing.school[row])]) for row in students]
    days = [iso_day(number) for number in school_days(day("2026-10-13")).tolist()]
    remarks = Remarks(numbers, days)
    for plant in (_unknown, _cut_short, _bytes, _headers, _archives, _ambiguous_dates, _stale_attendance):
        plant(plan, remarks)
    _stale_devices(plan, victims)
    _stale_accounts(plan)
    _copy(plan)
    _older_export(plan)
    try:
        _damaged_results(plan, victims)
    except NothingToSpoil as error:
        for check in ("FIL-006", "FRM-009", "FRM-015"):
            plan.not_planted.append((check, f"The district is too small: {error}."))


def _put(plan: Plan, check: str, *, file: tuple[str, str | bytes], note: str, line: int | None = None) -> None:
    name, content = file
    path = f"{FOLDER}/{name}"
    plan.odd_files.append((path, content.encode() if isinstance(content, str) else content, TODAY))
    plan.add(check, path, None, note=note, line=line)


def _unknown(plan: Plan, remarks: Remarks) -> None:
    menu = "Weekday,Dish,Allergens\r\nMonday,Bean chili,none\r\nTuesday,Pasta,wheat\r\n"
    _put(plan, "FIL-001", file=("lunch-menu.csv", menu), note="nothing that Cupola knows")
    _put(plan, "FIL-002", file=("late-bus.csv", b""), note="no bytes at all")
    stops = ",".join(f"Stop {number}" for number in range(1, STOPS + 1))
    times = ",".join(["07:15"] * STOPS)
    _put(plan, "FIL-024", file=("bus-stops.csv", f"{stops}\r\n{times}\r\n"), note=f"{STOPS:,} columns")
    cut = '[{"bus": "14", "late": 7,'
    _put(plan, "FIL-027", file=("late-bus.json", cut), note="the text ends within the first record", line=1)
    _put(plan, "FIL-028", file=("late-bus.xml", ENTITIES), note="declares an entity", line=2)
    _put(plan, "FIL-016", file=("tardies-portal.csv", WEB_PAGE), note="a sign-in page saved as .csv")


def _cut_short(plan: Plan, remarks: Remarks) -> None:
    lines = remarks.lines()
    number, code, date, category, minutes = lines[2].split(",")
    text = "\r\n".join([HEADER, *lines[:2], f'{number},{code},{date},"{category},{minutes}']) + "\r\n"
    _put(plan, "FIL-004", file=("tardies-annex.csv", text), note="the quote in the last row is never closed", line=4)


def _bytes(plan: Plan, remarks: Remarks) -> None:
    lines = (
        remarks.text()
        .replace("\r\n", ",bus late\r\n")
        .replace("Minutes,bus late", "Minutes,Remark")
        .encode()
        .split(b"\r\n")
    )
    lines[2] = lines[2].replace(b"late", b"lat\x81\x8d\xff")
    note = "bytes that are neither UTF-8 nor Windows-1252"
    _put(plan, "FIL-005", file=("tardies-gate-a.csv", b"\r\n".join(lines)), note=note, line=3)
    lines = remarks.text().encode().split(b"\r\n")
    lines[3] = lines[3].replace(b"Tardy", b"Tar\x00dy")
    _put(plan, "FIL-007", file=("tardies-gate-b.csv", b"\r\n".join(lines)), note="a NUL byte in a cell", line=4)


def _headers(plan: Plan, remarks: Remarks) -> None:
    twice = remarks.text().replace("\r\n", ",7\r\n").replace(f"{HEADER},7", f"{HEADER},Minutes", 1)
    _put(plan, "FIL-008", file=("tardies-gate-c.csv", twice), note="two columns are called Minutes", line=1)
    nameless = remarks.text().replace("\r\n", ",x\r\n").replace(f"{HEADER},x", f"{HEADER},", 1)
    _put(plan, "FIL-009", file=("tardies-gate-d.csv", nameless), note="the last column has no name", line=1)
    preamble = "Tardy report of the front gate\r\nPrinted 2026-10-29\r\n\r\n" + remarks.text()
    _put(plan, "FIL-010", file=("tardies-gate-e.csv", preamble), note="three lines stand before the header", line=1)


def _archives(plan: Plan, remarks: Remarks) -> None:
    rows = remarks.text().encode()
    damaged = odd_archives.packed({"tardies.csv": rows})[:-40]
    for check, name, content, note in (
        ("FIL-011", "remarks.zip", odd_archives.huge_cell(f"{HEADER},Remark", remarks.lines()), "17 MB in one cell"),
        ("FIL-013", "counselor.zip", odd_archives.protected("notes.csv", rows, PASSWORD), "protected by a password"),
        ("FIL-014", "camera-log.zip", odd_archives.bomb("log.csv"), "64 MB in 65 kB"),
        ("FIL-015", "visitors.zip", odd_archives.packed({"../../outside.csv": rows}), "leads out of the folder"),
        ("FIL-017", "boxes.zip", odd_archives.nested("tardies.csv", rows, NESTED), f"{NESTED} archives in each other"),
        ("FIL-025", "tardies-backup.zip", damaged, "the end of the archive is missing"),
    ):
        _put(plan, check, file=(name, content), note=note)


def _ambiguous_dates(plan: Plan, remarks: Remarks) -> None:
    dates = ("09/10/2026", "10/09/2026", "09/09/2026")
    rows = [f"{number},{code},{date},Tardy,9" for (number, code), date in zip(remarks.numbers, dates, strict=False)]
    text = "\r\n".join([HEADER, *rows]) + "\r\n"
    _put(plan, "FIL-020", file=("tardies-gate-f.csv", text), note="day and month can be read either way")


def _stale_devices(plan: Plan, victims: Victims) -> None:
    """FED-003: the Chromebooks of another console, exported in May; they are in the register."""
    header = ",".join(google.DEVICES_HEADER)
    rows = []
    path = f"{FOLDER}/google-devices-annex.csv"
    for place in range(3):
        tag, serial = f"HU09800{place:02d}", f"8D9YYY{place:02d}"
        cells = dict.fromkeys(google.DEVICES_HEADER, "")
        cells |= {"deviceId": f"eeee0000eeee0000-{place:08x}", "serialNumber": serial, "annotatedAssetId": tag}
        cells |= {"status": "ACTIVE", "lastSync": f"2026-05-1{place}T17:00:00.000Z", "model": MODELS[2].name}
        cells |= {"annotatedLocation": victims.district.schools.names[0], "autoUpdateThrough": MODELS[2].updates_end}
        rows.append(",".join(cells.values()))
        asset = {"Asset Tag": tag, "Name": tag, "Serial": serial, "Category": "Chromebook", "Status": "Deployed"}
        plan.append("assets", {**asset, "Model": MODELS[2].name, "Location": victims.district.schools.names[0]})
        plan.add("DEV-006", path, cells["deviceId"], note="not heard of since May", line=place + 2)
    text = "\r\n".join([header, *rows]) + "\r\n"
    _put(plan, "FED-003", file=("google-devices-annex.csv", text), note="nothing in it is newer than 12 May 2026")


def _stale_accounts(plan: Plan) -> None:
    """FED-004: accounts of a class that has left, suspended, and nobody has exported them anew since June."""
    rows = [",".join(google.USERS_HEADER)]
    for place in range(STALE_ROWS):
        cells = dict.fromkeys(google.USERS_HEADER, "")
        cells |= {"primaryEmail": f"26alum{place}@{STUDENT_DOMAIN}", "id": f"66600000000000000{place:04d}"}
        cells |= {"name.givenName": "Alum", "name.familyName": "Harbor", "orgUnitPath": "/Former/Class of 2026"}
        cells |= {"suspended": "True", "isAdmin": "False", "isEnrolledIn2Sv": "False"}
        cells |= {
            "creationTime": "2022-08-15T16:00:00.000Z",
            "lastLoginTime": f"2026-06-{place % 9 + 1:02d}T16:00:00.000Z",
        }
        rows.append(",".join(cells.values()))
    text = "\r\n".join(rows) + "\r\n"
    _put(plan, "FED-004", file=("google-users-annex.csv", text), note="nobody in it has signed in since June")


def _stale_attendance(plan: Plan, remarks: Remarks) -> None:
    """FED-005: tardies of August, delivered at the end of October."""
    days = [iso_day(number) for number in school_days(day("2026-08-20")).tolist()[: STALE_ROWS // 3]]
    rows = [f"{number},{code},{date},Tardy,11" for date in days for number, code in remarks.numbers]
    text = "\r\n".join([HEADER, *rows]) + "\r\n"
    _put(plan, "FED-005", file=("tardies-gate-g.csv", text), note=f"nothing in it is newer than {days[-1]}")


def _copy(plan: Plan) -> None:
    copy = programs.PATH.replace(".csv", "_copy.csv")
    plan.copies.append((programs.PATH, copy))
    plan.add("FIL-021", copy, programs.PATH, note="the same bytes as sis-programs.csv")
    plan.may("FIL-021", programs.PATH, copy, note="the file that was copied")


def _older_export(plan: Plan) -> None:
    """FIL-026: last month's list of the same system, shortened."""
    header = ",".join(intune.HEADER)
    cells = dict.fromkeys(intune.HEADER, "")
    cells |= {"Device ID": "0ld00001-51c3-4e0a-9b7d-000000000001", "Last check-in": "2026-09-28 10:41:07.0000000"}
    cells |= {
        "Device name": "LAB-HU0970001",
        "Serial number": "7H0OLD01",
        "Compliance": "Compliant",
        "Encrypted": "True",
    }
    path = f"{FOLDER}/intune-devices-september.csv"
    content = f"{header}\r\n{','.join(cells.values())}\r\n".encode()
    plan.odd_files.append((path, content, LAST_MONTH))
    plan.add("FIL-026", path, None, note="a newer export of the same system lies beside it")


def _damaged_results(plan: Plan, victims: Victims) -> None:
    """A file that was opened and saved in a spreadsheet: zeros lost, long numbers shortened, dates turned."""
    students = victims.students(12, plan.tested())
    path = f"{FOLDER}/state-test-results-makeup.csv"
    lines = [",".join(results.HEADER)]
    for place, row in enumerate(students):
        number, state = local(victims, row).lstrip("0"), victims.district.students.state[row]
        if not place:
            plan.add("FRM-015", path, number, note="the zeros of all student numbers are lost", line=2)
        if place < 2:
            plan.add("FRM-009", path, number, note=f"the state id was {state}", line=place + 2)
        shown = f"{int(state):.5E}".replace("E+0", "E+") if place < 2 else str(state)
        grade = GRADES[victims.grade(row) - 1].lstrip("0")
        code = victims.district.schools.codes[int(results.school_then(victims.district, np.array([row]))[0])].lstrip(
            "0"
        )
        test = "State Summative Assessment \u2013 Makeup"
        cells = (
            number,
            shown,
            test,
            "Science",
            f"5/{place % 5 + 4}/2026",
            grade,
            code,
            str(2_390 + 13 * place),
            "Level 2",
        )
        lines.append(",".join(cells))
        for check in ("ASM-001", "ASM-002", "ASM-003", "FRM-005", "FRM-015"):
            plan.may(check, path, number, note="the leading zeros are lost")
    text = "\r\n".join(lines) + "\r\n"
    plan.may("FIL-020", path, None, note="day and month can be read either way")
    _put(plan, "FIL-006", file=("state-test-results-makeup.csv", text.encode("cp1252")), note="written in Windows-1252")
