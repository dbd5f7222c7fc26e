"""Recognises a CALPADS file without a header: by its record type, its number of fields, and what stands in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from cupola.engine.catalog import catalogue_folder, read_yaml
from cupola.engine.intake import Shape
from cupola.engine.sources.calpads import FORMS
from cupola.engine.sources.forms import FileForm

NAMELESS = "column 1"
DATE = re.compile(r"(19|20)\d{6}|(19|20)\d\d-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}")
STATE_NUMBER = re.compile(r"\d{8,12}")
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a record type holds its columns: column of the form -> place in the row, counted from 1."""

    form: FileForm
    places: Mapping[str, int]
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Placed:
    """What a look at a headerless file came to: its form and headers, or why the layout does not fit it."""

    form: FileForm
    headers: Mapping[str, str]
    why: str
    misfit: str | None = None


@cache
def layouts() -> dict[str, Layout]:
    """The layouts of the catalogue, by record type."""
    forms = {form.version: form for form in FORMS}
    return {record: _layout(forms[record], said) for record, said in _content().items()}


def verified_fields() -> dict[str, dict[str, tuple[str, bool]]]:
    """Record type -> column -> (number in the state's specification, whether it was verified)."""
    return {
        record: {name: (str(told["field"]), bool(told["verified"])) for name, told in said["columns"].items()}
        for record, said in _content().items()
    }


def place(shape: Shape) -> Placed | None:
    """The form of a headerless CALPADS file; None where it is something else."""
    if NAMELESS not in shape.columns or not shape.sample:
        return None
    records = Counter(str(row[0]).strip().upper() for row in shape.sample if row)
    record, rows = records.most_common(1)[0]
    layout = layouts().get(record)
    if layout is None or 5 * rows < 4 * len(shape.sample):
        return None
    headers = {name: f"column {number}" for name, number in layout.places.items() if number <= len(shape.columns)}
    why = f"every row begins with the record type {layout.form.version}, and its fields are where the layout says"
    return Placed(layout.form, headers, why, _misfit(layout, shape))


def _content() -> Mapping[str, Mapping[str, Mapping[str, Mapping[str, object]]]]:
    content: Mapping[str, Mapping[str, Mapping[str, Mapping[str, object]]]] = read_yaml(
        catalogue_folder() / "layouts" / "calpads.yaml"
    )
    return content


def _layout(form: FileForm, said: Mapping[str, Mapping[str, Mapping[str, object]]]) -> Layout:
    places = {name: int(str(told["field"]).partition(".")[2]) for name, told in said["columns"].items()}
    fields = said["fields"]
    return Layout(form, places, int(str(fields["least"])), int(str(fields["most"])))


def _misfit(layout: Layout, shape: Shape) -> str | None:
    """Why the layout does not fit: too few or many fields, or no dates and numbers where they should be."""
    count, record = len(shape.columns), layout.form.version
    if not layout.least <= count <= layout.most:
        return f"a {record} row has {layout.least} to {layout.most} fields in our layout, and this file has {count}"
    for column in layout.form.columns:
        wanted = DATE if column.kind == "date" else STATE_NUMBER if column.name == "ssid" else None
        number = layout.places.get(column.name)
        if wanted is None or number is None:
            continue
        cells = _cells(shape.sample[:LOOKED_AT], number - 1)
        if cells and 2 * sum(bool(wanted.fullmatch(cell)) for cell in cells) < len(cells):
            return (
                f"field {number} of a {record} row is the {column.header} in our layout, and here it is something else"
            )
    return None


def _cells(rows: Sequence[Sequence[str | None]], at: int) -> list[str]:
    return [cell.strip() for row in rows if at < len(row) and (cell := row[at]) and cell.strip()]
