"""The job worker's process: takes up what a dead one left, then does one job after the other."""

from __future__ import annotations

import os
import socket
import threading

import django

from cupola.site import lifeline

LOOK_EVERY_SECONDS = 0.5
ROUND_SECONDS = 5.0


def main() -> None:
    """Work until told to stop."""
    lifeline.follow_parent()
    django.setup()
    from django_tasks_db.management.commands.db_worker import Worker

    from cupola.workspace import jobs
    from cupola.workspace.rounds import Rounds

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


if __name__ == "__main__":
    main()
