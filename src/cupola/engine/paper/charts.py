"""Draws charts as our own SVG: no style attribute, no script, a sentence that holds the figures, and a table beside.

Drawn wide and narrow, so that text of 13 px stays 13 px on a phone. The classes (`c-main`, `c-grid` …) are the page's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDE, NARROW = 790, 350
TALL = 190
LEFT, RIGHT, TOP, BOTTOM = 8, 64, 24, 30
GRID_LINES = 3


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a line under its label; None is unknown and breaks the line, which never bridges a gap."""

    label: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Frame:
    """The drawing's size and the largest value on it."""

    width: int
    height: int
    top_value: float

    def x(self, place: int, count: int) -> float:
        """Where the nth of so many points stands from the left."""
        room = self.width - LEFT - RIGHT
        return LEFT + (room if count == 1 else room * place / (count - 1))

    def y(self, value: float) -> float:
        """Where a value stands from the top."""
        room = self.height - TOP - BOTTOM
        return TOP + room * (1 - value / self.top_value)


def line_chart(points: Sequence[Point], *, says: str, width: int = WIDE, css: str = "wide") -> str:
    """A line over time from zero, its first and last value written at their points. `says` is the whole in words.

    Fewer than two points draw the one that there is; none at all gives an empty string.
    """
    known = [point.value for point in points if point.value is not None]
    if not known:
        return ""
    frame = Frame(width, TALL, _round_up(max(known)))
    parts = [*_grid(frame), *(_path(run) for run in _runs(points, frame)), *_ends(points, frame), *_days(points, frame)]
    return _svg(frame, parts, says=says, css=css)


def both_widths(points: Sequence[Point], *, says: str) -> str:
    """The wide and the narrow drawing; the page's style shows one of them."""
    return line_chart(points, says=says) + line_chart(points, says=says, width=NARROW, css="narrow")


def sparkline(values: Sequence[float | None], *, says: str, width: int = 120, height: int = 28) -> str:
    """A small line without text, its last value a dot; empty when nothing is known."""
    known = [value for value in values if value is not None]
    if not known:
        return ""
    top = max(max(known), 1)
    count = max(len(values) - 1, 1)
    spots = [
        None if value is None else (3 + (width - 6) * at / count, 3 + (height - 6) * (1 - value / top))
        for at, value in enumerate(values)
    ]
    parts = [_path(run) for run in _split(spots)]
    last = next(spot for spot in reversed(spots) if spot is not None)
    parts.append(f'<circle class="c-dot" cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="3"/>')
    return _svg(Frame(width, height, top), parts, says=says, css="spark")


def _svg(frame: Frame, parts: Sequence[str], *, says: str, css: str) -> str:
    size = f'width="{frame.width}" height="{frame.height}" viewBox="0 0 {frame.width} {frame.height}"'
    return f'<svg class="{escape(css)}" {size} role="img" aria-label="{escape(says)}">{"".join(parts)}</svg>'


def _round_up(value: float) -> float:
    """The next of 1, 2, 4, 5, 8 times a power of ten, so that grid lines have plain numbers."""
    power = 1.0
    while power * 10 <= value:
        power *= 10
    return next((power * step for step in (1, 2, 4, 5, 8, 10) if power * step >= value), 1.0)


def _grid(frame: Frame) -> list[str]:
    found = []
    for step in range(GRID_LINES):
        value = frame.top_value * step / (GRID_LINES - 1)
        y = frame.y(value)
        right = frame.width - RIGHT + 8
        found.append(f'<path class="c-grid" d="M{LEFT} {y:.1f}H{right}"/>')
        if value == int(value):
            found.append(f'<text class="c-t3" x="{frame.width}" y="{y + 4:.1f}" text-anchor="end">{value:,.0f}</text>')
    return found


Spot = tuple[float, float]


def _runs(points: Sequence[Point], frame: Frame) -> list[list[Spot]]:
    count = len(points)
    return _split(
        [None if point.value is None else (frame.x(at, count), frame.y(point.value)) for at, point in enumerate(points)]
    )


def _split(spots: Sequence[Spot | None]) -> list[list[Spot]]:
    """The unbroken runs of a line."""
    runs: list[list[Spot]] = [[]]
    for spot in spots:
        if spot is None:
            runs.append([])
        else:
            runs[-1].append(spot)
    return [run for run in runs if run]


def _path(run: Sequence[Spot]) -> str:
    steps = "L".join(f"{x:.1f} {y:.1f}" for x, y in run)
    return f'<path class="c-main" d="M{steps}"/>'


def _ends(points: Sequence[Point], frame: Frame) -> list[str]:
    """The first and the last value, each beside its point; the last one's dot is today's."""
    known = [(at, point) for at, point in enumerate(points) if point.value is not None]
    found = []
    for at, point in dict((known[0], known[-1])).items():
        x, y = frame.x(at, len(points)), frame.y(point.value or 0)
        is_last = at == known[-1][0]
        found.append(f'<circle class="c-dot" cx="{x:.1f}" cy="{y:.1f}" r="{5 if is_last else 3.5}"/>')
        anchor = "end" if is_last and len(known) > 1 else "start"
        text = f"{point.value:,.0f}"
        found.append(
            f'<text class="c-bp c-halo" x="{x:.1f}" y="{max(y - 10, 12):.1f}" text-anchor="{anchor}">{text}</text>'
        )
    return found


def _days(points: Sequence[Point], frame: Frame) -> list[str]:
    y = frame.height - 8
    last = len(points) - 1
    found = [f'<text class="c-t" x="{LEFT}" y="{y}">{escape(points[0].label)}</text>']
    if last:
        x = frame.x(last, len(points))
        found.append(f'<text class="c-t" x="{x:.1f}" y="{y}" text-anchor="end">{escape(points[last].label)}</text>')
    return found
