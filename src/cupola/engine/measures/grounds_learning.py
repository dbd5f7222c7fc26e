"""Grounds about learning: attendance, and results of assessments."""

from __future__ import annotations

from cupola.engine.measures.ground_form import Ground

BELOW = "^(not|nearly|partially|approach|below|basic|did not|developing|beginning|inadequate|standard (not|nearly))"
REACHED = (
    "^(proficient|advanced|meets?|met|exceed|masters?|standard (met|exceeded)|on track|above|highly proficient"
    "|satisfactory)"
)
# Level 3 of 4 and above, and the words that states use for the same.
LEVEL = f"""CASE
    WHEN regexp_matches(lower(performance_level), '^(level|lvl|l)?[ -]*[1-4]$')
      THEN regexp_extract(performance_level, '[1-4]')::INTEGER >= 3
    WHEN regexp_matches(lower(performance_level), '{BELOW}')
      THEN false
    WHEN regexp_matches(lower(performance_level), '{REACHED}')
      THEN true END"""

LEARNING_GROUNDS = (
    Ground(
        "absences",
        "Absences and tardies since 1 July, once a student and day. What is no student of today is left out.",
        ("attendance_events", "students"),
        """
SELECT e.person_id, e.event_date, bool_or(e.category IN ('absent', 'excused', 'unexcused')) AS absent,
       bool_or(e.category = 'unexcused') AS unexcused, bool_or(e.category = 'tardy') AS tardy
FROM attendance_events e SEMI JOIN students USING (person_id)
WHERE e.event_date BETWEEN make_date(year(on_day() - INTERVAL 6 MONTH), 7, 1) AND on_day()
GROUP BY e.person_id, e.event_date""",
    ),
    Ground(
        "school_days",
        "Days of each school on which it noted anybody absent or late: since 1 July, and of the last 30 days.",
        ("absences", "students"),
        """
SELECT org_id, count(*) AS days, count(*) FILTER (event_date > on_day() - 30) AS recent
FROM (SELECT DISTINCT s.org_id, a.event_date FROM absences a JOIN students s USING (person_id)) GROUP BY org_id""",
    ),
    Ground(
        "days_away",
        "Days of each student: absent since 1 July; absent, absent without a reason and late in the last 30 days.",
        ("absences",),
        """
SELECT person_id, count(*) FILTER (absent) AS away,
       count(*) FILTER (absent AND event_date > on_day() - 30) AS lately,
       count(*) FILTER (unexcused AND event_date > on_day() - 30) AS unexcused,
       count(*) FILTER (tardy AND event_date > on_day() - 30) AS tardy
FROM absences GROUP BY person_id""",
    ),
    Ground(
        "attendance_days",
        "Student-days of each place: its students, on the days on which their school noted anybody absent or late.",
        ("school_days", "days_away", "student_places"),
        """
SELECT l.grain, l.key, sum(o.recent)::DOUBLE AS student_days, coalesce(sum(e.lately), 0) AS absent_days,
       coalesce(sum(e.unexcused), 0) AS unexcused_days, coalesce(sum(e.tardy), 0) AS tardy_days,
       count(*) FILTER (o.days >= 20)::DOUBLE AS long_known,
       count(*) FILTER (o.days >= 20 AND e.away >= 0.1 * o.days) AS chronic, count(*)::DOUBLE AS students,
       count(o.org_id) AS with_days
FROM student_places l JOIN students s USING (person_id)
LEFT JOIN school_days o ON o.org_id = s.org_id
LEFT JOIN days_away e USING (person_id)
GROUP BY l.grain, l.key""",
    ),
    Ground(
        "last_results",
        "The newest result with a level of each student, assessment and subject, of the last 400 days.",
        ("assessment_results", "students"),
        f"""
SELECT r.person_id, r.assessment, coalesce(r.subject, '') AS subject,
       arg_max({LEVEL}, r.administration_date) AS proficient
FROM assessment_results r SEMI JOIN students USING (person_id)
WHERE r.administration_date BETWEEN on_day() - 400 AND on_day() AND r.performance_level <> ''
  AND coalesce(r.objective, '') = ''
GROUP BY ALL""",
    ),
    Ground(
        "result_counts",
        "Results with a level that can be read, by place, subject and in all.",
        ("last_results", "student_places"),
        """
SELECT coalesce(subject, '*') AS subject, grain, key, count(*)::DOUBLE AS results, count(proficient)::DOUBLE AS levels,
       count(*) FILTER (proficient)::DOUBLE AS proficient
FROM student_places JOIN last_results USING (person_id)
GROUP BY GROUPING SETS ((grain, key), (grain, key, subject))""",
    ),
    Ground(
        "tested",
        "Students of the grades in which anybody has a result, and those who have one, by place.",
        ("last_results", "student_places"),
        """
WITH takers AS (SELECT DISTINCT person_id FROM last_results),
grades AS (SELECT s.grade FROM takers JOIN students s USING (person_id) GROUP BY s.grade)
SELECT l.grain, l.key, count(*)::DOUBLE AS students, count(t.person_id)::DOUBLE AS takers
FROM student_places l JOIN students s USING (person_id) SEMI JOIN grades g ON g.grade = s.grade
LEFT JOIN takers t USING (person_id)
GROUP BY l.grain, l.key""",
    ),
)
