"""What the sample's people entered, counted in plain Python from the rows, gives the figures that are told."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from django.db.models import QuerySet

from cupola.engine.measures.kinds import Figure
from cupola.engine.measures.running import measure_record
from cupola.modules import flows
from cupola.modules.network.models import BellPeriod, CalendarDay, Circuit, Stretch, Target
from cupola.modules.voice.models import Door, Item, ItemKind, Promise, Response, Survey
from cupola.workspace import own_record, sampling
from cupola.workspace.models import District, School

pytestmark = pytest.mark.django_db
FEWEST = 10
MINUTES, DOWN = 30 * 1440, 2
CLOUD, PLACED = {"vendor_hosted", "cloud"}, {"vendor_hosted", "cloud", "on_premises", "hybrid"}


@pytest.fixture
def told(district, cast, data) -> dict[str, Figure]:
    """The figures of the whole district, once the life of the sample is in the record."""
    district.is_sample = True
    district.save()
    assert sampling.bring_life()
    assert own_record.deliver()
    found = measure_record(data)
    assert found is not None
    return {each.measure: each for each in found.figures if each.grain == "district"}


def rows(name: str) -> list[dict[str, str]]:
    text = (Path(flows.__file__).parent / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="|"))


def satisfaction(audience: str) -> tuple[int, int, int, int]:
    """Good marks, marks, answers and invitations of the newest survey of an audience."""
    survey = Survey.objects.filter(audience=audience, responses__isnull=False).order_by("opens_on").distinct().last()
    items = {each.code: each for each in Item.objects.filter(survey=survey, kind=ItemKind.SCALE)}
    good = marks = 0
    answered = Response.objects.filter(survey=survey)
    for response in answered:
        for code, value in response.answers.items():
            item = items.get(code)
            if item is None or value is None:
                continue
            turned = item.scale_to + 1 - value if item.is_reversed else value
            marks += 1
            good += turned > item.scale_to * 0.75
    invited = sum(each.invited for each in Door.objects.filter(survey=survey))
    return good, marks, answered.count(), invited


def test_the_six_of_the_life_are_those_counted_by_hand(told: dict[str, Figure], data: Path) -> None:
    for audience, share, rate in (("teacher", "MEA-SAT-01", "MEA-SAT-03"), ("parent", "MEA-SAT-05", "MEA-SAT-07")):
        good, marks, answered, invited = satisfaction(audience)
        assert (told[rate].numerator, told[rate].denominator) == (answered, invited), audience
        if answered < FEWEST:
            assert share not in told
            continue
        assert (told[share].numerator, told[share].denominator) == (good, marks), audience
        assert told[share].low < told[share].value < told[share].high

    assert "MEA-SAT-05" in told

    systems = rows("sample_systems.csv")
    placed = [each for each in systems if each["hosting"] in PLACED]
    cloud = [each for each in placed if each["hosting"] in CLOUD]
    assert (told["MEA-SYS-01"].numerator, told["MEA-SYS-01"].denominator) == (len(cloud), len(placed))
    assert told["MEA-SYS-01"].coverage == pytest.approx(len(placed) / len(systems))
    spend = sum(int(each["dollars"]) for each in placed if each["dollars"])
    assert told["MEA-SYS-03"].value == pytest.approx(sum(int(e["dollars"]) for e in cloud if e["dollars"]) / spend)

    newest: dict[str, dict[str, str]] = {}
    for each in sorted(rows("sample_audits.csv"), key=lambda row: row["held_on"]):
        newest[each["kind"]] = each
    for kind, measure in (("privacy", "MEA-AUD-01"), ("security", "MEA-AUD-02")):
        assert told[measure].value == pytest.approx(float(newest[kind]["value"]) / float(newest[kind]["best"]))

    states = defaultdict(int)
    day = told["MEA-PRO-01"].as_of
    for promise in Promise.objects.filter(heard_on__lte=day):
        states["heard"] += 1
        states["answered"] += promise.replied_on is not None and promise.replied_on <= day
    assert told["MEA-PRO-02"].denominator == states["heard"]
    assert told["MEA-PRO-02"].numerator == states["answered"]

    roster = measure_record(data, only=["MEA-STU-01"])
    assert roster is not None
    check_network(told, {each.key: each.value for each in roster.figures if each.grain == "school"})


def check_network(told: dict[str, Figure], students: dict[str | None, float]) -> None:
    """The hours of schools and systems, and the lines, from the rows of the room."""
    zone, day = ZoneInfo(District.here().time_zone), told["MEA-NET-01"].as_of
    begin = datetime.combine(day - timedelta(days=29), time(0), UTC)
    schools = [each for each in School.objects.filter(kind="school") if each.key in students]
    lessons = taught(begin, zone)
    watched, down, known_schools = 0.0, 0.0, 0
    weighted, lesson_minutes, lost = [0.0, 0.0], 0.0, 0.0
    for school in schools:
        states = states_of(Stretch.objects.filter(target__school=school), begin)
        known_schools += bool(states.any())
        watched += float((states > 0).sum())
        down += float((states == DOWN).sum())
        weighted[0] += students[school.key] * float((states > 0).sum())
        weighted[1] += students[school.key] * float((states == DOWN).sum())
        lesson_minutes += float((lessons & (states > 0)).sum())
        lost += float((lessons & (states == DOWN)).sum())
    for measure, top, bottom in (
        ("MEA-NET-01", watched - down, watched),
        ("MEA-NET-02", watched - down, watched),
        ("MEA-NET-03", weighted[0] - weighted[1], weighted[0]),
        ("MEA-NET-04", lesson_minutes - lost, lesson_minutes),
    ):
        assert told[measure].numerator == pytest.approx(top / 60), measure
        assert told[measure].denominator == pytest.approx(bottom / 60), measure
    assert told["MEA-NET-01"].coverage == pytest.approx(watched / (known_schools * MINUTES))
    assert told["MEA-NET-05"].value == pytest.approx(down / 60)
    main = [states_of(each.stretches.all(), begin) for each in Target.objects.exclude(system=None)]
    main_known, main_down = (sum(int(test(each).sum()) for each in main) for test in (np.sign, lambda s: s == DOWN))
    assert told["MEA-NET-07"].value == pytest.approx(1 - main_down / main_known)
    internet = Circuit.objects.filter(kind="internet", begins_on__lte=day).exclude(ends_on__lt=day)
    usable = sum(each.mbps * each.usable_percent / 100 for each in internet)
    assert told["MEA-NET-08"].value == pytest.approx(usable / told["MEA-STU-01"].value)
    dollars = sum(each.monthly_cents or 0 for each in internet) / 100
    assert told["MEA-NET-11"].value == pytest.approx(dollars / sum(each.mbps for each in internet))


def states_of(stretches: QuerySet[Stretch], begin: datetime) -> np.ndarray[Any, np.dtype[np.int8]]:
    """Each minute of thirty days: 0 unknown, 1 up, 2 down. A reading holds for one pause."""
    minutes = np.zeros(MINUTES, np.int8)
    for each in stretches:
        first = round((each.begin_at - begin).total_seconds() / 60)
        last = round((each.last_at - begin).total_seconds() / 60) + each.pause_seconds // 60
        part = minutes[max(first, 0) : max(last, 0)]
        np.maximum(part, 1 if each.is_up else DOWN, out=part)
    return minutes


def taught(begin: datetime, zone: ZoneInfo) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Each minute of thirty days: whether lessons were held anywhere."""
    minutes = np.zeros(MINUTES, bool)
    for day in CalendarDay.objects.filter(kind__in=("school", "early", "remote"), school=None):
        for period in BellPeriod.objects.filter(schedule=day.schedule, school=None):
            first, last = (
                round((datetime.combine(day.day, clock, zone) - begin).total_seconds() / 60)
                for clock in (period.begins, period.ends)
            )
            minutes[max(first, 0) : max(last, 0)] = True
    return minutes
