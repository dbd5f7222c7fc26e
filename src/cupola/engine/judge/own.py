"""The district's own checks: run apart in a child process, told like all others."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cupola.engine.catalog import Check
from cupola.engine.judge.checks import Row, spoken
from cupola.engine.judge.own_files import OwnChecks
from cupola.engine.judge.own_process import answers_to
from cupola.engine.judge.own_request import OwnAnswer, request_of
from cupola.engine.judge.subject import Subject
from cupola.engine.kinds import Finding, NotRun, Ran

BROKEN = "OWN-001"


@dataclass(slots=True)
class OwnJudged:
    """What own checks brought: rows found, findings about the checks themselves, and how each went."""

    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    ran: list[Ran] = field(default_factory=list)
    not_run: list[NotRun] = field(default_factory=list)


def run_own(own: OwnChecks, subject: Subject, *, heads: Mapping[str, Check]) -> OwnJudged:
    """Run the district's own checks over a subject.

    `heads` are the checks of the catalogue; OWN-001 and OWN-002 among them say what is wrong with a check.
    """
    judged = OwnJudged()
    if BROKEN in heads:
        for problem in own.problems:
            place = (problem.file, problem.line)
            judged.findings.append(_finding(heads[BROKEN], problem.fact, place=place, fix=problem.next_step))
    if not own.checks:
        return judged
    if not subject.parts:
        judged.not_run += [NotRun(check.id, "there is no table in this delivery") for check in own.checks]
        return judged
    checks = {check.id: check for check in own.checks}
    with tempfile.TemporaryDirectory(prefix="cupola-own-", ignore_cleanup_errors=True) as folder:
        request = request_of(subject, own.checks, spill=Path(folder), limits=own.limits)
        for answer in answers_to(request):
            _take(judged, checks[answer.check], answer, own=own, heads=heads)
    return judged


def _take(judged: OwnJudged, check: Check, answer: OwnAnswer, *, own: OwnChecks, heads: Mapping[str, Check]) -> None:
    if answer.missing:
        tables = " and no ".join(map(spoken, answer.missing))
        judged.not_run.append(NotRun(check.id, f"there is no {tables} in this delivery"))
    elif answer.unmet:
        judged.not_run.append(NotRun(check.id, check.otherwise or "its condition does not hold"))
    elif answer.stopped is not None:
        code, line, fact, next_step = answer.stopped
        said = f"{own.place(check.path)}, line {line}: {fact}"
        judged.not_run.append(NotRun(check.id, f"{said} {next_step}"))
        if code in heads:
            place = (own.place(check.path), line)
            judged.findings.append(_finding(heads[code], f"{check.id}: {fact}", place=place, fix=next_step))
    else:
        judged.rows += [Row(check, row) for row in answer.rows]
        judged.ran.append(Ran(check.id, answer.looked_at, answer.found, answer.seconds))


def _finding(head: Check, fact: str, *, place: tuple[str, int], fix: str) -> Finding:
    return Finding(
        check=head.id,
        severity=head.severity,
        message=f"{fact} {fix}",
        role=head.role,
        fix=fix,
        file=place[0],
        line=place[1],
    )
