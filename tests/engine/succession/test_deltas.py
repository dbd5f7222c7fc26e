"""Files of changes are laid over what their system delivered before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cupola.engine.record.differences import differences
from cupola.engine.record.store import open_store
from tests.engine.succession.packages import (
    Office,
    changed,
    deleted,
    enrollment,
    package,
    school_year,
    student,
    teacher,
)

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = "2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05"


@pytest.fixture
def based(office: Office) -> Office:
    """Somebody who has loaded the whole district on Monday."""
    loaded = office.load("monday", school_year(), day=MONDAY)
    assert loaded.changed
    assert loaded.held == ()
    return office


def test_a_changed_and_a_new_student_come_to_stand_beside_the_others(based: Office) -> None:
    users = [changed(student(2, grades="05"), TUESDAY), changed(student(9), TUESDAY)]
    loaded = based.load("tuesday", {"users": users}, mode="delta", day=TUESDAY)
    assert loaded.held == ()
    assert [(each.table, each.rows, each.replaced) for each in loaded.merged] == [("oneroster_users", 2, 1)]
    people = based.rows("oneroster_users", "sourced_id, grades")
    assert people == [("s1", "04"), ("s2", "05"), ("s3", "04"), ("s4", "04"), ("s9", "04"), ("t1", None)]
    assert based.facts.persons == {"students": 5, "staff": 1, "contacts": 0}
    assert based.facts.source_tables["oneroster_enrollments"] == 5


def test_diff_tells_what_the_changes_did(based: Office) -> None:
    before = based.now
    users = [changed(student(2, grades="05"), TUESDAY), changed(student(9), TUESDAY)]
    based.load("tuesday", {"users": users}, mode="delta", day=TUESDAY)
    found = differences(open_store(based.data), before, based.now)
    assert [(each.table, each.comparison.new, each.comparison.changed, each.comparison.gone) for each in found] == [
        ("oneroster_users", 1, 1, 0)
    ]


def test_rows_that_stay_keep_their_lines(based: Office) -> None:
    based.load("tuesday", {"users": [changed(student(2), TUESDAY)]}, mode="delta", day=TUESDAY)
    assert based.rows("persons", "person_id, line") == [
        ("bay:s1", 3),
        ("bay:s2", 2),
        ("bay:s3", 5),
        ("bay:s4", 6),
        ("bay:t1", 2),
    ]


def test_tables_that_do_not_come_are_not_written_again(based: Office) -> None:
    before = based.now
    based.load("tuesday", {"users": [changed(student(2), TUESDAY)]}, mode="delta", day=TUESDAY)
    same = {part.object for part in before.tables["oneroster_enrollments"]}
    assert {part.object for part in based.now.tables["oneroster_enrollments"]} == same
    assert [file.name.rsplit("/", 1)[-1] for file in based.now.files if file.mode == "delta"] == ["users.csv"]


def test_a_file_whose_rows_lose_none_is_carried_as_it_is(based: Office) -> None:
    before = based.now.tables["oneroster_users"][0].object
    based.load("tuesday", {"users": [changed(student(9), TUESDAY)]}, mode="delta", day=TUESDAY)
    assert based.now.tables["oneroster_users"][0].object == before
    assert not based.now.tables["oneroster_users"][0].line_column


def test_a_row_marked_to_be_deleted_ends_on_the_day_it_was(based: Office) -> None:
    gone = {
        "users": [deleted(student(3), TUESDAY)],
        "enrollments": [deleted(enrollment("s3"), TUESDAY)],
    }
    based.load("wednesday", gone, mode="delta", day=WEDNESDAY)
    ended = date(2026, 11, 3)
    assert ("bay:s3", False) in based.rows("persons", "person_id, is_enabled")
    assert ("bay:s3", ended) in based.rows("person_org_roles", "person_id, end_date")
    assert ("bay:c1-s3", ended) in based.rows("enrollments", "enrollment_id, end_date")
    assert ("bay:c1-s1", date(2027, 6, 4)) in based.rows("enrollments", "enrollment_id, end_date")
    assert based.facts.no_longer_listed == {}


def test_the_same_changes_twice_change_nothing(based: Office) -> None:
    users = {"users": [changed(student(2, grades="05"), TUESDAY)]}
    assert based.load("tuesday", users, mode="delta", day=TUESDAY).changed
    before = based.now
    assert not based.load("tuesday", users, mode="delta", day=TUESDAY).changed
    assert based.now == before


def test_changes_to_changes_leave_the_last_word(based: Office) -> None:
    based.load("tuesday", {"users": [changed(student(2, grades="05"), TUESDAY)]}, mode="delta", day=TUESDAY)
    based.load("wednesday", {"users": [changed(student(2, grades="06"), WEDNESDAY)]}, mode="delta", day=WEDNESDAY)
    assert ("s2", "06") in based.rows("oneroster_users", "sourced_id, grades")
    assert based.facts.source_tables["oneroster_users"] == 5
    assert sum(file.mode == "delta" for file in based.now.files) == 1


def test_changes_without_a_base_are_held_whatever_a_person_says(office: Office) -> None:
    for accept in (False, True):
        loaded = office.load("t", {"users": [changed(student(2), TUESDAY)]}, mode="delta", day=TUESDAY, accept=accept)
        assert [each.kind for each in loaded.held] == ["changes without a base"]
        assert "bulk" in loaded.held[0].step
        assert loaded.manifest is None


def test_changes_to_a_table_that_never_came_are_held(based: Office) -> None:
    loaded = based.load("t", {"demographics": [{"sourcedId": "s2", "sex": "female"}]}, mode="delta", day=TUESDAY)
    assert [each.kind for each in loaded.held] == ["changes without a base"]
    assert "demographics" in loaded.held[0].says


def test_an_empty_file_of_changes_needs_no_base(based: Office) -> None:
    tables = {"users": [changed(student(2, grades="05"), TUESDAY)], "demographics": []}
    loaded = based.load("tuesday", tables, mode="delta", day=TUESDAY)
    assert loaded.held == ()
    assert "oneroster_demographics" not in based.now.tables


def test_changes_older_than_what_is_in_force_are_held(based: Office) -> None:
    based.load("wednesday", {"users": [changed(student(2, grades="06"), WEDNESDAY)]}, mode="delta", day=WEDNESDAY)
    late = {"users": [changed(student(2, grades="05"), TUESDAY)]}
    loaded = based.load("tuesday", late, mode="delta", day=TUESDAY)
    assert [each.kind for each in loaded.held] == ["older than the record"]
    assert ("s2", "06") in based.rows("oneroster_users", "sourced_id, grades")
    assert based.load("tuesday", late, mode="delta", day=TUESDAY, accept=True).changed


def test_the_whole_export_of_monday_does_not_take_tuesdays_changes_back(based: Office) -> None:
    based.load("tuesday", {"users": [changed(student(2, grades="05"), TUESDAY)]}, mode="delta", day=TUESDAY)
    loaded = based.load("monday", school_year(), day=MONDAY)
    assert {each.kind for each in loaded.held} == {"older than the record"}


def test_a_whole_export_takes_the_place_of_all_changes(based: Office) -> None:
    based.load("tuesday", {"users": [changed(student(2, grades="05"), TUESDAY)]}, mode="delta", day=TUESDAY)
    based.load("wednesday", school_year(), day=WEDNESDAY)
    assert ("s2", "04") in based.rows("oneroster_users", "sourced_id, grades")
    assert [file.mode for file in based.now.files] == ["bulk"] * 6


def test_a_package_may_bring_one_file_whole_and_one_of_changes(based: Office) -> None:
    everybody = [*school_year()["users"], student(5)]
    tables = {"users:bulk": everybody, "enrollments:delta": [changed(enrollment("s5"), TUESDAY)]}
    loaded = based.load("tuesday", tables, day=TUESDAY)
    assert loaded.held == ()
    assert len(based.rows("oneroster_users", "sourced_id")) == 6
    assert len(based.rows("oneroster_enrollments", "sourced_id")) == 6
    assert based.facts.source_tables["oneroster_orgs"] == 2


def test_a_week_of_changes_may_come_at_once(based: Office) -> None:
    folder = based.folder / "week"
    package(folder / "b.zip", {"users": [changed(student(2, grades="05"), TUESDAY)]}, mode="delta", day=TUESDAY)
    package(folder / "a.zip", {"users": [changed(student(2, grades="06"), WEDNESDAY)]}, mode="delta", day=WEDNESDAY)
    assert based.load_file(folder).held == ()
    assert ("s2", "06") in based.rows("oneroster_users", "sourced_id, grades")
    assert len(based.rows("oneroster_users", "sourced_id")) == 5


def collect(office: Office, day: str, grade: str, *pupils: int) -> Path:
    """One more package of changes in the folder that collects them; its path."""
    users = [changed(student(number, grades=grade), day) for number in pupils]
    package(office.folder / "collected" / f"{day}.zip", {"users": users}, mode="delta", day=day)
    return office.folder / "collected"


def test_a_folder_that_collects_changes_is_loaded_again_and_again(based: Office) -> None:
    """What was applied is known again, also where a later file has replaced all its rows."""
    for day, grade, pupils in ((TUESDAY, "05", (2,)), (WEDNESDAY, "06", (2, 3)), (THURSDAY, "07", (2,))):
        loaded = based.load_file(collect(based, day, grade, *pupils))
        assert (loaded.changed, loaded.held) == (True, ())
        before = based.now
        again = based.load_file(based.folder / "collected")
        assert (again.changed, again.held, based.now) == (False, (), before)
    assert ("s2", "07") in based.rows("oneroster_users", "sourced_id, grades")
    assert ("s3", "06") in based.rows("oneroster_users", "sourced_id, grades")


def test_a_folder_may_hold_the_whole_export_as_well(office: Office) -> None:
    package(office.folder / "collected" / "whole.zip", school_year(), day=MONDAY)
    for day, grade, pupils in ((TUESDAY, "05", (2, 3)), (WEDNESDAY, "06", (2,)), (THURSDAY, "07", (2, 3))):
        loaded = office.load_file(collect(office, day, grade, *pupils))
        assert (loaded.changed, loaded.held) == (True, ())
        assert not office.load_file(office.folder / "collected").changed
    assert ("s3", "07") in office.rows("oneroster_users", "sourced_id, grades")


def test_changes_that_come_late_are_held_among_those_that_are_known(based: Office) -> None:
    based.load_file(collect(based, WEDNESDAY, "06", 2))
    loaded = based.load_file(collect(based, TUESDAY, "05", 2))
    assert {each.kind for each in loaded.held} == {"older than the record"}
    assert [each.says for each in loaded.held if TUESDAY in each.says]


def test_changes_are_laid_anew_over_a_record_that_went_back(based: Office) -> None:
    based.load_file(collect(based, TUESDAY, "05", 2))
    assert based.load("monday", school_year(), day=MONDAY, accept=True).changed
    assert ("s2", "04") in based.rows("oneroster_users", "sourced_id, grades")
    assert based.load_file(based.folder / "collected").changed
    assert ("s2", "05") in based.rows("oneroster_users", "sourced_id, grades")


def test_many_deletions_at_once_are_held(office: Office) -> None:
    whole = school_year()
    pupils = [student(number) for number in range(100, 200)]
    office.load("monday", whole | {"users": [*whole["users"], *pupils]}, day=MONDAY)
    gone = {"users": [deleted(pupil, TUESDAY) for pupil in pupils]}
    loaded = office.load("tuesday", gone, mode="delta", day=TUESDAY)
    assert "rows lost" in {each.kind for each in loaded.held}


def test_another_teacher_may_come_by_changes_alone(based: Office) -> None:
    tables = {"users": [changed(teacher(2), TUESDAY)], "enrollments": [changed(enrollment("t2"), TUESDAY)]}
    based.load("tuesday", tables, mode="delta", day=TUESDAY)
    assert based.facts.persons["staff"] == 2
