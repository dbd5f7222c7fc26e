"""The job worker's process: takes up what a dead one left, then does one job after the other."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time

import django

from cupola.engine.record import lock
from cupola.site import lifeline

LOOK_EVERY_SECONDS = 0.5
RECORD_EVERY_SECONDS = 2.0
# One that lost its `cupola up` ends within a second, but may first come back from a long statement.
WAIT_SECONDS = 60.0
LOCK = "worker.lock"


def main() -> None:
    """Work until told to stop."""
    lifeline.follow_parent()
    django.setup()
    from django.conf import settings
    from django_tasks_db.management.commands.db_worker import Worker

    from cupola.workspace import jobs

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
    from django.conf import settings
    from django.db import Error, close_old_connections, connection

    from cupola.workspace import jobs

    current = settings.DATA_FOLDER / "current"
    seen: object = None
    while True:
        try:
            now = _stamp(current)
            if now != seen and (jobs.heal() or not jobs.is_writing()):
                seen = now
            close_old_connections()
        except Error as error:
            logging.getLogger("cupola.jobs").warning("event=record_not_looked_at fault=%s", type(error).__name__)
            connection.close()
        time.sleep(RECORD_EVERY_SECONDS)


def _stamp(file: os.PathLike[str]) -> tuple[int, int] | None:
    try:
        found = os.stat(file)
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_ino


if __name__ == "__main__":
    main()
