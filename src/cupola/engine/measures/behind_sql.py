"""Which rows stand behind each measure: one row a student, device, account, system, ticket or school, as counted."""

from __future__ import annotations

from cupola.engine.measures.behind_form import FLEET, Behind, machines_sql, of_students, students_sql
from cupola.engine.measures.behind_people import BEHIND_PEOPLE
from cupola.engine.measures.behind_service import BEHIND_SERVICE

OURS = "m.holder IN ('student', 'nobody')"


def _ours(top: str, bottom: str = "true") -> Behind:
    return Behind("devices", ("machines",), machines_sql(top, bottom, OURS))


def _fleet(top: str, bottom: str) -> Behind:
    return Behind("devices", ("machines",), machines_sql(top, bottom, FLEET))


def _home(top: str, known: str) -> Behind:
    return of_students(top, bottom=f"{known} IS NOT NULL", join="LEFT JOIN home h USING (person_id)", needs=("home",))


def _systems(top: str, bottom: str, facts: str = "coalesce(hosting, 'unknown')") -> Behind:
    return Behind(
        "systems",
        ("systems",),
        f"""
SELECT 'system' AS what, name AS subject, '' AS org_id, {facts} AS facts, coalesce(({top})::DOUBLE, 0) AS top,
       coalesce(({bottom})::DOUBLE, 0) AS bottom
FROM (SELECT *, hosting IN ('vendor_hosted', 'cloud') AS cloud,
             hosting IN ('vendor_hosted', 'cloud', 'on_premises', 'hybrid') AS placed FROM systems)""",
    )


def _accounts(top: str, bottom: str, which: str) -> Behind:
    return Behind(
        "accounts",
        ("account_owners",),
        f"""
SELECT 'account' AS what, account_id AS subject, '' AS org_id, owner AS facts, coalesce({top}, false)::INTEGER AS top,
       coalesce({bottom}, false)::INTEGER AS bottom
FROM account_owners WHERE enabled AND {which}""",
    )


def _sites(top: str, bottom: str) -> Behind:
    return Behind(
        "systems",
        ("site_hours",),
        f"""
SELECT 'school' AS what, place AS subject, place AS org_id,
       format('{{:.1f}} hours watched, {{:.2f}} down, {{:.1f}} in maintenance', known, down, maintenance) AS facts,
       coalesce(({top})::DOUBLE, 0) AS top, coalesce(({bottom})::DOUBLE, 0) AS bottom
FROM site_hours""",
    )


LINES = """
SELECT 'line' AS what, concat_ws(', ', name, nullif(provider, '')) AS subject, org_id,
       format('{:.0f} Mbps, of which schools may use {:.0f}', mbps, usable) AS facts, {top} AS top, {bottom} AS bottom
FROM lines_now WHERE {which}"""
PER_SCHOOL = """
SELECT 'school' AS what, coalesce(org_id, '') AS subject, org_id, count(*)::VARCHAR || ' people' AS facts, 0 AS top,
       count(*) AS bottom
FROM ({}) GROUP BY org_id"""


def _lines(top: str, bottom: str, which: str, *, people: str = "", needs: tuple[str, ...] = ()) -> Behind:
    lines = LINES.replace("{top}", top).replace("{bottom}", bottom).replace("{which}", which)
    both = f"{lines} UNION ALL {PER_SCHOOL.format(people)}" if people else lines
    return Behind("systems", ("lines_now", *needs), both)


TICKETS = """
SELECT 'ticket' AS what, number AS subject, coalesce(org_id, '') AS org_id,
       concat_ws(', ', category, 'opened ' || opened_at::DATE::VARCHAR, {hours}) AS facts,
       coalesce({top}, false)::INTEGER AS top, coalesce({bottom}, false)::INTEGER AS bottom
FROM ticket_times"""
ANSWERED = "lately AND answer >= 0"
RESOLVED = "lately AND is_closed AND resolution >= 0"
TO_ANSWER = "format('{:.1f} hours to the first answer', answer)"
TO_RESOLVE = "format('{:.1f} hours to resolve', resolution)"


def _tickets(top: str, bottom: str, hours: str, *, also: str = "") -> Behind:
    rows = TICKETS.replace("{top}", top).replace("{bottom}", bottom).replace("{hours}", hours)
    return Behind("tickets", ("ticket_times", "students"), f"{rows} {also}")


INTERNET = "kind = 'internet'"
STUDENTS_AND_STAFF = """
SELECT person_id, min(org_id) AS org_id
FROM (SELECT person_id, org_id FROM students UNION ALL SELECT person_id, org_id FROM staff) GROUP BY person_id"""


def _promises(top: str, bottom: str) -> Behind:
    return Behind(
        "voice",
        ("promises",),
        f"""
SELECT 'promise' AS what, promise_id AS subject, coalesce(org_id, '') AS org_id,
       concat_ws(', ', state, 'due ' || due_on::VARCHAR) AS facts, coalesce({top}, false)::INTEGER AS top,
       coalesce({bottom}, false)::INTEGER AS bottom
FROM promises WHERE heard_on <= on_day() OR heard_on IS NULL""",
    )


