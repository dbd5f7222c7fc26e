"""A delivery just read, made ready for the judge: problems become findings, set-aside rows are remembered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from cupola.engine.catalog import Check
from cupola.engine.judge.forms import FormPart, is_nameless
from cupola.engine.judge.subject import Subject
from cupola.engine.kinds import Finding, ReadProblem
from cupola.engine.reading import Delivered, ReadFile


def subject_of(delivered: Delivered, checks: Mapping[str, Check], *, with_names: bool = False) -> Subject:
    """The subject that a judge looks at, from a delivery just read."""
    return Subject(
        files=delivered.named_files,
        forms=tuple(
            FormPart(file.known.form, file.part, file.name, file.known.system.id, file.known.mode)
            for file in delivered.files
        ),
        systems=delivered.systems,
        seen=delivered.seen,
        read_findings=tuple(problem_findings(delivered, checks, with_names=with_names)),
        as_of=delivered.as_of,
        set_aside=set_aside_keys(delivered),
    )


def problem_findings(delivered: Delivered, checks: Mapping[str, Check], *, with_names: bool = False) -> list[Finding]:
    """The findings of reading. Values of columns that may be personal are left out unless `with_names`."""
    files = {file.name: file for file in delivered.files}
    files |= {file.table.arrival.name: file for file in delivered.files}
    return [
        _finding(problem, checks[problem.code], file=files.get(problem.file), with_names=with_names)
        for problem in delivered.problems
        if problem.code in checks
    ]


def set_aside_keys(delivered: Delivered) -> dict[str, set[str]]:
    """Source table -> keys of the rows that were set aside, so that references to them are no findings."""
    keys: dict[str, set[str]] = defaultdict(set)
    for file in delivered.files:
        if not _first_column_is_key(file):
            continue
        for problem in file.table.problems:
            if problem.rows_set_aside and problem.key:
                keys[file.part.table].add(problem.key)
    return dict(keys)


def _first_column_is_key(file: ReadFile) -> bool:
    form = file.known.form
    if len(form.key) != 1 or not file.table.facts.header:
        return False
    return file.known.headers.get(form.key[0]) == file.table.facts.header[0]


def _finding(problem: ReadProblem, check: Check, *, file: ReadFile | None, with_names: bool) -> Finding:
    in_the_head = problem.code.startswith("PKG") or problem.line == 1
    show = with_names or in_the_head or (file is not None and not file.is_personal(problem.column))
    key_shown = file is not None and _first_column_is_key(file) and not _key_is_personal(file)
    return Finding(
        check=check.id,
        severity=check.severity,
        message=problem.fact,
        role=check.role,
        fix=problem.next_step or check.fix,
        file=problem.file,
        line=problem.line,
        column=_column(problem, file),
        subject=problem.key if key_shown else None,
        value=problem.value if show else None,
        repair=problem.repair if show else None,
        system=file.known.system.id if file is not None else None,
    )


def _column(problem: ReadProblem, file: ReadFile | None) -> str | None:
    """The column of a problem; where the file has no headers, by the name that its form gives to this place."""
    if file is None or problem.column is None or not is_nameless(problem.column):
        return problem.column
    columns = (column for column, header in file.known.headers.items() if header == problem.column)
    return next((file.known.form.column(column).header for column in columns), problem.column)


def _key_is_personal(file: ReadFile) -> bool:
    return file.known.form.column(file.known.form.key[0]).personal
