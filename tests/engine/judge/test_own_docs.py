"""What docs/own-checks.md promises is so: its examples run, its limits and functions are the ones in force."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cupola.engine.judge.own_files import query_of, read_own
from cupola.engine.judge.own_functions import EVERYWHERE, IN_A_WINDOW
from cupola.engine.judge.own_limits import OwnLimits

PAGE = Path(__file__).parents[3] / "docs" / "own-checks.md"
OF_OPERATORS = {"count_star", *(name for name in EVERYWHERE if name.endswith("_escape"))}


@pytest.fixture(scope="module")
def page():
    return PAGE.read_text("utf-8")


def test_the_examples_are_whole_checks_that_are_let_through(page, seen, tmp_path):
    connection, guard = seen
    for number, example in enumerate(re.findall(r"```sql\n(.*?)```", page, re.DOTALL)):
        (tmp_path / f"{number}.sql").write_text(example, encoding="utf-8")
    own = read_own(tmp_path)
    assert own.problems == ()
    assert [check.id for check in own.checks] == ["HBR-001", "HBR-002"]
    for check in own.checks:
        sql = query_of(check).sql
        guard.inspect(connection, sql, needs=check.needs or (check.of,))
        assert connection.execute(sql).fetchall() == []


def test_the_functions_are_the_ones_that_are_allowed(page):
    told = set(re.search(r"```text\n(.*?)```", page, re.DOTALL)[1].split())
    allowed = {name for name in EVERYWHERE | IN_A_WINDOW if name[0].isalpha()}
    assert told == allowed - OF_OPERATORS


def test_the_functions_exist(seen):
    """`truthy` and the like are macros of Cupola; a few names are written by the parser alone."""
    connection, _ = seen
    known = {row[0] for row in connection.execute("SELECT function_name FROM duckdb_functions()").fetchall()}
    assert {name for name in EVERYWHERE | IN_A_WINDOW if name not in known} <= {"unnest"}


def test_the_limits_are_the_ones_in_force(page):
    limits = OwnLimits()
    for text in (
        f"| {limits.seconds:g} seconds |",
        f"| {limits.together_seconds:g} seconds |",
        f"| {limits.memory_mb} MB, and {limits.temp_mb} MB on disk |",
        f"| {limits.rows:,}; more are counted |",
        f"| {limits.cell_characters} characters a column |",
        f"| {limits.file_bytes // 1024} KB |",
    ):
        assert text in page
