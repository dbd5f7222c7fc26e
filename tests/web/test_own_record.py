"""What people enter in Cupola goes to the record like an export of another system."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from cupola.engine.record.store import open_store
from cupola.modules.voice.models import Pain, Promise
from cupola.workspace import own_record, publishing
from cupola.workspace.models import Delivery, Finding, Publication
from tests.web.conftest import ROSTER

pytestmark = pytest.mark.slow


@pytest.fixture
def loads():
    return ROSTER


def rows(data, table: str, columns: str):
    store = open_store(data)
    paths = [str(path) for path in store.part_paths(store.current(), table)]
    return duckdb.execute(f"SELECT {columns} FROM read_parquet({paths}) ORDER BY ALL").fetchall() if paths else []


@pytest.fixture
def entered(district, cast):
    school = cast.schools[0]
    days = {"heard_on": date(2026, 9, 1), "promised_on": date(2026, 9, 2), "due_on": date(2026, 10, 1)}
    more = {"state": "done", "done_on": date(2026, 9, 30)}
    Promise.objects.create(what="zzwords", asker="zzname", speaker="teacher", school=school, **days, **more)
    Pain.objects.create(title="Typing twice", speaker="teacher", minutes_each=6, people=40, times_a_month=20,
                        heard_on=date(2026, 9, 1))  # fmt: skip
    return school


def test_promises_and_pains_become_tables_of_the_record_without_words_and_names(entered, record) -> None:
    before = open_store(record).current()
    assert own_record.deliver()
    now = open_store(record).current()
    assert now.as_of == before.as_of
    assert rows(record, "promises", "org_id, asked_by_role, state, done_on") == [
        (entered.key, "teacher", "done", date(2026, 9, 30))
    ]
    assert rows(record, "pains", "title, org_id, minutes_each * people * times_a_month") == [
        ("Typing twice", None, 4800.0)
    ]
    for path in record.rglob("*.parquet"):
        assert b"zzwords" not in path.read_bytes()
        assert b"zzname" not in path.read_bytes()


def test_nothing_new_makes_no_new_record(entered, record) -> None:
    assert own_record.deliver()
    first = open_store(record).current().id
    assert not own_record.deliver()
    assert open_store(record).current().id == first
    assert Delivery.objects.filter(came_by="cupola").count() == 1


def test_what_is_changed_or_removed_is_changed_in_the_record(entered, record) -> None:
    own_record.deliver()
    Promise.objects.update(state="not_done")
    Pain.objects.all().delete()
    Pain.objects.create(
        title="Another", speaker="office", minutes_each=1, people=1, times_a_month=1, heard_on=date(2026, 9, 1)
    )
    own_record.deliver()
    assert rows(record, "promises", "state") == [("not_done",)]
    assert rows(record, "pains", "title") == [("Another",)]


def test_without_a_record_nothing_is_delivered(db, data) -> None:
    Pain.objects.create(
        title="x", speaker="office", minutes_each=1, people=1, times_a_month=1, heard_on=date(2026, 9, 1)
    )
    assert not own_record.deliver()
    assert open_store(data).current() is None


def test_what_was_new_stays_new_when_only_entries_here_were_added(entered, record) -> None:
    publishing.publish()
    shown = Publication.newest()
    opened = Finding.objects.filter(first_snapshot=shown.snapshot).count()
    assert own_record.deliver()
    publishing.publish()
    now = Publication.newest()
    assert (now.pk, now.snapshot) == (shown.pk, open_store(record).current().id)
    assert Finding.objects.filter(first_snapshot=now.snapshot).count() == opened > 0
