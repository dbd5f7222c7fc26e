"""Reads the written files as another program would: tables by path, and what is wrong in them at error level."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import Counter, defaultdict
from functools import cached_property
from itertools import pairwise
from pathlib import Path

SIS = "this-month/sis-oneroster.zip"


class Written:
    """A written district: its tables, each row a dict with `line` beside its cells."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._tables: dict[str, list[dict[str, str]]] = {}

    @cached_property
    def truth(self):
        return json.loads((self.folder / "truth.json").read_text("utf-8"))

    def text(self, path: str) -> str:
        """The text of a file, or of a file in an archive."""
        if ".zip/" in path:
            archive, member = path.split(".zip/")
            with zipfile.ZipFile(self.folder / f"{archive}.zip") as package:
                return package.read(member).decode("utf-8")
        return (self.folder / path).read_text("utf-8", errors="replace")

    def table(self, path: str) -> list[dict[str, str]]:
        """The rows of a CSV file; of a JSON or XML file a row for each record, without its cells."""
        if path not in self._tables and path.endswith((".json", ".xml")):
            lines = enumerate(self.text(path).splitlines(), 1)
            starts = ("<",) if path.endswith(".xml") else ('{"id"', '{"deviceudid"')
            ends = ("<?xml", "<Interchange", "</Interchange")
            self._tables[path] = [
                {"line": number} for number, line in lines if line.startswith(starts) and not line.startswith(ends)
            ]
        if path not in self._tables:
            records = path.endswith(".txt")
            reader = csv.reader(io.StringIO(self.text(path), newline=""), delimiter="^" if records else ",")
            # Uploads for the state have no header: their columns are known by their number.
            bare = records or ("education-insights" in path and not path.endswith("columns.csv"))
            header = [str(number) for number in range(1, 61)] if bare else next(reader)
            rows, line = [], reader.line_num
            for cells in reader:
                rows.append({**dict(zip(header, cells, strict=False)), "line": line + 1})
                line = reader.line_num
            self._tables[path] = rows
        return self._tables[path]

    def sis(self, name: str, month: str = "this-month") -> list[dict[str, str]]:
        """A file of the SIS package."""
        return self.table(f"{month}/sis-oneroster.zip/{name}.csv")

    def export(self, name: str) -> list[dict[str, str]]:
        """A file of this month."""
        return self.table(f"this-month/{name}.csv")


def by(rows, key):
    return {row[key]: row for row in rows}


def listed(cell):
    return [part for part in cell.split(",") if part]


def errors_of(district: Written) -> set[tuple[str, str, int]]:
    """Findings at error level as (check, path, line): references, keys, dates, identity, events."""
    found: set[tuple[str, str, int]] = set()
    for part in (_references, _trees, _enrollments, _people, _programs, _spans, _attendance, _devices):
        for check, path, row in part(district):
            found.add((check, path, row["line"]))
    return found


def _references(district):
    tables = {name: by(district.sis(name), "sourcedId") for name in ("orgs", "users", "courses", "classes")}
    sessions = tables["academicSessions"] = by(district.sis("academicSessions"), "sourcedId")
    rules = (
        ("ROS-001", "classes", "courseSourcedId", tables["courses"]),
        ("ROS-002", "classes", "schoolSourcedId", tables["orgs"]),
        ("ROS-003", "classes", "termSourcedIds", sessions),
        ("ROS-004", "courses", "orgSourcedId", tables["orgs"]),
        ("ROS-005", "orgs", "parentSourcedId", tables["orgs"]),
        ("ROS-006", "academicSessions", "parentSourcedId", sessions),
        ("ROS-007", "roles", "userSourcedId", tables["users"]),
        ("ROS-008", "roles", "orgSourcedId", tables["orgs"]),
        ("ROS-009", "users", "primaryOrgSourcedId", tables["orgs"]),
        ("ROS-010", "demographics", "sourcedId", tables["users"]),
        ("ROS-011", "enrollments", "schoolSourcedId", tables["orgs"]),
        ("ROS-012", "enrollments", "userSourcedId", tables["users"]),
        ("ROS-013", "users", "agentSourcedIds", tables["users"]),
        ("ROS-014", "enrollments", "classSourcedId", tables["classes"]),
        ("ROS-015", "courses", "schoolYearSourcedId", sessions),
    )
    for check, name, column, target in rules:
        for row in district.sis(name):
            if any(part not in target for part in listed(row[column])):
                yield check, f"{SIS}/{name}.csv", row
    for name in (*tables, "roles", "enrollments", "demographics"):
        seen = set()
        for row in district.sis(name):
            if row["sourcedId"] in seen:
                yield "FRM-013", f"{SIS}/{name}.csv", row
            seen.add(row["sourcedId"])


