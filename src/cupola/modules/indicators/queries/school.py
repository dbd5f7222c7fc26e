"""The figures of one school beside those of the district, its gaps, and its past."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cupola.engine.measures.behind import kind_behind
from cupola.engine.measures.indicators import shipped_indicators
from cupola.engine.measures.kinds import Measure
from cupola.engine.paper.measure_charts import Span, small_trend
from cupola.modules.indicators.measures import SUBJECTS, by_id, saying
from cupola.modules.indicators.models import Alert, Event, Target
from cupola.modules.indicators.queries.compare import Side, side_of
from cupola.modules.indicators.queries.measure import events_seen, may_open_rows, open_alerts, sure
from cupola.modules.indicators.queries.places import WIDTHS, scale_of, strip
from cupola.modules.indicators.queries.six import targets_seen
from cupola.modules.indicators.queries.trends import SEE, drawn, past
from cupola.modules.indicators.targeting import Standing, standing
from cupola.workspace.figures import figures_for
from cupola.workspace.models import Figure, Publication, School, User
from cupola.workspace.policy import everywhere


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure of the school beside the district's: how far apart, whether surely so, and where its rows are."""

    measure: Measure
    value: str
    sure: str
    district: str
    gap: str
    side: Side
    strip: SafeString
    rows_url: str


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one subject."""

    title: str
    lines: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class Lead:
    """One of the measures of the six, over time, as far as it has figures of schools."""

    measure: Measure
    value: str
    sure: str
    district: str
    chart: SafeString
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """The page of a school: `better` and `worse` are counts of what surely differs from the district."""

    school: School
    leads: tuple[Lead, ...]
    groups: tuple[Group, ...]
    better: int
    worse: int
    figures: int
    alerts: tuple[Alert, ...]
    events: tuple[Event, ...]
    is_only_own: bool
    newest: Publication | None


def school_page(school: School, user: User) -> SchoolPage:
    """The page of a school that the user may see."""
    newest = Publication.newest()
    places = Q(grain="district") | Q(grain="school", school=school)
    found = list(figures_for(user, newest).filter(places)) if newest else []
    here = {each.measure_id: each for each in found if each.grain == "school"}
    there = {each.measure_id: each for each in found if each.grain == "district"}
    lines = [_beside(by_id()[key], figure, there.get(key), user=user) for key, figure in here.items() if key in by_id()]
    return SchoolPage(
        school=school,
        leads=_leads(school, here, there, user=user, newest=newest) if newest else (),
        groups=tuple(_groups(lines)),
        better=sum(each.side is Side.BETTER for each in lines),
        worse=sum(each.side is Side.WORSE for each in lines),
        figures=len(lines),
        alerts=tuple(open_alerts(user).filter(school=school)),
        events=tuple(reversed([each for each in events_seen(user) if each.school_id in (None, school.pk)][-8:])),
        is_only_own=not everywhere(user, SEE),
        newest=newest,
    )


def _groups(lines: Iterable[Beside]) -> list[Group]:
    by_area: dict[str, list[Beside]] = {}
    for each in lines:
        by_area.setdefault(each.measure.area, []).append(each)
    order = [*SUBJECTS, *sorted(set(by_area) - set(SUBJECTS))]
    return [Group(str(SUBJECTS.get(area, area)), tuple(by_area[area])) for area in order if area in by_area]


def _beside(measure: Measure, figure: Figure, district: Figure | None, *, user: User) -> Beside:
    said = saying(measure)
    line = district.value if district is not None and measure.id not in WIDTHS else None
    rows = kind_behind(measure.id)
    address = reverse("indicators:rows", args=[measure.slug])
    return Beside(
        measure=measure,
        value=said(figure.value),
        sure=sure(measure, figure),
        district=said(line) if line is not None else "",
        gap=_gap(measure, figure.value, line),
        side=side_of(measure, figure, line),
        strip=_strip(figure, line) if figure.low is not None else SafeString(),
        rows_url=f"{address}?school={figure.school_id}" if may_open_rows(rows, user) else "",
    )


def _strip(figure: Figure, line: float | None) -> SafeString:
    scale = scale_of([figure], line)
    air = (scale.end - scale.begin) * 0.15 or abs(scale.end) * 0.1 or 1.0
    wide = replace(scale, begin=scale.begin - air, end=scale.end + air)
    return strip(Span(figure.value, figure.low, figure.high), wide, _("The school, and the district as a line"))


def _gap(measure: Measure, value: float, district: float | None) -> str:
    """How far the school is from the district, with a sign: points for shares, else in the measure's own unit."""
    if district is None or measure.unit in ("count", "students", "devices", "hours"):
        return ""
    apart = value - district
    if round(apart, 3) == 0:
        return _("none")
    sign = "+" if apart > 0 else "−" if apart < 0 else ""
    if measure.unit in ("share", "difference"):
        return _("%(n)s points") % {"n": f"{sign}{abs(apart) * 100:.1f}"}
    return f"{sign}{saying(measure)(abs(apart))}"


def _leads(
    school: School, here: dict[str, Figure], there: dict[str, Figure], *, user: User, newest: Publication
) -> tuple[Lead, ...]:
    """The measures of the six that are known by school, each over time."""
    shown = [p.measure for i in shipped_indicators() for p in i.parts if p.measure.id in here]
    measures = list({each.id: each for each in shown}.values())[:6]
    told = past(user, [each.id for each in measures], school=school.pk)
    targets = list(targets_seen(user).filter(measure_id__in=[each.id for each in measures], school=school))
    aims = {each.measure_id: each for each in targets if each.ends_on is None}
    leads = []
    for each in measures:
        trend = drawn(each, replace(told, none=()), newest=newest, targets=targets)
        figure, district = here[each.id], there.get(each.id)
        leads.append(
            Lead(
                measure=each,
                value=saying(each)(figure.value),
                sure=sure(each, figure),
                district=saying(each)(district.value) if district and each.id not in WIDTHS else "",
                chart=mark_safe(small_trend(trend)),  # our own drawing, its words escaped
                standing=_stands(figure, aims.get(each.id)),
            )
        )
    return tuple(leads)


def _stands(figure: Figure, target: Target | None) -> Standing | None:
    return standing(figure.value, target, today=timezone.localdate()) if target else None
