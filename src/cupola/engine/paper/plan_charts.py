"""Drawings of plans: a timeline of several years, how a ranking depends on a weight, shares of answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

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
        else f'<text class="c-t" x="6" y="{top + 14}">{name}</text>'
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
    """One alternative: its name, and its total at weight nothing and at full weight; it is a straight line between."""

    name: str
    at_none: float
    at_all: float


def leanings(lines: Sequence[Leaning], *, now: float, says: str) -> str:
    """How totals move as one criterion's weight goes from nothing to everything; `now` is its weight today."""
    if not lines:
        return ""
    width, height, left, right, top, bottom = 560, 230, 30, 400, 14, 34
    css = ("c-main", "c-second", "c-rest", "c-old")

    def x(share: float) -> float:
        return left + (right - left) * share

    def y(value: float) -> float:
        return height - bottom - (height - top - bottom) * value / 10

    parts = [f'<path class="c-grid" d="M{left} {y(value):.1f}H{right}"/>' for value in (0, 5, 10)]
    parts += [f'<text class="c-t3" x="4" y="{y(value) + 4:.1f}">{value}</text>' for value in (0, 5, 10)]
    for share, words in ((0.0, "0%"), (0.5, "50%"), (1.0, "100%")):
        parts.append(f'<text class="c-t3" x="{x(share):.1f}" y="{height - 12}" text-anchor="middle">{words}</text>')
    parts.append(f'<path class="c-target" d="M{x(now):.1f} {top}V{height - bottom}"/>')
    taken: list[float] = []
    for place, line in sorted(enumerate(lines), key=lambda each: y(each[1].at_all)):
        parts.append(
            f'<path class="{css[min(place, 3)]}" d="M{x(0):.1f} {y(line.at_none):.1f}L{x(1):.1f} {y(line.at_all):.1f}"/>'
        )
        beside = max([y(line.at_all) + 4, *(each + 16 for each in taken)])
        taken.append(beside)
        parts.append(f'<text class="c-b" x="{right + 8}" y="{beside:.1f}">{_short(line.name, 22)}</text>')
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{escape(says, quote=True)}">{"".join(parts)}</svg>'
    )


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
