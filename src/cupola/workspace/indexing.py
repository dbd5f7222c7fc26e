"""Loads made elsewhere: what the record's own list of snapshots says becomes deliveries that pages can show."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import transaction

from cupola.engine.record.history import Listed
from cupola.engine.record.manifest import CLOSED, DeliveredFile, Manifest
from cupola.engine.record.manifest import Delivery as Delivered
from cupola.engine.record.store import open_store
from cupola.workspace import audit
from cupola.workspace.models import Delivery, DeliveryFile, DeliveryState


def index(*, came_by: str = "command", who: str = "") -> int:
    """Make a delivery of every snapshot that none names, and mark those undone elsewhere; returns how many were made.

    While a delivery is being applied its snapshot is not named yet, so nothing is done.
    """
    if Delivery.objects.filter(state=DeliveryState.APPLYING).exists():
        return 0
    listed = _listed(Path(settings.DATA_FOLDER), _changed())
    undone = [entry.manifest.id for entry in listed if entry.state == "undone"]
    Delivery.objects.filter(snapshot__in=undone, state=DeliveryState.APPLIED).update(state=DeliveryState.UNDONE)
    named = set(Delivery.objects.exclude(snapshot="").values_list("snapshot", flat=True))
    by_id = {entry.manifest.id: entry.manifest for entry in listed}
    made = 0
    for entry in reversed(listed):
        manifest = entry.manifest
        parent = by_id.get(manifest.parent or "")
        brought = [each for each in manifest.deliveries if parent is None or each not in parent.deliveries]
        if manifest.id not in named and brought:
            state = DeliveryState.UNDONE if entry.state == "undone" else DeliveryState.APPLIED
            _write(manifest, brought, Delivery(came_by=came_by, who=who or brought[0].who, state=state))
            made += 1
    return made


def _changed() -> int:
    """When another snapshot last came into force; 0 before the first."""
    current = Path(settings.DATA_FOLDER) / "current"
    return current.stat().st_mtime_ns if current.exists() else 0


@lru_cache(maxsize=1)
def _listed(data: Path, _changed_at: int) -> tuple[Listed, ...]:
    """The snapshots, read again only after a change: this is asked every few seconds."""
    return open_store(data).snapshots()


@transaction.atomic
def _write(manifest: Manifest, brought: list[Delivered], delivery: Delivery) -> None:
    delivery.snapshot, delivery.before, delivery.as_of = manifest.id, manifest.parent or "", manifest.as_of
    delivery.progress, delivery.decided_at = 1.0, manifest.made_at
    delivery.save()
    Delivery.objects.filter(pk=delivery.pk).update(came_at=manifest.made_at)
    DeliveryFile.objects.bulk_create(
        _file(delivery, each, file) for each in brought for file in each.files if file.mode != CLOSED
    )
    audit.note("delivery found in the record", who="system", thing=f"delivery:{delivery.pk}", snapshot=manifest.id)


def _file(delivery: Delivery, brought: Delivered, file: DeliveredFile) -> DeliveryFile:
    return DeliveryFile(
        delivery=delivery,
        name=file.name[:500],
        bytes=file.bytes,
        sha256=file.sha256,
        recognised_as=file.recognised_as or "",
        system=brought.system,
        rows=file.rows,
        rows_set_aside=file.rows_set_aside,
    )
