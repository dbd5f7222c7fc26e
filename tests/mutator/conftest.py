"""What the tests of the mutator share: one bench each."""

from __future__ import annotations

import pytest

from tests.mutator.bench import Bench


@pytest.fixture
def bench(tmp_path):
    return Bench(tmp_path)
