"""Decides over whole columns how a mapped file is read, and writes the SQL for each cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import name, quoted
from cupola.engine.kinds import ReadProblem
from cupola.engine.sources.code_words import code_list, grade_ends, is_closed, plain, translation
from cupola.engine.sources.date_decision import DateDecision, decide_dates
from cupola.engine.sources.date_forms import date_sql, tally_of, tally_sql
from cupola.engine.sources.forms import Column, folded
from cupola.engine.sources.mapping import MappedColumn
from cupola.engine.sources.mapping import Mapping as ListMapping
from cupola.engine.sources.mapping_words import mapping_words
from cupola.engine.sources.sample_columns import FLAGS

if TYPE_CHECKING:
    import duckdb

NO_TEXT = "CAST(NULL AS VARCHAR)"
GUARDS = " \t\u00a0'"
BLANKS = " \t\u00a0"
MOST_CODES = 2000


@dataclass(frozen=True, slots=True)
class Settled:
    """How one file is read by a mapping, after a look at all its rows.

    `mapping` has its date forms filled in, `cells` gives for the columns of the list the SQL over the
    Parquet file's columns (see `SourcePart.cells`), `decided` says in sentences what was decided.
    """

    mapping: ListMapping
    cells: Mapping[str, str]
    problems: tuple[ReadProblem, ...]
    decided: tuple[str, ...]


def settle(mapping: ListMapping, connection: duckdb.DuckDBPyConnection, parquet: Path, *, file: str = "") -> Settled:
    """Decide date forms and codes from whole columns, and give the SQL of each cell.

    Identifiers, grades and coded columns come twice: under their name without guards and blanks, or
    translated (NULL where a closed list does not know the code), and as `<name>_text` as read. Dates,
    numbers and yes/no come as text, and typed under `<name> as <TYPE>`. `file` is the name problems
    carry. Nothing is refused: what cannot be read has no value and keeps its text.
    """
    held = _held(connection, parquet)
    found = {
        target: (column, held[folded(column.header)])
        for target, column in mapping.columns.items()
        if folded(column.header) in held
    }
    dates = _dates(mapping, connection, parquet, found=found)
    cells: dict[str, str] = {}
    for column in mapping.list_form.columns:
        if column.name not in found:
            cells |= _nothing(column)
            continue
        source, header = found[column.name]
        if column.kind == "date":
            cells |= _date_cells(column, header, dates[column.name])
        elif source.then is not None:
            behind = held.get(folded(source.then))
            cells[column.name] = _joined(name(header), name(behind)) if behind else _text(name(header))
        else:
            codes = _codes(column, source, connection=connection, parquet=parquet, header=header)
            cells |= _cells(column, source, header, codes=codes)
    columns = {
        target: replace(column, date_format=dates[target].form) if target in dates else column
        for target, column in mapping.columns.items()
    }
    missing = [column.header for target, column in mapping.columns.items() if target not in found]
    return Settled(
        mapping=replace(mapping, columns=columns),
        cells=cells,
        problems=tuple(each.problem(file) for each in dates.values() if each.doubtful),
        decided=(
            *(each.said for each in dates.values() if each.said),
            *(f"'{header}' is not in the file; what it filled has no value." for header in missing),
        ),
    )


def _held(connection: duckdb.DuckDBPyConnection, parquet: Path) -> dict[str, str]:
    """Column names of the Parquet file by folded name."""
    rows = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({quoted(str(parquet))})").fetchall()
    return {folded(str(row[0])): str(row[0]) for row in rows if row[0] != "_line"}


def _dates(
    mapping: ListMapping,
    connection: duckdb.DuckDBPyConnection,
    parquet: Path,
    *,
    found: Mapping[str, tuple[MappedColumn, str]],
) -> dict[str, DateDecision]:
    """How each date column of the file is written, from one pass over all its rows."""
    targets = [column.name for column in mapping.list_form.columns if column.kind == "date" and column.name in found]
    if not targets:
        return {}
    counts = [sql for target in targets for sql in tally_sql(_filled(name(found[target][1])))]
    sql = f"SELECT {', '.join(counts)} FROM read_parquet({quoted(str(parquet))})"
    row = [int(count) for count in connection.execute(sql).fetchall()[0]]
    width = len(row) // len(targets)
    tallies = {target: tally_of(row[place * width : (place + 1) * width]) for place, target in enumerate(targets)}
    trusted = mapping.origin != "proposed"
    stated = {target: found[target][0].date_format if trusted else None for target in targets}
    headers = {target: found[target][1] for target in targets}
    return decide_dates(tallies, headers=headers, stated=stated)


def _filled(cell: str, *, guards: str = GUARDS) -> str:
    """The cell without guards and blanks; NULL when nothing, or a word for nothing, is left."""
    words = ", ".join(quoted(word) for word in sorted(mapping_words().nothing))
    bare = f"trim({cell}, {quoted(guards)})"
    return f"CASE WHEN lower({bare}) IN ('', {words}) THEN NULL ELSE {bare} END"


def _text(cell: str) -> str:
    """The cell as read; NULL when it is empty or blank."""
    return f"CASE WHEN trim({cell}, {quoted(BLANKS)}) = '' THEN NULL ELSE {cell} END"


def _joined(cell: str, behind: str) -> str:
    """Two cells with a blank between them; NULL when both are empty."""
    first, second = (f"coalesce(trim({each}, {quoted(BLANKS)}), '')" for each in (cell, behind))
    return f"nullif(trim({first} || ' ' || {second}), '')"


def _has_text(column: Column) -> bool:
    """Whether the text as read stands beside the value."""
    return column.kind in ("id", "ref", "grade", "grades") or bool(code_list(column)) or column.name in FLAGS


def _nothing(column: Column) -> dict[str, str]:
    if column.typed or not _has_text(column):
        return {column.name: NO_TEXT}
    return {column.name: NO_TEXT, f"{column.name}_text": NO_TEXT}


def _date_cells(column: Column, header: str, decision: DateDecision) -> dict[str, str]:
    cell = _filled(name(header))
    return {column.name: cell, f"{column.name} as DATE": date_sql(cell, decision.forms)}


def _codes(
    column: Column,
    source: MappedColumn,
    *,
    connection: duckdb.DuckDBPyConnection,
    parquet: Path,
    header: str,
) -> dict[str, str]:
    """Our words for the values this file really holds; the mapping's own codes go before the lists."""
    own = {plain(said): ours for said, ours in (source.codes or {}).items()}
    if not own and not code_list(column) and column.name not in mapping_words().flags:
        return {}
    sql = f"SELECT DISTINCT {_filled(name(header))} AS v FROM read_parquet({quoted(str(parquet))}) LIMIT {MOST_CODES}"
    values = sorted(str(row[0]) for row in connection.execute(sql).fetchall() if row[0] is not None)
    if source.part is not None:
        found = {value: grade_ends(value, own)[source.part == "high"] for value in values}
    else:
        found = {value: own.get(plain(value), translation(column, value)) for value in values}
    return {value: ours for value, ours in found.items() if ours is not None}


