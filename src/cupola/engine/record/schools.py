"""The schools and other orgs of a snapshot, with how many students each has, and the school behind a key."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.record.manifest import Manifest
from cupola.engine.record.store import Store
from cupola.engine.record.tables import BY_NAME

# Students are those of the student systems on the day, as measures count them: another list of the same students does
# not make them more. Where nobody is there on the day, as in a summer, all of them are counted.
SCHOOLS = """
WITH known AS (
    SELECT r.org_id, r.person_id, coalesce(k.kind, 'sis') AS kind,
           coalesce(r.begin_date <= {day}, true) AND coalesce(r.end_date >= {day}, true) AS is_now
    FROM {roles} r LEFT JOIN {systems} k ON k.system = split_part(r.person_id, ':', 1)
    WHERE r.role = 'student' AND kind <> 'enrollment'
), told AS (
    SELECT * FROM known WHERE kind = 'sis' OR NOT EXISTS (SELECT 1 FROM known WHERE kind = 'sis')
), counted AS (
    SELECT org_id, count(DISTINCT person_id) AS n FROM told
    WHERE is_now OR NOT EXISTS (SELECT 1 FROM told WHERE is_now) GROUP BY org_id
)
SELECT o.org_id, min(o.name), min(o.org_type), min(o.low_grade), min(o.high_grade), coalesce(any_value(s.n), 0)
FROM {orgs} o LEFT JOIN counted s ON s.org_id = o.org_id
WHERE o.org_id IS NOT NULL
GROUP BY o.org_id ORDER BY o.org_id"""
NO_ROLES = (
    "(SELECT NULL::VARCHAR AS org_id, NULL::VARCHAR AS person_id, NULL::VARCHAR AS role, NULL::DATE AS begin_date, "
    "NULL::DATE AS end_date LIMIT 0)"
)
# The school of what a key `system:key` stands for: a person, a class, an enrollment, an account; and where it is none
# of these, the student whose number it is in all systems that know it. Several schools are none.
BEHIND = """
WITH asked AS (SELECT subject, substr(subject, strpos(subject, ':') + 1) AS number FROM asked_for),
keys AS (
    SELECT person_id AS subject, org_id FROM persons
    UNION ALL SELECT class_id, org_id FROM classes
    UNION ALL SELECT e.enrollment_id, coalesce(e.org_id, p.org_id)
              FROM enrollments e LEFT JOIN persons p ON p.person_id = e.person_id
    UNION ALL SELECT a.account_id, p.org_id FROM accounts a JOIN persons p ON p.person_id = a.person_id
),
known AS (
    SELECT asked.subject, keys.org_id FROM asked JOIN keys ON keys.subject = asked.subject
    UNION SELECT asked.subject, keys.org_id FROM asked JOIN keys ON keys.subject = asked.number
),
found AS (
    FROM known
    UNION SELECT asked.subject, p.org_id FROM asked ANTI JOIN known USING (subject)
          JOIN persons p ON p.local_id = asked.number AND p.is_student
)
SELECT subject, min(org_id) FROM found WHERE org_id IS NOT NULL GROUP BY subject HAVING count(DISTINCT org_id) = 1"""


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """One org: its key (`orgs.org_id`), name, kind (state, local, district, school, department), grades, students."""

    key: str
    name: str
    kind: str
    low_grade: str
    high_grade: str
    students: int


def schools_of(store: Store, manifest: Manifest) -> tuple[SchoolFacts, ...]:
    """Every org that the snapshot lists; none when no source brought any."""
    orgs = _rows(store, manifest, "orgs")
    if orgs is None:
        return ()
    roles = _rows(store, manifest, "person_org_roles") or NO_ROLES
    systems = ", ".join(f"({quoted(each.system)}, {quoted(each.kind)})" for each in manifest.deliveries)
    kinds = f"(SELECT DISTINCT * FROM (VALUES {systems or '(NULL, NULL)'}) v(system, kind))"
    day = f"DATE {quoted(manifest.as_of.isoformat())}"
    sql = SCHOOLS.format(orgs=orgs, roles=roles, systems=kinds, day=day)
    rows = connect().execute(sql).fetchall()
    return tuple(
        SchoolFacts(str(key), str(name or key), str(kind or ""), str(low or ""), str(high or ""), int(students))
        for key, name, kind, low, high, students in rows
    )


def schools_behind(store: Store, manifest: Manifest, subjects: Collection[str]) -> Mapping[str, str]:
    """Key of a finding (`system:key`) -> `orgs.org_id` of the one school that it belongs to, where there is one."""
    tables = {name: _rows(store, manifest, name) for name in ("persons", "classes", "enrollments", "accounts")}
    if not subjects or tables["persons"] is None:
        return {}
    connection = connect()
    connection.execute("CREATE TEMP TABLE asked_for AS SELECT unnest($keys) AS subject", {"keys": list(subjects)})
    for name, rows in tables.items():
        columns = ", ".join(f"NULL::VARCHAR AS {column.name}" for column in BY_NAME[name].columns)
        connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM {rows or f'(SELECT {columns} LIMIT 0)'}")
    return {str(subject): str(org) for subject, org in connection.execute(BEHIND).fetchall()}


def _rows(store: Store, manifest: Manifest, table: str) -> str | None:
    paths = store.listed_paths(manifest, table)
    if not paths:
        return None
    return f"read_parquet([{', '.join(quoted(str(path)) for path in paths)}], union_by_name = true)"