def _trees(district):
    for check, name in (("ORG-004", "orgs"), ("SES-001", "academicSessions")):
        rows = by(district.sis(name), "sourcedId")
        for row in rows.values():
            above, seen = row, set()
            while above and above["sourcedId"] not in seen:
                seen.add(above["sourcedId"])
                above = rows.get(above["parentSourcedId"])
            if above:
                yield check, f"{SIS}/{name}.csv", row
    for row in district.sis("academicSessions"):
        if row["endDate"] < row["startDate"]:
            yield "SES-004", f"{SIS}/academicSessions.csv", row
    orgs = by(district.sis("orgs"), "sourcedId")
    for row in district.sis("classes"):
        if orgs.get(row["schoolSourcedId"], {}).get("type", "school") != "school":
            yield "ORG-003", f"{SIS}/classes.csv", row


def _enrollments(district):
    classes = by(district.sis("classes"), "sourcedId")
    roles = defaultdict(set)
    for row in district.sis("roles"):
        roles[row["userSourcedId"]].add(row["role"])
    path = f"{SIS}/enrollments.csv"
    for row in district.sis("enrollments"):
        if row["endDate"] < row["beginDate"]:
            yield "ENR-002", path, row
        room = classes.get(row["classSourcedId"])
        if room and room["schoolSourcedId"] != row["schoolSourcedId"]:
            yield "ENR-004", path, row
        if roles[row["userSourcedId"]] and row["role"] not in roles[row["userSourcedId"]]:
            yield "ROL-001", path, row
    for row in district.sis("users"):
        if not roles[row["sourcedId"]]:
            yield "ROL-004", f"{SIS}/users.csv", row


def _people(district):
    births = {row["sourcedId"]: row["birthDate"] for row in district.sis("demographics")}
    people, numbers = defaultdict(list), defaultdict(list)
    for row in district.sis("users"):
        if row["grades"] and "StateID" in row["userIds"]:
            people[row["userIds"].split("}")[0]].append(row)
        if row["userIds"]:
            numbers[row["identifier"]].append(row)
    for check, groups in (("IDN-002", people), ("IDN-006", numbers)):
        for rows in groups.values():
            days = {births.get(row["sourcedId"], "") for row in rows}
            if len(rows) > 1 and (len(days) > 1 or check == "IDN-006"):
                yield from ((check, f"{SIS}/users.csv", row) for row in rows)
    for row in district.sis("demographics"):
        if row["birthDate"] > "2026-10-30":
            yield "DEM-002", f"{SIS}/demographics.csv", row


def _programs(district):
    path = "this-month/state-upload.csv"
    for row in district.table(path):
        for check, wrong in (
            ("PRG-003", row["English Learner"] == "Y" and not row["Language Program"]),
            ("PRG-004", row["Special Education"] == "Y" and not row["Disability Code"]),
            ("PRG-005", row["Homeless"] == "Y" and not row["Nighttime Residence"]),
            ("PRG-007", row["English Learner"] == "Y" and row["Home Language"] == "English"),
            ("PRG-010", row["Direct Certification"] == "Y" and row["Meal Status"] != "Free"),
        ):
            if wrong:
                yield check, path, row
    for row in district.export("sis-programs"):
        if row["End Date"] and row["End Date"] < row["Begin Date"]:
            yield "PRG-011", "this-month/sis-programs.csv", row


def _spans_of(district):
    spans = defaultdict(list)
    for row in district.export("state-upload"):
        spans[row["Local Student ID"]].append(row)
    return spans


def _spans(district):
    for rows in _spans_of(district).values():
        rows = sorted(rows, key=lambda row: row["Entry Date"])
        for one, other in pairwise(rows):
            if not one["Exit Date"] or one["Exit Date"] >= other["Entry Date"]:
                yield "ENR-001", "this-month/state-upload.csv", other


def _attendance(district):
    path, spans = "this-month/attendance.csv", _spans_of(district)
    for row in district.table(path):
        stays = spans.get(row["Student Number"])
        if stays is None:
            yield "ATT-001", path, row
        elif row.get("Date", "") > "2026-10-30":
            yield "ATT-005", path, row
        elif not any(
            stay["School Code"] == row["School Code"]
            and stay["Entry Date"] <= row["Date"] <= (stay["Exit Date"] or "9999")
            for stay in stays
        ):
            yield "ATT-002", path, row


def _devices(district):
    serials = Counter()
    for row in district.export("snipe-it-assets"):
        serials[row["Serial"]] += bool(row["Serial"])
        if serials[row["Serial"]] > 1:
            yield "DEV-001", "this-month/snipe-it-assets.csv", row
    left = {row["email"] for row in district.sis("users") if row["enabledUser"] == "false"}
    for row in district.export("google-users"):
        if row["isAdmin"] == "True" and row["primaryEmail"] in left:
            yield "ACC-007", "this-month/google-users.csv", row
