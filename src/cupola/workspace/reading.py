"""The two steps of a delivery that take long: reading it for a preview, and putting it in force. Jobs call them."""

from __future__ import annotations

import logging
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cupola.engine.errors import CupolaError
from cupola.engine.journey import load
from cupola.engine.kinds import FileSeen
from cupola.engine.loading import Loaded, LoadOptions
from cupola.engine.preview import Preview, preview
from cupola.engine.record.compare import Comparison
from cupola.engine.record.store import open_store
from cupola.workspace import audit, keeping
from cupola.workspace.keeping import upload_of
from cupola.workspace.models import CheckSwitch, Delivery, DeliveryFile, DeliveryState, Finding
from cupola.workspace.sampling import Teller

log = logging.getLogger("cupola.jobs")
# How long the command line may hold the record before a job gives up and says so.
WAIT_SECONDS = 600.0


def read(key: int) -> None:
    """Say what a delivery would change. What cannot be read is said on the delivery, never raised."""
    delivery = Delivery.objects.get(pk=key)
    if not (delivery.is_working or delivery.waits_for_a_person) or delivery.state == DeliveryState.APPLYING:
        return
    _move(delivery, DeliveryState.READING, progress=0.0)
    room = Path(settings.WEB_FOLDER) / "previews" / str(key)
    shutil.rmtree(room, ignore_errors=True)
    skip = tuple(CheckSwitch.objects.values_list("check_id", flat=True))
    before = open_store(settings.DATA_FOLDER).current()
    try:
        with _faults_told():
            keeping.keep(delivery)
            teller = Teller(delivery, 0, 1)
            options = replace(_options(delivery), accept_mapping=True)
            seen = preview([upload_of(delivery)], options, room=room, progress=teller, skip=skip)
            looks = keeping.keep_looks(delivery, seen.loaded.delivered)
    except CupolaError as error:
        delivery.problem = str(error)
        _move(delivery, DeliveryState.FAILED)
        return
    delivery.problem = ""
    delivery.before = before.id if before else ""
    delivery.preview = _told(seen)
    delivery.as_of = seen.loaded.manifest.as_of if seen.loaded.manifest else None
    with transaction.atomic():
        _write_files(delivery, seen.loaded, looks)
        _move(delivery, _state_after(seen))


def _state_after(seen: Preview) -> DeliveryState:
    if seen.held or _unconfirmed(seen.loaded):
        return DeliveryState.HELD
    return DeliveryState.READY if seen.report is not None else DeliveryState.NOTHING_NEW


def apply(key: int) -> None:
    """Put a delivery in force, with the yes that a person gave; a kill at any moment and doing it again end the same.

    `before` was the record in force when the person said yes. Done again after a kill behind the publication, the
    load finds its own files in force and changes nothing; the snapshot in force is then the one that it made.
    """
    delivery = Delivery.objects.get(pk=key)
    if delivery.state != DeliveryState.APPLYING:
        return
    options = _options(delivery, accepted=True)
    try:
        with _faults_told():
            loaded = load([upload_of(delivery)], options, progress=Teller(delivery, 0, 0.8))
    except CupolaError as error:
        delivery.problem = str(error)
        _move(delivery, DeliveryState.HELD)
        return
    if loaded.held:
        delivery.problem = " ".join(f"{each.says} {each.step}" for each in loaded.held)
        _move(delivery, DeliveryState.HELD)
        return
    made = loaded.manifest.id if loaded.manifest else ""
    if not loaded.changed and made == delivery.before:
        _move(delivery, DeliveryState.NOTHING_NEW, progress=1.0)
        return
    _applied(delivery, made)
    keeping.drop_upload(delivery)


@transaction.atomic
def _applied(delivery: Delivery, snapshot: str) -> None:
    delivery.problem, delivery.snapshot = "", snapshot
    _move(delivery, DeliveryState.APPLIED, progress=1.0)
    audit.note(
        "delivery applied", user=delivery.decided_by, thing=f"delivery:{delivery.pk}", reason=delivery.accepted_reason,
        snapshot=snapshot,
    )  # fmt: skip


