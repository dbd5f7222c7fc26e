"""The data dictionary: every table of the record with its columns, and the exports that fill it."""

from __future__ import annotations

from cupola.engine.judge.directory import DIRECTORY_TABLES
from cupola.engine.judge.links import LINK_TABLES
from cupola.engine.paper.markdown import anchor, bullets, code, codes, one_line, page, table
from cupola.engine.record.last_year import YEAR_TABLES
from cupola.engine.record.roster import ROSTER_TABLES
from cupola.engine.record.tables import TABLES, RecordTable
from cupola.engine.sources.families import FAMILIES

PROVENANCE = ("system", "file", "line")
INTRO = """
The record is what is left when the exports have been read, joined and given common names. Each row says where it
comes from. Keys are `system:key`, so that two systems can use the same number for two people.

*Personal* columns may be compared by checks and counted; they are never shown in a finding.
"""

ROSTERS = """
## Tables for checks of rosters

Made from the rosters while they are checked, and not kept: users, classes and orgs get small whole numbers, and roles,
enrollments and agents carry these beside the ids. A check that joins and groups by number is many times faster than
one that uses ids, which are long texts in most systems. Numbers mean nothing outside one run.
"""

YEARS = """
## Tables for checks against last year

Made while the record is checked beside the newest snapshot of about a year before (nine to sixteen months), and not
kept. Last year may have come in other systems than this year: the state's files alone, or the student system before
this one. Students and schools are known again by their numbers.
"""

DIRECTORIES = """
## Tables for checks of directories

Made while the record is checked, and not kept.
"""

LINKS = """
## Tables for checks of links

Made from the links that are kept beside the record (see [Linking](../linking.md)): what they bring to light, in keys
and names of fields. Checks that need them are not run before a record is linked.
"""


def record_page() -> str:
    """The page of the record tables."""
    contents = table(("table", "what it holds"), [(f"[{each.name}](#{each.name})", each.meaning) for each in TABLES])
    where = table(
        ("column", "type", "meaning"),
        [(code(c.name), c.type, one_line(c.meaning)) for c in TABLES[0].columns if c.name in PROVENANCE],
    )
    blocks = [INTRO, contents, "## In every table", where]
    for each in TABLES:
        blocks += _table(each)
    for heading, tables in ((ROSTERS, ROSTER_TABLES), (YEARS, YEAR_TABLES)):
        blocks += [heading]
        for each_table in tables:
            rows = [(code(column), one_line(meaning)) for column, meaning in each_table.columns.items()]
            heads = table(("column", "meaning"), rows)
            blocks += [anchor(each_table.name), f"### {each_table.name}", each_table.meaning, heads]
    blocks += [DIRECTORIES]
    for one in DIRECTORY_TABLES:
        blocks += _table(one, filled=False)
    blocks += [LINKS]
    for linked in LINK_TABLES:
        blocks += _table(linked, filled=False)
    return page("Record", *blocks)


def _table(described: RecordTable, *, filled: bool = True) -> list[str]:
    facts = [f"Key: {codes(described.key)}"]
    if described.school:
        facts.append(f"Its school: {code(described.school)}")
    links = [f"[{family.title}](formats.md#{family.name})" for family in FAMILIES if described.name in family.fills]
    if filled:
        facts.append(f"Filled from: {', '.join(links) or 'no export yet'}")
    rows = [
        (
            code(column.name),
            f"{column.type}, {column.unit}" if column.unit else column.type,
            _target(column.refers),
            "personal" if column.personal else "",
            one_line(column.meaning),
        )
        for column in described.columns
        if column.name not in PROVENANCE
    ]
    heads = ("column", "type", "points to", "personal", "meaning")
    return [
        anchor(described.name),
        f"{'##' if filled else '###'} {described.name}",
        described.meaning,
        bullets(facts),
        table(heads, rows),
    ]


def _target(refers: str | None) -> str:
    return f"[{refers}](#{refers.split('.')[0]})" if refers else ""
