"""What one's own time goes to: the two weeks that run, today, and shares compared over the years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cupola.engine.paper.diary_chart import Group, Part, share_bars
from cupola.modules.leadership.models import HALF_HOUR, DiaryEntry, DiaryRun, TimeKind
from cupola.shell.announcements import Day
from cupola.workspace.models import User
from cupola.workspace.policy import can

# A share of fewer half hours says more about chance than about a life.
FEWEST = 20
A_YEAR = (timedelta(days=270), timedelta(days=460))
SHOWN_RUNS = 4


@dataclass(frozen=True, slots=True)
class TimeSum:
    """What the entries of one run come to: `n` of them, minutes by kind, and how much was planned."""

    run: DiaryRun
    title: str
    n: int
    minutes: dict[str, int]
    planned: int

    @property
    def total(self) -> int:
        """Minutes in all."""
        return sum(self.minutes.values())

    @property
    def is_few(self) -> bool:
        """Whether there are too few entries for shares."""
        return self.n < FEWEST

    def share(self, kind: str) -> float | None:
        """The share of one kind, 0 to 1; None when there are too few entries."""
        return None if self.is_few else self.minutes.get(kind, 0) / self.total

    @property
    def planned_share(self) -> float | None:
        """The share of time that was planned; None when there are too few entries."""
        return None if self.is_few else self.planned / self.total


@dataclass(frozen=True, slots=True)
class Cell:
    """One run's value in a line: the share in percent, or None, and its half hours."""

    title: str
    percent: int | None
    half_hours: int


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of time over the runs."""

    title: str | Promise
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """What was tapped today."""

    entries: tuple[DiaryEntry, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class PracticePage:
    """The page of one's own time."""

    run: DiaryRun | None
    day: int
    days: int
    in_run: int
    today: Today
    taps: tuple[tuple[str, str | Promise], ...]
    sums: tuple[TimeSum, ...]
    lines: tuple[Line, ...]
    chart: SafeString
    sentence: str
    fewest: int = FEWEST


def running(user: User, on: date | None = None) -> DiaryRun | None:
    """The user's two weeks that run on a day."""
    day = on or timezone.localdate()
    return DiaryRun.objects.filter(user=user, begins_on__lte=day, ends_on__gte=day).first()


def sums_of(user: User) -> tuple[TimeSum, ...]:
    """All runs of the user that have entries, newest first, with what they come to."""
    kinds = {kind: Sum("entries__minutes", filter=Q(entries__kind=kind)) for kind in TimeKind.values}
    runs = DiaryRun.objects.filter(user=user).annotate(
        n=Count("entries"), planned=Sum("entries__minutes", filter=Q(entries__was_planned=True)), **kinds
    )
    found = list(runs.filter(n__gt=0).order_by("-begins_on", "-pk"))
    seasons = Counter(season(run.begins_on) for run in found)
    return tuple(
        TimeSum(run, _title(run, seasons), run.n, {kind: getattr(run, kind) or 0 for kind in kinds}, run.planned or 0)
        for run in found
    )


def _title(run: DiaryRun, seasons: Mapping[str, int]) -> str:
    """The season, or the first day where two runs began in one season."""
    name = season(run.begins_on)
    return name if seasons[name] == 1 else date_format(run.begins_on, "M j, Y")


def season(day: date) -> str:
    """How people call the time of a run: `fall 2026`, `spring 2027`."""
    words = _("fall %(year)s") if day.month >= 7 else _("spring %(year)s")
    return words % {"year": day.year}


def year_before(sums: Sequence[TimeSum], of: TimeSum) -> TimeSum | None:
    """The run about a year before another, if there is one with entries enough."""
    least, most = A_YEAR
    for each in sums:
        if least <= of.run.begins_on - each.run.begins_on <= most and not each.is_few:
            return each
    return None


