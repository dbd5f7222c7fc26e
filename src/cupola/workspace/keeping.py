"""The kept copy of a delivery: its files without what is never read, for as long as the district wants to keep them."""

from __future__ import annotations

import json
import logging
import os
import shutil
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from cupola.engine.intake.blanking import copy_blanked
from cupola.engine.reading import Delivered
from cupola.workspace import audit, personal
from cupola.workspace.models import Delivery, DeliveryState, User

log = logging.getLogger("cupola.jobs")
LEFTOVER_SECONDS = 24 * 3600
SAMPLE_ROWS = 10
ENDED = (DeliveryState.APPLIED, DeliveryState.UNDONE, DeliveryState.PUT_ASIDE)
LIST = "list.json"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One kept file: its number in the delivery, the name it came by, and what was emptied or why it is not kept."""

    number: int
    name: str
    path: Path | None
    bytes: int
    blanked: tuple[str, ...]
    why_not: str


def kept_of(delivery: Delivery) -> Path:
    """The folder of what is kept of a delivery."""
    return Path(settings.WEB_FOLDER) / "kept" / str(delivery.pk)


def upload_of(delivery: Delivery) -> Path:
    """The folder in which the untouched files of a delivery lie until it is decided."""
    return Path(settings.WEB_FOLDER) / "uploads" / str(delivery.pk)


def keep(delivery: Delivery) -> None:
    """Copy the delivered files without forbidden columns; done again it ends the same."""
    place, half = kept_of(delivery), kept_of(delivery).with_suffix(".part")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o700, parents=True)
    upload = upload_of(delivery)
    told = []
    for number, file in enumerate(sorted(path for path in upload.rglob("*") if path.is_file())):
        copy = copy_blanked(file, half / f"{number:04d}{file.suffix.lower()[:10]}")
        name = file.relative_to(upload).as_posix()
        ending = copy.path.suffix if copy.path and copy.path.suffix != file.suffix.lower()[:10] else ""
        told.append({"name": name + ending, "file": copy.path.name if copy.path else "",
                     "blanked": copy.blanked, "why_not": copy.why_not})  # fmt: skip
    (half / LIST).write_text(json.dumps(told), encoding="utf-8")
    shutil.rmtree(place, ignore_errors=True)
    half.rename(place)


def kept_files(delivery: Delivery) -> tuple[KeptFile, ...]:
    """What is kept of a delivery; nothing when its time is over."""
    place = kept_of(delivery)
    try:
        told = json.loads((place / LIST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    return tuple(_kept(place, number, each) for number, each in enumerate(told))


def _kept(place: Path, number: int, said: dict[str, Any]) -> KeptFile:
    path = place / said["file"] if said["file"] else None
    size = path.stat().st_size if path and path.is_file() else 0
    return KeptFile(number, said["name"], path, size, tuple(said["blanked"]), said["why_not"])


def kept_file(delivery: Delivery, number: int) -> KeptFile | None:
    """One kept file that is still there."""
    found = next((each for each in kept_files(delivery) if each.number == number), None)
    return found if found is not None and found.path is not None and found.path.is_file() else None


def hand_out(delivery: Delivery, found: KeptFile, *, by: User, reason: str) -> Path | None:
    """A kept file for a person who takes it away, which the audit trail remembers.

    It names people outside anybody's own work: raises `ReasonNeeded` without a reason.
    """
    reason = personal.given(reason, "stand in a kept copy: taking it needs a reason.")
    thing = f"delivery:{delivery.pk}"
    audit.note("kept copy taken", user=by, thing=thing, reason=reason, file=found.number, bytes=found.bytes)
    return found.path


def drop_upload(delivery: Delivery) -> None:
    """Remove the untouched files; what is kept stays."""
    shutil.rmtree(upload_of(delivery), ignore_errors=True)


def keep_looks(delivery: Delivery, delivered: Delivered) -> dict[str, int]:
    """Write down, for each list, its headers and first rows for the mapping page; returns file name -> number."""
    place = kept_of(delivery) / "looks"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700, parents=True)
    named = [(file.name, file.known.shape) for file in delivered.files if file.mapping is not None]
    named += [(left.shape.arrival.name, left.shape) for left in delivered.left if left.shape.columns]
    looks: dict[str, int] = {}
    for number, (name, shape) in enumerate(named):
        said = {"base": shape.arrival.base, "columns": shape.columns, "rows": shape.sample[:200]}
        (place / f"{number}.json").write_text(json.dumps(said), encoding="utf-8")
        looks.setdefault(name, number)
    return looks


def purge() -> int:
    """Remove what was kept long enough and what killed uploads left; returns how many deliveries' files went."""
    oldest = timezone.now() - timedelta(days=settings.OPTIONS.keep_days)
    gone = 0
    for place in (Path(settings.WEB_FOLDER) / "kept").iterdir():
        key = place.name.split(".")[0]
        row = Delivery.objects.filter(pk=key).first() if key.isdigit() else None
        if row is None or (row.came_at < oldest and not row.is_working):
            shutil.rmtree(place, ignore_errors=True)
            gone += row is not None
            if row is not None:
                audit.note("kept copy removed", thing=f"delivery:{row.pk}", after_days=settings.OPTIONS.keep_days)
    for place in (Path(settings.WEB_FOLDER) / "uploads").iterdir():
        if _is_over(place, oldest.timestamp()):
            shutil.rmtree(place, ignore_errors=True) if place.is_dir() else place.unlink(missing_ok=True)
    log.info("event=purged deliveries=%s", gone)
    return gone


def _is_over(place: Path, oldest: float) -> bool:
    """Whether an entry of the uploads is needed no more: decided, too old, or half and left by a kill."""
    row = Delivery.objects.filter(pk=place.name).first() if place.name.isdigit() else None
    if row is None:
        return os.path.getmtime(place) < time.time() - LEFTOVER_SECONDS
    return row.state in ENDED or (row.came_at.timestamp() < oldest and not row.is_working)
