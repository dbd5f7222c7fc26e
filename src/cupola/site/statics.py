"""Lays out style sheet, scripts and fonts under names that say their content, compressed, once for each version."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

STAMP = "laid-out"


def lay_out() -> bool:
    """Collect the static files into the data folder unless the same ones lie there; returns whether it did."""
    place = Path(settings.STATIC_ROOT)
    stamp = place / STAMP
    content = _content()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == content:
        return False
    shutil.rmtree(place, ignore_errors=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(content, encoding="ascii")
    return True


def _content() -> str:
    """A hash over names and bytes of all static files."""
    total = sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list(None), key=lambda found: found[0]):
            total.update(name.encode() + b"\0")
            with storage.open(name) as file:
                total.update(file.read())
    return total.hexdigest()
