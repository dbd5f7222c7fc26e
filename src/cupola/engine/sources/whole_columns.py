"""Looks at whole columns of a file that was read: how clean they are, what they hold, how dates are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import name, quoted
from cupola.engine.sources.date_forms import ISO, DateTally, iso_sql, tally_of, tally_sql
from cupola.engine.sources.forms import folded
from cupola.engine.sources.mapping_words import mapping_words

if TYPE_CHECKING:
    import duckdb

BLANKS = " \t\u00a0"
GUARDS = BLANKS + "'"
MOST_CODES = 5_000


@dataclass(frozen=True, slots=True)
class Cleanness:
    """What some cell of a column has: blanks or an apostrophe around it, only blanks, a word for nothing."""

    guarded: bool
    blank: bool
    nothing: bool


@dataclass(frozen=True, slots=True)
class WholeFile:
    """A Parquet file of text, and how clean the columns asked for are (by their name in the file)."""

    connection: duckdb.DuckDBPyConnection
    source: str
    columns: Mapping[str, Cleanness]

    def trimmed(self, column: str) -> str:
        """SQL of the cell without blanks and guards around it; '' may be left."""
        cell = name(column)
        return f"trim({cell}, {quoted(GUARDS)})" if self.columns[column].guarded else cell

    def bare(self, column: str) -> str:
        """SQL of the cell without blanks and guards; NULL when nothing, or a word for nothing, is left."""
        cell = self.trimmed(column)
        if self.columns[column].nothing:
            return f"CASE WHEN lower({cell}) IN ({_nothing_sql()}) THEN NULL ELSE {cell} END"
        return f"nullif({cell}, '')" if self.columns[column].guarded else cell

    def text(self, column: str) -> str:
        """SQL of the cell as read; NULL when it holds blanks alone."""
        cell = name(column)
        if not self.columns[column].blank:
            return cell
        return f"CASE WHEN trim({cell}, {quoted(BLANKS)}) = '' THEN NULL ELSE {cell} END"

    def values(self, column: str) -> list[str]:
        """The different values of a column without guards, in order; at most `MOST_CODES`."""
        sql = f"SELECT DISTINCT {self.trimmed(column)} FROM {self.source} LIMIT {MOST_CODES}"
        return sorted(str(row[0]) for row in self.connection.execute(sql).fetchall() if row[0])

    def date_tallies(self, columns: Sequence[str]) -> list[DateTally]:
        """How the dates of each column are written, from all rows."""
        plain = _counts(self.connection, self.source, [iso_sql(self.bare(column)) for column in columns])
        found = {
            column: DateTally(filled, {ISO: iso})
            for column, (filled, iso) in zip(columns, plain, strict=True)
            if filled == iso
        }
        others = [column for column in columns if column not in found]
        if others:
            counts = [sql for column in others for sql in tally_sql(self.bare(column))]
            row = self.connection.execute(f"SELECT {', '.join(counts)} FROM {self.source}").fetchall()[0]
            width = len(row) // len(others)
            for place, column in enumerate(others):
                found[column] = tally_of([int(count) for count in row[place * width : (place + 1) * width]])
        return [found[column] for column in columns]


def column_names(connection: duckdb.DuckDBPyConnection, parquet: Path) -> dict[str, str]:
    """Column names of a Parquet file by folded name."""
    rows = connection.execute(f"DESCRIBE SELECT * FROM {_source(parquet)}").fetchall()
    return {folded(str(row[0])): str(row[0]) for row in rows if row[0] != "_line"}


def look_at_columns(connection: duckdb.DuckDBPyConnection, parquet: Path, columns: Iterable[str]) -> WholeFile:
    """Look over all rows of the columns, so that clean ones need no cleaning later."""
    source, wanted = _source(parquet), tuple(dict.fromkeys(columns))
    first = _counts(connection, source, [_guarded(name(column)) for column in wanted])
    guarded = {column for column, (count, _) in zip(wanted, first, strict=True) if count}
    # Only a short cell can be a word for nothing, so that columns of long ones need no second look.
    longest = max(map(len, mapping_words().nothing))
    short = {column for column, (_, least) in zip(wanted, first, strict=True) if least <= longest}
    again = [column for column in wanted if column in guarded | short]
    second = dict(zip(again, _counts(connection, source, [_empty(name(each)) for each in again]), strict=True))
    found = {column: second.get(column, (0, 0)) for column in wanted}
    return WholeFile(
        connection,
        source,
        {column: Cleanness(column in guarded, bool(found[column][0]), bool(found[column][1])) for column in wanted},
    )


def _counts(
    connection: duckdb.DuckDBPyConnection, source: str, asked: Sequence[tuple[str, str]]
) -> list[tuple[int, int]]:
    """Two numbers for each column, from one pass over all rows."""
    if not asked:
        return []
    sql = f"SELECT {', '.join(part for pair in asked for part in pair)} FROM {source}"
    row = connection.execute(sql).fetchall()[0]
    return [(int(row[place] or 0), int(row[place + 1] or 0)) for place in range(0, len(row), 2)]


def _guarded(cell: str) -> tuple[str, str]:
    bare = f"trim({cell}, {quoted(GUARDS)})"
    return f"count(*) FILTER (WHERE {cell} <> {bare})", f"min(length({cell}))"


def _empty(cell: str) -> tuple[str, str]:
    bare = f"trim({cell}, {quoted(GUARDS)})"
    return (
        f"count(*) FILTER (WHERE trim({cell}, {quoted(BLANKS)}) = '')",
        f"count(*) FILTER (WHERE lower({bare}) IN ({_nothing_sql()}))",
    )


def _nothing_sql() -> str:
    return ", ".join(quoted(word) for word in ("", *sorted(mapping_words().nothing)))


def _source(parquet: Path) -> str:
    return f"read_parquet({quoted(str(parquet))})"
