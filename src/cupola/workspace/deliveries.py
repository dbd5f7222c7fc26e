"""Services for deliveries: take files in, apply, undo, put aside; each act leaves an audit line."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from cupola.engine.errors import CupolaError
from cupola.engine.record.store import open_store
from cupola.workspace import audit, jobs
from cupola.workspace.models import Delivery, DeliveryState, User
from cupola.workspace.reading import files_of

LONGEST_NAME = 120


class DeliveryError(CupolaError):
    """A delivery cannot be taken in, applied or undone as asked."""


def take_in(files: Iterable[tuple[str, UploadedFile[Any]]], *, by: User, system: str = "") -> Delivery:
    """Keep files that were dropped in and have them read. Each comes with its path below the dropped folder.

    Raises `DeliveryError` when there is no file, when they are too large together, or when the disk is full.
    """
    with transaction.atomic():
        delivery = Delivery.objects.create(came_by="upload", brought_by=by, who=by.name, system=system)
    place = files_of(delivery)
    try:
        count, size = _keep(files, place)
        if not count:
            raise DeliveryError("the delivery", "holds no file.", "Choose files, a folder or a zip, and drop it again.")
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        delivery.delete()
        raise
    with transaction.atomic():
        audit.note("delivery brought", user=by, thing=f"delivery:{delivery.pk}", files=count, bytes=size)
        jobs.read_delivery.enqueue(delivery.pk)
    return delivery


def _keep(files: Iterable[tuple[str, UploadedFile[Any]]], place: Path) -> tuple[int, int]:
    count = size = 0
    room = settings.OPTIONS.upload_megabytes * 1_000_000
    for path, file in files:
        target = place / safe_path(path)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with open(_free(target), "xb") as handle:
                for chunk in file.chunks():
                    size += len(chunk)
                    if size > room:
                        raise _too_large(room)
                    handle.write(chunk)
                _to_disk(handle)
        except OSError as error:
            raise DeliveryError(
                path,
                f"could not be kept: {error.strerror or error}.",
                "Nothing was lost: the record is as it was. Free room on the disk and drop the files again.",
            ) from error
        count += 1
    return count, size


def _too_large(room: int) -> DeliveryError:
    return DeliveryError(
        "the delivery",
        f"is larger than {room // 1_000_000:,} MB.",
        "Drop fewer files at once, load it with `cupola load`, or raise upload_megabytes.",
    )


def _to_disk(handle: IO[bytes]) -> None:
    handle.flush()
    os.fsync(handle.fileno())


def safe_path(path: str) -> PurePosixPath:
    """A path below our own folder that cannot climb out of it, whatever a browser or an archive says."""
    parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    clean = [
        "".join(letter if letter.isprintable() and letter not in ':*?"<>|' else "_" for letter in part)
        for part in parts
    ]
    return PurePosixPath(*(_short(part) for part in clean)) if clean else PurePosixPath("file")


def _short(name: str) -> str:
    if len(name.encode()) <= LONGEST_NAME:
        return name
    stem, dot, suffix = name.rpartition(".")
    keep = LONGEST_NAME - len(dot + suffix)
    return (stem or name).encode()[:keep].decode(errors="ignore") + dot + suffix


def _free(target: Path) -> Path:
    """A name that is not taken yet: two dropped files may be called alike."""
    number = 2
    free = target
    while free.exists():
        free = target.with_name(f"{target.stem}-{number}{target.suffix}")
        number += 1
    return free


@transaction.atomic
def put_in_force(delivery: Delivery, *, by: User, reason: str = "") -> None:
    """Have a delivery applied. One that is held needs the reason why it is right all the same."""
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if not delivery.waits_for_a_person:
        raise DeliveryError(f"delivery {delivery.pk}", "does not wait any more.", "Load the page again.")
    held = bool(delivery.preview and delivery.preview.get("held"))
    if held and not reason.strip():
        raise DeliveryError(f"delivery {delivery.pk}", "is held.", "Say in a sentence why it is right all the same.")
    delivery.state, delivery.progress = DeliveryState.APPLYING, 0.0
    delivery.accepted_reason, delivery.decided_by, delivery.decided_at = reason.strip(), by, timezone.now()
    delivery.save()
    jobs.apply_delivery.enqueue(delivery.pk)


@transaction.atomic
def put_aside(delivery: Delivery, *, by: User) -> None:
    """Leave a delivery out; its files stay until their time is over."""
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if not delivery.waits_for_a_person and delivery.state not in (DeliveryState.FAILED, DeliveryState.NOTHING_NEW):
        raise DeliveryError(f"delivery {delivery.pk}", "does not wait any more.", "Load the page again.")
    delivery.state, delivery.decided_by, delivery.decided_at = DeliveryState.PUT_ASIDE, by, timezone.now()
    delivery.save()
    audit.note("delivery put aside", user=by, thing=f"delivery:{delivery.pk}")


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
