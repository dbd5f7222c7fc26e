"""One writer at a time: a lock that the operating system lets go when its holder dies."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from cupola.engine.errors import StoreError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PAUSE_SECONDS = 0.05
FAR_BEHIND = 1 << 30


@contextmanager
def held(path: Path, *, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the writer's lock, waiting up to `wait_seconds` for another writer to finish.

    The lock is one of the operating system (`flock`; on Windows that of a byte far behind the text), so a
    killed writer leaves none behind; what is written in the file (process, host, start) only serves to
    say who holds it. Raises `StoreError` when somebody else holds it for longer.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _acquire(descriptor, path, wait_seconds)
        _say(descriptor, _myself())
        yield
        _say(descriptor, b"")
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, path: Path, wait_seconds: float) -> None:
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            _lock_now(descriptor)
        except (BlockingIOError, PermissionError):
            if time.monotonic() >= deadline:
                raise _refusal(path) from None
            time.sleep(PAUSE_SECONDS)
        else:
            return


def _lock_now(descriptor: int) -> None:
    if sys.platform == "win32":
        os.lseek(descriptor, FAR_BEHIND, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _myself() -> bytes:
    started = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return json.dumps({"process": os.getpid(), "host": socket.gethostname(), "started": started}).encode()


def _say(descriptor: int, words: bytes) -> None:
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, words)


def _refusal(path: Path) -> StoreError:
    try:
        holder = json.loads(path.read_bytes())
        who = f"process {holder['process']} on {holder['host']} since {holder['started']}"
    except (OSError, ValueError, KeyError, TypeError):
        who = "another process"
    return StoreError(
        str(path.parent),
        f"the data folder is being written by {who}.",
        "Wait until that command has finished, then run this one again.",
    )
