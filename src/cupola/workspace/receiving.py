"""Takes files in: whole or not at all, below our own folder, whatever a browser or an archive calls them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from secrets import token_hex
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cupola.engine.errors import CupolaError
from cupola.workspace import audit, jobs, keeping
from cupola.workspace.models import Delivery, User

LONGEST_NAME = 120
LONGEST_PATH = 12
HALF = ".part"


class NotTakenIn(CupolaError):
    """Files could not be taken in; nothing of them was kept."""


def take_in(files: Iterable[tuple[str, UploadedFile[Any]]], *, by: User, system: str = "") -> Delivery:
    """Keep files that were dropped in and have them read. Each comes with its path below the dropped folder.

    The delivery exists from the moment its files lie whole on the disk: a kill before that leaves nothing behind but
    a half folder that is swept. Raises `NotTakenIn` when there is no file, they are too large, or the disk is full.
    """
    half = Path(settings.WEB_FOLDER) / "uploads" / f"{token_hex(8)}{HALF}"
    try:
        half.mkdir(mode=0o700)
        count, size = _keep(files, half)
        if not count:
            raise NotTakenIn("the delivery", "holds no file.", "Choose files, a folder or a zip, and drop it again.")
        return begin(half, Delivery(came_by="upload", brought_by=by, who=by.name, system=system[:100]),
                     by=by, count=count, size=size)  # fmt: skip
    finally:
        shutil.rmtree(half, ignore_errors=True)


@transaction.atomic
def begin(half: Path, delivery: Delivery, *, by: User | None, count: int, size: int) -> Delivery:
    """Make a folder of whole files a delivery and have it read, in one step."""
    delivery.save()
    place = keeping.upload_of(delivery)
    if place.exists():
        shutil.rmtree(place)
    audit.note(
        "delivery brought", user=by, thing=f"delivery:{delivery.pk}", road=delivery.came_by, files=count, bytes=size
    )
    jobs.read_delivery.enqueue(delivery.pk)
    half.rename(place)
    return delivery


def _keep(files: Iterable[tuple[str, UploadedFile[Any]]], place: Path) -> tuple[int, int]:
    count = size = 0
    room = settings.OPTIONS.upload_megabytes * 1_000_000
    for path, file in files:
        size += file.size or 0
        if size > room:
            raise too_large(room)
        try:
            target = _free(place / safe_path(path))
            _write(file, target)
        except OSError as error:
            raise no_room(safe_path(path).name, error) from error
        count += 1
    return count, size


def too_large(room: int) -> NotTakenIn:
    """More than this installation takes at once."""
    return NotTakenIn(
        "the delivery",
        f"is larger than {room // 1_000_000:,} MB.",
        "Drop fewer files at once, load it with `cupola load`, or raise upload_megabytes.",
    )


def no_room(name: str, error: OSError) -> NotTakenIn:
    """The disk would not take a file."""
    return NotTakenIn(
        name,
        f"could not be kept: {error.strerror or error}.",
        "Nothing was lost: the record is as it was. Free room on the disk and drop the files again.",
    )


def _write(file: UploadedFile[Any], target: Path) -> None:
    """Link what the server has on the disk already; else write it."""
    lies_at = getattr(file, "lies_at", None)
    if lies_at is not None:
        os.link(lies_at, target)
        return
    with open(target, "xb") as handle:
        for chunk in file.chunks():
            handle.write(chunk)
        _to_disk(handle)


def _to_disk(handle: IO[bytes]) -> None:
    handle.flush()
    os.fsync(handle.fileno())


def safe_path(path: str) -> PurePosixPath:
    """A path below our own folder that cannot climb out of it, whatever a browser or an archive says."""
    parts = [part for part in path.replace("\\", "/").split("/") if part.strip() not in ("", ".", "..")]
    clean = [
        "".join(letter if letter.isprintable() and letter not in ':*?"<>|' else "_" for letter in part)
        for part in parts[-LONGEST_PATH:]
    ]
    return PurePosixPath(*(_short(part) for part in clean)) if clean else PurePosixPath("file")


def _short(name: str) -> str:
    """Not longer than a file system takes, in bytes, with the ending kept where there is one."""
    name = name.encode("utf-8", "replace").decode()
    if len(name.encode()) <= LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending.encode()) > 10:
        stem, dot, ending = name, "", ""
    keep = LONGEST_NAME - len((dot + ending).encode())
    return stem.encode()[:keep].decode(errors="ignore") + dot + ending


def _free(target: Path) -> Path:
    """A name that is not taken yet, nor by a folder: two dropped files may be called alike, in part or whole."""
    folder = target.parent
    while folder.is_file() or (not folder.exists() and folder.parent.is_file()):
        folder = folder.with_name(folder.name + "-2")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    free, number = folder / target.name, 2
    while free.exists():
        free = folder / f"{target.stem}-{number}{target.suffix}"
        number += 1
    return free
