"""Draws shares of several times side by side as bars: what a leader's time goes to, over the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDE, NARROW = 640, 350
HEAD, ROW, GAP = 20, 20, 14
NAMES, FIGURES = 110, 50
LONGEST_NAME = 16


@dataclass(frozen=True, slots=True)
class Part:
    """One bar: its name, and its share from 0 to 1; None is not known and drawn hatched."""

    name: str
    share: float | None


@dataclass(frozen=True, slots=True)
class Group:
    """Bars under one title, newest first."""

    title: str
    parts: tuple[Part, ...]


def share_bars(groups: Sequence[Group], *, says: str, is_wide: bool = True) -> str:
    """Bars in groups as SVG, the newest in full colour. `says` is the whole in words; nothing to draw gives ""."""
    if not any(group.parts for group in groups):
        return ""
    width = WIDE if is_wide else NARROW
    parts: list[str] = []
    top = 0
    for group in groups:
        parts.append(f'<text class="c-b" x="0" y="{top + 14}">{escape(group.title)}</text>')
        top += HEAD
        for place, part in enumerate(group.parts):
            parts += _bar(part, top, width, is_newest=place == 0)
            top += ROW
        top += GAP
    css = "wide" if is_wide else "narrow"
    return (
        f'<svg class="{css}" viewBox="0 0 {width} {top}" width="{width}" height="{top}" role="img" '
        f'aria-label="{escape(says, quote=True)}">{"".join(parts)}</svg>'
    )


def _bar(part: Part, top: int, width: int, *, is_newest: bool) -> list[str]:
    room = width - NAMES - FIGURES
    name = f'<text class="c-t" x="0" y="{top + 13}">{escape(part.name[:LONGEST_NAME])}</text>'
    track = f'<rect class="c-track" x="{NAMES}" y="{top + 2}" width="{room}" height="13"/>'
    if part.share is None:
        return [name, track.replace("c-track", "c-hatch")]
    css = "c-bar" if is_newest else "c-barm"
    long = room * min(max(part.share, 0.0), 1.0)
    return [
        name,
        track,
        f'<rect class="{css}" x="{NAMES}" y="{top + 2}" width="{long:.1f}" height="13"/>',
        f'<text class="c-b" x="{width - FIGURES + 8}" y="{top + 13}">{round(100 * part.share)}%</text>',
    ]
