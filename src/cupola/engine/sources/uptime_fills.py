"""How monitors and their readings fill the record: readings rolled to stretches of one state."""

from __future__ import annotations

from cupola.engine.sources.place_names import school_of, system_of

# What a sensor of PRTG is called stands only in the name of its file.
SENSOR = "regexp_replace(f.name, '^.*/|\\.[^./]*$', '', 'g')"
OLE = "make_timestamp(CAST(round(({} - 25569) * 86400) AS BIGINT) * 1000000)"


def merged(pieces: str) -> str:
    """SQL that joins pieces (key, begin_at, end_at, state, and their place) of one state that touch one another."""
    return f"""
SELECT key, min(begin_at) AS begin_at, max(end_at) AS end_at, any_value(state) AS state,
       system, min(file) AS file, min(line) AS line
FROM (SELECT *, sum(1 - joins::INTEGER) OVER (PARTITION BY key, system ORDER BY begin_at, line) AS run
      FROM (SELECT *, coalesce(lag(state) OVER w = state AND begin_at <= lag(end_at) OVER w, false) AS joins
            FROM ({pieces}) WINDOW w AS (PARTITION BY key, system ORDER BY begin_at, line)))
GROUP BY key, system, run"""


def from_readings(readings: str) -> str:
    """SQL of pieces from readings (key, seen_at, state, and place): each holds until the next, or for one pause."""
    return f"""
SELECT key, seen_at AS begin_at,
       CASE WHEN next_at <= seen_at + 2.5 * pause THEN next_at ELSE seen_at + pause END AS end_at, state, system,
       file, line
FROM (SELECT *, median(next_at - seen_at) OVER (PARTITION BY key, system) AS pause
      FROM (SELECT *, lead(seen_at) OVER (PARTITION BY key, system ORDER BY seen_at) AS next_at
            FROM (SELECT key, system, seen_at, min(state) AS state, min(file) AS file, min(line) AS line
                  FROM ({readings}) GROUP BY key, system, seen_at)))
WHERE pause IS NOT NULL"""


def _monitors(table: str, columns: dict[str, str]) -> str:
    """The SELECT of a list of monitors: what identifies them, and the school and system that they are named after."""
    said = ", ".join(f"any_value({columns[each]}) AS {each}" for each in ("name", "kind", "site"))
    return f"""
SELECT record_key(m.system, m.key) AS service_monitor_id, m.name, m.kind, m.site,
       {school_of("m.site", "m.name")} AS org_id, {system_of("m.name")} AS system_id, m.system, m.file, m.line
FROM (SELECT m.key, m.system, {said}, min(m.file) AS file, min(m.line) AS line
      FROM ({table}) m GROUP BY m.key, m.system) m"""


def _intervals(sql: str) -> str:
    """The SELECT of stretches, each with the school of its monitor."""
    return f"""
SELECT record_key(i.system, i.key) AS service_monitor_id, m.org_id, i.begin_at, i.end_at, i.state, i.system, i.file,
       i.line
FROM ({sql}) i
LEFT JOIN service_monitors m ON m.service_monitor_id = record_key(i.system, i.key)"""