def _cells(column: Column, source: MappedColumn, header: str, *, codes: Mapping[str, str]) -> dict[str, str]:
    cell, bare = name(header), _filled(name(header))
    if column.typed == "DOUBLE":
        number = f"try_cast(replace(rtrim({bare}, '%'), ',', '') AS DOUBLE)"
        return {column.name: bare, f"{column.name} as DOUBLE": number}
    if column.typed:
        typed = f"try_cast({_translated(bare, codes, else_same=False)} AS {column.typed})"
        return {column.name: bare, f"{column.name} as {column.typed}": typed}
    if column.kind == "year":
        return {column.name: _year(bare)}
    if not _has_text(column):
        return {column.name: _translated(_text(cell), codes, else_same=True)}
    value = _padded(bare, source.width) if source.width else bare
    value = _translated(value, codes, else_same=not is_closed(column))
    return {column.name: value, f"{column.name}_text": _without(_text(cell), bare, codes)}


def _without(text: str, bare: str, codes: Mapping[str, str]) -> str:
    """The text as read, but nothing where the mapping says that a code stands for no value."""
    said = ", ".join(quoted(each) for each, ours in codes.items() if not ours)
    return f"CASE WHEN {bare} IN ({said}) THEN NULL ELSE {text} END" if said else text


def _translated(cell: str, codes: Mapping[str, str], *, else_same: bool) -> str:
    """The word that stands for the cell; a cell without one stays, or has no value."""
    changes = {said: ours for said, ours in codes.items() if said != ours or not else_same}
    otherwise = cell if else_same else NO_TEXT
    if not changes:
        return otherwise
    # Lists, not a CASE of a hundred WHENs: each of those would compute the cell anew, in memory of its own.
    said = f"[{', '.join(quoted(each) for each in changes)}]"
    ours = f"[{', '.join(quoted(each) if each else NO_TEXT for each in changes.values())}]"
    place = f"list_position({said}, {cell})"
    if not else_same:
        return f"{ours}[{place}]"
    return f"CASE WHEN {place} > 0 THEN {ours}[{place}] ELSE {otherwise} END"


def _padded(cell: str, width: int) -> str:
    digits = quoted(f"^[0-9]{{1,{width}}}$")
    return f"CASE WHEN regexp_matches({cell}, {digits}) THEN lpad({cell}, {width}, '0') ELSE {cell} END"


def _year(cell: str) -> str:
    """The year in which the school year ends: 2026 of 2025-2026, 2025-26 and SY2026."""
    short = rf"regexp_extract({cell}, '(?:^|[^0-9])((?:19|20)[0-9]{{2}})[-/–]([0-9]{{2}})(?:[^0-9]|$)', 2)"
    long = rf"regexp_extract({cell}, '.*((?:19|20)[0-9]{{2}})', 1)"
    century = f"substr({long}, 1, 2)"
    return f"CASE WHEN {short} <> '' THEN {century} || {short} ELSE coalesce(nullif({long}, ''), {cell}) END"
