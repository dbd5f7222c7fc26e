"""Findings as JSON for programs; described by `catalog/schemas/check-report.schema.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from cupola import __version__
from cupola.engine.kinds import FileSeen, Severity
from cupola.engine.paper.ranking import Ranking
from cupola.engine.paper.rows import finding_fields, finding_names

FORMAT = 1
UNSHOWABLE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def write_json(ranking: Ranking, out: TextIO) -> None:
    """Write the report as one JSON object, a line for each file, finding and check."""
    out.writelines(_pieces(ranking))


def encoded(value: object) -> str:
    """A value as JSON on one line, letters as they are, unshowable characters as `\\u` escapes."""
    return UNSHOWABLE.sub(_escape, json.dumps(value, ensure_ascii=False))


def listed_lines(values: Iterable[Any]) -> Iterator[str]:
    """The pieces of a JSON array with one value on each line."""
    comma = ""
    yield "["
    for value in values:
        yield f"{comma}\n{encoded(value)}"
        comma = ","
    yield "\n]" if comma else "]"


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _pieces(ranking: Ranking) -> Iterator[str]:
    report = ranking.report
    yield f'{{\n"cupola": {encoded(__version__)},\n"format": {FORMAT},\n"as_of": {encoded(report.as_of)},\n'
    yield '"files": '
    yield from listed_lines(map(_file, report.files))
    yield ',\n"findings": '
    yield from listed_lines({**finding_fields(each), **finding_names(each, report)} for each in ranking.ordered())
    yield ',\n"checks": '
    ran = sorted(report.ran, key=lambda each: each.check)
    yield from listed_lines({"check": e.check, "looked_at": e.looked_at, "found": e.found} for e in ran)
    yield ',\n"not_run": '
    not_run = sorted(report.not_run, key=lambda each: (each.check, each.reason))
    yield from listed_lines({"check": each.check, "reason": each.reason} for each in not_run)
    yield f',\n"summary": {encoded(summarised(ranking))}\n}}\n'


def _file(file: FileSeen) -> dict[str, Any]:
    return {
        "name": file.name,
        "recognised_as": file.recognised_as,
        "why": file.why,
        "table": file.table,
        "system": file.system,
        "rows_read": file.rows_read,
        "rows_set_aside": file.rows_set_aside,
        "records": file.records,
        "encoding": file.encoding,
        "modified": file.modified,
        "sha256": file.sha256,
    }


def summarised(ranking: Ranking) -> Mapping[str, Any]:
    """The totals of a report, by role too, and what to do first."""
    worst = ranking.report.worst()
    return {
        "errors": ranking.count(Severity.ERROR),
        "warnings": ranking.count(Severity.WARNING),
        "notes": ranking.count(Severity.NOTE),
        "worst": worst.word if worst else None,
        "files": len(ranking.report.files),
        "files_recognised": ranking.recognised,
        "files_with_findings": ranking.files_with_findings,
        "rows_read": ranking.rows_read,
        "rows_set_aside": ranking.rows_set_aside,
        "checks_run": len(ranking.report.ran),
        "checks_not_run": len(ranking.report.not_run),
        "hours": round(ranking.hours, 2),
        "roles": [
            {
                "role": load.role,
                "title": load.title,
                "errors": load.errors,
                "warnings": load.warnings,
                "notes": load.notes,
                "hours": round(load.hours, 2),
            }
            for load in ranking.loads
        ],
        "first": [
            {
                "check": step.group.check.id,
                "role": step.group.role,
                "fix": step.group.check.fix,
                "clears": step.group.found,
                "causes": step.group.causes,
                "hours": None if step.hours is None else round(step.hours, 2),
            }
            for step in ranking.steps
        ],
    }
