"""What the record of the clean district holds already: a delivery of a year ago and one of a month ago."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cupola.engine.journey import load
from cupola.engine.loading import LoadOptions
from tests.mutator.bench import clean
from tests.mutator.clean_desks import POSITIONS, desks
from tests.mutator.clean_people import FIRST_DAY, students
from tests.mutator.expectations import LISTS, MACHINES, ROSTER
from tests.mutator.sheets import Files, Sheet, sheet, write

NOW = frozenset({ROSTER, LISTS, MACHINES})
MEALS = "Free and Reduced Lunch"
A_YEAR_AGO, A_MONTH_AGO = "2025-10-15", "2026-09-30"
GRADES = ("KG", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12")


def a_year_ago() -> Files:
    """The roster of the year before: everybody one grade lower, and terms of their own."""
    files = {name: content for name, content in now().items() if name.startswith("sis/")}
    files |= {name: now()[name] for name in ("programs.csv", POSITIONS)}
    for row in sheet(files, "programs.csv").rows:
        row["Begin Date"] = "2025-08-18"
    users, roles = sheet(files, "sis/users.csv"), sheet(files, "sis/roles.csv")
    small = {row["sourcedId"] for row in users.rows if row["grades"] == "KG"}
    users.rows = [row for row in users.rows if row["sourcedId"] not in small]
    for row in users.rows:
        if row["grades"]:
            row["grades"] = GRADES[GRADES.index(row["grades"]) - 1]
    roles.rows = [row for row in roles.rows if row["userSourcedId"] not in small]
    for row in roles.rows:
        row |= {"beginDate": "2025-08-18", "endDate": ""} if row["role"] == "student" else {}
    for row in sheet(files, "sis/academicSessions.csv").rows:
        row |= {"schoolYear": "2026", "title": f"{row['title']} before"}
        row |= {column: _year_before(row[column]) for column in ("startDate", "endDate")}
        row |= {column: f"old-{row[column]}" for column in ("sourcedId", "parentSourcedId") if row[column]}
    return files


def _year_before(day: str) -> str:
    return f"{int(day[:4]) - 1}{day[4:]}"


def now() -> Files:
    """The delivery of now, without the other lists of students: what they say would stand beside what the SIS says."""
    files = clean(NOW)
    left_out = ("state-upload.csv", "attendance.csv", "math-results.csv")
    kept = {name: files[name] for name in files if name not in left_out} | {POSITIONS: desks()[POSITIONS]}
    _with_meals(sheet(kept, "programs.csv"))
    return kept


def _with_meals(programs: Sheet) -> None:
    """Every third student is entitled to meals, so that there is a program with many in it."""
    for student in students()[::3]:
        if not student.left:
            new = {"Student Number": student.local_id, "Program": MEALS, "School Code": student.school.code}
            programs.rows.append(new | {"Begin Date": FIRST_DAY, "End Date": ""})


def remembered(folder: Path) -> Path:
    """A data folder with both deliveries in its record."""
    data = folder / "data"
    for day, files in ((A_YEAR_AGO, a_year_ago()), (A_MONTH_AGO, now())):
        delivery = write(files, folder / day)
        options = LoadOptions(data, accept_mapping=True, accept_unusual=True, as_of=date.fromisoformat(day))
        loaded = load([delivery], options)
        assert loaded.changed
        assert loaded.held == ()
    return data
