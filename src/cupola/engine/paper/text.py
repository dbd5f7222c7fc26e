"""Findings as text: what was read, what is wrong, who fixes it, what to do first, what did not run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TextIO

from cupola.engine.kinds import FileSeen, Severity
from cupola.engine.paper.finding_lines import LONGEST, PLACE, QUIET, finding_lines
from cupola.engine.paper.lines import Line, Span, cells, flowed, padded, plain, shortened
from cupola.engine.paper.ranking import Group, Load, Ranking, Silence, Step
from cupola.engine.paper.wording import age, counted, day, duration, grouped, listed, rows_of, tidied

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
HEAD = "bold"
FILES = 20
NARROWEST = 16
FOR_A_TABLE = 64
INDENT = (("  ", ""),)
BLANK: Line = ()
ABSENT = re.compile(r"^there is (?:no|nothing of) (.*) in this delivery$")
FEW_ABSENT = 5
SHOWN_ABSENT = 8


def text_lines(ranking: Ranking, *, first: int = 10, width: int | None = 80) -> Iterator[Line]:
    """The whole report as styled lines no wider than `width` cells (None: nothing is broken).

    Of each check the first `first` findings are listed and the others counted. Every word stands without
    colour too.
    """
    yield from _what_was_read(ranking, width)
    for group in ranking.groups:
        yield BLANK
        yield from _group(group, ranking, first=first, width=width)
    if ranking.groups:
        yield from _who_fixes_what(ranking, width)
        yield from _what_to_do_first(ranking, width)
    if ranking.silences:
        yield from _not_run(ranking, width)
    yield BLANK
    yield from flowed([(summary(ranking), HEAD)], width=width)


def write_text(ranking: Ranking, out: TextIO, *, first: int = 10, width: int | None = 80) -> None:
    """Write the report as plain text."""
    out.writelines(plain(text_lines(ranking, first=first, width=width)))


def summary(ranking: Ranking) -> str:
    """The report in a line: `Found 213 errors, 40 warnings in 12 files. 37 checks did not run.`"""
    silent = sum(len(silence.checks) for silence in ranking.silences)
    missing = f" {counted(silent, 'check')} did not run." if silent else ""
    read = counted(len(ranking.report.files), "file")
    if not ranking.report.files:
        return f"Nothing was read, so nothing was checked.{missing}"
    if not ranking.report.ran:
        return f"Nothing was checked: no check could run on {read}.{missing}"
    if not ranking.found:
        ran = counted(len(ranking.report.ran), "check")
        return f"No findings: {ran} ran on {read}.{missing}"
    found = ", ".join(severities(ranking))
    return f"Found {found} in {counted(ranking.files_with_findings or ranking.recognised, 'file')}.{missing}"


def severities(counts: Ranking) -> list[str]:
    """How many of each severity there are, the ones that occur: `213 errors`, `40 warnings`."""
    numbers = [(severity, counts.count(severity)) for severity in sorted(Severity, reverse=True)]
    return [counted(number, severity.word) for severity, number in numbers if number]


def share(group: Group) -> str:
    """How many were found, of how many: `37 of 4,812 enrollments`."""
    findings = counted(group.found, "finding")
    if group.looked_at is None:
        return findings if group.rows == group.found else f"{findings}, {counted(group.rows, 'row')}"
    together = f" in {findings}" if group.rows != group.found else ""
    return f"{grouped(group.rows)} of {grouped(group.looked_at)} {rows_of(group.check.of) or 'rows'}{together}"


def time_to_fix(group: Group) -> str:
    """How long it takes to fix all of them; one by one, where fewer causes are likely."""
    if group.is_mass and group.hours:
        return f"about {duration(group.hours)} for one cause"
    one_by_one = " one by one" if group.causes < group.found else ""
    return f"about {duration(group.hours)}{one_by_one}" if group.hours else ""


def once(load: Load) -> str:
    """That rows with one cause are counted once in the hours of a role, where there are any."""
    return f" ({counted(load.masses, 'check')} of one cause counted once)" if load.masses else ""


def promise(step: Step) -> str:
    """What a step clears and in what time, said as far as it is known."""
    group = step.group
    rows = f" of {counted(group.rows, 'row')}" if group.rows != group.found else ""
    cleared = f"That clears {counted(group.found, group.severity.word)}{rows}"
    if group.is_everywhere and group.looked_at is not None:
        cause = f": {share(group)} have it, as one wrong setting of an export does"
    elif group.causes < group.found:
        cause = f" that share {counted(group.causes, 'cause')}"
    else:
        cause = ""
    time = f", in about {duration(step.hours)}" if step.hours else ""
    return f"{cleared}{cause}{time}."


def read_as(file: FileSeen) -> str:
    """What a file was recognised as."""
    return tidied(file.recognised_as or "not recognised", longest=60)


def _what_was_read(ranking: Ranking, width: int | None) -> Iterator[Line]:
    report = ranking.report
    old = age(report.as_of, ranking.today)
    stamp = f"as of {day(report.as_of)}{f' ({old})' if old else ''}"
    known = f"{grouped(ranking.recognised)} of {counted(len(report.files), 'file')} recognised"
    rows = f"{counted(ranking.rows_read, 'row')} read, {grouped(ranking.rows_set_aside)} set aside"
    yield from flowed([("Cupola", HEAD), (f": {known}, {rows}, {stamp}.", "")], width=width)
    if report.files:
        yield BLANK
        files = _of_interest(report.files)
        yield from _files(files, width) if width is None or width >= FOR_A_TABLE else _narrow(files, width)
    if len(report.files) > FILES:
        yield ((f"  and {counted(len(report.files) - FILES, 'more file')}", QUIET),)


def _of_interest(files: Sequence[FileSeen]) -> Sequence[FileSeen]:
    """All files when they are few; else those with a trouble first."""
    if len(files) <= FILES:
        return files
    return sorted(files, key=lambda file: file.recognised_as is not None and not file.rows_set_aside)[:FILES]


def _files(files: Sequence[FileSeen], width: int | None) -> Iterator[Line]:
    rows = [grouped(file.rows_read) if file.recognised_as else "" for file in files]
    aside = [f"{grouped(file.rows_set_aside)} set aside" if file.rows_set_aside else "" for file in files]
    wide_rows = max(map(len, [*rows, "rows"]))
    names, kinds = [tidied(file.name) for file in files], [read_as(file) for file in files]
    if width is not None:
        room = width - wide_rows - max(map(len, aside)) - 8
        names = [shortened(name, max(NARROWEST, room - max(map(cells, kinds)))) for name in names]
        kinds = [_begun(kind, max(NARROWEST, room - max(map(cells, names)))) for kind in kinds]
    wide_names, wide_kinds = max(map(cells, names)), max(map(cells, kinds))
    heads = (padded("file", wide_names), padded("read as", wide_kinds), padded("rows", wide_rows, right=True))
    yield ((f"  {'  '.join(heads)}", QUIET),)
    for name, kind, number, set_aside in zip(names, kinds, rows, aside, strict=True):
        yield (
            (f"  {padded(name, wide_names)}  ", PLACE),
            (f"{padded(kind, wide_kinds)}  {padded(number, wide_rows, right=True)}", ""),
            (f"  {set_aside}" if set_aside else "", STYLES[Severity.WARNING]),
        )


def _narrow(files: Sequence[FileSeen], width: int) -> Iterator[Line]:
    for file in files:
        rows = f", {counted(file.rows_read, 'row')}" if file.recognised_as else ""
        aside = f", {grouped(file.rows_set_aside)} set aside" if file.rows_set_aside else ""
        spans = [(f"{tidied(file.name)}: ", PLACE), (f"{read_as(file)}{rows}{aside}", "")]
        yield from flowed(spans, width=width, lead=INDENT, rest=4)


def _begun(text: str, width: int) -> str:
    while cells(text) > width:
        text = text[:-2].rstrip() + "…"
    return text


def _group(group: Group, ranking: Ranking, *, first: int, width: int | None) -> Iterator[Line]:
    check = group.check
    head: list[Span] = [(group.severity.word, STYLES[group.severity]), (f" {tidied(check.id)} ", HEAD)]
    yield from flowed([*head, (tidied(check.title), HEAD)], width=width, rest=2)
    facts = [share(group), f"fixed by: {ranking.role_title(group.role)}"]
    if group.hours:
        facts.append(time_to_fix(group))
    yield from flowed([(" · ".join(facts), "")], width=width, lead=INDENT, rest=2)
    yield from flowed([(tidied(check.fix), "")], width=width, lead=[("  fix: ", QUIET)], rest=7)
    yield from finding_lines(group.findings[:first], ranking.report.names, width=width)
    more = group.found - min(first, len(group.findings))
    if more:
        yield ((f"    and {grouped(more)} more", QUIET),)


def _who_fixes_what(ranking: Ranking, width: int | None) -> Iterator[Line]:
    yield BLANK
    yield (("Who fixes what", HEAD),)
    for load in ranking.loads:
        numbers = [(load.errors, "error"), (load.warnings, "warning"), (load.notes, "note")]
        found = listed(counted(number, word) for number, word in numbers if number)
        time = f", about {duration(load.hours)}{once(load)}" if load.hours else ""
        yield from flowed([(f"{tidied(load.title)}: {found}{time}", "")], width=width, lead=INDENT, rest=4)


def _what_to_do_first(ranking: Ranking, width: int | None) -> Iterator[Line]:
    yield BLANK
    yield (("What to do first", HEAD),)
    for place, step in enumerate(ranking.steps, start=1):
        check = step.group.check
        spans = [
            (f"{place}. ", HEAD),
            (f"{tidied(check.id)} ", HEAD),
            (f"{tidied(step.title)}: {tidied(check.fix)} ", ""),
            (promise(step), ""),
        ]
        yield from flowed(spans, width=width, lead=INDENT, rest=5)


def _not_run(ranking: Ranking, width: int | None) -> Iterator[Line]:
    yield BLANK
    yield (("Not run", HEAD), (" (not run is not passed)", QUIET))
    absent = [silence for silence in ranking.silences if ABSENT.match(silence.reason)]
    shown = ranking.silences
    if len(absent) > FEW_ABSENT:
        yield from flowed(_absent(absent), width=width, lead=INDENT, rest=4)
        shown = tuple(silence for silence in shown if silence not in absent)
    for silence in shown:
        said = f"{tidied(silence.reason, longest=LONGEST).rstrip('.')}: "
        yield from flowed(
            [(said, ""), (", ".join(map(tidied, silence.checks)), QUIET)], width=width, lead=INDENT, rest=4
        )


def _absent(silences: Sequence[Silence]) -> list[tuple[str, str]]:
    """What was not delivered, in one sentence: most districts have half of the exports that Cupola knows."""
    pairs = [(ABSENT.match(each.reason), len(each.checks)) for each in silences]
    named = [(tidied(found[1], longest=LONGEST), count) for found, count in pairs if found]
    most = ", ".join(f"{what} ({count})" for what, count in named[:SHOWN_ABSENT])
    rest = f" and {len(named) - SHOWN_ABSENT} more" if len(named) > SHOWN_ABSENT else ""
    checks = sum(count for _, count in named)
    return [
        (f"not in this delivery, with the checks that ask about it: {most}{rest}. ", ""),
        (f"These {checks} checks are listed by --format html and --json.", QUIET),
    ]
