"""What a recognised file is: its form, its system, and which header fills which column."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cupola.engine.backends.duck import name as quoted_name
from cupola.engine.backends.duck import quoted
from cupola.engine.intake import Shape
from cupola.engine.kinds import ReadProblem, System
from cupola.engine.sources import mapping as mapping_
from cupola.engine.sources.families import Family
from cupola.engine.sources.forms import FileForm, folded

US_DATE = (
    "coalesce(CAST(try_strptime(trim({0}), ['%m/%d/%Y', '%Y-%m-%d']) AS DATE), try_cast(substr({0}, 1, 10) AS DATE))"
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file whose kind is known. `headers` maps column names of the source table to header names.

    `mode` is what the manifest says of it (bulk or delta), `mapping` what a list was read by. `usual` are
    the codes of problems that are no problems in files of this kind. `constants` are columns with one value for
    the whole table, as SQL. A `page` is one of several files that are one export together, so that none of them
    is an older copy of another. `named_by` are the columns that name a row among changes, where they are not the
    key of the form.
    """

    shape: Shape
    form: FileForm
    family: Family
    system: System
    headers: Mapping[str, str]
    why: str
    mode: str | None = None
    problems: tuple[ReadProblem, ...] = ()
    mapping: mapping_.Mapping | None = None
    usual: frozenset[str] = frozenset()
    constants: Mapping[str, str] = field(default_factory=dict)
    page: bool = False
    named_by: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that name a row, for changes to be laid over it."""
        return self.named_by or self.form.key

    @property
    def cells(self) -> dict[str, str]:
        """Column name -> SQL over the file's Parquet columns, read as the form says."""
        cells = {column: quoted_name(header) for column, header in self.headers.items()}
        for column in self.form.columns:
            reading = self.form.reading(column)
            if reading is None or column.name not in self.headers:
                continue
            cell = cells[column.name]
            read = reading.replace("{0}", cell)
            cells |= (
                {f"{column.name} as {column.typed}": read}
                if column.typed
                else {
                    column.name: read,
                    f"{column.name}_text": cell,
                }
            )
        dates = [c.name for c in self.form.columns if c.kind == "usdate" and c.name in cells]
        american = {f"{column} as DATE": US_DATE.format(cells[column]) for column in dates}
        of_form = {column: quoted(value) for column, value in self.form.constants}
        return cells | american | of_form | dict(self.constants)


def match_headers(form: FileForm, header: Sequence[str], aliases: Mapping[str, str]) -> dict[str, str]:
    """Which header fills which column of the form: same name but for case and blanks, or an alias."""
    found: dict[str, str] = {}
    for heading in header:
        key = folded(heading)
        column = form.by_folded.get(key) or form.by_folded.get(aliases.get(key, ""))
        if column is not None:
            found.setdefault(column.name, heading)
        elif key.startswith("metadata."):
            found.setdefault("metadata_" + re.sub(r"[^a-z0-9]+", "_", key[9:]), heading)
    for missing, other in form.stands_for:
        if missing not in found and other in found:
            found[missing] = found[other]
    return found


def nearly_right(missing: Sequence[str], unknown: Sequence[str]) -> dict[str, str]:
    """Column names that are missing -> unknown headers that look like a slip of them."""
    pairs: dict[str, str] = {}
    left = {re.sub(r"[^a-z0-9]", "", folded(heading)): heading for heading in unknown}
    for wanted in missing:
        key = re.sub(r"[^a-z0-9]", "", folded(wanted))
        close = difflib.get_close_matches(key, left, n=1, cutoff=0.85)
        if close:
            pairs[wanted] = left.pop(close[0])
    return pairs


def slug(text: str) -> str:
    """A short lasting id from a name: `Harbor SIS` -> `harbor-sis`."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or "system"
