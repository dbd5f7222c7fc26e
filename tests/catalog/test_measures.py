"""Every measure says what its cases worked out by hand, and says nothing where there is nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from cupola.engine.measures.grounds import GROUNDS
from cupola.engine.measures.kinds import Figure, Measure
from cupola.engine.measures.reading import measures_folder, shipped_measures
from cupola.engine.measures.wording import how_sure, sentence
from tests.catalog.measure_bench import MeasureCase, cases_path, computed, figures_of, measure_cases

MEASURES = shipped_measures()
CASES = [(measure, case) for measure in MEASURES for case in measure_cases(measure)]
PLACE = {"grain", "key"}
NOWHERE = MeasureCase("nothing", {}, (), next(case for _, case in CASES).as_of, ())


def called(part: object) -> str:
    return str(getattr(part, "slug", getattr(part, "name", "")))


@pytest.mark.parametrize(("measure", "case"), CASES, ids=called)
def test_a_measure_says_what_its_case_worked_out(measure: Measure, case: MeasureCase) -> None:
    found = figures_of(measure, case)
    got = {(each.grain, each.key): each for each in found.figures}
    wanted = {(each["grain"], each.get("key")): each for each in case.figures}
    assert set(got) == set(wanted)
    assert bool(found.not_computed) is not bool(case.figures)
    for place, figure in got.items():
        assert differing(figure, wanted[place]) == {}, place


def differing(figure: Figure, wanted: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The numbers that are not those of the case."""
    pairs = {key: (getattr(figure, key), number) for key, number in wanted.items() if key not in PLACE}
    return {key: pair for key, pair in pairs.items() if pair[0] is None or pair[0] != pytest.approx(pair[1], abs=6e-4)}


def test_where_nothing_was_delivered_it_is_said_that_nothing_was_computed() -> None:
    found = computed(MEASURES, NOWHERE)
    assert found.figures == ()
    assert [each.measure for each in found.not_computed] == [measure.id for measure in MEASURES]
    assert [each for each in found.not_computed if not each.reason.endswith(".")] == []


@pytest.mark.parametrize(("measure", "case"), CASES, ids=called)
def test_a_figure_fits_the_form_of_its_measure(measure: Measure, case: MeasureCase) -> None:
    for figure in figures_of(measure, case).figures:
        assert (figure.grain == "district") == (figure.key is None)
        assert figure.low is None or figure.high is None or figure.low - 1e-9 <= figure.value <= figure.high + 1e-9
        assert figure.coverage is None or 0 <= figure.coverage <= 1
        assert measure.unit != "share" or 0 <= figure.value <= 1
        assert "{" not in sentence(measure, figure)
        assert how_sure(measure, figure)


def test_there_are_sixty_measures_with_different_definitions() -> None:
    assert len({" ".join(measure.sql.split()) for measure in MEASURES}) == len(MEASURES) >= 60


def test_every_measure_has_a_case_with_a_figure() -> None:
    told = {measure.id for measure, case in CASES if case.figures}
    assert told == {measure.id for measure in MEASURES}


def test_no_cases_stand_without_their_measure() -> None:
    known = {cases_path(measure) for measure in MEASURES}
    assert set(measures_folder().rglob("*.cases.yaml")) == known


def test_every_grain_of_a_student_group_is_restricted() -> None:
    groups = [each for each in MEASURES if "student_group" in each.grain or "program_shares" in each.needs]
    assert [each.id for each in groups if not each.restricted] == []


def test_every_ground_is_stood_on() -> None:
    read = {need for measure in MEASURES for need in measure.needs}
    read |= {need for ground in GROUNDS.values() for need in (*ground.needs, *ground.may)}
    assert GROUNDS.keys() - read == set()
