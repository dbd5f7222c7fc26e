"""What rules left open, compared pair by pair: the levels of each comparison, and what they weigh in the stored model.

The sum of the weights is what Splink gives with the same model; a test holds both against each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cupola.engine.linking.cascade import SCORED
from cupola.engine.linking.comparisons import COMPARISONS, widened, with_levels
from cupola.engine.linking.model import BLOCKS, Model, prior

if TYPE_CHECKING:
    import duckdb

# A student with a name and something that tells namesakes apart: the rest has nothing to be compared by.
COMPARABLE = "who & 1 > 0 AND given IS NOT NULL AND (birth IS NOT NULL OR street IS NOT NULL)"
BLOCKED = "n, birth, given, family, middle, sex, street, phone, grade, school"
# So far below the lowest band a pair still counts: the best candidate is held against the next.
BELOW = 4
# What is quickly compared: with the best that all else could say, it shows which pairs cannot come near the band.
QUICK = ("middle", "birth", "sex", "place")


def score_open(connection: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Fill `scored` (l, r, weight, levels): pairs of `lefts` and `rights` still open, near or above the lowest band."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE open_rights AS SELECT {BLOCKED} FROM rights"
        f" WHERE {COMPARABLE} AND n NOT IN (SELECT r FROM decided)"
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE scored ({SCORED})")
    lefts, rights = connection.execute(
        f"SELECT (SELECT count(*) FROM lefts WHERE {COMPARABLE}), (SELECT count(*) FROM open_rights)"
    ).fetchall()[0]
    if not lefts or not rights:
        return
    lowest = model.proposed - BELOW
    blocks = " UNION ALL ".join(
        f"SELECT {_pair_of(QUICK_COLUMNS)} FROM (SELECT {BLOCKED} FROM lefts WHERE {COMPARABLE}) l"
        f" JOIN open_rights r ON {rule}"
        for rule in BLOCKS
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE near AS SELECT DISTINCT l, r FROM ({blocks})"
        f" WHERE {prior(lefts)!r} + {_at_most(model)} >= {lowest} - 0.001"
    )
    connection.execute(f"""
INSERT INTO scored
SELECT l, r, weight, levels FROM (
  SELECT l, r, levels, {prior(lefts)!r} + {model.weight_sql("levels")} AS weight FROM ({with_levels(widened("near"))}))
WHERE weight >= {lowest}""")


QUICK_COLUMNS = ("given", "family", "middle", "birth", "sex", "school", "grade")


def _pair_of(columns: Sequence[str]) -> str:
    named = (f"{alias}.{column} AS {column}_{alias}" for alias in ("l", "r") for column in columns)
    return ", ".join(("l.n AS l", "r.n AS r", *named))


def _at_most(model: Model) -> str:
    """The most that a pair can weigh, by what is quickly compared: the SQL of it."""
    parts = []
    for comparison in COMPARISONS:
        weights = model.words.weights[comparison.name]
        best = max(0.0, *weights.values())
        if comparison.name in QUICK:
            whens = " ".join(f"WHEN {v.sql} THEN {weights[v.value]!r}" for v in comparison.levels[:-1])
            parts.append(f"CASE WHEN {comparison.nothing} THEN 0 {whens} ELSE {weights[0]!r} END")
        elif comparison.name in ("given", "family"):
            equal = comparison.levels[0]
            parts.append(f"CASE WHEN {equal.sql} THEN {weights[equal.value]!r} ELSE {best!r} END")
        else:
            parts.append(repr(best))
    return " + ".join(parts)
