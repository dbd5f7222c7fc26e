"""How a table of the record is described: its columns, their types and units, and what is personal."""

from __future__ import annotations

import re
from dataclasses import dataclass

TYPES = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "time": "TIMESTAMP",
}
LINE = re.compile(
    r"^(?P<name>[a-z][a-z0-9_]*)\s+(?P<type>[a-z]+)(?:\s+->\s*(?P<refers>[a-z_.]+))?"
    r"(?:\s+\[(?P<unit>[^\]]*)\])?(?P<personal>\s+personal)?(?:\s+#\s*(?P<meaning>.*))?$"
)
PROVENANCE = """
system     integer # the source system (source_systems.system)
file       integer # the delivered file (delivered_files.file)
line       integer # the line in that file
"""


@dataclass(frozen=True, slots=True)
class RecordColumn:
    """A column of the record: its type, unit, the column it refers to, and whether it is personal."""

    name: str
    type: str
    refers: str | None
    unit: str
    personal: bool
    meaning: str

    @property
    def sql_type(self) -> str:
        """The DuckDB type."""
        return TYPES[self.type]


@dataclass(frozen=True, slots=True)
class RecordTable:
    """A table of the record. `key` are the columns that name a row; `school` the column of its school."""

    name: str
    meaning: str
    columns: tuple[RecordColumn, ...]
    key: tuple[str, ...]
    school: str | None

    @property
    def column_names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(column.name for column in self.columns)


def described(name: str, meaning: str, body: str, *, key: str, school: str | None = None) -> RecordTable:
    """A table from its columns, one a line; a line of another form raises `ValueError`."""
    found = []
    for line in filter(None, (line.strip() for line in (body + PROVENANCE).splitlines())):
        match = LINE.match(line)
        if match is None:
            raise ValueError(f"not a column description: {line!r}")
        found.append(
            RecordColumn(
                name=match["name"],
                type=match["type"],
                refers=match["refers"],
                unit=match["unit"] or "",
                personal=bool(match["personal"]),
                meaning=match["meaning"] or "",
            )
        )
    return RecordTable(name, meaning, tuple(found), tuple(key.split()), school)
