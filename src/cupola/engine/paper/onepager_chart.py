"""Draws the small line of an indicator for paper: own SVG with its colours in it, and a sentence with its ends."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from cupola.engine.paper.onepager_kinds import Trend

WIDTH, HEIGHT, EDGE = 150, 46, 7
INK, LINE, PATINA, COPPER, GREY = "#16211f", "#d3dad7", "#0a5a55", "#bf6224", "#9aa6a2"
Spot = tuple[float, float]


def small_line(trend: Trend, target: float | None = None) -> str:
    """The SVG: lead solid, second dotted, target dashed, stretches without a figure hatched and never bridged."""
    known = [each for each in (*trend.lead, *trend.second, target) if each is not None]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    if high - low < 1e-9:
        low, high = low - 0.5, high + 0.5
    parts = [f'<path d="M0 {HEIGHT - 3}H{WIDTH}" stroke="{LINE}" stroke-width="1"/>', *_gaps(trend.lead)]
    if target is not None:
        y = _y(target, low, high)
        parts.append(f'<path d="M0 {y:.1f}H{WIDTH}" stroke="{INK}" stroke-width="1" stroke-dasharray="4 3"/>')
    parts += _line(_spots(trend.second, low, high), COPPER, 'stroke-dasharray="1.5 3" stroke-linecap="round"')
    parts += _line(_spots(trend.lead, low, high), PATINA, "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'fill="none">{"".join(parts)}</svg>'
    )


def _x(place: int, count: int) -> float:
    return WIDTH - EDGE if count == 1 else EDGE + (WIDTH - 2 * EDGE) * place / (count - 1)


def _y(value: float, low: float, high: float) -> float:
    return 8 + (HEIGHT - 20) * (1 - (value - low) / (high - low))


def _spots(values: Sequence[float | None], low: float, high: float) -> list[Spot | None]:
    count = len(values)
    return [None if each is None else (_x(at, count), _y(each, low, high)) for at, each in enumerate(values)]


def _line(spots: Sequence[Spot | None], colour: str, how: str) -> list[str]:
    """Each run of known values as a line, lone values and the last as a dot."""
    runs: list[list[Spot]] = [[]]
    for spot in spots:
        if spot is None:
            runs.append([])
        else:
            runs[-1].append(spot)
    runs = [run for run in runs if run]
    parts = [
        f'<path d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y in run)}" stroke="{colour}" stroke-width="2" {how}/>'
        for run in runs
        if len(run) > 1
    ]
    dots = [run[0] for run in runs if len(run) == 1] + [run[-1] for run in runs[-1:]]
    return parts + [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2" fill="{colour}"/>' for x, y in dict.fromkeys(dots)]


def _gaps(values: Sequence[float | None]) -> list[str]:
    """Hatching where nothing is known; all of it when nothing is."""
    count = len(values)
    if not any(value is not None for value in values):
        return _hatched(0, WIDTH)
    wide = WIDTH if count == 1 else (WIDTH - 2 * EDGE) / (count - 1)
    parts: list[str] = []
    for is_gap, run in groupby(range(count), key=lambda at: values[at] is None):
        places = list(run)
        if is_gap:
            left, right = _x(places[0], count) - wide / 2, _x(places[-1], count) + wide / 2
            parts += _hatched(max(left, 0), min(right, WIDTH))
    return parts


def _hatched(left: float, right: float) -> list[str]:
    """Slanting strokes between two places; drawn, because patterns do not survive every printer."""
    top, bottom, step = 6, HEIGHT - 6, 6
    strokes = []
    at = left
    while at < right:
        end = min(at + (bottom - top) / 2, right)
        strokes.append(f"M{at:.1f} {bottom}L{end:.1f} {bottom - 2 * (end - at):.1f}")
        at += step
    return [f'<path d="{"".join(strokes)}" stroke="{GREY}" stroke-width="1.2"/>'] if strokes else []
