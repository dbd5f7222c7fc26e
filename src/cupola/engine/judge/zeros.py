"""Finds numbers in lists that have lost their leading zeros: unknown as they stand, known with zeros in front."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cupola.engine.catalog import Check
from cupola.engine.judge.forms import KEPT, FormPart, is_whole_column, line_of, rows_of
from cupola.engine.kinds import Finding

if TYPE_CHECKING:
    import duckdb

CHECK = "FRM-015"
# column of a list -> the helper table of known numbers, and its column
KNOWN = {"local_id": ("known_students", "local_id"), "school_code": ("known_schools", "school_code")}


def lost_zeros(
    connection: duckdb.DuckDBPyConnection, parts: Iterable[FormPart], check: Check | None
) -> Iterator[Finding]:
    """Compare the numbers of every list with those of the SIS; yields findings with the number repaired."""
    for part in parts:
        if check is None or not part.form.table.endswith("_list"):
            continue
        for column, known in KNOWN.items():
            if column in part.part.cells:
                yield from _in_column(connection, part, check=check, column=column, known=known)


def _in_column(
    connection: duckdb.DuckDBPyConnection, part: FormPart, *, check: Check, column: str, known: tuple[str, str]
) -> Iterator[Finding]:
    table, key = known
    cell = part.part.cells.get(f"{column}_text", part.part.cells[column])
    found = connection.execute(
        f"WITH k AS (SELECT {key} AS known, ltrim({key}, '0') AS bare FROM {table}), "
        f"r AS (SELECT {line_of(part)} AS line, trim({cell}) AS cell FROM {rows_of(part)} "
        f"WHERE regexp_matches({cell}, '^ *[0-9]+ *$')) "
        "SELECT line, cell, min(known) FROM r JOIN k ON k.bare = ltrim(r.cell, '0') AND length(known) > length(cell) "
        "WHERE cell NOT IN (SELECT known FROM k) GROUP BY line, cell HAVING count(DISTINCT known) = 1 "
        f"ORDER BY line LIMIT {KEPT}"
    ).fetchall()
    header = part.heading(column)
    whole = is_whole_column(len(found), part.part.rows)
    for line, cell, repaired in found[:1] if whole else found:
        message = f"{header} {cell} is known with leading zeros only."
        if whole:
            message += f" So it is in {len(found):,} of {part.part.rows:,} rows; the first is line {line:,}."
        yield Finding(
            check=check.id,
            severity=check.severity,
            message=message,
            role=check.role,
            fix=check.fix,
            file=part.file,
            line=line,
            column=header,
            subject=None if whole else cell,
            value=cell,
            repair=repaired,
            system=part.system,
            rows=len(found) if whole else 1,
        )
