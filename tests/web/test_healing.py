"""The manifest on disk is the truth: whoever changed the record, and whatever was killed, pages follow it."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

from cupola.engine.journey import load
from cupola.engine.loading import LoadOptions
from cupola.engine.record.store import open_store
from cupola.workspace import deliveries, jobs, publishing
from cupola.workspace.models import CheckCount, CheckResult, Delivery, DeliveryState, Finding, Publication
from tests.web.processes import cupola, until, up
from tests.web.test_backup import doctor

pytestmark = pytest.mark.deep


@pytest.fixture
def undone(district, record: Path) -> Delivery:
    """A delivery that made the record in force, and was undone on the command line."""
    now = open_store(record).current()
    made = Delivery.objects.create(state=DeliveryState.APPLIED, snapshot=now.id, as_of=now.as_of)
    with open_store(record).writing() as writer:
        writer.undo()
    return made


def test_publishing_twice_ends_the_same(district) -> None:
    def told() -> tuple:
        counts = CheckCount.objects.order_by("check_id").values_list("publication__snapshot", "check_id", "found")
        results = CheckResult.objects.order_by("check_id").values_list("check_id", "found", "found_before")
        moved = Publication.objects.values_list("snapshot", "opened", "closed", "came_back")
        return list(counts), list(results), list(moved), Finding.objects.count()

    before = told()
    publishing.publish()
    assert told() == before


def test_an_undo_on_the_command_line_is_seen(undone: Delivery, record: Path) -> None:
    assert publishing.is_behind()
    published = publishing.publish()
    assert published.snapshot == open_store(record).current().id
    undone.refresh_from_db()
    assert undone.state == DeliveryState.UNDONE


def test_a_record_is_healed_once_and_not_while_a_job_writes_it(undone: Delivery) -> None:
    assert jobs.heal()
    assert not jobs.heal()


def test_a_delivery_cannot_be_undone_twice(undone: Delivery, cast) -> None:
    with pytest.raises(deliveries.DeliveryError, match="not what the record was made with last"):
        deliveries.undo(undone, by=cast.ada)


@pytest.mark.slow
def test_a_kill_between_the_record_and_its_publication_heals_at_start(
    tmp_path: Path, loaded_once: Path, exports: Path, database_url: str
) -> None:
    data = tmp_path / "data"
    shutil.copytree(loaded_once, data)
    with up(data, url=database_url) as running:
        until(lambda: doctor(data, database_url)["published"], why="a publication")
        os.kill(running.process.pid, signal.SIGKILL)
        running.process.wait()
    with open_store(data).writing() as writer:
        writer.undo()
    assert not doctor(data, database_url)["published"]
    with up(data, url=database_url):
        until(lambda: doctor(data, database_url)["published"], why="a publication")


@pytest.mark.slow
def test_a_worker_killed_while_it_publishes_takes_it_up_again(
    tmp_path: Path, loaded_once: Path, database_url: str
) -> None:
    data = tmp_path / "data"
    shutil.copytree(loaded_once, data)
    with up(data, url=database_url) as running:
        os.kill(until(lambda: running.children().get("worker"), why="a worker"), signal.SIGKILL)
        until(lambda: doctor(data, database_url)["published"], why="a publication")


@pytest.mark.slow
def test_a_load_on_the_command_line_appears(tmp_path: Path, exports: Path, database_url: str) -> None:
    data = tmp_path / "data"
    with up(data, url=database_url):
        loaded = cupola(data, "load", str(exports / "this-month"), "--accept-mapping", url=database_url)
        assert loaded.returncode == 0, loaded.stderr
        until(lambda: doctor(data, database_url)["published"], why="a publication")


def test_loading_the_same_again_publishes_nothing_new(district, exports: Path, record: Path) -> None:
    load([exports / "this-month"], LoadOptions(record, accept_mapping=True, accept_unusual=True))
    assert not publishing.is_behind()
