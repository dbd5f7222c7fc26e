"""Grounds about service: systems and their audits, tickets, and how long what is watched was up."""

from __future__ import annotations

from cupola.engine.measures.ground_form import Ground

# Stretches of (place, begins, ends, m, d, u, i) cut at every begin and end: maintenance goes before down, down before
# up; `i` is instruction. What is in no stretch of a state is unknown.
CUT = """
    SELECT place, moment, lead(moment) OVER w AS next_moment, sum(m) OVER w AS m, sum(d) OVER w AS d,
           sum(u) OVER w AS u, sum(i) OVER w AS i
    FROM (SELECT place, moment, sum(m) AS m, sum(d) AS d, sum(u) AS u, sum(i) AS i FROM (
              SELECT place, begins AS moment, m, d, u, i FROM {0}
              UNION ALL SELECT place, ends, -m, -d, -u, -i FROM {0}) GROUP BY place, moment)
    WINDOW w AS (PARTITION BY place ORDER BY moment)"""
HOURS = "sum(date_diff('second', moment, next_moment)) FILTER ({}) / 3600"
COUNTED = f"""
    SELECT place, coalesce({HOURS.format("m > 0 OR d > 0 OR u > 0")}, 0) AS known,
           coalesce({HOURS.format("m > 0")}, 0) AS maintenance, coalesce({HOURS.format("m <= 0 AND d > 0")}, 0) AS down,
           coalesce({HOURS.format("i > 0 AND m <= 0 AND (d > 0 OR u > 0)")}, 0) AS taught,
           coalesce({HOURS.format("i > 0 AND m <= 0 AND d > 0")}, 0) AS taught_down
    FROM cuts GROUP BY place"""

