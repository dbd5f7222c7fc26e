"""What changed between two snapshots is counted by school, stamps and line numbers left out."""

from __future__ import annotations

import pytest

from cupola.engine.errors import StoreError
from cupola.engine.record.compare import Question, RowChange, SchoolChange, compare
from tests.engine.record.loads import Table, texts

COLUMNS = "id school grade modified"
BY_ID = Question("people", key=("id",), school="school", ignore=("modified",))


def people_of(*rows, names=COLUMNS):
    return texts(*rows, names=names)


def loaded(ada, before, after):
    return ada.load(people=before), ada.load(people=after)


def test_new_changed_and_gone_rows_are_counted_by_school(ada):
    before, after = loaded(
        ada,
        people_of(("1", "A", "01", "x"), ("2", "A", "02", "x"), ("3", "B", "03", "x"), ("4", "B", "04", "x")),
        people_of(("5", None, "01", "x"), ("4", "B", "04", "x"), ("3", "A", "03", "x"), ("1", "A", "02", "x")),
    )
    found = compare(ada.store, before, after, question=BY_ID)
    assert found.schools == (SchoolChange("A", 0, 2, 1), SchoolChange(None, 1, 0, 0))
    assert (found.new, found.changed, found.gone) == (1, 2, 1)
    assert (found.rows_before, found.rows_after) == (4, 4)
    assert found.keys == (
        RowChange("new", None, ("5",)),
        RowChange("changed", "A", ("1",)),
        RowChange("changed", "A", ("3",)),
        RowChange("gone", "A", ("2",)),
    )


def test_a_row_that_differs_only_in_a_stamp_is_not_changed(ada):
    before, after = loaded(
        ada,
        people_of(("1", "A", "01", "monday"), ("2", "A", None, None)),
        people_of(("1", "A", "01", "friday"), ("2", "A", None, "friday")),
    )
    assert compare(ada.store, before, after, question=BY_ID).schools == ()
    asked = Question("people", key=("id",), school="school")
    assert compare(ada.store, before, after, question=asked).changed == 2


def test_a_row_that_only_moved_to_another_line_is_not_changed(ada):
    columns = {"id": "VARCHAR", "file": "INTEGER", "line": "BIGINT"}
    before, after = loaded(
        ada,
        Table(columns, (("1", 0, 2), ("2", 0, 3))),
        Table(columns, (("0", 1, 2), ("1", 1, 3), ("2", 1, 4))),
    )
    found = compare(ada.store, before, after, question=Question("people", key=("id",)))
    assert found.schools == (SchoolChange(None, 1, 0, 0),)


def test_a_table_without_a_key_is_compared_row_by_row_as_a_heap(ada):
    before, after = loaded(
        ada,
        people_of(("1", "A", "01", "x"), ("1", "A", "01", "y"), ("1", "A", "01", "z"), ("2", "B", None, "x")),
        people_of(("2", "B", None, "x"), ("1", "A", "01", "q"), ("9", "B", "03", "x"), ("9", "B", "03", "x")),
    )
    found = compare(ada.store, before, after, question=Question("people", school="school", ignore=("modified",)))
    assert found.schools == (SchoolChange("A", 0, 0, 2), SchoolChange("B", 2, 0, 0))
    assert found.keys == ()


def test_a_key_that_repeats_counts_once(ada):
    before, after = loaded(
        ada,
        people_of(("1", "A", "01", "x"), ("1", "A", "02", "x"), ("2", "A", "01", "x"), ("2", "A", "02", "x")),
        people_of(("1", "A", "02", "x"), ("1", "A", "01", "x"), ("2", "A", "01", "x")),
    )
    assert compare(ada.store, before, after, question=BY_ID).schools == (SchoolChange("A", 0, 1, 0),)


def test_a_key_of_several_columns_with_empty_cells(ada):
    before, after = loaded(
        ada,
        people_of(("1", None, "01", "x"), (None, None, "02", "x")),
        people_of(("1", None, "01", "x"), (None, None, "03", "x"), (None, "A", "02", "x")),
    )
    found = compare(ada.store, before, after, question=Question("people", key=("id", "school")))
    assert found.keys == (RowChange("new", None, (None, "A")), RowChange("changed", None, (None, None)))


def test_new_and_vanished_columns_are_told_and_change_no_row(ada):
    before, after = loaded(
        ada,
        people_of(("1", "A", "01", "x")),
        people_of(("1", "A", "x", "8"), names="id school modified room"),
    )
    found = compare(ada.store, before, after, question=BY_ID)
    assert (found.schools, found.columns_new, found.columns_gone) == ((), ("room",), ("grade",))


def test_the_case_of_a_column_name_does_not_matter(ada):
    before, after = loaded(
        ada,
        people_of(("1", "A", "01", "x")),
        people_of(("1", "A", "02", "y"), names="ID School Grade Modified"),
    )
    assert compare(ada.store, before, after, question=BY_ID).changed == 1


def test_a_table_that_one_snapshot_lacks_is_all_new_or_all_gone(ada):
    before = ada.load(people=people_of(("1", "A", "01", "x")))
    after = ada.load(rooms=people_of(("1", "B", "01", "x"), ("2", "B", "01", "x")))
    rooms = Question("rooms", key=("id",), school="school")
    assert compare(ada.store, before, after, question=rooms).schools == (SchoolChange("B", 2, 0, 0),)
    assert compare(ada.store, before, after, question=BY_ID).schools == (SchoolChange("A", 0, 0, 1),)
    with pytest.raises(StoreError, match="neither snapshot has this table"):
        compare(ada.store, before, after, question=Question("buses"))
    with pytest.raises(StoreError, match="has no column badge"):
        compare(ada.store, before, after, question=Question("people", key=("badge",)))


def test_keys_are_cut_off_but_counts_are_not(ada):
    before, after = loaded(ada, people_of(), people_of(*((f"{n:03d}", "A", "01", "x") for n in range(50))))
    found = compare(ada.store, before, after, question=BY_ID, limit=10)
    assert found.new == 50
    assert [change.key for change in found.keys] == [(f"{n:03d}",) for n in range(10)]


def test_older_snapshots_are_compared_from_their_differences(ada):
    made = [
        ada.load(people=people_of(*((str(n), "A", str(round_ * n), "x") for n in range(20)))) for round_ in range(5)
    ]
    for place, before in enumerate(made):
        for after in made[place + 1 :]:
            assert compare(ada.store, before, after, question=BY_ID).changed == 19
