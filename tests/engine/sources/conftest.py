"""What the tests of mappings share: files as they are seen before and after they are read."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.kinds import Arrival
from cupola.engine.record.sources_view import SourcePart, create_source_view
from cupola.engine.sources.mapped_cells import settle
from cupola.engine.sources.propose import propose
from tests.engine.sources.deliveries import Delivery


@dataclass(frozen=True)
class Sample:
    """A file as a look at it gives it."""

    arrival: Arrival
    columns: tuple[str, ...]
    sample: tuple[tuple[str | None, ...], ...]


def lines(*rows: str) -> str:
    """A file of these lines."""
    return "\n".join(rows) + "\n"


def sample_of(text: str, name: str = "list.csv") -> Sample:
    """The sample of a CSV text with a header."""
    header, *rows = list(csv.reader(io.StringIO(text.strip())))
    cells = tuple(tuple(cell or None for cell in row) for row in rows)
    arrival = Arrival(name, Path(name), "", datetime(2026, 10, 30, tzinfo=UTC), len(text))
    return Sample(arrival, tuple(header), cells)


@pytest.fixture(scope="session")
def database():
    connection = connect(memory="300MB", threads=1)
    yield connection
    connection.close()


@pytest.fixture
def read(database, tmp_path):
    """Reads a CSV text by a mapping (the one proposed, unless another is given) into the table of its list."""

    def reading(text, mapping=None, name="list.csv"):
        sample = sample_of(text, name)
        found = mapping or propose(sample).mapping
        parquet = tmp_path / "list.parquet"
        columns = ", ".join(f'"{column}" VARCHAR' for column in sample.columns)
        database.execute(f"CREATE OR REPLACE TABLE cells ({columns})")
        database.executemany(f"INSERT INTO cells VALUES ({', '.join('?' for _ in sample.columns)})", sample.sample)
        database.execute(f"COPY cells TO {quoted(str(parquet))} (FORMAT parquet)")
        settled = settle(found, database, parquet, file=name)
        part = SourcePart(found.form, parquet, 1, 0, 2, False, settled.cells, len(sample.sample))
        create_source_view(database, found.form, columns=found.list_form.columns, parts=[part])
        return settled

    return reading


@pytest.fixture
def column(read, database):
    """The values of one column of the list that a CSV text is read to, in the order of the file."""

    def values(text, name, mapping=None):
        settled = read(text, mapping)
        rows = database.execute(f"SELECT {name} FROM {settled.mapping.form} ORDER BY line").fetchall()
        return [row[0] for row in rows]

    return values


@pytest.fixture
def delivery(tmp_path):
    """A delivery that a test writes, with a data folder of its own."""
    return Delivery(tmp_path)
