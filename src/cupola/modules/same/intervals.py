"""How sure a share is that was counted on a sample."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the interval in which the true share lies in 95 of 100 samples (Wilson)."""

    hits: int
    n: int

    @property
    def value(self) -> float | None:
        """The share; None where nothing was counted."""
        return self.hits / self.n if self.n else None

    @property
    def low(self) -> float:
        """The lower end."""
        return self._ends()[0]

    @property
    def high(self) -> float:
        """The upper end."""
        return self._ends()[1]

    def _ends(self) -> tuple[float, float]:
        if not self.n:
            return 0.0, 1.0
        share, square = self.hits / self.n, Z * Z
        middle = (share + square / (2 * self.n)) / (1 + square / self.n)
        half = Z / (1 + square / self.n) * sqrt(share * (1 - share) / self.n + square / (4 * self.n * self.n))
        return max(0.0, middle - half), min(1.0, middle + half)
