"""Intervals of figures that are estimates: as functions, and as macros of the same formulas for SQL."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

Z_95 = 1.959963984540054
Interval = tuple[float, float]
# k of n.
Counted = tuple[float, float]

# k of n are such. The macros answer NULL where the functions answer None.
MACROS = (
    f"z95() AS {Z_95}",
    """wilson_half(k, n) AS z95() / (1 + z95() ^ 2 / n)
       * sqrt(greatest(k / n * (1 - k / n), 0) / n + z95() ^ 2 / (4 * n ^ 2))""",
    "wilson_mid(k, n) AS (k / n + z95() ^ 2 / (2 * n)) / (1 + z95() ^ 2 / n)",
    "wilson_low(k, n) AS CASE WHEN n > 0 AND k > 0 THEN wilson_mid(k, n) - wilson_half(k, n) WHEN n > 0 THEN 0 END",
    "wilson_high(k, n) AS CASE WHEN n > 0 AND k < n THEN wilson_mid(k, n) + wilson_half(k, n) WHEN n > 0 THEN 1 END",
    "risk_ratio(k1, n1, k2, n2) AS CASE WHEN n1 > 0 AND n2 > 0 AND k2 > 0 THEN (k1 / n1) / (k2 / n2) END",
    "ratio_spread(k1, n1, k2, n2) AS exp(z95() * sqrt(greatest(1 / k1 - 1 / n1 + 1 / k2 - 1 / n2, 0)))",
    """ratio_low(k1, n1, k2, n2) AS CASE WHEN k1 > 0 AND k2 > 0 AND n1 > 0 AND n2 > 0
       THEN risk_ratio(k1, n1, k2, n2) / ratio_spread(k1, n1, k2, n2) END""",
    """ratio_high(k1, n1, k2, n2) AS CASE WHEN k1 > 0 AND k2 > 0 AND n1 > 0 AND n2 > 0
       THEN risk_ratio(k1, n1, k2, n2) * ratio_spread(k1, n1, k2, n2) END""",
    """difference_low(k1, n1, k2, n2) AS CASE WHEN n1 > 0 AND n2 > 0 THEN k1 / n1 - k2 / n2
       - sqrt((k1 / n1 - wilson_low(k1, n1)) ^ 2 + (wilson_high(k2, n2) - k2 / n2) ^ 2) END""",
    """difference_high(k1, n1, k2, n2) AS CASE WHEN n1 > 0 AND n2 > 0 THEN k1 / n1 - k2 / n2
       + sqrt((wilson_high(k1, n1) - k1 / n1) ^ 2 + (k2 / n2 - wilson_low(k2, n2)) ^ 2) END""",
    """survey_margin(spread, n, everybody) AS CASE WHEN n >= 1 AND everybody = n THEN 0
       WHEN n >= 1 AND everybody > n THEN z95() * spread / sqrt(n) * sqrt((everybody - n) / (everybody - 1)) END""",
)


def create_interval_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the formulas of this module known to SQL."""
    for macro in MACROS:
        connection.execute(f"CREATE OR REPLACE TEMP MACRO {macro}")


def wilson(k: float, n: float) -> Interval | None:
    """The 95 % score interval of a share, k of n (Wilson 1927); None for n of 0."""
    if n <= 0:
        return None
    share, z2 = k / n, Z_95**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z_95 / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return (0.0 if k <= 0 else middle - half, 1.0 if k >= n else middle + half)


def risk_ratio(here: Counted, others: Counted) -> float | None:
    """How many times as often it is so here; None where it is never so among the others (34 CFR 300.647)."""
    (k1, n1), (k2, n2) = here, others
    return None if n1 <= 0 or n2 <= 0 or k2 <= 0 else (k1 / n1) / (k2 / n2)


def risk_ratio_interval(here: Counted, others: Counted) -> Interval | None:
    """The 95 % interval of a risk ratio by its logarithm (Katz 1978); None where a group has none."""
    ratio = risk_ratio(here, others)
    if ratio is None or here[0] <= 0:
        return None
    (k1, n1), (k2, n2) = here, others
    spread = math.exp(Z_95 * math.sqrt(max(0.0, 1 / k1 - 1 / n1 + 1 / k2 - 1 / n2)))
    return ratio / spread, ratio * spread


def difference_interval(here: Counted, others: Counted) -> Interval | None:
    """The 95 % interval of p1 - p2 from two score intervals (Newcombe 1998, method 10); None for an empty group."""
    first, second = wilson(*here), wilson(*others)
    if first is None or second is None:
        return None
    p1, p2 = here[0] / here[1], others[0] / others[1]
    return (
        p1 - p2 - math.hypot(p1 - first[0], second[1] - p2),
        p1 - p2 + math.hypot(first[1] - p1, p2 - second[0]),
    )


def effect_h(p1: float, p2: float) -> float:
    """Cohen's h of two shares: 0.2 is small, 0.5 medium, 0.8 large."""
    return 2 * math.asin(math.sqrt(p1)) - 2 * math.asin(math.sqrt(p2))
