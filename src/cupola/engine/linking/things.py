"""Schools and devices linked across systems: by their codes and numbers first, by name only to ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cupola.engine.linking.decisions import Decision
from cupola.engine.linking.links import SourcePair
from cupola.engine.linking.sources import Opened

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Step:
    """How two rows of `things` meet, and whether that decides."""

    name: str
    method: str
    join: str
    decides: bool = True


# Two systems that call a school's number by other names: any number of one is any number of the other, and names agree.
SAME_NAME = (
    "(contains(r.label, l.label) OR contains(l.label, r.label) OR jaro_winkler_similarity(l.label, r.label) > 0.92)"
)
ORG_STEPS = (
    Step("nces", "identifier", "r.nces = l.nces"),
    Step("state code", "identifier", "r.code = l.code"),
    Step("other code", "number", f"list_has_any(r.codes, l.codes) AND {SAME_NAME}"),
    Step("name city", "rule", "r.label = l.label AND r.city = l.city"),
    Step("same name", "rule", "r.label = l.label AND (l.city IS NULL OR r.city IS NULL)", decides=False),
)
# A state writes a school's number with the district's in front of it (14 digits) or without (the last 7).
NUMBERS = "CASE WHEN id_type <> 'sourced_id' AND length(link_number(value)) >= 4 THEN link_number(value) END"
SHORT = (
    "CASE WHEN id_type <> 'sourced_id' AND regexp_matches(trim(value), '^[0-9]{14}$')"
    " THEN link_number(right(trim(value), 7)) END"
)
SAME_MODEL = "(contains(r.model, l.model) OR contains(l.model, r.model))"
DEVICE_STEPS = (
    Step("serial", "identifier", "r.serial = l.serial"),
    Step("management id", "identifier", "r.managed = l.managed"),
    Step("serial slip", "rule", f"r.slip = l.slip AND (r.tag = l.tag OR {SAME_MODEL})"),
    Step("asset tag", "rule", f"r.tag = l.tag AND {SAME_MODEL} AND (r.serial IS NULL OR l.serial IS NULL)"),
    Step("asset tag only", "rule", "r.tag = l.tag", decides=False),
)
# What is typed where a serial number should stand.
PLACEHOLDERS = (
    *("NA", "NONE", "NULL", "UNKNOWN", "TBD", "TBA", "NOSERIAL", "SERIALNUMBER", "DEFAULTSTRING", "TEST", "PENDING"),
    *("TOBEFILLEDBYOEM", "SYSTEMSERIALNUMBER", "NOTAPPLICABLE", "NOTAVAILABLE", "0123456789", "123456789", "12345678"),
)


def link_orgs(opened: Opened, decisions: Sequence[Decision]) -> list[SourcePair]:
    """Link schools and districts of each pair of systems."""
    if not opened.has("orgs"):
        return []
    codes = (
        "(SELECT NULL::VARCHAR AS org_id, NULL::VARCHAR AS nces, NULL::VARCHAR AS code, NULL::VARCHAR[] AS codes"
        " WHERE false)"
    )
    if opened.has("org_identifiers"):
        codes = (
            "(SELECT org_id, min(link_number(value)) FILTER (id_type = 'nces') AS nces,"
            " coalesce(min(link_number(value)) FILTER (id_type = 'state'),"
            " min(link_number(value)) FILTER (id_type IN ('school_code', 'ed_fi'))) AS code,"
            f" list_distinct(list({NUMBERS}).list_concat(list({SHORT}))) AS codes"
            " FROM org_identifiers GROUP BY org_id)"
        )
    opened.run(f"""
CREATE OR REPLACE TEMP TABLE things AS
SELECT (row_number() OVER (ORDER BY o.org_id))::INTEGER AS n, split_part(o.org_id, ':', 1) AS system, o.org_id AS key,
       CASE WHEN y.kind = 'sis' THEN 0 ELSE 1 END AS rank, link_plain(any_value(o.name)) AS label,
       link_plain(any_value(o.city)) AS city, any_value(c.nces) AS nces, any_value(c.code) AS code,
       any_value(c.codes) AS codes, any_value(o.org_type) AS kind
FROM orgs o LEFT JOIN {codes} c ON c.org_id = o.org_id LEFT JOIN link_systems y ON y.id = split_part(o.org_id, ':', 1)
GROUP BY o.org_id, y.kind""")
    return list(_link(opened.connection, "org", ORG_STEPS, decisions=decisions))


def link_devices(opened: Opened, decisions: Sequence[Decision]) -> list[SourcePair]:
    """Link devices of each pair of systems; the asset register comes first where there is one."""
    if not opened.has("devices"):
        return []
    managed = "(SELECT NULL::VARCHAR AS device_id, NULL::VARCHAR AS value WHERE false)"
    if opened.has("device_identifiers"):
        managed = (
            "(SELECT device_id, min(lower(value)) AS value FROM device_identifiers"
            " WHERE id_type IN ('mdm', 'directory') AND length(value) > 8 GROUP BY device_id)"
        )
    names = ", ".join(f"'{word}'" for word in PLACEHOLDERS)
    opened.run(f"""
