"""The same rules as a data package, so that `frictionless validate` can be asked for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.plain_validator import read
from bench.rules import TABLES, Table


def write_package(roster: Path, into: Path) -> Path:
    """A folder with links to the roster files and a `datapackage.json` that says the rules; returns that file."""
    into.mkdir(exist_ok=True)
    for table in TABLES:
        link = into / f"{table.file}.csv"
        if not link.exists():
            link.symlink_to(roster / link.name)
    package = {"name": "roster", "resources": [_resource(table, roster) for table in TABLES]}
    path = into / "datapackage.json"
    path.write_text(json.dumps(package), encoding="utf-8")
    return path


def _resource(table: Table, roster: Path) -> dict[str, Any]:
    header, _ = read(roster / f"{table.file}.csv", rows=False)
    keys = [
        {
            "fields": [column],
            "reference": {"resource": "" if other == table.file else other.lower(), "fields": ["sourcedId"]},
        }
        for column, other in table.refers.items()
    ]
    schema = {
        "fields": [_field(column, table) for column in header],
        "primaryKey": ["sourcedId"],
        "foreignKeys": keys,
        "missingValues": [""],
    }
    return {"name": table.file.lower(), "path": f"{table.file}.csv", "schema": schema}


def _field(column: str, table: Table) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column in table.required:
        constraints["required"] = True
    if column in table.values:
        constraints["enum"] = list(table.values[column])
    return {"name": column, "type": "date" if column in table.dates else "string", "constraints": constraints}
