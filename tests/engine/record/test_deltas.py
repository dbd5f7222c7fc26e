"""An older version comes back from its difference to a newer one, cell for cell and in its order."""

from __future__ import annotations

import json
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cupola.engine.backends import duck
from cupola.engine.record import deltas, rebuild
from cupola.engine.record.content import content_of, content_of_rows
from cupola.engine.record.objects import version_of
from tests.engine.record.loads import Table

EXAMPLES = 5_000 if os.environ.get("CUPOLA_DEEP") else 25
CELLS = st.one_of(
    st.none(),
    st.sampled_from(["", "0", "a", "b", "NULL", "Zoë", "\x1e", "\x1f", "a\x1fb", "\n", '"', "\\", "𝒜", "\u202e"]),
    st.text(max_size=3),
)
NUMBERS = st.one_of(st.none(), st.integers(-3, 40), st.sampled_from([2**63 - 1, -(2**63)]))
ROWS = st.lists(st.tuples(CELLS, CELLS, NUMBERS), max_size=12)
COLUMNS = {"id": "VARCHAR", "name": "VARCHAR", "line": "BIGINT"}


@st.composite
def edited(draw, before):
    """The rows after some of them were taken out, put in, changed, doubled or moved."""
    rows = list(before)
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(rows)))
        deed = draw(st.sampled_from(["in", "out", "change", "double", "move", "shift"]))
        if deed == "in":
            rows.insert(place, draw(st.tuples(CELLS, CELLS, NUMBERS)))
        elif rows and deed == "shift":
            rows = [(a, b, None if line is None else (line + 1) % 2**62) for a, b, line in rows]
        elif rows:
            row = rows.pop(place % len(rows))
            if deed == "change":
                rows.insert(place % (len(rows) + 1), (row[0], draw(CELLS), row[2]))
            elif deed in ("double", "move"):
                rows.insert(draw(st.integers(0, len(rows))), row)
                rows += [row] if deed == "double" else []
    return rows


@pytest.fixture(scope="module")
def connection():
    opened = duck.connect()
    yield opened
    opened.close()


def versions(connection, folder, *tables):
    paths = [table.write(connection, folder / f"{place}.parquet") for place, table in enumerate(tables)]
    return [version_of(connection, path) for path in paths]


def lines_between(connection, old, new):
    found = deltas.difference(connection, old, new)
    return None if found is None else [json.dumps(line) for line in deltas.lines(connection, found)]


def comes_back(connection, old, new):
    lines = lines_between(connection, old, new)
    assert lines is not None
    rows, shape = rebuild.rows_from(connection, new, map(json.loads, lines))
    ordered = connection.execute(f"SELECT * EXCLUDE (pos) FROM ({rows}) ORDER BY pos").fetchall()
    assert ordered == connection.execute(f"SELECT * EXCLUDE (pos) FROM ({old.sql}) ORDER BY pos").fetchall()
    assert content_of_rows(connection, rows, shape) == content_of(connection, old.path)
    return lines


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=EXAMPLES)
@given(data=st.data())
def test_any_version_comes_back_from_any_later_one(connection, tmp_path, data):
    before = data.draw(ROWS)
    after = data.draw(st.one_of(edited(before), ROWS))
    old, new = versions(connection, tmp_path, Table(COLUMNS, tuple(before)), Table(COLUMNS, tuple(after)))
    comes_back(connection, old, new)
