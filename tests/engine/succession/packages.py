"""Small OneRoster packages, whole or of changes only, and a data folder that they are loaded into."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.journey import CheckOptions, check_paths, load
from cupola.engine.kinds import Report
from cupola.engine.loading import Loaded, LoadOptions
from cupola.engine.record.facts import RecordFacts, record_facts
from cupola.engine.record.manifest import Manifest
from cupola.engine.record.store import open_store

Row = Mapping[str, str]
Rows = Iterable[Row]
HEADS = {
    "academicSessions": "sourcedId status dateLastModified title type startDate endDate parentSourcedId schoolYear",
    "orgs": "sourcedId status dateLastModified name type identifier parentSourcedId",
    "courses": "sourcedId status dateLastModified schoolYearSourcedId title courseCode grades orgSourcedId subjects "
    "subjectCodes",
    "classes": "sourcedId status dateLastModified title grades courseSourcedId classCode classType location "
    "schoolSourcedId termSourcedIds subjects subjectCodes periods",
    "users": "sourcedId status dateLastModified enabledUser orgSourcedIds role username userIds givenName familyName "
    "middleName identifier email sms phone agentSourcedIds grades password",
    "enrollments": "sourcedId status dateLastModified classSourcedId schoolSourcedId userSourcedId role primary "
    "beginDate endDate",
    "demographics": "sourcedId status dateLastModified birthDate sex americanIndianOrAlaskaNative asian "
    "blackOrAfricanAmerican nativeHawaiianOrOtherPacificIslander white demographicRaceTwoOrMoreRaces "
    "hispanicOrLatinoEthnicity countryOfBirthCode stateOfBirthAbbreviation cityOfBirth publicSchoolResidenceStatus",
}
FILES = ("categories", "classes", "classResources", "courses", "courseResources", "demographics", "enrollments")
FILES += ("lineItems", "orgs", "resources", "results", "users", "academicSessions")


def student(number: int, **more: str) -> Row:
    """An invented student of Harbor Elementary."""
    return {
        "sourcedId": f"s{number}",
        "enabledUser": "true",
        "orgSourcedIds": "harbor",
        "role": "student",
        "username": f"pupil{number}",
        "givenName": "Wren",
        "familyName": f"Testfield {chr(65 + number % 26)}{number}",
        "identifier": f"{70000 + number}",
        "grades": "04",
    } | more


def teacher(number: int, **more: str) -> Row:
    """An invented teacher of Harbor Elementary."""
    return student(number, sourcedId=f"t{number}", role="teacher", username=f"teacher{number}", grades="") | more


def enrollment(user: str, group: str = "c1", **more: str) -> Row:
    """Somebody in a class; the id tells both."""
    return {
        "sourcedId": f"{group}-{user}",
        "classSourcedId": group,
        "schoolSourcedId": "harbor",
        "userSourcedId": user,
        "role": "teacher" if user.startswith("t") else "student",
        "beginDate": "2026-08-17",
        "endDate": "2027-06-04",
    } | more


def school_year() -> dict[str, Rows]:
    """A district with one school, one class, four students and their teacher."""
    org = {"sourcedId": "harbor", "name": "Harbor Elementary", "type": "school", "identifier": "0010"}
    year = {"sourcedId": "y27", "title": "2026-27", "type": "schoolYear", "schoolYear": "2027"}
    days = {"startDate": "2026-08-17", "endDate": "2027-06-04"}
    course = {"sourcedId": "m4", "schoolYearSourcedId": "y27", "title": "Mathematics 4", "courseCode": "M4"}
    group = {"sourcedId": "c1", "title": "Mathematics 4a", "courseSourcedId": "m4", "classType": "scheduled"}
    people = [teacher(1), *(student(number) for number in range(1, 5))]
    return {
        "academicSessions": [year | days],
        "orgs": [
            {"sourcedId": "district", "name": "Bay District", "type": "district", "identifier": "0001"},
            org | {"parentSourcedId": "district"},
        ],
        "courses": [course | {"orgSourcedId": "harbor"}],
        "classes": [group | {"schoolSourcedId": "harbor", "termSourcedIds": "y27", "grades": "04"}],
        "users": people,
        "enrollments": [enrollment(person["sourcedId"], primary="true") for person in people[:1]]
        + [enrollment(person["sourcedId"]) for person in people[1:]],
    }


def package(path: Path, tables: Mapping[str, Rows], *, mode: str = "bulk", day: str, code: str = "bay") -> Path:
    """A zip with these files, all bulk or all delta; a table called `name:delta` or `name:bulk` says so itself."""
    modes = {name.split(":")[0]: name.split(":")[1] if ":" in name else mode for name in tables}
    lines = [("manifest.version", "1.0"), ("oneroster.version", "1.1")]
    lines += [(f"file.{name}", modes.get(name, "absent")) for name in FILES]
    lines += [("source.systemName", f"{code.title()} SIS"), ("source.systemCode", code)]
    path.parent.mkdir(parents=True, exist_ok=True)
    made = datetime.fromisoformat(f"{day}T06:00:00+00:00")
    with zipfile.ZipFile(path, "w") as archive:
        _member(archive, "manifest.csv", _text(("propertyName", "value"), lines), made)
        for name, rows in tables.items():
            heads = HEADS[name.split(":")[0]].split()
            cells = [[row.get(head, "") for head in heads] for row in rows]
            _member(archive, f"{name.split(':')[0]}.csv", _text(heads, cells), made)
    os.utime(path, (made.timestamp(), made.timestamp()))
    return path


def _text(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([list(head), *map(list, rows)])
    return out.getvalue()


def _member(archive: zipfile.ZipFile, name: str, text: str, made: datetime) -> None:
    archive.writestr(zipfile.ZipInfo(name, made.timetuple()[:6]), text)


def changed(row: Row, day: str, **more: str) -> Row:
    """A row as a file of changes has it."""
    return {**row, "status": "active", "dateLastModified": f"{day}T01:00:00.000Z", **more}


def deleted(row: Row, day: str) -> Row:
    """A row as a file of changes deletes it."""
    return changed(row, day, status="tobedeleted")


class Office:
    """Somebody who loads packages into a data folder and looks at what is in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"

    def load(self, name: str, tables: Mapping[str, Rows], **more: Any) -> Loaded:
        accept = more.pop("accept", False)
        path = package(self.folder / name / "sis.zip", tables, **more)
        return self.load_file(path, accept=accept)

    def load_file(self, *paths: Path, accept: bool = False, **options: Any) -> Loaded:
        return load(paths, LoadOptions(self.data, accept_mapping=True, accept_unusual=accept, **options))

    def check(self, name: str, tables: Mapping[str, Rows], **more: Any) -> Report:
        path = package(self.folder / name / "sis.zip", tables, **more)
        return check_paths([path], CheckOptions(self.data))

    @property
    def now(self) -> Manifest:
        manifest = open_store(self.data).current()
        assert manifest is not None
        return manifest

    @property
    def facts(self) -> RecordFacts:
        return record_facts(open_store(self.data), self.now)

    def rows(self, table: str, columns: str, *, layer: str | None = None) -> list[tuple[Any, ...]]:
        """The rows of a table in force, sorted; of one layer or of all."""
        store, manifest = open_store(self.data), self.now
        pairs = zip(manifest.tables.get(table, ()), store.part_paths(manifest, table), strict=True)
        paths = [quoted(str(path)) for part, path in pairs if layer in (None, part.layer)]
        if not paths:
            return []
        sql = f"SELECT {columns} FROM read_parquet([{', '.join(paths)}], union_by_name = true) ORDER BY ALL"
        return connect().execute(sql).fetchall()
