"""What the worker looks after beside its jobs, every few seconds."""

from __future__ import annotations

import logging
import time
from datetime import UTC, date, datetime

from django.db import DatabaseError, close_old_connections

from cupola.engine.errors import CupolaError
from cupola.workspace import jobs, keeping, schedule
from cupola.workspace.inbox import take_from_inbox

log = logging.getLogger("cupola.jobs")


class Rounds:
    """What the worker looks after between jobs: the inbox, loads by command, timed jobs, and what was kept enough."""

    def __init__(self) -> None:
        self.purged_on: date | None = None

    def go(self) -> None:
        """One round; a full disk or a busy database is tried again in the next."""
        try:
            take_from_inbox()
            jobs.heal()
            schedule.begin_due(datetime.now(UTC))
            if self.purged_on != datetime.now(UTC).date():
                keeping.purge()
                self.purged_on = datetime.now(UTC).date()
        except (CupolaError, OSError, DatabaseError) as error:
            log.warning("event=round_failed kind=%s", type(error).__name__)

    def follow(self, every_seconds: float) -> None:
        """Go round until the process ends."""
        while True:
            self.go()
            close_old_connections()
            time.sleep(every_seconds)
