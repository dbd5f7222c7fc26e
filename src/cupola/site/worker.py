"""The job worker's process: takes up what a dead one left, then does one job after the other."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from datetime import UTC, datetime

import django

from cupola.site import lifeline

LOOK_EVERY_SECONDS = 0.5
SCHEDULE_EVERY_SECONDS = 60


def main() -> None:
    """Work until told to stop."""
    lifeline.follow_parent()
    django.setup()
    from django_tasks_db.management.commands.db_worker import Worker

    from cupola.workspace import jobs

    jobs.resume()
    jobs.heal()
    threading.Thread(target=_begin_timed_jobs, daemon=True, name="schedule").start()
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


def _begin_timed_jobs() -> None:
    """Once a minute, put in the queue what is to be done by itself; what fails is said, and tried a minute later."""
    from django.db import DatabaseError, close_old_connections

    from cupola.workspace import schedule

    while True:
        close_old_connections()
        try:
            schedule.begin_due(datetime.now(UTC))
        except DatabaseError as error:
            logging.getLogger("cupola.jobs").warning("event=schedule_failed error=%s", type(error).__name__)
        time.sleep(SCHEDULE_EVERY_SECONDS)


if __name__ == "__main__":
    main()
