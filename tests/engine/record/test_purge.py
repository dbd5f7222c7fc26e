"""Purging throws old snapshots away, with every row that only they hold, and never the current one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cupola.engine.errors import StoreError
from cupola.engine.record import fold, packs
from tests.engine.record.loads import people, texts


def secret(step):
    """People among whom one stands out, who is in this load only."""
    rows = people(120).rows
    return texts(
        *rows[:40], (f"only-in-load-{step}", f"Zachariah{step * 7919}", None), *rows[40:], names="id grade note"
    )


def purge(ada, **choice):
    with ada.store.writing() as writer:
        return writer.purge(**choice)


def every_byte(ada):
    """All that can be read in the folder: packs opened, wholes as text."""
    found = []
    for path in (ada.folder / "objects").iterdir():
        if path.suffix == ".pack":
            found += [str(list(packs.lines_of(member))) for member in packs.index_of(path)]
        else:
            found.append(str(ada.connection.execute(f"FROM read_parquet('{path}')").fetchall()))
    return "".join(found) + "".join(path.name for path in ada.folder.rglob("*"))


@pytest.fixture
def seven(ada):
    """Seven loads; the rooms change at every third one only."""
    return [ada.load(users=secret(step), rooms=people(30 + step // 3)) for step in range(7)]


def test_purge_keeps_the_newest_and_their_rows(ada, seven):
    before = {made.id: ada.read(made) for made in seven}
    purged = purge(ada, keep=3)
    assert purged.snapshots == tuple(made.id for made in seven[3::-1])
    assert purged.bytes_freed > 0
    assert [entry.manifest.id for entry in ada.store.snapshots()] == [made.id for made in seven[:3:-1]]
    assert {made.id: ada.read(made) for made in seven[4:]} == {made.id: before[made.id] for made in seven[4:]}
    assert ada.store.verify() == ()


def test_rows_of_purged_snapshots_are_in_no_byte_of_the_folder(ada, seven):
    ada.read(seven[0])
    assert "only-in-load-0" in every_byte(ada)
    purge(ada, keep=3)
    left = every_byte(ada)
    assert [step for step in range(7) if f"only-in-load-{step}" in left] == [4, 5, 6]
    assert list((ada.folder / "cache").iterdir()) == []
    with pytest.raises(StoreError, match="is missing"):
        ada.read(seven[0])


def test_a_pack_is_written_again_without_the_members_that_nobody_needs(ada, seven, monkeypatch):
    """The rooms of load 2 are needed by nobody after a purge, the users beside them in the pack are."""
    monkeypatch.setattr(fold, "BUDGET", 100)
    made = [ada.load(users=secret(10), rooms=people(50)), ada.load(users=secret(11), rooms=people(51))]
    made += [ada.load(users=secret(12), rooms=people(51)), ada.load(users=secret(13), rooms=people(51))]
    before = {each.id: ada.read(each) for each in made}
    sizes = []
    for keep in (6, 5, 4, 3, 2, 1):
        purge(ada, keep=keep)
        sizes.append(sum(len(packs.index_of(path)) for path in packs.all_in(ada.folder / "objects")))
        for entry in ada.store.snapshots():
            if entry.manifest.id in before:
                assert ada.read(entry.manifest) == before[entry.manifest.id]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] == 0


def test_purge_by_age_and_by_number_spares_what_either_spares(ada, seven):
    late = seven[-1].made_at + timedelta(days=1)
    assert len(purge(ada, keep=5, older_than=seven[1].made_at).snapshots) == 1
    assert len(purge(ada, keep=5, older_than=late).snapshots) == 1
    assert len(purge(ada, older_than=seven[4].made_at).snapshots) == 2
    assert len(purge(ada, older_than=late).snapshots) == 2
    assert [entry.manifest.id for entry in ada.store.snapshots()] == [seven[-1].id]
    assert purge(ada, keep=0).snapshots == ()
    assert ada.store.current() == seven[-1]


def test_purge_wants_to_know_what(ada, seven):
    with pytest.raises(StoreError, match="nothing says what to purge"):
        purge(ada)
    assert len(ada.store.snapshots()) == 7


def test_the_current_snapshot_stays_even_when_newer_ones_were_undone(ada, seven):
    for _ in range(3):
        ada.undo()
    expected = ada.read(seven[3])
    purged = purge(ada, keep=1)
    assert set(purged.snapshots) == {made.id for made in (*seven[:3], *seven[4:6])}
    assert [entry.state for entry in ada.store.snapshots()] == ["undone", "current"]
    purge(ada, keep=0)
    assert [entry.state for entry in ada.store.snapshots()] == ["current"]
    assert ada.read(seven[3]) == expected
    assert "undone" not in (ada.folder / "current").read_text()
    with pytest.raises(StoreError, match="no snapshot before"):
        ada.undo()


def test_loads_go_on_after_a_purge(ada, seven):
    purge(ada, keep=1)
    made = [ada.load(users=secret(step), rooms=people(31)) for step in range(20, 24)]
    assert [ada.read(each)["users"] for each in made] == [secret(step).rows for step in range(20, 24)]
    assert len(ada.store.snapshots()) == 5
