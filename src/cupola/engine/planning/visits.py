"""A fair plan of visits: who was not heard for longest comes first, large schools a little before small ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5
LONG_AGO_DAYS = 400


@dataclass(frozen=True, slots=True)
class Heard:
    """A place, how many people learn there, when somebody was last heard there (None is never), and who was not."""

    key: str
    name: str
    people: int
    last: date | None
    roles_missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit: the day, the place, and why it is its turn."""

    on: date
    place: Heard
    silent_days: int | None


def plan_visits(
    places: Sequence[Heard], *, begin: date, end: date, per_week: int, closed: Collection[date] = ()
) -> list[Visit]:
    """At most `per_week` visits a week on school days from `begin` to `end`, each place once, longest unheard first.

    Weekends and the days in `closed` are left out. Places beyond the days that there are stay unplanned.
    """
    queue = sorted(places, key=lambda each: (-_silent(each, begin), -each.people, each.name))
    days = _days(begin, end, per_week=per_week, closed=frozenset(closed))
    return [
        Visit(day, place, None if place.last is None else (begin - place.last).days)
        for day, place in zip(days, queue, strict=False)
    ]


def _silent(place: Heard, today: date) -> int:
    return LONG_AGO_DAYS if place.last is None else min(LONG_AGO_DAYS, (today - place.last).days)


def _days(begin: date, end: date, *, per_week: int, closed: frozenset[date]) -> Iterator[date]:
    """School days, spread over each week: two a week are Tuesday and Thursday rather than Monday and Tuesday."""
    order = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4)}.get(per_week, (0, 1, 2, 3, 4))
    monday = begin - timedelta(days=begin.weekday())
    while monday <= end:
        for place in order:
            day = monday + timedelta(days=place)
            if begin <= day <= end and day not in closed and day.weekday() < SATURDAY:
                yield day
        monday += timedelta(days=7)
