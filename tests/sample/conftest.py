"""Two districts of 2,000 students, written once: one clean, one with every fault."""

from __future__ import annotations

import pytest

from tests.once import written_once
from tests.sample.reading import Written

STUDENTS = 2_000


@pytest.fixture(scope="session")
def clean(tmp_path_factory):
    return Written(written_once(tmp_path_factory, "clean", students=STUDENTS, faults="none"))


@pytest.fixture(scope="session")
def spoiled(tmp_path_factory):
    return Written(written_once(tmp_path_factory, "spoiled", students=STUDENTS, faults="all"))
