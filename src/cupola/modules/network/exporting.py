"""What this room delivers to the record: the calendar, bells, lines, and what Cupola itself watched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from cupola.modules.network.calendar import utc_offset
from cupola.modules.network.models import BellPeriod, CalendarDay, Circuit, Stretch, Target
from cupola.modules.network.models.calendar import minute_of
from cupola.modules.network.probing import ends_of
from cupola.workspace.models import District
from cupola.workspace.own_record import OwnTable


def _days() -> Iterator[tuple[Any, ...]]:
    zone = ZoneInfo(District.here().time_zone)
    for each in CalendarDay.objects.select_related("school").order_by("pk"):
        school = each.school.key if each.school else ""
        yield each.pk, school, each.day, each.kind, each.schedule, utc_offset(each.day, zone)


def _periods() -> Iterator[tuple[Any, ...]]:
    for each in BellPeriod.objects.select_related("school").order_by("pk"):
        school = each.school.key if each.school else ""
        yield each.pk, school, each.schedule, each.period, minute_of(each.begins), minute_of(each.ends)


def _monitors() -> Iterator[tuple[Any, ...]]:
    for each in Target.objects.filter(stretches__isnull=False).distinct().select_related("school").order_by("pk"):
        yield each.pk, each.name, each.kind, each.school.key if each.school else "", each.system_id


def _stretches() -> Iterator[tuple[Any, ...]]:
    rows = Stretch.objects.order_by("target_id", "begin_at").iterator()
    for target, stretches in groupby(rows, key=lambda row: row.target_id):
        for each, end in ends_of(stretches):
            yield each.pk, target, _text(each.begin_at), _text(end), "up" if each.is_up else "down"


def _circuits() -> Iterator[tuple[Any, ...]]:
    for each in Circuit.objects.select_related("school").order_by("pk"):
        school = each.school.key if each.school else ""
        dollars = None if each.monthly_cents is None else f"{each.monthly_cents / 100:.2f}"
        said = (each.mbps, each.usable_percent, each.begins_on, each.ends_on, dollars, each.fund)
        yield (each.pk, each.name, each.provider, each.kind, school, *said)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


DAYS = OwnTable("cupola-calendar-days", ("calendarDayId", "orgId", "day", "kind", "schedule", "utcOffset"), _days)
PERIODS = OwnTable(
    "cupola-bell-periods", ("bellPeriodId", "orgId", "schedule", "period", "beginMinute", "endMinute"), _periods
)
MONITORS = OwnTable("cupola-monitors", ("monitorId", "name", "kind", "orgId", "systemId"), _monitors)
INTERVALS = OwnTable("cupola-monitor-intervals", ("intervalId", "monitorId", "beginAt", "endAt", "state"), _stretches)
CIRCUITS = OwnTable(
    "cupola-circuits",
    (
        *("circuitId", "name", "provider", "kind", "orgId", "mbps", "usablePercent", "beginDate", "endDate"),
        *("monthlyCost", "fund"),
    ),
    _circuits,
)
