"""The network office's list of outages and maintenance of October: when each school's line was watched, and down."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cupola.sample.arrays import columns, stream
from cupola.sample.days import TODAY, day, iso_day
from cupola.sample.files import texts
from cupola.sample.files.sheet import Desk
from cupola.sample.population.district import District

PATH = "other-systems/lists/network-outages.csv"
HEADER = columns("site,begin,end,kind")
WATCHED, OUTAGE, MAINTENANCE = "watched", "outage", "maintenance"
A_DAY, ALL = 1440, -1
FIRST, LAST = day("2026-10-01") * A_DAY, (TODAY + 1) * A_DAY
# The district's clock is so many minutes behind universal time; times of the list are written on it.
BEHIND = 240
# Every so many a school is watched only since a later day, has two outages at once, or one that goes on.
LATE_EVERY, TWICE_EVERY, OPEN_EVERY = 4, 3, 5
LATE = day("2026-10-12") * A_DAY
CORE_WATCHED, CORE_DOWN = day("2026-10-20") * A_DAY, day("2026-10-21") * A_DAY + 14 * 60 + 10
SUNDAYS = tuple(day(f"2026-10-{number:02d}") * A_DAY + 6 * 60 for number in (4, 11, 18, 25))
MOST_OUTAGES, LONGEST = 4, 90


@dataclass(frozen=True, slots=True)
class Noted:
    """One row: the school (-1 is the whole district), begin and end in minutes since 1970, -1 for no end, the kind."""

    school: int
    begin: int
    end: int
    kind: str


def make_outages(district: District) -> Iterator[Noted]:
    """The rows, first those of what the whole district shares, then school by school."""
    rng = stream(district.seed, "outages")
    yield Noted(ALL, CORE_WATCHED, LAST, WATCHED)
    for sunday in SUNDAYS:
        yield Noted(ALL, sunday, sunday + 120, MAINTENANCE)
    yield Noted(ALL, CORE_DOWN, CORE_DOWN + 38, OUTAGE)
    for school in range(1, len(district.schools) + 1):
        yield Noted(school - 1, LATE if school % LATE_EVERY == 0 else FIRST, LAST, WATCHED)
        begins = np.sort(rng.integers(FIRST, LAST - A_DAY, int(rng.integers(0, MOST_OUTAGES + 1)))).tolist()
        for begin in begins:
            end = begin + int(rng.integers(3, LONGEST))
            yield Noted(school - 1, begin, end, OUTAGE)
            if school % TWICE_EVERY == 0:
                yield Noted(school - 1, begin + 2, end + 15, OUTAGE)
        if school % TWICE_EVERY == 1:
            # New wiring on a school morning, and the line that is then down.
            morning = day("2026-10-15") * A_DAY + 13 * 60
            yield Noted(school - 1, morning, morning + 45, MAINTENANCE)
            yield Noted(school - 1, morning + 5, morning + 60, OUTAGE)
        if school % OPEN_EVERY == 0:
            yield Noted(school - 1, LAST - 200, -1, OUTAGE)


def write_outages(district: District, desk: Desk) -> None:
    """Write the list, times on the district's clock with their distance from universal time."""
    rows = list(make_outages(district))
    names = texts.school_names(district, np.array([max(each.school, 0) for each in rows]))
    with desk.sheet(PATH, HEADER) as sheet:
        sheet.write(
            [
                ["district" if each.school == ALL else name for each, name in zip(rows, names, strict=True)],
                [_local(each.begin) for each in rows],
                ["" if each.end < 0 else _local(each.end) for each in rows],
                [each.kind for each in rows],
            ]
        )


def planted(district: District) -> Iterator[dict[str, str | None]]:
    """The same rows for truth.json: the school's sourcedId (None for the whole district), times in universal time."""
    rows = list(make_outages(district))
    ids = texts.org_ids(np.array([max(each.school, 0) for each in rows]))
    for each, school in zip(rows, ids, strict=True):
        yield {
            "school": None if each.school == ALL else school,
            "begin": f"{_moment(each.begin)}Z",
            "end": None if each.end < 0 else f"{_moment(each.end)}Z",
            "kind": each.kind,
        }


def _local(minute: int) -> str:
    return f"{_moment(minute - BEHIND)}-{BEHIND // 60:02d}:00"


def _moment(minute: int) -> str:
    return f"{iso_day(minute // A_DAY)}T{minute % A_DAY // 60:02d}:{minute % 60:02d}:00"
