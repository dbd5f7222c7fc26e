"""What takes long to make is made once in a run, by whichever process needs it first."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cupola.sample import write_district


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
    with open(room / f"{name}.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


def written_once(places: pytest.TempPathFactory, name: str, **of_what_kind: Any) -> Path:
    """The files of a sample district, written once in a run; nobody may change them."""
    return made_once(places, name, lambda folder: write_district(folder, **of_what_kind))
