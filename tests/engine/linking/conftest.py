"""A district of a test's own, and one that the tests of a file share."""

from __future__ import annotations

import pytest

from tests.engine.linking.invented import District


@pytest.fixture
def district(tmp_path):
    return District(tmp_path)


@pytest.fixture(scope="module")
def shared_district(tmp_path_factory):
    return District(tmp_path_factory.mktemp("linking"))
