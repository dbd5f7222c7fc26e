"""Outages planted in the sample district, laid on the minutes of a month in plain Python, give the figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cupola.engine.journey import load
from cupola.engine.loading import LoadOptions
from cupola.engine.measures.kinds import Figure
from cupola.engine.measures.running import measure_record
from cupola.sample import write_district
from cupola.sample.files import outages
from cupola.sample.population.district import District, make_district

STUDENTS, SEED = 3_000, 5
AS_OF, DAYS = date(2026, 10, 30), 30
FIRST = datetime.combine(AS_OF - timedelta(days=DAYS - 1), time(0), UTC)
MINUTES = DAYS * 1440
OFFSET = -240
# The calendar and bells of the district, and what two schools have of their own: (day, kind, schedule), (from, to).
HOLIDAY, OWN_HOLIDAY = date(2026, 10, 12), date(2026, 10, 15)
BELLS = {"regular": ((495, 705), (745, 900)), "early": ((495, 705), (745, 815))}
OWN_BELLS = {"regular": ((450, 840),), "early": ((450, 700),)}
WITH_HOLIDAY, WITH_BELLS = "ORG-002", "ORG-003"
# Name, kind, school, Mbps, percent that schools may use, first and last day, dollars a month.
LINES = (
    ("Main", "internet", "", 3000, 90, "2026-07-01", "", 2760.0),
    ("Second", "internet", "", 600, 100, "", "", None),
    ("Old", "internet", "", 1000, 100, "", "2026-06-30", 3100.0),
    ("To come", "internet", "", 1000, 100, "2027-07-01", "", 900.0),
    ("Fiber", "wan", "ORG-001", 1000, 80, "", "", 410.0),
    ("Radio", "wan", "ORG-001", 100, 100, "", "", None),
)

Minutes = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True)
class Site:
    """Minutes of one school: in maintenance, down, up, taught; and its students."""

    maintenance: Minutes
    down: Minutes
    known: Minutes
    taught: Minutes
    students: int

    def hours(self, which: Minutes) -> float:
        """Hours of which something is so."""
        return float(which.sum()) / 60


@pytest.fixture(scope="module")
def arrays() -> District:
    return make_district(STUDENTS, SEED)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    exports = tmp_path_factory.mktemp("exports")
    write_district(exports, students=STUDENTS, seed=SEED, faults="none", gradebook=False)
    return exports


@pytest.fixture(scope="module")
def told(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Figure]:
    """The figures by measure and sourcedId of the school, empty for the whole district."""
    data, own = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("own")
    options = LoadOptions(data, accept_mapping=True, as_of=AS_OF)
    load([folder / "this-month" / "sis-oneroster.zip"], options)
    roster = measure_record(data, as_of=AS_OF, only=["MEA-STU-01"])
    assert roster is not None
    keys = {each.key.partition(":")[2]: each.key for each in roster.figures if each.grain == "school" and each.key}
    load([folder / outages.PATH, *write_own(own, keys)], options)
    found = measure_record(data, as_of=AS_OF, only=["MEA-NET"])
    assert found is not None
    return {(each.measure, (each.key or "").partition(":")[2]): each for each in found.figures}


@pytest.fixture(scope="module")
def sites(folder: Path, arrays: District) -> dict[str, Site]:
    """Every school's minutes, from truth.json alone."""
    planted = json.loads((folder / "truth.json").read_text("utf-8"))["outages"]
    school = arrays.standing.school[arrays.standing.active()]
    return {key: site(key, planted, int((school == number).sum())) for number, key in enumerate(schools(arrays))}


def schools(arrays: District) -> list[str]:
    return [f"ORG-{number:03d}" for number in range(1, len(arrays.schools) + 1)]


def site(key: str, planted: list[dict[str, Any]], students: int) -> Site:
    states = {kind: np.zeros(MINUTES, bool) for kind in ("watched", "outage", "maintenance")}
    for each in planted:
        if each["school"] in (None, key):
            begin, end = (minute_of(each[name]) if each[name] else MINUTES for name in ("begin", "end"))
            states[each["kind"]][max(begin, 0) : max(end, 0)] = True
    down = states["outage"] & ~states["maintenance"]
    known = states["watched"] | states["outage"] | states["maintenance"]
    return Site(states["maintenance"], down, known, taught(key), students)


def minute_of(text: str) -> int:
    return int((datetime.fromisoformat(text.replace("Z", "+00:00")) - FIRST).total_seconds()) // 60


def taught(key: str) -> Minutes:
    """The minutes of instruction of a school, in universal time."""
    minutes = np.zeros(MINUTES, bool)
    for number in range(DAYS):
        day = AS_OF - timedelta(days=DAYS - 1 - number)
        if day.weekday() > 4 or day == HOLIDAY or (key == WITH_HOLIDAY and day == OWN_HOLIDAY):
            continue
        for begin, end in (OWN_BELLS if key == WITH_BELLS else BELLS)[schedule(day)]:
            minutes[number * 1440 + begin - OFFSET : number * 1440 + end - OFFSET] = True
    return minutes


def schedule(day: date) -> str:
    return "early" if day.weekday() == 2 else "regular"


