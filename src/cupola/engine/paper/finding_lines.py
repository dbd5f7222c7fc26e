"""Findings of one check as lines: below the name of their file when there is a width, else each complete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from cupola.engine.kinds import Finding
from cupola.engine.paper.lines import Line, Span, cells, flowed, padded
from cupola.engine.paper.wording import counted, tidied

PLACE = "cyan"
QUIET = "dim"
REPAIR = "green"
LONGEST = 400
WIDEST_KEY = 24


def finding_lines(findings: Sequence[Finding], names: Mapping[str, str], *, width: int | None) -> Iterator[Line]:
    """Lines for findings that are sorted by file.

    Without a width each is one line that says all (`users.csv:12 (grades): u-99: …`), good to search in.
    """
    if width is None:
        yield from (_complete(finding, names) for finding in findings)
        return
    for file, rows in groupby(findings, key=lambda finding: finding.file):
        yield from _below_their_file(file, list(rows), names, width=width)


def repaired(finding: Finding) -> str:
    """The value and what it should be; nothing when no repair can be told."""
    if finding.repair is None:
        return ""
    should = f"hould be “{tidied(finding.repair, longest=80)}”."
    return f"S{should}" if finding.value is None else f"Now “{tidied(finding.value, longest=80)}”, s{should}"


def _below_their_file(
    file: str | None, findings: Sequence[Finding], names: Mapping[str, str], *, width: int
) -> Iterator[Line]:
    columns = {finding.column for finding in findings}
    column = columns.pop() if len(columns) == 1 else None
    head = tidied(file) if file is not None else "in no single file"
    yield from flowed([(head, PLACE), (_of_column(column), QUIET)], width=width, lead=[("    ", "")], rest=6)
    numbers = ["" if finding.line is None else str(finding.line) for finding in findings]
    keys = [_key(finding, names) for finding in findings]
    wide_number, wide_key = max(map(len, numbers)), max(map(cells, keys))
    indent = 6 + wide_number + 2
    for number, key, finding in zip(numbers, keys, findings, strict=True):
        lead: list[Span] = [(f"      {padded(number, wide_number, right=True)}  ", PLACE)]
        spans = _said(finding, told_above=column is not None)
        if wide_key > WIDEST_KEY:
            yield from flowed([(f"{key} " if key else "", QUIET), *spans], width=width, lead=lead, rest=indent)
        else:
            lead.append((padded(key, wide_key + 2) if wide_key else "", QUIET))
            rest = indent + (wide_key + 2 if wide_key else 0)
            yield from flowed(spans, width=width, lead=lead, rest=rest)


def _said(finding: Finding, *, told_above: bool) -> list[Span]:
    spans: list[Span] = []
    if finding.column is not None and not told_above:
        spans.append((f"{tidied(finding.column, longest=60)}: ", QUIET))
    message = tidied(finding.message, longest=LONGEST)
    rows = f" ({counted(finding.rows, 'row')})" if finding.rows > 1 else ""
    return [*spans, (message + rows, ""), (f" {repaired(finding)}", REPAIR)]


def _complete(finding: Finding, names: Mapping[str, str]) -> Line:
    line = f":{finding.line}" if finding.line is not None else ""
    place = tidied(finding.file or "in no single file") + line
    column = f" ({tidied(finding.column, longest=60)})" if finding.column is not None else ""
    key = _key(finding, names)
    spans = [(f"    {place}{column}: ", PLACE), (f"{key}: " if key else "", QUIET)]
    return (*spans, *_said(finding, told_above=True))


def _key(finding: Finding, names: Mapping[str, str]) -> str:
    if finding.subject is None:
        return ""
    name = names.get(finding.subject)
    return tidied(finding.subject, longest=80) + (f" {tidied(name, longest=80)}" if name else "")


def _of_column(column: str | None) -> str:
    return "" if column is None else f", column {tidied(column, longest=60)}"
