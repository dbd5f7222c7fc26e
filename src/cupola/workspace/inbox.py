"""The watched folder: what was put there and has come to rest becomes a delivery."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from secrets import token_hex

from django.conf import settings

from cupola.workspace.models import Delivery
from cupola.workspace.receiving import HALF, begin

REST_SECONDS = 5.0
SKIPPED = (".", "~$")
UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".filepart")


def take_from_inbox(*, rest_seconds: float = REST_SECONDS) -> Delivery | None:
    """Make one delivery of all that lies in the inbox, when none of it changed within `rest_seconds`.

    What comes together is one delivery, so that a package of several files is not cut in pieces.
    """
    inbox = settings.OPTIONS.inbox
    if inbox is None or not inbox.is_dir():
        return None
    entries = [each for each in sorted(inbox.iterdir()) if _counts(each)]
    files = [file for each in entries for file in ([each] if each.is_file() else sorted(each.rglob("*")))]
    if not any(file.is_file() for file in files) or not all(map(_is_whole, files)):
        return None
    if time.time() - max(os.lstat(file).st_ctime for file in (*files, *entries)) < rest_seconds:
        return None
    return _move(entries, inbox.name)


def _counts(entry: Path) -> bool:
    return not entry.name.startswith(SKIPPED) and not entry.is_symlink()


def _is_whole(file: Path) -> bool:
    return not file.name.lower().endswith(UNFINISHED)


def _move(entries: list[Path], name: str) -> Delivery:
    """Copy whole, then make it a delivery, then take it out of the inbox; a kill between never loses a file.

    After a kill in the last step the files come once more, and the second delivery says that nothing is new.
    """
    half = Path(settings.WEB_FOLDER) / "uploads" / f"{token_hex(8)}{HALF}"
    half.mkdir(mode=0o700)
    count = size = 0
    try:
        for entry in entries:
            target = half / entry.name
            if entry.is_dir():
                shutil.copytree(entry, target, symlinks=True, ignore=_links)
            else:
                shutil.copy2(entry, target)
        for file in half.rglob("*"):
            if file.is_file():
                count, size = count + 1, size + file.stat().st_size
        made = begin(half, Delivery(came_by="folder", who=name), by=None,
                     count=count, size=size)  # fmt: skip
    finally:
        shutil.rmtree(half, ignore_errors=True)
    for entry in entries:
        shutil.rmtree(entry, ignore_errors=True) if entry.is_dir() else entry.unlink(missing_ok=True)
    return made


def _links(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if os.path.islink(os.path.join(folder, name))]