def write_own(folder: Path, keys: Mapping[str, str]) -> list[Path]:
    """The calendar, bells and lines as people enter them, in the files that deliver them."""
    days = [AS_OF - timedelta(days=back) for back in range(DAYS)]
    calendar = [
        f",{day},{'holiday' if day == HOLIDAY else 'early' if schedule(day) == 'early' else 'school'},{schedule(day)}"
        for day in days if day.weekday() < 5
    ]  # fmt: skip
    calendar.append(f"{keys[WITH_HOLIDAY]},{OWN_HOLIDAY},holiday,")
    bells = [
        f"{school},{name},{number},{begin},{end}"
        for school, own in (("", BELLS), (keys[WITH_BELLS], OWN_BELLS))
        for name, spans in own.items() for number, (begin, end) in enumerate(spans)
    ]  # fmt: skip
    lines = [
        f"{name},Fiber Co,{kind},{keys.get(school, '')},{mbps},{percent},{begin},{end},{'' if cost is None else cost},"
        for name, kind, school, mbps, percent, begin, end, cost in LINES
    ]
    tables = {
        "calendar-days": ("calendarDayId,orgId,day,kind,schedule,utcOffset", [f"{row},{OFFSET}" for row in calendar]),
        "bell-periods": ("bellPeriodId,orgId,schedule,period,beginMinute,endMinute", bells),
        "circuits": (
            "circuitId,name,provider,kind,orgId,mbps,usablePercent,beginDate,endDate,monthlyCost,fund", lines
        ),
    }  # fmt: skip
    paths = []
    for name, (head, rows) in tables.items():
        text = "\n".join([head, *(f"{number},{row}" for number, row in enumerate(rows, 1))])
        paths.append(folder / f"cupola-{name}.csv")
        paths[-1].write_text(f"{text}\n", "utf-8")
    return paths


def check(figure: Figure, top: float, bottom: float) -> None:
    assert (figure.numerator, figure.denominator) == (pytest.approx(top), pytest.approx(bottom)), figure
    assert figure.value == pytest.approx(top / bottom), figure


def test_the_sample_plants_what_makes_a_month_difficult(sites: dict[str, Site]) -> None:
    assert any((~each.known).any() for each in sites.values())
    assert all(each.maintenance.any() and each.down.any() for each in sites.values())
    assert any((each.down & each.taught).any() for each in sites.values())
    assert len({each.taught.sum() for each in sites.values()}) == 3


def test_each_schools_lines_are_as_available_as_planted(told: Any, sites: dict[str, Site]) -> None:
    for key, each in sites.items():
        known, down, maintenance = (each.hours(which) for which in (each.known, each.down, each.maintenance))
        check(told["MEA-NET-01", key], known - maintenance - down, known - maintenance)
        check(told["MEA-NET-02", key], known - down, known)
        assert told["MEA-NET-05", key].value == pytest.approx(down)
        assert told["MEA-NET-02", key].coverage == pytest.approx(known / (DAYS * 24))
        open_school = each.taught & each.known & ~each.maintenance
        lost = each.hours(open_school & each.down)
        check(told["MEA-NET-04", key], each.hours(open_school) - lost, each.hours(open_school))


def test_the_district_is_all_schools_together_and_weighted_by_students(told: Any, sites: dict[str, Site]) -> None:
    def total(which: str) -> float:
        return sum(each.hours(getattr(each, which)) for each in sites.values())

    known, down, maintenance = total("known"), total("down"), total("maintenance")
    check(told["MEA-NET-01", ""], known - maintenance - down, known - maintenance)
    check(told["MEA-NET-02", ""], known - down, known)
    weighted = [
        (each.students * (each.hours(each.known) - each.hours(each.maintenance)), each.students * each.hours(each.down))
        for each in sites.values()
    ]
    check(
        told["MEA-NET-03", ""], sum(hours - down for hours, down in weighted), sum(hours for hours, _down in weighted)
    )
    open_hours = {key: each.taught & each.known & ~each.maintenance for key, each in sites.items()}
    lost = sum(each.hours(open_hours[key] & each.down) for key, each in sites.items())
    taught_hours = sum(each.hours(open_hours[key]) for key, each in sites.items())
    check(told["MEA-NET-04", ""], taught_hours - lost, taught_hours)
    assert told["MEA-NET-05", ""].value == pytest.approx(down)
    assert told["MEA-NET-01", ""].coverage == pytest.approx(known / (len(sites) * DAYS * 24))


def test_bandwidth_is_that_of_the_lines_of_the_day(told: Any, arrays: District, sites: dict[str, Site]) -> None:
    now = [each for each in LINES if each[5] <= str(AS_OF) and (not each[6] or each[6] >= str(AS_OF))]
    internet = [each for each in now if each[1] == "internet"]
    assert len(internet) == 2
    usable = sum(mbps * percent / 100 for _name, _kind, _school, mbps, percent, *_rest in internet)
    check(told["MEA-NET-08", ""], usable, int(arrays.standing.active().sum()))
    check(told["MEA-NET-09", "ORG-001"], 1000 * 0.8 + 100, sites["ORG-001"].students)
    priced = [each for each in internet if each[7] is not None]
    check(told["MEA-NET-11", ""], sum(each[7] or 0 for each in priced), sum(each[3] for each in priced))
    assert told["MEA-NET-11", ""].coverage == pytest.approx(3000 / 3600)
