"""Two districts of 2,000 students, written once: one clean, one with every fault."""

from __future__ import annotations

import pytest

from cupola.sample import write_district
from tests.sample.reading import Written

STUDENTS = 2_000


@pytest.fixture(scope="session")
def clean(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clean")
    write_district(folder, students=STUDENTS, faults="none")
    return Written(folder)


@pytest.fixture(scope="session")
def spoiled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spoiled")
    write_district(folder, students=STUDENTS, faults="all")
    return Written(folder)
