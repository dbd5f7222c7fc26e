"""Every CSV of the shared collection of real files is read whole, by the count of a second reader."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest

from cupola.engine.intake import arrive, look

SHARED = Path(os.environ.get("CUPOLA_SHARED") or Path(__file__).resolve().parents[4] / "shared") / "data"
FILES = sorted(path for kind in ("csv", "txt", "xlsx") for path in SHARED.rglob(f"*.{kind}")) if SHARED.is_dir() else []

pytestmark = pytest.mark.skipif(not FILES, reason=f"no shared data in {SHARED}; set CUPOLA_SHARED to its parent")


def by_the_standard_library(path, shape, encoding):
    """The rows after the header as (line, cells…) and the number of records. Raises `csv.Error`."""
    text = path.read_bytes().decode("utf-8-sig" if encoding == "utf-8" else encoding)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=shape.facts.delimiter, strict=True)
    width, rows, records, line = len(shape.names), [], 0, 1
    for cells in reader:
        start, line = line, reader.line_num + 1
        if not cells or start < shape.data_line:
            continue
        records += 1
        if len(cells) == width or (len(cells) > width and not any(cells[width:])):
            rows.append((start, *(cell or None for cell in cells[:width])))
    return rows, records


def read_all(desk, path):
    (arrival,) = arrive([path], desk.folder).arrivals
    return [(shape, desk.read_shape(shape)) for shape in look(arrival, desk.folder) if shape.readable]


@pytest.mark.slow
def test_rows_read_and_rows_set_aside_are_the_records_of_a_second_reader(desk):
    differing, compared = [], 0
    for path in FILES:
        for shape, found in read_all(desk, path):
            if shape.facts.sheet is not None:
                continue
            try:
                rows, records = by_the_standard_library(path, shape, found.facts.encoding)
            except csv.Error:
                continue
            compared += 1
            if shape.dropped:
                kept = [place for place, name in enumerate(shape.names, start=1) if name not in shape.dropped]
                rows = [(row[0], *(row[place] for place in kept)) for row in rows]
            if found.records != records or desk.numbered_rows(found) != rows:
                differing.append(path.relative_to(SHARED).as_posix())
    assert differing == []
    assert compared > 200


def test_the_two_ragged_rows_of_the_oneroster_sample_are_told(desk):
    (path,) = SHARED.glob("edfi-lms-toolkit/**/OneRoster 1.1 Sample Data/users.csv")
    ((_, found),) = read_all(desk, path)
    ragged = [(problem.line, problem.fact.split(";")[0]) for problem in found.problems if problem.code == "FIL-003"]
    fact = "the row has 19 fields, the header has 18"
    assert ragged == [(10, fact), (11, fact)]
    assert (found.rows, found.records) == (10, 10)


def test_the_count_of_schools_in_the_sheet_of_a_state_report(desk):
    (path,) = SHARED.glob("**/calpads_sample_data.xlsx")
    ((shape, found),) = read_all(desk, path)
    assert shape.facts.header_line == 10
    assert "School Code" in found.columns
    assert "Free/Reduced Meal Eligibility Counts Based On: Foster" in found.columns
    assert found.rows == 41
