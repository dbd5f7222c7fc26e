"""The data dictionary: every table of the record, its columns, types, units, and what is personal."""

from __future__ import annotations

from cupola.engine.record.table_form import PROVENANCE, TYPES, RecordColumn, RecordTable
from cupola.engine.record.table_form import described as _table
from cupola.engine.record.tables_systems import SYSTEM_TABLES
from cupola.engine.record.tables_voice import VOICE_TABLES

CLOSED_KEYS = "no_longer_listed"

__all__ = ["BY_NAME", "PROVENANCE", "TABLES", "TYPES", "RecordColumn", "RecordTable"]

_TABLES: tuple[RecordTable, ...] = (
    _table(
        "orgs",
        "The district, its schools and departments.",
        """
        org_id text
        name text
        org_type text # state, local, district, school or department
        parent_org_id text -> orgs.org_id
        low_grade text
        high_grade text
        city text
        state text
        zip text
        status text # active or inactive
        """,
        key="org_id",
        school="org_id",
    ),
    _table(
        "org_identifiers",
        "Codes by which other systems know an org.",
        """
        org_id text -> orgs.org_id
        id_type text # sourced_id, school_code, state, nces, other
        value text
        """,
        key="org_id id_type value",
        school="org_id",
    ),
    _table(
        "academic_sessions",
        "School years, terms and grading periods. Dates are inclusive.",
        """
        academic_session_id text
        title text
        session_type text # schoolYear, semester, term or gradingPeriod
        parent_id text -> academic_sessions.academic_session_id
        school_year integer # the year in which it ends
        begin_date date
        end_date date
        """,
        key="academic_session_id",
    ),
    _table(
        "courses",
        "Courses of the catalogue.",
        """
        course_id text
        title text
        course_code text
        sced_code text
        subject text
        org_id text -> orgs.org_id
        """,
        key="course_id",
        school="org_id",
    ),
    _table(
        "classes",
        "Classes (sections) as taught.",
        """
        class_id text
        course_id text -> courses.course_id
        org_id text -> orgs.org_id
        title text
        class_code text
        class_type text # scheduled or homeroom
        period text
        location text
        grades text
        subject text
        """,
        key="class_id",
        school="org_id",
    ),
    _table(
        "class_sessions",
        "The terms in which a class meets.",
        """
        class_id text -> classes.class_id
        academic_session_id text -> academic_sessions.academic_session_id
        org_id text -> orgs.org_id
        """,
        key="class_id academic_session_id",
        school="org_id",
    ),
    _table(
        "persons",
        "People: students, staff, parents and guardians. One row a person and source until they are linked.",
        """
        person_id text
        given_name text personal
        middle_name text personal
        family_name text personal
        preferred_given_name text personal
        preferred_family_name text personal
        birth_date date personal
        local_id text # the district's own number
        state_id text
        is_student boolean
        is_staff boolean
        is_contact boolean # parent, guardian or other relative
        is_enabled boolean
        org_id text -> orgs.org_id # main school
        """,
        key="person_id",
        school="org_id",
    ),
    _table(
        "person_identifiers",
        "Every number a person carries, with who issued it.",
        """
        person_id text -> persons.person_id
        id_type text # local, state, sourced_id, directory_object …
        value text
        org_id text -> orgs.org_id
        """,
        key="person_id id_type value",
        school="org_id",
    ),
    _table(
        "accounts",
        "Accounts in a directory or another system.",
        """
        account_id text # a keyed form of the address, never the address
        person_id text -> persons.person_id
        username text personal
        email text personal
        enabled boolean
        is_administrator boolean
        org_unit text
        external_id text
        created_at time
        last_sign_in_at time
        """,
        key="account_id",
    ),
    _table(
        "person_org_roles",
        "Who is what, where, and when. Dates are inclusive.",
        """
        person_id text -> persons.person_id
        org_id text -> orgs.org_id
        role text
        role_source text
        role_type text # primary or secondary
        grade text # CEDS grade
        grade_source text
        begin_date date
        end_date date
        entry_type text
        exit_type text
        """,
        key="person_id org_id role begin_date",
        school="org_id",
    ),
    _table(
        "enrollments",
        "Students and teachers in classes. Dates are inclusive.",
        """
        enrollment_id text
        class_id text -> classes.class_id
        person_id text -> persons.person_id
        org_id text -> orgs.org_id
        role text # student, teacher, proctor, administrator or aide
        is_primary boolean
        begin_date date
        end_date date
        """,
        key="enrollment_id",
        school="org_id",
    ),
    _table(
        "staff_positions",
        "Positions of staff as human resources keeps them: one row a person and position. Dates are inclusive.",
        """
        person_id text -> persons.person_id
        position_id text
        org_id text -> orgs.org_id
        job_title text
        fte number [full posts]
        funding text
        account text
        begin_date date
        end_date date
        """,
        key="person_id position_id begin_date",
        school="org_id",
    ),
    _table(
        "person_relationships",
        "Who is whose parent, guardian or other contact.",
        """
        person_id text -> persons.person_id
        other_person_id text -> persons.person_id
        relation text
        org_id text -> orgs.org_id
        """,
        key="person_id other_person_id",
        school="org_id",
    ),
    _table(
        "demographics",
        "Sex, race, ethnicity and home language as a source holds them.",
        """
        person_id text -> persons.person_id
        sex text personal
        hispanic_latino boolean personal
        race_american_indian boolean personal
        race_asian boolean personal
        race_black boolean personal
        race_pacific_islander boolean personal
        race_white boolean personal
        race_two_or_more boolean personal
        home_language text personal
        org_id text -> orgs.org_id
        """,
        key="person_id system",
        school="org_id",
    ),
    _table(
        "program_associations",
        "Programs a student takes part in. Dates are inclusive.",
        """
        person_id text -> persons.person_id
        org_id text -> orgs.org_id
        program_type text personal # special_education, english_learner, homeless, foster, migrant, food_service …
        begin_date date
        end_date date
        detail text personal
        """,
        key="person_id program_type begin_date system",
        school="org_id",
    ),
    _table(
        "home_access",
        "Internet and devices at home, as students or families answered (the digital-equity fields of Ed-Fi).",
        """
        person_id text -> persons.person_id
        internet_access text personal # Yes, or No with the reason
        internet_access_type text personal # ResidentialBroadband, CellularNetwork, SchoolProvidedHotSpot …
        internet_performance text personal # good enough to learn with
        device_type text personal # Desktop/Laptop, Tablet, Chromebook, SmartPhone, None or Other
        device_provider text personal # Personal, School or Other
        device_access text personal # Shared or Not Shared
        org_id text -> orgs.org_id
        """,
        key="person_id org_id system",
        school="org_id",
    ),
    _table(
        "attendance_events",
        "Absences and tardies.",
        """
        person_id text -> persons.person_id
        org_id text -> orgs.org_id
        class_id text -> classes.class_id
        event_date date
        category text
        category_source text
        minutes number [minutes]
        """,
        key="person_id event_date category class_id",
        school="org_id",
    ),
    _table(
        "assessment_results",
        "Results of assessments, one row a student, test, date, objective and kind of result.",
        """
        person_id text -> persons.person_id
        org_id text -> orgs.org_id
        assessment text
        subject text
        administration_date date
        administration_month text # year and month (2026-05), also where the day is not known
        school_year integer # where the file does not say it, that of the month
        grade text
        objective text # what was measured; empty for the whole test
        result_type text # scale score, percentile, level … as the mapping says
        result_value text personal
        performance_level text personal
        lowest number # of the possible range, as the mapping says: not verified
        highest number # of the possible range, as the mapping says: not verified
        """,
        key="person_id assessment subject administration_date objective result_type",
        school="org_id",
    ),
    _table(
        "devices",
        "Devices as each system knows them.",
        """
        device_id text
        serial_number text # upper case; placeholders emptied
        asset_tag text
        device_type text
        manufacturer text
        model text
        os text
        os_version text
        purchase_date date
        purchase_cost number [US dollars]
        support_end date
        lifecycle text # in_service, stock, repair, lost, retired or unknown
        location text
        """,
        key="device_id",
    ),
    _table(
        "device_identifiers",
        "Other numbers of a device: management ids and network addresses.",
        """
        device_id text -> devices.device_id
        id_type text # mdm, directory, mac_wifi, mac_ethernet, imei
        value text
        """,
        key="device_id id_type value",
    ),
    _table(
        "device_assignments",
        "Who holds a device, and where.",
        """
        device_id text -> devices.device_id
        email text personal # as the source names the holder, lower case
        location text
        kind text # assigned, recent_user, annotated or checked_out
        """,
        key="device_id kind",
    ),
    _table(
        "device_observations",
        "When a device was last seen, and in what state.",
        """
        device_id text -> devices.device_id
        seen_at time
        compliance text
        encrypted boolean
        os_version text
        storage_total_gb number [GB]
        storage_free_gb number [GB]
        """,
        key="device_id seen_at",
    ),
    _table(
        CLOSED_KEYS,
        "Rows that a source once listed and lists no more, for 400 days: users, enrollments, devices, accounts …",
        """
        source_system text # id of the source system
        source_table text # the table of the export
        key text personal # the row's key in the export; the parts of a key stand apart by a bar
        closed_on date # day of the delivery in which it was first missing
        """,
        key="source_system source_table key",
    ),
)
TABLES: tuple[RecordTable, ...] = (*_TABLES[:-1], *VOICE_TABLES, *SYSTEM_TABLES, _TABLES[-1])
BY_NAME: dict[str, RecordTable] = {table.name: table for table in TABLES}
