"""People linked: duplicates within each source, then the SIS with every other source, then what both lack in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cupola.engine.linking import cascade, settling
from cupola.engine.linking.comparisons import COLUMNS, LEVELS_SQL, pair_columns
from cupola.engine.linking.decisions import Decision
from cupola.engine.linking.links import SourcePair
from cupola.engine.linking.model import Model
from cupola.engine.linking.sources import Opened
from cupola.engine.linking.splink_stage import score_open

if TYPE_CHECKING:
    import duckdb

FOUND = (
    "entity VARCHAR, left_system VARCHAR, right_system VARCHAR, left_key VARCHAR, right_key VARCHAR, band VARCHAR,"
    " method VARCHAR, step VARCHAR, levels VARCHAR, weight DOUBLE"
)
STATE_NUMBER = (
    "JOIN people_ids i ON i.n = l.n AND i.issuer = 'state' JOIN people_ids j ON j.issuer = i.issuer"
    " AND j.value = i.value JOIN lefts r ON r.n = j.n"
)
ORDER = {"sis": 0, "roster": 1, "state": 2, "enrollment": 3, "lms": 4, "directory": 5, "assessment": 6}


@dataclass(frozen=True, slots=True)
class Source:
    """A source of people: its id, its kind, and how many students it has by its own rows."""

    system: str
    kind: str
    students: int


def link_people(opened: Opened, model: Model, decisions: Sequence[Decision]) -> list[SourcePair]:
    """Fill `found_links` for people; returns how each pair of sources came out."""
    connection = opened.connection
    connection.execute("CREATE OR REPLACE TEMP TABLE ties (n INTEGER, m INTEGER)")
    _lay_decisions(connection, decisions)
    for source in (sources := sources_of(connection)):
        _duplicates_within(connection, source.system)
    pairs = []
    for left, right in _pairs(sources):
        pair = _pair(connection, model, left=left, right=right, full=left == sources[0])
        if pair.linked or pair.proposed or left == sources[0]:
            pairs.append(pair)
    return pairs


def sources_of(connection: duckdb.DuckDBPyConnection) -> list[Source]:
    """Sources of people; first the one that the others are held against: the SIS with the most students."""
    rows = connection.execute(
        "SELECT system, any_value(kind), count(*) FILTER (who & 1 > 0 AND birth IS NOT NULL),"
        " count(given) FROM people GROUP BY system"
    ).fetchall()
    found = [Source(str(s), str(k), int(n)) for s, k, n, _ in rows]
    return sorted(
        found, key=lambda s: (s.kind != "sis", -s.students if s.kind == "sis" else 0, ORDER.get(s.kind, 9), s.system)
    )


def _pairs(sources: Sequence[Source]) -> Iterator[tuple[Source, Source]]:
    for place, left in enumerate(sources):
        for right in sources[place + 1 :]:
            yield left, right


def _lay_decisions(connection: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> None:
    connection.execute("CREATE OR REPLACE TEMP TABLE said (a VARCHAR, b VARCHAR, says VARCHAR)")
    rows = [(each.left, each.right, each.says) for each in decisions if each.entity == "person"]
    if rows:
        connection.executemany("INSERT INTO said VALUES (?, ?, ?)", rows)
    connection.execute("""
CREATE OR REPLACE TEMP TABLE said_n AS
SELECT p.n AS x, q.n AS y, s.says FROM said s JOIN people p ON p.key = s.a JOIN people q ON q.key = s.b
UNION SELECT q.n, p.n, s.says FROM said s JOIN people p ON p.key = s.a JOIN people q ON q.key = s.b""")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE refused AS SELECT x AS l, y AS r FROM said_n WHERE says = 'different'"
    )


def _duplicates_within(connection: duckdb.DuckDBPyConnection, system: str) -> None:
    """People whom one source holds twice: told by its own number, by all that is known, or by a person."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE lefts AS SELECT * FROM people WHERE system = '{system}'")
    joins = (
        (
            "same number twice",
            STATE_NUMBER,
            f"{cascade.LIKE_GIVEN} AND ({cascade.LIKE_FAMILY} OR birth_l = birth_r)",
            "'linked'",
        ),
        (
            "same person again",
            "JOIN lefts r ON r.given = l.given AND r.family = l.family AND r.birth = l.birth",
            f"NOT {cascade.SEX_APART} AND coalesce(middle_l = middle_r, true)",
            f"CASE WHEN {cascade.HOME_AGREES} AND {cascade.MIDDLE_FULL} THEN 'linked' ELSE 'proposed' END",
        ),
        (
            "two roles",
            "JOIN people_mails i ON i.n = l.n JOIN people_mails j ON j.mail = i.mail JOIN lefts r ON r.n = j.n",
            "who_l & 2 > 0 AND who_r & 4 > 0 AND given_l = given_r AND family_l = family_r",
            "'linked'",
        ),
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE twice (l INTEGER, r INTEGER, step VARCHAR, band VARCHAR, levels VARCHAR)"
    )
    for step, join, condition, band in joins:
        roles = "true" if step == "two roles" else "l.who & r.who > 0 AND l.n < r.n"
        connection.execute(
            f"INSERT INTO twice SELECT l, r, '{step}', {band}, {LEVELS_SQL} FROM (SELECT DISTINCT l.n AS l, r.n AS r,"
            f" l.who AS who_l, r.who AS who_r, {pair_columns('l', 'r')}"
            f" FROM lefts l {join} WHERE l.n <> r.n AND {roles}) WHERE {condition} AND {cascade.NOT_REFUSED}"
            " AND NOT EXISTS (SELECT 1 FROM twice t WHERE t.l = l AND t.r = r)"
        )
    connection.execute(
        "INSERT INTO twice SELECT s.x, s.y, 'person', 'linked', NULL FROM said_n s JOIN lefts l ON l.n = s.x"
        " JOIN lefts r ON r.n = s.y WHERE s.says = 'same' AND s.x < s.y"
    )
    connection.execute("""
INSERT INTO found_links
SELECT 'person', p.system, q.system, p.key, q.key, t.band, CASE t.step WHEN 'person' THEN 'person'
    WHEN 'same number twice' THEN 'identifier' ELSE 'rule' END, t.step, t.levels, NULL
FROM (SELECT l, r, arg_max(step, step = 'person') AS step, min(band) AS band, any_value(levels) AS levels
      FROM twice GROUP BY l, r) t JOIN people p ON p.n = t.l JOIN people q ON q.n = t.r""")
    _lay_ties(connection)


