"""The reference of the checks: an index by area, and a page of manuals for each area."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from cupola.engine.catalog import Check, retired
from cupola.engine.kinds import Severity
from cupola.engine.paper.markdown import anchor, block, code, codes, one_line, page, table
from cupola.engine.paper.wording import counted, duration, listed

FOUND_BY = {
    "reading": "Found while the file is read; there is no SQL.",
    "package": "Found when the files of a OneRoster package are held against the standard; there is no SQL.",
    "form": "Made from the description of each column in [Formats](../formats.md); there is no SQL.",
}


def check_pages(checks: Sequence[Check], titles: Mapping[str, str]) -> dict[str, str]:
    """The index and the page of each area. `titles` says who the people of a role are."""
    areas = by_area(checks)
    made = {f"checks/{area}.md": _area_page(area, found, titles) for area, found in areas.items()}
    return {"checks.md": _index(areas, titles), **made}


def by_area(checks: Iterable[Check]) -> dict[str, tuple[Check, ...]]:
    """Checks by area, both in the order of ids."""
    ordered = sorted(checks, key=lambda check: (check.subject_area, check.id))
    areas = {area: tuple(found) for area, found in groupby(ordered, key=lambda check: check.subject_area)}
    return dict(sorted(areas.items(), key=lambda pair: pair[1][0].id))


def spoken(area: str) -> str:
    """An area as a heading: `school-and-grade` -> `School and grade`."""
    return area.replace("-", " ").capitalize().replace("Ed fi", "Ed-Fi")


def link(check: Check, *, up: str = "") -> str:
    """A link to a check's manual; `up` leads from the page to the folder of the reference."""
    return f"[{check.id}]({up}checks/{check.subject_area}.md#{check.id.lower()})"


def _index(areas: Mapping[str, Sequence[Check]], titles: Mapping[str, str]) -> str:
    checks = [check for found in areas.values() for check in found]
    severities = [
        counted(sum(check.severity is severity for check in checks), severity.word)
        for severity in sorted(Severity, reverse=True)
    ]
    intro = (
        f"{counted(len(checks), 'check')}: {listed(severities)}. An **error** is wrong whatever one thinks of it; "
        "a **warning** nearly always is; a **note** is good to know. Ids are fixed for ever."
    )
    blocks = []
    for area, found in areas.items():
        rows = [
            (link(check), check.severity.word, titles.get(check.role, check.role), one_line(check.title))
            for check in found
        ]
        heading = f"## [{spoken(area)}](checks/{area}.md)"
        blocks += [heading, table(("check", "severity", "who fixes it", "what it finds"), rows)]
    return page("Checks", intro, *blocks, *_retired({check.id: check for check in checks}))


def _retired(checks: Mapping[str, Check]) -> list[str]:
    """What became of the checks that are no more."""
    rows = [(gone, link(checks[now]), one_line(why)) for gone, (now, why) in sorted(retired().items())]
    return ["## Checks that are no more", table(("check", "what finds the same now", "why"), rows)] if rows else []


def _area_page(area: str, checks: Sequence[Check], titles: Mapping[str, str]) -> str:
    blocks = ["All areas: [Checks](../checks.md)."]
    for check in checks:
        blocks += _manual(check, titles)
    return page(f"Checks: {spoken(area).lower()}", *blocks)


def _manual(check: Check, titles: Mapping[str, str]) -> list[str]:
    role = f"[{titles.get(check.role, check.role)}](../roles.md#{check.role})"
    cost = f" · about {duration(check.hours)} each" if check.hours else ""
    return [
        anchor(check.id),
        f"## {check.id} {one_line(check.title)}",
        f"**{check.severity.word}** · fixed by: {role}{cost} · {code(check.slug)}",
        f"**Why it matters.** {one_line(check.why)}",
        f"**How to fix it.** {one_line(check.fix)}",
        f"**Not a problem when.** {one_line(check.not_a_problem_when)}",
        *_reads(check),
        _rule(check),
    ]


def _reads(check: Check) -> list[str]:
    said = []
    tables = check.needs or ((check.of,) if check.of else ())
    if tables:
        said.append(f"**Reads.** {codes(tables)}{f'; counted of {code(check.of)}' if check.of else ''}")
    if check.only_if and check.otherwise:
        said.append(f"**Runs only** where this gives true (else: {one_line(check.otherwise)}):")
        said.append(block(check.only_if, "sql"))
    return said


def _rule(check: Check) -> str:
    if check.by:
        return f"**Rule.** {FOUND_BY.get(check.by, 'Found by the program itself.')}"
    if check.where:
        return f"**Rule.** Rows of {code(check.of or '')} where\n\n{block(check.where, 'sql')}"
    return f"**Rule.**\n\n{block(check.sql or '', 'sql')}"
