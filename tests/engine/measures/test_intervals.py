"""Intervals agree with published test values, and the macros for SQL with the functions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupola.engine.backends.duck import connect
from cupola.engine.measures.intervals import (
    create_interval_macros,
    difference_interval,
    effect_h,
    risk_ratio,
    risk_ratio_interval,
    wilson,
)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"), [(8, 10, 0.490, 0.943), (0, 10, 0.0, 0.278), (81, 263, 0.255, 0.366)]
)
def test_the_score_interval_of_small_groups(k: int, n: int, low: float, high: float) -> None:
    assert wilson(k, n) == pytest.approx((low, high), abs=5e-4)


def test_thirty_of_two_hundred_beside_ninety_of_eighteen_hundred() -> None:
    assert risk_ratio((30, 200), (90, 1800)) == pytest.approx(3.0)
    low, high = difference_interval((30, 200), (90, 1800)) or (0.0, 0.0)
    apart = 30 / 200 - 90 / 1800
    assert apart == pytest.approx(0.1)
    assert low < apart < high
    assert risk_ratio_interval((30, 200), (90, 1800)) == pytest.approx((2.038, 4.416), abs=5e-4)
    assert effect_h(30 / 200, 90 / 1800) == pytest.approx(0.344, abs=5e-4)


def test_the_difference_of_two_shares_as_newcombe_published_it() -> None:
    """56 of 70 and 48 of 80: 0.2, from 0.0524 to 0.3339 (Newcombe 1998, table II, method 10)."""
    assert difference_interval((56, 70), (48, 80)) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_nothing_is_said_of_nobody() -> None:
    assert wilson(0, 0) is None
    assert risk_ratio((1, 2), (0, 5)) is None
    assert risk_ratio_interval((0, 5), (1, 5)) is None
    assert difference_interval((0, 0), (1, 2)) is None


def test_sql_and_functions_say_the_same() -> None:
    connection = connect(threads=1)
    create_interval_macros(connection)
    for k1, n1, k2, n2 in [
        (30, 200, 90, 1800),
        (0, 10, 3, 12),
        (5, 5, 1, 9),
        (81, 263, 0, 4),
        (0, 0, 1, 2),
        (7, 7, 2, 2),
    ]:
        got = connection.execute(
            "SELECT wilson_low(k1, n1), wilson_high(k1, n1), risk_ratio(k1, n1, k2, n2), ratio_low(k1, n1, k2, n2), "
            "ratio_high(k1, n1, k2, n2), difference_low(k1, n1, k2, n2), difference_high(k1, n1, k2, n2) "
            "FROM (SELECT ?::DOUBLE AS k1, ?::DOUBLE AS n1, ?::DOUBLE AS k2, ?::DOUBLE AS n2)",
            [k1, n1, k2, n2],
        ).fetchall()[0]
        nothing = (None, None)
        assert got[:2] == approximately(wilson(k1, n1) or nothing)
        assert got[2:3] == approximately((risk_ratio((k1, n1), (k2, n2)),))
        assert got[3:5] == approximately(risk_ratio_interval((k1, n1), (k2, n2)) or nothing)
        assert got[5:] == approximately(difference_interval((k1, n1), (k2, n2)) or nothing)


def test_the_margin_of_a_survey_shrinks_to_nothing_when_everybody_answered() -> None:
    connection = connect(threads=1)
    create_interval_macros(connection)
    asked = "SELECT survey_margin(0.5, ?, ?)"
    assert connection.execute(asked, [384.16, 1e12]).fetchall()[0][0] == pytest.approx(0.05, abs=1e-4)
    assert connection.execute(asked, [40, 40]).fetchall()[0][0] == 0
    assert connection.execute(asked, [41, 40]).fetchall()[0][0] is None


def approximately(numbers: tuple[float | None, ...]) -> tuple[object, ...]:
    return tuple(None if each is None else pytest.approx(each, abs=1e-9) for each in numbers)


@given(st.integers(1, 5000), st.data())
def test_a_score_interval_holds_its_share_and_stays_within_bounds(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    interval = wilson(k, n)
    assert interval is not None
    assert 0 <= interval[0] <= k / n <= interval[1] <= 1
