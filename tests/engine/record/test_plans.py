"""How DuckDB will go about the record's tables: a join of every row with every other would take hours at 100,000."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cupola.engine.backends.duck import connect, name
from cupola.engine.journey import load
from cupola.engine.judge.snapshots import subject_of_snapshot
from cupola.engine.loading import LoadOptions
from cupola.engine.record.delivery import open_delivery
from cupola.engine.record.store import open_store
from cupola.engine.record.tables import TABLES
from cupola.sample import write_district

# Places are found by the beginning of their name, each different one beside each school: few with few, not rows.
BY_BEGINNING = {"tickets": {"BLOCKWISE_NL_JOIN"}}


def _operators(plan: Any) -> set[str]:
    """The names of all steps of a plan."""
    if isinstance(plan, list):
        return set().union(*map(_operators, plan)) if plan else set()
    return {plan["name"]} | _operators(plan["children"])


@pytest.mark.slow
def test_no_table_of_the_record_joins_every_row_with_every_other(tmp_path: Path) -> None:
    write_district(tmp_path / "sample", students=60, faults="all")
    data = tmp_path / "data"
    load([tmp_path / "sample" / "this-month"], LoadOptions(data, accept_mapping=True))
    store = open_store(data)
    manifest = store.current()
    assert manifest is not None
    subject = subject_of_snapshot(store, manifest)
    connection = connect()
    open_delivery(connection, parts=subject.parts, files=subject.files, systems=subject.systems, as_of=subject.as_of)
    for table in TABLES:
        sql = f"EXPLAIN (FORMAT json) SELECT * FROM {name(table.name)}"
        told = json.loads(connection.execute(sql).fetchall()[0][1])
        slow = {step for step in _operators(told) if "NL" in step or "NESTED" in step or "CROSS" in step}
        assert slow == BY_BEGINNING.get(table.name, set()), table.name
