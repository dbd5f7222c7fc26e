"""Generated checks: what the description of a file's columns says, held against its cells in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cupola.engine.backends.duck import quoted
from cupola.engine.catalog import Check
from cupola.engine.judge.cell_rules import Rule, column_rules
from cupola.engine.judge.mode_rules import mode_rules
from cupola.engine.judge.shelf import Counted
from cupola.engine.kinds import Finding
from cupola.engine.record.sources_view import SourcePart
from cupola.engine.sources.forms import FileForm

if TYPE_CHECKING:
    import duckdb

KEPT = 10_000
BETWEEN_KEYS = "\x1f"
WHOLE_COLUMN_SHARES = ((5, 0.9), (100, 0.5))
NAMELESS = re.compile(r"column \d+")
KEYS_NOBODY_POINTS_TO = frozenset({"oneroster_enrollments", "oneroster_roles", "oneroster_demographics"})


@dataclass(frozen=True, slots=True)
class FormPart:
    """A file of a known form: its part of the source table, its name and system.

    `mode` is what its package says of it (bulk or delta), None when nothing says so.
    """

    form: FileForm
    part: SourcePart
    file: str
    system: str
    mode: str | None = None

    def heading(self, column: str) -> str:
        """The header in the file that fills this column of the source table.

        The store keeps rows under our own names, and a file may have no header: then it is the header by which the
        form knows the column.
        """
        cell = self.part.cells.get(f"{column}_text", self.part.cells[column])
        quoted_parts = cell.split('"')
        told = quoted_parts[1] if len(quoted_parts) > 2 else column
        return self.form.column(column).header if told.removesuffix("_text") == column or is_nameless(told) else told

    @property
    def place(self) -> str:
        """Which file of the subject this is, and as what it is read."""
        return f"{self.part.file} {self.part.table}"

    @property
    def headings(self) -> dict[str, str]:
        """Column of the source table -> header in the file, for what the file holds."""
        there = [column.name for column in self.form.columns if column.name in self.part.cells]
        return {name: self.heading(name) for name in there}


def is_nameless(header: str) -> bool:
    """Whether this is no header of the file but the place of a column that has none."""
    return NAMELESS.fullmatch(header) is not None


def run_forms(
    connection: duckdb.DuckDBPyConnection, parts: Iterable[FormPart], checks: Mapping[str, Check], *, counted: Counted
) -> Iterator[Finding]:
    """Hold each file against the description of its form; yields findings, grouped where a whole column is off.

    What `counted` knows of these very files is not counted again; what it does not know is put into it.
    """
    for part in parts:
        rules = [rule for rule in _rules(part) if rule.check in checks]
        if part.part.rows == 0 or not rules:
            continue
        suspects = _counts(connection, part, [rule.screen or rule.where for rule in rules], counted=counted)
        rules = [rule for rule in rules if suspects[rule.screen or rule.where]]
        counts = suspects | _counts(connection, part, [rule.where for rule in rules if rule.screen], counted=counted)
        for rule in rules:
            if found := counts[rule.where]:
                yield from _findings(connection, part, rule=rule, found=found, check=checks[rule.check])
        yield from _key_findings(connection, part, checks, counted=counted)


def _counts(
    connection: duckdb.DuckDBPyConnection, part: FormPart, conditions: Sequence[str], *, counted: Counted
) -> dict[str, int]:
    """In how many rows each of these conditions holds, from one pass."""
    each = {condition: (part.place, condition) for condition in conditions}
    if fresh := [condition for condition in each if each[condition] not in counted]:
        counts = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in fresh)
        row = connection.execute(f"SELECT {counts} FROM {rows_of(part)}").fetchall()[0]
        counted.update(zip([each[condition] for condition in fresh], row, strict=True))
    return {condition: counted[place] for condition, place in each.items()}


def rows_of(part: FormPart) -> str:
    """The rows of the file as a FROM item."""
    return part.part.source


def line_of(part: FormPart) -> str:
    """The SQL of a row's physical line."""
    return "_line" if part.part.line_column else f"file_row_number + {part.part.first_line}"


def _rules(part: FormPart) -> list[Rule]:
    return [
        *mode_rules(part.form, part.part.cells, part.mode),
        *(
            rule
            for column in part.form.columns
            if column.name in part.part.cells
            for rule in column_rules(column, part.part.cells, part.form)
        ),
    ]


def _findings(
    connection: duckdb.DuckDBPyConnection, part: FormPart, *, rule: Rule, found: int, check: Check
) -> Iterator[Finding]:
    whole = rule.once or found > KEPT or is_whole_column(found, _filled(connection, part, rule=rule, found=found))
    key = part.part.cells.get(part.form.key[0]) if part.form.key else None
    key_personal = bool(part.form.key) and part.form.column(part.form.key[0]).personal
    subject = key if key and not key_personal else "NULL"
    personal = rule.column.personal
    value = "NULL" if personal else part.part.cells.get(f"{rule.column.name}_text", part.part.cells[rule.column.name])
    repair = "NULL" if personal or not rule.repair else rule.repair
    limit = 1 if whole else KEPT
    rows = connection.execute(
        f"SELECT {line_of(part)} AS line, {subject}, {value}, {repair} FROM {rows_of(part)} "
        f"WHERE {rule.where} ORDER BY line LIMIT {limit}"
    ).fetchall()
    for row in rows:
        yield _finding(part, rule, row=row, check=check, rows=found if whole else 1)


