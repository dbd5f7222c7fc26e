"""Findings as one self-contained page to send to a colleague: no script needed, nothing fetched."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import TextIO

from cupola import __version__
from cupola.engine.kinds import Severity
from cupola.engine.paper.html_findings import load_sections
from cupola.engine.paper.html_parts import (
    BRAND,
    MARKS,
    Column,
    anchor,
    code,
    dated,
    safe,
    section,
    table,
    tag,
    whole,
)
from cupola.engine.paper.ranking import Group, Ranking, Step
from cupola.engine.paper.text import promise, severities, summary
from cupola.engine.paper.wording import age, counted, duration, grouped, listed, plural, rows_of

OVERVIEW = (
    Column("What is wrong"),
    Column("How serious", "nw"),
    Column("Who fixes it"),
    Column("How many", "r"),
    Column("Time to fix", "r"),
)
FILES = (
    Column("File"),
    Column("Read as"),
    Column("Rows read", "r"),
    Column("Set aside", "r"),
    Column("Written as"),
    Column("From", "nw"),
)


def write_html(
    ranking: Ranking, out: TextIO, *, district: str = "", limit: int = 200, csv_name: str | None = None
) -> None:
    """Write the page.

    `district` names the district, `limit` is how many findings of one check stand on the page; the others
    are counted, and `csv_name` says in which file they are.
    """
    out.writelines(_pieces(ranking, district=district, limit=limit, csv_name=csv_name))


def policy() -> str:
    """The content security policy of the page: nothing but its own style and script, by their hashes."""
    style, script = _source(asset("page.css")), _source(asset("page.js"))
    return f"default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"


@cache
def asset(name: str) -> str:
    """The text of a file that lies beside this module."""
    return (files("cupola.engine.paper") / name).read_text("utf-8")


def _source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _pieces(ranking: Ranking, *, district: str, limit: int, csv_name: str | None) -> Iterator[str]:
    yield _top(ranking, district)
    yield from _head(ranking)
    if ranking.groups:
        yield from _first(ranking)
        yield from _overview(ranking)
        yield from load_sections(ranking, limit=limit, csv_name=csv_name)
    yield from _not_run(ranking)
    yield from _files(ranking)
    yield _foot(ranking)


def _top(ranking: Ranking, district: str) -> str:
    name = safe(district, longest=80) if district else "Cupola"
    beside = "Cupola" if district else "Check of exports"
    when = f"as of {dated(ranking.report.as_of)}"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy()}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>Findings {when} · {name}</title>\n<style>{asset('page.css')}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">Skip to the findings</a>\n{MARKS}'
        f'<header class="top"><div class="wrap top__row"><p class="brand">{BRAND}<b>{name}</b>'
        f"<span>{beside}</span></p>{_contents(ranking)}</div></header>\n"
        '<main id="main" tabindex="-1"><div class="wrap">\n'
    )


def _contents(ranking: Ranking) -> str:
    """Where to find what: the order of the page."""
    places = [("first", "Do first"), ("all", "All findings"), ("people", "By person")] if ranking.groups else []
    places += [("silent", "Not run")] if ranking.silences else []
    places += [("files", "Files")] if ranking.report.files else []
    links = "".join(f'<li><a href="#{place}">{text}</a></li>' for place, text in places)
    return f'<nav class="nav" aria-label="On this page"><ul>{links}</ul></nav>' if places else ""


def _head(ranking: Ranking) -> Iterator[str]:
    title = "Findings" if ranking.groups else _verdict(ranking)
    yield f'<h1>{title}</h1>\n<p class="lead">{_lead(ranking)}</p>\n'
    if ranking.report.names:
        yield '<p class="call">This page names people. Give it only to those who may see them.</p>\n'
    if ranking.report.ran:
        yield from _facts(ranking)


def _facts(ranking: Ranking) -> Iterator[str]:
    yield '<dl class="facts">'
    for name, figure, small in _figures(ranking):
        yield f"<div><dt>{name}</dt><dd>{figure}<small>{small}</small></dd></div>"
    yield "</dl>\n"


def _verdict(ranking: Ranking) -> str:
    return "No findings" if ranking.report.files and ranking.report.ran else "Nothing was checked"


def _lead(ranking: Ranking) -> str:
    ran = counted(len(ranking.report.ran), "check")
    if ranking.groups:
        found = listed(severities(ranking))
        where = counted(ranking.files_with_findings or ranking.recognised, "file")
        them = "it" if ranking.found == 1 else "them one by one"
        time = f" Fixing {them} would take about {duration(ranking.hours)}." if ranking.hours else ""
        return f"{found} in {where}, from {len(ranking.groups)} of {ran} that ran.{time}"
    if not ranking.report.files or not ranking.report.ran:
        return escape(summary(ranking))
    everything = f"All {ran} that could run found nothing" if ranking.silences else f"All {ran} ran and found nothing"
    return f"{everything} in {counted(len(ranking.report.files), 'file')}."


def _figures(ranking: Ranking) -> Iterator[tuple[str, str, str]]:
    errors, warnings, notes = (ranking.count(severity) for severity in sorted(Severity, reverse=True))
    yield "Errors", grouped(errors), f"and {counted(warnings, 'warning')}, {counted(notes, 'note')}"
    known = f"{ranking.recognised} of {counted(len(ranking.report.files), 'file')} recognised"
    yield "Rows read", grouped(ranking.rows_read), f"{grouped(ranking.rows_set_aside)} set aside, {known}"
    silent = sum(len(silence.checks) for silence in ranking.silences)
    yield "Checks that ran", grouped(len(ranking.report.ran)), f"{grouped(silent)} did not run"
    old = age(ranking.report.as_of, ranking.today)
    yield "As of", dated(ranking.report.as_of), old or "the day of the delivery"


def _first(ranking: Ranking) -> Iterator[str]:
    yield section("first", "What to do first", beside="What clears most for least work.")
    yield '<ol class="todo">'
    for step in ranking.steps:
        check = step.group.check
        stake = f"{grouped(step.group.found)}<small>{_kind(step)} · {safe(step.title)}</small>"
        yield (
            f"<li><div><h3>{safe(check.fix)}</h3><p>{escape(promise(step))}</p>"
            f'<p><a href="#in-{anchor(check.id)}">{safe(check.id)}: {safe(check.title)}</a></p></div>'
            f'<p class="stake">{stake}</p></li>\n'
        )
    yield "</ol></section>\n"


def _kind(step: Step) -> str:
    word = step.group.severity.word
    return word if step.group.found == 1 else plural(word)


def _overview(ranking: Ranking) -> Iterator[str]:
    many = counted(len(ranking.groups), "check")
    order = ", the most serious first" if len(ranking.groups) > 1 else ""
    yield section("all", "All findings", beside=f"{many}{order}.")
    rows = (_row(group, ranking) for group in ranking.groups)
    yield from table("Findings by check, the most serious first", OVERVIEW, rows, kind="q")
    yield "</section>\n"


def _row(group: Group, ranking: Ranking) -> tuple[str, ...]:
    check = group.check
    of = (
        f"of {grouped(group.looked_at)} {rows_of(check.of) or 'rows'}"
        if group.looked_at is not None
        else plural("row")
        if group.rows != group.found
        else "found"
    )
    each = "one cause" if group.is_mass else f"{check.hours:g} h each" if check.hours else ""
    rows = f'class="n" href="#in-{anchor(check.id)}" aria-label="{group.found} found, open the rows"'
    return (
        f'<a href="#in-{anchor(check.id)}">{safe(check.title)}</a> <small>{safe(check.id)}</small>',
        tag(group.severity),
        safe(ranking.role_title(group.role)),
        f"<b><a {rows}>{grouped(group.found)}</a></b> <small>{of}</small>",
        f"<b>{whole(duration(group.hours))}</b> <small>{each}</small>" if group.hours else '<span class="dim">–</span>',
    )


def _not_run(ranking: Ranking) -> Iterator[str]:
    if not ranking.silences:
        return
    yield section("silent", "Checks that did not run", beside="Not run is not passed.")
    columns = (Column("Why"), Column("Checks", "r"), Column("Which"))
    rows = (
        (safe(silence.reason), grouped(len(silence.checks)), _names(silence.checks, ranking))
        for silence in ranking.silences
    )
    yield from table("Checks that did not run, by reason", columns, rows, kind="silent")
    yield "</section>\n"


def _names(checks: tuple[str, ...], ranking: Ranking) -> str:
    """Ids, with titles while they are few."""
    if len(checks) > 3:
        return safe(", ".join(checks), longest=None)
    manuals = [(check, ranking.manuals.get(check)) for check in checks]
    return "<br>".join(f"{safe(check)} {safe(manual.title) if manual else ''}" for check, manual in manuals)


def _files(ranking: Ranking) -> Iterator[str]:
    report = ranking.report
    if not report.files:
        return
    rows_read = f"{counted(ranking.rows_read, 'row')} from {counted(len(report.files), 'file')}."
    yield section("files", "What was read", beside=rows_read)
    rows = (
        (
            code(file.name, longest=300),
            safe(file.recognised_as)
            if file.recognised_as
            else f'<span class="unknown">not recognised</span> <small>{safe(file.why)}</small>',
            grouped(file.rows_read) if file.recognised_as else "–",
            f"<b>{grouped(file.rows_set_aside)}</b>" if file.rows_set_aside else "0" if file.recognised_as else "–",
            safe(file.encoding or "–"),
            dated(file.modified) if file.modified else "–",
        )
        for file in report.files
    )
    yield from table("Files that were read", FILES, rows, kind="files")
    yield "</section>\n"


def _foot(ranking: Ranking) -> str:
    keys = "" if ranking.report.names else " A subject is a key of the export, not a name."
    return (
        '</div></main>\n<footer class="foot"><div class="wrap">'
        f"<p>Made by Cupola {__version__}.{keys if ranking.groups else ''}</p></div></footer>\n"
        f"<script>{asset('page.js')}</script>\n</body>\n</html>\n"
    )
