"""What the pages of this room show: the calendar by month, the bells by schedule, and what was seen last."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from cupola.modules.network.models import TAUGHT, BellPeriod, CalendarDay, Stretch, Target
from cupola.modules.network.probing import ends_of
from cupola.workspace.models import User
from cupola.workspace.policy import visible

SEE = "see systems"
WINDOW = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the district's calendar: days on which pupils are taught, days off, and those that differ."""

    first: date
    taught: int
    off: int
    special: tuple[CalendarDay, ...]


@dataclass(frozen=True, slots=True)
class Bells:
    """A bell schedule: its periods, what they come to in minutes, and on how many days it holds."""

    schedule: str
    school: str
    periods: tuple[BellPeriod, ...]
    minutes: int
    days: int


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """The calendar and the bells; `without_bells` are names of schedules that days have and that nobody entered."""

    months: tuple[Month, ...]
    of_schools: tuple[CalendarDay, ...]
    bells: tuple[Bells, ...]
    taught: int
    without_bells: tuple[str, ...]


def calendar_page(user: User) -> CalendarPage:
    """The calendar as the user may see it."""
    rows = list(visible(CalendarDay.objects.select_related("school"), user, SEE))
    district = [each for each in rows if each.school_id is None]
    by_month: dict[date, list[CalendarDay]] = defaultdict(list)
    for each in district:
        by_month[each.day.replace(day=1)].append(each)
    used = Counter(each.schedule for each in district if each.kind in TAUGHT)
    bells = _bells(user, used)
    known = {each.schedule for each in bells}
    return CalendarPage(
        months=tuple(_month(first, days) for first, days in sorted(by_month.items())),
        of_schools=tuple(each for each in rows if each.school_id is not None),
        bells=bells,
        taught=sum(each.kind in TAUGHT for each in district),
        without_bells=tuple(sorted(name for name in used if name not in known)),
    )


def closed(begin: date, end: date) -> tuple[date, ...]:
    """The days from `begin` to `end` that the district's calendar names as days without lessons."""
    days = CalendarDay.objects.filter(school=None, day__range=(begin, end)).exclude(kind__in=TAUGHT)
    return tuple(days.values_list("day", flat=True))


def _month(first: date, days: Sequence[CalendarDay]) -> Month:
    taught = sum(each.kind in TAUGHT for each in days)
    special = tuple(each for each in days if each.kind != "school")
    return Month(first, taught, len(days) - taught, special)


def _bells(user: User, used: Counter[str]) -> tuple[Bells, ...]:
    by_schedule: dict[tuple[str, str], list[BellPeriod]] = defaultdict(list)
    for each in visible(BellPeriod.objects.select_related("school"), user, SEE):
        by_schedule[each.schedule, each.school.name if each.school else ""].append(each)
    return tuple(
        Bells(schedule, school, tuple(periods), _minutes(periods), used[schedule])
        for (schedule, school), periods in sorted(by_schedule.items())
    )


def _minutes(periods: Sequence[BellPeriod]) -> int:
    """Minutes in any of the periods; what lies in two counts once."""
    total, until = 0, None
    for each in sorted(periods, key=lambda period: period.begins):
        begin = each.begins if until is None or each.begins > until else until
        if each.ends > begin:
            total += (each.ends.hour - begin.hour) * 60 + each.ends.minute - begin.minute
            until = each.ends
    return total


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target with what was seen last, and its last 30 days: seconds up, down, and not watched."""

    target: Target
    last: Stretch | None
    up: float
    down: float
    not_watched: float

    @property
    def percent(self) -> float | None:
        """The share of the watched time in which it answered; None where it was not watched at all."""
        return 100 * self.up / (self.up + self.down) if self.up + self.down else None

    @property
    def watched_percent(self) -> float:
        """The share of the 30 days in which anybody looked."""
        return 100 * (self.up + self.down) / WINDOW.total_seconds()


def target_lines(user: User) -> tuple[TargetLine, ...]:
    """Every target the user may see."""
    now = timezone.now()
    by_target: dict[int, list[Stretch]] = defaultdict(list)
    for each in Stretch.objects.filter(last_at__gte=now - WINDOW).order_by("target_id", "begin_at"):
        by_target[each.target_id].append(each)
    targets = visible(Target.objects.select_related("school", "system"), user, SEE)
    return tuple(_line(target, by_target[target.pk], now) for target in targets)


def _line(target: Target, stretches: Sequence[Stretch], now: datetime) -> TargetLine:
    seconds = {True: 0.0, False: 0.0}
    for each, end in ends_of(stretches):
        begin = max(each.begin_at, now - WINDOW)
        seconds[each.is_up] += max(0.0, (min(end, now) - begin).total_seconds())
    watched = seconds[True] + seconds[False]
    last = stretches[-1] if stretches else None
    return TargetLine(target, last, seconds[True], seconds[False], WINDOW.total_seconds() - watched)