def _audit(kind: str) -> Behind:
    return Behind(
        "systems",
        ("audit_results",),
        f"""
SELECT 'audit' AS what, framework AS subject, '' AS org_id, concat_ws(', ', scope, held_on::VARCHAR) AS facts,
       value AS top, best AS bottom
FROM audit_results WHERE kind = '{kind}' AND held_on <= on_day() AND best > 0 AND value BETWEEN 0 AND best
ORDER BY held_on DESC LIMIT 1""",
    )


HOLDERS = "LEFT JOIN device_holders d USING (person_id)"
PERSONS = """LEFT JOIN (SELECT person_id, max(state_id) AS state_id, count(birth_date) > 0 AS born FROM persons
                       GROUP BY person_id) f USING (person_id)"""
IN_CLASS = """LEFT JOIN (SELECT DISTINCT person_id, true AS seated FROM enrollments
                       WHERE role = 'student' AND is_now(begin_date, end_date)) e USING (person_id)"""
PROGRAM = """LEFT JOIN (SELECT person_id, true AS in_it FROM student_programs WHERE program_type = '{}') g
             USING (person_id)"""
USABLE = machines_sql("m.usable", "0", OURS + " AND m.usable")
SHARED = machines_sql("0", "m.usable", OURS + " AND m.usable")
HELD = "coalesce(d.devices, 0)::VARCHAR || ' usable devices'"
WITHOUT = of_students("d.devices IS NULL", join=HOLDERS, facts=HELD, needs=("device_holders",))
NO_INTERNET, NO_DEVICE = _home("NOT h.internet", "h.internet"), _home("NOT h.device", "h.device")
RESULTS = """
SELECT 'result' AS what, p.person_id AS subject, p.org_id, concat_ws(', ', r.assessment, nullif(r.subject, ''))
       AS facts, coalesce(r.proficient, false)::INTEGER AS top, (r.proficient IS NOT NULL)::INTEGER AS bottom
FROM place_students p JOIN last_results r USING (person_id)"""
PROGRAMS = {
    "MEA-PRG-01": "english_learner",
    "MEA-PRG-02": "special_education",
    "MEA-PRG-03": "homeless",
    "MEA-PRG-04": "foster",
    "MEA-PRG-05": "migrant",
    "MEA-PRG-06": "food_service",
    "MEA-PRG-07": "section_504",
}
TWO_STEPS = ("NOT two_step", "two_step IS NOT NULL")

