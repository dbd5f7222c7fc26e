"""One linked id for each person, school and device, which stays the same as records come, merge and part."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import quoted

if TYPE_CHECKING:
    import duckdb


def lay_crosswalk(connection: duckdb.DuckDBPyConnection, before: Path | None) -> None:
    """Fill `crosswalk` (entity, key, linked_id) from `found_links` and `everyone` (entity, key, rank).

    The linked id is one of the keys: that of the SIS where there is one, else the smallest. An id that one of the
    records had before stays, unless it was a mere list's and the SIS has the person now. When records part, the
    id stays with the record whose own key it is.
    """
    _lay_groups(connection)
    known = (
        f"SELECT entity, key, linked_id FROM read_parquet({quoted(str(before))})"
        if before
        else ("SELECT NULL::VARCHAR AS entity, NULL::VARCHAR AS key, NULL::VARCHAR AS linked_id WHERE false")
    )
    connection.execute(f"""
CREATE OR REPLACE TEMP TABLE crosswalk AS
WITH members AS (
  SELECT e.entity, e.key, e.rank, coalesce(g.head, e.key) AS head
  FROM everyone e LEFT JOIN group_of g ON g.entity = e.entity AND g.key = e.key
), before AS ({known}), anchors AS (SELECT DISTINCT split_part(key, ':', 1) AS system FROM everyone WHERE rank = 0),
claims AS (
  SELECT m.entity, m.head, b.linked_id, split_part(b.linked_id, ':', 1) IN (SELECT system FROM anchors) AS of_sis,
         row_number() OVER (PARTITION BY m.entity, b.linked_id
             ORDER BY (m.key = b.linked_id) DESC, m.rank, m.key) AS turn
  FROM members m JOIN before b ON b.entity = m.entity AND b.key = m.key
), held AS (
  SELECT entity, head, min(linked_id) FILTER (of_sis) AS sis_id, min(linked_id) AS any_id
  FROM claims WHERE turn = 1 GROUP BY entity, head
), heads AS (
  SELECT m.entity, m.head, coalesce(any_value(h.sis_id), min(m.key) FILTER (m.rank = 0), any_value(h.any_id),
                                    arg_min(m.key, (m.rank, m.key))) AS linked_id
  FROM members m LEFT JOIN held h ON h.entity = m.entity AND h.head = m.head GROUP BY m.entity, m.head
)
SELECT m.entity, m.key, h.linked_id FROM members m JOIN heads h ON h.entity = m.entity AND h.head = m.head""")


def _lay_groups(connection: duckdb.DuckDBPyConnection) -> None:
    """`group_of` (entity, key, head): the smallest key that links lead to, found by passing it on until it rests."""
    connection.execute("""
CREATE OR REPLACE TEMP TABLE near AS
SELECT entity, left_key AS a, right_key AS b FROM found_links WHERE band = 'linked'
UNION SELECT entity, right_key, left_key FROM found_links WHERE band = 'linked'""")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE group_of AS"
        " SELECT entity, a AS key, least(a, min(b)) AS head FROM near GROUP BY entity, a"
    )
    while True:
        connection.execute("""
CREATE OR REPLACE TEMP TABLE passed AS
SELECT g.entity, g.key, least(g.head, min(o.head)) AS head FROM group_of g
JOIN near e ON e.entity = g.entity AND e.a = g.key JOIN group_of o ON o.entity = e.entity AND o.key = e.b
GROUP BY g.entity, g.key, g.head""")
        moved = connection.execute(
            "SELECT count(*) FROM passed p JOIN group_of g USING (entity, key) WHERE p.head <> g.head"
        ).fetchall()[0][0]
        connection.execute("CREATE OR REPLACE TEMP TABLE group_of AS SELECT * FROM passed")
        if not moved:
            return
