"""Margins, scores, and which groups may be shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupola.engine.surveys.figures import favourable, margin, needed, protected, umux_lite


@pytest.mark.parametrize(
    ("population", "answers", "points"),
    [(50, 20, 17.1), (100, 30, 15.0), (300, 90, 8.7), (500, 100, 8.8), (2000, 200, 6.6), (10000, 370, 5.0)],
)
def test_margins_are_those_of_the_table(population: int, answers: int, points: float) -> None:
    found = margin(population, answers)
    assert found is not None
    assert round(100 * found, 1) == points


@pytest.mark.parametrize(
    ("population", "wanted"),
    [(20, (20, 20, 19, 17)), (100, (92, 80, 67, 50)), (500, (341, 218, 142, 81)), (20_000, (1014, 377, 195, 96))],
)
def test_needed_answers_are_those_of_the_table(population: int, wanted: tuple[int, ...]) -> None:
    assert tuple(needed(population, margin=each) for each in (0.03, 0.05, 0.07, 0.10)) == wanted


def test_no_margin_without_answers_or_with_more_answers_than_people() -> None:
    assert margin(10, 0) is None
    assert margin(10, 11) is None
    assert margin(10, 10) == 0.0


def test_scores() -> None:
    assert umux_lite(7, 7) == 100
    assert umux_lite(1, 1) == 0
    assert favourable([4, 5, 3, 1], scale_to=5) == 0.5
    assert favourable([6, 5], scale_to=7) == 0.5
    assert favourable([1, 2, 5], scale_to=5, is_reversed=True) == pytest.approx(2 / 3)
    assert favourable([], scale_to=5) is None


def test_a_single_small_group_takes_another_with_it() -> None:
    shown = protected({"a": 50, "b": 12, "c": 4})
    assert shown.visible == {"a"}
    assert shown.hidden == {"b", "c"}


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 60), max_size=8))
def test_what_is_hidden_never_follows_from_the_total(sizes: dict[str, int]) -> None:
    shown = protected(sizes)
    hidden = [sizes[group] for group in shown.hidden]
    assert all(sizes[group] >= 10 for group in shown.visible)
    assert not hidden or shown.visible == set() or (len(hidden) > 1 and sum(hidden) >= 10)
