"""Services for deliveries: apply, undo, put aside, read again; each act leaves an audit line."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cupola.engine.errors import CupolaError
from cupola.engine.record.store import open_store
from cupola.workspace import audit, jobs, keeping
from cupola.workspace.models import Delivery, DeliveryState, User


class DeliveryError(CupolaError):
    """A delivery cannot be applied, undone or read again as asked."""


def put_in_force(delivery: Delivery, *, by: User, reason: str = "") -> None:
    """Have a delivery applied. One that is held needs the reason why it is right all the same.

    A preview over an older record than the one in force says nothing any more: it is made again instead.
    """
    now = open_store(settings.DATA_FOLDER).current()
    if delivery.waits_for_a_person and delivery.before != (now.id if now else ""):
        read_again(delivery, by=by)
        raise DeliveryError(
            f"delivery {delivery.pk}",
            "was compared with a record that is no longer in force.",
            "It is being compared again; look at the preview, then apply it.",
        )
    _apply(delivery, by=by, reason=reason.strip())


@transaction.atomic
def _apply(delivery: Delivery, *, by: User, reason: str) -> None:
    delivery = _waiting(delivery)
    preview = delivery.preview or {}
    held = preview.get("held") or []
    if any(each.get("final") for each in held):
        raise DeliveryError(f"delivery {delivery.pk}", "cannot be put in force as it is.", held[0]["step"])
    if held and not reason:
        raise DeliveryError(f"delivery {delivery.pk}", "is held.", "Say in a sentence why it is right all the same.")
    delivery.state, delivery.progress, delivery.problem = DeliveryState.APPLYING, 0.0, ""
    delivery.accepted_reason, delivery.decided_by, delivery.decided_at = reason[:2000], by, timezone.now()
    delivery.save()
    audit.note("delivery to be applied", user=by, thing=f"delivery:{delivery.pk}", reason=reason[:2000])
    jobs.apply_delivery.enqueue(delivery.pk)


def _waiting(delivery: Delivery) -> Delivery:
    fresh = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if not fresh.waits_for_a_person:
        raise DeliveryError(f"delivery {fresh.pk}", "does not wait any more.", "Load the page again.")
    return fresh


def put_aside(delivery: Delivery, *, by: User) -> None:
    """Leave a delivery out; the kept copy stays until its time is over."""
    with transaction.atomic():
        delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
        can_go = (DeliveryState.READY, DeliveryState.HELD, DeliveryState.FAILED, DeliveryState.NOTHING_NEW)
        if delivery.state not in can_go:
            raise DeliveryError(f"delivery {delivery.pk}", "does not wait any more.", "Load the page again.")
        delivery.state, delivery.decided_by, delivery.decided_at = DeliveryState.PUT_ASIDE, by, timezone.now()
        delivery.save()
        audit.note("delivery put aside", user=by, thing=f"delivery:{delivery.pk}")
    keeping.drop_upload(delivery)


@transaction.atomic
def read_again(delivery: Delivery, *, by: User | None) -> None:
    """Recognise and compare once more: after a mapping was saved, or when the record has changed meanwhile."""
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    open_ends = (DeliveryState.READY, DeliveryState.HELD, DeliveryState.FAILED, DeliveryState.NOTHING_NEW)
    if delivery.state not in open_ends:
        raise DeliveryError(f"delivery {delivery.pk}", "does not wait any more.", "Load the page again.")
    if not keeping.upload_of(delivery).is_dir():
        raise DeliveryError(f"delivery {delivery.pk}", "has no files left to read.", "Deliver them again.")
    delivery.state, delivery.progress, delivery.problem = DeliveryState.ARRIVED, 0.0, ""
    delivery.save()
    audit.note("delivery read again", user=by, thing=f"delivery:{delivery.pk}")
    jobs.read_delivery.enqueue(delivery.pk)


def undo(delivery: Delivery, *, by: User) -> None:
    """Put the record before this delivery in force again; only the newest one can be undone."""
    store = open_store(settings.DATA_FOLDER)
    with store.writing(wait_seconds=30) as writer, transaction.atomic():
        delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
        now = store.current()
        if now is None or delivery.state != DeliveryState.APPLIED or now.id != delivery.snapshot:
            raise DeliveryError(
                f"delivery {delivery.pk}",
                "is not what the record was made with last.",
                "Undo the deliveries after it first, newest first.",
            )
        writer.undo()
        delivery.state, delivery.decided_by, delivery.decided_at = DeliveryState.UNDONE, by, timezone.now()
        delivery.save()
        audit.note("delivery undone", user=by, thing=f"delivery:{delivery.pk}", snapshot=delivery.snapshot)
        jobs.publish.enqueue()
