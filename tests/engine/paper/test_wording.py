"""Numbers and dates are written as people write them; text from files is harmless."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupola.engine.paper.wording import age, counted, day, duration, listed, plural, rows_of, tidied


def test_escape_sequences_of_a_file_never_reach_a_terminal():
    assert tidied("a\x1b[31mb\x9b2Jc\x07\x7f\x00") == "a[31mb2Jc"


def test_breaks_become_blanks():
    assert tidied("a\nb\tc\rd\u2028e") == "a b c d e"


def test_marks_that_turn_the_direction_of_reading_go():
    assert tidied("exe\u202etxt.csv\u2066") == "exetxt.csv"


def test_names_of_many_origins_stay_as_they_are():
    for name in ("Nguyễn Thị Ánh", "José María Ibáñez", "Ōtaniʻi", "李小龙", "שרה"):
        assert tidied(name) == name


def test_long_text_is_cut():
    assert tidied("x" * 50_000_000, longest=40) == "x" * 39 + "…"


@given(st.text(st.characters(), max_size=60))
def test_harmless_text_can_be_written_as_utf_8_and_has_no_control_character(text):
    clean = tidied(text)
    assert clean.encode("utf-8").decode("utf-8") == clean
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in clean)


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0.01, "5 minutes"), (0.25, "15 minutes"), (0.99, "1 hour"), (1, "1 hour"), (7.4, "7.4 hours"),
     (24.1, "24 hours"), (1_204, "1,204 hours")],
)  # fmt: skip
def test_working_time_is_said_in_round_numbers(hours, words):
    assert duration(hours) == words


def test_one_and_many():
    assert counted(1, "error") == "1 error"
    assert counted(4_812, "finding") == "4,812 findings"
    assert [plural(noun) for noun in ("class", "entry", "day", "check")] == [
        "classes",
        "entries",
        "days",
        "checks",
    ]
    assert listed(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize(
    ("table", "rows"),
    [("oneroster_academic_sessions", "academic sessions"), ("google_devices", "devices"),
     ("persons", "persons"), ("student_list", "students"), (None, ""),
     ("section_enrollment_list", "section enrollments")],
)  # fmt: skip
def test_rows_are_called_after_their_table(table, rows):
    assert rows_of(table) == rows


def test_days_have_their_weekday_and_their_age():
    assert day("2026-10-30") == "Fri 30 Oct 2026"
    assert day("2026-10-30T06:12:00") == "Fri 30 Oct 2026"
    assert day("some day") == "some day"
    assert age("2026-10-30", date(2026, 10, 30)) == "today"
    assert age("2026-10-30", date(2026, 10, 31)) == "1 day old"
    assert age("2026-10-30", date(2026, 11, 11)) == "12 days old"
    assert age("2026-10-30", None) == age("2026-10-30", date(2026, 1, 1)) == age("?", date(2026, 1, 1)) == ""
