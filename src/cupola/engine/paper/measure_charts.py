"""Draws a measure over time with its target, what happened, and what is not known; and ranges side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html import escape
from itertools import pairwise

from cupola.engine.paper.plan_charts import apart

WIDE, NARROW, SMALL = 790, 350, 360
LEFT, RIGHT, TOP, FOOT = 12, 128, 46, 34
NARROW_RIGHT = 74
# About how wide a letter of the labels is.
LETTER = 7
MOST_NOTES = 3
LETTERS = 26
GRID_LIFT, LINE_HEIGHT = 4, 13
GRID_WORDS = 44
STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Dot:
    """One published value on its day, with its 95 % range where there is one; `version` is that of the definition."""

    on: date
    value: float
    version: int = 1
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A target that held from one day until another; None is until today."""

    begin: date
    end: date | None
    value: float


@dataclass(frozen=True, slots=True)
class Note:
    """What happened on a day."""

    on: date
    title: str


@dataclass(frozen=True, slots=True)
class Trend:
    """All that is drawn: dots by day, targets, notes, days without a figure, and how a value is said.

    `says` is the whole in words; `target` is the word for a target.
    """

    dots: Sequence[Dot]
    says: str
    said: Callable[[float], str]
    steps: Sequence[Step] = ()
    notes: Sequence[Note] = ()
    unknown: Sequence[date] = ()
    target: str = "target"
    new_definition: str = "new definition"


@dataclass(frozen=True, slots=True)
class _Paper:
    """The size of a drawing, its days from left to right, and its values from the bottom up."""

    width: int
    height: int
    right: int
    begin: date
    end: date
    low: float
    high: float
    top: int = TOP
    has_grid: bool = True

    def x(self, day: date) -> float:
        share = (min(max(day, self.begin), self.end) - self.begin).days / max(1, (self.end - self.begin).days)
        return LEFT + (self.width - self.right - LEFT) * share

    def y(self, value: float) -> float:
        room = self.height - self.top - FOOT
        return self.top + room * (1 - (value - self.low) / (self.high - self.low))


def trend_chart(trend: Trend) -> str:
    """The wide and the narrow drawing; the page's style shows one of them. Empty without a dot."""
    if not trend.dots:
        return ""
    return _drawn(trend, _paper(trend, WIDE, 330, right=RIGHT), "wide") + _drawn(
        trend, _paper(trend, NARROW, 280, right=_room_beside(trend)), "narrow"
    )


def wide_chart(trend: Trend) -> str:
    """The wide drawing alone, to be taken away as a picture. Empty without a dot."""
    return _drawn(trend, _paper(trend, WIDE, 330, right=RIGHT), "wide") if trend.dots else ""


def small_trend(trend: Trend) -> str:
    """The drawing of a card: line, target and ends, without grid and notes. Empty without a dot."""
    if not trend.dots:
        return ""
    paper = replace(_paper(trend, SMALL, 94, right=104, top=20), has_grid=False)
    y = paper.height - FOOT + 13
    parts = [f'<path class="c-axis" d="M2 {y - 1}H{SMALL - paper.right + 8}"/>', *_unknown(trend, paper)]
    parts += [*_targets(trend, paper), *_lines(trend, paper), *_days(trend, paper, lift=-5)]
    return _svg(paper, parts, says=trend.says, css="")


def _paper(trend: Trend, width: int, height: int, *, right: int, top: int = TOP) -> _Paper:
    days = [dot.on for dot in trend.dots] + list(trend.unknown)
    begin, end = min(days), max(days)
    if (end - begin).days < 30:
        begin = end - timedelta(days=30)
    low, high = _bounds(trend)
    return _Paper(width, height, right, begin, end, low, high, top)


