"""Changes laid over earlier parts leave, in whatever order, the last word on every key, each on its own line."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.record.merging import Changes, Layer, merge, pile
from cupola.engine.record.sources_view import SourcePart

KEYS = st.sampled_from(["a", "b", "c", "d", "é", None])
ROWS = st.lists(st.tuples(KEYS, st.sampled_from(["1", "2", None])), max_size=5)
Rows = Sequence[tuple[str | None, str | None]]


class Shelf:
    """Parts of a table called `things`, written as Parquet, whose key is the column `id`."""

    def __init__(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.folder = folder
        self.connection: Any = connect()

    def part(self, number: int, rows: Rows, *, key: str = "id") -> SourcePart:
        path = self.folder / f"part-{number}.parquet"
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE written ({key} VARCHAR, cell VARCHAR)")
        for row in rows:
            self.connection.execute("INSERT INTO written VALUES (?, ?)", row)
        self.connection.execute(f"COPY written TO {quoted(str(path))} (FORMAT parquet)")
        cells = {key: f'"{key}"', "cell": '"cell"'}
        return SourcePart(
            table="things",
            parquet=path,
            system=1,
            file=number,
            first_line=2,
            line_column=False,
            cells=cells,
            rows=len(rows),
        )

    def read(self, part: SourcePart) -> list[tuple[Any, ...]]:
        line = "_line" if part.line_column else f"file_row_number + {part.first_line}"
        found = self.connection.execute(f"SELECT id, cell, {line} FROM {part.source} ORDER BY ALL").fetchall()
        assert len(found) == part.rows
        return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(files=st.lists(st.tuples(st.booleans(), ROWS), min_size=1, max_size=4))
def test_a_pile_reads_like_its_last_words(tmp_path: Path, files: list[tuple[bool, Rows]]) -> None:
    shelf = Shelf(tmp_path / "shelf")
    layers = [Layer(shelf.part(n, rows), "sis", ("id",), changes) for n, (changes, rows) in enumerate(files)]
    found = [shelf.read(part) for part in pile(shelf.connection, layers, into=tmp_path / "shelf" / "merged")]
    expected: list[list[tuple[Any, ...]]] = []
    for place, (_, rows) in enumerate(files):
        later = {key for changes, others in files[place + 1 :] if changes for key, _ in others if key is not None}
        kept = [(key, cell, line) for line, (key, cell) in enumerate(rows, start=2) if key not in later]
        expected.append(sorted(kept, key=lambda row: tuple((cell is None, cell) for cell in row)))
    assert found == expected


def test_a_part_that_loses_no_row_is_the_same_part(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")
    below = [shelf.part(0, [("a", "1")]), shelf.part(1, [("b", "1")])]
    changes = Changes("things", ("id",), rows=shelf.part(2, [("b", "2"), ("c", "1")]))
    kept = merge(shelf.connection, below, changes, into=tmp_path)
    assert kept[0] is below[0]
    assert kept[1].rows == 0


def test_keys_that_a_source_deleted_drop_out(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")
    below = [shelf.part(0, [("a", "1"), ("b", "1"), (None, "1")])]
    (kept,) = merge(shelf.connection, below, Changes("things", ("id",), deleted="SELECT 'a' AS key"), into=tmp_path)
    assert shelf.read(kept) == [("b", "1", 3), (None, "1", 4)]


def test_a_key_that_changed_is_one_deleted_and_one_new(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")
    below = [shelf.part(0, [("old", "1"), ("b", "1")])]
    changes = Changes("things", ("id",), rows=shelf.part(1, [("new", "1")]), deleted="SELECT 'old' AS key")
    (kept,) = merge(shelf.connection, below, changes, into=tmp_path)
    assert shelf.read(kept) == [("b", "1", 3)]


def test_another_system_and_another_table_lose_nothing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")
    layers = [
        Layer(shelf.part(0, [("a", "1")]), "bay", ("id",)),
        Layer(shelf.part(1, [("a", "1")]), "hill", ("id",)),
        Layer(shelf.part(2, [("a", "2")]), "hill", ("id",), changes=True),
    ]
    done = pile(shelf.connection, layers, into=tmp_path / "merged")
    assert [part.rows for part in done] == [1, 0, 1]


def test_a_part_without_the_key_keeps_its_rows(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")
    below = [shelf.part(0, [("a", "1")], key="other")]
    changes = Changes("things", ("id",), rows=shelf.part(1, [("a", "2")]))
    assert merge(shelf.connection, below, changes, into=tmp_path) == below


def test_a_part_that_was_written_anew_keeps_its_lines_when_it_is_written_again(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")
    parts = [shelf.part(0, [("a", "1"), ("b", "1"), ("c", "1")])]
    for gone in ("a", "b"):
        deleted = Changes("things", ("id",), deleted=f"SELECT '{gone}' AS key")
        parts = merge(shelf.connection, parts, deleted, into=tmp_path / "merged")
    assert shelf.read(parts[0]) == [("c", "1", 4)]
