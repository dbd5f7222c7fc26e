"""Runs all checks over a subject and gathers what they say in one report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from cupola.engine.catalog import Check
from cupola.engine.judge.checks import Places, run_checks
from cupola.engine.judge.directory import create_directory_table
from cupola.engine.judge.forms import run_forms
from cupola.engine.judge.gaps import without_gaps
from cupola.engine.judge.links import LINK_BY_NAME, create_link_tables
from cupola.engine.judge.mass import findings_of
from cupola.engine.judge.own import run_own
from cupola.engine.judge.own_files import OwnChecks
from cupola.engine.judge.roster_columns import headings_of
from cupola.engine.judge.shelf import DATABASE, Shelf
from cupola.engine.judge.subject import Subject
from cupola.engine.judge.zeros import lost_zeros
from cupola.engine.kinds import Finding, NotRun, Ran, Report
from cupola.engine.record.build import SIMPLE
from cupola.engine.record.delivery import open_delivery, schools
from cupola.engine.record.earlier import create_earlier_views
from cupola.engine.record.last_year import year_tables_of, year_tables_to_keep
from cupola.engine.record.roster import ROSTER_BY_NAME, roster_sources, roster_tables_to_keep
from cupola.engine.record.sources_view import keep_in_memory, look_into
from cupola.engine.record.tables import BY_NAME

if TYPE_CHECKING:
    import duckdb

READERS = 3
READING = ("reading", "package", "form")
ROWS_IN_MEMORY = 2_000_000
ROWS_LIGHTLY_KEPT = 100_000


def judge(
    connection: duckdb.DuckDBPyConnection,
    subject: Subject,
    checks: Sequence[Check],
    *,
    own: OwnChecks | None = None,
    shelf: Shelf | None = None,
) -> Report:
    """Run the checks whose tables are there; the others are reported as not run.

    Those of `checks` that are among the district's own (`own`) run apart, in a child process. `shelf` is what was
    made and counted of these same rows before.
    """
    own = (own or OwnChecks()).chosen(checks)
    shelf = shelf or Shelf()
    known = {check.id: check for check in checks}
    shipped = [check for check in checks if check.id not in {each.id for each in own.checks}]
    opened = open_delivery(
        connection,
        parts=subject.parts,
        files=subject.files,
        systems=subject.systems,
        as_of=subject.as_of,
    )
    filled = opened.filled | create_earlier_views(connection, subject.earlier, systems=subject.systems)
    filled |= year_tables_of(filled)
    look_into(connection, shelf.tables, database=DATABASE)
    worth_keeping = tables_worth_keeping(shipped, subject, filled)
    keep_in_memory(connection, [table for table in worth_keeping if table not in shelf.tables])
    filled |= create_directory_table(connection, filled)
    if subject.links is not None:
        create_link_tables(connection, subject.links, frozenset(filled))
        filled |= set(LINK_BY_NAME)
    findings = [finding for finding in subject.read_findings if finding.check in known]
    findings += run_forms(connection, subject.forms, known, counted=shelf.counted)
    findings += lost_zeros(connection, subject.forms, known.get("FRM-015"))
    judged = run_checks(connection, shipped, filled=filled, counted=shelf.counted)
    apart = run_own(own, subject, heads=known)
    places = Places(
        files=[file.name for file in subject.files],
        systems=[form.system for form in subject.forms],
        schools=schools(connection),
        headings=[headings_of(form.part.table, form.headings) for form in subject.forms],
    )
    findings += apart.findings
    rows, unsure = without_gaps((*judged.rows, *apart.rows), checks, subject=subject, places=places)
    findings += findings_of(rows, (*judged.ran, *apart.ran), places)
    return Report(
        files=subject.seen,
        findings=tuple(findings),
        ran=(*judged.ran, *apart.ran, *_ran_while_reading(shipped, findings, subject)),
        not_run=(*judged.not_run, *apart.not_run, *unsure, *_not_asked(shipped, subject)),
        as_of=subject.as_of,
    )


def tables_worth_keeping(
    checks: Sequence[Check], subject: Subject, filled: Collection[str], *, most_rows: int = ROWS_IN_MEMORY
) -> list[str]:
    """Source tables that several checks read, then roster and record tables that are more than a look at their rows.

    Source tables of more than `most_rows` stay in their files: many looks at them cost less than the memory. Looks
    that only show what was found count for small tables: mostly nothing was found.
    """
    runnable = [check for check in checks if check.by is None and set(check.needs) <= set(filled)]
    readers = Counter(table for check in runnable for table in check.needs)
    looks: Counter[str] = Counter()
    for table, asked in list(readers.items()):
        roster = ROSTER_BY_NAME.get(table)
        if roster is not None and not roster.kept:
            (looks if roster.shows else readers).update(dict.fromkeys(roster_sources(table), asked))
    rows: Counter[str] = Counter()
    for part in subject.parts:
        rows[part.table] += part.rows
    in_files = {part.table for part in subject.parts if part.memory is None}
    sources = [
        table
        for table, size in rows.items()
        if table in in_files
        and readers[table] + (looks[table] if size <= ROWS_LIGHTLY_KEPT else 0) >= READERS
        and size <= most_rows
    ]
    rosters = roster_tables_to_keep([table for table in readers if table in ROSTER_BY_NAME])
    records = [table for table in sorted(readers) if table in BY_NAME and table not in SIMPLE]
    years = year_tables_to_keep(readers)
    return sorted(sources) + rosters + records + years


def _ran_while_reading(checks: Sequence[Check], findings: Sequence[Finding], subject: Subject) -> list[Ran]:
    """How the checks without SQL went: those of files look at files, those of cells at rows."""
    found = Counter({check.id: 0 for check in checks})
    for finding in findings:
        found[finding.check] += finding.rows
    rows = sum(part.rows for part in subject.parts)
    files = len(subject.seen)
    return [
        Ran(check.id, rows if check.by == "form" else files, found[check.id], 0.0)
        for check in checks
        if check.by in READING and not _has_nothing_to_ask(check, subject)
    ]


def _not_asked(checks: Sequence[Check], subject: Subject) -> list[NotRun]:
    """The checks without SQL that had nothing to look at."""
    reason = {"package": "there is no OneRoster package in this delivery", "form": "no file was recognised"}
    return [
        NotRun(check.id, reason.get(str(check.by), "there is no file"))
        for check in checks
        if check.by in READING and _has_nothing_to_ask(check, subject)
    ]


def _has_nothing_to_ask(check: Check, subject: Subject) -> bool:
    if check.by == "package":
        return not any(part.table.startswith("oneroster_") for part in subject.parts)
    return not (subject.parts if check.by == "form" else subject.seen)
