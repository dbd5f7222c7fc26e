"""Drawings of plans: a timeline of several years, how a ranking depends on a weight, shares of answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import pairwise

NARROW, WIDE = 350, 1120
ROW = 30
HEAD = 44
NAMES = 330
LEAST_BAR = 3.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone on a bar: its day, and whether it is done, late or to come."""

    on: date
    state: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the timeline: a name, from when to when, its state (open, done, late), its milestones.

    A bar without days is a heading.
    """

    name: str
    begin: date | None = None
    end: date | None = None
    state: str = "open"
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """Days on which nothing may be changed, drawn behind the bars."""

    name: str
    begin: date
    end: date


@dataclass(frozen=True, slots=True)
class _Scale:
    begin: date
    end: date
    left: float
    right: float

    def x(self, day: date) -> float:
        held = min(max(day, self.begin), self.end)
        share = (held - self.begin).days / max(1, (self.end - self.begin).days)
        return self.left + (self.right - self.left) * share


def timeline(bars: Sequence[Bar], *, bands: Sequence[Band], today: date, says: str, wide: bool = True) -> str:
    """The plan as bars over school years, wide with the names at the left, or narrow with each above its bar.

    Empty without a bar that has days. `says` is the whole in words.
    """
    days = [day for bar in bars for day in (bar.begin, bar.end) if day is not None]
    if not days:
        return ""
    begin, end = _year_begin(min(days)), _year_begin(max(days)).replace(year=_year_begin(max(days)).year + 1)
    width, left = (WIDE, NAMES) if wide else (NARROW, 6)
    scale = _Scale(begin, end, left, width - 10)
    row = ROW if wide else ROW + 14
    height = HEAD + row * len(bars) + 8
    parts = [*_bands(bands, scale, height), *_years(scale, height, wide=wide)]
    for place, bar in enumerate(bars):
        parts += _bar(bar, scale, HEAD + row * place, wide=wide)
    if begin <= today <= end:
        x = scale.x(today)
        parts.append(f'<path class="c-target" d="M{x:.1f} {HEAD - 6}V{height - 4}"/>')
    css = "wide" if wide else "narrow"
    return (
        f'<svg class="{css}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{escape(says, quote=True)}">{"".join(parts)}</svg>'
    )


def _year_begin(day: date) -> date:
    return date(day.year if day.month >= 7 else day.year - 1, 7, 1)


def _bands(bands: Sequence[Band], scale: _Scale, height: int) -> list[str]:
    found = []
    for band in bands:
        if band.end < scale.begin or band.begin > scale.end:
            continue
        x, far = scale.x(band.begin), scale.x(band.end + timedelta(days=1))
        found.append(
            f'<rect class="c-closed" x="{x:.1f}" y="{HEAD - 6}" width="{max(2.0, far - x):.1f}" '
            f'height="{height - HEAD + 2}"><title>{escape(band.name)}</title></rect>'
        )
    return found


def _years(scale: _Scale, height: int, *, wide: bool) -> list[str]:
    found = []
    day = scale.begin
    while day < scale.end:
        x = scale.x(day)
        name = f"{day.year}–{(day.year + 1) % 100:02d}"
        found.append(f'<path class="c-grid" d="M{x:.1f} {HEAD - 10}V{height - 4}"/>')
        found.append(f'<text class="c-b" x="{x + 4:.1f}" y="16">{name}</text>')
        if wide:
            for month, title in ((7, "fall"), (1, "spring")):
                at = scale.x(date(day.year if month == 7 else day.year + 1, month, 1))
                found.append(f'<text class="c-t3" x="{at + 4:.1f}" y="33">{title}</text>')
        day = day.replace(year=day.year + 1)
    return found


def _bar(bar: Bar, scale: _Scale, top: int, *, wide: bool) -> list[str]:
    name = _short(bar.name, 46 if wide else 44)
    if bar.begin is None or bar.end is None:
        return [f'<text class="c-b" x="0" y="{top + 19}">{name}</text>']
    x, far = scale.x(bar.begin), scale.x(bar.end)
    at = top + (7 if wide else 20)
    css = {"done": "c-barm", "late": "c-barc"}.get(bar.state, "c-bar")
    words = (
        f'<text class="c-t" x="12" y="{top + 19}">{name}</text>'
        if wide
        else f'<text class="c-t c-halo" x="6" y="{top + 14}">{name}</text>'
    )
    found = [
        words,
        f'<rect class="{css}" x="{x:.1f}" y="{at}" width="{max(LEAST_BAR, far - x):.1f}" height="15" rx="2"/>',
    ]
    return found + [_mark(mark, scale.x(mark.on), at + 7.5) for mark in bar.marks]


def _mark(mark: Mark, x: float, y: float) -> str:
    css = {"done": "c-mdone", "late": "c-mlate"}.get(mark.state, "c-mopen")
    return f'<path class="{css}" d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z"/>'


def _short(text: str, most: int) -> str:
    return escape(text if len(text) <= most else text[: most - 1].rstrip() + "…")


@dataclass(frozen=True, slots=True)
class Leaning:
    """One alternative: its name, and its totals (0 to 10) at weights in even steps from nothing to everything."""

    name: str
    totals: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Paper:
    """The size of a drawing of leanings, where its lines end, and how many letters stand beside them."""

    width: int
    right: int
    letters: int
    css: str


WIDE_PAPER, NARROW_PAPER = _Paper(560, 390, 22, "wide"), _Paper(350, 205, 15, "narrow")
HEIGHT, LEFT, TOP, BOTTOM = 230, 30, 14, 34
LINES = ("c-main", "c-second", "c-rest", "c-old")
LABEL = 16


def leanings(lines: Sequence[Leaning], *, now: float, says: str, wide: bool = True) -> str:
    """How totals move as one criterion's weight goes from nothing to everything; `now` is its weight today."""
    if not lines:
        return ""
    paper = WIDE_PAPER if wide else NARROW_PAPER
    at_now = _share_x(now, paper)
    parts = [*_leaning_grid(paper), f'<path class="c-target" d="M{at_now:.1f} {TOP}V{HEIGHT - BOTTOM}"/>']
    beside = apart([_total_y(line.totals[-1]) + 4 for line in lines], HEIGHT - 4)
    for place, line in enumerate(lines):
        steps = max(1, len(line.totals) - 1)
        spots = [f"{_share_x(at / steps, paper):.1f} {_total_y(total):.1f}" for at, total in enumerate(line.totals)]
        name = _short(line.name, paper.letters)
        parts.append(f'<path class="{LINES[min(place, len(LINES) - 1)]}" d="M{"L".join(spots)}"/>')
        parts.append(f'<text class="c-b" x="{paper.right + 8}" y="{beside[place]:.1f}">{name}</text>')
    return (
        f'<svg class="{paper.css}" viewBox="0 0 {paper.width} {HEIGHT}" width="{paper.width}" height="{HEIGHT}" '
        f'role="img" aria-label="{escape(says, quote=True)}">{"".join(parts)}</svg>'
    )


