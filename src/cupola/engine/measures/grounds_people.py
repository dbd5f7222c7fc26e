"""Grounds about people: who is a student and who works here on the day, in classes and in programs."""

from __future__ import annotations

from cupola.engine.measures.ground_form import Ground

PEOPLE_GROUNDS = (
    Ground(
        "student_seats",
        "Students and their schools on the day. Student systems tell; where there is none, any roster does that is "
        "not of applications.",
        ("person_org_roles",),
        """
WITH here AS (
    SELECT r.person_id, r.org_id, r.grade, r.begin_date, coalesce(k.kind, 'sis') AS kind
    FROM person_org_roles r LEFT JOIN record_systems k ON k.system = split_part(r.person_id, ':', 1)
    WHERE r.role = 'student' AND r.person_id IS NOT NULL AND is_now(r.begin_date, r.end_date)
)
SELECT person_id, org_id, max(grade) AS grade
FROM here
WHERE kind = 'sis' OR (kind <> 'enrollment' AND NOT EXISTS (SELECT 1 FROM here WHERE kind = 'sis'))
GROUP BY person_id, org_id""",
        may=("record_systems",),
    ),
    Ground(
        "students",
        "One row a student on the day.",
        ("student_seats",),
        """
SELECT person_id, min(org_id) AS org_id, count(DISTINCT org_id) AS schools, max(grade) AS grade,
       grade_band(max(grade)) AS grade_band
FROM student_seats GROUP BY person_id""",
    ),
    Ground(
        "student_places",
        "Each student in the district, in each of his schools and in his grade band.",
        ("students", "student_seats"),
        """
SELECT 'district' AS grain, '' AS key, person_id FROM students
UNION ALL SELECT 'school', org_id, person_id FROM student_seats WHERE org_id IS NOT NULL
UNION ALL SELECT 'grade_band', grade_band, person_id FROM students WHERE grade_band IS NOT NULL""",
    ),
    Ground(
        "student_counts",
        "How many students each place has.",
        ("student_places",),
        "SELECT grain, key, count(*)::DOUBLE AS students FROM student_places GROUP BY grain, key",
    ),
    Ground(
        "student_facts",
        "What is known of each student, by place: numbers, birth date, schools at once.",
        ("student_places", "persons"),
        """
SELECT l.grain, l.key, count(*)::DOUBLE AS students,
       count(*) FILTER (p.state_id <> '') AS with_state_id, count(*) FILTER (p.born) AS with_birth_date,
       count(*) FILTER (s.schools > 1) AS at_two_schools, count(*) FILTER (s.grade IS NOT NULL) AS with_grade
FROM student_places l JOIN students s USING (person_id)
LEFT JOIN (SELECT person_id, max(state_id) AS state_id, count(birth_date) > 0 AS born FROM persons GROUP BY person_id) p
  USING (person_id)
GROUP BY l.grain, l.key""",
    ),
    Ground(
        "student_changes",
        "Each student at each school, now or before: whether he came, or went, in the 30 days up to the day.",
        ("student_seats", "person_org_roles"),
        """
WITH spans AS (
    SELECT r.person_id, r.org_id, min(r.begin_date) AS came, max(coalesce(r.end_date, DATE '9999-12-31')) AS went
    FROM person_org_roles r LEFT JOIN record_systems k ON k.system = split_part(r.person_id, ':', 1)
    WHERE r.role = 'student' AND coalesce(k.kind, 'sis') <> 'enrollment'
    GROUP BY r.person_id, r.org_id
)
SELECT s.org_id, s.person_id, s.came > on_day() - 30 AS came_now, false AS went_now
FROM spans s SEMI JOIN student_seats USING (person_id, org_id)
UNION ALL
SELECT s.org_id, s.person_id, false, s.went > on_day() - 30 AND s.went < on_day()
FROM spans s ANTI JOIN student_seats USING (person_id, org_id)""",
        may=("record_systems",),
    ),
    Ground(
        "student_moves",
        "Who came and who went in the 30 days up to the day, by district and school.",
        ("student_counts", "student_changes", "students"),
        """
WITH district AS (
    SELECT person_id, bool_and(came_now) AS came_now, false AS went_now
    FROM student_changes SEMI JOIN students USING (person_id) GROUP BY person_id
    UNION ALL
    SELECT person_id, false, bool_or(went_now)
    FROM student_changes ANTI JOIN students USING (person_id) GROUP BY person_id
)
SELECT c.grain, c.key, c.students, coalesce(m.came, 0) AS came, coalesce(m.went, 0) AS went
FROM student_counts c LEFT JOIN (
    SELECT 'district' AS grain, '' AS key, count(*) FILTER (came_now) AS came, count(*) FILTER (went_now) AS went
    FROM district
    UNION ALL SELECT 'school', org_id, count(*) FILTER (came_now), count(*) FILTER (went_now)
    FROM student_changes GROUP BY org_id
) m USING (grain, key)
WHERE c.grain <> 'grade_band'""",
    ),
    Ground(
        "staff",
        "Who works here on the day: one row a person, school and role, of student and personnel systems.",
        ("person_org_roles",),
        """
SELECT DISTINCT r.person_id, r.org_id, r.role
FROM person_org_roles r LEFT JOIN record_systems k ON k.system = split_part(r.person_id, ':', 1)
WHERE r.role NOT IN ('student', 'parent', 'guardian', 'relative') AND r.person_id IS NOT NULL
  AND coalesce(k.kind, 'sis') <> 'enrollment' AND is_now(r.begin_date, r.end_date)""",
        may=("record_systems",),
    ),
    Ground(
        "teacher_counts",
        "How many teachers each place has, beside its students.",
        ("staff", "student_counts"),
        """
SELECT c.grain, c.key, c.students, t.teachers
FROM student_counts c JOIN (
    SELECT 'district' AS grain, '' AS key, count(DISTINCT person_id)::DOUBLE AS teachers
    FROM staff WHERE role = 'teacher'
    UNION ALL SELECT 'school', org_id, count(DISTINCT person_id) FROM staff WHERE role = 'teacher' GROUP BY org_id
) t USING (grain, key)
WHERE t.teachers > 0""",
    ),
    Ground(
        "posts",
        "Positions held on the day, with what kind of work each is.",
        ("staff_positions",),
        """
SELECT person_id, org_id, fte,
       job_title ILIKE '%teacher%' AND job_title NOT ILIKE '%aide%' AS teaches,
       regexp_matches(lower(job_title), '\\b(technician|technology|systems?|network|information|it|data|help ?desk)\\b')
         AND job_title NOT ILIKE '%teacher%' AS technical
FROM staff_positions
WHERE is_now(begin_date, end_date) AND fte > 0 AND fte <= 1.5""",
    ),
    Ground(
        "class_seats",
        "Classes that are not homerooms, with how many students and teachers they have on the day.",
        ("classes", "enrollments"),
        """
SELECT c.class_id, c.org_id, coalesce(e.students, 0) AS students, coalesce(e.teachers, 0) AS teachers
FROM (SELECT class_id, min(org_id) AS org_id FROM classes
      WHERE class_type IS DISTINCT FROM 'homeroom' GROUP BY class_id) c
LEFT JOIN (SELECT class_id, count(DISTINCT person_id) FILTER (role = 'student') AS students,
                  count(DISTINCT person_id) FILTER (role = 'teacher') AS teachers
           FROM enrollments WHERE is_now(begin_date, end_date) GROUP BY class_id) e USING (class_id)""",
    ),
    Ground(
        "class_counts",
        "Classes with students, by place: how many, how large, how many without a teacher.",
        ("class_seats",),
        """
SELECT CASE WHEN grouping(org_id) = 1 THEN 'district' ELSE 'school' END AS grain, coalesce(org_id, '') AS key,
       count(*)::DOUBLE AS classes, sum(students)::DOUBLE AS seats, median(students)::DOUBLE AS middle,
       count(*) FILTER (students > 30) AS large, count(*) FILTER (teachers = 0) AS without_teacher
FROM class_seats WHERE students > 0 AND org_id IS NOT NULL
GROUP BY GROUPING SETS ((), (org_id))""",
    ),
    Ground(
        "student_programs",
        "Students and the programs they are in on the day.",
        ("program_associations", "students"),
        """
SELECT DISTINCT a.program_type, a.person_id
FROM program_associations a SEMI JOIN students USING (person_id)
WHERE is_now(a.begin_date, a.end_date)""",
    ),
    Ground(
        "program_shares",
        "Students in each program, by place; a program that no source tells of has no row.",
        ("student_programs", "student_counts", "student_places"),
        """
SELECT k.program_type, c.grain, c.key, coalesce(n.students, 0)::DOUBLE AS numerator, c.students AS denominator
FROM (SELECT DISTINCT program_type FROM student_programs) k CROSS JOIN student_counts c
LEFT JOIN (SELECT a.program_type, l.grain, l.key, count(*) AS students
           FROM student_places l JOIN student_programs a USING (person_id) GROUP BY ALL) n
  ON n.program_type = k.program_type AND n.grain = c.grain AND n.key = c.key""",
    ),
    Ground(
        "student_groups",
        "Students and the groups they belong to: programs, race and ethnicity, sex.",
        ("students",),
        """
SELECT program_type AS student_group, person_id FROM student_programs WHERE program_type <> 'other'
UNION
SELECT unnest(list_filter([CASE WHEN d.hispanic_latino THEN 'hispanic' END,
    CASE WHEN d.race_american_indian THEN 'american_indian' END, CASE WHEN d.race_asian THEN 'asian' END,
    CASE WHEN d.race_black THEN 'black' END, CASE WHEN d.race_pacific_islander THEN 'pacific_islander' END,
    CASE WHEN d.race_white THEN 'white' END, CASE WHEN d.race_two_or_more THEN 'two_or_more' END,
    CASE WHEN d.sex IN ('male', 'female', 'other') THEN d.sex END], lambda x: x IS NOT NULL)), d.person_id
FROM demographics d SEMI JOIN students USING (person_id)""",
        may=("student_programs", "demographics"),
    ),
)
