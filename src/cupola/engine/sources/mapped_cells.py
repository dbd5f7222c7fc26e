"""Decides over whole columns how a mapped file is read, and writes the SQL for each cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import name, quoted
from cupola.engine.kinds import ReadProblem
from cupola.engine.sources.code_words import code_list, grade_ends, is_closed, plain, translation
from cupola.engine.sources.date_decision import DateDecision, decide_dates
from cupola.engine.sources.date_forms import date_sql, month_sql
from cupola.engine.sources.forms import Column, folded
from cupola.engine.sources.mapped_results import missing_headers, results_sql
from cupola.engine.sources.mapping import MappedColumn
from cupola.engine.sources.mapping import Mapping as ListMapping
from cupola.engine.sources.mapping_words import mapping_words
from cupola.engine.sources.sample_columns import FLAGS
from cupola.engine.sources.whole_columns import BLANKS, WholeFile, column_names, look_at_columns

if TYPE_CHECKING:
    import duckdb

NO_TEXT = "CAST(NULL AS VARCHAR)"
RESULTS = "results"


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


@dataclass(frozen=True, slots=True)
class _Filled:
    """A column of the list, what the mapping says of it, and the file's columns that fill it."""

    column: Column
    source: MappedColumn
    header: str
    behind: str | None


def settle(mapping: ListMapping, connection: duckdb.DuckDBPyConnection, parquet: Path, *, file: str = "") -> Settled:
    """Decide date forms and codes from whole columns, and give the SQL of each cell.

    Identifiers, grades and coded columns come twice: under their name without guards and blanks, or
    translated (NULL where a closed list does not know the code), and as `<name>_text` as read. Dates,
    numbers and yes/no come as text, and typed under `<name> as <TYPE>`. `file` is the name problems
    carry. Nothing is refused: what cannot be read has no value and keeps its text.
    """
    held = column_names(connection, parquet)
    filled = _filled(mapping, held)
    headers = [header for each in filled.values() for header in (each.header, each.behind) if header]
    whole = look_at_columns(connection, parquet, headers)
    dates = _dates(mapping, whole, filled)
    cells: dict[str, str] = {}
    for column in mapping.list_form.columns:
        if column.name in dates:
            cells |= _date_cells(column, whole.bare(filled[column.name].header), dates[column.name])
        else:
            cells |= _cells(filled[column.name], whole) if column.name in filled else _nothing(column)
    cells |= {target: quoted(source.value) for target, source in mapping.columns.items() if source.value is not None}
    if mapping.results:
        cells[RESULTS] = results_sql(mapping.results, held)
    return Settled(
        mapping=_with_dates(mapping, dates),
        cells=cells,
        problems=tuple(each.problem(file) for each in dates.values() if each.doubtful),
        decided=(*(each.said for each in dates.values() if each.said), *_absent(mapping, filled, held)),
    )


def _absent(mapping: ListMapping, filled: Mapping[str, _Filled], held: Mapping[str, str]) -> Iterator[str]:
    """What the mapping knows and the file does not hold, in sentences."""
    for target, column in mapping.columns.items():
        if target not in filled and column.value is None:
            yield f"'{column.header}' is not in the file; what it filled has no value."
    if scores := missing_headers(mapping.results, held):
        yield f"{len(scores):,} of the score columns that the mapping knows are not in the file."


def _filled(mapping: ListMapping, held: Mapping[str, str]) -> dict[str, _Filled]:
    """What is really in the file, by column of the list."""
    return {
        target: _Filled(
            column=mapping.list_form.column(target),
            source=source,
            header=held[folded(source.header)],
            behind=held.get(folded(source.then)) if source.then else None,
        )
        for target, source in mapping.columns.items()
        if source.value is None and folded(source.header) in held
    }


def _dates(mapping: ListMapping, whole: WholeFile, filled: Mapping[str, _Filled]) -> dict[str, DateDecision]:
    """How each date column of the file is written. A form that was only proposed is decided anew."""
    targets = [target for target, each in filled.items() if each.column.kind == "date"]
    tallies = whole.date_tallies([filled[target].header for target in targets])
    trusted = mapping.origin != "proposed"
    return decide_dates(
        dict(zip(targets, tallies, strict=True)),
        headers={target: filled[target].header for target in targets},
        stated={target: filled[target].source.date_format if trusted else None for target in targets},
    )


def _with_dates(mapping: ListMapping, dates: Mapping[str, DateDecision]) -> ListMapping:
    columns = {
        target: replace(source, date_format=dates[target].form) if target in dates else source
        for target, source in mapping.columns.items()
    }
    return replace(mapping, columns=columns)


def _has_text(column: Column) -> bool:
    """Whether the text as read stands beside the value."""
    return column.kind in ("id", "ref", "grade", "grades") or bool(code_list(column)) or column.name in FLAGS


