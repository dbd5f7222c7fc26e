"""A data folder for each test, and somebody who loads packages into it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.succession.packages import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)
