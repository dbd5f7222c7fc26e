"""The jobs: what takes longer than a page may. Each can be begun again after a kill and then ends the same."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cupola.engine.record.store import open_store
from cupola.workspace import after_publishing, decisions, indexing, keeping, own_record, publishing, reading, sampling
from cupola.workspace.models import Delivery, DeliveryState

KEPT_RESULTS_DAYS = 7
TRIES = 3
WRITING = ("apply_delivery", "bring_life", "build_sample", "deliver_own", "publish")
log = logging.getLogger("cupola.jobs")


@task()
def read_delivery(delivery: int) -> None:
    """Recognise the files of a delivery and say what they would change."""
    reading.read(delivery)


@task()
def apply_delivery(delivery: int) -> None:
    """Put a delivery in force and publish what is found afterwards."""
    reading.apply(delivery)
    own_record.deliver()
    _publish()


@task()
def publish() -> None:
    """Bring what the record in force says into the workspace, with what people entered here."""
    own_record.deliver()
    _publish()


def _publish() -> None:
    publishing.publish()
    after_publishing.begin()


@task()
def build_sample(delivery: int) -> None:
    """Write the sample district and load it."""
    sampling.build(delivery, settings.DATA_FOLDER, students=settings.OPTIONS.sample_students)
    _publish()
    _bring_life()


@task()
def bring_life() -> None:
    """Bring the sample district to life, once its record is published."""
    if publishing.is_behind():
        _publish()
    _bring_life()


def _bring_life() -> None:
    if sampling.bring_life() and own_record.deliver():
        _publish()


@task()
def deliver_own() -> None:
    """Take what people entered since yesterday into the record, and publish it when that changed anything."""
    if own_record.deliver():
        _publish()


@task()
def expire_acceptances() -> None:
    """Bring back what was accepted until a day that has passed."""
    decisions.expire(timezone.localdate())


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
    """Put right what a kill or a load by command left: pages behind the record, deliveries without a job.

    A job that is about to write the record publishes by itself. Returns whether a publication was asked for.
    """
    indexing.index()
    _heal_deliveries()
    if is_writing():
        return False
    if not publishing.is_behind():
        after_publishing.begin()
        return False
    publish.enqueue()
    return True


def is_life_coming() -> bool:
    """Whether the life of the sample district is being written, or will be as soon as its record is there."""
    return _waiting(bring_life).exists() or _waiting(build_sample).exists()


def _waiting(job: Task[Any, Any]) -> QuerySet[DBTaskResult[Any, Any]]:
    """The jobs of a kind that are still to be done or at work."""
    open_ends = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    return DBTaskResult.objects.filter(task_path=job.module_path, status__in=open_ends)


def _heal_deliveries() -> None:
    """A delivery at work has a job; one whose job met a fault says so; one over an older record is compared again."""
    at_work = {DeliveryState.ARRIVED: read_delivery, DeliveryState.READING: read_delivery,
               DeliveryState.APPLYING: apply_delivery}  # fmt: skip
    for delivery in Delivery.objects.filter(state__in=list(at_work)).exclude(came_by="sample"):
        job = at_work[DeliveryState(delivery.state)]
        if delivery.pk not in {each.args_kwargs["args"][0] for each in _waiting(job)}:
            _heal(delivery, job)
    now = open_store(settings.DATA_FOLDER).current()
    waiting = Delivery.objects.filter(state__in=(DeliveryState.READY, DeliveryState.HELD))
    for delivery in waiting.exclude(before=now.id if now else ""):
        with transaction.atomic():
            if keeping.upload_of(delivery).is_dir():
                Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.ARRIVED, progress=0.0)
                read_delivery.enqueue(delivery.pk)


@transaction.atomic
def _heal(delivery: Delivery, job: Task[Any, Any]) -> None:
    if not Delivery.objects.select_for_update().filter(pk=delivery.pk, state=delivery.state).exists():
        return  # its job ended while we looked
    past = DBTaskResult.objects.filter(task_path=job.module_path, status=TaskResultStatus.FAILED)
    failed = any(each.args_kwargs["args"][0] == delivery.pk for each in past)
    fact = ""
    if not keeping.upload_of(delivery).is_dir():
        fact = "Its files are not there any more. Deliver them again."
    elif failed:
        fact = "The program met a fault of its own; the record is as it was. See the terminal, then try again."
    if fact:
        past.filter(pk__in=[each.pk for each in past if each.args_kwargs["args"][0] == delivery.pk]).delete()
        state = DeliveryState.HELD if job is apply_delivery and failed else DeliveryState.FAILED
        Delivery.objects.filter(pk=delivery.pk).update(state=state, problem=fact, doing="")
    else:
        job.enqueue(delivery.pk)


def is_writing() -> bool:
    """Whether a job waits or runs that writes the record or publishes it."""
    paths = [f"{__name__}.{name}" for name in WRITING]
    waiting = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    return DBTaskResult.objects.filter(task_path__in=paths, status__in=waiting).exists()