def _nothing(column: Column) -> dict[str, str]:
    if column.typed or not _has_text(column):
        return {column.name: NO_TEXT}
    return {column.name: NO_TEXT, f"{column.name}_text": NO_TEXT}


def _date_cells(column: Column, cell: str, decision: DateDecision) -> dict[str, str]:
    return {column.name: cell, f"{column.name} as DATE": date_sql(cell, decision.forms)}


def _cells(filled: _Filled, whole: WholeFile) -> dict[str, str]:
    column, source, header = filled.column, filled.source, filled.header
    if filled.behind is not None:
        return {column.name: _joined(header, filled.behind)}
    bare = whole.bare(header)
    if column.typed == "DOUBLE":
        number = f"try_cast(replace(rtrim({bare}, '%'), ',', '') AS DOUBLE)"
        return {column.name: bare, f"{column.name} as DOUBLE": number}
    if column.name == "administration_month":
        return {column.name: month_sql(bare, source.date_format)}
    if column.kind == "year":
        return {column.name: _year(bare)}
    codes = _codes(filled, whole)
    if column.typed:
        word = _translated(whole.trimmed(header), codes, otherwise=NO_TEXT)
        return {column.name: bare, f"{column.name} as {column.typed}": f"try_cast({word} AS {column.typed})"}
    if not _has_text(column):
        return {column.name: _translated(whole.text(header), codes, otherwise=whole.text(header))}
    value = _padded(bare, source.width) if source.width else bare
    if codes or is_closed(column):
        value = _translated(whole.trimmed(header), codes, otherwise=NO_TEXT if is_closed(column) else value)
    return {column.name: value, f"{column.name}_text": _as_read(header, whole, codes)}


def _codes(filled: _Filled, whole: WholeFile) -> dict[str, str]:
    """Our words for the values this file really holds; the mapping's own codes go before the lists."""
    column, source = filled.column, filled.source
    own = {plain(said): ours for said, ours in (source.codes or {}).items()}
    if not own and not code_list(column) and column.name not in mapping_words().flags:
        return {}
    values = whole.values(filled.header)
    if source.part is not None:
        found = {value: grade_ends(value, own)[source.part == "high"] for value in values}
    else:
        found = {value: own.get(plain(value), translation(column, value)) for value in values}
    return {value: ours for value, ours in found.items() if ours is not None}


def _translated(cell: str, codes: Mapping[str, str], *, otherwise: str) -> str:
    """The word that stands for the cell, or `otherwise` for a cell without one. '' stands for no value."""
    changes = {said: ours for said, ours in codes.items() if said != ours or otherwise == NO_TEXT}
    if not changes:
        return otherwise
    words = {said: quoted(ours) if ours else "NULL" for said, ours in changes.items()}
    whens = " ".join(f"WHEN {quoted(said)} THEN {word}" for said, word in words.items())
    return f"CASE {cell} {whens} ELSE {otherwise} END"


def _as_read(header: str, whole: WholeFile, codes: Mapping[str, str]) -> str:
    """The text as read; NULL where it says that there is nothing and no code list thinks otherwise."""
    text = whole.text(header)
    empty = [said for said, ours in codes.items() if not ours]
    if whole.columns[header].nothing:
        empty += sorted({*mapping_words().nothing} - {said.lower() for said, ours in codes.items() if ours})
    if not empty:
        return text
    said = ", ".join(quoted(each.lower()) for each in empty)
    return f"CASE WHEN lower({whole.trimmed(header)}) IN ({said}) THEN NULL ELSE {text} END"


def _joined(header: str, behind: str) -> str:
    """Two cells with a blank between them; NULL when both are empty."""
    first, second = (f"coalesce(trim({name(each)}, {quoted(BLANKS)}), '')" for each in (header, behind))
    return f"nullif(trim({first} || ' ' || {second}), '')"


def _padded(cell: str, width: int) -> str:
    digits = quoted(f"^[0-9]{{1,{width}}}$")
    return f"CASE WHEN regexp_matches({cell}, {digits}) THEN lpad({cell}, {width}, '0') ELSE {cell} END"


def _year(cell: str) -> str:
    """The year in which the school year ends: 2026 of 2025-2026, 2025-26, 25-26 and SY2026."""
    pair = rf"regexp_extract({cell}, '^[0-9]{{2}}[-/–]([0-9]{{2}})$', 1)"
    short = rf"regexp_extract({cell}, '(?:^|[^0-9])((?:19|20)[0-9]{{2}})[-/–]([0-9]{{2}})(?:[^0-9]|$)', 2)"
    long = rf"regexp_extract({cell}, '.*((?:19|20)[0-9]{{2}})', 1)"
    century = f"substr({long}, 1, 2)"
    two = f"WHEN {pair} <> '' THEN '20' || {pair}"
    return f"CASE WHEN {short} <> '' THEN {century} || {short} {two} ELSE coalesce(nullif({long}, ''), {cell}) END"
