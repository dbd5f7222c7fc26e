"""Whatever is loaded, undone and purged in whatever order, every snapshot reads as it was published."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cupola.engine.record import fold
from tests.engine.record.loads import Ada, Table

CELLS = st.one_of(st.none(), st.sampled_from(["", "0", "KG", "Zoë", "\x1f", "𝒜\u0301"]), st.text(max_size=2))
NAMES = st.sampled_from([("id", "name"), ("id", "name", "line"), ("name", "id"), ("id",)])
TYPES = {"line": "BIGINT"}


@st.composite
def tables(draw, before):
    """A table that has much or nothing in common with the one before."""
    names = draw(st.one_of(NAMES, st.just(tuple(before.columns)))) if before else draw(NAMES)
    width = len(names)
    old = [(row * 3)[:width] for row in before.rows] if before else []
    cells = [st.integers(-2, 9) if name == "line" else CELLS for name in names]
    rows = draw(st.lists(st.tuples(*cells), max_size=4))
    kept = [tuple(_fitting(cell, name) for cell, name in zip(row, names, strict=True)) for row in old]
    place = draw(st.integers(0, len(kept)))
    gone = draw(st.integers(0, 2))
    columns = {name: TYPES.get(name, "VARCHAR") for name in names}
    return Table(columns, tuple(kept[:place] + rows + kept[place + gone :] + draw(st.sampled_from([[], kept[:1]]))))


def _fitting(cell, name):
    if name == "line":
        return cell if isinstance(cell, int) else None
    return cell if cell is None or isinstance(cell, str) else str(cell)


class History:
    """What a data folder should hold, kept beside it in plain Python."""

    def __init__(self, ada):
        self.ada = ada
        self.cells = {}
        self.line = []
        self.last = None

    def load(self, table):
        made = self.ada.load(users=table)
        if self.line and self.line[-1] == made.id:
            assert self.cells[made.id] == (tuple(table.columns), table.rows)
        else:
            self.line.append(made.id)
            self.cells[made.id] = (tuple(table.columns), table.rows)
        self.last = table

    def undo(self):
        if len(self.line) > 1:
            self.line.pop()
            assert self.ada.undo().id == self.line[-1]

    def purge(self, keep):
        with self.ada.store.writing() as writer:
            gone = writer.purge(keep=keep).snapshots
        self.cells = {key: cells for key, cells in self.cells.items() if key not in gone}
        self.line = [key for key in self.line if key not in gone]

    def check(self):
        known = {entry.manifest.id: entry.manifest for entry in self.ada.store.snapshots()}
        assert known.keys() == self.cells.keys()
        assert self.ada.store.current().id == self.line[-1]
        for key, manifest in known.items():
            assert (manifest.tables["users"][0].columns, self.ada.rows(manifest, "users")) == self.cells[key]
        shutil.rmtree(self.ada.folder / "cache")
        (self.ada.folder / "cache").mkdir()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=8)
@given(data=st.data())
@pytest.mark.slow
def test_any_history_reads_as_it_was_published(tmp_path, data):
    history_of(tmp_path, data)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=400)
@given(data=st.data())
@pytest.mark.deep
def test_a_great_many_histories_read_as_they_were_published(tmp_path, data):
    history_of(tmp_path, data)


def history_of(tmp_path, data):
    shutil.rmtree(tmp_path / "data", ignore_errors=True)
    ada = Ada(tmp_path / "data")
    history = History(ada)
    usual = fold.BUDGET
    try:
        for deed in [
            "load",
            *data.draw(st.lists(st.sampled_from(["load", "load", "again", "undo", "purge"]), max_size=9)),
        ]:
            fold.BUDGET = data.draw(st.sampled_from([0.0, usual, 100.0]))
            if deed == "load":
                history.load(data.draw(tables(history.last)))
            elif deed == "again":
                columns, rows = history.cells[data.draw(st.sampled_from(sorted(history.cells)))]
                history.load(Table({name: TYPES.get(name, "VARCHAR") for name in columns}, rows))
            elif deed == "undo":
                history.undo()
            else:
                history.purge(data.draw(st.integers(0, 3)))
        history.check()
        assert ada.store.verify() == ()
    finally:
        fold.BUDGET = usual
        ada.close()
