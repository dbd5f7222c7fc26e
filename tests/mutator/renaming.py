"""The same delivery under other ids, and the same delivery with one more school."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from tests.mutator.clean_people import SCHOOLS, students, words, workers
from tests.mutator.sheets import Files, Sheet, copy_of, sheet

# Columns that hold ids; several ids in one cell stand apart by commas.
IDS = frozenset(
    words("""
    sourcedId parentSourcedId schoolYearSourcedId courseCode orgSourcedId courseSourcedId classCode
    schoolSourcedId termSourcedIds identifier agentSourcedIds primaryOrgSourcedId userSourcedId
    classSourcedId deviceId serialNumber annotatedAssetId id externalIds.0.value Serial
    """)
) | {"Local Student ID", "State Student ID", "School Code", "Student Number", "Device ID", "Serial number", "Asset Tag"}
WORD = re.compile(r"[A-Za-z0-9'+.-]*[A-Za-z0-9]")
STATE = re.compile(r"(?<=\{state:)[^}]*(?=\})")


def other_id(said: str) -> str:
    """An id with a 7 put before its first digit other than 0: order, case and leading zeros stay."""
    if "E+" in said:
        return said
    return re.sub(r"^([^1-9]*)([1-9])", r"\g<1>7\2", said, count=1)


def renamed(files: Files) -> tuple[Files, Callable[[str | None], str | None]]:
    """The delivery with new ids everywhere, and what turns a text with old ids into one with new ones."""
    new: dict[str, str] = {}

    def changed(cell: str) -> str:
        for said in WORD.findall(cell):
            new[said] = other_id(said)
        return WORD.sub(lambda found: new[found[0]], cell)

    copy = copy_of(files)
    for content in copy.values():
        if not isinstance(content, Sheet):
            continue
        for row in content.rows:
            row |= {name: changed(row[name]) for name in IDS & row.keys()}
            if "userIds" in row:
                row["userIds"] = STATE.sub(lambda found: changed(found[0]), row["userIds"])
    assert len(set(new.values())) == len(new)

    def translated(text: str | None) -> str | None:
        return text and WORD.sub(lambda found: new.get(found[0], found[0]), text)

    return copy, translated


# What of the middle school becomes the school that is added.
OLD = SCHOOLS[1]
NEW_NAME, NEW_CODE = "Dogwood Middle", "0049"


def with_another_school(files: Files, pristine: Files) -> Files:
    """The delivery and a school more, made of the clean middle school under other ids and names."""
    names = _new_names(pristine)
    grown = copy_of(files)
    for name in grown:
        if name.startswith("edfi/"):
            continue
        table = sheet(grown, name)
        table.rows += [_moved(row, names) for row in sheet(pristine, name).rows if _belongs(name, row, names)]
    return grown


def _new_names(pristine: Files) -> dict[str, str]:
    """Every word that stands for something of the middle school, and what stands for it in the new one."""
    pupils = [student for student in students() if student.school == OLD]
    staff = [worker for worker in workers() if worker.school == OLD]
    new = {OLD.key: "org-new", OLD.code: NEW_CODE, OLD.name: NEW_NAME}
    for student in pupils:
        new |= {student.key: f"{student.key}n", student.local_id: f"005{student.local_id[3:]}"}
        new |= {
            student.state_id: f"09{student.state_id[2:]}",
            f"gu-{student.guardian:04d}": f"gu-{student.guardian}n",
        }
        new |= {student.family: f"{student.family}son", student.email: f"n{student.email}"}
    for worker in staff:
        new |= {
            worker.key: f"{worker.key}n",
            worker.email: f"n{worker.email}",
            worker.local_id: f"8{worker.local_id}",
        }
    keyed = {"sis/classes.csv": "schoolSourcedId", "sis/enrollments.csv": "schoolSourcedId"}
    for name, column in keyed.items():
        new |= {row["sourcedId"]: f"{row['sourcedId']}n" for row in sheet(pristine, name).where(**{column: OLD.key})}
    for row in sheet(pristine, "google-devices.csv").where(annotatedLocation=OLD.name):
        new |= {row[column]: f"{row[column]}n" for column in ("deviceId", "serialNumber", "annotatedAssetId")}
    return new


KEYS = ("sourcedId", "userSourcedId", "Local Student ID", "Student Number", "externalIds.0.value", "annotatedLocation")


def _belongs(name: str, row: dict[str, str], names: dict[str, str]) -> bool:
    """Whether a row is of the middle school."""
    if name == "assets.csv":
        return row["Serial"] in names
    return any(row.get(column) in names for column in KEYS)


def _moved(row: dict[str, str], names: dict[str, str]) -> dict[str, str]:
    """The row under the new names; keys that hang on it get a letter more."""
    new = {column: _in_words(cell, names) for column, cell in row.items()}
    if "agentSourcedIds" in new:
        kept = [agent for agent in new["agentSourcedIds"].split(",") if agent.endswith("n")]
        new["agentSourcedIds"] = ",".join(kept)
    if new.get("username"):
        new["username"] += "n"
    if new.get("email", "").endswith("@mail.example"):
        new["email"] = "n" + new["email"]
    if new.get("id"):
        new["id"] += "0"
    if new.get("sourcedId", "").startswith("ro-"):
        new["sourcedId"] += "n"
    for column in ("birthDate", "Date of Birth"):
        if new.get(column):
            new[column] = (date.fromisoformat(new[column]) + timedelta(days=1)).isoformat()
    return new


def _in_words(cell: str, names: dict[str, str]) -> str:
    """A cell with every word of the old school replaced."""
    if cell in names:
        return names[cell]
    joined = ",".join(names.get(part, part) for part in cell.split(",")).replace(OLD.name, NEW_NAME)
    return STATE.sub(lambda found: names.get(found[0], found[0]), joined)
