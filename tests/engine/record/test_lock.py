"""One writer at a time: the second waits or is told who is at work; readers go on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest

from cupola.engine.errors import StoreError
from cupola.engine.record.store import open_store
from tests.engine.record.loads import people, texts

HOLD = """
import sys
from pathlib import Path
from cupola.engine.record.store import open_store
with open_store(Path(sys.argv[1])).writing():
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def other_writer(ada):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(ada.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    with process:
        yield process
        process.kill()


def test_a_second_writer_is_refused_and_told_who_is_at_work(ada, other_writer):
    with pytest.raises(StoreError, match=rf"written by process {other_writer.pid} on \S+ since 20"):
        ada.load(users=texts(("1", "Ana")))
    assert ada.store.current() is None


def test_a_second_writer_may_wait(ada, other_writer):
    threading.Timer(0.3, other_writer.terminate).start()
    with ada.store.writing(wait_seconds=20):
        pass


def test_a_killed_writer_leaves_no_lock_behind(ada, other_writer):
    other_writer.send_signal(signal.SIGKILL)
    other_writer.wait()
    assert str(other_writer.pid) in (ada.folder / "lock").read_text()
    ada.load(users=texts(("1", "Ana")))
    assert (ada.folder / "lock").read_text() == ""


def test_two_writers_of_one_process_exclude_each_other_too(ada):
    with ada.store.writing(), pytest.raises(StoreError, match=f"process {os.getpid()} "), ada.store.writing():
        pass


def test_readers_read_on_while_snapshots_are_published_and_folded(ada, tmp_path):
    expected = {}
    stop = threading.Event()
    troubles = []

    def read_on():
        store = open_store(ada.folder)
        while not stop.is_set():
            for entry in store.snapshots():
                paths = store.part_paths(entry.manifest, "users")
                if len(paths) != 1:
                    troubles.append(entry.manifest.id)

    reader = threading.Thread(target=read_on)
    first = ada.load(users=people(200))
    reader.start()
    try:
        for step in range(8):
            table = people(200, changed=frozenset({step}))
            expected[ada.load(users=table).id] = table.rows
        ada.undo()
    finally:
        stop.set()
        reader.join()
    assert troubles == []
    for entry in ada.store.snapshots():
        assert ada.rows(entry.manifest, "users") == expected.get(entry.manifest.id, people(200).rows)
    assert first.id in {entry.manifest.id for entry in ada.store.snapshots()}
