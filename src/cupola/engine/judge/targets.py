"""What many rows point to is told once: a school that a thousand rows name and no file holds is one fault."""

from __future__ import annotations

from cupola.engine.catalog import Check

TOLD_ONE_BY_ONE = 100


def told_once(check: Check) -> str:
    """The SELECT of a check that `refers`; where many rows point to the same thing, the first stands for all.

    Rows of different systems never point to the same thing. The last column is how many rows one stands for.
    """
    one_target = "PARTITION BY delivered.system, pointing.evidence"
    many = f"count(*) OVER ({one_target}) > {TOLD_ONE_BY_ONE}"
    return f"""SELECT pointing.*, CASE WHEN {many} THEN count(*) OVER ({one_target}) ELSE 1 END
FROM ({check.sql}
) pointing
LEFT JOIN delivered_files delivered ON delivered.file = pointing.file
QUALIFY NOT {many} OR row_number() OVER ({one_target} ORDER BY pointing.file, pointing.line) = 1"""
