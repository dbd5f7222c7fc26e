"""Grounds about devices and accounts: each machine once, who holds it, and whether it can be used."""

from __future__ import annotations

from cupola.engine.measures.ground_form import Ground

DEVICE_GROUNDS = (
    Ground(
        "addresses",
        "Which person an address belongs to, where that is one.",
        ("accounts",),
        """
WITH numbers AS (
    SELECT local_id, min(person_id) AS person_id
    FROM persons p LEFT JOIN record_systems k ON k.system = split_part(p.person_id, ':', 1)
    WHERE local_id <> '' AND coalesce(k.kind, 'sis') = 'sis' GROUP BY local_id HAVING count(DISTINCT person_id) = 1
), known AS (
    SELECT lower(trim(a.email)) AS email, coalesce(a.person_id, n.person_id) AS person_id
    FROM accounts a LEFT JOIN numbers n ON n.local_id = a.external_id
    UNION ALL SELECT lower(trim(email)), person_id FROM user_addresses
)
SELECT email, min(person_id) AS person_id FROM known
WHERE email <> '' AND person_id IS NOT NULL GROUP BY email HAVING count(DISTINCT person_id) = 1""",
        may=("persons", "record_systems", "user_addresses"),
    ),
    Ground(
        "account_owners",
        "Accounts with who holds them (student, staff, left, unknown), and whether they sign in with two steps.",
        ("accounts", "students", "staff"),
        """
SELECT a.account_id, a.enabled, a.is_administrator, a.last_sign_in_at, t.two_step, o.person_id,
       CASE WHEN s.person_id IS NOT NULL THEN 'student' WHEN w.person_id IS NOT NULL THEN 'staff'
            WHEN o.person_id IS NOT NULL THEN 'left' ELSE 'unknown' END AS owner
FROM accounts a
LEFT JOIN addresses o ON o.email = lower(trim(a.email))
LEFT JOIN students s ON s.person_id = o.person_id
LEFT JOIN (SELECT DISTINCT person_id FROM staff) w ON w.person_id = o.person_id
LEFT JOIN (SELECT lower(trim(primary_email)) AS email,
                  bool_or(lower(trim(is_enrolled_in2_sv)) IN ('true', 'yes', 'y', '1')) AS two_step
           FROM google_users WHERE is_enrolled_in2_sv <> '' GROUP BY 1) t ON t.email = lower(trim(a.email))""",
        may=("addresses", "google_users"),
    ),
    Ground(
        "machines",
        "Each device once, by its serial number in all systems: what it is, who holds it, whether it can be used.",
        ("devices", "students"),
        """
WITH held AS (
    SELECT a.device_id, arg_min(o.person_id, rank) AS person_id, count(*) > 0 AS is_held
    FROM (SELECT device_id, lower(trim(email)) AS email,
                 CASE kind WHEN 'checked_out' THEN 1 WHEN 'assigned' THEN 2 ELSE 3 END AS rank
          FROM device_assignments WHERE kind <> 'recent_user' AND email <> '') a
    LEFT JOIN addresses o ON o.email = a.email
    GROUP BY a.device_id
), seen AS (
    SELECT device_id, max(seen_at) AS seen_at, arg_max(encrypted, seen_at) AS encrypted
    FROM device_observations GROUP BY device_id
), named AS (
    SELECT lower(trim(name)) AS name, min(org_id) AS org_id FROM orgs GROUP BY 1 HAVING count(DISTINCT org_id) = 1
), merged AS (
    SELECT coalesce(nullif(d.serial_number, ''), d.device_id) AS device,
           coalesce(max(d.device_type) FILTER (k.kind = 'asset'), max(d.device_type)) AS device_type,
           min(d.purchase_date) AS bought, bool_or(d.lifecycle = 'lost') AS lost,
           bool_or(d.lifecycle = 'retired') AS retired, bool_or(d.lifecycle = 'repair') AS in_repair,
           coalesce(max(d.support_end) FILTER (k.kind = 'mdm'), max(d.support_end)) AS support_end,
           max(s.seen_at) AS seen_at, arg_max(s.encrypted, s.seen_at) FILTER (s.encrypted IS NOT NULL) AS encrypted,
           coalesce(max(h.person_id) FILTER (k.kind = 'asset'), max(h.person_id)) AS person_id,
           coalesce(bool_or(h.is_held), false) AS is_held, max(n.org_id) AS org_id,
           bool_or(k.kind = 'asset') AS in_register, bool_or(k.kind = 'mdm') AS managed,
           max(d.purchase_cost) AS cost
    FROM devices d
    LEFT JOIN record_systems k ON k.system = split_part(d.device_id, ':', 1)
    LEFT JOIN seen s USING (device_id)
    LEFT JOIN held h USING (device_id)
    LEFT JOIN named n ON n.name = lower(trim(regexp_extract(d.location, '([^/]+)/?$', 1)))
    WHERE d.device_type IN ('chromebook', 'laptop', 'tablet', 'desktop')
    GROUP BY 1
)
SELECT m.device, m.device_type, m.bought, m.cost, m.seen_at, m.encrypted, m.support_end, m.in_register, m.managed,
       m.lost, m.retired, m.in_repair, m.support_end < on_day() AS past_support,
       CASE WHEN p.person_id IS NOT NULL THEN 'student' WHEN w.person_id IS NOT NULL THEN 'staff'
            WHEN m.is_held THEN 'unknown' ELSE 'nobody' END AS holder,
       m.person_id, coalesce(p.org_id, m.org_id, '') AS org_id,
       NOT (m.lost OR m.retired OR m.in_repair OR coalesce(m.support_end < on_day(), false)) AS usable
FROM merged m
LEFT JOIN students p ON p.person_id = m.person_id
LEFT JOIN (SELECT DISTINCT person_id FROM staff) w ON w.person_id = m.person_id""",
        may=("device_assignments", "device_observations", "addresses", "staff", "orgs", "record_systems"),
    ),
    Ground(
        "device_counts",
        "Student devices (not held by staff or by an address that nobody has), by place.",
        ("machines", "student_counts"),
        """
SELECT c.grain, c.key, c.students, d.* EXCLUDE (grain, key)
FROM student_counts c JOIN (
    SELECT CASE WHEN grouping(org_id) = 1 THEN 'district' ELSE 'school' END AS grain, coalesce(org_id, '') AS key,
           count(*) FILTER (ours)::DOUBLE AS all_devices, count(*) FILTER (ours AND usable)::DOUBLE AS usable,
           count(*) FILTER (ours AND lost) AS lost, count(*) FILTER (ours AND in_repair AND NOT lost) AS in_repair,
           count(*) FILTER (ours AND past_support AND NOT lost AND NOT in_repair) AS past_support,
           count(*) FILTER (ours AND usable AND holder = 'nobody') AS spare,
           count(*) FILTER (holder <> 'unknown') / count(*) AS known_holders
    FROM (SELECT *, holder IN ('student', 'nobody') AS ours FROM machines WHERE NOT retired)
    GROUP BY GROUPING SETS ((), (org_id))
) d USING (grain, key)
WHERE d.key <> '' OR d.grain = 'district'""",
    ),
    Ground(
        "fleet_counts",
        "All devices in use, those of staff too, by place: age, support, encryption, when last heard of.",
        ("machines",),
        """
SELECT CASE WHEN grouping(org_id) = 1 THEN 'district' ELSE 'school' END AS grain, coalesce(org_id, '') AS key,
       count(*)::DOUBLE AS machines, count(bought) AS aged,
       sum(date_diff('day', bought, on_day()) / 365.25) AS years,
       count(*) FILTER (date_diff('day', bought, on_day()) > 5 * 365.25) AS over_five,
       count(support_end) AS support_known, count(*) FILTER (support_end < on_day()) AS ended,
       count(*) FILTER (support_end BETWEEN on_day() AND on_day() + INTERVAL 12 MONTH) AS ends_12,
       count(*) FILTER (support_end BETWEEN on_day() AND on_day() + INTERVAL 24 MONTH) AS ends_24,
       count(encrypted) AS encryption_known, count(*) FILTER (encrypted) AS encrypted,
       count(seen_at) AS heard_of, count(*) FILTER (seen_at < on_day() - INTERVAL 30 DAY) AS silent,
       count(*) FILTER (in_register) AS in_register, count(*) FILTER (managed) AS managed,
       count(*) FILTER (in_register AND managed) AS both_ways, count(cost) AS priced, sum(cost) AS cost
FROM machines WHERE NOT retired AND NOT lost
GROUP BY GROUPING SETS ((), (org_id))
HAVING coalesce(org_id, '') <> '' OR grouping(org_id) = 1""",
    ),
    Ground(
        "device_holders",
        "Students who hold a device that can be used, and how many.",
        ("machines",),
        """
SELECT person_id, count(*) AS devices FROM machines
WHERE usable AND holder = 'student' GROUP BY person_id""",
    ),
)
