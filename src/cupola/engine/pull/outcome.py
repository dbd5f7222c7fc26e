"""What became of one collection of a pull."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Outcome:
    """Rows by file, and what a person should know; `not_run` says why nothing came, `mark` where to go on next time."""

    collection: str
    mode: str = "bulk"
    rows: Mapping[str, int] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    not_run: str | None = None
    mark: str | int | None = None

    @property
    def count(self) -> int:
        """Rows in all files."""
        return sum(self.rows.values())
