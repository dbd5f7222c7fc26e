"""Writes stretches of the calendar, and tells how far the district's clock is from universal time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from cupola.engine.errors import CupolaError
from cupola.modules.network.models import CalendarDay
from cupola.workspace import audit
from cupola.workspace.models import School, User

MOST_DAYS = 750


@dataclass(frozen=True, slots=True)
class Span:
    """Days from one to another on some days of the week (0 is Monday), for a school or the district."""

    first: date
    last: date
    weekdays: Collection[int]
    school: School | None = None

    def days(self) -> list[date]:
        """The days, in order."""
        count = (self.last - self.first).days + 1
        every = (self.first + timedelta(days=number) for number in range(count))
        return [each for each in every if each.weekday() in self.weekdays]


@transaction.atomic
def write_days(span: Span, *, kind: str, schedule: str, by: User) -> int:
    """Make these days of a kind, whatever they were; how many. Raises `CupolaError` for a span of over two years."""
    if (span.last - span.first).days > MOST_DAYS:
        raise CupolaError(_("This span"), _("is longer than two years."), _("Enter one school year at a time."))
    wanted = span.days()
    there = {each.day: each for each in CalendarDay.objects.filter(school=span.school, day__in=wanted)}
    changed = []
    for row in there.values():
        if (row.kind, row.schedule) != (kind, schedule):
            row.kind, row.schedule, row.version = kind, schedule, row.version + 1
            changed.append(row)
    CalendarDay.objects.bulk_update(changed, ["kind", "schedule", "version"])
    CalendarDay.objects.bulk_create(
        CalendarDay(school=span.school, day=each, kind=kind, schedule=schedule, made_by=by)
        for each in wanted
        if each not in there
    )
    audit.note("calendar changed", user=by, days=len(wanted), kind=kind)
    return len(wanted)


def utc_offset(day: date, zone: ZoneInfo) -> int:
    """Minutes that clocks in this zone are ahead of universal time at noon of a day; -480 is Pacific winter time."""
    offset = datetime.combine(day, time(12), zone).utcoffset()
    return int(offset.total_seconds() // 60) if offset is not None else 0
