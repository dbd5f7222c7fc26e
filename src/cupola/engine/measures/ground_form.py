"""The form of a ground, and the words of SQL that all grounds use."""

from __future__ import annotations

from dataclasses import dataclass

# What is not a record table: which systems there are, how old their files are, and two tables as delivered.
GIVEN = {
    "record_systems": ("system", "kind", "title", "day"),
    "user_addresses": ("person_id", "email"),
    "google_users": ("primary_email", "is_enrolled_in2_sv"),
}
MACROS = (
    "is_now(first, last) AS (first IS NULL OR first <= on_day()) AND (last IS NULL OR last >= on_day())",
    """grade_band(grade) AS CASE WHEN grade IN ('IT', 'PR', 'PK', 'TK') THEN 'PK'
       WHEN grade IN ('KG', '01', '02', '03', '04', '05') THEN 'K-5' WHEN grade IN ('06', '07', '08') THEN '6-8'
       WHEN grade IN ('09', '10', '11', '12') THEN '9-12' END""",
)


@dataclass(frozen=True, slots=True)
class Ground:
    """A table made once: without its `needs` it is not made, what is in `may` is empty when it is not there.

    In a ground the key of the whole district is the empty text.
    """

    name: str
    says: str
    needs: tuple[str, ...]
    sql: str
    may: tuple[str, ...] = ()
