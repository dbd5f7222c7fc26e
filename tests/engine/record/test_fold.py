"""A year of loads stays small, and every snapshot of it reads as it was published."""

from __future__ import annotations

import random

import pytest

from cupola.engine.record import fold
from tests.engine.record.loads import Table, people, texts


def bytes_of(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def weekly(count, weeks, *, seed):
    """Tables of a year: each week one in a hundred rows is changed, taken out or put in."""
    chance = random.Random(seed)
    rows = [
        (f"{number:06d}-{chance.getrandbits(64):016x}", f"{number % 12 + 1:02d}", f"room {chance.randrange(900)}")
        for number in range(count)
    ]
    for _ in range(weeks):
        yield Table(dict.fromkeys(("id", "grade", "room"), "VARCHAR"), tuple(rows))
        for _ in range(max(1, count // 100)):
            place = chance.randrange(len(rows))
            deed = chance.choice(("change", "out", "in"))
            if deed == "change":
                rows[place] = (rows[place][0], rows[place][1], f"room {chance.randrange(900)}")
            elif deed == "out":
                rows.pop(place)
            else:
                rows.insert(place, (f"new-{chance.getrandbits(64):016x}", "KG", None))


def test_the_snapshot_before_the_current_one_stays_whole(ada):
    made = [ada.load(users=table) for table in weekly(2000, 4, seed=1)]
    wholes = {path.stem for path in (ada.folder / "objects").glob("*.parquet")}
    assert wholes == {part.object for manifest in made[-2:] for part in manifest.parts}
    assert ada.store.part_paths(made[-2], "users")[0].parent.name == "objects"
    assert ada.store.part_paths(made[-3], "users")[0].parent.name == "cache"


def test_above_the_budget_only_the_current_snapshot_stays_whole(ada, monkeypatch):
    monkeypatch.setattr(fold, "BUDGET", 1.0)
    made = [ada.load(users=table) for table in weekly(2000, 4, seed=1)]
    wholes = {path.stem for path in (ada.folder / "objects").glob("*.parquet")}
    assert wholes == {part.object for part in made[-1].parts}


def test_the_cache_may_be_deleted_at_any_time(ada):
    tables = list(weekly(300, 5, seed=2))
    made = [ada.load(users=table) for table in tables]
    for _ in range(2):
        assert ada.rows(made[0], "users") == tables[0].rows
        for path in (ada.folder / "cache").iterdir():
            path.unlink()


@pytest.mark.deep
def test_fifty_two_weekly_loads_take_at_most_three_times_the_disk_of_one(ada):
    tables = list(weekly(2000, 53, seed=3))
    made = [ada.load(users=tables[0])]
    first = bytes_of(ada.folder)
    made += [ada.load(users=table) for table in tables[1:]]
    assert bytes_of(ada.folder) <= 3 * first
    for place in (0, 1, 26, 51, 52):
        assert ada.rows(made[place], "users") == tables[place].rows


def test_line_numbers_that_shift_do_not_make_the_past_large(ada):
    """A record table is sorted by its id, while its line numbers follow the files it came from."""
    columns = {"id": "VARCHAR", "grade": "VARCHAR", "system": "BIGINT", "file": "BIGINT", "line": "BIGINT"}

    def table(inserted):
        order = random.Random(5).sample(range(3000), 3000)
        lines = {number: place + 2 + sum(place >= at for at in inserted) for place, number in enumerate(order)}
        rows = [(f"{number:05d}-{number * 7919 % 9973:04d}", "05", 1, 0, lines[number]) for number in range(3000)]
        rows += [(f"new{place}", "KG", 1, 0, None if place % 2 else at + 2) for place, at in enumerate(inserted)]
        return Table(columns, tuple(rows))

    tables = [table(range(100, 100 + 37 * step, 37)) for step in range(6)]
    made = [ada.load(students=each) for each in tables]
    packs = sum(path.stat().st_size for path in (ada.folder / "objects").glob("*.pack"))
    whole = ada.store.part_paths(made[-1], "students")[0].stat().st_size
    assert packs < whole / 10
    assert [ada.rows(manifest, "students") for manifest in made] == [each.rows for each in tables]


def test_a_stamp_that_changes_in_every_row_does_not_make_the_past_large(ada):
    def table(day):
        rows = (
            (f"{n:06d}{n * 7919 % 99991:05d}", f"name {n * 31 % 1009}", f"2026-11-{day:02d}") for n in range(30_000)
        )
        return texts(*rows, names="id name modified")

    tables = [table(day) for day in range(1, 5)]
    made = [ada.load(users=each) for each in tables]
    packs = sum(path.stat().st_size for path in (ada.folder / "objects").glob("*.pack"))
    assert packs < 2_000
    assert ada.rows(made[0], "users") == tables[0].rows
    assert ada.rows(made[1], "users") == tables[1].rows


def test_a_column_that_came_or_went_is_in_the_older_versions_as_it_was(ada):
    rows = people(60).rows
    tables = [
        texts(*rows, names="id grade note"),
        texts(*(row[:2] for row in rows), names="id grade"),
        texts(*((*row, "x") for row in rows), names="id grade note room"),
        Table({"room": "VARCHAR", "id": "VARCHAR", "grade": "VARCHAR"}, tuple(("x", *row[:2]) for row in rows)),
        Table({"id": "VARCHAR", "grade": "VARCHAR", "note": "BIGINT"}, tuple((*row[:2], 5) for row in rows)),
    ]
    made = [ada.load(users=each) for each in tables]
    assert [ada.rows(manifest, "users") for manifest in made] == [each.rows for each in tables]
    assert [manifest.tables["users"][0].columns for manifest in made] == [tuple(each.columns) for each in tables]


def test_a_shuffle_is_kept_whole_and_not_tried_again(ada):
    rows = people(8000).rows
    made, tables = [], []
    for seed in range(4):
        shuffled = list(rows)
        random.Random(seed).shuffle(shuffled)
        tables.append(texts(*shuffled, names="id grade note"))
        made.append(ada.load(users=tables[-1]))
    assert len(list((ada.folder / "objects").glob("*.parquet"))) == 4
    assert [ada.rows(manifest, "users") for manifest in made] == [each.rows for each in tables]


def test_files_are_matched_by_name_before_place(ada):
    """A table of two files whose order changes is folded all the same."""
    import dataclasses

    def load(order, changed):
        with ada.store.writing() as writer:
            draft = ada.draft(writer.staging, {name: people(400 + len(name), changed=changed) for name in order})
            parts = tuple(dataclasses.replace(part, table="users") for part in draft.parts)
            current = ada.store.current()
            draft = dataclasses.replace(draft, parts=parts)
            return writer.publish(draft, expected_parent=current.id if current else None)

    for step in range(5):
        load(("a", "bbbbb")[:: 1 if step % 2 else -1], frozenset({step}))
    packs = sum(path.stat().st_size for path in (ada.folder / "objects").glob("*.pack"))
    assert packs < 3000
    assert ada.store.verify() == ()


@pytest.mark.parametrize("rows", [0, 1])
def test_tables_with_hardly_a_row(ada, rows):
    tables = [people(rows), people(3), people(0), people(rows), people(2)]
    made = [ada.load(users=each) for each in tables]
    assert [ada.rows(manifest, "users") for manifest in made] == [each.rows for each in tables]
    assert ada.store.verify() == ()


def test_cells_of_every_type_come_back(ada):
    columns = {
        "id": "VARCHAR",
        "day": "DATE",
        "at": "TIMESTAMP",
        "zoned": "TIMESTAMPTZ",
        "n": "DOUBLE",
        "money": "DECIMAL(18,2)",
        "yes": "BOOLEAN",
        "raw": "BLOB",
        "tags": "VARCHAR[]",
        "file_row_number": "INTEGER",
        "pos": "VARCHAR",
    }

    def table(step):
        rows = []
        for n in range(40):
            if n == step:
                rows.append((f"{n}", None, None, None, None, None, None, None, None, None, None))
            else:
                at = f"2026-01-{n % 28 + 1:02d} 03:04:05.000006"
                tags = ["a,b", "[", None, "'\"", f"{n}"]
                rows.append((f"{n}", at[:10], at, at + "+05", n / 7, n, n % 2 == 0, bytes([n, 0, 255]), tags, n, "x"))
        return Table(columns, tuple(rows))

    tables = [table(step) for step in range(5)]
    made = [ada.load(users=each) for each in tables]
    ask = "SELECT row_number() OVER (), COLUMNS(*)::VARCHAR FROM read_parquet('{}')"
    for manifest, each in zip(made, tables, strict=True):
        expected = each.write(ada.connection, ada.folder.parent / "expected.parquet")
        found = ada.store.part_paths(manifest, "users")[0]
        rows = [ada.connection.execute(ask.format(path)).fetchall() for path in (found, expected)]
        assert rows[0] == rows[1]
