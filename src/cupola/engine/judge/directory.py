"""The accounts of every directory as one table for checks: what Google and Entra both tell, and what only one tells."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from cupola.engine.record.table_form import RecordTable, described

if TYPE_CHECKING:
    import duckdb

TABLE = "directory_users"
DIRECTORY_TABLES: tuple[RecordTable, ...] = (
    described(
        TABLE,
        "One row for each account of a directory, whichever it is: users of Google and of Entra, without Entra's "
        "guests. What an export does not tell is empty, and never false: Entra's tells neither administrators nor "
        "two-step sign-in.",
        """
        id text # the directory's own key of the account
        sign_in_name text personal # the address to sign in with
        unit text # organisational unit; with Entra the local directory's, else the department
        account_number text # usually the student or staff number
        is_off boolean # suspended, archived or not enabled
        is_administrator boolean # empty where the export does not tell
        made_at time
        last_seen_at time # of the last sign-in; empty for never, and where the export does not tell
        was_used boolean # whether anybody ever signed in; empty where the export does not tell
        """,
        key="id",
    ),
)
DIRECTORY_BY_NAME = {table.name: table for table in DIRECTORY_TABLES}
NEVER = "TIMESTAMP '1971-01-01 00:00:00'"
SEEN = "greatest(e.last_sign_in, e.last_quiet_sign_in, e.last_good_sign_in)"
OF: dict[str, str] = {
    # Google writes the first second of 1970, or words, for never.
    "google_users": f"""
SELECT g.id, g.primary_email AS sign_in_name, g.org_unit_path AS unit, g.external_ids_0_value AS account_number,
       coalesce(g.suspended, false) OR coalesce(g.archived, false) AS is_off,
       g.is_admin OR coalesce(g.is_delegated_admin, false) AS is_administrator, g.creation_time AS made_at,
       CASE WHEN g.last_login_time >= {NEVER} THEN g.last_login_time END AS last_seen_at,
       CASE WHEN g.last_login_time >= {NEVER} THEN true
            WHEN g.last_login_time < {NEVER} OR lower(g.last_login_time_text) LIKE 'never%' THEN false END AS was_used,
       g.system, g.file, g.line
FROM google_users g""",
    # An export of Entra with the sign-ins of some leaves the others empty; one without any tells nothing of anybody.
    "entra_users": rf"""
SELECT e.id, e.user_principal_name AS sign_in_name, coalesce(
         nullif(regexp_replace(e.on_premises_distinguished_name, '^(\\.|[^,\\])*,?', ''), ''), e.department) AS unit,
       e.employee_id AS account_number, NOT coalesce(e.account_enabled, true) AS is_off,
       CAST(NULL AS BOOLEAN) AS is_administrator, e.created_date_time AS made_at,
       CASE WHEN {SEEN} >= {NEVER} THEN {SEEN} END AS last_seen_at,
       CASE WHEN {SEEN} >= {NEVER} THEN true
            WHEN bool_or({SEEN} >= {NEVER}) OVER (PARTITION BY e.system) THEN false END AS was_used,
       e.system, e.file, e.line
FROM entra_users e WHERE lower(coalesce(e.user_type, 'member')) <> 'guest'""",
}


def create_directory_table(connection: duckdb.DuckDBPyConnection, filled: Collection[str]) -> set[str]:
    """Make the table from the directories that were delivered; returns its name, or nothing where there is none."""
    parts = [sql for table, sql in OF.items() if table in filled]
    if not parts:
        return set()
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {TABLE} AS {' UNION ALL BY NAME '.join(parts)}")
    return {TABLE}


def directories_in(table: str) -> frozenset[str]:
    """The source tables that a table of directories is made from; empty for any other table."""
    return frozenset(OF) if table in DIRECTORY_BY_NAME else frozenset()
