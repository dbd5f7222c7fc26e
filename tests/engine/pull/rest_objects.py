"""The rows of a OneRoster 1.2 package as a REST server would say them: written apart from the program on purpose."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.engine.pull.conftest import cells

CHANGED = "2026-10-01T06:00:00.000Z"
LISTS = {"grades", "subjects", "subjectCodes", "periods"}
ONE = {
    "parentSourcedId": ("parent", "org"),
    "schoolYearSourcedId": ("schoolYear", "academicSession"),
    "orgSourcedId": ("org", "org"),
    "courseSourcedId": ("course", "course"),
    "schoolSourcedId": ("school", "org"),
    "classSourcedId": ("class", "class"),
    "userSourcedId": ("user", "user"),
    "primaryOrgSourcedId": ("primaryOrg", "org"),
}
MANY = {"termSourcedIds": ("terms", "academicSession"), "agentSourcedIds": ("agents", "user")}
RENAMED = {"preferredGivenName": "preferredFirstName", "preferredFamilyName": "preferredLastName"}


def reference(target: str, kind: str) -> dict[str, str]:
    return {"href": f"https://sis.example.org/{kind}s/{target}", "sourcedId": target, "type": kind}


def rest_rows(package: Path) -> dict[str, list[dict[str, Any]]]:
    """All collections of a package, as objects."""
    found = {
        path.stem: [as_object(row) for row in cells(path)]
        for path in package.glob("*.csv")
        if path.stem not in ("manifest", "roles")
    }
    roles: dict[str, list[dict[str, Any]]] = {}
    for row in cells(package / "roles.csv"):
        role: dict[str, Any] = {name: row[name] for name in ("roleType", "role", "beginDate", "endDate") if row[name]}
        role["org"] = reference(row["orgSourcedId"], "org")
        roles.setdefault(row["userSourcedId"], []).append(role)
    for user in found["users"]:
        user["roles"] = roles.get(user["sourcedId"], [])
    return found


def as_object(row: dict[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = {"metadata": {}}
    for header, cell in row.items():
        if header.startswith("metadata."):
            made["metadata"][header.removeprefix("metadata.")] = cell or None
        elif header in ONE:
            name, kind = ONE[header]
            made[name] = reference(cell, kind) if cell else None
        elif header in MANY:
            name, kind = MANY[header]
            made[name] = [reference(one, kind) for one in cell.split(",") if one]
        elif header in LISTS:
            made[header] = [one for one in cell.split(",") if one]
        elif header == "userIds":
            pairs = re.findall(r"\{([^:]*):([^}]*)\}", cell)
            made[header] = [{"type": kind, "identifier": number} for kind, number in pairs]
        elif cell:
            made[RENAMED.get(header, header)] = {"true": True, "false": False}.get(cell, cell)
    return {**made, "status": row["status"] or "active", "dateLastModified": row["dateLastModified"] or CHANGED}