SERVICE_GROUNDS = (
    Ground(
        "register_counts",
        "The register of systems in one row: where they are hosted, by number, users and spend, and what is known.",
        ("systems",),
        """
SELECT count(*)::DOUBLE AS systems, count(*) FILTER (placed)::DOUBLE AS placed,
       count(*) FILTER (cloud)::DOUBLE AS cloud,
       count(users) FILTER (placed) AS users_known, sum(users) FILTER (placed)::DOUBLE AS users,
       coalesce(sum(users) FILTER (cloud), 0)::DOUBLE AS cloud_users,
       count(annual_cost) FILTER (placed) AS cost_known, sum(annual_cost) FILTER (placed) AS cost,
       coalesce(sum(annual_cost) FILTER (cloud), 0) AS cloud_cost,
       count(has_owner)::DOUBLE AS owner_known, count(*) FILTER (has_owner) AS owned,
       count(has_exit_route)::DOUBLE AS exit_known, count(*) FILTER (has_exit_route) AS with_exit,
       count(notice_by)::DOUBLE AS notice_known,
       count(*) FILTER (notice_by BETWEEN on_day() AND on_day() + 90) AS notice_soon
FROM (SELECT *, hosting IN ('vendor_hosted', 'cloud') AS cloud,
             hosting IN ('vendor_hosted', 'cloud', 'on_premises', 'hybrid') AS placed FROM systems)""",
    ),
    Ground(
        "last_audits",
        "The newest result of each kind of audit, and its age.",
        ("audit_results",),
        """
SELECT kind, arg_max(value, held_on) AS value, arg_max(best, held_on) AS best,
       date_diff('day', max(held_on), on_day())::DOUBLE AS age
FROM audit_results WHERE held_on <= on_day() AND best > 0 AND value BETWEEN 0 AND best GROUP BY kind""",
    ),
    Ground(
        "ticket_times",
        "Tickets up to the day, with hours until the first answer and until they were resolved; the model is the one "
        "that it names, else that of the device whose tag it has.",
        ("tickets",),
        """
SELECT coalesce(number, ticket_id) AS number, org_id, category, coalesce(t.model, d.model) AS model, opened_at,
       opened_at > on_day() - INTERVAL 90 DAY AS lately,
       coalesce(t.serial_number, t.asset_tag, t.model) IS NOT NULL AS of_device, is_reopened,
       coalesce(is_closed, closed_at IS NOT NULL, resolved_at IS NOT NULL) AS is_closed,
       coalesce(first_answer_hours, date_diff('minute', opened_at, first_answer_at) / 60) AS answer,
       coalesce(resolution_hours, date_diff('minute', opened_at, coalesce(resolved_at, closed_at)) / 60) AS resolution
FROM tickets t
LEFT JOIN (SELECT asset_tag, any_value(model) AS model FROM devices WHERE asset_tag <> '' GROUP BY asset_tag) d
  ON d.asset_tag = t.asset_tag
WHERE opened_at < on_day() + INTERVAL 1 DAY""",
        may=("devices",),
    ),
    Ground(
        "ticket_counts",
        "Tickets by place: of the last 90 days their number and times, of all the open ones.",
        ("ticket_times",),
        """
SELECT CASE WHEN grouping(org_id) = 1 THEN 'district' ELSE 'school' END AS grain, coalesce(org_id, '') AS key,
       count(*) FILTER (lately)::DOUBLE AS tickets, count(*) FILTER (NOT is_closed) AS open_tickets,
       count(answer) FILTER (lately AND answer >= 0) AS answered,
       median(answer) FILTER (lately AND answer >= 0)::DOUBLE AS answer_hours,
       count(resolution) FILTER (lately AND is_closed AND resolution >= 0) AS resolved,
       median(resolution) FILTER (lately AND is_closed AND resolution >= 0)::DOUBLE AS resolution_hours,
       count(is_reopened) FILTER (lately AND is_closed) AS reopening_known,
       count(*) FILTER (lately AND is_closed AND is_reopened) AS reopened,
       count(resolution) FILTER (lately AND is_closed AND of_device AND resolution >= 0) AS repairs,
       median(resolution) FILTER (lately AND is_closed AND of_device AND resolution >= 0) / 24 AS repair_days
FROM ticket_times GROUP BY GROUPING SETS ((), (org_id)) HAVING org_id IS NOT NULL OR grouping(org_id) = 1""",
    ),
    Ground(
        "lines_now",
        "Lines that the district has on the day: to the Internet, and from sites into its own network.",
        ("circuits",),
        """
SELECT circuit_id, name, provider, kind, coalesce(org_id, '') AS org_id, mbps, mbps * usable_share AS usable,
       monthly_cost
FROM circuits
WHERE is_now(begin_date, end_date) AND mbps > 0 AND usable_share BETWEEN 0 AND 1""",
    ),
    Ground(
        "internet_sums",
        "All lines to the Internet together: what schools may use of them, what they carry and what they cost.",
        ("lines_now",),
        """
SELECT sum(usable) AS usable, sum(mbps) AS mbps, sum(mbps) FILTER (monthly_cost IS NOT NULL) AS priced,
       sum(monthly_cost) AS cost
FROM lines_now WHERE kind = 'internet' HAVING count(*) > 0""",
    ),
    Ground(
        "watched",
        "What is watched, in the 30 days that end with the day: stretches of one state, of a school, the district or a "
        "system.",
        ("service_intervals", "service_monitors"),
        """
SELECT coalesce(m.system_id, '') AS system_id, coalesce(s.org_id, m.org_id, '') AS org_id, s.state,
       greatest(s.begin_at, on_day()::TIMESTAMP - INTERVAL 29 DAY) AS begins,
       least(coalesce(s.end_at, (SELECT max(greatest(begin_at, end_at)) FROM service_intervals)),
             on_day()::TIMESTAMP + INTERVAL 1 DAY) AS ends
FROM service_intervals s
JOIN (SELECT service_monitor_id, any_value(system_id) AS system_id, any_value(org_id) AS org_id
      FROM service_monitors GROUP BY service_monitor_id) m USING (service_monitor_id)
WHERE s.state IN ('up', 'down', 'maintenance') AND begins < ends""",
    ),
    Ground(
        "instruction",
        "When instruction was, in universal time, by school; its own calendar and bells go before the district's.",
        ("student_counts",),
        """
WITH schools AS (SELECT key AS place FROM student_counts WHERE grain = 'school'),
days AS (
    SELECT s.place, c.day, arg_min(c.kind, c.org_id IS NULL) AS kind, arg_min(c.schedule, c.org_id IS NULL) AS schedule,
           arg_min(c.utc_offset, c.org_id IS NULL) AS utc_offset
    FROM schools s JOIN calendar_days c ON c.org_id = s.place OR c.org_id IS NULL
    WHERE c.day BETWEEN on_day() - 29 AND on_day() GROUP BY s.place, c.day
), bells AS (
    SELECT s.place, b.schedule, b.begin_minute, b.end_minute
    FROM schools s JOIN bell_periods b ON b.org_id = s.place
    UNION ALL SELECT s.place, b.schedule, b.begin_minute, b.end_minute
    FROM schools s JOIN bell_periods b ON b.org_id IS NULL
    ANTI JOIN (SELECT DISTINCT org_id FROM bell_periods) own ON own.org_id = s.place
)
SELECT d.place, d.day::TIMESTAMP + to_minutes(b.begin_minute - d.utc_offset) AS begins,
       d.day::TIMESTAMP + to_minutes(b.end_minute - d.utc_offset) AS ends
FROM days d JOIN bells b ON b.place = d.place AND b.schedule = d.schedule
WHERE d.kind IN ('school', 'early', 'remote') AND d.utc_offset IS NOT NULL AND b.begin_minute < b.end_minute""",
        may=("calendar_days", "bell_periods"),
    ),
    Ground(
        "site_hours",
        "Hours of each school: known, in maintenance, down (outages that overlap counted once), and those of "
        "instruction; what the whole district shares counts at each school.",
        ("watched", "student_counts"),
        f"""
WITH shared AS (
    SELECT '' AS place, begins, ends, (state = 'maintenance')::INTEGER AS m, (state = 'down')::INTEGER AS d,
           (state = 'up')::INTEGER AS u, 0 AS i
    FROM watched WHERE system_id = '' AND org_id = ''
), shared_cuts AS ({CUT.format("shared")}),
shared_once AS (
    SELECT moment AS begins, next_moment AS ends, (m > 0)::INTEGER AS m, (m <= 0 AND d > 0)::INTEGER AS d,
           (m <= 0 AND d <= 0 AND u > 0)::INTEGER AS u
    FROM shared_cuts WHERE next_moment IS NOT NULL AND m + d + u > 0
), stretches AS (
    SELECT w.org_id AS place, begins, ends, (state = 'maintenance')::INTEGER AS m, (state = 'down')::INTEGER AS d,
           (state = 'up')::INTEGER AS u, 0 AS i
    FROM watched w WHERE system_id = '' AND org_id <> ''
    UNION ALL SELECT c.key, s.begins, s.ends, s.m, s.d, s.u, 0
    FROM student_counts c CROSS JOIN shared_once s WHERE c.grain = 'school'
    UNION ALL SELECT place, begins, ends, 0, 0, 0, 1 FROM instruction
), cuts AS ({CUT.format("stretches")}), counted AS ({COUNTED})
SELECT t.*, c.students FROM counted t JOIN student_counts c ON c.key = t.place AND c.grain = 'school'
WHERE t.known > 0""",
        may=("instruction",),
    ),
    Ground(
        "network_hours",
        "The hours of all schools together and of each, and weighted by students.",
        ("site_hours",),
        """
SELECT CASE WHEN grouping(place) = 1 THEN 'district' ELSE 'school' END AS grain, coalesce(place, '') AS key,
       count(*) AS sites, sum(known) AS known, sum(maintenance) AS maintenance, sum(down) AS down,
       sum(taught) AS taught,
       sum(taught_down) AS taught_down, sum(students * (known - maintenance)) AS student_hours,
       sum(students * down) AS student_down, count(*) * 30 * 24 AS all_hours
FROM site_hours GROUP BY GROUPING SETS ((), (place))""",
    ),
    Ground(
        "system_hours",
        "Hours of each system that is watched: known, in maintenance, down.",
        ("watched",),
        f"""
WITH stretches AS (
    SELECT system_id AS place, begins, ends, (state = 'maintenance')::INTEGER AS m, (state = 'down')::INTEGER AS d,
           (state = 'up')::INTEGER AS u, 0 AS i
    FROM watched WHERE system_id <> ''
), cuts AS ({CUT.format("stretches")}), counted AS ({COUNTED})
SELECT t.place, t.known, t.maintenance, t.down, coalesce(s.first, false) AS first
FROM counted t LEFT JOIN (
    SELECT system_id, bool_or(coalesce(for_attendance, false) OR coalesce(for_gradebook, false)
                              OR coalesce(for_finance, false)) AS first
    FROM systems GROUP BY system_id) s ON s.system_id = t.place
WHERE t.known > 0""",
        may=("systems",),
    ),
)
