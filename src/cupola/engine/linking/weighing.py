"""What rules left open, compared pair by pair: the levels of each comparison, and what they weigh in the stored model.

The sum of the weights is what Splink gives with the same model; a test holds both against each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cupola.engine.linking.comparisons import LEVELS_SQL, pair_columns
from cupola.engine.linking.model import BLOCKS, Model, prior

if TYPE_CHECKING:
    import duckdb

# A student with a name and something that tells namesakes apart: the rest has nothing to be compared by.
COMPARABLE = "who & 1 > 0 AND given IS NOT NULL AND (birth IS NOT NULL OR street IS NOT NULL)"
BLOCKED = "n, birth, given, family, street, phone, grade, school"
# So far below the lowest band a pair still counts: the best candidate is held against the next.
BELOW = 4


def score_open(connection: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Fill `scored` (l, r, weight): pairs of `lefts` and the `rights` still open, near or above the lowest band."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE open_rights AS SELECT {BLOCKED} FROM rights"
        f" WHERE {COMPARABLE} AND n NOT IN (SELECT r FROM decided)"
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE scored (l INTEGER, r INTEGER, weight DOUBLE)")
    lefts, rights = connection.execute(
        f"SELECT (SELECT count(*) FROM lefts WHERE {COMPARABLE}), (SELECT count(*) FROM open_rights)"
    ).fetchall()[0]
    if not lefts or not rights:
        return
    blocks = " UNION ".join(
        f"SELECT l.n AS l, r.n AS r FROM (SELECT {BLOCKED} FROM lefts WHERE {COMPARABLE}) l"
        f" JOIN open_rights r ON {rule}"
        for rule in BLOCKS
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE near AS {blocks}")
    connection.execute(f"""
INSERT INTO scored
SELECT l, r, weight FROM (
  SELECT l, r, {prior(lefts)!r} + {model.weight_sql("levels")} AS weight FROM (
    SELECT m.l, m.r, {LEVELS_SQL} AS levels FROM (
      SELECT c.l, c.r, {pair_columns("l", "r")} FROM near c JOIN lefts l ON l.n = c.l JOIN rights r ON r.n = c.r) m))
WHERE weight >= {model.proposed - BELOW}""")
