"""Absences and tardies, day by day."""

from collections.abc import Mapping

import numpy as np

from cupola.sample.arrays import Array, chunks, lookup, stream
from cupola.sample.days import NEVER, iso, school_days
from cupola.sample.files import texts
from cupola.sample.files.sheet import Desk
from cupola.sample.population.district import District

PATH = "this-month/attendance.csv"
HEADER = ("Student Number", "School Code", "Date", "Category", "Minutes")
CATEGORIES = ("Absent - Illness", "Absent - Excused", "Absent - Unexcused", "Tardy")
ILLNESS, EXCUSED, UNEXCUSED, TARDY = range(4)
WEEKDAYS = np.array([1.25, 0.92, 0.9, 0.95, 1.3])
SCHOOL_DAY_MINUTES = 360
ABSENT_SHARE, TARDY_SHARE = 0.054, 0.024


def write_attendance(district: District, desk: Desk, spared: frozenset[int], *, dark: Mapping[int, int]) -> None:
    """Write events of all stays; `spared` students have none, a school in `dark` sends none after that day."""
    rng = stream(district.seed, "attendance")
    stays = district.stays
    habit = rng.gamma(0.9, 1 / 0.9, len(district.students))
    counted = ~np.isin(stays.student, list(spared))
    last_of_school = np.full(len(district.schools), 10**6)
    for school, last in dark.items():
        last_of_school[school] = last
    yesterday = _one_of_each_school(district, counted)
    with desk.sheet(PATH, HEADER) as sheet:
        for part in chunks(len(stays), 25_000):
            rows = np.arange(part.start, part.stop)
            stay, day, category = _events(rng, district, rows, habit=habit, yesterday=yesterday)
            shown = counted[stay] & (day <= last_of_school[stays.school[stay]])
            stay, day, category = stay[shown], day[shown], category[shown]
            minutes = np.where(category == TARDY, 2 + (stay * 7 + day * 3) % 41, SCHOOL_DAY_MINUTES)
            numbers = texts.local_ids(district, stays.student[stay])
            codes = texts.school_codes(district, stays.school[stay])
            sheet.write([numbers, codes, iso(day), lookup(CATEGORIES, category), map(str, minutes.tolist())])


def _one_of_each_school(district: District, counted: Array) -> Array:
    """An open stay of each school: it has an event on the last day, so that no small school seems to fall silent."""
    stays = district.stays
    present = np.flatnonzero((stays.exit == NEVER) & (stays.entry < school_days()[-1]) & counted)
    return present[np.unique(stays.school[present], return_index=True)[1]]


def _events(
    rng: np.random.Generator, district: District, rows: Array, *, habit: Array, yesterday: Array
) -> tuple[Array, Array, Array]:
    """Stay, day and category of each event: more on Mondays and Fridays, more as the colds of fall come."""
    stays, days = district.stays, school_days()
    season = np.linspace(0.75, 1.3, len(days)) * WEEKDAYS[(days + 3) % 7]
    own = habit[stays.student[rows]][:, None]
    chance = rng.random((len(rows), len(days)), dtype=np.float32)
    absent = chance < np.minimum(own * season * ABSENT_SHARE, 0.6)
    tardy = chance > 1 - np.minimum(own * TARDY_SHARE, 0.3)
    tardy[np.isin(rows, yesterday), -1] |= ~absent[np.isin(rows, yesterday), -1]
    exits = np.where(stays.exit[rows] == NEVER, 10**6, stays.exit[rows])
    inside = (days >= stays.entry[rows][:, None]) & (days <= exits[:, None])
    place, on = np.nonzero((absent | tardy) & inside)
    kind = np.searchsorted(np.array([0.52, 0.72]), rng.random(len(place)))
    return rows[place], days[on], np.where(absent[place, on], kind, TARDY)
