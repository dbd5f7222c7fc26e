"""Of all candidates, the links: the best for each record, one for each person, in three bands; duplicates apart.

`candidates` (l, r, step, method, decides, levels, weight) hold what rules and scores found for a source and others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cupola.engine.linking.cascade import NOT_REFUSED
from cupola.engine.linking.comparisons import widened, with_levels
from cupola.engine.linking.model import Model, prior

if TYPE_CHECKING:
    import duckdb

# Places of the comparisons in the text of levels.
GIVEN, FAMILY, MIDDLE, BIRTH, HOME, SEX = (f"substr(levels, {place}, 1)" for place in range(1, 7))
# A weight alone never makes one person of two: the given name must not be another one (twins, brothers and sisters),
# nor the birth date; and where one of the three is missing or the family name is another, the home must speak for it.
SAFE = (
    f"{GIVEN} NOT IN ('0', '-') AND {BIRTH} <> '0'"
    f" AND ({BIRTH} <> '-' OR ({HOME} IN ('2', '3', '4') AND {FAMILY} <> '0'))"
    f" AND ({FAMILY} <> '0' OR ({GIVEN} IN ('2', '4') AND {BIRTH} IN ('3', '4') AND {HOME} IN ('2', '3', '4')))"
    f" AND NOT ({GIVEN} = '1' AND {MIDDLE} = '0') AND NOT ({GIVEN} = '1' AND {SEX} = '0')"
)

# Mateo and Matteo, Thao and Tao: no parents call twins so. A letter left out or typed twice inside a name is a slip,
# also where the other spelling is a name that somebody else has.
ONE_LETTER = (
    "(abs(length(p.given) - length(q.given)) = 1 AND damerau_levenshtein(p.given, q.given) = 1"
    " AND left(p.given, 1) = left(q.given, 1) AND right(p.given, 1) = right(q.given, 1))"
)
# A twin whom only one source holds may be one letter from the other: a spelling that is nearly the other is the same
# child only where it begins alike and is nobody's name, or where the middle name agrees.
SLIP = f"({GIVEN} <> '1' OR {MIDDLE} = '2' OR NOT known_name)"

# Two records that both say where the child lives or learns, and nothing of it is the same.
WAYS = (
    *("p.school = q.school", "p.street = q.street"),
    *("list_has_any(p.phones, q.phones)", "list_has_any(p.mails, q.mails)"),
)
ELSEWHERE = (
    "coalesce(NOT ("
    + " OR ".join(f"coalesce({way}, false)" for way in WAYS)
    + ")"
    + (" AND coalesce(" + ", ".join(WAYS) + ") IS NOT NULL, false)")
)


def gather(connection: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Bring what was decided and what was scored together, each pair with its levels and weight."""
    connection.execute("""
CREATE OR REPLACE TEMP TABLE met AS
SELECT l, r, step, method, decides, levels FROM decided
UNION ALL
SELECT s.l, s.r, 'score', 'score', true, s.levels FROM scored s
WHERE NOT EXISTS (SELECT 1 FROM decided d WHERE d.r = s.r AND d.decides)
  AND NOT EXISTS (SELECT 1 FROM decided d WHERE d.r = s.r AND d.l = s.l)""")
    # What a person said was not compared yet.
    connection.execute("CREATE OR REPLACE TEMP TABLE bare AS SELECT * EXCLUDE (levels) FROM met WHERE levels IS NULL")
    if connection.execute("SELECT count(*) FROM bare").fetchall()[0][0]:
        connection.execute("DELETE FROM met WHERE levels IS NULL")
        connection.execute(
            f"INSERT INTO met SELECT l, r, step, method, decides, levels FROM ({with_levels(widened('bare'))})"
        )
    lefts = int(connection.execute("SELECT count(*) FROM lefts").fetchall()[0][0])
    connection.execute(f"""
CREATE OR REPLACE TEMP TABLE candidates AS
SELECT m.*, w.weight FROM met m JOIN (
  SELECT levels, {prior(lefts)!r} + {model.weight_sql("levels")} AS weight FROM (SELECT DISTINCT levels FROM met)
) w ON w.levels = m.levels WHERE {NOT_REFUSED}""")


