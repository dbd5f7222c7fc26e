"""The part of the page that is handed to each person: their checks, what to do, and every finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape

from cupola.engine.kinds import Finding
from cupola.engine.paper.html_parts import Column, anchor, code, safe, section, table, tag
from cupola.engine.paper.ranking import Group, Load, Ranking
from cupola.engine.paper.text import once, share, time_to_fix
from cupola.engine.paper.wording import counted, day, duration, grouped, listed

OPEN_UP_TO = 3
DASH = '<span class="dim">–</span>'
Cell = Callable[[Finding], str]


def load_sections(ranking: Ranking, *, limit: int, csv_name: str | None) -> Iterator[str]:
    """A section for each role that can be printed alone and handed over."""
    beside = "Choose one, then print: only that part comes out."
    yield section("people", "By person", beside=beside, kind="people")
    yield '<ul class="who">'
    for load in ranking.loads:
        time = f", about {duration(load.hours)}{once(load)}" if load.hours else ""
        link = f'<a href="#for-{anchor(load.role)}">{safe(load.title)}</a>'
        yield f"<li>{link} <span>{_amounts(load)}{time}</span></li>"
    yield "</ul></section>\n"
    for load in ranking.loads:
        yield from _section(load, ranking, limit=limit, csv_name=csv_name)


def _section(load: Load, ranking: Ranking, *, limit: int, csv_name: str | None) -> Iterator[str]:
    time = f" About {duration(load.hours)} in all{once(load)}." if load.hours else ""
    beside = f"{_amounts(load)}, as of {day(ranking.report.as_of)}.{time}"
    yield section(f"for-{anchor(load.role)}", f"For: {safe(load.title)}", beside=beside, kind="role")
    opened = " open" if len(ranking.groups) <= OPEN_UP_TO else ""
    for group in load.groups:
        yield from _details(group, ranking, limit=limit, csv_name=csv_name, opened=opened)
    yield "</section>\n"


def _amounts(load: Load) -> str:
    numbers = [(load.errors, "error"), (load.warnings, "warning"), (load.notes, "note")]
    return listed(counted(number, word) for number, word in numbers if number)


def _details(group: Group, ranking: Ranking, *, limit: int, csv_name: str | None, opened: str) -> Iterator[str]:
    check = group.check
    time = f" · {time_to_fix(group)}" if group.hours else ""
    meta = f'<span class="meta">{safe(check.id)} · {escape(share(group))}{time}</span>'
    yield (
        f'<details class="grp"{opened}><summary>{tag(group.severity)}'
        f'<span class="grp__t"><h3>{safe(check.title)}</h3>{meta}</span></summary>\n'
        f'<div class="grp__b" id="in-{anchor(check.id)}">\n<dl class="man">'
    )
    for name, text in _manual(group):
        yield f"<div><dt>{name}</dt><dd>{safe(text, longest=None)}</dd></div>"
    yield "</dl>\n"
    shown = group.findings[:limit]
    place = _shared_place(shown)
    yield place
    columns = list(_columns(shown, ranking, told_above=bool(place)))
    caption = f"{check.id}: {counted(group.found, 'finding')}"
    rows = ([cell(finding) for _, cell in columns] for finding in shown)
    yield from table(caption, [column for column, _ in columns], rows, kind="dense")
    yield f"{_more(group.found - len(shown), csv_name)}</div></details>\n"


def _manual(group: Group) -> Iterator[tuple[str, str]]:
    check = group.check
    if check.why:
        yield "Why it matters", check.why
    yield "How to fix it", check.fix
    if check.not_a_problem_when:
        yield "Not a problem when", check.not_a_problem_when


def _more(more: int, csv_name: str | None) -> str:
    if not more:
        return ""
    where = f"they are in {code(csv_name)}" if csv_name else "the CSV form of this report lists them all"
    return f'<p class="more">And {grouped(more)} more: {where}.</p>\n'


def _shared_place(findings: Sequence[Finding]) -> str:
    """The file and column that all findings have in common, said once above them."""
    places = {(finding.file, finding.column) for finding in findings}
    file, column = places.pop()
    if places or file is None:
        return ""
    of_column = f", column {code(column, longest=80)}" if column is not None else ""
    return f'<p class="in">In {code(file, longest=300)}{of_column}</p>\n'


def _columns(findings: Sequence[Finding], ranking: Ranking, *, told_above: bool) -> Iterator[tuple[Column, Cell]]:
    """The columns that say something in this group."""
    names = ranking.report.names
    yield (Column("Line", "line"), _line) if told_above else (Column("Where", "where"), _where)
    if any(finding.subject is not None for finding in findings):
        yield Column("Subject", "key"), lambda finding: _named(finding.subject, names)
    if any(finding.school is not None for finding in findings):
        yield Column("School", "key"), lambda finding: _named(finding.school, names)
    if any(finding.rows > 1 for finding in findings):
        yield Column("Rows", "r"), lambda finding: grouped(finding.rows)
    yield Column("What is wrong"), lambda finding: safe(finding.message)
    if any(finding.value is not None for finding in findings):
        yield Column("Now", "key"), lambda finding: _value(finding.value)
    if any(finding.repair is not None for finding in findings):
        yield Column("Should be", "key"), lambda finding: _value(finding.repair)


def _line(finding: Finding) -> str:
    return DASH if finding.line is None else grouped(finding.line)


def _where(finding: Finding) -> str:
    if finding.file is None:
        return '<span class="dim">no single file</span>'
    line = f', <span class="nw">line {grouped(finding.line)}</span>' if finding.line is not None else ""
    column = f" <small>{safe(finding.column, longest=80)}</small>" if finding.column is not None else ""
    return f"{code(finding.file, longest=300)}{line}{column}"


def _named(key: str | None, names: Mapping[str, str]) -> str:
    name = names.get(key) if key is not None else None
    return f"{safe(name)} <small>{code(key or '')}</small>" if name else _value(key)


def _value(text: str | None) -> str:
    return DASH if text is None else code(text)
