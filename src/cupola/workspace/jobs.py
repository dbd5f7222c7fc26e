"""The jobs: what takes longer than a page may. Each can be begun again after a kill and then ends the same."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cupola.workspace import publishing, reading, sampling

KEPT_RESULTS_DAYS = 7
TRIES = 3
WRITING = ("apply_delivery", "build_sample", "publish")
log = logging.getLogger("cupola.jobs")


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


def resume() -> int:
    """Put jobs back that a dead worker had begun; there is one worker, so what runs while it starts runs nowhere.

    A job under which the worker died three times is given up, so that it cannot keep all others waiting.
    """
    DBTaskResult.objects.filter(finished_at__lt=datetime.now(UTC) - timedelta(days=KEPT_RESULTS_DAYS)).delete()
    again = 0
    for job in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        given_up = len(job.worker_ids) >= TRIES
        job.status = TaskResultStatus.FAILED if given_up else TaskResultStatus.READY
        job.started_at, job.finished_at = None, datetime.now(UTC) if given_up else None
        job.save(update_fields=["status", "started_at", "finished_at"])
        what = job.task_path.rpartition(".")[2]
        log.warning("event=job_%s job=%s tries=%d", "given_up" if given_up else "resumed", what, len(job.worker_ids))
        again += not given_up
    return again


def heal() -> bool:
    """Publish when the record on disk is another than the one that pages show (a load by command, an undo, a kill).

    A job that is about to write the record publishes by itself. Returns whether a publication was asked for.
    """
    if not publishing.is_behind() or is_writing():
        return False
    publish.enqueue()
    return True


def is_writing() -> bool:
    """Whether a job waits or runs that writes the record or publishes it."""
    paths = [f"{__name__}.{name}" for name in WRITING]
    waiting = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    return DBTaskResult.objects.filter(task_path__in=paths, status__in=waiting).exists()
