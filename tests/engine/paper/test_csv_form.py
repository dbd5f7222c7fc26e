"""The CSV form opens in a spreadsheet and runs nothing there."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from cupola.engine.paper.csv_form import csv_cell, write_csv
from cupola.engine.paper.rows import FIELDS


def rows_of(ranking):
    out = StringIO(newline="")
    write_csv(ranking, out)
    return list(csv.reader(StringIO(out.getvalue(), newline="")))


def test_the_first_row_names_the_fields_of_the_json_form(lifelike):
    assert rows_of(lifelike)[0] == list(FIELDS)


def test_every_finding_is_a_row_in_the_order_of_the_groups(lifelike):
    _, *rows = rows_of(lifelike)
    assert len(rows) == 1480
    assert rows[0][:2] == ["ROS-014", "error"]
    assert [row[0] for row in rows].index("FRM-005") == 52


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\t=", "\x00=", "＝"])
def test_a_cell_that_looks_like_a_formula_gets_an_apostrophe(start):
    assert csv_cell(f"{start}1+1").startswith("'")


def test_other_cells_stay_as_they_are():
    assert [csv_cell(value) for value in ("a=b", "Nguyễn", "07", 12, None, "")] == [
        "a=b",
        "Nguyễn",
        "07",
        12,
        None,
        "",
    ]


def test_a_cell_is_never_larger_than_a_spreadsheet_takes():
    assert len(csv_cell("x" * 1_000_000)) == 32_000


def test_hostile_text_stays_in_its_cell(hostile):
    head, row = rows_of(hostile)
    assert len(row) == len(head) == len(FIELDS) + 2
    assert row[head.index("message")].startswith("'=1+1[31m")
    assert not any(ord(character) < 32 for cell in row for character in cell)


def test_lines_end_as_rfc_4180_says(clean):
    out = StringIO(newline="")
    write_csv(clean, out)
    assert out.getvalue() == ",".join(FIELDS) + "\r\n"
