"""What the job worker does: takes up what a dead one left, does one job after the other, follows the record."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time

from django.conf import settings
from django.db import Error, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker

from cupola.engine.record import lock
from cupola.workspace import jobs

LOOK_EVERY_SECONDS = 0.5
RECORD_EVERY_SECONDS = 2.0
# One that lost its `cupola up` ends within a second, but may first come back from a long statement.
WAIT_SECONDS = 60.0
LOCK = "worker.lock"
log = logging.getLogger("cupola.jobs")


def work() -> None:
    """Work until told to stop, as the only worker of this folder."""
    with lock.held(settings.WEB_FOLDER / LOCK, wait_seconds=WAIT_SECONDS):
        jobs.resume()
        threading.Thread(target=_follow_record, daemon=True, name="record").start()
        worker = Worker(
            queue_names=["default"],
            interval=LOOK_EVERY_SECONDS,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{socket.gethostname()[:30]}:{os.getpid()}",
            excluded_queue_names=[],
        )
        worker.configure_signals()
        worker.run()


def _follow_record() -> None:
    """Have each change of the record published once, whoever made it: its manifest on disk is the truth."""
    seen: object = ()
    while True:
        try:
            now = _stamp(settings.DATA_FOLDER / "current")
            if now != seen and (jobs.heal() or not jobs.is_writing()):
                seen = now
            close_old_connections()
        except Error as error:
            log.warning("event=record_not_looked_at fault=%s", type(error).__name__)
            connection.close()
        time.sleep(RECORD_EVERY_SECONDS)


def _stamp(file: os.PathLike[str]) -> tuple[int, int] | None:
    try:
        found = os.stat(file)
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_ino
