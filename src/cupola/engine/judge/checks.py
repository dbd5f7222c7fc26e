"""Runs the checks of the catalogue: row rules fused into one pass a table, set rules one by one."""

from __future__ import annotations

import string
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cupola.engine.backends.duck import name
from cupola.engine.catalog import Check
from cupola.engine.judge.directory import DIRECTORY_BY_NAME
from cupola.engine.judge.links import LINK_BY_NAME
from cupola.engine.judge.links import MISSING as NO_LINKS
from cupola.engine.judge.shelf import Counted
from cupola.engine.judge.targets import told_once
from cupola.engine.kinds import Finding, NotRun, Ran
from cupola.engine.record.earlier import missing as missing_snapshot
from cupola.engine.record.roster import ROSTER_BY_NAME
from cupola.engine.sources.families import FAMILIES, LISTS

if TYPE_CHECKING:
    import duckdb

KEPT = 10_000
ROW_COLUMNS = ("subject", "school_id", "evidence", "file", "line")


@dataclass(frozen=True, slots=True)
class Row:
    """One row that a check found, as its SELECT gives it, and how many rows of the export it stands for."""

    check: Check
    cells: Mapping[str, Any]
    stands_for: int = 1


@dataclass(slots=True)
class Judged:
    """What running the checks brought: rows found (at most `KEPT` a check), and how each check went."""

    rows: list[Row] = field(default_factory=list)
    ran: list[Ran] = field(default_factory=list)
    not_run: list[NotRun] = field(default_factory=list)


def run_checks(
    connection: duckdb.DuckDBPyConnection,
    checks: Iterable[Check],
    *,
    filled: Collection[str],
    counted: Counted | None = None,
) -> Judged:
    """Run every check whose tables are in `filled`; the others are not run, and it is said why.

    `counted` may know what row rules find.
    """
    judged = Judged()
    counts: dict[str, int] = {}
    row_rules: dict[str, list[Check]] = defaultdict(list)
    for check in checks:
        if check.by is not None:
            continue
        reason = _why_not(connection, check, filled)
        if reason is not None:
            judged.not_run.append(NotRun(check.id, reason))
        elif check.where is not None and check.of is not None:
            row_rules[check.of].append(check)
        else:
            _run_set_rule(connection, check, counts=counts, judged=judged)
    for table, rules in row_rules.items():
        _run_row_rules(connection, table, rules=rules, judged=judged, counted={} if counted is None else counted)
    return judged


def _why_not(connection: duckdb.DuckDBPyConnection, check: Check, filled: Collection[str]) -> str | None:
    missing = [table for table in check.needs if table not in filled]
    if reason := next(filter(None, map(missing_snapshot, missing)), None):
        return reason
    if LINK_BY_NAME.keys() & set(missing):
        return NO_LINKS
    if missing and (absent := _absent(missing, filled)):
        return f"there is nothing of {' and '.join(absent)} in this delivery"
    if missing:
        return f"there is no {' and no '.join(spoken(table) for table in missing)} in this delivery"
    if check.only_if and not _truth(connection, check.only_if):
        return check.otherwise or "its condition does not hold"
    return None


def _absent(missing: Collection[str], filled: Collection[str]) -> list[str]:
    """The exports of which nothing was delivered, when all that is missing is theirs."""
    told = []
    if ROSTER_BY_NAME.keys() & set(missing) and not ROSTER_BY_NAME.keys() & set(filled):
        told, missing = ["a roster"], [table for table in missing if table not in ROSTER_BY_NAME]
    if DIRECTORY_BY_NAME.keys() & set(missing):
        told.append("a directory")
        missing = [table for table in missing if table not in DIRECTORY_BY_NAME]
    for table in missing:
        family = next((each for each in FAMILIES if any(form.table == table for form in each.forms)), None)
        if family is None or family is LISTS or any(form.table in filled for form in family.forms):
            return []
        told.append(family.title)
    return sorted(set(told))


def spoken(table: str) -> str:
    """A table's name as a person says it: `oneroster_users` -> `OneRoster users`."""
    words = (
        table.removesuffix("_rows").replace("_", " ").replace("oneroster", "OneRoster").replace("snipeit", "Snipe-IT")
    )
    words = words.replace("sds ", "School Data Sync ").replace("clever ", "Clever ").replace("insights ", "Insights ")
    words = words.replace("calpads", "CALPADS").replace("jamf", "Jamf").replace("incident iq", "Incident IQ")
    words = words.replace("edfi", "Ed-Fi").replace("mosyle", "Mosyle")
    return words.replace("google", "Google").replace("intune", "Intune").replace("entra ", "Entra ")


