"""How a figure is said: its number with its unit, and the sentence of its measure filled in."""

from __future__ import annotations

from collections.abc import Callable

from cupola.engine.measures.kinds import Figure, Measure

WORDS: dict[str, Callable[[float], str]] = {
    "share": lambda number: f"{number * 100:.1f} %",
    "difference": lambda number: f"{number * 100:+.1f} percentage points",
    "ratio": lambda number: f"{number:,.0f}" if number >= 100 else f"{number:.2f}",
    "points": lambda number: f"{number:.0f} of 100",
    "days": lambda number: f"{number:,.0f} days",
    "hours": lambda number: f"{number:,.0f} hours",
    "years": lambda number: f"{number:.1f} years",
    "Mbps": lambda number: f"{number:,.2f} Mbps",
    "dollars": lambda number: f"${number:,.2f}",
}


def spoken_value(measure: Measure, value: float) -> str:
    """A value with its unit: `54.0 %`, `1.71`, `17,400`."""
    say = WORDS.get(measure.unit)
    return f"{value:,.0f}" if say is None else say(value)


def sentence(measure: Measure, figure: Figure) -> str:
    """The sentence for a board, every number in it from the figure itself."""
    return measure.says.format(
        value=spoken_value(measure, figure.value),
        numerator=_count(figure.numerator),
        denominator=_count(figure.denominator),
    )


def _count(number: float | None) -> str:
    return "an unknown number" if number is None else f"{number:,.0f}"


def how_sure(measure: Measure, figure: Figure) -> str:
    """How sure a figure is, in words: an interval, a coverage, or that every row was counted."""
    parts = []
    if figure.low is not None and figure.high is not None:
        low, high = spoken_value(measure, figure.low), spoken_value(measure, figure.high)
        parts.append(f"95 % sure between {low} and {high}")
    if figure.coverage is not None:
        parts.append(
            "known of nearly all" if 0.995 <= figure.coverage < 1 else f"known of {figure.coverage * 100:.0f} %"
        )
    return "; ".join(parts) or "every row counted"
