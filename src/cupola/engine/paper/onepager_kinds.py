"""What stands on the page on paper: plain values that can be kept as JSON and set again later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cupola.engine.kinds import Severity

SMALLEST_GROUP = 10
SHOWN_STAKES = 3
SHOWN_ASKS = 3
SHOWN_UNKNOWNS = 4
LONGEST_NAME = 120
LONGEST_TITLE = 140


@dataclass(frozen=True, slots=True)
class About:
    """Whose page it is, for whom, and of which snapshot; `frozen_on` is the day on which it was made."""

    district: str
    audience: str
    snapshot: str
    as_of: date
    frozen_on: date


@dataclass(frozen=True, slots=True)
class Stake:
    """What one check found in the whole district: rows, minutes of work and their price in cents; None is not known.

    `severity` is that of its severest finding: what it puts at stake is more than the work.
    """

    check: str
    title: str
    rows: int
    minutes: int | None
    cents: int | None
    severity: Severity = Severity.NOTE


@dataclass(frozen=True, slots=True)
class Trend:
    """The lead, and the second, over the last publications, the oldest first; None is not computed."""

    days: tuple[date, ...]
    lead: tuple[float | None, ...]
    second: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Where a number comes from. For a measure the values are those of the figure itself, so that they can be compared.

    `kind` is `measure` or `finding`; `source` the id of the measure or the check. Days are ISO.
    """

    number: int
    kind: str
    source: str
    says: str
    version: int | None = None
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    coverage: float | None = None
    before: float | None = None
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One of the six: its numbers with the notes behind them, trend as SVG with its words, and the sentences."""

    title: str
    number: str
    number_notes: tuple[int, ...]
    below: str
    standing: str
    case: str
    is_behind: bool
    trend: str
    trend_says: str
    says: str
    says_notes: tuple[int, ...]
    matters: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list: what leads it (money, or nothing), what it says, and the notes behind it."""

    lead: str
    says: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole page."""

    district: str
    audience: str
    title: str
    lead: str
    since: str
    rows: tuple[Row, ...]
    stakes: tuple[Line, ...]
    promises: tuple[Line, ...]
    asks: tuple[str, ...]
    unknowns: tuple[str, ...]
    notes: tuple[Note, ...]
    end: str
    snapshot: str
    as_of: str
    frozen_on: str
