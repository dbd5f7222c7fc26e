"""The report as text reads well at eighty columns, without colour, and carries nothing harmful."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupola.engine.kinds import FileSeen, Ran
from cupola.engine.paper.lines import cells, flowed, plain, shortened
from cupola.engine.paper.text import summary, text_lines, write_text
from tests.engine.paper.lifelike import FILES, finding, make_report, rank


def written(ranking, **how):
    out = StringIO()
    write_text(ranking, out, **how)
    return out.getvalue()


def test_the_parts_stand_in_their_order(lifelike):
    text = written(lifelike)
    marks = ["7 of 8 files recognised", "error ROS-014", "warning FRM-005", "note ROL-003", "Who fixes what"]
    marks += ["What to do first", "Not run (not run is not passed)", "Found 52 errors"]
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)


def test_a_group_says_id_severity_title_share_person_and_fix(lifelike):
    text = written(lifelike)
    assert "error ROS-014 Enrollment points to a class that the export does not hold\n" in text
    assert "  37 of 104,812 enrollments · fixed by: Registrar · about 7.4 hours one by one\n" in text
    assert "  fix: Export classes and enrollments from the same term, in one run.\n" in text


def test_the_first_ten_are_shown_and_the_others_counted(lifelike):
    text = written(lifelike)
    assert text.count("days before the export") == 10
    assert "    and 213 more\n" in text
    assert "and 220 more" in written(lifelike, first=3)


def test_a_finding_says_file_line_subject_message_and_repair(lifelike):
    text = written(lifelike)
    assert "    october/sis.zip/users.csv, column grades\n" in text
    assert "  f-000000  The grade has lost its leading zero. Now “1”, should be" in text
    alone = "    october/sis.zip/users.csv:2 (grades): f-000000: The grade has lost its leading zero. Now “1”,"
    assert alone in written(lifelike, width=None)


def test_a_fault_of_a_whole_column_is_one_finding_of_many_rows():
    whole = replace(finding("FRM-005", 0, "The column is empty.", file="users.csv"), rows=17_400)
    report = replace(make_report([whole]), ran=(Ran("FRM-005", 17_400, 1, 0),))
    text = written(rank(report))
    assert "  17,400 of 17,400 users in 1 finding · " in text
    assert "The column is empty. (17,400 rows)" in text
    assert text.endswith("Found 1 warning in 1 file.\n")


def test_the_header_says_what_was_read_set_aside_and_how_old_it_is(lifelike):
    head = written(lifelike, width=None).splitlines()[0]
    assert head == (
        "Cupola: 7 of 8 files recognised, 165,886 rows read, 3 set aside, as of Fri 30 Oct 2026 (3 days old)."
    )
    assert "not recognised" in written(lifelike)


def test_what_to_do_first_has_three_lines(lifelike):
    text = written(lifelike, width=None)
    steps = text.split("What to do first\n")[1].split("\n\n")[0].splitlines()
    assert [step[:13] for step in steps] == ["  1. FRM-005 ", "  2. ROS-014 ", "  3. ENR-002 "]
    assert steps[1].endswith("That clears 37 errors that share 3 causes, in about 35 minutes.")


def test_checks_that_did_not_run_are_listed_under_their_reason(lifelike):
    assert "  There is no file of results: ASM-001, ASM-002\n" in written(lifelike)


def test_the_last_line_is_the_summary(lifelike):
    last = written(lifelike).splitlines()[-1]
    assert last == "Found 52 errors, 1,427 warnings, 1 note in 3 files. 14 checks did not run."


def test_no_findings_is_said_with_what_ran(clean, nothing_read):
    assert summary(clean) == "No findings: 90 checks ran on 8 files."
    assert summary(nothing_read) == "Nothing was read, so nothing was checked."
    silent = rank(make_report((), passed=0))
    assert summary(silent) == "Nothing was checked: no check could run on 8 files."


def test_many_files_are_counted_and_those_with_a_trouble_stay():
    many = [replace(FILES[0], name=f"school-{place:03}.csv") for place in range(300)]
    text = written(rank(make_report((), files=[*many, FILES[-1]])))
    assert "notes for Ben.docx" in text
    assert "  and 281 more files\n" in text


def test_a_report_without_a_width_has_one_line_for_each_finding(lifelike):
    lines = written(lifelike, width=None).splitlines()
    assert sum(line.startswith("    october/") for line in lines) == 10 + 10 + 3 + 10 + 10 + 1


def test_nothing_of_a_hostile_file_reaches_the_terminal(hostile):
    for width in (None, 80):
        text = written(hostile, width=width)
        assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in text if character != "\n")
        assert "\u202e" not in text
        assert "[bold]" in text
        text.encode("utf-8")


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(lifelike, width):
    assert max(cells(line.rstrip("\n")) for line in plain(text_lines(lifelike, width=width))) <= width


names = st.text(st.sampled_from("ab/-. _é李👩‍"), min_size=1, max_size=70)


@given(file=names, subject=names, message=names, width=st.integers(40, 130))
def test_no_name_makes_a_line_too_wide(file, subject, message, width):
    odd = replace(finding("ENR-002", 1, message, file=file), subject=subject)
    files = [
        FileSeen(file, message, "", None, None, 1, 0, 1),
        FileSeen(subject, None, "", None, None, 0, 0, 0),
    ]
    lines = plain(text_lines(rank(make_report([odd], files=files)), width=width))
    assert max(cells(line.rstrip("\n")) for line in lines) <= width


@given(st.text(st.sampled_from("abc  李é"), max_size=200), st.integers(5, 60))
def test_flowing_keeps_every_letter_in_order(text, width):
    lines = flowed([(text, "")], width=width, lead=[("> ", "")], rest=2)
    flat = "".join(plain(lines)).removeprefix("> ")
    assert "".join(flat.split()) == "".join(text.split())


def test_a_path_is_cut_at_its_folders():
    assert shortened("october/sis.zip/enrollments.csv", 20) == "…/enrollments.csv"
    assert shortened("october/sis.zip/enrollments.csv", 30) == "…/sis.zip/enrollments.csv"
    assert shortened("enrollments-of-this-month.csv", 10) == "…month.csv"