def _filled(connection: duckdb.DuckDBPyConnection, part: FormPart, *, rule: Rule, found: int) -> int:
    """How many rows have anything in the column of a rule; all rows, where that cannot matter."""
    if found < WHOLE_COLUMN_SHARES[0][0] or rule.check == "FRM-001":
        return part.part.rows
    cell = part.part.cells.get(f"{rule.column.name}_text", part.part.cells[rule.column.name])
    return int(connection.execute(f"SELECT count({cell}) FROM {rows_of(part)}").fetchall()[0][0])


def is_whole_column(found: int, rows: int) -> bool:
    """Whether so many rows are off that it is one fault of the export rather than many of its rows."""
    return any(found >= least and found >= rows * share for least, share in WHOLE_COLUMN_SHARES)


def _finding(part: FormPart, rule: Rule, *, row: tuple[Any, ...], check: Check, rows: int) -> Finding:
    line, subject, value, repair = row
    header = part.heading(rule.column.name)
    message = rule.says.format(column=header)
    if rows > 1:
        message = f"{message} So it is in {rows:,} of {part.part.rows:,} rows; the first is line {line:,}."
    return Finding(
        check=check.id,
        severity=check.severity,
        message=message,
        role=check.role,
        fix=check.fix,
        file=part.file,
        line=line,
        column=header,
        subject=None if rows > 1 else subject,
        value=value,
        repair=repair,
        system=part.system,
        rows=rows,
    )


def _key_findings(
    connection: duckdb.DuckDBPyConnection, part: FormPart, checks: Mapping[str, Check], *, counted: Counted
) -> Iterator[Finding]:
    """Rows whose key stood before: exactly (FRM-013), or but for case, dashes, braces and blanks (FRM-014)."""
    keys = [part.part.cells[key] for key in part.form.key if key in part.part.cells]
    if not keys or len(keys) < len(part.form.key):
        return
    key = f" || {quoted(BETWEEN_KEYS)} || ".join(keys)
    is_id = part.form.column(part.form.key[0]).kind == "id"
    folded = f"lower(bare({key}))"
    dashed = f"contains({key}, '-') OR contains({key}, '{{')"
    alike = f"CASE WHEN {dashed} THEN translate({folded}, '-{{}}', '') ELSE {folded} END" if is_id else folded
    nobody_points = part.form.table in KEYS_NOBODY_POINTS_TO
    if _all_differ(connection, part, key if nobody_points else alike, counted=counted):
        return
    for row in _repeated(connection, part, key=key, alike=alike):
        line, subject, times, exact = row
        check = checks.get("FRM-013" if exact else "FRM-014")
        if check is not None:
            yield _key_finding(part, check, line=line, subject=subject, times=times)


def _key_finding(part: FormPart, check: Check, *, line: int, subject: str, times: int) -> Finding:
    column = part.form.column(part.form.key[0])
    header = part.heading(column.name)
    exact = f"{header} stands on {times} rows."
    shown = None if column.personal else subject.replace(BETWEEN_KEYS, " / ")
    return Finding(
        check=check.id,
        severity=check.severity,
        message=exact if check.id == "FRM-013" else f"{header} equals another but for case, dashes or blanks.",
        role=check.role,
        fix=check.fix,
        file=part.file,
        line=line,
        column=header,
        subject=shown,
        value=shown,
        system=part.system,
    )


def _repeated(
    connection: duckdb.DuckDBPyConnection, part: FormPart, *, key: str, alike: str
) -> Sequence[tuple[Any, ...]]:
    """(line, key, times, exact) of rows after the first of each group of equal or look-alike keys."""
    rows = (
        f"SELECT {line_of(part)} AS line, {key} AS key, {alike} AS alike FROM {rows_of(part)} WHERE {key} IS NOT NULL"
    )
    return connection.execute(
        f"WITH r AS ({rows}), g AS (SELECT alike FROM r GROUP BY alike HAVING count(*) > 1), "
        "n AS (SELECT line, key, count(*) OVER (PARTITION BY key) AS times, "
        "row_number() OVER (PARTITION BY key ORDER BY line) AS nth, "
        "row_number() OVER (PARTITION BY alike ORDER BY line) AS nth_alike FROM r SEMI JOIN g USING (alike)) "
        f"SELECT line, key, times, nth > 1 FROM n WHERE nth > 1 OR nth_alike > 1 ORDER BY line LIMIT {KEPT}"
    ).fetchall()


def _all_differ(connection: duckdb.DuckDBPyConnection, part: FormPart, key: str, *, counted: Counted) -> bool:
    """Whether nothing need be looked for, because no two keys are equal, or alike where `key` is folded.

    Numbers made from the keys take far less room than the keys: where the numbers differ, the keys do. Keys
    that other files point to are compared folded, whatever their style; folding the keys of the largest
    files, which nobody points to, would cost more than all other checks of their cells.
    """
    place = (part.place, f"as many keys as different ones: {key}")
    if place not in counted:
        rows = f"(SELECT {key} AS k FROM {rows_of(part)}) WHERE k IS NOT NULL"
        found = connection.execute(f"SELECT count(k) - count(DISTINCT hash(k)) FROM {rows}").fetchall()
        counted[place] = int(found[0][0])
    return counted[place] == 0
