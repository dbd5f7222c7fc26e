"""A data folder for each test, and somebody who loads into it."""

from __future__ import annotations

import pytest

from tests.engine.record.loads import Ada


@pytest.fixture
def ada(tmp_path):
    somebody = Ada(tmp_path / "data")
    yield somebody
    somebody.close()