def _truth(connection: duckdb.DuckDBPyConnection, sql: str) -> bool:
    row = connection.execute(sql).fetchall()
    return bool(row and row[0][0])


def _run_set_rule(
    connection: duckdb.DuckDBPyConnection, check: Check, *, counts: dict[str, int], judged: Judged
) -> None:
    started = time.perf_counter()
    result = connection.execute(str(check.sql) if check.refers is None else told_once(check))
    names = [column[0] for column in result.description or ()]
    rows = result.fetchmany(KEPT)
    found = _rows_in(check, rows)
    if check.refers is None:
        judged.rows += [Row(check, dict(zip(names, row, strict=True))) for row in rows]
    else:
        judged.rows += [Row(check, dict(zip(names[:-1], row[:-1], strict=True)), row[-1]) for row in rows]
    while more := result.fetchmany(KEPT):
        found += _rows_in(check, more)
    of = check.of or check.needs[0]
    if of not in counts:
        counts[of] = _count(connection, of)
    judged.ran.append(Ran(check.id, counts[of], found, time.perf_counter() - started))


def _rows_in(check: Check, rows: Sequence[Sequence[Any]]) -> int:
    """How many rows of the export these found rows stand for."""
    return len(rows) if check.refers is None else sum(row[-1] for row in rows)


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {name(table)}").fetchall()[0][0])


def _run_row_rules(
    connection: duckdb.DuckDBPyConnection, table: str, *, rules: Sequence[Check], judged: Judged, counted: Counted
) -> None:
    started = time.perf_counter()
    asked = ["true", *(str(rule.where) for rule in rules)]
    if fresh := [where for where in dict.fromkeys(asked) if (table, where) not in counted]:
        counts = ", ".join(f"count(*) FILTER (WHERE {where})" for where in fresh)
        row = connection.execute(f"SELECT {counts} FROM {name(table)}").fetchall()[0]
        counted.update(zip([(table, where) for where in fresh], row, strict=True))
    share = (time.perf_counter() - started) / len(rules)
    total = counted[(table, "true")]
    for rule in rules:
        if hits := counted[(table, str(rule.where))]:
            judged.rows += _fetch(connection, table, rule)
        judged.ran.append(Ran(rule.id, total, hits, share))


def _fetch(connection: duckdb.DuckDBPyConnection, table: str, rule: Check) -> list[Row]:
    subject, school = rule.subject or "NULL", rule.school or "NULL"
    select = f"{subject} AS subject, {school} AS school_id, {rule.evidence or 'NULL'} AS evidence, file, line"
    result = connection.execute(f"SELECT {select} FROM {name(table)} WHERE {rule.where} LIMIT {KEPT}")
    return [Row(rule, dict(zip(ROW_COLUMNS, row, strict=True))) for row in result.fetchall()]


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "nothing"


@dataclass(frozen=True, slots=True)
class Places:
    """What turns the keys in a found row into words: file names and systems by index, schools by org key.

    `headings` are, by file index, the names that the file itself gives to our columns.
    """

    files: Sequence[str]
    systems: Sequence[str]
    schools: Mapping[str, str]
    headings: Sequence[Mapping[str, str | None]] = ()

    def heading(self, file: int | None, column: str | None) -> str | None:
        """What a column is called in a file, None where it lacks it; a name that is no column of ours stays."""
        if file is None or column is None or file >= len(self.headings):
            return column
        return self.headings[file].get(column, column)


def as_finding(row: Row, places: Places) -> Finding:
    """The finding that a person reads: message filled in, file and school by name."""
    check, cells = row.check, row.cells
    spoken_cells = _Blank({key: value for key, value in cells.items() if value is not None})
    file = cells.get("file")
    school = cells.get("school_id")
    subject = cells.get("subject")
    message = string.Formatter().vformat(check.message, (), spoken_cells)
    return Finding(
        check=check.id,
        severity=check.severity,
        message=message if row.stands_for == 1 else f"{message} So it is in {row.stands_for:,} rows.",
        role=check.role,
        fix=check.fix,
        file=places.files[file] if file is not None and file < len(places.files) else None,
        line=cells.get("line"),
        column=places.heading(file, check.column),
        subject=str(subject) if subject is not None else None,
        school=places.schools.get(school, school) if school is not None else None,
        school_id=_text(school),
        value=_text(cells.get("value")),
        repair=_text(cells.get("repair")),
        system=places.systems[file] if file is not None and file < len(places.systems) else None,
        rows=row.stands_for,
    )


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
