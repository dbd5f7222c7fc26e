"""Visits go first to those who were not heard for longest, on school days."""

from __future__ import annotations

from datetime import date

from cupola.engine.planning.visits import Heard, plan_visits

MONDAY = date(2026, 11, 2)


def a_place(name: str, last: date | None = None, people: int = 100) -> Heard:
    return Heard(name, name, people, last)


def test_never_heard_comes_before_long_ago_and_large_before_small() -> None:
    places = [
        a_place("lately", date(2026, 10, 30)),
        a_place("small"),
        a_place("large", people=900),
        a_place("long ago", date(2026, 3, 1)),
    ]
    visits = plan_visits(places, begin=MONDAY, end=date(2026, 12, 18), per_week=2)
    assert [visit.place.name for visit in visits] == ["large", "small", "long ago", "lately"]
    assert [visit.silent_days for visit in visits] == [None, None, 246, 3]


def test_visits_are_spread_over_the_week_and_leave_out_closed_days_and_weekends() -> None:
    places = [a_place(str(number)) for number in range(6)]
    visits = plan_visits(places, begin=MONDAY, end=date(2026, 11, 30), per_week=2, closed={date(2026, 11, 5)})
    days = [visit.on for visit in visits]
    assert days[:3] == [date(2026, 11, 3), date(2026, 11, 10), date(2026, 11, 12)]
    assert all(day.weekday() < 5 for day in days)


def test_what_does_not_fit_stays_unplanned() -> None:
    places = [a_place(str(number)) for number in range(9)]
    assert len(plan_visits(places, begin=MONDAY, end=date(2026, 11, 13), per_week=5)) == 9
    assert len(plan_visits(places, begin=MONDAY, end=date(2026, 11, 6), per_week=1)) == 1
    assert plan_visits([], begin=MONDAY, end=MONDAY, per_week=1) == []
