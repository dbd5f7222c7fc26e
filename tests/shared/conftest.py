"""A record of its own for each test of loading."""

from __future__ import annotations

import pytest

from tests.shared.loads import Record


@pytest.fixture
def record(tmp_path):
    return Record(tmp_path / "data")
