"""Measures over a record: what cannot be computed is said, heads that are wrong are refused, nothing is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cupola.engine.backends.duck import connect
from cupola.engine.errors import CatalogueError
from cupola.engine.journey import load
from cupola.engine.loading import LoadOptions
from cupola.engine.measures.grounds import GROUNDS, grounds_below, missing_below, tables_below
from cupola.engine.measures.kinds import Figures
from cupola.engine.measures.opening import System, lay_empty, lay_systems
from cupola.engine.measures.reading import read_measure, shipped_measures
from cupola.engine.measures.running import BROKEN, measure_record, measure_tables
from cupola.sample.district import write_district

STUDENTS = 300


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    exports = tmp_path_factory.mktemp("exports")
    write_district(exports, students=STUDENTS, faults="none")
    folder = tmp_path_factory.mktemp("data")
    load([exports / "this-month"], LoadOptions(folder, accept_mapping=True))
    return folder


@pytest.fixture(scope="module")
def measured(data: Path) -> Figures:
    found = measure_record(data)
    assert found is not None
    return found


def district(found: Figures) -> dict[str, float]:
    return {each.measure: each.value for each in found.figures if each.grain == "district"}


def test_before_anything_was_loaded_there_is_nothing_to_measure(tmp_path: Path) -> None:
    assert measure_record(tmp_path) is None


def test_every_measure_has_figures_or_a_reason(measured: Figures) -> None:
    told = {each.measure for each in measured.figures}
    silent = {each.measure for each in measured.not_computed}
    assert told | silent == {each.id for each in shipped_measures()}
    assert told & silent == set()
    assert not [each for each in measured.not_computed if each.reason in ("", BROKEN)]


def test_what_was_never_delivered_is_not_zero(measured: Figures) -> None:
    reasons = {each.measure: each.reason for each in measured.not_computed}
    assert reasons["MEA-HOM-01"] == "The record holds no home access."
    assert "MEA-HOM-01" not in district(measured)


def test_three_ratios_of_devices_are_three_numbers(measured: Figures) -> None:
    value = district(measured)
    assert value["MEA-DEV-01"] == pytest.approx(1 / value["MEA-DEV-02"])
    assert value["MEA-DEV-03"] < value["MEA-DEV-02"]


def test_schools_add_up_to_the_district_where_nobody_is_at_two(measured: Figures) -> None:
    of = [each for each in measured.figures if each.measure == "MEA-STU-01"]
    schools = sum(each.value for each in of if each.grain == "school")
    twice = next(each for each in measured.figures if each.measure == "MEA-STU-05" and each.key is None)
    assert schools - next(each.value for each in of if each.key is None) == twice.numerator


def test_measuring_twice_says_the_same(data: Path, measured: Figures) -> None:
    again = measure_record(data)
    assert again is not None
    assert (again.figures, again.not_computed) == (measured.figures, measured.not_computed)


def test_a_later_day_is_measured_by_that_day(data: Path) -> None:
    later = measure_record(data, as_of=date(2031, 1, 1), only=["MEA-DEV", "MEA-FED"])
    assert later is not None
    assert {each.as_of for each in later.figures} == {date(2031, 1, 1)}
    assert district(later)["MEA-FED-02"] == 1.0


def test_only_what_was_asked_for_is_computed(data: Path) -> None:
    found = measure_record(data, only=["MEA-FED-01"])
    assert found is not None
    assert set(found.seconds) == {"MEA-FED-01"}


def test_a_value_out_of_all_bounds_does_not_stop_the_others() -> None:
    connection = connect(threads=1)
    asked = [each for each in shipped_measures() if each.id in ("MEA-PAI-01", "MEA-FED-01")]
    lay_systems(connection, [System("sis", "sis", "SIS", "2026-10-30")])
    wanted = tables_below({need for each in asked for need in each.needs}) - {"record_systems", "pains"}
    lay_empty(connection, wanted)
    connection.execute(
        "CREATE TABLE pains AS SELECT 'sis:A' AS org_id, 'open' AS state, 9000000000000000000 AS minutes_each, "
        "100 AS people, 1 AS times_a_month, 1 AS months_a_year"
    )
    found = measure_tables(connection, asked, filled={"record_systems", "pains"}, as_of=date(2026, 10, 30))
    assert {each.measure for each in found.figures} == {"MEA-FED-01"}
    assert [each.reason for each in found.not_computed] == [BROKEN]


def test_grounds_stand_only_on_those_before_them() -> None:
    before: set[str] = set()
    for ground in GROUNDS.values():
        assert {each for each in (*ground.needs, *ground.may) if each in GROUNDS} <= before, ground.name
        before.add(ground.name)
    assert [each.name for each in grounds_below(["students"])] == ["student_seats", "students"]
    assert missing_below(["student_counts"], ()) == ("person_org_roles",)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("unit: share", "unit: furlongs"), "unit"),
        (("MEA-STU-05", "STU-5"), "is not like"),
        (("needs: [student_facts]", "needs: [wishes]"), "wishes"),
        (("version: 1\n", ""), "lacks version"),
        (("version: 1", "version: 1\ncolour: red"), "colour"),
        (("grain: [district, school]", "grain: [street]"), "street"),
    ],
)
def test_a_head_that_is_wrong_is_refused(change: tuple[str, str], says: str, tmp_path: Path) -> None:
    shipped = next(each for each in shipped_measures() if each.id == "MEA-STU-05")
    path = tmp_path / "changed.sql"
    path.write_text(shipped.path.read_text("utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(CatalogueError, match=says):
        read_measure(path)


def test_a_system_that_delivered_twice_is_one_system_as_old_as_its_newest_export() -> None:
    connection = connect(threads=1)
    lay_systems(connection, [System("sis", "sis", "SIS", "2026-10-30"), System("sis", "sis", "SIS", "2026-10-01")])
    asked = [each for each in shipped_measures() if each.id == "MEA-FED-01"]
    found = measure_tables(connection, asked, filled={"record_systems"}, as_of=date(2026, 10, 31))
    assert [(each.key, each.value) for each in found.figures] == [(None, 1.0), ("sis", 1.0)]
