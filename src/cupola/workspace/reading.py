"""The two steps of a delivery that take long: reading it for a preview, and putting it in force. Jobs call them."""

from __future__ import annotations

import logging
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from cupola.engine.errors import CupolaError
from cupola.engine.journey import load
from cupola.engine.loading import Loaded, LoadOptions
from cupola.engine.preview import Preview, preview
from cupola.engine.record.compare import Comparison
from cupola.engine.record.store import open_store
from cupola.workspace import audit
from cupola.workspace.models import CheckSwitch, Delivery, DeliveryFile, DeliveryState, Finding
from cupola.workspace.sampling import Teller

log = logging.getLogger("cupola.jobs")
EXAMPLES = 5
# How long the command line may hold the record before a job gives up and says so.
WAIT_SECONDS = 600.0


def files_of(delivery: Delivery) -> Path:
    """The folder in which the files of a delivery lie."""
    return Path(settings.WEB_FOLDER) / "uploads" / str(delivery.pk)


def read(key: int) -> None:
    """Say what a delivery would change. What cannot be read is said on the delivery, never raised."""
    delivery = Delivery.objects.get(pk=key)
    if not (delivery.is_working or delivery.waits_for_a_person):
        return
    _move(delivery, DeliveryState.READING, progress=0.0)
    room = Path(settings.WEB_FOLDER) / "previews" / str(key)
    shutil.rmtree(room, ignore_errors=True)
    skip = tuple(CheckSwitch.objects.values_list("check_id", flat=True))
    try:
        seen = preview([files_of(delivery)], _options(delivery), room=room, progress=Teller(delivery, 0, 1), skip=skip)
    except CupolaError as error:
        delivery.problem = str(error)
        _move(delivery, DeliveryState.FAILED)
        return
    _write_files(delivery, seen.loaded)
    now = open_store(settings.DATA_FOLDER).current()
    delivery.before = now.id if now else ""
    delivery.preview = _told(seen)
    delivery.as_of = seen.loaded.manifest.as_of if seen.loaded.manifest else None
    state = DeliveryState.READY if seen.report is not None else DeliveryState.NOTHING_NEW
    _move(delivery, DeliveryState.HELD if seen.held or seen.loaded.unconfirmed else state)


def apply(key: int) -> None:
    """Put a delivery in force, with the yes that a person gave; a kill before the end leaves the record as it was."""
    delivery = Delivery.objects.get(pk=key)
    if delivery.state != DeliveryState.APPLYING:
        return
    store = open_store(settings.DATA_FOLDER)
    before = store.current()
    options = _options(delivery, accepted=True)
    try:
        loaded = load([files_of(delivery)], options, progress=Teller(delivery, 0, 0.8))
    except CupolaError as error:
        delivery.problem = str(error)
        _move(delivery, DeliveryState.HELD)
        return
    if loaded.held:
        delivery.problem = " ".join(f"{each.says} {each.step}" for each in loaded.held)
        _move(delivery, DeliveryState.HELD)
        return
    delivery.problem = ""
    delivery.before = delivery.before or (before.id if before else "")
    delivery.snapshot = loaded.manifest.id if loaded.manifest else ""
    _move(delivery, DeliveryState.APPLIED, progress=1.0)
    audit.note(
        "delivery applied", user=delivery.decided_by, thing=f"delivery:{key}", reason=delivery.accepted_reason,
        snapshot=delivery.snapshot,
    )  # fmt: skip


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


def _write_files(delivery: Delivery, loaded: Loaded) -> None:
    """What every file was recognised as, and why."""
    delivery.files.all().delete()
    DeliveryFile.objects.bulk_create(_file(delivery, seen) for seen in loaded.delivered.seen)


def _file(delivery: Delivery, seen: Any) -> DeliveryFile:
    return DeliveryFile(
        delivery=delivery,
        name=seen.name[:500],
        sha256=seen.sha256 or "",
        recognised_as=seen.recognised_as or "",
        why=seen.why,
        system=seen.system or "",
        rows=seen.rows_read,
        rows_set_aside=seen.rows_set_aside,
    )


def _told(seen: Preview) -> dict[str, Any]:
    """The preview as the page shows it."""
    return {
        "held": [{"kind": each.kind, "says": each.says, "step": each.step, "final": each.final} for each in seen.held],
        "unconfirmed": [name for name, _ in seen.loaded.unconfirmed],
        "tables": [_table(each) for each in seen.changes],
        "checks": _moved(seen),
    }


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