def _bounds(trend: Trend) -> tuple[float, float]:
    """The least and the greatest value that must be seen, with some air around."""
    values = [dot.value for dot in trend.dots] + [step.value for step in trend.steps]
    low, high = min(values), max(values)
    spread = high - low
    for dot in trend.dots[-1:]:
        low = min(low, dot.low if dot.low is not None else low)
        high = max(high, dot.high if dot.high is not None else high)
    air = max(spread, high - low, abs(high) * 0.02, 1e-6) * 0.15
    return (max(0.0, low - air) if low >= 0 else low - air), high + air


def _drawn(trend: Trend, paper: _Paper, css: str) -> str:
    parts = [*_grid(trend, paper), *_unknown(trend, paper), *_definitions(trend, paper), *_noted(trend, paper)]
    parts += [*_targets(trend, paper), *_ranges(trend, paper), *_lines(trend, paper), *_days(trend, paper)]
    return _svg(paper, parts, says=trend.says, css=css)


def _svg(paper: _Paper, parts: Sequence[str], *, says: str, css: str) -> str:
    size = f'width="{paper.width}" height="{paper.height}" viewBox="0 0 {paper.width} {paper.height}"'
    named = f' class="{css}"' if css else ""
    return f'<svg{named} {size} role="img" aria-label="{escape(says, quote=True)}">{"".join(parts)}</svg>'


def _grid(trend: Trend, paper: _Paper) -> list[str]:
    found = [f'<path class="c-axis" d="M{LEFT} {paper.height - FOOT}H{paper.width - paper.right}"/>']
    for value in _round_steps(paper.low, paper.high):
        y = paper.y(value)
        found.append(f'<path class="c-grid" d="M{LEFT} {y:.1f}H{paper.width - paper.right}"/>')
        if _is_free(trend, paper, value):
            words = escape(trend.said(value))
            found.append(f'<text class="c-t3 c-halo" x="{LEFT}" y="{y - GRID_LIFT:.1f}">{words}</text>')
    return found


def _is_free(trend: Trend, paper: _Paper, value: float) -> bool:
    """Whether no dot strikes through the words of a line of the grid, which stand at the left."""
    middle = paper.y(value) - GRID_LIFT - LINE_HEIGHT / 3
    near = [dot for dot in trend.dots if paper.x(dot.on) <= LEFT + GRID_WORDS]
    return all(abs(paper.y(dot.value) - middle) >= LINE_HEIGHT * 0.6 for dot in near)


def _round_steps(low: float, high: float) -> list[float]:
    """Three to five plain numbers between two values."""
    raw = (high - low) / 5
    power = 1.0
    while power > raw:
        power /= 10
    while power * 10 <= raw:
        power *= 10
    step = next(power * each for each in STEPS if power * each >= raw)
    first = int(low / step) * step
    found = [first + step * place for place in range(7)]
    return [round(each, 10) for each in found if low <= each <= high][:5]


def _unknown(trend: Trend, paper: _Paper) -> list[str]:
    """Hatched from the last day that had a figure, or the first without, to the next that has one."""
    known = sorted({dot.on for dot in trend.dots})
    found = []
    for day in sorted(set(trend.unknown) - set(known)):
        after = next((each for each in known if each > day), paper.end)
        x, far = paper.x(day), paper.x(after)
        width = max(6.0, (far - x) - 8)
        found.append(
            f'<rect class="c-hatch" x="{x:.1f}" y="{paper.top}" width="{width:.1f}" '
            f'height="{paper.height - paper.top - FOOT}"/>'
        )
    return found


def _versions(trend: Trend) -> dict[int, list[Dot]]:
    by_version: dict[int, list[Dot]] = {}
    for dot in trend.dots:
        by_version.setdefault(dot.version, []).append(dot)
    return dict(sorted(by_version.items()))


