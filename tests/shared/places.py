"""Where the real files of others lie, which folders of them a person would hand in, and as of which day."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("CUPOLA_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")
DATA = SHARED / "data"
AS_OF = date(2026, 10, 30)
ABSENT = f"the shared data of others is not in {DATA}; set CUPOLA_SHARED to the folder that holds data/"

needs_shared = pytest.mark.skipif(not DATA.is_dir(), reason=ABSENT)


def deliveries() -> list[str]:
    """Every folder with a file of its own that is no README, by its path below the data."""
    if not DATA.is_dir():
        return []
    with_files = {path.parent for path in DATA.rglob("*") if path.is_file() and path.name != "README.md"}
    return sorted(folder.relative_to(DATA).as_posix() for folder in with_files)


def each_delivery():
    """The folders as parameters of a test; one that is skipped, with the reason, where there are none."""
    skipped = pytest.param("none", marks=pytest.mark.skip(reason=ABSENT))
    return pytest.mark.parametrize("folder", deliveries() or [skipped])
