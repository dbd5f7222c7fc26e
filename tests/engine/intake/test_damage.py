"""Damaged files: nothing crashes, nothing is lost in silence, and each place is told."""

from __future__ import annotations

import os
import threading

import pytest

from cupola.engine.intake import Limits, arrive, look

HEADER = b"id,name,grade\n"


def test_a_row_with_too_few_fields_is_set_aside(desk, told):
    table = desk.read(HEADER + b"1,Ann,05\n2,Bo\n3,Cy,06\n")
    (problem,) = told(table, "FIL-003")
    assert (problem.line, problem.key, problem.rows_set_aside) == (3, "2", 1)
    assert problem.fact == "the row has 2 fields, the header has 3."
    assert desk.numbered_rows(table) == [(2, "1", "Ann", "05"), (4, "3", "Cy", "06")]


def test_a_row_with_too_many_fields_is_set_aside(desk, told):
    table = desk.read(HEADER + b"1,Ann,05,x\n2,Bo,06\n")
    (problem,) = told(table, "FIL-003")
    assert (problem.line, problem.key, problem.rows_set_aside) == (2, "1", 1)


def test_a_row_with_surplus_empty_fields_is_kept_and_told(desk, told):
    table = desk.read(HEADER + b"1,Ann,05\n2,Bo,06,,\n")
    (problem,) = told(table, "FIL-003")
    assert (problem.line, problem.rows_set_aside) == (3, 0)
    assert desk.rows(table) == [("1", "Ann", "05"), ("2", "Bo", "06")]


def test_blank_lines_are_no_records(desk):
    table = desk.read(HEADER + b"1,Ann,05\n\n\r\n2,Bo,06\n\n")
    assert (table.rows, table.records, table.problems) == (2, 2, ())
    assert [row[0] for row in desk.numbered_rows(table)] == [2, 5]


def test_mixed_line_ends_are_all_line_ends(desk):
    table = desk.read(b"id,name\r\n1,Ann\n2,Bo\r3,Cy\r\n4,Di")
    assert desk.numbered_rows(table) == [(2, "1", "Ann"), (3, "2", "Bo"), (4, "3", "Cy"), (5, "4", "Di")]


def test_a_quote_never_closed_costs_only_its_own_row(desk, told):
    body = b"".join(b"%d,Name %d,05\n" % (number, number) for number in range(1, 1_001))
    table = desk.read(HEADER + body.replace(b"500,Name 500,", b'500,"Name 500,'))
    (problem,) = told(table, "FIL-004")
    assert (problem.line, problem.rows_set_aside, problem.key) == (501, 1, "500")
    assert (table.rows, table.records) == (999, 1_000)


def test_a_quote_never_closed_before_quoted_cells_costs_only_its_own_row(desk, told):
    lines = [b'"%d","Lee, Ann %d","05"\n' % (number, number) for number in range(1, 101)]
    lines[49] = b'"50","Lee, Ann 50,"05"\n'
    lines[69] = b'"70","Lee, Ann 70","05\n'
    table = desk.read(HEADER + b"".join(lines))
    assert [(problem.line, problem.key) for problem in told(table, "FIL-004")] == [(51, "50"), (71, "70")]
    assert (table.rows, table.rows_set_aside, table.records) == (98, 2, 100)


def test_a_quote_in_the_last_row_never_closed_is_told(desk, told):
    table = desk.read(HEADER + b'1,Ann,05\n2,"Bo,06\n')
    assert [problem.line for problem in told(table, "FIL-004")] == [3]
    assert (table.rows, table.records) == (1, 2)


def test_two_stray_quotes_do_not_swallow_the_rows_between(desk, told):
    table = desk.read(HEADER + b'1,"Ann,05\n2,Bo,06\n3,Cy,06\n4,Do",07,08\n5,Di,08\n')
    assert [row[0] for row in desk.rows(table)] == ["2", "3", "5"]
    assert [(problem.line, problem.key) for problem in told(table, "FIL-004")] == [(2, "1")]
    assert [(problem.line, problem.key) for problem in told(table, "FIL-003")] == [(5, "4")]


def test_a_quote_not_doubled_inside_a_cell_is_told_and_the_text_kept(desk, told):
    table = desk.read(HEADER + b'1,"Ann "Annie" Lee",05\n2,5" tall,06\n')
    assert desk.rows(table) == [("1", '"Ann "Annie" Lee"', "05"), ("2", '5" tall', "06")]
    assert [(problem.line, problem.rows_set_aside) for problem in told(table, "FIL-004")] == [(2, 0)]


