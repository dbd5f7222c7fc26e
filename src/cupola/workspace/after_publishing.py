"""What is made anew after each publication: jobs that rooms announce, and how to tell that one is behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cupola.workspace.models import Publication


@dataclass(frozen=True, slots=True)
class Follower:
    """A job by name, and whether what it made is older than a publication."""

    name: str
    job: Task[Any, Any]
    is_behind: Callable[[Publication], bool]


_FOLLOWERS: dict[str, Follower] = {}


def announce(follower: Follower) -> None:
    """Have a job begun after each publication; the same name replaces the one before."""
    _FOLLOWERS[follower.name] = follower


def begin() -> list[str]:
    """Put in the queue what is behind the newest publication, each once, and return the names.

    A job that met a fault since that publication waits for the next one, so that it is not begun without end.
    """
    newest = Publication.newest()
    if newest is None:
        return []
    due = [each for each in _FOLLOWERS.values() if each.is_behind(newest) and not _is_begun(each, newest)]
    for each in due:
        each.job.enqueue()
    return [each.name for each in due]


def _is_begun(follower: Follower, newest: Publication) -> bool:
    waiting = Q(status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING))
    failed = Q(status=TaskResultStatus.FAILED, finished_at__gte=newest.finished_at)
    return DBTaskResult.objects.filter(waiting | failed, task_path=follower.job.module_path).exists()
