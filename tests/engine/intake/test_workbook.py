"""Workbooks: each sheet a table of text as people see it."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import xlsxwriter

from cupola.engine.intake import Limits, arrive, look


def workbook(fill):
    """A workbook that `fill` writes into."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as book:
        fill(book)
    return packed.getvalue()


def simple(book):
    sheet = book.add_worksheet("Roster")
    for row, cells in enumerate([["id", "name"], ["001902", "Ann"], ["2", "Bo"]]):
        sheet.write_row(row, 0, cells)


def test_cells_become_the_text_that_people_see(desk):
    def fill(book):
        zeros = book.add_format({"num_format": "000000"})
        day = book.add_format({"num_format": "mm/dd/yyyy"})
        moment = book.add_format({"num_format": "m/d/yy h:mm"})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["text", "zeros", "whole", "part", "day", "moment", "yes", "long"])
        sheet.write_string(1, 0, "001902")
        sheet.write_number(1, 1, 1902, zeros)
        sheet.write_number(1, 2, 7)
        sheet.write_number(1, 3, 0.1 + 0.2)
        sheet.write_datetime(1, 4, dt.date(2026, 9, 1), day)
        sheet.write_number(1, 5, 46266.3125, moment)
        sheet.write_boolean(1, 6, True)
        sheet.write_number(1, 7, 6377020000000000)

    table = desk.read(workbook(fill), called="a.xlsx")
    expected = ("001902", "001902", "7", "0.3", "2026-09-01", "2026-09-01 07:30:00", "TRUE", "6377020000000000")
    assert desk.rows(table) == [expected]
    assert table.problems == ()


def test_every_sheet_with_a_table_is_a_shape(desk):
    def fill(book):
        simple(book)
        book.add_worksheet("Nothing")
        hidden = book.add_worksheet("Old")
        hidden.hide()
        hidden.write_row(0, 0, ["id", "grade"])
        hidden.write_row(1, 0, ["1", "05"])

    shapes = desk.look_at_all(workbook(fill), called="a.xlsx")
    assert [shape.facts.sheet for shape in shapes] == ["Roster", "Old"]
    assert shapes[0].notes == ("sheet `Nothing` is empty", "sheet `Old` is hidden")
    tables = [desk.read_shape(shape) for shape in shapes]
    assert len({table.parquet for table in tables}) == 2
    assert [desk.numbered_rows(table) for table in tables] == [[(2, "001902", "Ann"), (3, "2", "Bo")], [(2, "1", "05")]]


def test_merged_header_cells_are_joined_over_two_rows(desk):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.merge_range("A1:A2", "Id")
        sheet.merge_range("B1:C1", "Name")
        sheet.write_row("B2", ["First", "Last"])
        sheet.merge_range("D1:E1", "Grade")
        sheet.write_row("D2", ["Now", "Next"])
        sheet.write_row("A3", ["1", "Ann", "Lee", "04", "05"])
        sheet.write_row("A4", ["2", "Bo", "Kim", "04", "05"])

    table = desk.read(workbook(fill), called="a.xlsx")
    assert table.columns == ("Id", "Name First", "Name Last", "Grade Now", "Grade Next")
    assert [row[0] for row in desk.numbered_rows(table)] == [3, 4]
    assert table.problems == ()


def test_a_title_above_and_columns_left_of_the_table_are_passed_over(desk, told):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.merge_range("C2:G2", "Enrollment of Harbor Unified")
        sheet.write_row("C4", ["id", "name", "grade", "school", "city"])
        for row in range(5, 9):
            sheet.write_row(f"C{row}", [str(row), "Ann", "05", "North", "Bay"])

    table = desk.read(workbook(fill), called="a.xlsx")
    assert table.columns == ("id", "name", "grade", "school", "city")
    assert [row[0] for row in desk.numbered_rows(table)] == [5, 6, 7, 8]
    assert len(told(table, "FIL-010")) == 1


def test_a_password_column_of_a_workbook_is_dropped(desk, told):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "Password", "name"])
        sheet.write_row(1, 0, ["1", "tr0ub4dor", "Ann"])

    table = desk.read(workbook(fill), called="a.xlsx")
    assert desk.rows(table) == [("1", "Ann")]
    assert [problem.column for problem in told(table, "FIL-023")] == ["Password"]
    assert b"tr0ub4dor" not in table.parquet.read_bytes()


def test_line_breaks_in_cells_of_a_workbook_are_kept(desk, told):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "note"])
        sheet.write_row(1, 0, ["1", 'a "b"\nc'])

    table = desk.read(workbook(fill), called="a.xlsx")
    assert desk.rows(table) == [("1", 'a "b"\nc')]
    assert told(table, "FIL-018")


def test_a_workbook_of_empty_sheets_is_empty(desk):
    shape = desk.look(workbook(lambda book: book.add_worksheet()), called="a.xlsx")
    assert [problem.code for problem in shape.problems] == ["FIL-002"]


def test_a_workbook_that_unpacks_to_too_much_is_refused(desk):
    shape = desk.look(workbook(simple), called="a.xlsx", limits=Limits(workbook_bytes=1_000))
    assert [problem.code for problem in shape.problems] == ["FIL-014"]


def test_a_workbook_with_a_cell_far_away_is_refused_before_it_is_loaded(desk):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write(0, 0, "id")
        sheet.write(1_048_575, 16_383, "x")

    shape = desk.look(workbook(fill), called="a.xlsx")
    assert [problem.code for problem in shape.problems] == ["FIL-014"]


@pytest.mark.parametrize("at", [0.3, 0.5, 0.7, 0.9])
def test_a_damaged_workbook_is_told(tmp_path, at):
    content = bytearray(workbook(simple))
    place = int(len(content) * at)
    content[place : place + 40] = b"\xff" * 40
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    arrived = arrive([path], tmp_path)
    shapes = [shape for arrival in arrived.arrivals for shape in look(arrival, tmp_path)]
    assert arrived.problems or shapes
    assert all(shape.readable or shape.problems for shape in shapes)
