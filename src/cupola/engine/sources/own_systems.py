"""What people enter of systems, audits, the calendar, lines and what is watched."""

from __future__ import annotations

from cupola.engine.sources.own_form import own_form as _form

SYSTEMS = _form(
    "systems",
    "register of systems",
    """
    systemId*          id
    name*              text
    vendor             text
    hosting*           text {on_premises|vendor_hosted|cloud|hybrid|unknown}
    hasOwner           bool
    users              number
    annualCost         number # US dollars
    tier               number
    contractBegins     date
    contractEnds       date
    noticeBy           date
    hasExitRoute       bool
    holdsStudentData   bool
    forAttendance      bool
    forGradebook       bool
    forFinance         bool
    """,
    marks=("systemid", "hosting", "hasexitroute"),
    key="system_id",
)
AUDIT_RESULTS = _form(
    "audit-results",
    "audit results",
    """
    auditResultId*     id
    kind*              text {privacy|security}
    framework*         text
    scale*             text
    scope*             text
    heldOn*            date
    value*             number
    best*              number
    """,
    marks=("auditresultid", "framework", "best"),
    key="audit_result_id",
)
CALENDAR = _form(
    "calendar-days",
    "school calendar",
    """
    calendarDayId*     id
    orgId              id # key of the school in the record; empty for the whole district
    day*               date
    kind*              text {school|early|remote|holiday|staff|closed}
    schedule           text
    utcOffset          number # minutes that the district's clock is from universal time
    """,
    marks=("calendardayid", "day", "schedule"),
    key="calendar_day_id",
)
BELLS = _form(
    "bell-periods",
    "bell schedules",
    """
    bellPeriodId*      id
    orgId              id # key of the school in the record; empty for all schools without one of their own
    schedule*          text
    period*            text
    beginMinute*       number # minutes after midnight
    endMinute*         number
    """,
    marks=("bellperiodid", "beginminute", "endminute"),
    key="bell_period_id",
)
MONITORS = _form(
    "monitors",
    "list of what is watched",
    """
    monitorId*         id
    name*              text
    kind*              text {http|tcp|dns}
    orgId              id # key of the school in the record; empty for the whole district
    systemId           ref -> own_systems.system_id
    """,
    marks=("monitorid", "kind", "systemid"),
    key="monitor_id",
)
INTERVALS = _form(
    "monitor-intervals",
    "readings of what is watched",
    """
    intervalId*        id
    monitorId*         ref -> own_monitors.monitor_id
    beginAt*           time
    endAt              time
    state*             text {up|down|unknown}
    """,
    marks=("intervalid", "monitorid", "beginat"),
    key="interval_id",
)
CIRCUITS = _form(
    "circuits",
    "list of lines",
    """
    circuitId*         id
    name*              text
    provider           text
    kind*              text {internet|wan}
    orgId              id # key of the school in the record; empty for the whole district
    mbps*              number # towards the site
    usablePercent*     number # what of it schools may use, of 100
    beginDate          date
    endDate            date
    monthlyCost        number # US dollars
    fund               text
    """,
    marks=("circuitid", "mbps", "usablepercent"),
    key="circuit_id",
)
FORMS = (SYSTEMS, AUDIT_RESULTS, CALENDAR, BELLS, MONITORS, INTERVALS, CIRCUITS)

_PLACE = "q.system, q.file, q.line"
FILLS: dict[str, str] = {
    "systems": f"""
SELECT record_key(q.system, q.system_id) AS system_id, q.name, q.vendor, q.hosting, q.has_owner,
       CAST(q.users AS BIGINT) AS users, q.annual_cost, CAST(q.tier AS BIGINT) AS tier, q.contract_begins,
       q.contract_ends, q.notice_by, q.has_exit_route, q.holds_student_data, q.for_attendance, q.for_gradebook,
       q.for_finance, {_PLACE}
FROM own_systems q""",
    "audit_results": f"""
SELECT record_key(q.system, q.audit_result_id) AS audit_result_id, q.kind, q.framework, q.scale, q.scope, q.held_on,
       q.value, q.best, {_PLACE}
FROM own_audit_results q""",
    "calendar_days": f"""
SELECT q.org_id, q."day", q.kind, q.schedule, CAST(q.utc_offset AS BIGINT) AS utc_offset,
       {_PLACE}
FROM own_calendar_days q""",
    "bell_periods": f"""
SELECT q.org_id, q.schedule, q.period, CAST(q.begin_minute AS BIGINT) AS begin_minute,
       CAST(q.end_minute AS BIGINT) AS end_minute, {_PLACE}
FROM own_bell_periods q""",
    "service_monitors": f"""
SELECT record_key(q.system, q.monitor_id) AS service_monitor_id, q.name, q.kind, q.org_id,
       record_key(q.system, q.system_id) AS system_id, {_PLACE}
FROM own_monitors q""",
    "service_intervals": f"""
SELECT record_key(q.system, q.monitor_id) AS service_monitor_id, m.org_id, q.begin_at, q.end_at, q.state, {_PLACE}
FROM own_monitor_intervals q LEFT JOIN own_monitors m ON m.monitor_id = q.monitor_id AND m.system = q.system""",
    "circuits": f"""
SELECT record_key(q.system, q.circuit_id) AS circuit_id, q.name, q.provider, q.kind, q.org_id, q.mbps,
       q.usable_percent / 100 AS usable_share, q.begin_date, q.end_date, q.monthly_cost, q.fund, {_PLACE}
FROM own_circuits q""",
}
