"""The sample's own arrays and files, counted in plain Python, give the figures that the measures tell."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from cupola.engine.journey import load
from cupola.engine.loading import LoadOptions
from cupola.engine.measures.kinds import Figure
from cupola.engine.measures.running import measure_record
from cupola.engine.record.schools import schools_of
from cupola.engine.record.store import open_store
from cupola.sample.population.devices import CART, LAB, REPAIR, STAFF, STOCK, STUDENT
from cupola.sample.population.district import District, make_district
from tests.once import written_once

STUDENTS, SEED = 600, 5
ANSWERS = "other-systems/lists/digital-equity-answers.csv"
FEWEST = 5


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written_once(tmp_path_factory, "counted", students=STUDENTS, seed=SEED, faults="none")


@pytest.fixture(scope="module")
def data(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    load([folder / "this-month", folder / ANSWERS], LoadOptions(data, accept_mapping=True))
    return data


@pytest.fixture(scope="module")
def told(data: Path) -> dict[str, Figure]:
    """The figures of the whole district."""
    found = measure_record(data)
    assert found is not None
    return {each.measure: each for each in found.figures if each.grain == "district"}


@pytest.fixture(scope="module")
def arrays() -> District:
    return make_district(STUDENTS, SEED)


@pytest.fixture(scope="module")
def answers(folder: Path) -> list[dict[str, str]]:
    with (folder / ANSWERS).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def count(arrays: District, *uses: int) -> int:
    return int(np.isin(arrays.devices.use, uses).sum())


def widest(shares: list[float]) -> float:
    return max(shares) - min(shares)


def test_students_are_those_enrolled_on_the_day(told: dict[str, Figure], arrays: District) -> None:
    assert told["MEA-STU-01"].value == int(arrays.standing.active().sum())


def test_a_school_has_the_students_of_the_student_system_once_however_many_lists_name_them(
    data: Path, arrays: District
) -> None:
    store = open_store(data)
    manifest = store.current()
    assert manifest is not None
    schools = {each.key.partition(":")[2]: each.students for each in schools_of(store, manifest)}
    enrolled = Counter(arrays.standing.school[arrays.standing.active()].tolist())
    for number, students in enrolled.items():
        assert schools[f"ORG-{number + 1:03d}"] == students


def test_students_for_each_usable_device(told: dict[str, Figure], arrays: District) -> None:
    usable = count(arrays, STUDENT, CART, LAB, STOCK)
    students = int(arrays.standing.active().sum())
    assert (told["MEA-DEV-01"].numerator, told["MEA-DEV-01"].denominator) == (students, usable)
    assert told["MEA-DEV-01"].value == pytest.approx(students / usable)
    assert told["MEA-DEV-02"].value == pytest.approx(usable / students)


def test_devices_that_cannot_be_used_are_those_in_repair(told: dict[str, Figure], arrays: District) -> None:
    broken, others = count(arrays, REPAIR), count(arrays, STUDENT, CART, LAB, STOCK)
    assert (told["MEA-DEV-04"].numerator, told["MEA-DEV-04"].denominator) == (broken, broken + others)
    assert count(arrays, STAFF) > 0


def test_students_with_a_device_of_their_own(told: dict[str, Figure], arrays: District) -> None:
    holders = len(set(arrays.devices.student[arrays.devices.use == STUDENT].tolist()))
    assert told["MEA-DEV-03"].numerator == holders
    assert told["MEA-DEV-03"].value == pytest.approx(holders / int(arrays.standing.active().sum()))


def test_the_gap_between_schools_in_devices(told: dict[str, Figure], arrays: District) -> None:
    school = arrays.standing.school
    held = set(arrays.devices.student[arrays.devices.use == STUDENT].tolist())
    students = Counter(school[arrays.standing.active()].tolist())
    without = Counter(int(school[row]) for row in np.flatnonzero(arrays.standing.active()) if int(row) not in held)
    shares = [without[each] / n for each, n in students.items() if n >= FEWEST]
    assert told["MEA-EQU-02"].value == pytest.approx(widest(shares))


def test_internet_at_home_and_its_gap_between_schools(told: dict[str, Figure], answers: list[dict[str, str]]) -> None:
    yes = [each for each in answers if each["internetAccessInResidence"] == "Yes"]
    assert (told["MEA-HOM-01"].numerator, told["MEA-HOM-01"].denominator) == (len(yes), len(answers))
    asked = Counter(each["schoolId"] for each in answers)
    lacking = Counter(each["schoolId"] for each in answers if each["internetAccessInResidence"] != "Yes")
    shares = [lacking[school] / n for school, n in asked.items() if n >= FEWEST]
    assert told["MEA-EQU-06"].value == pytest.approx(widest(shares))
