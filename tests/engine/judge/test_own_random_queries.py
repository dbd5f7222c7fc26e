"""Random queries that the guard lets through show nothing personal, even where no stand-in protects it."""

from __future__ import annotations

import random
import re
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
FORMS = (
    "lower({one})",
    "coalesce({one}, {two})",
    "({one} || {two})",
    "min({one})",
    "max({one}) over (partition by {two})",
    "case when {one} = {two} then {two} else 'd' end",
    "({select} limit 1)",
    "exists ({select})",
    "{{'a': {one}}}",
    "({{'a': {one}, 'b': {two}}}).a",
    "[{one}][1]",
    "({one} = {two})",
    "count({one})",
    "cast({one} as varchar)",
    "unnest([{one}])",
    "unnest({{'a': {one}, 'b': {two}}})",
    "nullif({one}, {two})",
)


class Writer:
    """Writes queries with few names, so that they hide each other as often as can be.

    A source is SQL with the names that stand in it, most of which do what DuckDB takes them for.
    """

    def __init__(self, seed):
        self.dice = random.Random(seed)

    def chance(self, share):
        return self.dice.random() < share

    def name(self):
        return self.dice.choice(NAMES)

    def column(self, columns):
        if not columns or self.chance(0.03):
            return quoted(self.name())
        return self.dice.choice(columns)

    def value(self, depth, columns):
        if depth <= 0 or self.chance(0.3):
            return self.dice.choice([self.column(columns), self.column(columns), self.column(columns), "'c'"])
        one, two = (self.value(depth - 1, columns) for _ in range(2))
        form = self.dice.choice(FORMS)
        inner = self.select(depth - 1, columns)[0] if "select" in form else ""
        return form.format(one=one, two=two, select=inner)

    def item(self, depth, columns):
        """A column of a SELECT: its SQL, and the name that it has after."""
        if self.chance(0.1):
            aliases = [each.split(".")[0] + ".*" for each in columns if "." in each]
            without = "* exclude (secret)" if '"secret"' in columns else "*"
            star = self.dice.choice(["*", without, *aliases])
            return star, [each.strip('"') for each in columns if "." not in each]
        value, name = self.value(depth, columns), self.name()
        if value in columns or self.chance(0.2):
            return value, [value.split(".")[-1].strip('"')] if value in columns else []
        return f"{value} as {quoted(name)}", [name]

    def source(self, depth, ctes):
        alias = self.name()
        if depth <= 0 or self.chance(0.3):
            table = self.dice.choice([*TABLES, *ctes, *ctes])
            names = [name for name, _ in TABLES[table]] if table in TABLES else ctes[table]
            sql = f"{table} as {quoted(alias)}"
        elif self.chance(0.1):
            names = ["col0", "col1"]
            sql = f"(values ('v', 1), ('w', 2)) as {quoted(alias)}"
        else:
            inner, names = self.select(depth - 1, [], ctes)
            sql = f"({inner}) as {quoted(alias)}"
        if self.chance(0.15):
            given = [self.name() for _ in range(self.dice.randint(1, 2))]
            names = [*given, *names[len(given) :]]
            sql += f"({', '.join(map(quoted, given))})"
        return sql, [text for name in names for text in (quoted(name), f"{quoted(alias)}.{quoted(name)}")], names

    def sources(self, depth, ctes):
        sql, columns, names = self.source(depth, ctes)
        if depth > 0 and self.chance(0.35):
            more, other, others = self.source(depth - 1, ctes)
            shared = [quoted(name) for name in names if name in others] or ["key"]
            join = self.dice.choice(["cross join", "natural join", "using", ",", "lateral"])
            if join == "using":
                sql = f"{sql} join {more} using ({self.dice.choice(shared)})"
            elif join == "lateral":
                inner, given = self.select(depth - 1, columns, ctes)
                alias = quoted(self.name())
                sql, other = f"{sql}, lateral ({inner}) as {alias}", [f"{alias}.{quoted(name)}" for name in given]
            else:
                sql = f"{sql} {join} {more}"
            columns = [*columns, *other]
        return sql, columns

    def select(self, depth, outer=(), ctes=None):
        """A SELECT and the names of its columns."""
        source, columns = self.sources(depth, ctes or {})
        columns = [*columns, *(outer if self.chance(0.5) else ())]
        items = [self.item(depth, columns) for _ in range(self.dice.randint(1, 3))]
        where = f" where {self.column(columns)} = {self.column(columns)}" if self.chance(0.2) else ""
        shown = ", ".join(sql for sql, _ in items)
        group = " group by all" if re.search(r"(min|count|any_value)\(.*\)", shown) else ""
        body = f"select {shown} from {source}{where}{group}"
        names = [name for _, given in items for name in given]
        if depth > 0 and self.chance(0.15):
            other, _ = self.select(depth - 1, outer, ctes)
            body = f"{body} {self.dice.choice(['union all', 'union', 'union all by name'])} {other}"
        return body, names

    def query(self):
        inner, names = self.select(1)
        if self.chance(0.4):
            return self.select(2)[0]
        given = [self.name() for _ in range(self.dice.randint(0, 2))]
        header = f"cte({', '.join(map(quoted, given))})" if given else "cte"
        main, _ = self.select(2, (), {"cte": [*given, *names[len(given) :]]})
        return f"with {header} as ({inner}) {main}"


def quoted(name):
    return f'"{name}"'


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


@pytest.mark.slow
@given(seed=st.integers(0, 2**32))
def test_a_random_query_that_is_let_through_shows_nothing_personal(bare, seed):
    writer = Writer(seed)
    for _ in range(10):
        look(bare, writer.query())


@pytest.mark.slow
def test_the_random_queries_are_worth_looking_at(bare):
    """Enough of them run, and enough would show something if nobody looked through them."""
    connection, _ = bare
    queries = [Writer(seed).query() for seed in range(1_000)]
    let_through = sum(look(bare, sql) for sql in queries)
    showing = 0
    for sql in queries:
        with suppress(duckdb.Error):
            showing += MARK in str(connection.execute(sql).fetchall())
    assert let_through > 20
    assert showing > 60


def look(bare, sql):
    """Run a query if the guard lets it through; returns whether it brought rows."""
    connection, guard = bare
    with suppress(CheckStopped, duckdb.Error):
        guard.inspect(connection, sql, needs=TABLES)
        rows = connection.execute(sql).fetchall()
        assert MARK not in str(rows), sql
        return bool(rows)
    return False
