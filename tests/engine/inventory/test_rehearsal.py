"""The auditor's sample: its size, its shares, that the seed alone decides it, and the interval of its rate."""

from __future__ import annotations

import random

import pytest

from cupola.engine.inventory.rehearsal import Plan, allot, draw, rate_of, size_of


def test_the_size_is_cochrans_with_the_correction_for_a_finite_population():
    assert size_of(1_000_000_000, Plan(1, expected=0.5, margin=0.05)) == 385
    assert size_of(1_000, Plan(1, expected=0.5, margin=0.05)) == 278
    assert size_of(5, Plan(1, expected=0.5, margin=0.05)) == 5
    assert size_of(0, Plan(1)) == 0


@pytest.mark.parametrize("plan", [Plan(1, confidence=97), Plan(1, margin=0), Plan(1, expected=1.5)])
def test_a_plan_that_no_sample_fits_is_refused(plan):
    with pytest.raises(ValueError, match="sample"):
        size_of(100, plan)


def test_the_same_seed_draws_the_same_sample_in_whatever_order_the_devices_come():
    members = [(f"snipe:T{number}", f"school {number % 3}") for number in range(900)]
    drawn = draw(members, Plan(7))
    random.Random(3).shuffle(members)
    assert draw(members, Plan(7)) == drawn
    assert draw(members, Plan(8)) != drawn


def test_every_stratum_gives_its_share_and_at_least_one():
    shares = allot({"large": 900, "small": 95, "tiny": 5}, 100)
    assert sum(shares.values()) == 100
    assert shares["tiny"] >= 1
    assert 88 <= shares["large"] <= 91
    assert allot({"a": 2, "b": 2}, 4) == {"a": 2, "b": 2}
    assert allot({}, 0) == {}


def test_the_rate_has_wilsons_interval():
    rate = rate_of(100, 5)
    assert rate is not None
    assert (rate.rate, round(rate.low, 4), round(rate.high, 4)) == (0.05, 0.0215, 0.1118)
    assert rate_of(0, 0) is None
    clean = rate_of(50, 0)
    assert clean is not None
    assert (clean.low, round(clean.high, 4)) == (0.0, 0.0714)
