"""The jobs: what takes longer than a page may. Each can be begun again after a kill and then ends the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cupola.workspace import decisions, publishing, reading, sampling

KEPT_RESULTS_DAYS = 7


@task()
def read_delivery(delivery: int) -> None:
    """Recognise the files of a delivery and say what they would change."""
    reading.read(delivery)


@task()
def apply_delivery(delivery: int) -> None:
    """Put a delivery in force and publish what is found afterwards."""
    reading.apply(delivery)
    publishing.publish()


@task()
def publish() -> None:
    """Bring what the record in force says into the workspace."""
    publishing.publish()


@task()
def build_sample(delivery: int) -> None:
    """Write the sample district and load it."""
    sampling.build(delivery, settings.DATA_FOLDER, students=settings.OPTIONS.sample_students)
    publishing.publish()


@task()
def expire_acceptances() -> None:
    """Bring back what was accepted until a day that has passed."""
    decisions.expire(timezone.localdate())


def resume() -> int:
    """Put jobs back that a dead worker had begun; there is one worker, so what runs while it starts runs nowhere."""
    DBTaskResult.objects.filter(finished_at__lt=datetime.now(UTC) - timedelta(days=KEPT_RESULTS_DAYS)).delete()
    return DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).update(
        status=TaskResultStatus.READY, started_at=None, worker_ids=[]
    )


def heal() -> None:
    """Publish when the record on disk is another than the one that pages show (a load by command, or a kill)."""
    if (
        publishing.is_behind()
        and not DBTaskResult.objects.filter(
            task_path=publish.module_path, status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING)
        ).exists()
    ):
        publish.enqueue()
