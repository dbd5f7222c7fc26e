"""Looks at every target after each publication and every night, and writes down what is to be told, and since when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cupola.modules.indicators.models import Alert, AlertKind, Round, Target
from cupola.workspace import audit
from cupola.workspace.models import Figure, FigureNotComputed, Publication

STALE_AFTER = timedelta(days=14)
ONLY = 1
Targets = QuerySet[Target]
Key = tuple[str, str, int | None]


@dataclass(frozen=True, slots=True)
class Told:
    """Something that is to be told: why, of which measure, where, and the figure behind it."""

    kind: str
    target: Target | None = None
    value: float | None = None
    is_within_range: bool = False

    @property
    def key(self) -> Key:
        """What makes it the same thing as yesterday's."""
        measure = self.target.measure_id if self.target else ""
        return (self.kind, measure, self.target.school_id if self.target else None)


@transaction.atomic
def look() -> int:
    """Bring the alerts up to date; returns how many are new. Done twice it changes nothing."""
    newest = Publication.newest()
    Round.objects.update_or_create(pk=ONLY, defaults={"looked_at": timezone.now()})
    if newest is None:
        return 0
    wanted = {told.key: told for told in _found(newest)}
    fresh = 0
    for alert in Alert.objects.select_for_update().filter(ends_at__isnull=True):
        told = wanted.pop((alert.kind, alert.measure_id, alert.school_id), None)
        if told is None:
            alert.ends_at = timezone.now()
        else:
            _fill(alert, told, newest)
        alert.save()
    for told in wanted.values():
        alert = Alert(kind=told.kind)
        _fill(alert, told, newest)
        alert.save()
        fresh += 1
    if fresh:
        audit.note("alerts raised", who="system", alerts=fresh)
    return fresh


def _fill(alert: Alert, told: Told, newest: Publication) -> None:
    alert.target, alert.value, alert.is_within_range = told.target, told.value, told.is_within_range
    alert.measure_id = told.target.measure_id if told.target else ""
    alert.school = told.target.school if told.target else None
    alert.as_of = newest.as_of


def _found(newest: Publication) -> Iterator[Told]:
    """All that is to be told of the figures that pages show."""
    today = timezone.localdate()
    targets = list(Target.objects.filter(ends_on__isnull=True).select_related("school"))
    asked = {each.measure_id for each in targets}
    places = Q(grain="district") | Q(grain="school", school__in=[each.school_id for each in targets if each.school_id])
    figures = {
        (each.measure_id, each.school_id): each
        for each in Figure.objects.filter(places, publication=newest, measure_id__in=asked).order_by("version")
    }
    gone = set(FigureNotComputed.objects.filter(publication=newest, measure_id__in=asked).values_list("measure_id"))
    if today - newest.as_of > STALE_AFTER:
        yield Told(AlertKind.STALE)
    for target in targets:
        figure = figures.get((target.measure_id, target.school_id))
        if figure is None:
            if (target.measure_id,) in gone:
                yield Told(AlertKind.GONE, target)
        elif target.is_past_line(figure.value):
            yield Told(AlertKind.LINE, target, figure.value, _reaches(figure, target.line))
        elif target.due_on < today and not target.is_met_by(figure.value):
            yield Told(AlertKind.DUE, target, figure.value, _reaches(figure, target.goal))


def _reaches(figure: Figure, line: float | None) -> bool:
    """Whether the range of a figure reaches over a line, so that it may be chance."""
    if line is None or figure.low is None or figure.high is None:
        return False
    return figure.low <= line <= figure.high


def is_behind(newest: Publication) -> bool:
    """Whether nobody has looked since this publication."""
    last = Round.objects.filter(pk=ONLY).first()
    return last is None or newest.finished_at is None or last.looked_at < newest.finished_at
