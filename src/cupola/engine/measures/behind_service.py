"""The rows behind measures of feeds, audits, hours of systems, tickets by kind, answers and time lost."""

from __future__ import annotations

from cupola.engine.measures.behind_form import Behind

FEEDS = """
SELECT 'system' AS what, title AS subject, '' AS org_id, format('newest file of {{}}', day) AS facts, {} AS top,
       1 AS bottom
FROM record_systems WHERE system <> 'own' AND day IS NOT NULL"""
AUDITS = """
SELECT 'audit' AS what, kind AS subject, '' AS org_id, format('{:.0f} days ago', age) AS facts, age AS top, 1 AS bottom
FROM last_audits"""
HOURS = """
SELECT 'system' AS what, coalesce(s.name, h.place) AS subject, '' AS org_id,
       format('{{:.1f}} hours watched, {{:.2f}} down, {{:.1f}} in maintenance', known, down, maintenance) AS facts,
       known - maintenance - down AS top, known - maintenance AS bottom
FROM system_hours h LEFT JOIN (SELECT system_id, any_value(name) AS name FROM systems GROUP BY system_id) s
  ON s.system_id = h.place
WHERE {}"""
PAINS = """
SELECT 'pain' AS what, pain_id AS subject, coalesce(org_id, '') AS org_id,
       concat_ws(', ', role, coalesce(state, 'open'), format('{{:.0f}} hours a year', hours)) AS facts,
       CASE WHEN {} THEN hours ELSE 0 END AS top, 1 AS bottom
FROM (SELECT *, minutes_each * people * times_a_month * months_a_year / 60 AS hours FROM pains)
WHERE hours IS NOT NULL"""
ANSWERS = """
SELECT 'promise' AS what, promise_id AS subject, coalesce(org_id, '') AS org_id,
       format('answered after {} days', date_diff('day', heard_on, replied_on)) AS facts, 0 AS top, 1 AS bottom
FROM promises WHERE (heard_on <= on_day() OR heard_on IS NULL) AND replied_on <= on_day()"""
BY_KIND = """
SELECT 'ticket' AS what, number AS subject, coalesce(org_id, '') AS org_id,
       format('{{}}, {{:.1f}} hours to resolve', {0}, resolution) AS facts, 0 AS top, 1 AS bottom
FROM ticket_times WHERE lately AND is_closed AND resolution >= 0 AND {0} <> ''"""
SYSTEM_HOURS = ("system_hours", "systems")

BEHIND_SERVICE: dict[str, Behind] = {
    "MEA-FED-01": Behind("systems", ("record_systems",), FEEDS.format("date_diff('day', day, on_day())")),
    "MEA-FED-02": Behind("systems", ("record_systems",), FEEDS.format("(day < on_day() - 14)::INTEGER")),
    "MEA-AUD-03": Behind("systems", ("last_audits",), AUDITS),
    "MEA-NET-06": Behind("systems", SYSTEM_HOURS, HOURS.format("true")),
    "MEA-NET-07": Behind("systems", SYSTEM_HOURS, HOURS.format("first")),
    "MEA-TIC-07": Behind("tickets", ("ticket_times",), BY_KIND.format("category")),
    "MEA-TIC-08": Behind("tickets", ("ticket_times",), BY_KIND.format("model")),
    "MEA-PAI-01": Behind("voice", ("pains",), PAINS.format("coalesce(state, 'open') <> 'solved'")),
    "MEA-PAI-02": Behind("voice", ("pains",), PAINS.format("state = 'solved'")),
    "MEA-PRO-03": Behind("voice", ("promises",), ANSWERS),
}
