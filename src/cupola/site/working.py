"""What the job worker does: takes up what a dead one left, does one job after the other, looks round beside them."""

from __future__ import annotations

import os
import socket
import threading

from django.conf import settings
from django_tasks_db.management.commands.db_worker import Worker

from cupola.engine.record import lock
from cupola.workspace import jobs
from cupola.workspace.rounds import Rounds

LOOK_EVERY_SECONDS = 0.5
ROUND_SECONDS = 3.0
# One that lost its `cupola up` ends within a second, but may first come back from a long statement.
WAIT_SECONDS = 60.0
LOCK = "worker.lock"


def work() -> None:
    """Work until told to stop, as the only worker of this folder."""
    with lock.held(settings.WEB_FOLDER / LOCK, wait_seconds=WAIT_SECONDS):
        jobs.resume()
        threading.Thread(target=Rounds().follow, args=(ROUND_SECONDS,), daemon=True, name="rounds").start()
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
