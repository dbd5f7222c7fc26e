"""Finds the school, or the system of the register, that a monitor or a ticket names."""

from __future__ import annotations

# Names and codes of schools in small letters with the key of the school; the student system's goes before others.
PLACES = """
SELECT place, is_name, arg_min(org_id, concat(coalesce(k.kind, '') <> 'sis', org_id)) AS org_id
FROM (
    SELECT lower(trim(name)) AS place, true AS is_name, org_id, system FROM orgs WHERE org_type = 'school'
    UNION ALL
    SELECT lower(trim(i.value)), false, i.org_id, i.system FROM org_identifiers i
    JOIN orgs o ON o.org_id = i.org_id AND o.org_type = 'school'
) p LEFT JOIN source_systems k ON k.system = p.system
WHERE place <> '' GROUP BY place, is_name"""


def school_of(*names: str) -> str:
    """SQL of the school whose name or code one of these expressions is, or whose name one begins with; NULL if none.

    The longest name counts, so that `Elm Park Middle` is not taken for `Elm Park`.
    """
    lowered = [f"lower(trim({name}))" for name in names]
    same = " OR ".join(f"p.place = {each}" for each in lowered)
    begins = " OR ".join(f"starts_with({each}, p.place || ' ')" for each in lowered)
    matches = f"{same} OR (p.is_name AND length(p.place) > 3 AND ({begins}))"
    return f"(SELECT arg_max(p.org_id, length(p.place)) FROM ({PLACES}) p WHERE {matches})"


def system_of(name: str) -> str:
    """SQL of the system of the register that has this name, or that this name begins with; NULL if there is none."""
    said = f"lower(trim({name}))"
    matches = f"{said} = lower(trim(s.name)) OR starts_with({said}, lower(trim(s.name)) || ' ')"
    return f"(SELECT arg_max(s.system_id, length(s.name)) FROM systems s WHERE {matches})"
