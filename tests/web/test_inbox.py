"""The watched folder, and loads made by command."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cupola.engine.journey import load
from cupola.engine.loading import LoadOptions
from cupola.engine.record.store import open_store
from cupola.workspace import indexing, jobs, keeping
from cupola.workspace.inbox import take_from_inbox
from cupola.workspace.models import Delivery, DeliveryState, Publication
from cupola.workspace.rounds import Rounds
from tests.web.conftest import roster_alone

pytestmark = pytest.mark.slow

LIST = "Student Number,Last Name,First Name,Birth Date,Grade,School\n" + "".join(
    f"9000{n},Abara,Nia,2014-03-0{n},6,Harbor High\n" for n in range(1, 6)
)


@pytest.fixture
def inbox(db: None, record: Path, settings, tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    settings.OPTIONS = settings.OPTIONS.model_copy(update={"inbox": folder})
    return folder


def test_what_lies_in_the_inbox_becomes_one_delivery(inbox: Path) -> None:
    (inbox / "roster").mkdir()
    (inbox / "roster" / "users.csv").write_text("a,b\n1,2\n")
    (inbox / "devices.csv").write_text("a,b\n1,2\n")
    made = take_from_inbox(rest_seconds=0)
    assert made is not None
    assert (made.came_by, made.state, made.who) == ("folder", DeliveryState.ARRIVED, "inbox")
    place = keeping.upload_of(made)
    assert {file.relative_to(place).as_posix() for file in place.rglob("*.csv")} == {"roster/users.csv", "devices.csv"}
    assert list(inbox.iterdir()) == []
    assert take_from_inbox(rest_seconds=0) is None


def test_a_file_that_is_still_being_written_is_left_alone(inbox: Path) -> None:
    (inbox / "users.csv").write_text("a,b\n")
    assert take_from_inbox(rest_seconds=60) is None
    (inbox / "next.csv.part").write_text("a")
    assert take_from_inbox(rest_seconds=0) is None
    assert (inbox / "users.csv").exists()


def test_links_and_hidden_files_in_the_inbox_are_not_followed(inbox: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n")
    os.symlink(secret, inbox / "link.csv")
    (inbox / ".hidden").write_text("x")
    assert take_from_inbox(rest_seconds=0) is None
    (inbox / "box").mkdir()
    os.symlink(secret, inbox / "box" / "link.csv")
    (inbox / "box" / "real.csv").write_text("a,b\n")
    made = take_from_inbox(rest_seconds=0)
    assert [file.name for file in keeping.upload_of(made).rglob("*.csv")] == ["real.csv"]


def test_without_an_inbox_nothing_happens(db: None, record: Path) -> None:
    assert take_from_inbox(rest_seconds=0) is None


@roster_alone
def test_a_load_by_command_shows_up_and_is_published(district, record: Path, tmp_path: Path) -> None:
    indexing.index()
    known = Delivery.objects.count()
    (tmp_path / "summer.csv").write_text(LIST)
    loaded = load([tmp_path / "summer.csv"], LoadOptions(record, accept_mapping=True, accept_unusual=True))
    assert loaded.changed
    Rounds().go()
    made = Delivery.objects.get(snapshot=loaded.manifest.id)
    assert Delivery.objects.count() == known + 1
    assert (made.came_by, made.state) == ("command", DeliveryState.APPLIED)
    assert made.who
    assert made.came_at == loaded.manifest.made_at
    assert [(file.name, file.rows) for file in made.files.all()] == [("summer.csv", 5)]
    jobs.publishing.publish()
    assert Publication.newest().snapshot == loaded.manifest.id
    Rounds().go()
    assert Delivery.objects.count() == known + 1


def test_an_undo_by_command_is_seen(district, record: Path) -> None:
    indexing.index()
    newest = open_store(record).current().id
    with open_store(record).writing() as writer:
        writer.undo()
    indexing.index()
    assert Delivery.objects.get(snapshot=newest).state == DeliveryState.UNDONE


def test_nothing_is_indexed_while_a_delivery_is_being_applied(district, record: Path) -> None:
    Delivery.objects.create(who="Ada", state=DeliveryState.APPLYING)
    assert indexing.index() == 0
