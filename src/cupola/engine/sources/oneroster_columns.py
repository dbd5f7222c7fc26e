"""What a OneRoster header must hold beside its names: their order, and in a delta the columns of change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cupola.engine.intake import Shape
from cupola.engine.kinds import ReadProblem
from cupola.engine.sources.forms import FileForm

OF_CHANGE = ("status", "date_last_modified")


def delta_problems(shape: Shape, form: FileForm, headers: Mapping[str, str]) -> Iterator[ReadProblem]:
    """The columns that a delta must have and this file has not."""
    for name in OF_CHANGE:
        if name not in headers:
            header = form.column(name).header
            yield ReadProblem(
                code="PKG-013",
                file=shape.arrival.name,
                line=1,
                column=header,
                fact=f"the manifest calls this file delta, and the column {header!r} is missing.",
                next_step=f"Export {form.file} with all columns of OneRoster {form.version}, or as bulk.",
            )


def order_problems(shape: Shape, form: FileForm, headers: Mapping[str, str]) -> Iterator[ReadProblem]:
    """The first column that stands elsewhere than the standard has it. Version 1.0 has no order of its own."""
    if form.version == "1.0":
        return
    there = {heading: name for name, heading in headers.items()}
    found = [there[name] for name in shape.columns if name in there and not there[name].startswith("metadata_")]
    wanted = [column.name for column in form.columns if column.name in headers]
    for met, right in zip(found, wanted, strict=False):
        if met != right:
            yield ReadProblem(
                code="PKG-014",
                file=shape.arrival.name,
                line=1,
                column=headers[met],
                fact=f"{headers[met]!r} stands where OneRoster {form.version} has {form.column(right).header!r}.",
                next_step="Write the columns in the order of the standard.",
            )
            return
