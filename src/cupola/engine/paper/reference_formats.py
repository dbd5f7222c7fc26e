"""The reference of the exports that are recognised: their files, columns, and what is checked in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cupola.engine.catalog import Check
from cupola.engine.judge.cell_rules import column_rules
from cupola.engine.paper.markdown import anchor, bullets, code, codes, page, table
from cupola.engine.paper.reference_checks import link
from cupola.engine.paper.wording import listed
from cupola.engine.sources import lists, oneroster_forms
from cupola.engine.sources.calpads_layout import verified_fields
from cupola.engine.sources.families import FAMILIES, Family
from cupola.engine.sources.forms import KINDS, Column, FileForm

HEAD = ("column", "in the source table", "holds", "required", "points to", "personal", "meaning")
REPEATED = ("FRM-013", "FRM-014")
EXAMPLES = (oneroster_forms.VERSIONS["1.2"][0], lists.STUDENTS)
INTRO = """
Files are recognised by the names of their columns, never by their own name alone. Capital letters and blanks at the
ends of a name do not count, nor does the order of the columns. Columns that are not described here are kept with
the record and read by no check. A OneRoster column that begins with `metadata.` is kept as `metadata_…`.

Passwords, network addresses and places on the map are dropped at the door, whatever the file. *Personal* columns may
be compared by checks; they are never shown in a finding.
"""


def formats_page(checks: Sequence[Check]) -> str:
    """The page of every kind of export; `checks` are those of the catalogue, for links."""
    known = {check.id: check for check in checks}
    blocks = [INTRO, "## What a column may hold", _kinds(known), "## The exports", _contents()]
    for family in FAMILIES:
        blocks += [anchor(family.name), f"## {family.title}", _family_intro(family)]
        for form in family.forms:
            blocks += _form(form, family, known)
    return page("Formats", *blocks)


def _kinds(checks: Mapping[str, Check]) -> str:
    rows = []
    for kind, meaning in KINDS.items():
        found = {rule for form in EXAMPLES for rule in _generated(Column("x", "x", kind), form)}
        rows.append((meaning, _links(found, checks)))
    return table(("a column holds", "generated checks"), rows)


def _contents() -> str:
    rows = []
    for family in FAMILIES:
        tables = dict.fromkeys(form.table for form in family.forms)
        rows.append((f"[{family.title}](#{family.name})", family.kind, codes(tables)))
    return table(("export", "kind of system", "source tables"), rows)


def _family_intro(family: Family) -> str:
    said = []
    if family.name == "edfi":
        said.append(
            "Interchange XML is known by its namespace (`http://ed-fi.org/…`), a page of the API by `id` and `_etag`. "
            "Columns are named here as the API names them; in XML `StudentReference.StudentIdentity.StudentUniqueId` "
            "is the same as `studentReference.studentUniqueId`, and the records are called as the usual name of the "
            "file says. Pages of one resource are one table; of a record written twice the later page counts, and "
            "what was deleted is left out."
        )
    if family.name == "oneroster":
        said.append(
            "The files of one folder or one zip are one package. Its `manifest.csv` says the version and the name of "
            "the system; without one the columns tell the version."
        )
    if family.name == "lists":
        said.append(
            "Any other list is read by a mapping that says which of its columns fills which of these: "
            "see [Mappings](mappings.md)."
        )
    if family.name == "calpads":
        said.append(
            "The files of the state have no header: the record type begins every row, and `layouts/calpads.yaml` in "
            "the catalogue says which field holds what. The numbers that are marked there as not verified are the "
            "usual order, which the state may move from year to year; a file whose dates and state numbers are not "
            "where the layout says is left alone and said. Files with the state's field names as a header are read by "
            "these names."
        )
    if family.lists:
        pairs = [f"{code(table)} of {code(other)}" for table, (other, _) in family.lists.items()]
        said.append(f"What is checked in a list is checked here too: rows of {listed(pairs)}.")
    if family.aliases:
        pairs = [f"{code(alias)} for {code(name)}" for alias, name in sorted(family.aliases.items())]
        said.append(f"Other names of columns that are understood: {listed(pairs)}.")
    filled = [table for table in family.fills if not table.startswith("known_")]
    links = ", ".join(f"[{name}](record.md#{name})" for name in sorted(filled))
    return " ".join((*said, f"Fills the record tables {links}."))


def _form(form: FileForm, family: Family, checks: Mapping[str, Check]) -> Iterator[str]:
    headers = {column.header.casefold(): column.header for column in form.columns}

    def named(marks: frozenset[str]) -> str:
        return listed(code(headers.get(mark, mark)) for mark in sorted(marks))

    facts = [f"Source table: {code(form.table)}"]
    if family.name == "calpads":
        facts += _fields(form)
    if form.file:
        facts.append(f"Usual name of the file: {code(form.file)}")
    if form.marks:
        without = f", and no {named(form.never)}" if form.never else ""
        facts.append(f"Recognised by the columns {named(form.marks)}{without}")
    found = {rule for column in form.columns for rule in _generated(column, form)}
    if form.key:
        facts.append(f"Key: {listed(code(form.column(key).header) for key in form.key)}, different in every row")
        found.update(REPEATED)
    facts.append(f"Generated checks: {_links(found, checks)}")
    yield f"### {form.title}"
    yield bullets(facts)
    shown = [_column(column) for column in form.columns]
    filled = [place for place, _ in enumerate(HEAD) if place < 3 or any(row[place] for row in shown)]
    if family.name == "lists":
        filled.remove(1)
    yield table([HEAD[place] for place in filled], [[row[place] for place in filled] for row in shown])


def _fields(form: FileForm) -> Iterator[str]:
    """Which numbers of fields were seen in a document, and which are the usual order alone."""
    fields = verified_fields()[form.version].values()
    yield f"Fields whose number is verified: {codes(number for number, sure in fields if sure)}"
    if unsure := [number for number, sure in fields if not sure]:
        yield f"Fields whose number is not verified: {codes(unsure)}"


def _column(column: Column) -> tuple[str, ...]:
    return (
        code(column.header),
        code(column.name),
        f"one of {codes(column.values)}" if column.values else KINDS[column.kind],
        "yes" if column.required else "",
        code(column.refers or ""),
        "personal" if column.personal else "",
        column.meaning,
    )


def _generated(column: Column, form: FileForm) -> set[str]:
    return {rule.check for rule in column_rules(column, {column.name: column.name}, form)}


def _links(found: Iterable[str], checks: Mapping[str, Check]) -> str:
    return ", ".join(link(checks[each]) for each in sorted(found) if each in checks)
