"""Roster tables: users, roles, classes and enrollments of every roster source, with numbers instead of ids.

Most checks of a roster ask who belongs to what. Joining and grouping by the small whole numbers given here costs a
tenth of doing so by the ids of the export, and each id is looked up once for all checks.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import name
from cupola.engine.record.roster_form import (
    DATES,
    NUMBERED,
    PERSON,
    PROVENANCE,
    ROSTER_DAYS,
    SAME_USER,
    STEP,
    TIMETABLE,
    RosterTable,
)
from cupola.engine.sources.clever_roster import ROSTER as CLEVER
from cupola.engine.sources.edfi_roster import ROSTER as EDFI
from cupola.engine.sources.insights_roster import ROSTER as INSIGHTS
from cupola.engine.sources.oneroster_fills import ROSTER
from cupola.engine.sources.sds_roster import ROSTER as SDS

if TYPE_CHECKING:
    import duckdb


ROSTER_TABLES: tuple[RosterTable, ...] = (
    RosterTable(
        "roster_people",
        "One row for each id among the users of a roster; of an id that stands twice, the first row.",
        {
            "person": "number of the user",
            "sourced_id": "id in the export",
            "primary_org_sourced_id": "school or office, where the export names one",
            "grades": "grade as read",
            "step": "the grade in order: PR -3, PK -2, TK -1, KG 0, then 1 to 12; empty for others and for several",
            "enabled_user": "as the export says, empty when it does not",
            "is_live": "false for a row marked tobedeleted or inactive",
            "is_active": "live and not switched off",
            **PROVENANCE,
        },
        NUMBERED.format(
            number="person",
            more=f", {STEP.format('r.grades')} AS step, coalesce(r.enabled_user, true) AND r.is_live AS is_active",
        ),
    ),
    RosterTable(
        "roster_classes",
        "One row for each id among the classes of a roster; of an id that stands twice, the first row.",
        {
            "class": "number of the class",
            "sourced_id": "id in the export",
            "school_sourced_id": "id of its school",
            "course_sourced_id": "id of its course",
            "title": "name of the class",
            "subjects": "subjects as the export names them",
            "grades": "grades as read, one or several",
            "kind": "what kind of class, where the export says so, in small letters",
            "is_live": "false for a row marked tobedeleted or inactive",
            **PROVENANCE,
        },
        NUMBERED.format(number="class", more=""),
    ),
    RosterTable(
        "roster_orgs",
        "One row for each id among the orgs of a roster; of an id that stands twice, the first row.",
        {
            "org": "number of the org",
            "sourced_id": "id in the export",
            "parent_sourced_id": "id of the org above it",
            "kind": "its type in small letters: school, district …",
            "is_live": "false for a row marked tobedeleted or inactive",
            **PROVENANCE,
        },
        NUMBERED.format(number="org", more=""),
    ),
    *TIMETABLE,
    RosterTable(
        "roster_role_rows",
        "The rows that say who is what at which org, with the ids of the export, for showing what was found.",
        {
            "sourced_id": "id of the role in the export; the id of the user where the role stands in the user's row",
            "user_sourced_id": "id of the user in the export",
            "org_sourced_id": "id of the org in the export",
            "role": "in small letters",
            "role_type": "primary or secondary, in small letters",
            **DATES,
            "is_live": "false for a row marked tobedeleted or inactive",
            **PROVENANCE,
        },
        "SELECT * FROM rows",
        kept=False,
        shows=True,
    ),
    RosterTable(
        "roster_roles",
        "One row for each role that a user holds at an org.",
        {
            **PERSON,
            "org": "number of the org, empty when unknown",
            "user_sourced_id": "id of the user in the export",
            "org_sourced_id": "id of the org in the export",
            "role": "in small letters",
            "role_type": "primary or secondary, in small letters",
            **DATES,
            "is_live": "false for a row marked tobedeleted or inactive",
            **PROVENANCE,
        },
        "SELECT p.person, o.org, r.* EXCLUDE (sourced_id) FROM rows r "
        f"LEFT JOIN roster_people p ON {SAME_USER} "
        "LEFT JOIN roster_orgs o ON o.system = r.system AND o.sourced_id = r.org_sourced_id",
        reads=("roster_people", "roster_orgs"),
        rows="roster_role_rows",
    ),
    RosterTable(
        "roster_enrollment_rows",
        "The rows of enrollments with the ids of the export, for showing what was found by number.",
        {
            "sourced_id": "id in the export",
            "user_sourced_id": "id of the user in the export",
            "class_sourced_id": "id of the class in the export",
            "school_sourced_id": "id of the school in the export",
            "role": "in small letters",
            **DATES,
            "is_primary": "whether it is the primary teacher",
            "is_live": "false for a row marked tobedeleted or inactive",
            "place": "tells enrollments apart that stand on one line, 0 where a line holds one",
            **PROVENANCE,
        },
        "SELECT * FROM rows",
        kept=False,
        shows=True,
    ),
    RosterTable(
        "roster_enrollments",
        "One row for each enrollment of a user in a class, without text: `roster_enrollment_rows` has it.",
        {
            **PERSON,
            "class": "number of the class, empty when unknown",
            "org": "number of the school, empty when unknown",
            "is_student": "enrolled as a student",
            "is_teacher": "enrolled as a teacher",
            "is_primary": "whether it is the primary teacher",
            **DATES,
            "is_live": "false for a row marked tobedeleted or inactive",
            "place": "tells enrollments apart that stand on one line, 0 where a line holds one",
            **PROVENANCE,
        },
        "SELECT p.person, c.class, o.org, r.role = 'student' AS is_student, r.role = 'teacher' AS is_teacher, "
        "r.is_primary, r.begin_date, r.end_date, r.is_live, r.place, r.system, r.file, r.line "
        f"FROM rows r LEFT JOIN roster_people p ON {SAME_USER} "
        "LEFT JOIN roster_classes c ON c.system = r.system AND c.sourced_id = r.class_sourced_id "
        "LEFT JOIN roster_orgs o ON o.system = r.system AND o.sourced_id = r.school_sourced_id",
        reads=("roster_people", "roster_classes", "roster_orgs"),
        rows="roster_enrollment_rows",
    ),
    RosterTable(
        "roster_births",
        "One row for each birth date that the export gives, in a file of its own or in the row of the person.",
        {
            **PERSON,
            "user_sourced_id": "id of the user in the export",
            "birth_date": "as the export says",
            "sex": "as the export says",
            "is_live": "false for a row marked tobedeleted or inactive",
            **PROVENANCE,
        },
        f"SELECT p.person, r.* FROM rows r LEFT JOIN roster_people p ON {SAME_USER}",
        reads=("roster_people",),
        personal=frozenset({"birth_date", "sex"}),
    ),
    RosterTable(
        "roster_names",
        "One row for each row of users, with names and numbers, to be compared and never shown.",
        {
            "sourced_id": "id in the export",
            "primary_org_sourced_id": "school or office, where the export names one",
            **dict.fromkeys(("given_name", "middle_name", "family_name", "preferred_given_name"), "as the export says"),
            "person_number": "number that the district gives",
            "state_number": "number that the state gives",
            "agent_sourced_ids": "ids of the parents and guardians that the row names",
            "is_enabled": "not switched off",
            "is_live": "false for a row marked tobedeleted or inactive",
            **PROVENANCE,
        },
        "SELECT * FROM rows",
        kept=False,
        personal=frozenset({"given_name", "middle_name", "family_name", "preferred_given_name"}),
    ),
    RosterTable(
        "roster_agents",
        "One row for each agent (parent, guardian …) that a user names.",
        {
            "person": "number of the user who names",
            "agent": "number of the user who is named, empty when unknown",
            "agent_sourced_id": "id of the user who is named",
            "is_guardian": "named as one who looks after the user",
            **PROVENANCE,
        },
        "SELECT n.person, p.person AS agent, n.agent_sourced_id, n.is_guardian, n.system, n.file, n.line "
        "FROM (SELECT u.person, r.* FROM rows r "
        "JOIN roster_people u ON u.system = r.system AND u.file = r.file AND u.line = r.line) n "
        "LEFT JOIN roster_people p ON p.system = n.system AND p.sourced_id = n.agent_sourced_id",
        reads=("roster_people",),
    ),
    ROSTER_DAYS,
)
ROSTER_BY_NAME = {table.name: table for table in ROSTER_TABLES}
FAMILIES = {"oneroster": ROSTER, "edfi": EDFI, "sds": SDS, "clever": CLEVER, "insights": INSIGHTS}
ROSTER_FAMILIES = frozenset(FAMILIES)


def create_roster_views(connection: duckdb.DuckDBPyConnection, families: Collection[str]) -> None:
    """Make a view for every roster table over the source tables of these families of exports."""
    used = [FAMILIES[family] for family in FAMILIES if family in families]
    for table in ROSTER_TABLES:
        given = table.rows or table.name
        selects = [fills[given].sql for fills in used] or [f"{ROSTER[given].sql} LIMIT 0"]
        sql = f"WITH rows AS NOT MATERIALIZED ({' UNION ALL BY NAME '.join(f'({each})' for each in selects)}) "
        body = table.sql.strip()
        joined = f"{sql}, {body[5:]}" if body.startswith("WITH ") else sql + body
        connection.execute(f"CREATE OR REPLACE VIEW {name(table.name)} AS {joined}")


def roster_tables_of(filled: Collection[str]) -> set[str]:
    """The roster tables that these filled source tables give rows to."""
    return {
        table.name
        for table in ROSTER_TABLES
        if any(source in filled for fills in FAMILIES.values() for source in fills[table.rows or table.name].sources)
    }


def roster_tables_to_keep(tables: Collection[str]) -> list[str]:
    """What to keep in memory for these roster tables: they and what they are made from, in the order of making."""
    wanted = set(tables)
    for table in reversed(ROSTER_TABLES):
        if table.name in wanted:
            wanted |= set(table.reads)
    return [table.name for table in ROSTER_TABLES if table.kept and table.name in wanted]


def roster_sources(table: str) -> frozenset[str]:
    """The source tables that a roster table takes its rows from; of any other table, the table itself."""
    if table not in ROSTER_BY_NAME:
        return frozenset({table})
    given = ROSTER_BY_NAME[table].rows or table
    return frozenset(source for fills in FAMILIES.values() for source in fills[given].sources)