def sentence(sums: Sequence[TimeSum], kind: str = TimeKind.LEADERSHIP) -> str:
    """The newest run with entries enough in one sentence: the share of a kind, and what it was a year before.

    Without one it says how many entries there are.
    """
    if not sums:
        return ""
    newest = next((each for each in sums if not each.is_few), sums[0])
    share = newest.share(kind)
    if share is None:
        return _("In %(season)s you noted %(n)s half hours. From %(fewest)s on, this page shows shares.") % {
            "season": season(newest.run.begins_on),
            "n": newest.n,
            "fewest": FEWEST,
        }
    now = round(100 * share)
    said = {"season": season(newest.run.begins_on), "share": now, "kind": str(TimeKind(kind).label).lower()}
    before = year_before(sums, newest)
    then = before.share(kind) if before is not None else None
    if then is None:
        return _("In %(season)s, %(share)s%% of your time went to %(kind)s.") % said
    points = now - round(100 * then)
    if not points:
        return _("In %(season)s, %(share)s%% of your time went to %(kind)s, as much as a year before.") % said
    words = (
        _("In %(season)s, %(share)s%% of your time went to %(kind)s, %(points)s points more than a year before.")
        if points > 0
        else _("In %(season)s, %(share)s%% of your time went to %(kind)s, %(points)s points less than a year before.")
    )
    return words % {**said, "points": abs(points)}


def practice(user: User) -> PracticePage:
    """All that the page of one's own time shows."""
    run, day = running(user), timezone.localdate()
    sums = sums_of(user)
    shown = sums[:SHOWN_RUNS]
    return PracticePage(
        run=run,
        day=(day - run.begins_on).days + 1 if run else 0,
        days=(run.ends_on - run.begins_on).days + 1 if run else 0,
        in_run=run.entries.count() if run else 0,
        today=today(user, day),
        taps=tuple((kind.value, kind.label) for kind in TimeKind),
        sums=sums,
        lines=lines(shown),
        chart=chart(shown),
        sentence=sentence(sums),
    )


def today(user: User, day: date) -> Today:
    """The user's entries of one day."""
    begins = timezone.make_aware(datetime.combine(day, time()))
    entries = DiaryEntry.objects.filter(user=user, at__gte=begins, at__lt=begins + timedelta(days=1))
    found = tuple(entries)
    return Today(found, sum(entry.minutes for entry in found))


def lines(sums: Sequence[TimeSum]) -> tuple[Line, ...]:
    """Kinds of time, then planned and not, over the runs."""
    kinds = [
        Line(kind.label, tuple(_cell(each, each.share(kind), each.minutes[kind]) for each in sums)) for kind in TimeKind
    ]
    planned = Line(_("Planned"), tuple(_cell(each, each.planned_share, each.planned) for each in sums))
    other = Line(
        _("Interrupted"),
        tuple(_cell(each, _rest(each.planned_share), each.total - each.planned) for each in sums),
    )
    return (*kinds, planned, other)


def chart(sums: Sequence[TimeSum]) -> SafeString:
    """The same as bars, wide and narrow, of runs with entries enough; empty without any."""
    sums = [each for each in sums if not each.is_few]
    if not sums:
        return mark_safe("")
    groups = [
        Group(
            str(line.title),
            tuple(Part(cell.title, None if cell.percent is None else cell.percent / 100) for cell in line.cells),
        )
        for line in lines(sums)
    ]
    says = sentence(sums)
    # The drawing escapes every word that it is given.
    return mark_safe(share_bars(groups, says=says) + share_bars(groups, says=says, is_wide=False))


def dates(user: User) -> Sequence[Day]:
    """The day on which one's two weeks end."""
    run = running(user) if can(user, "keep own time") else None
    if run is None:
        return ()
    return (Day(run.ends_on, _("Your two-week diary ends"), reverse("leadership:practice")),)


def _cell(each: TimeSum, share: float | None, minutes: int) -> Cell:
    return Cell(each.title, None if share is None else round(100 * share), round(minutes / HALF_HOUR))


def _rest(share: float | None) -> float | None:
    return None if share is None else 1 - share