@contextmanager
def _faults_told() -> Iterator[None]:
    """A full disk is told like any other reason; the record is as it was."""
    import duckdb

    try:
        yield
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        said = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise CupolaError(
            "the data folder", f"could not be written: {said}.",
            "The record is as it was. Free room on the disk, then try again.",
        ) from error  # fmt: skip


def _options(delivery: Delivery, *, accepted: bool = False) -> LoadOptions:
    return LoadOptions(
        Path(settings.DATA_FOLDER),
        accept_mapping=accepted,
        accept_unusual=accepted and bool(delivery.accepted_reason),
        system=delivery.system or None,
        wait_seconds=WAIT_SECONDS,
    )


def _move(delivery: Delivery, state: DeliveryState, *, progress: float | None = None) -> None:
    delivery.state = state
    delivery.progress = delivery.progress if progress is None else progress
    delivery.doing = ""
    delivery.save()
    log.info("event=delivery_%s delivery=%s at=%s", state, delivery.pk, timezone.now().isoformat(timespec="seconds"))


def _write_files(delivery: Delivery, loaded: Loaded, looks: Mapping[str, int]) -> None:
    """What every file was recognised as, and why; which of them are lists, read by a mapping or by none yet."""
    delivered = loaded.delivered
    origins = {left.shape.arrival.name: "none" for left in delivered.left if left.shape.columns}
    origins |= {file.name: file.mapping.origin for file in delivered.files if file.mapping is not None}
    sizes = {file.name: file.table.arrival.bytes for file in delivered.files}
    delivery.files.all().delete()
    rows = [_file(delivery, seen) for seen in delivered.seen]
    for row in rows:
        row.mapping, row.look = origins.get(row.name, ""), looks.get(row.name)
        row.bytes = sizes.get(row.name, 0)
    DeliveryFile.objects.bulk_create(rows)


def _file(delivery: Delivery, seen: FileSeen) -> DeliveryFile:
    return DeliveryFile(
        delivery=delivery,
        name=seen.name[:500],
        sha256=seen.sha256 or "",
        recognised_as=seen.recognised_as or "",
        why=seen.why,
        system=seen.system or "",
        rows=seen.rows_read if seen.table else None,
        rows_set_aside=seen.rows_set_aside if seen.table else None,
    )


def _told(seen: Preview) -> dict[str, Any]:
    """The preview as the page shows it."""
    return {
        "held": [{"kind": each.kind, "says": each.says, "step": each.step, "final": each.final} for each in seen.held],
        "unconfirmed": _unconfirmed(seen.loaded),
        "tables": [_table(each) for each in seen.changes],
        "checks": _moved(seen),
    }


def _unconfirmed(loaded: Loaded) -> list[str]:
    """The lists whose mapping nobody has said yes to; the preview reads them by it all the same."""
    return [file.name for file in loaded.delivered.files if file.mapping and file.mapping.origin == "proposed"]


def _table(each: Comparison) -> dict[str, Any]:
    return {
        "table": each.table,
        "before": each.rows_before,
        "after": each.rows_after,
        "new": each.new,
        "changed": each.changed,
        "gone": each.gone,
        "schools": [
            {"key": school.school or "", "new": school.new, "changed": school.changed, "gone": school.gone}
            for school in each.schools
        ],
    }


def _moved(seen: Preview) -> list[dict[str, Any]]:
    """Check by check, how many findings would appear and disappear."""
    if seen.report is None:
        return []
    after = {found.fingerprint: found.check for found in seen.report.findings}
    before = dict(Finding.objects.filter(is_open=True).values_list("fingerprint", "check_id"))
    opens = Counter(check for print_, check in after.items() if print_ not in before)
    closes = Counter(check for print_, check in before.items() if print_ not in after)
    return [{"check": check, "opens": opens[check], "closes": closes[check]} for check in sorted({*opens, *closes})]
