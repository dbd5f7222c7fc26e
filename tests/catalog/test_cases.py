"""Every check finds what its cases say, and nothing else."""

from __future__ import annotations

import pytest

from cupola.engine.catalog import Check, shipped_checks
from cupola.engine.judge.links import LINK_BY_NAME
from cupola.engine.record.earlier import described_as
from cupola.engine.record.tables import BY_NAME
from cupola.engine.sources.families import source_tables
from tests.catalog.case_bench import SOURCES, Case, cases_of, found_by, sql_checks

CHECKS = sql_checks(shipped_checks())
CASES = [(check, case) for check in CHECKS for case in cases_of(check)]
FINDING = [(check, case) for check, case in CASES if case.finds]
MARK = "Unmistakable"


@pytest.mark.parametrize(("check", "case"), CASES, ids=lambda part: getattr(part, "slug", getattr(part, "name", "")))
def test_a_check_finds_what_its_case_says(check: Check, case: Case) -> None:
    found, _, reason = found_by(check, case)
    if case.finds:
        assert reason is None
    assert found == case.finds


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.slug)
def test_a_check_has_a_case_that_finds_and_one_that_does_not(check: Check) -> None:
    finds = [bool(case.finds) for case in cases_of(check)]
    assert True in finds
    assert False in finds


@pytest.mark.parametrize(("check", "case"), FINDING, ids=lambda part: getattr(part, "slug", getattr(part, "name", "")))
def test_no_personal_cell_leaves_a_check(check: Check, case: Case) -> None:
    """Every personal text cell gets an unmistakable token in front; no column that is found may hold it."""
    marked = {table: [_marked(table, row) for row in rows] for table, rows in case.tables.items()}
    _, rows, _ = found_by(check, Case(case.name, marked, case.as_of, case.systems, case.finds))
    leaked = [key for row in rows for key, cell in row.items() if MARK in str(cell)]
    assert not leaked


def _marked(table: str, row: object) -> dict[str, object]:
    personal = (
        {c.name for c in SOURCES[table] if c.personal and c.typed is None}
        if table in SOURCES
        else {
            c.name
            for c in (LINK_BY_NAME.get(table) or BY_NAME[described_as(table) or table]).columns
            if c.personal and c.type == "text"
        }
    )
    assert isinstance(row, dict)
    return {key: f"{MARK}{cell}" if key in personal and cell else cell for key, cell in row.items()}


def test_the_tables_of_the_cases_are_those_of_the_engine() -> None:
    assert set(SOURCES) == set(source_tables())
