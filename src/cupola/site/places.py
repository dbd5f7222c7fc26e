"""The files that the site keeps in the data folder beside the record, and its secrets."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

FOLDERS = ("secrets", "uploads", "kept", "mail", "backups", "lists")


def prepare(web: Path) -> None:
    """Create the data folder and the site's own in it; nobody else may read them or what this process writes."""
    os.umask(0o077)
    web.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    web.mkdir(mode=0o700, exist_ok=True)
    os.chmod(web, 0o700)
    for name in FOLDERS:
        (web / name).mkdir(mode=0o700, exist_ok=True)


def secret(web: Path, name: str, *, letters: int = 48) -> str:
    """A secret that is made once and never overwritten, also when two processes ask at the same moment."""
    file = web / "secrets" / name
    try:
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as handle:
            handle.write(secrets.token_urlsafe(letters))
    except FileExistsError:
        pass
    return file.read_text(encoding="ascii").strip()
