"""How a file of an export is described: its columns, their types, keys and references."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

KINDS = {
    "id": "identifier, text",
    "ref": "identifier of another row",
    "refs": "list of identifiers, comma-separated",
    "text": "text",
    "list": "list, comma-separated",
    "bool": "true or false",
    "date": "date, YYYY-MM-DD",
    "usdate": "date, MM/DD/YYYY",
    "time": "date and time, ISO 8601",
    "year": "year, four digits",
    "number": "number",
    "grade": "grade code (CEDS)",
    "grades": "list of grade codes (CEDS)",
    "email": "e-mail address",
    "phone": "telephone number",
}
TYPED = {"bool": "BOOLEAN", "date": "DATE", "usdate": "DATE", "time": "TIMESTAMP", "number": "DOUBLE"}
EXTENSIONS = ("metadata.", "ext.")
LINE = re.compile(
    r"^(?P<header>[^\s*].*?)(?P<required>\*)?(?:\s+= (?P<name>[a-z_0-9]+))?\s{2,}(?P<kind>[a-z]+)"
    r"(?:\s+->\s*(?P<refers>[a-z_.]+))?(?:\s+\{(?P<values>[^}]*)\})?(?P<personal>\s+personal)?"
    r"(?:\s+#\s*(?P<meaning>.*))?$"
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file.

    `header` is the name in the export, `name` the column of the source table (snake_case), `kind` one
    of `KINDS`, `values` the closed list when there is one, `refers` the `table.column` it points to.
    """

    header: str
    name: str
    kind: str
    required: bool = False
    values: tuple[str, ...] = ()
    refers: str | None = None
    personal: bool = False
    meaning: str = ""

    @property
    def typed(self) -> str | None:
        """The DuckDB type that stands beside the text, or None for text alone."""
        return TYPED.get(self.kind)


@dataclass(frozen=True)
class FileForm:
    """One kind of file: which source table it fills and how it is recognised.

    `marks` are folded header names that must all be there, `never` those of which none may be.
    `whole` says that besides these columns a file of this kind has none but extensions (`metadata.`, `ext.`).
    `key` names the columns whose values are unique in the file. `share` tells files apart that together
    fill one table (students and teachers). `constants` are columns that the kind of file itself fills;
    `ignored` are folded headers that are known and not kept. With `only_these` no other column is kept at all, because
    it may hold what people wrote.
    `reads` gives the SQL, over `{0}`, that reads a column or every column of a kind where an export writes it in its
    own way; `stands_for` names pairs of columns of which the second fills the first where the file has only it.
    """

    table: str
    title: str
    file: str
    columns: tuple[Column, ...]
    marks: frozenset[str]
    never: frozenset[str] = frozenset()
    key: tuple[str, ...] = ()
    version: str = ""
    whole: bool = False
    share: str = ""
    constants: tuple[tuple[str, str], ...] = ()
    ignored: frozenset[str] = frozenset()
    reads: tuple[tuple[str, str], ...] = ()
    stands_for: tuple[tuple[str, str], ...] = ()
    only_these: bool = False

    @cached_property
    def by_folded(self) -> dict[str, Column]:
        """Columns by folded header name."""
        return {folded(column.header): column for column in self.columns}

    def column(self, name: str) -> Column:
        """The column called `name` in the source table; `KeyError` when there is none."""
        return next(column for column in self.columns if column.name == name)

    def reading(self, column: Column) -> str | None:
        """The SQL over `{0}` that reads this column, or None where it is read as usual."""
        own = dict(self.reads)
        return own.get(column.name) or own.get(column.kind)

    def recognises(self, header: tuple[str, ...]) -> bool:
        """Whether a file with this header is of this kind."""
        names = {folded(name) for name in header}
        return self.marks <= names and not (self.never & names) and not (self.whole and self.unknown(names))

    def unknown(self, names: Iterable[str]) -> list[str]:
        """Those of these folded headers that are neither columns of this kind nor extensions."""
        return [
            name
            for name in names
            if name not in self.by_folded and name not in self.ignored and not name.startswith(EXTENSIONS)
        ]


@lru_cache(maxsize=20_000)
def folded(header: str) -> str:
    """A header name as it is compared: trimmed, lower case, without BOM."""
    return header.strip().strip("\ufeff").strip().casefold()


def snake(header: str) -> str:
    """`orgSourcedIds` -> `org_sourced_ids`, `Last check-in` -> `last_check_in`."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", header.strip())
    return re.sub(r"[^0-9a-z]+", "_", spaced.lower()).strip("_") or "column"


def columns(text: str) -> tuple[Column, ...]:
    """Read column descriptions, one a line: `header* = name  kind -> table.column {a|b} personal # meaning`.

    Header and kind are parted by two blanks or more; `*` marks a required column; `= name` is given where
    the column of the source table is not the header in snake_case. A line that does not follow the form
    raises `ValueError`: these texts are part of the program.
    """
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        match = LINE.match(line)
        if match is None or match["kind"] not in KINDS:
            raise ValueError(f"not a column description: {line!r}")
        found.append(
            Column(
                header=match["header"],
                name=match["name"] or snake(match["header"]),
                kind=match["kind"],
                required=bool(match["required"]),
                values=tuple((match["values"] or "").split("|")) if match["values"] else (),
                refers=match["refers"],
                personal=bool(match["personal"]),
                meaning=match["meaning"] or "",
            )
        )
    return tuple(found)
