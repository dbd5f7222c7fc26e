"""What the tests of intake share: a way to deliver bytes and read back what became of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from cupola.engine.backends.duck import connect, name, quoted
from cupola.engine.intake import Limits, Shape, arrive, look, read
from cupola.engine.intake.limits import USUAL
from cupola.engine.kinds import ReadProblem, ReadTable


@dataclass(frozen=True)
class Desk:
    """Delivers bytes, looks at them and reads them."""

    folder: Path
    connection: duckdb.DuckDBPyConnection

    def look(self, content: bytes, *, called: str = "users.csv", limits: Limits = USUAL) -> Shape:
        (shape,) = self.look_at_all(content, called=called, limits=limits)
        return shape

    def look_at_all(self, content: bytes, *, called: str = "users.csv", limits: Limits = USUAL) -> tuple[Shape, ...]:
        path = self.folder / "delivery" / called
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        work = self.folder / "work"
        work.mkdir(exist_ok=True)
        arrived = arrive([path], work, limits=limits)
        assert arrived.arrivals or arrived.problems
        return tuple(shape for arrival in arrived.arrivals for shape in look(arrival, work, limits=limits))

    def read(self, content: bytes, *, called: str = "users.csv", limits: Limits = USUAL) -> ReadTable:
        return self.read_shape(self.look(content, called=called, limits=limits), limits=limits)

    def read_shape(self, shape: Shape, *, limits: Limits = USUAL) -> ReadTable:
        into = self.folder / "tables"
        into.mkdir(exist_ok=True)
        table = read(shape, into, connection=self.connection, limits=limits)
        assert table.rows + table.rows_set_aside == table.records
        assert sum(problem.rows_set_aside for problem in table.problems) == table.rows_set_aside
        return table

    def rows(self, table: ReadTable) -> list[tuple[str | None, ...]]:
        return [row[1:] for row in self.numbered_rows(table)]

    def numbered_rows(self, table: ReadTable) -> list[tuple]:
        """Every row with its physical line before its cells."""
        columns = ", ".join(map(name, table.columns))
        source = f"read_parquet({quoted(str(table.parquet))}, file_row_number = true)"
        line = "_line" if table.line_column else f"file_row_number + {table.first_line}"
        return self.connection.execute(f"SELECT {line}, {columns} FROM {source} ORDER BY file_row_number").fetchall()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with connect(threads=1) as connection:
        yield Desk(tmp_path, connection)


@pytest.fixture
def told() -> Callable[[ReadTable | Shape, str], list[ReadProblem]]:
    """The problems of one code."""
    return lambda where, code: [problem for problem in where.problems if problem.code == code]