def _definitions(trend: Trend, paper: _Paper) -> list[str]:
    found = []
    for version, dots in list(_versions(trend).items())[1:]:
        x = paper.x(dots[0].on)
        words = escape(f"{trend.new_definition} ({version})")
        found.append(f'<path class="c-old" d="M{x:.1f} {paper.top}V{paper.height - FOOT}"/>')
        found.append(f'<text class="c-t c-halo" x="{x + 5:.1f}" y="{paper.top + 12}">{words}</text>')
    return found


def _noted(trend: Trend, paper: _Paper) -> list[str]:
    """The newest three things that happened, each with a short leader from above."""
    shown = [note for note in trend.notes if paper.begin <= note.on <= paper.end][-MOST_NOTES:]
    found = []
    for place, note in enumerate(shown):
        x, y = paper.x(note.on), 12 + 13 * (place % 3)
        anchor = "end" if x > paper.width / 2 else "start"
        words = escape(note.title if len(note.title) <= LETTERS else note.title[: LETTERS - 1].rstrip() + "…")
        found.append(f'<path class="c-lead" d="M{x:.1f} {y + 3}V{paper.height - FOOT}"/>')
        beside = x - 4 if anchor == "end" else x + 4
        found.append(f'<text class="c-t c-halo" x="{beside:.1f}" y="{y}" text-anchor="{anchor}">{words}</text>')
    return found


def _targets(trend: Trend, paper: _Paper) -> list[str]:
    """Dashes, stepped where the target changed; the value of the last stands at the right."""
    found = []
    for step in trend.steps:
        begin, end = paper.x(step.begin), paper.x(step.end or paper.end)
        if step is trend.steps[-1]:
            begin, end = min(begin, paper.x(paper.begin) if len(trend.steps) == 1 else begin), paper.x(paper.end)
        if end > begin:
            found.append(f'<path class="c-target" d="M{begin:.1f} {paper.y(step.value):.1f}H{end:.1f}"/>')
    return found


def _ranges(trend: Trend, paper: _Paper) -> list[str]:
    found = []
    for dot in trend.dots:
        if dot.low is not None and dot.high is not None:
            x, top, bottom = paper.x(dot.on), paper.y(min(dot.high, paper.high)), paper.y(max(dot.low, paper.low))
            whisker = f"M{x:.1f} {top:.1f}V{bottom:.1f}M{x - 4:.1f} {top:.1f}h8M{x - 4:.1f} {bottom:.1f}h8"
            found.append(f'<path class="c-whisk" d="{whisker}"/>')
    return found


def _lines(trend: Trend, paper: _Paper) -> list[str]:
    """Each definition's own line, the newest dark; it stops where nothing is known and never bridges that."""
    versions = _versions(trend)
    newest = max(versions)
    found = []
    for version, dots in versions.items():
        css = "c-main" if version == newest else "c-old"
        for run in _runs(dots, trend.unknown):
            if len(run) > 1:
                steps = "L".join(f"{paper.x(dot.on):.1f} {paper.y(dot.value):.1f}" for dot in run)
                found.append(f'<path class="{css}" d="M{steps}"/>')
            found += [_spot(paper, dot, 3 if version == newest else 2.5, is_new=version == newest) for dot in run]
    last, first = versions[newest][-1], versions[newest][0]
    found.append(_spot(paper, last, 5, is_new=True))
    at = _free_line(trend, paper, first.value)
    if at is not None and paper.x(last.on) - paper.x(first.on) > 60:
        words = escape(trend.said(first.value))
        found.append(f'<text class="c-t3 c-halo" x="{paper.x(first.on) - 4:.1f}" y="{at:.1f}">{words}</text>')
    return found + _beside(trend, paper, last)


def _free_line(trend: Trend, paper: _Paper, value: float) -> float | None:
    """Where the words of the first value stand: above its dot or below, and nowhere if a line of the grid says both."""
    grid = _round_steps(paper.low, paper.high) if paper.has_grid else []
    taken = [paper.y(each) - GRID_LIFT for each in grid if _is_free(trend, paper, each)]
    for y in (max(paper.y(value) - 9, 12), paper.y(value) + 17):
        if all(abs(y - each) >= LINE_HEIGHT for each in taken):
            return y
    return None


