"""Grounds about access: a device, internet and a device at home, for each student and each group."""

from __future__ import annotations

from cupola.engine.measures.ground_form import Ground

HOME = """
SELECT person_id,
       bool_or(CASE WHEN internet_access ILIKE 'y%' THEN true WHEN internet_access ILIKE 'n%' THEN false END)
         AS internet,
       bool_or(CASE WHEN internet_access_type ILIKE '%cell%' THEN true WHEN internet_access_type <> '' THEN false END)
         AS by_phone,
       bool_or(CASE WHEN internet_performance ILIKE '%no issues%' THEN true WHEN internet_performance <> '' THEN false
               END) AS works_well,
       bool_or(CASE WHEN device_type ILIKE 'none' THEN false WHEN device_type <> '' THEN true END) AS device,
       bool_or(CASE WHEN device_access ILIKE 'not%' THEN false WHEN device_access ILIKE 'shared%' THEN true END)
         AS shared,
       bool_or(CASE WHEN device_provider ILIKE 'school%' THEN true WHEN device_provider <> '' THEN false END)
         AS from_school
FROM home_access h SEMI JOIN students USING (person_id)
GROUP BY person_id"""


def _counted(yes: str, known: str) -> str:
    """The SQL of one row a place with `known` and `yes` counted, in the form that gaps are computed from."""
    return f"""
SELECT grain, key, count(*)::DOUBLE AS everybody, count(*) FILTER ({known})::DOUBLE AS known,
       count(*) FILTER ({yes})::DOUBLE AS without
FROM people LEFT JOIN facts USING (person_id) GROUP BY grain, key"""


def _gaps(name: str, facts: str, *, yes: str, known: str) -> str:
    """Each school and each group beside all others: k1 of n1 are without it here, k2 of n2 elsewhere."""
    return f"""
WITH people AS (
    SELECT grain, key, person_id FROM student_places WHERE grain <> 'grade_band'
    UNION ALL SELECT 'student_group', student_group, person_id FROM student_groups
), facts AS ({facts}), counted AS ({_counted(yes, known)})
SELECT '{name}' AS thing, c.grain, c.key, c.everybody, c.without AS k1, c.known AS n1,
       d.without - c.without AS k2, d.known - c.known AS n2, d.without AS k, d.known AS n,
       d.everybody AS all_students
FROM counted c CROSS JOIN (FROM counted WHERE grain = 'district') d
WHERE c.grain <> 'district'"""


ACCESS_GROUNDS = (
    Ground("home", "What students or families answered about internet and devices at home.",
           ("home_access", "students"), HOME),
    Ground(
        "home_counts",
        "Answers about home, by place.",
        ("home", "student_places"),
        """
SELECT l.grain, l.key, count(*)::DOUBLE AS students, count(h.internet) AS internet_known,
       count(*) FILTER (h.internet) AS internet, count(h.by_phone) AS type_known,
       count(*) FILTER (h.by_phone) AS by_phone, count(h.works_well) AS quality_known,
       count(*) FILTER (h.works_well) AS works_well, count(h.device) AS device_known,
       count(*) FILTER (h.device) AS device, count(h.shared) AS sharing_known, count(*) FILTER (h.shared) AS shared,
       count(h.from_school) AS provider_known, count(*) FILTER (h.from_school)
         AS from_school
FROM student_places l LEFT JOIN home h USING (person_id)
GROUP BY l.grain, l.key""",
    ),
    Ground(
        "holding_counts",
        "Students with a device of their own that can be used, by place.",
        ("device_holders", "student_places"),
        """
SELECT l.grain, l.key, count(*)::DOUBLE AS students, count(d.person_id)::DOUBLE AS holders,
       count(*) FILTER (d.devices > 1) AS with_several
FROM student_places l LEFT JOIN device_holders d USING (person_id)
GROUP BY l.grain, l.key""",
    ),
    Ground(
        "device_gaps",
        "Students without a device of their own: each school and group beside all others.",
        ("device_holders", "student_places", "student_groups"),
        _gaps("device", "SELECT person_id, devices FROM device_holders", yes="devices IS NULL", known="true"),
    ),
    Ground(
        "internet_gaps",
        "Students without internet at home: each school and group beside all others, of those who answered.",
        ("home", "student_places", "student_groups"),
        _gaps("internet", "SELECT person_id, internet FROM home", yes="NOT internet", known="internet IS NOT NULL"),
    ),
    Ground(
        "home_device_gaps",
        "Students without a device at home: each school and group beside all others, of those who answered.",
        ("home", "student_places", "student_groups"),
        _gaps("home device", "SELECT person_id, device FROM home", yes="NOT device", known="device IS NOT NULL"),
    ),
)  # fmt: skip
