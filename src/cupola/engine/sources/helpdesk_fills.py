"""How tickets fill the record: times, states and where, never subjects, bodies or names."""

from __future__ import annotations

from cupola.engine.sources.place_names import school_of

DONE = "lower(trim({0})) IN ('closed', 'resolved', 'solved', 'merged', 'archived')"
HOURS = (
    "CASE WHEN contains({0}, ':') THEN try_cast(split_part({0}, ':', 1) AS DOUBLE) "
    "+ coalesce(try_cast(split_part({0}, ':', 2) AS DOUBLE), 0) / 60 "
    "+ coalesce(try_cast(nullif(split_part({0}, ':', 3), '') AS DOUBLE), 0) / 3600 ELSE try_cast({0} AS DOUBLE) END"
)
SERIAL = "nullif(upper(trim({})), '')"


def _with_school(tickets: str, table: str, location: str) -> str:
    """The SELECT of tickets with the school that their location names; each location is looked up once."""
    places = f"SELECT DISTINCT {location} AS location FROM {table} t WHERE {location} IS NOT NULL"
    return f"""
SELECT t.*, w.org_id
FROM ({tickets}) t
LEFT JOIN (SELECT l.location, {school_of("l.location")} AS org_id FROM ({places}) l) w ON w.location = t.location"""


INCIDENT_IQ = {
    "tickets": _with_school(
        f"""
SELECT record_key(t.system, t.ticket_id) AS ticket_id, t.ticket_number AS number, t.created_date AS opened_at,
       t.closed_date AS resolved_at, t.closed_date AS closed_at, coalesce(t.is_closed, t.closed_date IS NOT NULL)
         AS is_closed,
       t.priority, coalesce(t.issue_type_name, t.issue_category_name) AS category, t.status,
       t.location_name AS location, t.asset_tag, {SERIAL.format("t.serial_number")} AS serial_number,
       t.model_name AS model, t.system, t.file, t.line
FROM incident_iq_tickets t""",
        "incident_iq_tickets",
        "t.location_name",
    )
}
OSTICKET = {
    "tickets": _with_school(
        f"""
SELECT record_key(t.system, t.ticket_number) AS ticket_id, t.ticket_number AS number, t.date_created AS opened_at,
       t.closed_date AS resolved_at, t.closed_date AS closed_at,
       coalesce({DONE.format("t.current_status")}, t.closed_date IS NOT NULL) AS is_closed,
       t.reopen_count > 0 AS is_reopened, t.priority, t.help_topic AS category, t.current_status AS status, t.source,
       t.location, t.asset_tag, t.system, t.file, t.line
FROM osticket_tickets t""",
        "osticket_tickets",
        "t.location",
    )
}
FRESH = {
    "tickets": _with_school(
        f"""
SELECT record_key(t.system, t.ticket_id) AS ticket_id, t.ticket_id AS number, t.created_time AS opened_at,
       t.initial_response_time AS first_answer_at, coalesce(t.resolved_time, t.closed_time) AS resolved_at,
       t.closed_time AS closed_at, {HOURS.format("t.first_response_hours")} AS first_answer_hours,
       {HOURS.format("t.resolution_hours")} AS resolution_hours,
       coalesce({DONE.format("t.status")}, t.closed_time IS NOT NULL) AS is_closed, t.priority,
       coalesce(t.category, t.type) AS category, t.status, t.source, t.location, t.asset_tag, t.system, t.file, t.line
FROM fresh_tickets t""",
        "fresh_tickets",
        "t.location",
    )
}
# Without `expand=true` an answer has numbers of groups and states, whose words are the district's own; the time of
# the last closing then tells whether a ticket is closed.
_CLOSED = f"coalesce({DONE.format('t.state')}, t.close_at IS NOT NULL)"
ZAMMAD = {
    "tickets": _with_school(
        f"""
SELECT record_key(t.system, t.id) AS ticket_id, t.number, t.created_at AS opened_at,
       t.first_response_at AS first_answer_at, t.close_at AS resolved_at,
       CASE WHEN {_CLOSED} THEN t.close_at END AS closed_at, t.first_response_in_min / 60 AS first_answer_hours,
       t.close_in_min / 60 AS resolution_hours, {_CLOSED} AS is_closed,
       CASE WHEN t.state IS NOT NULL THEN t.close_at IS NOT NULL AND NOT {_CLOSED} END AS is_reopened,
       t.priority, t."group" AS category, t.state AS status, t.create_article_type AS source, t.location, t.asset_tag,
       t.system, t.file, t.line
FROM zammad_tickets t""",
        "zammad_tickets",
        "t.location",
    )
}