BEHIND: dict[str, Behind] = {
    **BEHIND_PEOPLE,
    **BEHIND_SERVICE,
    "MEA-STU-01": of_students("true", bottom="false", needs=("student_seats",)),
    "MEA-STU-05": of_students("s.schools > 1", needs=("student_seats",)),
    "MEA-STU-06": of_students("f.state_id <> ''", join=PERSONS, needs=("persons",)),
    "MEA-STU-07": of_students("f.born", join=PERSONS, needs=("persons",)),
    "MEA-STU-08": of_students("s.grade IS NOT NULL", needs=("student_seats",)),
    "MEA-STU-09": of_students("e.seated IS NULL", join=IN_CLASS, needs=("enrollments",)),
    "MEA-DEV-01": Behind("people", ("machines", "students"), f"{students_sql('true', 'false')} UNION ALL {SHARED}"),
    "MEA-DEV-02": Behind("people", ("machines", "students"), f"{students_sql('false', 'true')} UNION ALL {USABLE}"),
    "MEA-DEV-03": of_students("d.devices > 0", join=HOLDERS, facts=HELD, needs=("device_holders",)),
    "MEA-DEV-16": of_students("d.devices > 1", join=HOLDERS, facts=HELD, needs=("device_holders",)),
    "MEA-DEV-04": _ours("NOT m.usable"),
    "MEA-DEV-05": _ours("m.lost"),
    "MEA-DEV-06": _ours("m.in_repair AND NOT m.lost"),
    "MEA-DEV-07": _ours("m.past_support AND NOT m.lost AND NOT m.in_repair"),
    "MEA-DEV-08": _ours("m.usable AND m.holder = 'nobody'", "m.usable"),
    "MEA-DEV-09": _fleet("date_diff('day', m.bought, on_day()) / 365.25", "m.bought IS NOT NULL"),
    "MEA-DEV-10": _fleet("date_diff('day', m.bought, on_day()) > 5 * 365.25", "m.bought IS NOT NULL"),
    "MEA-DEV-11": _fleet(
        "m.support_end BETWEEN on_day() AND on_day() + INTERVAL 12 MONTH", "m.support_end IS NOT NULL"
    ),
    "MEA-DEV-12": _fleet(
        "m.support_end BETWEEN on_day() AND on_day() + INTERVAL 24 MONTH", "m.support_end IS NOT NULL"
    ),
    "MEA-DEV-13": _fleet("m.encrypted", "m.encrypted IS NOT NULL"),
    "MEA-DEV-14": _fleet("m.seen_at < on_day() - INTERVAL 30 DAY", "m.seen_at IS NOT NULL"),
    "MEA-DEV-15": _fleet("m.in_register AND m.managed", "m.managed"),
    **dict.fromkeys(("MEA-EQU-01", "MEA-EQU-02", "MEA-EQU-03", "MEA-EQU-04"), WITHOUT),
    **dict.fromkeys(("MEA-EQU-05", "MEA-EQU-06", "MEA-EQU-07", "MEA-EQU-08"), NO_INTERNET),
    **dict.fromkeys(("MEA-EQU-09", "MEA-EQU-10"), NO_DEVICE),
    "MEA-EQU-12": of_students("h.internet IS NOT NULL", join="LEFT JOIN home h USING (person_id)", needs=("home",)),
    "MEA-HOM-01": _home("h.internet", "h.internet"),
    "MEA-HOM-02": _home("h.by_phone", "h.by_phone"),
    "MEA-HOM-03": _home("h.works_well", "h.works_well"),
    "MEA-HOM-04": _home("h.device", "h.device"),
    "MEA-HOM-05": _home("h.shared", "h.shared"),
    "MEA-HOM-06": _home("h.from_school", "h.from_school"),
    **{
        measure: of_students("g.in_it", join=PROGRAM.format(program), needs=("student_programs",))
        for measure, program in PROGRAMS.items()
    },
    "MEA-ASM-02": Behind("people", ("last_results", "students"), RESULTS),
    "MEA-ACC-01": _accounts(*TWO_STEPS, "owner = 'staff'"),
    "MEA-ACC-02": _accounts(*TWO_STEPS, "is_administrator"),
    "MEA-ACC-03": _accounts("owner = 'left'", "owner <> 'unknown'", "true"),
    "MEA-ACC-04": _accounts("owner = 'unknown'", "true", "true"),
    "MEA-ACC-05": _accounts(
        "last_sign_in_at < on_day() - INTERVAL 90 DAY", "last_sign_in_at IS NOT NULL", "owner = 'staff'"
    ),
    "MEA-SYS-01": _systems("cloud", "placed"),
    "MEA-SYS-02": _systems("CASE WHEN cloud THEN users END", "CASE WHEN placed THEN users END"),
    "MEA-SYS-03": _systems("CASE WHEN cloud THEN annual_cost END", "CASE WHEN placed THEN annual_cost END"),
    "MEA-SYS-04": _systems("has_owner", "has_owner IS NOT NULL"),
    "MEA-SYS-05": _systems("has_exit_route", "has_exit_route IS NOT NULL"),
    "MEA-SYS-06": _systems("notice_by BETWEEN on_day() AND on_day() + 90", "notice_by IS NOT NULL"),
    "MEA-AUD-01": _audit("privacy"),
    "MEA-AUD-02": _audit("security"),
    "MEA-NET-01": _sites("known - maintenance - down", "known - maintenance"),
    "MEA-NET-02": _sites("known - down", "known"),
    "MEA-NET-03": _sites("students * (known - maintenance - down)", "students * (known - maintenance)"),
    "MEA-NET-04": _sites("taught - taught_down", "taught"),
    "MEA-NET-05": _sites("down", "known"),
    "MEA-NET-08": _lines("usable", "0", INTERNET, people="FROM students", needs=("students",)),
    "MEA-NET-09": _lines("usable", "0", "org_id <> ''", people="FROM student_seats", needs=("student_seats",)),
    "MEA-NET-10": _lines("usable", "0", INTERNET, people=STUDENTS_AND_STAFF, needs=("students", "staff")),
    "MEA-NET-11": _lines("monthly_cost", "mbps", f"{INTERNET} AND monthly_cost IS NOT NULL"),
    "MEA-TIC-01": _tickets("false", ANSWERED, TO_ANSWER),
    "MEA-TIC-02": _tickets("false", RESOLVED, TO_RESOLVE),
    "MEA-TIC-03": _tickets("NOT is_closed", "false", "'open'"),
    "MEA-TIC-04": _tickets(
        "lately AND is_closed AND is_reopened", "lately AND is_closed AND is_reopened IS NOT NULL", TO_RESOLVE
    ),
    "MEA-TIC-05": _tickets("lately", "false", TO_RESOLVE, also=f"UNION ALL {PER_SCHOOL.format('FROM place_students')}"),
    "MEA-TIC-06": _tickets("false", f"{RESOLVED} AND of_device", TO_RESOLVE),
    "MEA-PRO-01": _promises(
        "due_on <= on_day() AND promised_on IS NOT NULL AND state = 'done' AND done_on <= due_on",
        "due_on <= on_day() AND promised_on IS NOT NULL",
    ),
    "MEA-PRO-02": _promises("replied_on <= on_day()", "true"),
    "MEA-PRO-04": _promises("state = 'promised' AND due_on < on_day()", "state = 'promised'"),
}
