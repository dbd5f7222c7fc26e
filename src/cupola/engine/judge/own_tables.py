"""The tables as a district's own check sees them: names, addresses and birth dates are stand-ins.

A stand-in is a keyed digest: the same text has the same stand-in in every table of one run, so that it can
be joined, grouped and compared, and nothing can be read out of it. Upper and lower case and blanks around
the text make no difference. Beside a stand-in for an e-mail address stands its domain, beside a birth
date the age in whole years on the day of the delivery: these may be shown.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import name, quoted
from cupola.engine.record.roster import ROSTER_TABLES
from cupola.engine.record.tables import TABLES
from cupola.engine.sources.families import FAMILIES

if TYPE_CHECKING:
    import duckdb

ALWAYS_THERE = ("source_systems", "delivered_files")
PROVENANCE = ("system", "file", "line")
# Made from the columns `status`, `role` and `sourced_id`, none of which is personal.
PLAIN_WORDS = ("is_live", "role_word", "person_key")
INSIDE = "inside"
MADE_WITH_MACROS = "source_systems"

# Personal, and yet readable in conditions: without them no check of programs or demographics can be
# written. Every other personal column is a stand-in, a new one too until it is listed here.
READABLE = frozenset(
    (
        *("english_learner", "english_learner_begin", "language_program", "home_language", "special_education"),
        *("disability", "section_504", "homeless", "nighttime_residence", "foster", "migrant", "meal_status"),
        *("directly_certified", "program_type", "public_school_residence_status"),
        *("sex", "gender", "ref_sex_id", "race", "hispanic", "hispanic_latino", "hispanic_or_latino_ethnicity"),
        *("american_indian_or_alaska_native", "asian", "black_or_african_american", "white"),
        *("native_hawaiian_or_other_pacific_islander", "demographic_race_two_or_more_races"),
        *("race_american_indian", "race_asian", "race_black", "race_pacific_islander", "race_white"),
        *("race_two_or_more", "result_value", "performance_level", "score", "text_score", "results"),
    )
)


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A column of a table as an own check sees it; `sql` gives its value from the table behind it."""

    name: str
    sql: str
    personal: bool = False
    stand_in: bool = False


SeenTables = Mapping[str, tuple[SeenColumn, ...]]


@cache
def table_names() -> frozenset[str]:
    """Every table that an own check may read."""
    return frozenset({*_described(), *ALWAYS_THERE})


@cache
def _described() -> dict[str, dict[str, tuple[bool, str]]]:
    """Table -> column -> whether it is personal in any of its forms, and its kind."""
    tables: dict[str, dict[str, tuple[bool, str]]] = {}
    for form in (form for family in FAMILIES for form in family.forms):
        known = tables.setdefault(form.table, {})
        for column in form.columns:
            was_personal = known.get(column.name, (False, ""))[0]
            known[column.name] = (was_personal or column.personal, column.kind)
    for roster in ROSTER_TABLES:
        tables[roster.name] = {column: (column in roster.personal, "text") for column in roster.columns}
    for table in TABLES:
        tables[table.name] = {column.name: (column.personal, column.type) for column in table.columns}
    return tables


def create_seen_tables(connection: duckdb.DuckDBPyConnection) -> SeenTables:
    """Make a view for each table of the schema `inside`, with stand-ins; returns what is to be seen."""
    key = secrets.token_hex(32)
    seen = {table: _columns(connection, table, key) for table in sorted(table_names())}
    for table, columns in seen.items():
        if table == MADE_WITH_MACROS:
            continue
        items = ", ".join(f"{column.sql} AS {name(column.name)}" for column in columns)
        connection.execute(f"CREATE OR REPLACE VIEW {name(table)} AS SELECT {items} FROM {INSIDE}.{name(table)}")
    return seen


def _columns(connection: duckdb.DuckDBPyConnection, table: str, key: str) -> tuple[SeenColumn, ...]:
    rows = connection.execute(f"DESCRIBE {INSIDE}.{name(table)}").fetchall()
    names = [str(row[0]) for row in rows]
    if table in ALWAYS_THERE:
        return tuple(SeenColumn(column, name(column)) for column in names)
    described = _described()[table]
    found = []
    for column in names:
        seen = _column(column, described, key)
        found.append(seen)
        extra = _beside(column, described, seen)
        if extra is not None and extra.name not in names:
            found.append(extra)
    return tuple(found)


def _column(column: str, described: Mapping[str, tuple[bool, str]], key: str) -> SeenColumn:
    """A column that nobody described counts as personal."""
    base = column if column in described else column.removesuffix("_text")
    personal = column not in PROVENANCE + PLAIN_WORDS and described.get(base, (True, ""))[0]
    if not personal or base in READABLE:
        return SeenColumn(column, name(column), personal)
    text = f"lower(trim(CAST({name(column)} AS VARCHAR)))"
    digest = f"substr(sha256({quoted(key)} || {text}), 1, 32)"
    return SeenColumn(column, f"CASE WHEN {text} = '' THEN '' ELSE {digest} END", True, True)


def _beside(column: str, described: Mapping[str, tuple[bool, str]], seen: SeenColumn) -> SeenColumn | None:
    """What may be shown of a stand-in: the domain of an address, the age of a birth date."""
    kind = described.get(column, (False, ""))[1]
    if not seen.stand_in:
        return None
    if kind == "email" or column == "email":
        text = f"lower(trim({name(column)}))"
        domain = f"CASE WHEN regexp_full_match({text}, '[^@\\s]+@[a-z0-9.-]+') THEN split_part({text}, '@', 2) END"
        return SeenColumn(f"{column}_domain", domain)
    if column == "birth_date":
        return SeenColumn("birth_date_age", f"CAST(date_part('year', age(as_of(), {name(column)})) AS INTEGER)")
    return None
