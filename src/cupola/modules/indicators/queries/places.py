"""The figures of a measure by school, grades, group or part, each with its range on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cupola.engine.measures.behind import kind_behind
from cupola.engine.measures.kinds import Measure
from cupola.engine.paper.measure_charts import Span, range_strip
from cupola.modules.indicators.measures import GRAINS, named, saying
from cupola.workspace.models import Figure, School, User
from cupola.workspace.policy import visible

SEE = "see figures"
ORDER = ("school", "grade_band", "student_group", "item")
# Below so many the range alone is shown, for a point would say more than is known.
FEW = 30
# Of these 1 is "no difference", of the other gaps 0.
RATIOS = ("MEA-EQU-01", "MEA-EQU-03", "MEA-EQU-05", "MEA-EQU-07", "MEA-EQU-09")
BANDS = ("PK", "K-5", "6-8", "9-12")
# The district's figure of these is the sum of all places, and of all that are counted in pieces.
SUMS = ("MEA-STU-01", "MEA-NET-05", "MEA-PAI-01", "MEA-PAI-02")
# The district's figure of these is the width between two schools, and no school can be held beside it.
WIDTHS = ("MEA-EQU-02", "MEA-EQU-06")


@dataclass(frozen=True, slots=True)
class Line:
    """One place: its figure said, its range in words, its strip; `value` is empty where it is unknown."""

    name: str
    url: str
    rows_url: str
    value: str
    range: str
    top: float | None
    bottom: float | None
    coverage: float | None
    strip: SafeString
    is_few: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The places of one grain."""

    grain: str
    title: str
    lines: tuple[Line, ...]
    begin: str
    end: str
    beside: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale that all strips of a table share, and the value of the district on it."""

    begin: float
    end: float
    line: float | None


def tables(measure: Measure, now: Sequence[Figure], user: User) -> tuple[Table, ...]:
    """A table for each grain that has figures; schools without one are in it as unknown."""
    district = next((each.value for each in now if each.grain == "district"), None)
    found = []
    for grain in ORDER:
        figures = [each for each in now if each.grain == grain]
        if figures:
            found.append(_table(measure, grain, figures, district=district, user=user))
    return tuple(found)


def scale_of(figures: Sequence[Figure], line: float | None) -> Scale:
    """From the least to the greatest end of any range."""
    ends = [end for each in figures for end in (each.low, each.high, each.value) if end is not None]
    ends += [line] if line is not None else []
    return Scale(min(ends), max(ends), line)


def _table(measure: Measure, grain: str, figures: Sequence[Figure], *, district: float | None, user: User) -> Table:
    said = saying(measure)
    is_comparable = measure.id not in (*WIDTHS, *SUMS) and measure.unit != "count"
    line = district if is_comparable else None
    scale = scale_of(figures, line)
    if grain == "student_group":
        figures = sorted(figures, key=_widest_first)
    if grain == "grade_band":
        figures = sorted(
            figures, key=lambda each: (BANDS.index(each.key) if each.key in BANDS else len(BANDS), each.key)
        )
    lines = [_line(measure, each, scale) for each in figures if each.grain != "school" or each.school is not None]
    if grain == "school":
        known = {each.school_id for each in figures}
        schools = visible(School.objects.filter(kind="school", is_listed=True, students__gt=0), user, SEE)
        lines += [_unknown(school, scale) for school in schools if school.pk not in known]
        lines.sort(key=lambda each: each.name)
    return Table(
        grain=grain,
        title=str(GRAINS[grain]),
        lines=tuple(lines),
        begin=said(scale.begin),
        end=said(scale.end),
        beside=said(line) if line is not None else "",
    )


def _widest_first(each: Figure) -> tuple[bool, float, str]:
    """Gaps that are surely there first, the widest before all; ranges that hold "no difference" behind them."""
    even = 1.0 if each.measure_id in RATIOS else 0.0
    low, high = each.low, each.high
    is_sure = low is not None and high is not None and (low > even or high < even)
    return (not is_sure, -abs(each.value - even) if is_sure else 0.0, named(each.key))


def _line(measure: Measure, each: Figure, scale: Scale) -> Line:
    said = saying(measure)
    has_range = each.low is not None and each.high is not None
    spoken = _("%(low)s to %(high)s") % {"low": said(each.low or 0), "high": said(each.high or 0)} if has_range else ""
    name = each.school.name if each.school is not None else named(each.key)
    is_few = has_range and each.denominator is not None and each.denominator < FEW
    says = f"{name}: " + ", ".join(word for word in ("" if is_few else said(each.value), spoken) if word)
    return Line(
        name=name,
        url=reverse("indicators:school", args=[each.school_id]) if each.school_id else "",
        rows_url=_rows_url(measure, each),
        value=spoken if is_few else said(each.value),
        range="" if is_few else spoken,
        top=each.numerator,
        bottom=each.denominator,
        coverage=each.coverage,
        strip=strip(Span(None if is_few else each.value, each.low, each.high), scale, says),
        is_few=is_few,
    )


def _rows_url(measure: Measure, each: Figure) -> str:
    address = reverse("indicators:rows", args=[measure.slug])
    if not kind_behind(measure.id) or each.grain == "item":
        return ""
    if each.grain == "school":
        return f"{address}?school={each.school_id}"
    return f"{address}?of={each.key}"


def _unknown(school: School, scale: Scale) -> Line:
    says = _("%(name)s: unknown") % {"name": school.name}
    url = reverse("indicators:school", args=[school.pk])
    return Line(school.name, url, "", "", "", None, None, None, strip(Span(None), scale, says))


def strip(span: Span, scale: Scale, says: str) -> SafeString:
    """The drawing of one place on the common scale."""
    drawn = range_strip(span, begin=scale.begin, end=scale.end, line=scale.line, says=says)
    return mark_safe(drawn)  # our own drawing, its words escaped
