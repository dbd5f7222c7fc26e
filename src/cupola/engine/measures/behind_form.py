"""The form of the rows behind a measure, and the words of SQL that several of them use."""

from __future__ import annotations

from dataclasses import dataclass

WHAT_IS_LEFT = """
CASE WHEN m.lost THEN 'lost' WHEN m.retired THEN 'retired' WHEN m.in_repair THEN 'in repair'
     WHEN m.support_end < on_day() THEN 'past its support' WHEN m.holder = 'nobody' THEN 'held by nobody'
     ELSE 'held by a ' || m.holder END"""


@dataclass(frozen=True, slots=True)
class Behind:
    """The rows of a measure: what kind of rows they are, which grounds and tables they need, and their SELECT.

    Each row has `what`, `subject` (its key in the record), `org_id`, `facts`, and the amounts it adds to the figure's
    numerator (`top`) and denominator (`bottom`). A SELECT may use `place_students`, `place_machines`,
    `place_staff`, `place_changes` and `place_leavers`, which hold what belongs to the place that was asked for.
    """

    kind: str
    needs: tuple[str, ...]
    sql: str


def of_students(top: str, *, bottom: str = "true", join: str = "", facts: str = "''", needs: tuple[str, ...]) -> Behind:
    """The rows of a measure that counts students."""
    return Behind("people", ("students", *needs), students_sql(top, bottom, join=join, facts=facts))


def students_sql(top: str, bottom: str, *, join: str = "", facts: str = "''") -> str:
    """A row for each student of the place, who counts where `top` and where `bottom` is true."""
    yes_no = (f"coalesce({each}, false)::INTEGER" for each in (top, bottom))
    return amounts_sql(*yes_no, join=join, facts=facts)


def amounts_sql(top: str, bottom: str, *, join: str = "", facts: str = "''") -> str:
    """A row for each student of the place with what he adds to a sum."""
    return f"""
SELECT 'student' AS what, p.person_id AS subject, p.org_id, 'grade ' || coalesce(s.grade, 'unknown') ||
       coalesce('; ' || nullif({facts}, ''), '') AS facts, {top} AS top, {bottom} AS bottom
FROM place_students p JOIN students s USING (person_id) {join}"""


def machines_sql(top: str, bottom: str, which: str) -> str:
    """A row for each of the devices of the place that `which` chooses."""
    return f"""
SELECT m.device_type AS what, m.device AS subject, m.org_id, {WHAT_IS_LEFT} AS facts,
       coalesce(({top})::DOUBLE, 0) AS top, coalesce(({bottom})::DOUBLE, 0) AS bottom
FROM place_machines m WHERE {which}"""


FLEET = "NOT m.lost"
