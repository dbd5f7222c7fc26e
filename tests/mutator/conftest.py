"""What the tests of the mutator share: a bench each, and a delivery with known findings."""

from __future__ import annotations

import pytest

from tests.mutator.bench import Bench
from tests.mutator.known import known_delivery
from tests.once import worked_out_once


@pytest.fixture
def bench(tmp_path):
    return Bench(tmp_path)


@pytest.fixture(scope="session")
def known():
    return known_delivery()


@pytest.fixture(scope="session")
def before(known, tmp_path_factory):
    """What is found on the known delivery."""
    bench = Bench(tmp_path_factory.mktemp("known"))
    return worked_out_once(tmp_path_factory, "known", lambda: bench.findings(known))
