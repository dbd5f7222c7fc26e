"""Sends a list as a CSV file in which no cell can be taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.http import StreamingHttpResponse

from cupola.engine.paper.csv_form import csv_cell

Cells = Sequence[Any]


def as_csv(name: str, head: Cells, rows: Iterable[Cells]) -> StreamingHttpResponse:
    """The file to download; a mark at its beginning tells spreadsheets that it is UTF-8."""
    response = StreamingHttpResponse(_lines(head, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


class _Line:
    """Gives back what a writer writes."""

    def write(self, text: str) -> str:
        return text


def _lines(head: Cells, rows: Iterable[Cells]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff"
    yield writer.writerow(head)
    for row in rows:
        yield writer.writerow([_cell(cell) for cell in row])


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else csv_cell(value)
