"""What the header of a OneRoster delta must hold: the columns that say what changed, and when."""

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