KUMA_KINDS = (
    "CASE WHEN m.monitor_type IN ('http', 'keyword', 'json-query') THEN 'http' WHEN m.monitor_type = 'port' THEN 'tcp' "
    "WHEN m.monitor_type IN ('dns', 'ping', 'push') THEN m.monitor_type ELSE 'other' END"
)
KUMA = {
    "service_monitors": _monitors(
        "SELECT *, monitor_id AS key FROM kuma_monitors WHERE monitor_type IS DISTINCT FROM 'group'",
        {"site": "m.monitor_group", "name": "m.monitor_name", "kind": KUMA_KINDS},
    ),
    "service_intervals": _intervals(
        "SELECT s.stretch_monitor AS key, s.stretch_begin AS begin_at, s.stretch_end AS end_at, "
        "s.stretch_state AS state, s.system, s.file, s.line FROM kuma_stretches s "
        "JOIN kuma_monitors g ON g.monitor_id = s.stretch_monitor AND g.system = s.system "
        "WHERE g.monitor_type IS DISTINCT FROM 'group'"
    ),
}
_PRTG_ROWS = f"""
SELECT {SENSOR} AS key, {OLE.format("q.ended_raw")} AS seen_at, q.date_time LIKE '% - %' AS is_mean,
       least(1, coalesce(q.downtime_raw, 0) / 1e6) AS down, least(1, coalesce(q.coverage_raw, 1e4) / 1e4) AS covered,
       q.system, q.file, q.line
FROM prtg_readings q JOIN delivered_files f ON f.file = q.file WHERE q.ended_raw IS NOT NULL"""
# A mean tells shares of its time and not their order: what was down is put first, what was not watched last.
_PRTG_MEANS = f"""
SELECT *, seen_at - pause AS from_at, seen_at - pause + pause * covered * down AS up_at,
       seen_at - pause + pause * covered AS until_at
FROM (SELECT *, median(step) OVER (PARTITION BY key, system) AS pause
      FROM (SELECT *, seen_at - lag(seen_at) OVER (PARTITION BY key, system ORDER BY seen_at) AS step
            FROM ({_PRTG_ROWS}) WHERE is_mean))
WHERE pause IS NOT NULL"""
_PRTG_READ = f"""
SELECT key, seen_at, CASE WHEN down >= 0.5 THEN 'down' ELSE 'up' END AS state, system, file, line
FROM ({_PRTG_ROWS}) WHERE NOT is_mean AND covered > 0"""
PRTG = {
    "service_monitors": _monitors(
        f"SELECT {SENSOR} AS key, q.system, q.file, q.line FROM prtg_readings q "
        "JOIN delivered_files f ON f.file = q.file",
        {"site": "m.key", "name": "m.key", "kind": "'sensor'"},
    ),
    "service_intervals": _intervals(
        merged(
            f"SELECT key, from_at AS begin_at, up_at AS end_at, 'down' AS state, system, file, line "
            f"FROM ({_PRTG_MEANS}) WHERE up_at > from_at "
            f"UNION ALL SELECT key, up_at, until_at, 'up', system, file, line FROM ({_PRTG_MEANS}) "
            f"WHERE until_at > up_at UNION ALL {from_readings(_PRTG_READ)}"
        )
    ),
}
# A list of pairs in one cell: pairs apart by a bar, their two parts by a guarded bar; one pair alone has a plain one.
_PAIRS = """
SELECT coalesce(p.metric_job || ' ', '') || p.metric_instance AS key, p.system, p.file, p.line,
       unnest(CASE WHEN contains(p."values", '\\|') THEN string_split(replace(p."values", '\\|', ' '), '|')
                   ELSE [replace(p."values", '|', ' ')] END) AS pair
FROM prometheus_series p"""
_PROMETHEUS_READ = f"""
SELECT key, make_timestamp(CAST(round(second * 1000) AS BIGINT) * 1000) AS seen_at,
       CASE WHEN value >= 0.5 THEN 'up' ELSE 'down' END AS state, system, file, line
FROM (SELECT *, try_cast(split_part(pair, ' ', 1) AS DOUBLE) AS second,
             try_cast(split_part(pair, ' ', 2) AS DOUBLE) AS value FROM ({_PAIRS}))
WHERE second IS NOT NULL AND value IS NOT NULL AND NOT isnan(value)"""
PROMETHEUS = {
    "service_monitors": _monitors(
        "SELECT *, coalesce(metric_job || ' ', '') || metric_instance AS key FROM prometheus_series",
        {"site": "m.metric_site", "name": "m.metric_instance", "kind": "'other'"},
    ),
    "service_intervals": _intervals(merged(from_readings(_PROMETHEUS_READ))),
}
_SITE = "CASE WHEN lower(trim(o.site)) IN ('', 'district', 'all', 'all sites') THEN 'district' ELSE trim(o.site) END"
_OUTAGE_STATE = (
    "CASE WHEN lower(trim(o.kind)) IN ('maintenance', 'planned', 'scheduled', 'planned maintenance') "
    "THEN 'maintenance' WHEN lower(trim(o.kind)) IN ('watched', 'up') THEN 'up' ELSE 'down' END"
)
# A time without an offset is on the district's clock, whose distance from universal time the calendar knows by day.
_OFFSET = (
    "coalesce(CASE WHEN regexp_matches(trim({0}_text), '(Z|[+-][0-9]{{2}}:?[0-9]{{2}})$') THEN 0 END, "
    '(SELECT arg_max(c.utc_offset, c."day") FROM calendar_days c '
    'WHERE c.org_id IS NULL AND c."day" <= CAST({0} AS DATE)), '
    '(SELECT arg_min(c.utc_offset, c."day") FROM calendar_days c WHERE c.org_id IS NULL), 0)'
)
_OUTAGE_ROWS = f"""
SELECT {_SITE} AS key, o."begin" - to_minutes({_OFFSET.format('o."begin"').replace('"begin"_text', "begin_text")})
         AS begin_at,
       o."end" - to_minutes({_OFFSET.format('o."end"').replace('"end"_text', "end_text")}) AS end_at,
       {_OUTAGE_STATE} AS state, o.system, o.file, o.line
FROM outage_list o WHERE o."begin" IS NOT NULL"""
# A list of outages tells when something was down, and by that when it was not: from the first day of the month of its
# first row until the day of the record, unless rows of the kind `watched` say it for this site.
_OUTAGE_ELSE = f"""
SELECT key, (SELECT date_trunc('month', min("begin")) FROM outage_list) AS begin_at,
       greatest(CAST(as_of() AS TIMESTAMP), max(coalesce(end_at, begin_at))) AS end_at, 'up' AS state,
       any_value(system) AS system, min(file) AS file, min(line) AS line
FROM ({_OUTAGE_ROWS}) GROUP BY key HAVING NOT bool_or(state = 'up')"""
OUTAGES = {
    "service_monitors": _monitors(
        f"SELECT {_SITE} AS key, o.system, o.file, o.line FROM outage_list o",
        {"site": "m.key", "name": "m.key", "kind": "'site'"},
    ),
    "service_intervals": _intervals(f"{_OUTAGE_ROWS} UNION ALL {_OUTAGE_ELSE}"),
}
