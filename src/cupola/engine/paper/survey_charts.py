"""Drawings of surveys: how the answers to one question are spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

ROW = 22
NAMES = 120
BARS = 150
LONGEST = 18


@dataclass(frozen=True, slots=True)
class Portion:
    """One answer: its words, how many gave it, and how many answered the question."""

    name: str
    count: int
    of: int

    @property
    def percent(self) -> int:
        """Of a hundred, rounded."""
        return round(100 * self.count / self.of) if self.of else 0


def spread(portions: Sequence[Portion], *, says: str) -> str:
    """One bar for each answer, under one another, with its share; empty without answers. `says` is it in words."""
    if not portions:
        return ""
    names = 24 if all(len(each.name) <= 2 for each in portions) else NAMES
    parts = []
    for place, each in enumerate(portions):
        top = ROW * place
        long = each.count / each.of * BARS if each.of else 0
        name = each.name if len(each.name) <= LONGEST else each.name[: LONGEST - 1].rstrip() + "…"
        parts.append(
            f'<text class="c-t" x="0" y="{top + 15}">{escape(name)}</text>'
            f'<rect class="c-track" x="{names}" y="{top + 4}" width="{BARS}" height="12"/>'
            f'<rect class="c-bar" x="{names}" y="{top + 4}" width="{long:.1f}" height="12"/>'
            f'<text class="c-t" x="{names + BARS + 8}" y="{top + 15}">{each.percent}%</text>'
        )
    width, height = names + BARS + 50, ROW * len(portions)
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{escape(says, quote=True)}">{"".join(parts)}</svg>'
    )
