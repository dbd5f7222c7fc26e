"""One measure: its figure with the receipt, its past, its places, its targets, and what lies behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cupola.engine.measures.behind import kind_behind
from cupola.engine.measures.kinds import Measure
from cupola.engine.paper.measure_charts import trend_chart
from cupola.modules.indicators.measures import SUBJECTS, by_id, by_slug, saying
from cupola.modules.indicators.models import Alert, Event, Target
from cupola.modules.indicators.queries.places import Table, tables
from cupola.modules.indicators.queries.six import targets_seen
from cupola.modules.indicators.queries.trends import SEE, Past, drawn, headline, past
from cupola.modules.indicators.queries.widths import Widths, widths
from cupola.modules.indicators.targeting import Standing, standing
from cupola.workspace.figures import figures_for
from cupola.workspace.models import Figure, FigureNotComputed, Publication, User
from cupola.workspace.policy import can, everywhere, visible

HISTORY = 24
COMPLETE = 0.995
# Whose verb opens rows of a kind, and whether it must hold in the whole district.
ROWS_BY = {
    "people": "see names",
    "devices": "see devices",
    "accounts": "see accounts",
    "systems": "see systems",
    "tickets": "see devices",
    "voice": "see voice",
}
OF_THE_DISTRICT = ("accounts", "systems")
# What is computed of the same rows as another measure leads to those.
SAME_ROWS_AS = {"MEA-EQU-11": "device-gap-by-group"}


@dataclass(frozen=True, slots=True)
class Published:
    """One line of the history: a publication's figure, or why there was none."""

    on: date
    value: str
    top: float | None
    bottom: float | None
    version: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target as its history tells it."""

    target: Target
    goal: str
    line: str


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """All that the page of a measure shows; `figure` is the district's, None where there is none."""

    measure: Measure
    subject: str
    figure: Figure | None
    value: str
    sentence: str
    sure: str
    is_partial: bool
    reason: str
    standing: Standing
    target: TargetLine | None
    chart: SafeString
    headline: str
    better: str
    widths: Widths | None
    tables: tuple[Table, ...]
    history: tuple[Published, ...]
    targets: tuple[TargetLine, ...]
    alerts: tuple[Alert, ...]
    rows_kind: str
    may_open_rows: bool
    no_rows: str
    same_rows_as: Measure | None
    newest: Publication


def measure_page(measure: Measure, user: User) -> MeasurePage | None:
    """The page of a measure for this user; None before the first record."""
    newest = Publication.newest()
    if newest is None:
        return None
    told = past(user, [measure.id])
    now = list(figures_for(user, newest).filter(measure_id=measure.id, version=_version(measure, told)))
    figure = next((each for each in now if each.grain == "district"), None)
    targets = list(targets_seen(user).filter(measure_id=measure.id))
    aim = next((each for each in targets if each.school_id is None and each.ends_on is None), None)
    trend = drawn(
        measure, told, newest=newest, targets=[t for t in targets if t.school_id is None], events=events_seen(user)
    )
    kind = kind_behind(measure.id)
    return MeasurePage(
        measure=measure,
        subject=str(SUBJECTS.get(measure.area, measure.area)),
        figure=figure,
        value=saying(measure)(figure.value) if figure else "",
        sentence=sentence(measure, figure),
        sure=sure(measure, figure) if figure else "",
        is_partial=bool(figure and figure.coverage is not None and figure.coverage < COMPLETE),
        reason=told.reason(measure.id, newest.as_of) or _why_none(measure, user, now),
        standing=standing(figure.value if figure else None, aim, today=timezone.localdate()),
        target=_line(aim) if aim else None,
        chart=mark_safe(trend_chart(trend)),  # our own drawing, its words escaped
        headline=headline(measure, told.of(measure.id)),
        better=better(measure),
        widths=widths(measure, now),
        tables=tables(measure, now, user),
        history=_history(measure, told),
        targets=tuple(map(_line, reversed([each for each in targets if each.school_id is None]))),
        alerts=tuple(open_alerts(user).filter(measure_id=measure.id)),
        rows_kind=kind,
        may_open_rows=may_open_rows(kind, user) and bool(now),
        no_rows=why_no_rows(measure, user, has_figures=bool(now)),
        same_rows_as=by_slug().get(SAME_ROWS_AS.get(measure.id, "")) if now else None,
        newest=newest,
    )