def _lay_ties(connection: duckdb.DuckDBPyConnection) -> None:
    """Which records of this source are one person: `ties` names the smallest of them for each."""
    connection.execute("""
INSERT INTO ties
WITH RECURSIVE near AS (
  SELECT l AS x, r AS y FROM twice WHERE band = 'linked' UNION SELECT r, l FROM twice WHERE band = 'linked'
), reach AS (SELECT x, y FROM near UNION SELECT a.x, b.y FROM reach a JOIN near b ON b.x = a.y)
SELECT x, least(x, min(y)) FROM reach GROUP BY x""")


def _pair(
    connection: duckdb.DuckDBPyConnection, model: Model, *, left: Source, right: Source, full: bool
) -> SourcePair:
    """Link one pair of sources. Without `full` only what neither has in the SIS is looked at, and by rule alone."""
    within = "" if full else " AND key NOT IN (SELECT right_key FROM found_links WHERE band = 'linked')"
    for table, source in (("lefts", left), ("rights", right)):
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM people WHERE system = '{source.system}'{within}"
        )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE decided AS SELECT min(s.x) AS l, s.y AS r, 'person' AS step, 'person' AS method,"
        " true AS decides FROM said_n s JOIN lefts l ON l.n = s.x JOIN rights r ON r.n = s.y"
        " WHERE s.says = 'same' GROUP BY s.y"
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE scored (l INTEGER, r INTEGER, weight DOUBLE)")
    if not full and not _both(connection):
        return SourcePair("person", left.system, right.system, 0, 0, 0, 0, 0)
    cascade.decide_by_number(connection)
    cascade.decide_by_rule(connection, cascade.BY_RULE)
    cascade.decide_lone(connection)
    if full:
        _by_score(connection, model)
        _by_name(connection)
    settling.gather(connection, model)
    settling.settle(connection, model)
    return _keep(connection, left, right)


def _both(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether both sources have anybody to look at."""
    found = connection.execute("SELECT EXISTS (FROM lefts) AND EXISTS (FROM rights)").fetchall()
    return bool(found[0][0])


def _by_score(connection: duckdb.DuckDBPyConnection, model: Model) -> None:
    wanted = ", ".join(("n", *COLUMNS, "phone"))
    for table, rows in (("splink_lefts", "lefts"), ("splink_rights", "rights")):
        still = " AND n NOT IN (SELECT r FROM decided)" if rows == "rights" else ""
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT {wanted} FROM {rows}"
            f" WHERE who & 1 > 0 AND given IS NOT NULL AND (birth IS NOT NULL OR street IS NOT NULL){still}"
        )
    score_open(connection, model)


def _by_name(connection: duckdb.DuckDBPyConnection) -> None:
    """By name alone somebody is asked, and only where the sources are known to be about the same people."""
    linked, rights = connection.execute(
        "SELECT (SELECT count(*) FROM decided WHERE decides), (SELECT count(*) FROM rights)"
    ).fetchall()[0]
    if linked >= 0.5 * rights:
        cascade.decide_by_rule(connection, cascade.BY_NAME)


def _keep(connection: duckdb.DuckDBPyConnection, left: Source, right: Source) -> SourcePair:
    connection.execute("""
INSERT INTO found_links
SELECT 'person', p.system, q.system, p.key, q.key, s.band, s.method, s.step, s.levels, s.weight
FROM settled s JOIN people p ON p.n = s.l JOIN people q ON q.n = s.r""")
    connection.execute("""
INSERT INTO found_links
SELECT 'person', p.system, q.system, least(p.key, q.key), greatest(p.key, q.key), 'linked', 'rule', 'both are one',
       NULL, a.weight
FROM again a JOIN people p ON p.n = a.first JOIN people q ON q.n = a.r
WHERE NOT EXISTS (SELECT 1 FROM found_links f WHERE f.left_key = least(p.key, q.key)
                  AND f.right_key = greatest(p.key, q.key) AND f.band = 'linked')""")
    counted = connection.execute("""
SELECT (SELECT count(*) FROM lefts), (SELECT count(*) FROM rights), count(*) FILTER (band = 'linked'),
       count(*) FILTER (band = 'proposed'), (SELECT count(*) FROM again) FROM settled""").fetchall()[0]
    lefts, rights, linked, proposed, again = map(int, counted)
    apart = rights - linked - proposed - again
    return SourcePair("person", left.system, right.system, lefts, rights, linked, proposed, max(apart, 0))
