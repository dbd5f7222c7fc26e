"""Ends a child when its parent is gone, however the parent died: no orphan keeps a port or a lock."""

from __future__ import annotations

import os
import threading
import time

LOOK_EVERY_SECONDS = 0.5
GRACE_SECONDS = 5.0
NAME = "CUPOLA_PARENT"


def follow_parent() -> None:
    """Watch the process named in `CUPOLA_PARENT` (our start-up) and our own parent; leave when either is gone."""
    given = os.environ.get(NAME)
    if given:
        watched = {int(given), os.getppid()} - {1}
        threading.Thread(target=_watch, args=(watched,), daemon=True, name="lifeline").start()


def _watch(watched: set[int]) -> None:
    parent = os.getppid()
    while all(map(is_alive, watched)) and os.getppid() == parent:
        time.sleep(LOOK_EVERY_SECONDS)
    os._exit(1)


def is_alive(process: int) -> bool:
    """Whether a process of this number runs (a dead one that nobody has collected does not)."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return True
