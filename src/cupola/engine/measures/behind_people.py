"""The rows behind measures of days at school, classes, tests, those who came and went, and those who teach."""

from __future__ import annotations

from cupola.engine.measures.behind_form import (
    FLEET,
    Behind,
    amounts_sql,
    machines_sql,
    of_students,
    students_sql,
)

IN_DAYS = "LEFT JOIN school_days o ON o.org_id = s.org_id LEFT JOIN days_away e USING (person_id)"
DAYS = ("school_days", "days_away")


def _days(top: str, bottom: str, facts: str) -> Behind:
    told = f"CASE WHEN o.days IS NOT NULL THEN {facts} END"
    sums = (f"coalesce(({each})::DOUBLE, 0)" for each in (top, bottom))
    return Behind("people", ("students", *DAYS), amounts_sql(*sums, join=IN_DAYS, facts=told))


def _classes(top: str, bottom: str = "1") -> Behind:
    return Behind(
        "people",
        ("class_seats", "classes"),
        f"""
SELECT 'class' AS what, c.class_id AS subject, c.org_id,
       concat_ws('; ', t.title, format('{{}} students, {{}} teachers', c.students, c.teachers)) AS facts,
       ({top})::DOUBLE AS top, {bottom} AS bottom
FROM class_seats c LEFT JOIN (SELECT class_id, any_value(title) AS title FROM classes GROUP BY class_id) t
  USING (class_id)
WHERE c.students > 0 AND c.org_id IS NOT NULL""",
    )


CAME = """LEFT JOIN (SELECT person_id, bool_and(came_now) AS came FROM place_changes GROUP BY person_id) c
          USING (person_id)"""
LEFT = """
UNION ALL SELECT 'student who left', person_id, coalesce(org_id, ''), 'enrolled no more', {} AS top, 0 AS bottom
FROM place_leavers"""
CHANGES = ("student_seats", "student_changes")
NEW = "CASE WHEN c.came THEN 'came in the last 30 days' ELSE '' END"
NOBODY = students_sql("false", "true")
TESTED = """
LEFT JOIN (SELECT DISTINCT person_id, true AS taker FROM last_results) t USING (person_id)
LEFT JOIN (SELECT DISTINCT x.grade FROM last_results JOIN students x USING (person_id)) g ON g.grade = s.grade"""
BY_SUBJECT = """
SELECT 'result' AS what, p.person_id AS subject, p.org_id, concat_ws(', ', r.assessment, r.subject) AS facts,
       coalesce(r.proficient, false)::INTEGER AS top, (r.proficient IS NOT NULL)::INTEGER AS bottom
FROM place_students p JOIN last_results r USING (person_id) WHERE r.subject <> ''"""
TEACHERS = """
SELECT 'teacher' AS what, person_id AS subject, coalesce(org_id, '') AS org_id, '' AS facts, {} AS top, {} AS bottom
FROM place_staff WHERE role = 'teacher'"""
POSTS = """
SELECT 'post' AS what, person_id AS subject, coalesce(org_id, '') AS org_id, fte::VARCHAR || ' of a full post' AS facts,
       {} AS top, {} AS bottom
FROM posts WHERE {}"""
EACH = students_sql("true", "false")


def _beside(rows: str, divisor: str, *needs: str) -> Behind:
    """Rows that are counted above, and the rows by which they are divided."""
    return Behind("people", needs, f"{rows} UNION ALL {divisor}")


BEHIND_PEOPLE: dict[str, Behind] = {
    "MEA-ATT-01": _days("o.recent - coalesce(e.lately, 0)", "o.recent",
                        "format('away on {} of {} days', coalesce(e.lately, 0), o.recent)"),
    "MEA-ATT-02": _days("o.days >= 20 AND e.away >= 0.1 * o.days", "o.days >= 20",
                        "format('away on {} of {} days since 1 July', coalesce(e.away, 0), o.days)"),
    "MEA-ATT-03": _days("e.unexcused", "e.lately",
                        "format('{} of {} absences without a reason', e.unexcused, e.lately)"),
    "MEA-ATT-04": _days("e.tardy", "o.recent", "format('late on {} of {} days', coalesce(e.tardy, 0), o.recent)"),
    "MEA-CLS-01": _classes("c.students"),
    "MEA-CLS-02": _classes("0"),
    "MEA-CLS-03": _classes("c.students > 30"),
    "MEA-CLS-04": _classes("c.teachers = 0"),
    "MEA-STU-02": of_students("c.came", join=CAME, facts=NEW, needs=CHANGES),
    "MEA-STU-03": Behind("people", ("students", *CHANGES), NOBODY + LEFT.format("1")),
    "MEA-STU-04": Behind("people", ("students", *CHANGES),
                         students_sql("c.came", "true", join=CAME, facts=NEW) + LEFT.format("-1")),
    "MEA-ASM-01": of_students("t.taker AND g.grade IS NOT NULL", bottom="g.grade IS NOT NULL", join=TESTED,
                              facts="CASE WHEN t.taker THEN 'has a result' ELSE 'has none' END",
                              needs=("last_results",)),
    "MEA-ASM-03": Behind("people", ("students", "last_results"), BY_SUBJECT),
    "MEA-STF-01": Behind("people", ("staff",), TEACHERS.format(1, 0)),
    "MEA-STF-02": _beside(EACH, TEACHERS.format(0, 1), "students", "staff"),
    "MEA-STF-03": _beside(EACH, POSTS.format(0, "fte", "teaches"), "students", "posts"),
    "MEA-STF-04": Behind("people", ("posts",), POSTS.format("fte", 0, "technical")),
    "MEA-STF-05": _beside(EACH, POSTS.format(0, "fte", "technical"), "students", "posts"),
    "MEA-STF-06": _beside(machines_sql("true", "false", FLEET), POSTS.format(0, "fte", "technical"),
                          "machines", "posts"),
}  # fmt: skip