def settle(connection: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Fill `settled` (l, r, band, method, step, levels, weight) and `again` (r, first, l): a person's further records.

    A right record takes its best candidate. Where the next best is nearly as good and is another person, somebody
    decides. Of several right records of one person the best is the link; the others are that source's duplicates.
    """
    _lay_best(connection, model)
    _lay_ranked(connection)
    # A second record of somebody with another birth date may be a brother or sister of the same name.
    connection.execute(f"""
UPDATE ranked SET band = 'proposed'
WHERE band = 'linked' AND turn > 1 AND step = 'score' AND {BIRTH} IN ('1', '-') AND {MIDDLE} <> '2'""")
    connection.execute("""
CREATE OR REPLACE TEMP TABLE again AS
SELECT o.r, f.r AS first, o.l, o.levels, o.weight FROM ranked o
JOIN ranked f ON f.person = o.person AND f.system = o.system AND f.band = 'linked' AND f.turn = 1
WHERE o.band = 'linked' AND o.turn > 1""")
    # Who is taken already is proposed for another record only where names and birth date speak for it.
    connection.execute(f"""
CREATE OR REPLACE TEMP TABLE settled AS
SELECT l, r, band, method, step, levels, weight FROM ranked
WHERE (band = 'linked' AND turn = 1)
   OR (band = 'proposed' AND (step <> 'score'
                              OR (person, system) NOT IN (SELECT (person, system) FROM ranked WHERE band = 'linked')
                              OR ({GIVEN} <> '0' AND {BIRTH} <> '0')))""")


def _lay_best(connection: duckdb.DuckDBPyConnection, model: Model) -> None:
    """`best`: the best candidate of each right record, with its band. Where a rule names one, there is no choice."""
    connection.execute("""
CREATE OR REPLACE TEMP TABLE contested AS
SELECT r FROM candidates GROUP BY r HAVING count(*) > 1 OR bool_or(method = 'score' OR NOT decides)""")
    connection.execute(f"""
CREATE OR REPLACE TEMP TABLE best AS
WITH placed AS (
  SELECT c.*, coalesce(t.m, c.l) AS person,
         CASE WHEN c.method = 'score' AND {GIVEN} = '1'
              THEN (q.given IN (SELECT given FROM lefts) AND NOT {ONE_LETTER}) OR left(p.given, 1) <> left(q.given, 1)
         END AS known_name,
         row_number() OVER (PARTITION BY c.r ORDER BY (c.method = 'person') DESC,
                            (c.decides AND c.method <> 'score') DESC, c.weight DESC,
                            p.is_current DESC, p.key) AS place
  FROM (SELECT * FROM candidates WHERE r IN (SELECT r FROM contested)) c
  JOIN (SELECT * FROM lefts WHERE n IN (SELECT l FROM candidates WHERE r IN (SELECT r FROM contested))) p ON p.n = c.l
  JOIN (SELECT * FROM rights WHERE n IN (SELECT r FROM contested)) q ON q.n = c.r
  LEFT JOIN (SELECT n, min(m) AS m FROM ties GROUP BY n) t ON t.n = c.l
), next AS (
  SELECT b.r, max(o.weight) AS weight FROM placed b JOIN placed o ON o.r = b.r AND o.person <> b.person
  WHERE b.place = 1 GROUP BY b.r
)
SELECT b.* EXCLUDE (known_name, place), CASE
    WHEN b.method = 'person' OR (b.decides AND b.method <> 'score') THEN 'linked'
    WHEN b.method = 'score' AND b.weight >= {model.linked} AND {SAFE} AND {SLIP}
         AND b.weight - coalesce(n.weight, -99) >= {model.margin} THEN 'linked'
    WHEN b.method <> 'score' OR b.weight >= {model.proposed} THEN 'proposed'
    ELSE 'apart' END AS band
FROM placed b LEFT JOIN next n ON n.r = b.r WHERE b.place = 1
UNION ALL
SELECT c.*, coalesce(t.m, c.l), 'linked' FROM candidates c
LEFT JOIN (SELECT n, min(m) AS m FROM ties GROUP BY n) t ON t.n = c.l
WHERE c.r NOT IN (SELECT r FROM contested)""")


def _lay_ranked(connection: duckdb.DuckDBPyConnection) -> None:
    """`ranked`: those of `best` that are not apart, in turn where one person has several in one source and band.

    Whoever has a record in a source already has a second one there only where address, telephone, e-mail or school
    agree: a namesake's guardian may have the same name too, and one birth date be mistyped into the other. Else
    somebody is asked.
    """
    connection.execute("""
CREATE OR REPLACE TEMP TABLE ranked AS
SELECT b.*, q.system, 1 AS turn FROM best b JOIN rights q ON q.n = b.r WHERE b.band <> 'apart'""")
    connection.execute(f"""
CREATE OR REPLACE TEMP TABLE turns AS
SELECT b.r, b.method IN ('rule', 'score') AND {ELSEWHERE} AS elsewhere,
  row_number() OVER (PARTITION BY b.person, b.system, b.band = 'linked' ORDER BY (b.method = 'person') DESC,
    (p.is_current AND q.is_current) DESC, (b.method <> 'score') DESC, b.weight DESC, q.key) AS turn
FROM (SELECT * FROM ranked WHERE person IN (SELECT person FROM ranked GROUP BY person HAVING count(*) > 1)) b
JOIN lefts p ON p.n = b.l JOIN rights q ON q.n = b.r""")
    connection.execute("""
UPDATE ranked SET turn = t.turn, band = CASE WHEN band = 'linked' AND t.elsewhere THEN 'proposed' ELSE band END
FROM turns t WHERE t.r = ranked.r AND t.turn > 1""")
