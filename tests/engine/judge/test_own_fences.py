"""The fences behind the guard: stand-ins in place of names, a database that is shut in, a child that ends."""

from __future__ import annotations

import subprocess
import sys
import time

import duckdb
import pytest

from cupola.engine.backends.duck import connect, fence
from cupola.engine.judge.own_files import OwnQuery
from cupola.engine.judge.own_limits import OwnLimits
from cupola.engine.judge.own_process import environment
from cupola.engine.judge.own_request import OwnRequest, OwnTask
from cupola.engine.judge.own_tables import INSIDE, READABLE, create_seen_tables, table_names
from cupola.engine.kinds import System
from cupola.engine.record.delivery import NamedFile, create_empty_views, open_delivery
from cupola.engine.record.sources_view import SourcePart, create_context
from cupola.engine.record.tables import TABLES
from cupola.engine.sources.families import FAMILIES, source_tables
from tests.engine.judge.conftest import TOKEN

BORN = "2016-02-03"
OUTSIDE = [
    "select * from read_csv('{other}')",
    "select * from read_text('/etc/hostname')",
    "select * from glob('*')",
    "copy (select 1) to '{other}'",
    "attach '{other}.db'",
    "set memory_limit = '8GB'",
    "set allowed_paths = ['/']",
    "set enable_external_access = true",
    "set threads = 8",
    "reset max_temp_directory_size",
    "install httpfs",
    "load httpfs",
    "select * from read_csv('https://harbor.example/x.csv')",
    "select * from not_a_table",
]


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """Every source table filled, a token in each personal text; what own checks see of it, and its files."""
    folder = tmp_path_factory.mktemp("full")
    connection = connect(spill=folder / "spill")
    connection.execute(f"CREATE SCHEMA {INSIDE}")
    connection.execute(f"USE memory.{INSIDE}")
    tables = source_tables()
    parts = [part(connection, folder, table, number=number) for number, table in enumerate(tables)]
    files = [NamedFile(f"{each.table}.csv", "2026-10-30 00:00:00", each.rows) for each in parts]
    create_empty_views(connection, open_delivery(connection, parts=parts, files=files, systems=[], as_of="2026-10-30"))
    connection.execute("USE memory.main")
    create_context(connection, systems=[], as_of="2026-10-30")
    return connection, create_seen_tables(connection), [each.parquet for each in parts]


def part(connection, folder, table, *, number):
    path = folder / f"{table}.parquet"
    columns = source_tables()[table]
    items = ", ".join(f"'{content(column, personal_names(table))}' AS \"{column.name}\"" for column in columns)
    connection.execute(f"COPY (SELECT {items} FROM range(2)) TO '{path}' (FORMAT parquet)")
    cells = {column.name: f'"{column.name}"' for column in columns}
    return SourcePart(table, path, 1, number, 2, False, cells, 2)


def personal_names(table):
    forms = [form for family in FAMILIES for form in family.forms if form.table == table]
    return {column.name for form in forms for column in form.columns if column.personal}


def content(column, personal):
    if column.name in personal and column.name not in READABLE:
        return BORN if column.kind == "date" else f"{TOKEN} {column.name}"
    return {"date": "2026-08-10", "time": "2026-08-10 10:00:00", "bool": "true"}.get(column.kind, "1")


def test_every_table_is_seen_and_no_name_or_birth_date_in_any(full):
    connection, seen, _ = full
    assert set(seen) == table_names()
    for table in seen:
        text = str(connection.execute(f'SELECT * FROM "{table}"').fetchall())
        assert TOKEN.lower() not in text.lower(), table
        assert BORN not in text, table
        assert "2016, 2, 3" not in text, table


def test_the_same_text_has_the_same_stand_in_whatever_its_case_and_blanks(full):
    connection, seen, _ = full
    sql = seen["persons"][[column.name for column in seen["persons"]].index("given_name")].sql
    rows = connection.execute(
        f"SELECT {sql} FROM (VALUES ('Ana'), (' ANA '), ('Ben'), (''), (NULL)) t(given_name)"
    ).fetchall()
    ana, again, ben, empty, nothing = (row[0] for row in rows)
    assert ana == again != ben
    assert (empty, nothing) == ("", None)


def test_every_personal_column_of_the_record_is_personal_in_an_own_check(full):
    _, seen, _ = full
    for table in TABLES:
        personal = {column.name for column in seen[table.name] if column.personal}
        assert personal == {column.name for column in table.columns if column.personal}
    for table in source_tables():
        personal = {column.name.removesuffix("_text") for column in seen[table] if column.personal}
        made_of_user_ids = {"local_number", "state_number"} if table == "oneroster_users" else set()
        assert personal == personal_names(table) | made_of_user_ids


def test_each_readable_column_exists(full):
    _, seen, _ = full
    columns = {column.name for each in seen.values() for column in each if column.personal}
    assert columns >= READABLE


@pytest.mark.parametrize("sql", OUTSIDE)
def test_a_fenced_connection_reaches_nothing(tmp_path, sql):
    inside, other = tmp_path / "inside.parquet", tmp_path / "other.csv"
    connection = connect(spill=tmp_path / "spill", memory="100MB", threads=1)
    connection.execute(f"COPY (SELECT 1 AS a) TO '{inside}' (FORMAT parquet)")
    other.write_text("a\n1\n", encoding="utf-8")
    not_a_table = connection.sql("select 1 as a")
    fence(connection, readable=[inside], temp_mb=10)
    with pytest.raises(duckdb.Error):
        connection.execute(sql.format(other=other)).fetchall()
    assert connection.execute(f"SELECT * FROM read_parquet('{inside}')").fetchall() == [(1,)]
    del not_a_table


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="how a parent dies differs there")
def test_the_child_ends_when_nobody_waits_for_it(tmp_path):
    """A parent that is killed leaves no query behind: the end of its standard input ends the child."""
    query = OwnQuery("select count(*) as evidence from range(1000000000000)", (1,))
    orgs = part(connect(), tmp_path, "oneroster_orgs", number=0)
    request = OwnRequest(
        parts=(orgs,),
        files=(NamedFile("orgs.csv", "2026-10-30 00:00:00", 2),),
        systems=(System("sis", "sis", "SIS"),),
        as_of="2026-10-30",
        spill=tmp_path,
        tasks=(OwnTask("HBR-001", query, None, ("orgs",), "orgs", ("evidence",)),),
        limits=OwnLimits(seconds=600),
    )
    command = [sys.executable, "-P", "-m", "cupola.engine.judge.own_child"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
    with subprocess.Popen(command, env=environment(), cwd=tmp_path, **pipes) as child:
        child.stdin.write(request.line())
        child.stdin.flush()
        while "begin" not in child.stdout.readline():
            assert child.poll() is None
        time.sleep(0.5)
        assert child.poll() is None
        child.stdin.close()
        assert child.wait(timeout=10) == 1