def _share_x(share: float, paper: _Paper) -> float:
    return LEFT + (paper.right - LEFT) * share


def _total_y(value: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / 10


def _leaning_grid(paper: _Paper) -> list[str]:
    found = [f'<path class="c-grid" d="M{LEFT} {_total_y(value):.1f}H{paper.right}"/>' for value in (0, 5, 10)]
    found += [f'<text class="c-t3" x="4" y="{_total_y(value) + 4:.1f}">{value}</text>' for value in (0, 5, 10)]
    return found + [
        f'<text class="c-t3" x="{_share_x(share, paper):.1f}" y="{HEIGHT - 12}" text-anchor="middle">{share:.0%}</text>'
        for share in (0.0, 0.5, 1.0)
    ]


def apart(wanted: Sequence[float], lowest: float) -> list[float]:
    """Where labels stand so that none covers another, as near to their lines as there is room; none below `lowest`."""
    found = list(wanted)
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    for above, place in pairwise(order):
        found[place] = max(found[place], found[above] + LABEL)
    over = max(0.0, max(found) - lowest)
    return [each - over for each in found]


def share_bar(share: float | None, *, margin: float | None, says: str, width: int = 180) -> str:
    """A share as a bar with its interval as a whisker; hatched when it is not known or not shown."""
    height = 16
    inner = f'<rect class="c-track" x="0" y="3" width="{width}" height="10"/>'
    if share is None:
        inner = f'<rect class="c-hatch" x="0" y="3" width="{width}" height="10"/>'
    else:
        inner += f'<rect class="c-bar" x="0" y="3" width="{width * share:.1f}" height="10"/>'
        if margin:
            low, high = max(0.0, share - margin) * width, min(1.0, share + margin) * width
            inner += f'<path class="c-lean" d="M{low:.1f} 8H{high:.1f}M{low:.1f} 4V12M{high:.1f} 4V12"/>'
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{escape(says, quote=True)}">{inner}</svg>'
    )
