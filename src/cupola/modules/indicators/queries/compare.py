"""Schools side by side: what surely differs, and what cannot be told apart; never a rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cupola.engine.measures.kinds import Measure
from cupola.engine.paper.measure_charts import Span
from cupola.modules.indicators.measures import saying
from cupola.modules.indicators.queries.listing_of_schools import with_schools
from cupola.modules.indicators.queries.places import FEW, WIDTHS, Scale, scale_of, strip
from cupola.workspace.figures import figures_for
from cupola.workspace.models import Figure, Publication, User


class Side(Enum):
    """On which side of another value a figure surely is, or that it cannot be told apart from it."""

    BETTER = "better"
    HIGHER = "higher"
    APART_NOT = "same"
    LOWER = "lower"
    WORSE = "worse"
    NO_RANGE = "no range"


@dataclass(frozen=True, slots=True)
class Compared:
    """A school in the comparison."""

    school: int
    name: str
    url: str
    value: str
    range: str
    strip: SafeString


@dataclass(frozen=True, slots=True)
class Heap:
    """Schools on one side, by name."""

    side: Side
    title: str
    schools: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The schools beside the district, or beside one school (`beside_school`)."""

    measure: Measure
    heaps: tuple[Heap, ...]
    beside: str
    beside_value: str
    beside_school: int | None
    begin: str
    end: str
    measures: tuple[Measure, ...]
    names: tuple[tuple[int, str], ...]


def titles(measure: Measure, beside: str) -> dict[Side, str]:
    """What is said of the schools on each side."""
    words = {"beside": beside}
    return {
        Side.BETTER: _("Surely better than %(beside)s") % words,
        Side.HIGHER: _("Surely higher than %(beside)s") % words,
        Side.APART_NOT: _("Cannot be told apart from %(beside)s") % words,
        Side.LOWER: _("Surely lower than %(beside)s") % words,
        Side.WORSE: _("Surely worse than %(beside)s") % words,
        Side.NO_RANGE: _("Counted without a range, by name"),
    }


def side_of(measure: Measure, figure: Figure, line: float | None, *, other: Figure | None = None) -> Side:
    """Where a figure is beside a value, or beside another figure with its range.

    Ranges that overlap cannot be told apart. A figure without a range is put on no side.
    """
    if figure.low is None or figure.high is None or line is None:
        return Side.NO_RANGE
    low, high = (line, line) if other is None else (other.low, other.high)
    if low is None or high is None:
        return Side.NO_RANGE
    if figure.low <= high and low <= figure.high:
        return Side.APART_NOT
    is_higher = figure.low > high
    if measure.direction == "none":
        return Side.HIGHER if is_higher else Side.LOWER
    return Side.BETTER if is_higher is (measure.direction == "up") else Side.WORSE


def comparison(measure: Measure, user: User, *, beside: int | None = None) -> Comparison | None:
    """The schools of a measure side by side, as far as the user may see them; None where none has a figure."""
    newest = Publication.newest()
    now = list(figures_for(user, newest).filter(measure_id=measure.id)) if newest else []
    schools = [each for each in now if each.grain == "school" and each.school is not None]
    if not schools:
        return None
    other = next((each for each in schools if each.school_id == beside), None)
    district = next((each for each in now if each.grain == "district" and measure.id not in WIDTHS), None)
    held = other or district
    line = held.value if held else None
    name = other.school.name if other is not None and other.school is not None else _("the district")
    scale = scale_of(schools, line)
    heaps: dict[Side, list[Compared]] = {}
    for each in schools:
        if each is not other:
            side = side_of(measure, each, line, other=other)
            heaps.setdefault(side, []).append(_compared(measure, each, scale))
    said = titles(measure, name)
    return Comparison(
        measure=measure,
        heaps=tuple(Heap(side, said[side], _by_name(heaps[side])) for side in Side if side in heaps),
        beside=name,
        beside_value=saying(measure)(line) if line is not None else "",
        beside_school=other.school_id if other else None,
        begin=saying(measure)(scale.begin),
        end=saying(measure)(scale.end),
        measures=with_schools(user, newest),
        names=tuple(sorted(((each.school_id or 0, str(each.school)) for each in schools), key=lambda pair: pair[1])),
    )


def _by_name(found: Sequence[Compared]) -> tuple[Compared, ...]:
    return tuple(sorted(found, key=lambda each: each.name))


def _compared(measure: Measure, each: Figure, scale: Scale) -> Compared:
    said = saying(measure)
    spoken = ""
    if each.low is not None and each.high is not None:
        spoken = _("%(low)s to %(high)s") % {"low": said(each.low), "high": said(each.high)}
    name = str(each.school)
    is_few = bool(spoken) and each.denominator is not None and each.denominator < FEW
    says = f"{name}: " + ", ".join(word for word in ("" if is_few else said(each.value), spoken) if word)
    return Compared(
        school=each.school_id or 0,
        name=name,
        url=reverse("indicators:school", args=[each.school_id]),
        value="" if is_few else said(each.value),
        range=spoken,
        strip=strip(Span(None if is_few else each.value, each.low, each.high), scale, says),
    )
