"""Two years of life in the sample district: what people said, were promised, planned and answered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

Place = tuple[str, int, str, str]


def write_life(folder: Path, schools: Sequence[Place], *, seed: int = 1) -> None:
    """Write the life of these schools (name, students, lowest and highest grade) as JSON files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
