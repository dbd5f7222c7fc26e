"""A record for each test of loading, one that the tests of a file only read, and a database for reading."""

from __future__ import annotations

import pytest

from cupola.engine.backends.duck import connect
from tests.shared.loads import Record


@pytest.fixture
def record(tmp_path):
    return Record(tmp_path / "data")


@pytest.fixture(scope="module")
def shared_record(tmp_path_factory):
    return Record(tmp_path_factory.mktemp("shared") / "data")


@pytest.fixture(scope="session")
def database():
    connection = connect()
    yield connection
    connection.close()
