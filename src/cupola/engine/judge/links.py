"""What links bring to light, as tables for checks: each row with the file and line of the record to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cupola.engine.backends.duck import name, quoted
from cupola.engine.linking.links import Links
from cupola.engine.record.table_form import RecordTable, described

if TYPE_CHECKING:
    import duckdb

MISSING = "who is who over the sources is not known yet; it is found out once a record is published, or by cupola link"
BOTH = """
        sourced_id text # id of the record to look at, in its own system
        other_id text # id of the other record, in its own system
        system_id text # the source of the record to look at
        other_system text # the name of the other source
        system_kind text # kind of the source of the record to look at
        other_kind text # kind of the other source
        org_id text -> orgs.org_id # the school
"""
LINK_TABLES: tuple[RecordTable, ...] = (
    described(
        "link_differences",
        "One row for each field in which two linked records of a person disagree. The record to look at is the one "
        "whose source is not the trusted one.",
        BOTH
        + """
        field text # first_name, last_name, born, sex, grade, school, address, phone or programs
        trusted text # the name of the source that is believed; empty where nobody said so
        years integer # birth dates: how many years lie between
        says text # grades: what this record says
        other_says text # grades: what the other says
        """,
        key="system_id sourced_id field other_system",
        school="org_id",
    ),
    described(
        "link_doubles",
        "One row for each two records of one source that are one person, because both are the same person of another "
        "source, or because somebody said so.",
        BOTH,
        key="system_id sourced_id other_id",
        school="org_id",
    ),
    described(
        "link_numbers",
        "One row for each number that stands on two people of two sources. The record to look at is that of the other "
        "source, not of the student system.",
        BOTH,
        key="system_id sourced_id other_id",
        school="org_id",
    ),
    described(
        "link_missing",
        "One row for each student of one source who is not in another that is about the same students; "
        "`other_system` is where the student is missing.",
        BOTH,
        key="system_id sourced_id other_system",
        school="org_id",
    ),
    described(
        "link_likely",
        "One row for each record that may be a person of the student system, and waits for somebody's word; "
        "`other_id` is that person.",
        BOTH,
        key="system_id sourced_id",
        school="org_id",
    ),
    described(
        "link_fields",
        "One row for each field that two linked sources both keep, with how many people and how many agree.",
        """
        left_system text # the student system
        right_system text # the other source
        field text # first_name, last_name, born, sex, grade, school, address or phone
        people integer # linked people of whom both say something
        same integer # of those, in how many both say the same
        """,
        key="left_system right_system field",
    ),
)
LINK_BY_NAME = {table.name: table for table in LINK_TABLES}
KINDS = {
    "link_differences": "differ",
    "link_doubles": "double",
    "link_numbers": "number",
    "link_missing": "missing",
    "link_likely": "likely",
}
# Whether the record to look at is the left one: where the right one is believed, or where only the left one is there.
LEFT_ONE = {
    "link_differences": "coalesce(t.trusted, '') = t.right_system",
    "link_missing": "t.right_key = ''",
}
STUDENT_KEY = (
    "CASE WHEN y.kind = 'enrollment' THEN coalesce(r.record_id, r.local_id, r.state_id)"
    " ELSE coalesce(r.local_id, r.state_id, r.record_id) END"
)
# Where a record stands, as linking names it: see `linking/people.py`.
KEYS = {
    "student_list": STUDENT_KEY,
    "result_list": "coalesce(r.local_id, r.state_id, r.vendor_id)",
    "staff_list": "r.staff_id",
    "position_list": "r.staff_id",
    "calpads_information": "r.local_id",
}


def create_link_tables(connection: duckdb.DuckDBPyConnection, links: Links, filled: frozenset[str]) -> None:
    """Make the tables from kept links; `filled` are the tables of the delivery that hold rows."""
    told = f"read_parquet({quoted(str(links.told_file))})"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE link_told AS SELECT * FROM {told}")
    _lay_places(connection, filled)
    for table, kind in KINDS.items():
        left = LEFT_ONE.get(table, "false")
        more = ""
        if table == "link_differences":
            more = (
                ", d.field, (SELECT coalesce(min(x.name), nullif(d.trusted, '')) FROM source_systems x"
                " WHERE x.source_system_id = d.trusted) AS trusted, d.years,"
                " CASE WHEN d.is_left THEN d.left_says ELSE d.right_says END AS says,"
                " CASE WHEN d.is_left THEN d.right_says ELSE d.left_says END AS other_says"
            )
        other_system = "CASE WHEN d.is_left THEN d.right_system ELSE d.left_system END"
        connection.execute(f"""
CREATE OR REPLACE TEMP TABLE {name(table)} AS
SELECT substr(d.own, strpos(d.own, ':') + 1) AS sourced_id,
       substr(d.other, strpos(d.other, ':') + 1) AS other_id, d.system_id,
       coalesce(z.name, {other_system}) AS other_system,
       y.kind AS system_kind, z.kind AS other_kind, d.org_id{more}, p.system, p.file, p.line
FROM (SELECT t.*, CASE WHEN t.is_left THEN t.left_key ELSE t.right_key END AS own,
             CASE WHEN t.is_left THEN t.right_key ELSE t.left_key END AS other,
             CASE WHEN t.is_left THEN t.left_system ELSE t.right_system END AS system_id
      FROM (SELECT t.*, {left} AS is_left FROM link_told t WHERE t.kind = '{kind}') t) d
LEFT JOIN link_places p ON p.key = d.own
LEFT JOIN source_systems y ON y.source_system_id = d.system_id
LEFT JOIN source_systems z ON z.source_system_id = {other_system}""")
    connection.execute("""
CREATE OR REPLACE TEMP TABLE link_fields AS
SELECT t.left_system, coalesce(y.name, t.right_system) AS right_system, t.field, t.people, t.same, y.system, f.file,
       CAST(NULL AS BIGINT) AS line
FROM link_told t LEFT JOIN source_systems y ON y.source_system_id = t.right_system
LEFT JOIN (SELECT system, min(file) AS file FROM delivered_files GROUP BY system) f ON f.system = y.system
WHERE t.kind = 'field'""")


def _lay_places(connection: duckdb.DuckDBPyConnection, filled: frozenset[str]) -> None:
    """`link_places` (key, system, file, line) of the records that are told of."""
    own = "y.source_system_id = split_part(k.key, ':', 1)"
    rows = []
    for table, column in (("persons", "person_id"), ("accounts", "account_id")):
        if table in filled:
            rows.append(
                f"SELECT k.key, r.system, r.file, r.line FROM {table} r JOIN told_keys k ON k.key = r.{column}"
                f" JOIN source_systems y ON y.system = r.system AND {own}"
            )
    for table, key in KEYS.items():
        if table in filled:
            rows.append(
                f"SELECT k.key, r.system, r.file, r.line FROM {table} r JOIN source_systems y ON y.system = r.system"
                f" JOIN told_keys k ON k.key = y.source_system_id || ':' || {key}"
            )
    none = "SELECT NULL::VARCHAR AS key, 0::SMALLINT AS system, 0 AS file, 0::BIGINT AS line WHERE false"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE told_keys AS SELECT left_key AS key FROM link_told UNION SELECT right_key"
        " FROM link_told"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE link_places AS SELECT key, arg_min(system, line) AS system,"
        f" arg_min(file, line) AS file, min(line) AS line FROM ({' UNION ALL '.join(rows or [none])}) GROUP BY key"
    )
