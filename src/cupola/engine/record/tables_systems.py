"""The record tables of what the district runs on: systems, audits, the calendar, monitors and tickets."""

from __future__ import annotations

from cupola.engine.record.table_form import RecordTable
from cupola.engine.record.table_form import described as _table

SYSTEM_TABLES: tuple[RecordTable, ...] = (
    _table(
        "systems",
        "The register of systems that the district runs on. What is empty is not known, and never zero.",
        """
        system_id text
        name text
        vendor text
        hosting text # on_premises, vendor_hosted, cloud, hybrid or unknown; vendor_hosted and cloud are in the cloud
        has_owner boolean # somebody answers for it
        users integer
        annual_cost number [US dollars]
        tier integer # 1 school cannot go on without it, 2 within a day, 3 it can wait
        contract_begins date
        contract_ends date
        notice_by date
        has_exit_route boolean # how one gets out of it is written down
        holds_student_data boolean
        for_attendance boolean
        for_gradebook boolean
        for_finance boolean
        """,
        key="system_id",
    ),
    _table(
        "audit_results",
        "Results of privacy and security audits, each on the scale of its framework.",
        """
        audit_result_id text
        kind text # privacy or security
        framework text
        scale text
        scope text
        held_on date
        value number
        best number # the best possible value of the scale
        """,
        key="audit_result_id",
    ),
    _table(
        "calendar_days",
        "School days and other days, of the district or of one school.",
        """
        org_id text -> orgs.org_id
        day date
        kind text # school, early, remote, holiday, staff or closed; school, early and remote are days of instruction
        schedule text # the bell schedule of the day (bell_periods.schedule)
        utc_offset integer [minutes] # how far the district's clock is from universal time at noon, such as -480
        """,
        key="org_id day",
        school="org_id",
    ),
    _table(
        "bell_periods",
        "When instruction begins and ends, by schedule. Rows without a school hold where a school has none of its own.",
        """
        org_id text -> orgs.org_id
        schedule text
        period text
        begin_minute integer [minutes] # minutes after midnight, on the district's clock
        end_minute integer [minutes]
        """,
        key="org_id schedule period",
        school="org_id",
    ),
    _table(
        "circuits",
        "Lines to the Internet and between sites: what they carry and cost. Rows without a school serve the district.",
        """
        circuit_id text
        name text
        provider text
        kind text # internet, or wan: a line from a site into the district's own network
        org_id text -> orgs.org_id
        mbps number [Mbps] # towards the site, as the contract says
        usable_share number # 0 to 1: what of it schools may use
        begin_date date
        end_date date
        monthly_cost number [US dollars]
        fund text
        """,
        key="circuit_id",
        school="org_id",
    ),
    _table(
        "service_monitors",
        "What is watched: a link, a server, a service, at a site or for the whole district.",
        """
        service_monitor_id text
        name text
        kind text # http, tcp, dns, ping, push, sensor, site or other
        site text # as the source names the place
        org_id text -> orgs.org_id # empty where the site is no school's name or code
        system_id text -> systems.system_id # the system of the register that has its name
        """,
        key="service_monitor_id",
        school="org_id",
    ),
    _table(
        "service_intervals",
        "How what is watched was, in universal time. Time in no row was not watched. Rows of one monitor may overlap: "
        "maintenance goes before down, and down before up.",
        """
        service_monitor_id text -> service_monitors.service_monitor_id
        org_id text -> orgs.org_id
        begin_at time
        end_at time # the first moment after it; empty while an outage goes on
        state text # up, down, maintenance or unknown
        """,
        key="service_monitor_id begin_at state",
        school="org_id",
    ),
    _table(
        "tickets",
        "Tickets of the help desk, without what people wrote and without names.",
        """
        ticket_id text
        number text
        opened_at time
        first_answer_at time
        resolved_at time
        closed_at time
        first_answer_hours number [hours] # as the help desk counts them, on its own clock of working hours
        resolution_hours number [hours] # the same
        is_closed boolean
        is_reopened boolean
        priority text
        category text
        status text
        source text # how it came: mail, web, phone …
        location text # as the help desk names the place
        org_id text -> orgs.org_id # empty where the location is no school's name or code
        asset_tag text
        serial_number text
        model text
        """,
        key="ticket_id",
        school="org_id",
    ),
)
