"""Snapshots are published, found again, undone, and told apart from what only looks like one."""

from __future__ import annotations

import dataclasses
import json
import os
import stat

import pytest

from cupola.engine.errors import StoreError
from cupola.engine.record import fold
from cupola.engine.record import manifest as manifests
from cupola.engine.record.store import open_store
from tests.engine.record.loads import Table, people, texts

FIRST = texts(("1", "Ana"), ("2", None), ("2", None), ("3", ""))
SECOND = texts(("1", "Ana"), ("2", None), ("3", ""), ("4", "Bo"))


def test_a_folder_that_does_not_exist_is_an_empty_store_and_stays_away(tmp_path):
    store = open_store(tmp_path / "nowhere")
    assert store.current() is None
    assert store.snapshots() == ()
    assert store.verify() == ()
    assert not (tmp_path / "nowhere").exists()
    with pytest.raises(StoreError, match="no snapshot is called 'current'"):
        store.snapshot("current")


def test_a_published_snapshot_is_in_force_and_reads_back_cell_for_cell(ada):
    manifest = ada.load(users=FIRST, rooms=texts(names="id"))
    assert ada.store.current() == manifest
    assert ada.read(manifest) == {"users": FIRST.rows, "rooms": ()}
    part = manifest.tables["users"][0]
    assert (part.rows, part.columns, part.file) == (4, ("id", "name"), 0)
    assert manifest.files[part.file].name == "users.csv"
    assert manifest.parent is None
    assert ada.store.part_paths(manifest, "no such table") == ()
    assert ada.store.verify() == ()


def test_the_data_folder_is_closed_to_others(ada):
    ada.load(users=FIRST)
    for path in [ada.folder, *ada.folder.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_loading_the_same_again_changes_nothing(ada):
    first = ada.load(users=FIRST)
    before = sorted((path, path.stat().st_mtime_ns) for path in (ada.folder / "objects").iterdir())
    assert ada.load(users=FIRST) == first
    assert sorted((path, path.stat().st_mtime_ns) for path in (ada.folder / "objects").iterdir()) == before
    assert len(ada.store.snapshots()) == 1
    assert list((ada.folder / "staging").iterdir()) == []


def test_the_order_of_rows_counts_as_content(ada):
    first = ada.load(users=FIRST)
    assert ada.load(users=texts(*reversed(FIRST.rows))).id != first.id


def test_cells_that_could_be_mistaken_for_one_another_are_not(ada):
    tables = [
        texts(("a\x1fb", "c")),
        texts(("a", "b\x1fc")),
        texts(("", None)),
        texts((None, "")),
        texts(("\x1e", "")),
        texts((None, "\x1e")),
        texts(("\x1f", "\x1e")),
        Table({"id": "BIGINT", "name": "VARCHAR"}, ((1, None),)),
        Table({"id": "VARCHAR", "name": "VARCHAR"}, (("1", None),)),
        Table({"id": "VARCHAR", "title": "VARCHAR"}, (("1", None),)),
    ]
    made = [ada.load(users=table) for table in tables]
    assert len({part.object for manifest in made for part in manifest.parts}) == len(tables)
    assert [ada.rows(manifest, "users") for manifest in made] == [table.rows for table in tables]


def test_parts_of_the_current_snapshot_can_be_carried_over(ada):
    first = ada.load(users=FIRST, rooms=SECOND)
    with ada.store.writing() as writer:
        draft = ada.draft(writer.staging, {"users": SECOND})
        draft = dataclasses.replace(draft, parts=(*draft.parts, *first.tables["rooms"]))
        second = writer.publish(draft, expected_parent=first.id)
    assert ada.read(second) == {"users": SECOND.rows, "rooms": SECOND.rows}
    assert second.tables["rooms"] == first.tables["rooms"]


def test_a_table_of_several_parts_keeps_their_order(ada):
    with ada.store.writing() as writer:
        draft = ada.draft(writer.staging, {"users": FIRST, "more": SECOND})
        parts = tuple(dataclasses.replace(part, table="users") for part in draft.parts)
        made = writer.publish(dataclasses.replace(draft, parts=parts[::-1]), expected_parent=None)
    assert ada.rows(made, "users") == SECOND.rows + FIRST.rows


def test_a_load_that_was_overtaken_is_refused(ada):
    first = ada.load(users=FIRST)
    ada.load(users=SECOND)
    with ada.store.writing() as writer, pytest.raises(StoreError, match="is in force, not"):
        writer.publish(ada.draft(writer.staging, {"users": FIRST}), expected_parent=first.id)


def test_snapshots_are_found_by_name_and_by_the_beginning_of_their_id(ada):
    first, second = ada.load(users=FIRST), ada.load(users=SECOND)
    store = ada.store
    assert store.snapshot("current") == second
    assert store.snapshot("previous") == first
    assert store.snapshot(first.id) == first
    assert store.snapshot(second.id.split("-")[1]) == second
    for words in ("", "2", "nothing", "../current"):
        with pytest.raises(StoreError, match="called"):
            store.snapshot(words)


def test_undo_puts_the_one_before_in_force_and_keeps_the_history(ada):
    first, second = ada.load(users=FIRST), ada.load(users=SECOND)
    assert ada.undo() == first
    assert ada.store.current() == first
    assert [(entry.manifest.id, entry.state) for entry in ada.store.snapshots()] == [
        (second.id, "undone"),
        (first.id, "current"),
    ]
    assert ada.read(second) == {"users": SECOND.rows}
    with pytest.raises(StoreError, match="no snapshot before"):
        ada.undo()
    again = ada.load(users=SECOND)
    assert again.parent == first.id
    assert again.id > second.id
    assert [entry.state for entry in ada.store.snapshots()] == ["current", "undone", "past"]
    assert [part.object for part in again.parts] == [part.object for part in second.parts]


def test_a_long_way_back_by_undo_reads_cell_for_cell(ada):
    tables = [people(300, changed=frozenset({step})) for step in range(5)]
    made = [ada.load(users=table) for table in tables]
    for manifest, table in zip(made[-2::-1], tables[-2::-1], strict=True):
        assert ada.undo() == manifest
        assert ada.read(manifest) == {"users": table.rows}
    assert ada.store.verify() == ()
    forward = [ada.load(users=table) for table in tables[1:]]
    for manifest, table in zip([*made, *forward], [*tables, *tables[1:]], strict=True):
        assert ada.read(manifest) == {"users": table.rows}


def test_a_foreign_folder_is_refused_and_left_as_it_is(tmp_path):
    (tmp_path / "holiday.jpg").write_bytes(b"sun")
    with pytest.raises(StoreError, match=r"holiday\.jpg"), open_store(tmp_path).writing():
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]
    with pytest.raises(StoreError, match="is a file"), open_store(tmp_path / "holiday.jpg").writing():
        pass