CREATE OR REPLACE TEMP TABLE things AS
WITH typed AS (
  SELECT d.device_id, split_part(d.device_id, ':', 1) AS system,
         regexp_replace(upper(any_value(d.serial_number)), '[^A-Z0-9]', '', 'g') AS serial,
         link_number(any_value(d.asset_tag)) AS tag, link_joined(any_value(d.model)) AS model
  FROM devices d GROUP BY d.device_id
), real AS (
  SELECT * REPLACE (CASE WHEN length(serial) >= 5 AND serial NOT IN ({names})
                          AND replace(serial, left(serial, 1), '') <> ''
                         THEN serial END AS serial) FROM typed
)
SELECT (row_number() OVER (ORDER BY t.device_id))::INTEGER AS n, t.system, t.device_id AS key,
       CASE WHEN y.kind = 'asset' THEN 0 ELSE 1 END AS rank, t.serial, translate(t.serial, 'OI', '01') AS slip, t.tag,
       t.model, m.value AS managed, 'device' AS kind
FROM real t LEFT JOIN {managed} m ON m.device_id = t.device_id LEFT JOIN link_systems y ON y.id = t.system""")
    return list(_link(opened.connection, "device", DEVICE_STEPS, decisions=decisions))


def _link(
    connection: duckdb.DuckDBPyConnection, entity: str, steps: Sequence[Step], *, decisions: Sequence[Decision]
) -> Iterator[SourcePair]:
    connection.execute(f"INSERT INTO everyone SELECT '{entity}', key, rank FROM things")
    connection.execute("CREATE OR REPLACE TEMP TABLE told (a VARCHAR, b VARCHAR, says VARCHAR)")
    rows = [(a, b, d.says) for d in decisions if d.entity == entity for a, b in ((d.left, d.right), (d.right, d.left))]
    if rows:
        connection.executemany("INSERT INTO told VALUES (?, ?, ?)", rows)
    systems = connection.execute(
        "SELECT system FROM things GROUP BY system ORDER BY min(rank), count(*) DESC, system"
    ).fetchall()
    meeting = _meeting(connection, steps)
    for place, (left,) in enumerate(systems):
        for (right,) in systems[place + 1 :]:
            if (left, right) not in meeting:
                continue
            pair = _pair(connection, entity, steps, systems=(str(left), str(right)))
            if pair.linked or pair.proposed:
                yield pair


def _meeting(connection: duckdb.DuckDBPyConnection, steps: Sequence[Step]) -> set[tuple[str, str]]:
    """The pairs of systems in which anything meets by a step or by a person's word: most need no second look."""
    ways = [f"things l JOIN things r ON {step.join}" for step in steps]
    ways.append("told t JOIN things l ON l.key = t.a JOIN things r ON r.key = t.b")
    found: set[tuple[str, str]] = set()
    for way in ways:
        rows = connection.execute(f"SELECT DISTINCT l.system, r.system FROM {way} WHERE l.system <> r.system")
        found |= {(str(left), str(right)) for left, right in rows.fetchall()}
    return found


def _pair(
    connection: duckdb.DuckDBPyConnection, entity: str, steps: Sequence[Step], *, systems: tuple[str, str]
) -> SourcePair:
    """Each step links what it pairs one to one among what is still open on both sides."""
    for table, system in zip(("left_things", "right_things"), systems, strict=True):
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM things WHERE system = '{system}'")
    connection.execute("""
CREATE OR REPLACE TEMP TABLE decided AS
SELECT l.n AS l, min(r.n) AS r, 'person' AS step, 'person' AS method, true AS decides
FROM told t JOIN left_things l ON l.key = t.a JOIN right_things r ON r.key = t.b WHERE t.says = 'same' GROUP BY l.n""")
    for step in steps:
        connection.execute(f"""
CREATE OR REPLACE TEMP TABLE met AS
SELECT l.n AS l, r.n AS r FROM left_things l JOIN right_things r ON {step.join}
WHERE l.kind IS NOT DISTINCT FROM r.kind AND l.n NOT IN (SELECT l FROM decided) AND r.n NOT IN (SELECT r FROM decided)
  AND NOT EXISTS (SELECT 1 FROM told t WHERE t.says = 'different' AND t.a = l.key AND t.b = r.key)""")
        connection.execute(f"""
INSERT INTO decided SELECT l, r, '{step.name}', '{step.method}', {str(step.decides).lower()} FROM met
WHERE l IN (SELECT l FROM met GROUP BY l HAVING count(*) = 1)
  AND r IN (SELECT r FROM met GROUP BY r HAVING count(*) = 1)""")
    connection.execute(f"""
INSERT INTO found_links
SELECT '{entity}', p.system, q.system, p.key, q.key, CASE WHEN d.decides THEN 'linked' ELSE 'proposed' END, d.method,
       d.step, NULL, NULL
FROM decided d JOIN left_things p ON p.n = d.l JOIN right_things q ON q.n = d.r""")
    lefts, rights, linked, proposed = map(
        int,
        connection.execute(
            "SELECT (SELECT count(*) FROM left_things), (SELECT count(*) FROM right_things), count(*) FILTER (decides),"
            " count(*) FILTER (NOT decides) FROM decided"
        ).fetchall()[0],
    )
    return SourcePair(entity, *systems, lefts, rights, linked, proposed, rights - linked - proposed)
