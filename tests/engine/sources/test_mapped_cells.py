"""Whole columns decide how a mapped file is read; nothing that cannot be read is lost or refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cupola.engine.backends.duck import quoted
from cupola.engine.sources.date_forms import date_sql, tally_dates
from cupola.engine.sources.mapped_cells import settle
from cupola.engine.sources.mapping import MappedColumn, shipped_mappings
from cupola.engine.sources.propose import propose
from tests.engine.sources.conftest import lines, sample_of

STUDENTS = "Student ID,Last Name,First Name,Grade,Birth Date,Entry Date\n"


def students(*dates, grade="09"):
    rows = [f'{7000 + n},Lind,Ada,{grade},"{born}",{entered}' for n, (born, entered) in enumerate(dates)]
    return STUDENTS + "\n".join(rows)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("8/14/2006", date(2006, 8, 14)),
        ("08-14-06", date(2006, 8, 14)),
        ("2021-06-01 14:19:07.1733099", date(2021, 6, 1)),
        ("2023-05-01T18:25:43.511Z", date(2023, 5, 1)),
        ("8/13/2020 10:09:43 AM", date(2020, 8, 13)),
        ("20200813", date(2020, 8, 13)),
        ("8132020", date(2020, 8, 13)),
        ("13-Aug-2020", date(2020, 8, 13)),
        ("August 13, 2020", date(2020, 8, 13)),
        ("AUG. 13 2020", date(2020, 8, 13)),
        ("43831", date(2020, 1, 1)),
        ("'2020-08-13", date(2020, 8, 13)),
        ("25/12/2013", date(2013, 12, 25)),
    ],
)
def test_dates_are_read_however_they_are_written(column, written, meant):
    assert column(students((written, "2026-08-17"), (written, "2026-08-17")), "birth_date") == [meant, meant]


@pytest.mark.parametrize("written", ["2020-02-30", "31/31/2020", "tomorrow", "infinity", "0/0/0000", "99999", "'"])
def test_what_is_no_date_has_no_value_and_keeps_its_text(column, written):
    text = students(("2012-08-13", "2026-08-17"), (written, "2026-08-17"), ("2012-08-14", "2026-08-17"))
    assert column(text, "birth_date")[1] is None
    assert column(text, "birth_date_text")[1] in (written, None)


def test_one_value_above_12_decides_for_the_whole_column(column, read):
    text = students(("3/4/2012", "2026-08-17"), ("13/4/2012", "2026-08-17"))
    assert column(text, "birth_date") == [date(2012, 4, 3), date(2012, 4, 13)]
    assert read(text).problems == ()
    assert read(text).decided == ("'Birth Date' is read as day/month/year: 1 values leave no other way.",)


def test_a_column_that_decides_nothing_goes_by_the_files_other_dates(column, read):
    text = students(("13/4/2012", "3/8/2026"), ("14/4/2012", "4/8/2026"))
    assert column(text, "entry_date") == [date(2026, 8, 3), date(2026, 8, 4)]
    assert read(text).problems == ()


def test_dates_that_nothing_decides_are_month_first_and_reported(column, read):
    text = students(("3/4/2012", "2026-08-17"), ("4/5/2012", "2026-08-18"))
    assert column(text, "birth_date") == [date(2012, 3, 4), date(2012, 4, 5)]
    (problem,) = read(text, name="students.csv").problems
    assert (problem.code, problem.file, problem.column) == ("FIL-020", "students.csv", "Birth Date")
    assert "month/day/year" in problem.fact


def test_a_day_equal_to_its_month_leaves_no_doubt(read):
    assert read(students(("5/5/2012", "2026-08-17"), ("6/6/2012", "2026-08-17"))).problems == ()


def test_two_orders_in_one_column_are_reported_with_how_many_do_not_fit(column, read):
    text = students(("12/25/2012", "2026-08-17"), ("12/26/2012", "2026-08-17"), ("27/12/2012", "2026-08-17"))
    assert column(text, "birth_date") == [date(2012, 12, 25), date(2012, 12, 26), None]
    (problem,) = read(text).problems
    assert "2 values are month/day/year, 1 are not" in problem.fact


def test_another_way_of_writing_that_leaves_no_doubt_is_read_too(column):
    text = students(("12/25/2012", "2026-08-17"), ("2012-12-26", "2026-08-17"), ("27-Dec-2012", "2026-08-17"))
    assert column(text, "birth_date") == [date(2012, 12, 25), date(2012, 12, 26), date(2012, 12, 27)]


def confirmed(text, form):
    mapping = propose(sample_of(text)).mapping
    born = replace(mapping.columns["birth_date"], date_format=form)
    return replace(mapping, origin="confirmed", columns=mapping.columns | {"birth_date": born})


def test_a_confirmed_date_form_holds_where_the_file_does_not_tell(column, read):
    text = students(("3/4/2012", "2026-08-17"), ("4/5/2012", "2026-08-17"))
    mapping = confirmed(text, "DD/MM/YYYY")
    assert column(text, "birth_date", mapping) == [date(2012, 4, 3), date(2012, 5, 4)]
    assert read(text, mapping).problems == ()


def test_a_confirmed_date_form_gives_way_when_the_export_has_changed(column, read):
    text = students(("3/14/2012", "2026-08-17"), ("4/15/2012", "2026-08-17"), ("5/6/2012", "2026-08-17"))
    mapping = confirmed(text, "DD/MM/YYYY")
    assert column(text, "birth_date", mapping) == [date(2012, 3, 14), date(2012, 4, 15), date(2012, 5, 6)]
    assert read(text, mapping).mapping.columns["birth_date"].date_format == "MM/DD/YYYY"


@given(st.lists(st.dates(date(1990, 1, 1), date(2029, 12, 31)), min_size=1, max_size=12))
def test_month_first_dates_come_back_whenever_one_of_them_tells(database, dates):
    written = [f"{each.month}/{each.day}/{each.year}" for each in dates]
    tally = tally_dates(written)
    if any(each.day > 12 for each in dates):
        assert tally.order == "MM/DD/YYYY"
    cells = ", ".join(f"('{each}')" for each in written)
    rows = database.execute(f"SELECT {date_sql('x', ['MM/DD/YYYY'])} FROM (VALUES {cells}) v(x)").fetchall()
    assert [row[0] for row in rows] == dates


def test_guards_and_blanks_are_no_part_of_an_identifier_and_stay_in_its_text(column):
    text = (
        "School Number,School Name,Grade Range\n'001902001,Laurel High,'09-12\n 001903001 ,Juniper School,'EE KG-05\n"
    )
    assert column(text, "school_code") == ["001902001", "001903001"]
    assert column(text, "school_code_text") == ["'001902001", " 001903001 "]


def test_ranges_of_grades_become_two_grades(column):
    text = lines(
        "School Number,School Name,Grade Range",
        "'1,Laurel High,'09-12",
        "'2,Juniper School,'EE KG-05",
        "'3,Cedar,KG",
        "'4,Bay,AE-12",
    )
    mapping = propose(sample_of(text)).mapping
    assert column(text, "low_grade", mapping) == ["09", "PR", "KG", None]
    assert column(text, "high_grade", mapping) == ["12", "05", "KG", "12"]
    assert column(text, "low_grade_text", mapping)[3] == "AE-12"


def test_codes_are_translated_and_unknown_ones_keep_their_text(column):
    text = lines(
        "Perm ID,Absence Date,Absence Code",
        "71,2026-10-05,UNX",
        "72,2026-10-05,Tardy",
        "73,2026-10-05,Q9",
        "74,2026-10-06,Absent - Illness",
    )
    assert column(text, "category") == ["unexcused", "tardy", None, "excused"]
    assert column(text, "category_text") == ["UNX", "Tardy", "Q9", "Absent - Illness"]


def test_the_mappings_own_codes_go_before_the_lists_and_an_empty_one_means_nothing(column):
    text = "Perm ID,Absence Date,Absence Code\n71,2026-10-05,Q9\n72,2026-10-05,Tardy\n73,2026-10-05,none\n"
    mapping = propose(sample_of(text)).mapping
    own = MappedColumn("Absence Code", codes={"q9": "other", "Tardy": "absent", "None": ""})
    mapping = replace(mapping, columns=mapping.columns | {"category": own})
    assert column(text, "category", mapping) == ["other", "absent", None]
    assert column(text, "category_text", mapping) == ["Q9", "Tardy", None]


def test_lost_zeros_are_put_back_where_the_mapping_gives_a_width(column):
    text = students(("2012-08-13", "2026-08-17"), ("2012-08-14", "2026-08-17"))
    mapping = propose(sample_of(text)).mapping
    mapping = replace(mapping, columns=mapping.columns | {"local_id": MappedColumn("Student ID", width=7)})
    assert column(text, "local_id", mapping) == ["0007000", "0007001"]
    assert column(text, "local_id_text", mapping) == ["7000", "7001"]


def test_words_for_nothing_are_no_values(column):
    text = (
        "Student ID,Last Name,First Name,Grade,State ID,Lunch Status\n71,Na,Ada,09,N/A,NULL\n72,Ruiz,Ana,10,9001,Free\n"
    )
    assert column(text, "state_id") == [None, "9001"]
    assert column(text, "meal_status") == [None, "free"]
    assert column(text, "meal_status_text") == [None, "Free"]
    assert column(text, "family_name") == ["Na", "Ruiz"]


def test_numbers_with_commas_and_school_years_of_every_form_are_read(column):
    text = 'School Code,School Name,Enrollment\nA1,Laurel High,"1,069"\nA2,Cedar School,12\n'
    assert column(text, "students") == [1069.0, 12.0]
    text = lines(
        "State ID,Test Name,Scale Score,School Year",
        "7001,Algebra,250,2025-2026",
        "7002,Algebra,251,2025-26",
        "7003,Algebra,252,SY2026",
        "7004,Algebra,253,2026",
    )
    assert column(text, "school_year") == ["2026"] * 4


def test_two_columns_put_together_leave_no_stray_blanks(column):
    text = lines(
        "App ID,Last Name,First Name,Grade,Parent First Name,Parent Last Name",
        "A1,Lind,Ada,09,Mia, Lind",
        "A2,Ruiz,Ana,10,,",
        "A3,Lo,Bo,10,Al,",
    )
    assert column(text, "guardian_name") == ["Mia Lind", None, "Al"]


def test_a_column_that_is_gone_from_the_file_has_no_value_and_is_told(read, database):
    text = students(("2012-08-13", "2026-08-17"))
    mapping = propose(sample_of(text)).mapping
    more = replace(
        mapping, columns=mapping.columns | {"email": MappedColumn("E-Mail"), "exit_date": MappedColumn("Left")}
    )
    settled = read(text, more)
    assert len([said for said in settled.decided if "is not in the file" in said]) == 2
    assert database.execute("SELECT email, exit_date FROM student_list").fetchall() == [(None, None)]


def test_every_list_has_a_text_beside_each_identifier_and_code(read, database):
    read(students(("2012-08-13", "2026-08-17")))
    names = {row[0] for row in database.execute("DESCRIBE student_list").fetchall()}
    assert {"local_id_text", "grade_text", "race_text", "meal_status_text", "birth_date_text"} <= names


@settings(max_examples=max(30, settings().max_examples // 4))
@given(
    st.lists(st.tuples(*[st.none() | st.text(st.characters(codec="utf-8"), max_size=12)] * 6), min_size=1, max_size=6)
)
def test_no_cell_can_stop_the_reading_of_a_list(database, tmp_path_factory, cells):
    mapping = propose(sample_of(students(("2012-08-13", "2026-08-17"), ("2012-08-13", "2026-08-17")))).mapping
    parquet = tmp_path_factory.mktemp("cells") / "list.parquet"
    header = ", ".join(f'"{each}" VARCHAR' for each in STUDENTS.strip().split(","))
    database.execute(f"CREATE OR REPLACE TABLE cells ({header})")
    database.executemany("INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?)", cells)
    database.execute(f"COPY cells TO {quoted(str(parquet))} (FORMAT parquet)")
    settled = settle(mapping, database, parquet)
    chosen = ", ".join(settled.cells.values())
    rows = database.execute(f"SELECT {chosen} FROM read_parquet({quoted(str(parquet))})").fetchall()
    assert len(rows) == len(cells)


def test_the_shipped_directory_of_a_state_is_read_without_its_guards(column):
    mapping = next(each for each in shipped_mappings() if each.name == "ccd-schools")
    header = "NCESSCH,LEAID,SEASCH,SCHNAM,LEANM,STID,GSLO,GSHI,STATUS"
    text = lines(
        header,
        "48,4800001,054901101,HILL EL,HILL,054901,PK,05,1",
        "49,4800001,054901102,OLD SITE,HILL,054901,N,N,2",
    )
    assert column(text, "status", mapping) == ["active", "closed"]
    assert column(text, "low_grade", mapping) == ["PK", None]
    assert column(text, "low_grade_text", mapping) == ["PK", None]
