"""People linked: duplicates within each source, then the SIS with every other source, then what both lack in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import quoted
from cupola.engine.linking import cascade, settling
from cupola.engine.linking.decisions import Decision
from cupola.engine.linking.duplicates import lay_duplicates
from cupola.engine.linking.links import SourcePair
from cupola.engine.linking.model import Model
from cupola.engine.linking.sources import Opened
from cupola.engine.linking.weighing import score_open

if TYPE_CHECKING:
    import duckdb

FOUND = (
    "entity VARCHAR, left_system VARCHAR, right_system VARCHAR, left_key VARCHAR, right_key VARCHAR, band VARCHAR,"
    " method VARCHAR, step VARCHAR, levels VARCHAR, weight DOUBLE"
)
# Sources are held against another in one go up to so many records, so that memory stays small.
AT_ONCE = 400_000
ORDER = {"sis": 0, "roster": 1, "state": 2, "enrollment": 3, "lms": 4, "directory": 5, "assessment": 6}


@dataclass(frozen=True, slots=True)
class Source:
    """A source of people: its id, its kind, its students by its own rows, and all its people."""

    system: str
    kind: str
    students: int
    records: int


def link_people(opened: Opened, model: Model, decisions: Sequence[Decision]) -> list[SourcePair]:
    """Fill `found_links` for people; returns how each pair of sources came out."""
    connection = opened.connection
    connection.execute("CREATE OR REPLACE TEMP TABLE ties (n INTEGER, m INTEGER)")
    connection.execute("CREATE OR REPLACE TEMP TABLE misnumbered (l INTEGER, r INTEGER)")
    _lay_decisions(connection, decisions)
    lay_duplicates(connection)
    sources = sources_of(connection)
    pairs = []
    for place, left in enumerate(sources):
        for rights in _at_once(sources[place + 1 :]):
            pairs += _against(connection, model, left=left, rights=rights, full=place == 0)
    return pairs


def sources_of(connection: duckdb.DuckDBPyConnection) -> list[Source]:
    """Sources of people; first the one that the others are held against: the SIS with the most students."""
    rows = connection.execute(
        "SELECT p.system, any_value(y.kind), p.students, p.records FROM (SELECT system, count(*) AS records,"
        " count(*) FILTER (who & 1 > 0 AND birth IS NOT NULL) AS students FROM people GROUP BY system) p"
        " LEFT JOIN link_systems y ON y.id = p.system GROUP BY ALL"
    ).fetchall()
    found = [Source(str(s), str(k), int(n), int(m)) for s, k, n, m in rows]
    return sorted(
        found, key=lambda s: (s.kind != "sis", -s.students if s.kind == "sis" else 0, ORDER.get(s.kind, 9), s.system)
    )


def _at_once(sources: Sequence[Source]) -> Iterator[list[Source]]:
    """These sources in order, in bundles of not too many records."""
    bundle: list[Source] = []
    for source in sources:
        if bundle and sum(each.records for each in bundle) + source.records > AT_ONCE:
            yield bundle
            bundle = []
        bundle.append(source)
    if bundle:
        yield bundle


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


def _against(
    connection: duckdb.DuckDBPyConnection, model: Model, *, left: Source, rights: Sequence[Source], full: bool
) -> list[SourcePair]:
    """Hold sources against one. Without `full` only what neither has in the SIS is looked at, and by rule alone."""
    within = "" if full else " AND key NOT IN (SELECT right_key FROM found_links WHERE band = 'linked')"
    for view, systems in (("lefts", [left.system]), ("rights", [each.system for each in rights])):
        rows = f"people WHERE system IN ({', '.join(map(quoted, systems))}){within}"
        if not full:  # Few are left; whoever is found next must not leave them while they are looked at.
            connection.execute(f"CREATE OR REPLACE TEMP TABLE {view}_left AS FROM {rows}")
            rows = f"{view}_left"
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {view} AS FROM {rows}")
    if not full and not _meet(connection):
        return []
    for table, columns in (("decided", cascade.DECIDED), ("scored", cascade.SCORED)):
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({columns})")
    connection.execute(
        "INSERT INTO decided SELECT arg_min(s.x, l.key), s.y, 'person', 'person', true, NULL FROM said_n s"
        " JOIN lefts l ON l.n = s.x JOIN rights r ON r.n = s.y WHERE s.says = 'same' GROUP BY s.y"
    )
    cascade.decide_by_number(connection)
    cascade.decide_by_rule(connection, cascade.BY_RULE)
    cascade.decide_lone(connection)
    if full:
        score_open(connection, model)
        _by_name(connection)
    settling.gather(connection, model)
    settling.settle(connection, model)
    return [pair for pair in _keep(connection, left, rights) if full or pair.linked or pair.proposed]


def _meet(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether anybody on the left has a number, an address, or name or home and birth date of anybody on the right.

    Without one of them no rule decides, and most pairs of small sources end here.
    """
    ways = (
        (
            "FROM lefts l JOIN rights r ON r.birth = l.birth AND (r.family = l.family OR r.street = l.street"
            " OR r.given = l.family OR r.family = l.given)"
        ),
        "FROM lefts l JOIN people_ids i ON i.n = l.n JOIN people_ids j ON j.value = i.value JOIN rights r ON r.n = j.n",
        (
            "FROM lefts l JOIN people_mails i ON i.n = l.n JOIN people_mails j ON j.mail = i.mail"
            " JOIN rights r ON r.n = j.n"
        ),
        "FROM said_n s JOIN lefts l ON l.n = s.x JOIN rights r ON r.n = s.y",
    )
    found = connection.execute("SELECT " + " OR ".join(f"EXISTS (SELECT 1 {way})" for way in ways)).fetchall()
    return bool(found[0][0])


def _by_name(connection: duckdb.DuckDBPyConnection) -> None:
    """By name alone somebody is asked, and only where the sources are known to be about the same people."""
    connection.execute("""
CREATE OR REPLACE TEMP TABLE akin AS
SELECT r.system FROM rights r LEFT JOIN (SELECT DISTINCT r FROM decided WHERE decides) d ON d.r = r.n
GROUP BY r.system HAVING count(d.r) >= 0.5 * count(*)""")
    cascade.decide_by_rule(connection, cascade.BY_NAME, among="system IN (SELECT system FROM akin)")


def _keep(connection: duckdb.DuckDBPyConnection, left: Source, rights: Sequence[Source]) -> list[SourcePair]:
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
SELECT r.system, (SELECT count(*) FROM lefts), count(*), count(*) FILTER (s.band = 'linked'),
       count(*) FILTER (s.band = 'proposed'), count(a.r)
FROM rights r LEFT JOIN (SELECT r, any_value(band) AS band FROM settled GROUP BY r) s ON s.r = r.n
LEFT JOIN (SELECT DISTINCT r FROM again) a ON a.r = r.n GROUP BY r.system""").fetchall()
    found = {str(system): tuple(map(int, rest)) for system, *rest in counted}
    pairs = []
    for right in rights:
        lefts, records, linked, proposed, again = found.get(right.system, (0, 0, 0, 0, 0))
        apart = max(records - linked - proposed - again, 0)
        pairs.append(SourcePair("person", left.system, right.system, lefts, records, linked, proposed, apart))
    return pairs
