"""Takes the names of the record's people out of texts that others are to read."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from cupola.engine.language.masking import NameMask
from cupola.engine.record.naming import mask_of
from cupola.engine.record.store import open_store


def masked(text: str) -> str:
    """The text with `[name]` where it names somebody of the record in force; titles and addresses go in any case."""
    return mask().masked(text) if text.strip() else text


def mask() -> NameMask:
    """The mask of the record in force, read once for each snapshot."""
    now = open_store(settings.DATA_FOLDER).current()
    return _mask(Path(settings.DATA_FOLDER), now.id if now else "")


@lru_cache(maxsize=1)
def _mask(data: Path, _snapshot: str) -> NameMask:
    return mask_of(data)
