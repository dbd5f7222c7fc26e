"""Brings the calendar, the bells and the lines of the sample district into this room, and forgets them again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from django.db import transaction

from cupola.modules.network.calendar import Span, write_days
from cupola.modules.network.models import BellPeriod, CalendarDay, Circuit, Probing, Stretch, Target
from cupola.workspace import sample_people
from cupola.workspace.models import District, Publication, School, System
from cupola.workspace.sample_people import Ground, ground

WORKDAYS = range(5)
WEDNESDAY = (2,)
# The watching began on this day; every how manyth school is watched by nothing; how often something was down.
WATCHED_FROM = date(2026, 8, 20)
UNWATCHED = 13
OUTAGES = 4
PAUSE = 300
# Lines that began with the fiscal year, in Mbps; every so many a school has still the slow one, or one without a bill.
LINES_FROM = date(2026, 7, 1)
FAST, SLOW, SLOW_EVERY = 10_000, 1000, 5
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
    _lay_lines(here)
    _watch(here)


def _lay_lines(here: Ground) -> None:
    """Two lines to the Internet, one that has ended, and a line into each school but the last by name."""
    schools = list(School.objects.filter(kind="school", students__gt=0).order_by("name", "key"))
    each_student = sum(school.students for school in schools) / 1000
    known = {"made_by": here.leader, "begins_on": LINES_FROM}
    main = max(1, round(each_student)) * 1000
    lines = [
        Circuit(name="Internet, main line", provider="Tidewater Fiber", mbps=main, usable_percent=90,
                monthly_cents=main * 92, fund="E-Rate and general fund", **known),
        Circuit(name="Internet, second line", provider="Northgate Cable", mbps=max(main // 5, 200),
                monthly_cents=main // 5 * 110, fund="General fund", **known),
        Circuit(name="Internet, old line", provider="Northgate Cable", mbps=max(main // 10, 100),
                monthly_cents=main // 10 * 310, fund="General fund", made_by=here.leader,
                begins_on=date(2021, 7, 1), ends_on=LINES_FROM - timedelta(days=1)),
    ]  # fmt: skip
    lines += [
        Circuit(name=f"Fiber to {school.name[:100]}", kind="wan", provider="Tidewater Fiber", school=school,
                mbps=SLOW if at % SLOW_EVERY == 0 else FAST, monthly_cents=None if at % SLOW_EVERY == 1 else 41_000,
                fund="E-Rate and general fund", **known)
        for at, school in enumerate(schools[:-1], start=1)
    ]  # fmt: skip
    names = set(Circuit.objects.values_list("name", flat=True))
    Circuit.objects.bulk_create({each.name: each for each in lines if each.name not in names}.values())


def _watch(here: Ground) -> None:
    """What was seen of gateways and core systems. Nothing is asked anew: the addresses are no real ones."""
    newest = Publication.newest()
    if newest is None:
        return
    zone, dice = ZoneInfo(District.here().time_zone), Random(7)
    span = datetime.combine(WATCHED_FROM, time(0), zone), datetime.combine(newest.as_of, time(23, 55), zone)
    schools = School.objects.filter(kind="school", students__gt=0).order_by("name", "key")
    targets = [
        Target(name=f"{school.name[:100]} gateway", kind="tcp", address=f"gateway-{at}.harbor.example:443",
               school=school, made_by=here.leader)
        for at, school in enumerate(schools, start=1) if at % UNWATCHED
    ]  # fmt: skip
    core = System.objects.exclude(for_attendance=False, for_gradebook=False, for_finance=False).order_by("pk")
    for system in core:
        told = {"kind": "http", "address": f"https://sign-in.harbor.example/{system.pk}", "system": system}
        targets.append(Target(name=f"{system.name[:100]} sign-in", made_by=here.leader, **told))
    names = set(Target.objects.values_list("name", flat=True))
    for target in {each.name: each for each in targets if each.name not in names}.values():
        target.is_on = False
        target.save()
        Stretch.objects.bulk_create(
            Stretch(target=target, begin_at=begin, last_at=end, pause_seconds=PAUSE, is_up=is_up)
            for begin, end, is_up in _seen(span, dice)
        )


def _seen(span: tuple[datetime, datetime], dice: Random) -> Iterator[tuple[datetime, datetime, bool]]:
    """Up, with a few outages of minutes between; the first and last reading of each stretch."""
    begin, end = span
    days = (end - begin).days
    moments = sorted(begin + timedelta(minutes=dice.randrange(60, days * 1440 - 60)) for _ in range(OUTAGES))
    for moment in moments:
        if moment - begin < timedelta(minutes=10):
            continue
        yield begin, moment - timedelta(minutes=5), True
        back = moment + timedelta(minutes=5 * dice.randrange(1, 9))
        yield moment, back - timedelta(minutes=5), False
        begin = back
    yield begin, end, True


@transaction.atomic
def forget() -> None:
    """Empty the room."""
    for each in (CalendarDay, BellPeriod, Target, Probing, Circuit):
        each.objects.all().delete()
    sample_people.forget()
