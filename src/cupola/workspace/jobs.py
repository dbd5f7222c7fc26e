"""The jobs: what takes longer than a page may. Each can be begun again after a kill and then ends the same."""

from __future__ import annotations

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
from cupola.workspace import decisions, indexing, keeping, publishing, reading, sampling
from cupola.workspace.models import Delivery, DeliveryState

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
    """Put right what a kill or a load by command left: pages behind the record, deliveries without a job."""
    indexing.index()
    if publishing.is_behind() and not _waiting(publish).exists():
        publish.enqueue()
    _heal_deliveries()


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