def test_blanks_beside_quotes_stay_text(desk):
    table = desk.read(HEADER + b'1, "Ann",05\n2,"Bo" ,06\n')
    assert desk.rows(table) == [("1", ' "Ann"', "05"), ("2", '"Bo" ', "06")]


def test_cells_keep_their_blanks_and_doubled_quotes_become_one(desk):
    table = desk.read(HEADER + b'1,  Ann  ,"0""5"\n2,"",\n')
    assert desk.rows(table) == [("1", "  Ann  ", '0"5'), ("2", None, None)]


def test_line_breaks_in_cells_are_kept_and_noted_once_a_column(desk, told):
    table = desk.read(HEADER + b'1,"Ann\nLee",05\n2,Bo,06\n3,"Cy\r\n\r\nDo",07\n')
    (note,) = told(table, "FIL-018")
    assert (note.line, note.column) == (2, "name")
    assert note.fact.startswith("2 cells")
    rows = [(2, "1", "Ann\nLee", "05"), (4, "2", "Bo", "06"), (5, "3", "Cy\r\n\r\nDo", "07")]
    assert desk.numbered_rows(table) == rows


def test_nul_bytes_are_left_out_and_told(desk, told):
    table = desk.read(HEADER + b"1,A\0nn,05\n2,\0,06\n")
    assert desk.rows(table) == [("1", "Ann", "05"), ("2", None, "06")]
    assert [(problem.line, problem.column) for problem in told(table, "FIL-007")] == [(2, "name"), (3, "name")]


def test_one_bad_byte_among_good_rows_is_repaired_in_its_cell(desk, told):
    rows = [b"%d,Zo\xc3\xab %d,05\n" % (number, number) for number in range(5_000)]
    rows[3_999] = b"3999,Jos\xe9,05\n"
    table = desk.read(HEADER + b"".join(rows))
    (problem,) = told(table, "FIL-005")
    assert (problem.line, problem.column, problem.rows_set_aside) == (4_001, "name", 0)
    assert "E9" in problem.fact
    assert (table.rows, table.facts.encoding) == (5_000, "utf-8")
    assert desk.rows(table)[3_999] == ("3999", "José", "05")


def test_a_byte_that_no_name_holds_does_not_make_the_file_windows_text(desk, told):
    table = desk.read(HEADER + b"1,Ann,05\n2,B\xffo,06\n")
    assert [problem.line for problem in told(table, "FIL-005")] == [3]
    assert told(table, "FIL-006") == []


def test_windows_text_far_into_the_file_is_found(desk, told):
    rows = b"".join(b"%d,Ann Lee,05\n" % number for number in range(60_000))
    table = desk.read(HEADER + rows + b"60000,Jos\xe9,05\n")
    assert table.facts.encoding == "cp1252"
    assert len(told(table, "FIL-006")) == 1
    assert desk.rows(table)[-1] == ("60000", "José", "05")


def test_windows_text_with_bytes_that_mean_nothing_is_told_by_line(desk, told):
    table = desk.read(HEADER + "1,Zoë,05\n2,José,06\n".encode("cp1252") + b"3,\x93Al\x94,07\n")
    assert desk.rows(table)[2] == ("3", "“Al”", "07")
    assert told(table, "FIL-005") == []


def test_half_a_letter_of_utf16_is_told(desk, told):
    table = desk.read(b"\xff\xfe" + "id,name\n1,Zoë\n".encode("utf-16-le") + b"2\0,\0\x00\xd8X\0\n\0")
    assert desk.rows(table) == [("1", "Zoë"), ("2", "\ufffdX")]
    assert [problem.line for problem in told(table, "FIL-005")] == [3]


def test_a_cell_larger_than_the_limit_is_set_aside(desk, told):
    limits = Limits(cell_bytes=1_000)
    content = HEADER + b"1,Ann,05\n2," + b"x" * 5_000 + b",06\n3,Cy,07\n"
    table = desk.read(content, limits=limits)
    (problem,) = told(table, "FIL-011")
    assert (problem.line, problem.key, problem.column) == (3, "2", "name")
    assert [row[0] for row in desk.rows(table)] == ["1", "3"]


@pytest.mark.parametrize("filling", [b"x" * 100, b"x,y;", b"line\n", b'""', b","])
def test_a_row_larger_than_memory_allows_is_set_aside_whole(desk, told, filling):
    limits = Limits(cell_bytes=1_000, row_bytes=20_000)
    cell = b'"' + (filling * 800_000)[:3_000_000] + b'"'
    table = desk.read(HEADER + b"1,Ann,05\n2," + cell + b",06\n3,Cy,07\n", limits=limits)
    assert {problem.line for problem in table.problems if problem.rows_set_aside} == {3}
    assert desk.rows(table)[0] == ("1", "Ann", "05")
    assert desk.rows(table)[-1] == ("3", "Cy", "07")
    assert table.rows == 2


