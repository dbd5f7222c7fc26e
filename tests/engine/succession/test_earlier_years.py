"""Earlier years of the state's files, loaded one by one before this year's: nothing is held, and they are compared."""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping
from datetime import datetime

import pytest

from cupola.engine.journey import CheckOptions, check_record
from cupola.engine.loading import Loaded
from tests.engine.succession.packages import Office, enrollment, package, school_year, student

HEAD = "Local Student ID,State Student ID,Legal Last Name,Legal First Name,Birth Date,Sex,Race,Hispanic,School Code,"
HEAD += "Grade Level,Entry Date,Entry Code,Exit Date,Exit Code,English Learner,Home Language,Special Education,Homeless"
SCHOOL, ANOTHER = "0010", "0020"
COUNT = 40


class State:
    """The state's files of a district whose students are numbered, each dated as of the end of October."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def load(self, year: int, grades: Mapping[int, str], *, school: str = SCHOOL, accept: bool = False) -> Loaded:
        """The file of the school year that ends in `year`: number of each student and grade."""
        path = self.office.folder / str(year) / "state-upload.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", newline="", encoding="utf-8") as stream:
            out = csv.writer(stream)
            out.writerow(HEAD.split(","))
            for number, grade in grades.items():
                name = (f"{70000 + number}", f"{1_000_000_000 + number}", f"Testfield {number}", "Wren")
                born = f"2016-0{1 + number % 9}-1{number % 10}"
                stay = (school, grade, f"{year - 1}-08-19", "E1", "", "")
                out.writerow([*name, born, "F", "White", "N", *stay, "N", "English", "N", "N"])
        made = datetime.fromisoformat(f"{year - 1}-10-31T06:00:00+00:00").timestamp()
        os.utime(path, (made, made))
        return self.office.load_file(path, accept=accept)


@pytest.fixture
def state(office: Office) -> State:
    return State(office)


def load_sis(office: Office, grades: Mapping[int, str], *, day: str = "2026-11-02", accept: bool = False) -> Loaded:
    tables = school_year()
    people = [student(number, grades=grade) for number, grade in grades.items()]
    tables["users"] = [*list(tables["users"])[:1], *people]
    tables["enrollments"] = [*list(tables["enrollments"])[:1], *(enrollment(each["sourcedId"]) for each in people)]
    path = package(office.folder / day / "sis.zip", tables, day=day)
    return office.load_file(path, accept=accept)


def found(office: Office, check: str) -> set[str | None]:
    report = check_record(CheckOptions(office.data))
    assert report is not None
    assert check in {each.check for each in report.ran}
    return {finding.subject for finding in report.findings if finding.check == check}


def test_the_grades_of_last_year_are_known_though_another_system_named_them(office: Office, state: State) -> None:
    assert not state.load(2025, dict.fromkeys(range(COUNT), "02")).held
    assert not state.load(2026, dict.fromkeys(range(COUNT), "03") | {1: "02", 2: "04"}).held
    assert not load_sis(office, dict.fromkeys(range(COUNT), "04") | {1: "04"}).held
    assert found(office, "HIS-004") == {"bay:s2"}
    assert found(office, "HIS-005") == {"bay:s1"}
    assert found(office, "HIS-006") == set()


def test_a_school_that_was_not_rolled_over_is_found_against_the_states_file(office: Office, state: State) -> None:
    state.load(2026, dict.fromkeys(range(COUNT), "04"))
    load_sis(office, dict.fromkeys(range(COUNT), "04"))
    assert found(office, "HIS-006") == {"bay:harbor"}


def test_the_states_file_of_last_year_ends_when_this_years_students_come(office: Office, state: State) -> None:
    state.load(2026, dict.fromkeys(range(COUNT), "03"))
    loaded = load_sis(office, dict.fromkeys(range(COUNT - 5), "04"))
    assert loaded.ended == ("state-upload",)
    assert office.facts.persons["students"] == COUNT - 5
    assert office.facts.source_tables.get("student_list", 0) == 0


def test_a_list_of_this_year_and_one_that_comes_with_devices_alone_stay(office: Office, state: State) -> None:
    state.load(2027, dict.fromkeys(range(COUNT), "04"))
    assert load_sis(office, dict.fromkeys(range(COUNT), "04")).ended == ()
    assert office.facts.source_tables["student_list"] == COUNT


def test_the_states_file_of_this_year_beside_the_sis_is_no_loss(office: Office, state: State) -> None:
    """Its students are those of the student system now: they are counted as the file lists them."""
    state.load(2027, dict.fromkeys(range(COUNT), "04"))
    load_sis(office, dict.fromkeys(range(COUNT), "04"), day="2026-11-02")
    assert not state.load(2027, dict.fromkeys(range(COUNT - 2), "04")).held


def test_a_school_that_is_missing_from_the_states_file_is_held_though_the_sis_has_it(
    office: Office, state: State
) -> None:
    state.load(2027, dict.fromkeys(range(COUNT), "04"))
    load_sis(office, dict.fromkeys(range(COUNT), "04"))
    held = state.load(2027, dict.fromkeys(range(COUNT), "04"), school=ANOTHER).held
    assert [each.kind for each in held] == ["a school lost students"]
    assert "Harbor Elementary has 0 students in state-upload, the record has 40" in held[0].says


def test_a_new_year_may_lose_more_than_the_same_year(office: Office, state: State) -> None:
    state.load(2025, dict.fromkeys(range(COUNT), "04"))
    assert not state.load(2026, dict.fromkeys(range(COUNT // 2), "05") | {100 + n: "KG" for n in range(15)}).held
    held = state.load(2026, dict.fromkeys(range(COUNT // 2), "05")).held
    assert {each.kind for each in held} == {"a school lost students"}


def test_a_year_that_comes_after_a_later_one_is_held(office: Office, state: State) -> None:
    state.load(2026, dict.fromkeys(range(COUNT), "03"))
    held = state.load(2025, dict.fromkeys(range(COUNT), "02")).held
    assert [each.kind for each in held] == ["last year's files"]
    assert "is 2025, the record is at 2026" in held[0].says


def test_who_is_nobody_of_today_is_compared_with_nobody(office: Office, state: State) -> None:
    """Another child has the number now: family name and birth date both say so."""
    state.load(2026, dict.fromkeys(range(COUNT), "03"))
    load_sis(office, dict.fromkeys(range(200, 200 + COUNT), "05"), accept=True)
    assert found(office, "HIS-005") == set()


def test_three_years_then_two_months_are_loaded_without_a_question(office: Office, state: State) -> None:
    for year, grade in ((2024, "01"), (2025, "02"), (2026, "03")):
        assert state.load(year, dict.fromkeys(range(COUNT), grade)).changed
    assert load_sis(office, dict.fromkeys(range(COUNT), "04"), day="2026-10-01").changed
    again = load_sis(office, dict.fromkeys(range(COUNT + 1), "04"), day="2026-11-02")
    assert (again.changed, again.held) == (True, ())
