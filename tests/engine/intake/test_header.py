"""The row with the names is found, and every column gets a name of its own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cupola.engine.intake.header import distinct


def test_lines_before_the_header_are_told_and_left_out(desk, told):
    title = b"ELSI Export\n\nCreated on 11/21/2026\nfor: all schools\n\n"
    table = desk.read(title + b"Name,State,Year,Total\nA,TX,2025,10\nB,TX,2025,12\n")
    (problem,) = told(table, "FIL-010")
    assert "5 lines stand before" in problem.fact
    assert table.columns == ("Name", "State", "Year", "Total")
    assert [row[0] for row in desk.numbered_rows(table)] == [7, 8]


def test_a_title_padded_by_a_spreadsheet_is_a_line_before_the_header(desk, told):
    table = desk.read(b"Enrollment,,,,\nid,name,grade,school,city\n1,a,2,b,c\n2,d,3,e,f\n")
    assert told(table, "FIL-010")
    assert table.facts.header_line == 2


def test_titles_of_groups_above_the_names_are_lines_before_the_header(desk, told):
    rows = (
        b",,,Sounds,,,Words,,\n,,,,,,,,\nid,name,class,S1,S1_day,S1_level,W1,W1_day,W1_level\n7,Ann,b,3,1/2/26,,4,,\n"
    )
    table = desk.read(rows)
    assert "2 lines stand before" in told(table, "FIL-010")[0].fact
    assert table.columns[:4] == ("id", "name", "class", "S1")
    assert [row[0] for row in desk.numbered_rows(table)] == [4]
    assert table.rows + table.rows_set_aside == table.records == 1


def test_a_header_with_many_nameless_columns_is_no_title(desk):
    names = b"id,name,class" + b"," * 10 + b"\n"
    table = desk.read(names + b"a,Ann,b,c,low,c,d,d,e,f,g,h,i\nb,Bo,b,d,high,c,e,d,e,f,g,h,i\n")
    assert table.facts.header_line == 1
    assert table.rows == 2


def test_lines_of_one_length_without_a_cut_are_rows_without_a_header(desk, told):
    table = desk.read(b"\xef\xbb\xbf" + b"\r\n".join(f"A{n:04} 208".ljust(300).encode() for n in range(3)) + b"\r\n")
    assert "300 characters" in told(table, "FIL-010")[0].fact
    assert (table.columns, table.rows, table.records) == (("column 1",), 3, 3)


def test_blank_lines_before_the_header_are_nothing_to_tell(desk):
    table = desk.read(b"\n\nid,name\n1,Ann\n")
    assert table.problems == ()
    assert desk.numbered_rows(table) == [(4, "1", "Ann")]


def test_repeated_names_are_made_distinct_and_told(desk, told):
    table = desk.read(b"id,grade,Grade,grade\n1,a,b,c\n")
    assert table.columns == ("id", "grade", "Grade (2)", "grade (3)")
    assert len(told(table, "FIL-008")) == 1
    assert table.facts.header == ("id", "grade", "Grade", "grade")


def test_nameless_columns_get_a_name_by_their_place(desk, told):
    table = desk.read(b"id,,name,\n1,a,b,c\n")
    assert table.columns == ("id", "column 2", "name", "column 4")
    (problem,) = told(table, "FIL-009")
    assert "2 columns have no name" in problem.fact


def test_a_file_without_header_keeps_its_first_line_as_data(desk, told):
    guid = b"0f8fad5b-d9cb-469f-a165-70867728950e"
    table = desk.read(guid + b",North High,12\n" + guid + b",South High,9\n")
    assert told(table, "FIL-010")
    assert table.columns == ("column 1", "column 2", "column 3")
    assert [row[0] for row in desk.numbered_rows(table)] == [1, 2]
    assert table.facts.header_line == 0


def test_numbers_and_dates_alone_are_no_header(desk):
    assert desk.look(b"1,2026-09-01\n2,2026-09-02\n").facts.header_line == 0
    assert desk.look(b"Ann,2011-03-04\nBo,2012-05-06\n").facts.header_line == 0


def test_years_and_dates_as_names_of_columns_are_a_header(desk):
    assert desk.look(b"school,2024,2025\nA,10,20\nB,1,2\n").facts.header_line == 1
    assert desk.look(b"student,2026-09-01,2026-09-02\n1,P,A\n2,P,P\n").facts.header_line == 1


def test_a_header_over_two_lines_is_one_header(desk):
    table = desk.read(b'id,"What is\nyour name?"\n1,Ann\n')
    assert table.columns == ("id", "What is\nyour name?")
    assert desk.numbered_rows(table) == [(3, "1", "Ann")]


def test_names_keep_their_blanks(desk):
    assert desk.read(b" id ,Last Name\n1,Lee\n").columns == (" id ", "Last Name")


@given(st.lists(st.text(max_size=5), max_size=12))
def test_names_are_distinct_even_without_letter_case(titles):
    names = distinct(titles)
    assert len(names) == len(titles)
    assert len({name.strip().lower() for name in names}) == len(names)
