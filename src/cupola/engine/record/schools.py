"""The schools and other orgs of a snapshot, with how many students each has."""

from __future__ import annotations

from dataclasses import dataclass

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.record.manifest import Manifest
from cupola.engine.record.store import Store

SCHOOLS = """
SELECT o.org_id, min(o.name), min(o.org_type), min(o.low_grade), min(o.high_grade), coalesce(any_value(s.n), 0)
FROM {orgs} o
LEFT JOIN (SELECT org_id, count(DISTINCT person_id) AS n FROM {roles} WHERE role = 'student' GROUP BY org_id) s
  ON s.org_id = o.org_id
WHERE o.org_id IS NOT NULL
GROUP BY o.org_id ORDER BY o.org_id"""
NO_ROLES = "(SELECT NULL::VARCHAR AS org_id, NULL::VARCHAR AS person_id, NULL::VARCHAR AS role LIMIT 0)"


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
    rows = connect().execute(SCHOOLS.format(orgs=orgs, roles=roles)).fetchall()
    return tuple(
        SchoolFacts(str(key), str(name or key), str(kind or ""), str(low or ""), str(high or ""), int(students))
        for key, name, kind, low, high, students in rows
    )


def _rows(store: Store, manifest: Manifest, table: str) -> str | None:
    paths = store.listed_paths(manifest, table)
    if not paths:
        return None
    return f"read_parquet([{', '.join(quoted(str(path)) for path in paths)}], union_by_name = true)"
