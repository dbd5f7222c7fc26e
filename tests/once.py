"""What takes long to make is made once in a run, by whichever process needs it first."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from cupola.engine.record import lock
from cupola.sample import write_district

LONGEST_SECONDS = 900.0
T = TypeVar("T")


def shared(places: pytest.TempPathFactory) -> Path:
    """Where the processes of a run keep what they share."""
    base = places.getbasetemp()
    # Each process of pytest-xdist has a folder of its own below that of the run.
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "made-once"
    folder.mkdir(exist_ok=True)
    return folder


def made_once(places: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder of this name that `make` filled, the same for all processes of a run; nobody may change it."""
    room = shared(places)
    folder, done = room / name, room / f"{name}.done"
    with lock.held(room / f"{name}.lock", wait_seconds=LONGEST_SECONDS):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


def worked_out_once(places: pytest.TempPathFactory, name: str, work_out: Callable[[], T]) -> T:
    """What `work_out` gives, worked out once in a run."""
    kept = made_once(places, name, lambda folder: _keep(folder, work_out())) / "kept.pickle"
    found: T = pickle.loads(kept.read_bytes())
    return found


def _keep(folder: Path, what: object) -> None:
    (folder / "kept.pickle").write_bytes(pickle.dumps(what))


def written_once(places: pytest.TempPathFactory, name: str, **of_what_kind: Any) -> Path:
    """The files of a sample district, written once in a run; nobody may change them."""
    return made_once(places, name, lambda folder: write_district(folder, **of_what_kind))