def test_a_file_cut_in_the_middle_of_a_row_is_told(desk, told):
    table = desk.read(HEADER + b"1,Ann,05\n2,B")
    (problem,) = told(table, "FIL-012")
    assert (problem.line, problem.rows_set_aside) == (3, 1)
    assert (table.rows, table.records) == (1, 2)


def test_a_file_cut_inside_a_quoted_cell_is_told(desk, told):
    table = desk.read(HEADER + b'1,Ann,05\n2,"B')
    assert [problem.line for problem in told(table, "FIL-012")] == [3]
    assert told(table, "FIL-004") == []


def test_a_last_row_without_line_end_is_whole(desk):
    table = desk.read(HEADER + b"1,Ann,05\n2,Bo,06")
    assert (table.rows, table.problems) == (2, ())


def test_a_file_that_changed_since_it_arrived_is_told(desk, told, tmp_path):
    path = tmp_path / "users.csv"
    path.write_bytes(HEADER + b"1,Ann,05\n")
    (arrival,) = arrive([path], tmp_path).arrivals
    (shape,) = look(arrival, desk.folder)
    with path.open("ab") as file:
        file.write(b"2,Bo,06\n3,C")
    table = desk.read_shape(shape)
    assert len(told(table, "FIL-012")) == 2
    assert (table.rows, table.records) == (2, 3)


def test_a_file_that_grows_while_it_is_read_adds_up(desk, told, tmp_path):
    path = tmp_path / "users.csv"
    path.write_bytes(HEADER + b"1,Ann,05\n" * 50_000)
    (arrival,) = arrive([path], tmp_path).arrivals
    (shape,) = look(arrival, desk.folder)
    stop = threading.Event()

    def grow():
        with path.open("ab", buffering=0) as file:
            while not stop.is_set():
                file.write(b"2,Bo,06\n3,Cy")
                os.fsync(file.fileno())

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        table = desk.read_shape(shape)
    finally:
        stop.set()
        writer.join()
    assert told(table, "FIL-012")
    assert table.rows >= 50_000


def test_a_file_that_vanished_is_told(desk, told, tmp_path):
    path = tmp_path / "users.csv"
    path.write_bytes(HEADER + b"1,Ann,05\n")
    (arrival,) = arrive([path], tmp_path).arrivals
    (shape,) = look(arrival, desk.folder)
    path.unlink()
    table = desk.read_shape(shape)
    assert [problem.code for problem in table.problems] == ["FIL-024"]
    assert (table.rows, table.records) == (0, 0)


def test_thousands_of_bad_rows_are_told_up_to_a_limit_and_summed_up(desk, told):
    table = desk.read(HEADER + b"1,Ann,05\n" * 20 + b"2,Bo\n" * 50, limits=Limits(problems=10))
    problems = told(table, "FIL-003")
    assert len(problems) == 11
    assert problems[-1].fact.startswith("40 more rows")
    assert table.rows_set_aside == 50


def test_more_columns_than_can_be_read_are_refused(desk):
    shape = desk.look(b",".join(b"c%d" % number for number in range(5_000)) + b"\n")
    assert [problem.code for problem in shape.problems] == ["FIL-024"]


def test_a_file_name_that_looks_like_a_pattern_is_just_a_name(desk):
    table = desk.read(HEADER + b"1,Ann,05\n", called="users [1]*?.csv")
    assert desk.rows(table) == [("1", "Ann", "05")]
    assert not table.line_column


def test_reading_leaves_nothing_but_the_table(desk, tmp_path):
    desk.read(HEADER + b"1,Ann\n2,Bo,06\n")
    assert [path.suffix for path in (tmp_path / "tables").iterdir()] == [".parquet"]


def test_a_quote_storm_ends(desk):
    storm = b'a","\n' * 20_000
    table = desk.read(HEADER + storm)
    assert table.rows == 0
    assert table.rows_set_aside == table.records >= 19_999


def test_a_table_of_thousands_of_columns_fits_into_memory(desk):
    width = 4_000
    header = ",".join(f"c{number}" for number in range(width)).encode()
    row = ",".join(f"cell {number}" for number in range(width)).encode()
    table = desk.read(header + b"\n" + (row + b"\n") * 30)
    assert (table.rows, len(table.columns), table.problems) == (30, width, ())
