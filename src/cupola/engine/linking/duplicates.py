"""People whom one source holds twice: told by its own number, by all that is known of them, or by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cupola.engine.linking import cascade
from cupola.engine.linking.comparisons import pair_columns, with_levels

if TYPE_CHECKING:
    import duckdb

# Numbers and addresses that several records of one source have; all others need no second look.
SHARED_NUMBERS = """
CREATE OR REPLACE TEMP TABLE shared_numbers AS
SELECT * FROM (SELECT i.n, p.key, p.system, i.value, count(*) OVER (PARTITION BY p.system, i.value) AS holders
               FROM people_ids i JOIN people p ON p.n = i.n WHERE i.issuer = 'state') WHERE holders > 1"""
SHARED_MAILS = """
CREATE OR REPLACE TEMP TABLE shared_mails AS
SELECT * FROM (SELECT m.n, p.system, m.mail, count(*) OVER (PARTITION BY p.system, m.mail) AS holders
               FROM people_mails m JOIN people p ON p.n = m.n) WHERE holders > 1"""
# Names and birth dates, as one number each, that several records of one source have: told quickly, compared below.
SHARED_NAMES = """
CREATE OR REPLACE TEMP TABLE shared_names AS
SELECT n, key, system, given, family, birth FROM people
WHERE birth IS NOT NULL AND hash(system, given, family, birth) IN (
  SELECT hash(system, given, family, birth) FROM people
  WHERE given IS NOT NULL AND family IS NOT NULL AND birth IS NOT NULL GROUP BY 1 HAVING count(*) > 1)"""
# How two records of a source meet, what must hold of them, and the band; of two steps the first that meets counts.
STEPS = (
    (
        "same number twice",
        "shared_numbers i JOIN shared_numbers j ON j.system = i.system AND j.value = i.value AND i.key < j.key",
        f"who_l & who_r > 0 AND {cascade.LIKE_GIVEN} AND ({cascade.LIKE_FAMILY} OR birth_l = birth_r)",
        "'linked'",
    ),
    (
        "same person again",
        (
            "shared_names i JOIN shared_names j ON j.system = i.system AND j.given = i.given AND j.family = i.family"
            " AND j.birth = i.birth AND i.key < j.key"
        ),
        f"who_l & who_r > 0 AND NOT {cascade.SEX_APART} AND coalesce(middle_l = middle_r, true)",
        f"CASE WHEN {cascade.HOME_AGREES} AND {cascade.MIDDLE_FULL} THEN 'linked' ELSE 'proposed' END",
    ),
    (
        "two roles",
        "shared_mails i JOIN shared_mails j ON j.system = i.system AND j.mail = i.mail AND i.n <> j.n",
        "who_l & 2 > 0 AND who_r & 4 > 0 AND given_l = given_r AND family_l = family_r",
        "'linked'",
    ),
)


def lay_duplicates(connection: duckdb.DuckDBPyConnection) -> None:
    """Put duplicates of all sources in `found_links`, and in `ties` which records of one source are one person."""
    connection.execute(SHARED_NUMBERS)
    connection.execute(SHARED_MAILS)
    connection.execute(SHARED_NAMES)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE twice (l INTEGER, r INTEGER, step VARCHAR, band VARCHAR, levels VARCHAR)"
    )
    for step, meeting, condition, band in STEPS:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE paired AS SELECT DISTINCT i.n AS l, j.n AS r FROM {meeting}")
        sides = (f"(SELECT * FROM people WHERE n IN (SELECT {side} FROM paired)) {side}" for side in ("l", "r"))
        rows = (
            f"SELECT m.l, m.r, l.who AS who_l, r.who AS who_r, {pair_columns('l', 'r')} FROM paired m"
            f" JOIN {next(sides)} ON l.n = m.l JOIN {next(sides)} ON r.n = m.r"
        )
        connection.execute(
            f"INSERT INTO twice SELECT l, r, '{step}', {band}, levels FROM ({with_levels(rows)})"
            f" WHERE {condition} AND {cascade.NOT_REFUSED} AND (l, r) NOT IN (SELECT (t.l, t.r) FROM twice t)"
        )
    connection.execute(
        "INSERT INTO twice SELECT s.x, s.y, 'person', 'linked', NULL FROM said_n s JOIN people l ON l.n = s.x"
        " JOIN people r ON r.n = s.y WHERE s.says = 'same' AND s.x < s.y AND l.system = r.system"
    )
    connection.execute("""
INSERT INTO found_links
SELECT 'person', p.system, q.system, p.key, q.key, t.band, CASE t.step WHEN 'person' THEN 'person'
    WHEN 'same number twice' THEN 'identifier' ELSE 'rule' END, t.step, t.levels, NULL
FROM (SELECT l, r, arg_max(step, step = 'person') AS step, min(band) AS band, any_value(levels) AS levels
      FROM twice GROUP BY l, r) t JOIN people p ON p.n = t.l JOIN people q ON q.n = t.r""")
    _lay_ties(connection)


def _lay_ties(connection: duckdb.DuckDBPyConnection) -> None:
    """`ties` names the smallest of the records that are one person for each of them."""
    connection.execute("""
INSERT INTO ties
WITH RECURSIVE near AS (
  SELECT l AS x, r AS y FROM twice WHERE band = 'linked' UNION SELECT r, l FROM twice WHERE band = 'linked'
), reach AS (SELECT x, y FROM near UNION SELECT a.x, b.y FROM reach a JOIN near b ON b.x = a.y)
SELECT x, least(x, min(y)) FROM reach GROUP BY x""")
