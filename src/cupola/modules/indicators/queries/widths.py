"""Which two schools make the gap between schools, how many students stand behind it, and the gap of larger schools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from cupola.engine.measures.kinds import Measure
from cupola.modules.indicators.measures import saying
from cupola.modules.indicators.queries.places import FEW, WIDTHS
from cupola.workspace.models import Figure

# The definition takes schools of which as many students are known.
FEWEST = 5
NEARLY = 1e-6


@dataclass(frozen=True, slots=True)
class End:
    """The school at one end of the gap: how many of its students lack it, of how many that are known."""

    name: str
    url: str
    without: float
    known: float

    @property
    def share(self) -> float:
        """The share that lacks it, 0 to 1."""
        return self.without / self.known

    @property
    def percent(self) -> str:
        """The share as people say it."""
        return f"{self.share * 100:.1f}%"


@dataclass(frozen=True, slots=True)
class Width:
    """A gap between two schools; `value` is its size in words, `is_of_few` whether an end has few students."""

    most: End
    least: End
    value: str
    is_of_few: bool


@dataclass(frozen=True, slots=True)
class Widths:
    """The gap that was published, and beside one of few students that between larger schools, where there are two."""

    told: Width
    larger: Width | None
    few: int = FEW


def widths(measure: Measure, now: Sequence[Figure]) -> Widths | None:
    """The schools behind a gap between schools; None for other measures, and where not every school is seen."""
    district = next((each for each in now if each.grain == "district"), None)
    if measure.id not in WIDTHS or district is None:
        return None
    ends = [end for each in now if (end := _end(each)) is not None]
    told = _between(measure, [each for each in ends if each.known >= FEWEST])
    if told is None or abs(told.most.share - told.least.share - district.value) > NEARLY:
        return None
    larger = _between(measure, [each for each in ends if each.known >= FEW]) if told.is_of_few else None
    return Widths(told, larger)


def _end(figure: Figure) -> End | None:
    if figure.grain != "school" or figure.school is None or figure.numerator is None or not figure.denominator:
        return None
    url = reverse("indicators:school", args=[figure.school_id])
    return End(figure.school.name, url, figure.numerator, figure.denominator)


def _between(measure: Measure, ends: Sequence[End]) -> Width | None:
    if len(ends) < 2:
        return None
    most = max(ends, key=lambda end: (end.share, end.known))
    least = min(ends, key=lambda end: (end.share, -end.known))
    value = saying(measure)(most.share - least.share)
    return Width(most, least, value, is_of_few=min(most.known, least.known) < FEW)
