"""Runs all checks over a subject and gathers what they say in one report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from cupola.engine.catalog import Check
from cupola.engine.judge.checks import Places, Row, as_finding, run_checks
from cupola.engine.judge.forms import run_forms
from cupola.engine.judge.own import run_own
from cupola.engine.judge.own_files import OwnChecks
from cupola.engine.judge.subject import Subject
from cupola.engine.judge.zeros import lost_zeros
from cupola.engine.kinds import Report
from cupola.engine.record.build import SIMPLE, materialise
from cupola.engine.record.delivery import open_delivery, schools
from cupola.engine.record.tables import BY_NAME

if TYPE_CHECKING:
    import duckdb


def judge(
    connection: duckdb.DuckDBPyConnection,
    subject: Subject,
    checks: Sequence[Check],
    *,
    own: OwnChecks | None = None,
) -> Report:
    """Run the checks whose tables are there; the others are reported as not run.

    Those of `checks` that are among the district's own (`own`) run apart, in a child process.
    """
    own = (own or OwnChecks()).chosen(checks)
    known = {check.id: check for check in checks}
    shipped = [check for check in checks if check.id not in {each.id for each in own.checks}]
    opened = open_delivery(
        connection,
        parts=subject.parts,
        files=subject.files,
        systems=subject.systems,
        as_of=subject.as_of,
    )
    materialise(connection, tables_worth_making(shipped, opened.filled))
    findings = [finding for finding in subject.read_findings if finding.check in known]
    findings += run_forms(connection, subject.forms, known)
    findings += lost_zeros(connection, subject.forms, known.get("FRM-015"))
    judged = run_checks(connection, shipped, filled=opened.filled)
    apart = run_own(own, subject, heads=known)
    places = Places(
        files=[file.name for file in subject.files],
        systems=[form.system for form in subject.forms],
        schools=schools(connection),
    )
    findings += apart.findings
    rows = (*judged.rows, *apart.rows)
    findings += [as_finding(row, places) for row in rows if not _points_aside(row, subject.set_aside)]
    return Report(
        files=subject.seen,
        findings=tuple(findings),
        ran=(*judged.ran, *apart.ran),
        not_run=(*judged.not_run, *apart.not_run),
        as_of=subject.as_of,
    )


def tables_worth_making(checks: Sequence[Check], filled: Collection[str]) -> list[str]:
    """Record tables that several checks read and that cost more than a look at the source rows."""
    runnable = [check for check in checks if check.by is None and set(check.needs) <= set(filled)]
    readers = Counter(table for check in runnable for table in check.needs)
    return [table for table, times in sorted(readers.items()) if table in BY_NAME and table not in SIMPLE and times]


def _points_aside(row: Row, set_aside: Mapping[str, set[str]]) -> bool:
    """Whether a reference points to a row that reading set aside: it is there, if not in the table."""
    return row.check.refers is not None and row.cells.get("evidence") in set_aside.get(row.check.refers, ())
