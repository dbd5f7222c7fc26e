"""What the sample's people entered, counted in plain Python from the rows, gives the figures that are told."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from cupola.engine.measures.kinds import Figure
from cupola.engine.measures.running import measure_record
from cupola.modules import flows
from cupola.modules.voice.models import Door, Item, ItemKind, Promise, Response, Survey
from cupola.workspace import own_record, sampling

pytestmark = pytest.mark.django_db
FEWEST = 10
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


def test_the_six_of_the_life_are_those_counted_by_hand(told: dict[str, Figure]) -> None:
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