def test_a_folder_that_only_holds_mappings_is_taken(ada):
    (ada.folder / "mappings").mkdir(parents=True)
    ada.load(users=FIRST)
    assert (ada.folder / "mappings").is_dir()


def test_a_folder_with_any_letters_in_its_name(tmp_path, ada):
    for name in ("a[b]c", "it's a st*ar? é 語 \\"):
        ada.folder, ada.store = tmp_path / name, open_store(tmp_path / name)
        made = [ada.load(users=people(50, changed=frozenset({step}))) for step in range(3)]
        assert [ada.rows(manifest, "users")[step][1] for step, manifest in enumerate(made)] == ["KG"] * 3


def test_a_manifest_of_a_later_version_is_refused_with_the_reason(ada):
    manifest = ada.load(users=FIRST)
    place = ada.folder / "snapshots" / f"{manifest.id}.json"
    body = json.loads(place.read_text())
    assert body["format"] == 1
    place.write_text(json.dumps({**body, "format": 2}))
    with pytest.raises(StoreError, match="later version"):
        ada.store.current()


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1]", b'{"format": 1}', b"\xff\xfe"])
def test_a_damaged_manifest_is_told_and_nothing_is_deleted(ada, damage):
    manifest = ada.load(users=FIRST)
    (ada.folder / "snapshots" / f"{manifest.id}.json").write_bytes(damage)
    with pytest.raises(StoreError, match="damaged"):
        ada.store.current()
    with pytest.raises(StoreError, match="damaged"):
        ada.load(users=SECOND)
    assert len(list((ada.folder / "objects").iterdir())) == 1


def test_without_its_head_a_history_is_not_taken_for_leftovers(ada):
    ada.load(users=FIRST)
    ada.load(users=SECOND)
    (ada.folder / "current").unlink()
    with pytest.raises(StoreError, match="is missing, though there are snapshots"):
        ada.load(users=FIRST)
    assert len(list((ada.folder / "objects").iterdir())) == 2


def test_damage_is_found_by_verify_and_named_by_table(ada):
    for step in range(5):
        ada.load(users=people(200, changed=frozenset({step})), rooms=people(20))
    assert ada.store.verify() == ()
    packs = sorted((ada.folder / "objects").glob("*.pack"))
    content = bytearray(packs[-1].read_bytes())
    content[-20] ^= 0xFF
    packs[-1].write_bytes(content)
    troubles = ada.store.verify()
    assert troubles
    assert all(trouble.startswith("users: ") and "damaged" in trouble for trouble in troubles)


def test_a_missing_object_is_told(ada):
    manifest = ada.load(users=FIRST)
    for path in (ada.folder / "objects").iterdir():
        path.unlink()
    with pytest.raises(StoreError, match="is missing"):
        ada.read(manifest)
    assert len(ada.store.verify()) == 1


def test_a_clock_that_was_set_back_does_not_confuse_the_order(ada):
    first = ada.load(users=FIRST)
    stamp = manifests.new_id(first.made_at.replace(year=1999), first.id, seed="x")
    assert stamp > first.id
    assert manifests.new_id(first.made_at, "20261231T235959999-00000000", seed="x").startswith("20270101T000000000-")


def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path, ada):
    if os.geteuid() == 0:
        (tmp_path / "file").write_text("")
        with pytest.raises(StoreError, match="cannot be used"), open_store(tmp_path / "file" / "data").writing():
            pass
    else:
        tmp_path.chmod(0o500)
        with pytest.raises(StoreError, match="cannot be used"), ada.store.writing():
            pass


def test_a_load_counts_even_when_no_room_could_be_made_afterwards(ada, monkeypatch, caplog):
    def no_room(shop):
        raise OSError(28, "No space left on device")

    ada.load(users=FIRST)
    monkeypatch.setattr(fold, "fold", no_room)
    second = ada.load(users=SECOND)
    assert ada.store.current() == second
    assert "fold_failed error=OSError" in caplog.text
    monkeypatch.undo()
    assert ada.read(ada.load(users=texts(("9", "Cy")))) == {"users": (("9", "Cy"),)}
    assert ada.store.verify() == ()


def test_a_staged_file_that_is_no_table_is_told_and_changes_nothing(ada):
    first = ada.load(users=FIRST)
    with ada.store.writing() as writer:
        draft = ada.draft(writer.staging, {"users": SECOND})
        (writer.staging / "users.parquet").write_bytes(b"PAR1 not really PAR1")
        with pytest.raises(StoreError, match="could not be worked on"):
            writer.publish(draft, expected_parent=first.id)
    assert ada.store.current() == first
