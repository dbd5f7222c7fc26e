"""What is to be done by itself: a list of jobs with their times, and when each was last begun."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from cupola.workspace.models import District, Schedule

MONDAY = 0
LATEST = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Timed:
    """A job by name, its time of day in the district's zone, and its weekday (0 is Monday); None is every day.

    With `every` it is begun again and again, each time so much has passed, and the time of day says nothing.
    """

    name: str
    begin: Callable[[], object]
    at: time
    weekday: int | None = None
    every: timedelta | None = None


_TIMED: dict[str, Timed] = {}


def announce(timed: Timed) -> None:
    """Have a job begun at its times; the same name replaces the one before."""
    _TIMED[timed.name] = timed


def last_time(timed: Timed, now: datetime) -> datetime:
    """The newest moment, not after `now`, at which this job was to begin."""
    if timed.every is not None:
        return datetime.fromtimestamp(now.timestamp() // timed.every.total_seconds() * timed.every.total_seconds(), UTC)
    here = now.astimezone(ZoneInfo(District.here().time_zone))
    day = here.date()
    if timed.weekday is not None:
        day -= timedelta(days=(day.weekday() - timed.weekday) % 7)
    moment = datetime.combine(day, timed.at, here.tzinfo)
    return moment if moment <= here else moment - timedelta(days=1 if timed.weekday is None else 7)


def due_jobs(now: datetime) -> list[Timed]:
    """Jobs whose time has come and that were not begun since; one missed by more than three days is let go.

    A job that was never begun starts at its next time, not at once.
    """
    begun = dict(Schedule.objects.values_list("name", "last_at"))
    due = []
    for timed in _TIMED.values():
        moment = last_time(timed, now)
        last = begun.get(timed.name)
        if last is None:
            _remember(timed.name, now)
        elif last < moment and now - moment <= LATEST:
            due.append(timed)
    return due


def begin_due(now: datetime) -> list[str]:
    """Put what is due in the queue, each once, and return the names."""
    return [timed.name for timed in due_jobs(now) if _begin(timed, now)]


def _begin(timed: Timed, now: datetime) -> bool:
    with transaction.atomic():
        row = Schedule.objects.select_for_update().get(name=timed.name)
        if row.last_at >= last_time(timed, now):
            return False
        row.last_at = now
        row.save()
        timed.begin()
        return True


def _remember(name: str, now: datetime) -> None:
    try:
        with transaction.atomic():
            Schedule.objects.create(name=name, last_at=now)
    except IntegrityError:
        return
