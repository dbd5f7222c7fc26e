"""The calendar of the sample district: days as whole numbers since 1970-01-01, and their texts."""

import datetime as dt

import numpy as np

from cupola.sample.arrays import Array, as_objects, lookup

EPOCH = dt.date(1970, 1, 1)


def day(text: str) -> int:
    """The number of a day written YYYY-MM-DD."""
    return (dt.date.fromisoformat(text) - EPOCH).days


FIRST_TABLE_DAY = day("1930-01-01")
TABLE_DAYS = [EPOCH + dt.timedelta(days=number) for number in range(FIRST_TABLE_DAY, day("2041-01-01"))]
ISO = as_objects(["", *(date.isoformat() for date in TABLE_DAYS)])
SLASHED = as_objects(["", *(f"{date.month}/{date.day}/{date.year}" for date in TABLE_DAYS)])

TODAY = day("2026-10-30")
LAST_MONTH = day("2026-09-30")
YEAR_BEGINS = day("2026-08-19")
FALL_ENDS = day("2026-12-18")
SPRING_BEGINS = day("2027-01-05")
YEAR_ENDS = day("2027-06-03")
NEVER = 0  # no day: an exit that has not happened
HOLIDAYS = (day("2026-09-07"), day("2026-10-12"))


def iso(days: Array) -> list[str]:
    """Days as YYYY-MM-DD; NEVER as an empty text."""
    return lookup(ISO, np.where(days == NEVER, 0, days - FIRST_TABLE_DAY + 1))


def slashed(days: Array) -> list[str]:
    """Days as a form on the web shows them: M/D/YYYY; NEVER as an empty text."""
    return lookup(SLASHED, np.where(days == NEVER, 0, days - FIRST_TABLE_DAY + 1))


def iso_day(number: int) -> str:
    """One day as YYYY-MM-DD."""
    return str(ISO[number - FIRST_TABLE_DAY + 1])


def school_days(first: int = YEAR_BEGINS, last: int = TODAY - 1) -> Array:
    """The days on which school was held, both ends included: no weekend, no holiday."""
    days = np.arange(first, last + 1)
    weekday = (days + 3) % 7
    return days[(weekday < 5) & ~np.isin(days, HOLIDAYS)]