def _spot(paper: _Paper, dot: Dot, radius: float, *, is_new: bool) -> str:
    css = "c-dot" if is_new else "c-dotr"
    return f'<circle class="{css}" cx="{paper.x(dot.on):.1f}" cy="{paper.y(dot.value):.1f}" r="{radius:g}"/>'


def _room_beside(trend: Trend) -> int:
    """How wide the margin of the narrow drawing must be for the words at its right."""
    words = [trend.said(trend.dots[-1].value)] if trend.dots else []
    words += [f"{trend.target} {trend.said(trend.steps[-1].value)}"] if trend.steps else []
    longest = max(map(len, words), default=0)
    return min(max(NARROW_RIGHT, 14 + LETTER * longest), NARROW // 2)


def _beside(trend: Trend, paper: _Paper, last: Dot) -> list[str]:
    """The last value and the target at the right, so that neither covers the other."""
    x = paper.width - paper.right + 10
    words = [("c-bp", trend.said(last.value), paper.y(last.value) + 4)]
    if trend.steps:
        value = trend.steps[-1].value
        words.append(("c-t", f"{trend.target} {trend.said(value)}", paper.y(value) + 4))
    places = apart([place for _css, _words, place in words], paper.height - 4)
    return [
        f'<text class="{css} c-halo" x="{x}" y="{place:.1f}">{escape(said)}</text>'
        for (css, said, _place), place in zip(words, places, strict=True)
    ]


def _runs(dots: Sequence[Dot], unknown: Sequence[date]) -> list[list[Dot]]:
    runs = [[dots[0]]]
    for before, after in pairwise(dots):
        if any(before.on < day < after.on for day in unknown):
            runs.append([])
        runs[-1].append(after)
    return runs


def _days(trend: Trend, paper: _Paper, *, lift: int = 0) -> list[str]:
    y = paper.height - 12 - lift
    end = paper.width - paper.right
    first, last = (f"{day.day} {day:%b %Y}" for day in (paper.begin, paper.end))
    return [
        f'<text class="c-t3" x="{LEFT - 10 if lift else LEFT}" y="{y}">{first}</text>',
        f'<text class="c-t3" x="{end}" y="{y}" text-anchor="end">{last}</text>',
    ]


@dataclass(frozen=True, slots=True)
class Span:
    """A value with its range on a common scale: the range alone without a value, hatched without both."""

    value: float | None
    low: float | None = None
    high: float | None = None


def range_strip(span: Span, *, begin: float, end: float, line: float | None, says: str) -> str:
    """A value as a dot on a scale from `begin` to `end` with its range as a bar; `line` is what it is beside."""
    width, height, side = 230, 20, 8
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    head = f'<svg {size} role="img" aria-label="{escape(says, quote=True)}">'
    if span.value is None and span.low is None:
        return f'{head}<rect class="c-hatch" x="{side}" y="3" width="{width - 2 * side}" height="14"/></svg>'

    def x(value: float) -> float:
        share = (min(max(value, begin), end) - begin) / ((end - begin) or 1)
        return side + (width - 2 * side) * share

    parts = [f'<path class="c-grid" d="M{side} 10H{width - side}"/>']
    if line is not None:
        parts.append(f'<path class="c-axis" d="M{x(line):.1f} 1V19"/>')
    if span.low is not None and span.high is not None:
        low, high = x(span.low), x(span.high)
        parts.append(f'<path class="c-whisk" d="M{low:.1f} 10H{high:.1f}M{low:.1f} 6V14M{high:.1f} 6V14"/>')
    if span.value is not None:
        parts.append(f'<circle class="c-dot" cx="{x(span.value):.1f}" cy="10" r="5"/>')
    return f"{head}{''.join(parts)}</svg>"