def _version(measure: Measure, told: Past) -> int:
    """The newest version that was published; the definition may be newer than the last figures."""
    return max((each.version for each in told.of(measure.id)), default=measure.version)


def _why_none(measure: Measure, user: User, now: Sequence[Figure]) -> str:
    if now:
        return ""
    if measure.restricted and not everywhere(user, "see names"):
        return _("Figures of groups of students are shown only to who may see the rows.")
    return measure.not_computed_when


def may_open_rows(kind: str, user: User) -> bool:
    """Whether the user may open the rows of a kind at all."""
    if not kind:
        return False
    return everywhere(user, ROWS_BY[kind]) if kind in OF_THE_DISTRICT else can(user, ROWS_BY[kind])


def why_no_rows(measure: Measure, user: User, *, has_figures: bool) -> str:
    """Why the rows behind a measure are not to be opened, in words; empty where they are."""
    kind = kind_behind(measure.id)
    is_closed = measure.restricted and not everywhere(user, "see names")
    if is_closed or (kind and not may_open_rows(kind, user)):
        return _("Your role sees the figure, and not the rows behind it.")
    if not has_figures:
        return _("Nothing was counted yet, so there are none.")
    if kind:
        return ""
    if measure.area == "satisfaction":
        return _("Answers stay without names: nobody may open them one by one.")
    return _("They are the rows of another measure:")


def events_seen(user: User) -> list[Event]:
    """What happened, as far as the user may see it, the oldest first."""
    return list(visible(Event.objects.select_related("school"), user, SEE))


def open_alerts(user: User) -> QuerySet[Alert]:
    """What is told now, as far as the user may see it."""
    found = visible(Alert.objects.filter(ends_at__isnull=True), user, SEE).select_related("school", "target__owner")
    if everywhere(user, "see names"):
        return found
    return found.exclude(measure_id__in=[each.id for each in by_id().values() if each.restricted])


def sentence(measure: Measure, figure: Figure | None) -> str:
    """The sentence of the measure, every number in it from the figure itself."""
    if figure is None:
        return ""
    return measure.says.format(
        value=saying(measure)(figure.value), numerator=_count(figure.numerator), denominator=_count(figure.denominator)
    )


def _count(number: float | None) -> str:
    return _("an unknown number") if number is None else f"{number:,.0f}"


def sure(measure: Measure, figure: Figure) -> str:
    """How sure a figure is, in words."""
    parts = []
    if figure.low is not None and figure.high is not None:
        said = saying(measure)
        parts.append(_("95%% sure between %(low)s and %(high)s") % {
            "low": said(figure.low), "high": said(figure.high)})  # fmt: skip
    if figure.coverage is not None:
        known = _("nearly all") if COMPLETE <= figure.coverage < 1 else f"{figure.coverage * 100:.0f}%"
        parts.append(_("known of %(share)s") % {"share": known})
    return "; ".join(parts) or _("every row counted")


def better(measure: Measure) -> str:
    """Which way is better."""
    return {"up": _("Higher is better."), "down": _("Lower is better.")}.get(
        measure.direction, _("Neither way is better by itself.")
    )


def _history(measure: Measure, told: Past) -> tuple[Published, ...]:
    said = saying(measure)
    found = [Published(f.as_of, said(f.value), f.numerator, f.denominator, f.version) for f in told.of(measure.id)] + [
        Published(on, "", None, None, None, told.reason(measure.id, on)) for on in told.unknown(measure.id)
    ]
    found.sort(key=lambda each: (each.on, each.version or 0), reverse=True)
    return tuple(found[:HISTORY])


def _line(target: Target) -> TargetLine:
    said = saying(by_id()[target.measure_id])
    return TargetLine(target, said(target.goal), "" if target.line is None else said(target.line))


def reasons(user: User, newest: Publication) -> dict[str, str]:
    """Measure -> why it has no figure in a publication."""
    none = FigureNotComputed.objects.filter(publication=newest)
    return dict(visible(none, user, SEE).values_list("measure_id", "reason"))
