"""Queries of a district's own that are let through, and those that are not, whatever they try."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from cupola.engine.catalog import shipped_checks
from cupola.engine.errors import CheckStopped
from cupola.engine.judge.directory import DIRECTORY_TABLES
from cupola.engine.judge.links import LINK_TABLES
from cupola.engine.judge.own_files import query_of
from cupola.engine.judge.own_guard import Broken
from cupola.engine.judge.own_tables import table_names
from cupola.engine.judge.own_taint import Refused
from cupola.engine.record.earlier import described_as
from cupola.engine.record.last_year import YEAR_BY_NAME

QUERIES: dict[str, list[str]] = {}
for block in Path(__file__).with_name("own_queries.sql").read_text("utf-8").split("\n\n"):
    if block.startswith("-- "):
        section = QUERIES.setdefault(block.strip("- \n"), [])
    else:
        section.append(block.strip())
READABLE = {
    "persons": "student_list",
    "given_name": "homeless",
    "given.*": "home.*",
    "given%": "home%",
    "family_name": "foster",
    "birth_date": "race",
    "person_id": "record_id",
    "person_org_roles": "program_list",
}


def inspect(seen, sql):
    connection, guard = seen
    guard.inspect(connection, sql, needs=table_names())


@pytest.mark.parametrize("sql", ["", "-- nothing", *QUERIES["not one select"]])
def test_what_is_not_one_select_is_refused(seen, sql):
    with pytest.raises(CheckStopped):
        inspect(seen, sql)


@pytest.mark.parametrize("sql", QUERIES["reaches out"])
def test_what_reaches_out_of_the_tables_is_refused(seen, sql):
    with pytest.raises(Refused):
        inspect(seen, sql)


@pytest.mark.parametrize("sql", QUERIES["shows"])
def test_nothing_personal_is_shown_by_any_road(seen, sql):
    with pytest.raises((Refused, Broken)):
        inspect(seen, sql)


@pytest.mark.parametrize("sql", [sql for sql in QUERIES["shows"] if "given_name" in sql])
def test_nothing_readable_but_personal_is_shown_by_any_road(seen, sql):
    """The same roads for columns that are no stand-ins: nothing but the reading of the query stops these."""
    for name, other in READABLE.items():
        sql = sql.replace(name, other)
    with pytest.raises((Refused, Broken)) as refused:
        inspect(seen, sql)
    assert "stand-in" not in refused.value.fact


@pytest.mark.parametrize("sql", QUERIES["spells out"])
def test_a_personal_column_is_not_spelled_out_by_its_conditions(seen, sql):
    with pytest.raises(Refused):
        inspect(seen, sql)


@pytest.mark.parametrize("sql", QUERIES["looks into"])
def test_looking_into_a_stand_in_is_refused_and_not_just_never_true(seen, sql):
    with pytest.raises(Refused, match="stand-in"):
        inspect(seen, sql)


@pytest.mark.parametrize("sql", QUERIES["allowed"])
def test_what_a_district_needs_is_allowed(seen, sql):
    connection, _ = seen
    inspect(seen, sql)
    connection.execute(f"EXPLAIN {sql}")


@pytest.mark.parametrize("sql", [*QUERIES["shows"], *QUERIES["spells out"]])
def test_what_is_refused_shows_nothing_in_a_condition_either(seen, sql):
    """The same inside EXISTS is a question, and may pass; it must never bring the guard down."""
    with pytest.raises(CheckStopped):
        inspect(seen, f"select x.* from ({sql}) x")


def test_a_refusal_names_the_column_the_line_and_what_to_do(seen):
    with pytest.raises(Refused) as refused:
        inspect(seen, "select local_id as subject,\n  given_name as evidence\nfrom persons")
    assert "evidence" in refused.value.fact
    assert "persons.given_name" in refused.value.fact
    assert "condition" in refused.value.next_step
    assert refused.value.at == len("select local_id as subject,\n  ")


def test_a_table_that_is_not_declared_is_named(seen):
    connection, guard = seen
    with pytest.raises(Refused, match="oneroster_orgs"):
        guard.inspect(connection, "select 1 from oneroster_orgs, source_systems", needs=["oneroster_users"])


def test_a_query_of_any_depth_or_length_is_answered(seen):
    deep = "select " + "(" * 3000 + "1" + ")" * 3000
    long = "select " + " + ".join(["1"] * 60_000)
    nested = "select 1 as a"
    for _ in range(60):
        nested = f"select a from ({nested})"
    chain = "select 1 as a0, " + ", ".join(f"a{n} + a{n} as a{n + 1}" for n in range(60))
    with pytest.raises(CheckStopped):
        inspect(seen, long)
    for sql in (deep, nested, chain):
        with suppress(CheckStopped):
            inspect(seen, sql)


def test_most_shipped_checks_could_be_own_checks(seen):
    """The guard is not so strict that nothing can be written: only looking into names or birth dates is refused.

    Earlier snapshots are not open to own checks, nor is who is who, which a published record alone knows.
    """
    connection, guard = seen
    linked = {table.name for table in (*LINK_TABLES, *DIRECTORY_TABLES)}
    earlier = {*YEAR_BY_NAME} | {t for check in shipped_checks() for t in check.needs if described_as(t)}
    checks = [check for check in shipped_checks() if not check.by and not (earlier | linked) & set(check.needs)]
    refused = []
    for check in checks:
        try:
            guard.inspect(connection, query_of(check).sql, needs=check.needs or (check.of,))
        except Refused as reason:
            refused.append((check.id, reason.fact))
    others = [each for each in refused if "stand-in" not in each[1] and "more than one question" not in each[1]]
    assert others == []
    assert len(refused) < len(checks) / 4
