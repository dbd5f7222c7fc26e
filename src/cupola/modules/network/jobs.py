"""What this room does by itself every few minutes: ask what is to be watched, when that is switched on."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cupola.modules.network import probing


@task()
def ask_targets() -> None:
    """Ask every target once; asked too soon it does nothing."""
    probing.ask_all()


def begin_asking() -> bool:
    """Put the question in the queue when it is due and does not wait there already; whether it was put there."""
    waiting = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    if not probing.is_due(timezone.now()):
        return False
    if DBTaskResult.objects.filter(task_path=ask_targets.module_path, status__in=waiting).exists():
        return False
    ask_targets.enqueue()
    return True
