"""Alternatives ranked: totals, costs as scores, unknown scores, and where another one takes the lead."""

from __future__ import annotations

import pytest

from cupola.engine.planning.ranking import at_weight, cost_scores, rank, sensitivity, weight_of_need

TWO = {"A": {"cost": 10.0, "ease": 2.0}, "B": {"cost": 4.0, "ease": 7.0}}
EVEN = {"cost": 30.0, "ease": 70.0}


def test_the_weighted_mean_decides_who_is_first():
    first, second = rank(TWO, EVEN)
    assert (first.name, round(first.total, 6)) == ("B", 6.1)
    assert (second.name, round(second.total, 6)) == ("A", 4.4)
    assert {name: round(part, 6) for name, part in first.parts.items()} == {"cost": 1.2, "ease": 4.9}


def test_b_wins_unless_cost_weighs_over_five_elevenths():
    # 10 s + 2 (1 - s) = 4 s + 7 (1 - s) where s = 5/11.
    low, high = sensitivity(TWO, EVEN, criterion="cost")
    assert (low.begin, low.leaders, high.end, high.leaders) == (0.0, ("B",), 1.0, ("A",))
    assert low.end == high.begin == pytest.approx(5 / 11, abs=1e-9)


def test_a_border_on_a_step_is_no_stretch_of_its_own():
    level = {"A": {"x": 10.0, "y": 0.0}, "B": {"x": 0.0, "y": 10.0}}
    found = sensitivity(level, {"x": 1.0, "y": 1.0}, criterion="x")
    assert [each.leaders for each in found] == [("B",), ("A",)]
    assert found[0].end == pytest.approx(0.5, abs=1e-6)


def test_who_is_best_by_everything_wins_whatever_one_criterion_weighs():
    found = sensitivity({"A": {"x": 9.0, "y": 9.0}, "B": {"x": 1.0, "y": 8.0}}, {"x": 1, "y": 3}, criterion="x")
    assert [(each.begin, each.end, each.leaders) for each in found] == [(0.0, 1.0, ("A",))]


def test_three_alternatives_can_lead_one_after_another():
    three = {"A": {"x": 0.0, "y": 10.0}, "B": {"x": 8.0, "y": 8.0}, "C": {"x": 10.0, "y": 0.0}}
    found = sensitivity(three, {"x": 1, "y": 1}, criterion="x")
    assert [each.leaders for each in found] == [("A",), ("B",), ("C",)]
    assert found[0].end == pytest.approx(0.2, abs=1e-9)
    assert found[1].end == pytest.approx(0.8, abs=1e-9)


def test_level_alternatives_lead_together():
    same = {"A": {"x": 5.0, "y": 5.0}, "B": {"x": 5.0, "y": 5.0}}
    assert [each.leaders for each in sensitivity(same, {"x": 1, "y": 1}, criterion="x")] == [("A", "B")]


def test_an_unknown_score_is_left_out_and_not_nothing():
    first, second = rank({"A": {"x": None, "y": 6.0}, "B": {"x": 5.0, "y": 5.0}}, {"x": 1, "y": 1})
    assert (first.name, first.total, second.total) == ("A", 6.0, 5.0)


def test_an_alternative_without_any_score_is_last():
    assert [each.name for each in rank({"A": {"x": None}, "B": {"x": 0.5}}, {"x": 1})] == ["B", "A"]


def test_no_weight_at_all_gives_no_totals():
    assert [each.total for each in rank(TWO, {"cost": 0, "ease": 0})] == [0, 0]


def test_the_cheapest_has_ten_and_twice_the_price_five():
    assert cost_scores({"A": 100, "B": 200, "C": None}) == {"A": 10.0, "B": 5.0, "C": None}


def test_what_costs_nothing_has_ten_and_what_costs_something_beside_it_none():
    assert cost_scores({"A": 0, "B": 200}) == {"A": 10.0, "B": 0.0}
    assert cost_scores({"A": None}) == {"A": None}


def test_a_weight_moved_keeps_the_proportions_of_the_others():
    three = {"A": {"x": 0.0, "y": 10.0, "z": 1.0}}
    assert at_weight(three, {"x": 1, "y": 3, "z": 1}, criterion="x", share=0.2)["A"] == pytest.approx(6.2)


def test_one_criterion_alone_has_one_leader():
    alone = {"A": {"x": 3.0}, "B": {"x": 4.0}}
    assert [each.leaders for each in sensitivity(alone, {"x": 1}, criterion="x")] == [("B",)]


def test_a_need_weighs_voices_three_times_schools_and_hours_by_twenty():
    assert weight_of_need(voices=7, schools=2, hours=100) == 18
    assert weight_of_need(voices=7, schools=2, hours=None) == 13
