"""Brings the calendar and the bells of the sample district into this room, and forgets them again."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from django.db import transaction

from cupola.modules.network.calendar import Span, write_days
from cupola.modules.network.models import BellPeriod, CalendarDay, Probing, Target
from cupola.workspace import sample_people
from cupola.workspace.sample_people import ground

WORKDAYS = range(5)
WEDNESDAY = (2,)
YEAR = (date(2026, 8, 19), date(2027, 6, 3))
OFF = (
    *((date(2026, 9, 7), date(2026, 9, 7)), (date(2026, 10, 12), date(2026, 10, 12))),
    (date(2026, 11, 11), date(2026, 11, 11)),
    *((date(2026, 11, 23), date(2026, 11, 27)), (date(2026, 12, 21), date(2027, 1, 4))),
    *((date(2027, 1, 18), date(2027, 1, 18)), (date(2027, 2, 15), date(2027, 2, 15))),
    *((date(2027, 4, 5), date(2027, 4, 9)), (date(2027, 5, 31), date(2027, 5, 31))),
)
# Schedule: (period, begin, end) of each stretch of instruction.
BELLS = {
    "regular": (("morning", time(8, 15), time(11, 45)), ("afternoon", time(12, 25), time(15, 0))),
    "early": (("morning", time(8, 15), time(11, 45)), ("afternoon", time(12, 25), time(13, 35))),
}


@transaction.atomic
def bring(folder: Path) -> None:
    """Bring the school year and its bells in, unless the room holds any."""
    here = ground(folder)
    if here is None or CalendarDay.objects.exists() or BellPeriod.objects.exists():
        return
    write_days(Span(*YEAR, WORKDAYS), kind="school", schedule="regular", by=here.leader)
    write_days(Span(*YEAR, WEDNESDAY), kind="early", schedule="early", by=here.leader)
    for first, last in OFF:
        write_days(Span(first, last, WORKDAYS), kind="holiday", schedule="", by=here.leader)
    BellPeriod.objects.bulk_create(
        BellPeriod(schedule=schedule, period=period, begins=begins, ends=ends, made_by=here.leader)
        for schedule, periods in BELLS.items()
        for period, begins, ends in periods
    )


@transaction.atomic
def forget() -> None:
    """Empty the room."""
    for each in (CalendarDay, BellPeriod, Target, Probing):
        each.objects.all().delete()
    sample_people.forget()
