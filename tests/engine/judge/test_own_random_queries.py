"""Random queries that the guard lets through show nothing personal, even where no stand-in protects it."""

from __future__ import annotations

import random
from contextlib import suppress

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupola.engine.backends.duck import connect
from cupola.engine.errors import CheckStopped
from cupola.engine.judge.own_guard import Guard
from cupola.engine.judge.own_tables import SeenColumn

MARK = "¤"
NAMES = ("a", "b", "x", "a_1", "key", "secret", "other", "t", "u", "people", "min(secret)")
TABLES = {
    "people": (("key", False), ("secret", True), ("other", True), ("a", False)),
    "places": (("key", False), ("x", False), ("b", True)),
}


class Writer:
    """Writes queries with few names, so that they hide each other as often as can be."""

    def __init__(self, seed):
        self.dice = random.Random(seed)

    def pick(self, *choices):
        return self.dice.choice(choices)

    def name(self):
        return f'"{self.dice.choice(NAMES)}"'

    def column(self):
        return self.pick(self.name(), self.name(), f"{self.name()}.{self.name()}", '"secret"', '"key"')

    def value(self, depth):
        if depth <= 0:
            return self.pick(self.column(), self.column(), "'c'", "1")
        one, two = self.value(depth - 1), self.value(depth - 1)
        return self.pick(
            one,
            self.column(),
            f"lower({one})",
            f"coalesce({one}, {two})",
            f"({one} || {two})",
            f"min({one})",
            f"any_value({one})",
            f"list({one})",
            f"max({one}) over (partition by {two})",
            f"case when {one} = {two} then {two} else 'd' end",
            f"({self.select(depth - 1)} limit 1)",
            f"{{'a': {one}}}",
            f"{one}.a",
            f"[{one}][1]",
            f"({one} = {two})",
            f"count({one})",
            f"cast({one} as varchar)",
            f"unnest([{one}])",
            f"unnest({{'a': {one}, 'b': {two}}})",
            f"nullif({one}, {two})",
        )

    def item(self, depth):
        value = self.value(depth)
        return self.pick(f"{value} as {self.name()}", f"{value} as {self.name()}", value, self.column(), "*", "t.*")

    def source(self, depth):
        alias, names = self.name(), f"({self.name()}, {self.name()})"
        if depth <= 0:
            return self.pick("people", "places", f"people as {alias}", f"people as t{names}", f"(values (1, 'v')) t{names}")
        return self.pick(
            self.source(0),
            f"({self.select(depth - 1)}) as {alias}",
            f"({self.select(depth - 1)}) as t{names}",
            f"({self.select(depth - 1)})",
            f"{self.source(depth - 1)} join {self.source(depth - 1)} using ({self.name()})",
            f"{self.source(depth - 1)} natural join {self.source(depth - 1)}",
            f"{self.source(depth - 1)}, lateral ({self.select(depth - 1)}) as {alias}",
            f"{self.source(depth - 1)} left join {self.source(depth - 1)} on true",
            "cte",
        )

    def select(self, depth):
        items = ", ".join(self.item(depth - 1) for _ in range(self.dice.randint(1, 3)))
        where = self.pick("", "", f" where {self.column()} = {self.column()}")
        body = f"select {items} from {self.source(depth)}{where}"
        if depth > 0 and self.dice.random() < 0.25:
            union = self.pick("union all", "union", "union all by name", "except")
            body = f"{body} {union} {self.select(depth - 1)}"
        return body

    def query(self):
        cte = self.select(1)
        names = self.pick("", f"({self.name()}, {self.name()})")
        return self.pick(self.select(2), f"with cte{names} as ({cte}) {self.select(2)}")


@pytest.fixture(scope="module")
def bare():
    """Two small tables whose personal cells all hold a mark, seen as they are."""
    connection = connect(threads=1)
    for table, columns in TABLES.items():
        cells = ", ".join(f"'{MARK + name if personal else name}' AS {name}" for name, personal in columns)
        connection.execute(f"CREATE TABLE {table} AS SELECT {cells} FROM range(2)")
    seen = {
        table: tuple(SeenColumn(name, name, personal) for name, personal in columns)
        for table, columns in TABLES.items()
    }
    return connection, Guard(seen, parts_of_a_query=20_000)


@given(seed=st.integers(0, 2**32))
def test_a_random_query_that_is_let_through_shows_nothing_personal(bare, seed):
    writer = Writer(seed)
    for _ in range(30):
        look(bare, writer.query())


def look(bare, sql):
    """Run a query if the guard lets it through; returns whether it was and ran."""
    connection, guard = bare
    with suppress(CheckStopped, duckdb.Error):
        guard.inspect(connection, sql, needs=TABLES)
        rows = connection.execute(sql).fetchall()
        assert MARK not in str(rows), sql
        return bool(rows)
    return False


def test_the_random_queries_are_worth_looking_at(bare):
    """Enough of them run, and enough would have shown something."""
    connection, _ = bare
    queries = [Writer(seed).query() for seed in range(4_000)]
    ran = sum(look(bare, sql) for sql in queries)
    showing = 0
    for sql in queries:
        with suppress(duckdb.Error):
            showing += MARK in str(connection.execute(sql).fetchall())
    assert ran > 20
    assert showing > 100
