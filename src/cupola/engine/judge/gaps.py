"""Keeps what could not be read, or is not meant to be whole, from looking like something that is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from cupola.engine.catalog import Check
from cupola.engine.judge.checks import Places, Row, spoken
from cupola.engine.judge.directory import DIRECTORY_BY_NAME, directories_in
from cupola.engine.judge.subject import Subject
from cupola.engine.kinds import NotRun
from cupola.engine.record.last_year import read_by
from cupola.engine.record.roster import ROSTER_BY_NAME, roster_sources
from cupola.engine.record.tables import BY_NAME
from cupola.engine.sources.families import family_of

EVERY = "every system"


def without_gaps(
    rows: Iterable[Row], checks: Sequence[Check], *, subject: Subject, places: Places
) -> tuple[list[Row], list[NotRun]]:
    """Leave out rows that only say what was not read; tell for which checks and systems that was so.

    A check with `absence_of` says that a row of these tables is missing: where rows of one of them were set
    aside while reading, or the file holds changes only (delta), nobody can say so. Nor can a check that `refers` to
    a table of which rows without a known key were set aside.
    """
    short = _set_aside(subject)
    changes_only = _deltas(subject)
    told: list[NotRun] = []
    silent: set[tuple[str, str]] = set()
    for check in checks:
        for (table, system), count in short.items():
            if _may_hide(check, table, count=count, subject=subject):
                silent |= {(check.id, system), (check.id, _rows_of(check, table) or system)}
                reason = f"{count:,} rows of {spoken(table)} of {system} could not be read"
                told.append(NotRun(check.id, reason))
        for table, system in sorted(changes_only):
            if check.sql and _fed_by(table) & {*_read(check), *check.absence_of} and (check.id, system) not in silent:
                silent |= {(check.id, system), (check.id, _rows_of(check, table) or system)}
                told.append(NotRun(check.id, f"files of {system} hold changes only (delta)"))
    kept = [row for row in rows if not {(row.check.id, _system(row, places)), (row.check.id, EVERY)} & silent]
    return [row for row in kept if not _points_aside(row, subject)], told


def _read(check: Check) -> set[str]:
    """The tables that a check reads, and those that they are made from."""
    below = (each for table in check.needs for each in (*read_by(table), *directories_in(table)))
    return {*check.needs, *below}


def _may_hide(check: Check, table: str, *, count: int, subject: Subject) -> bool:
    """Whether rows of a table that were set aside may be what a check misses."""
    if any(table in roster_sources(absent) for absent in check.absence_of):
        return True
    unknown = count > len(subject.set_aside.get(table, ()))
    return unknown and check.refers is not None and table in roster_sources(check.refers)


@cache
def _fed_by(table: str) -> frozenset[str]:
    """A source table, and the roster and record tables that its rows go into."""
    fills = family_of(table).fills
    rosters = {name for name in ROSTER_BY_NAME if table in roster_sources(name)}
    directories = {name for name in DIRECTORY_BY_NAME if table in directories_in(name)}
    return frozenset(
        {table, *rosters, *directories, *(name for name, sql in fills.items() if re.search(rf"\b{table}\b", sql))}
    )


def _rows_of(check: Check, table: str) -> str | None:
    """`EVERY` when a check finds rows of other sources by looking into this one; else None: rows of its own."""
    if check.of in BY_NAME and table in check.absence_of:
        return EVERY
    family = family_of(table)
    own = {form.table for form in family.forms} | set(family.fills)
    if check.of in ROSTER_BY_NAME and roster_sources(check.of) & own:
        return None
    return None if check.of in own or directories_in(check.of or "") & own else EVERY


def _set_aside(subject: Subject) -> Counter[tuple[str, str]]:
    """(table, system) -> rows that reading set aside."""
    counts: Counter[tuple[str, str]] = Counter()
    for seen in subject.seen:
        if seen.rows_set_aside and seen.table and seen.system:
            counts[(seen.table, seen.system)] += seen.rows_set_aside
    return counts


def _deltas(subject: Subject) -> set[tuple[str, str]]:
    return {(form.part.table, form.system) for form in subject.forms if form.mode == "delta"} - subject.whole


def _system(row: Row, places: Places) -> str:
    file = row.cells.get("file")
    return places.systems[file] if file is not None and file < len(places.systems) else ""


def _points_aside(row: Row, subject: Subject) -> bool:
    """Whether a reference points to a row that reading set aside: it is there, if not in the table."""
    refers = row.check.refers
    if refers is None or not subject.set_aside:
        return False
    told = row.cells.get("evidence")
    return any(told in subject.set_aside.get(table, ()) for table in roster_sources(refers))
