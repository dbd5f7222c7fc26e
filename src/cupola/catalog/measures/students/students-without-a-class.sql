/* ---
id: MEA-STU-09
title: "Students without any class"
module: indicators
unit: share
direction: down
grain: [district, school, grade_band]
needs: [student_places, enrollments]
of: "students enrolled on the day"
version: 1
why: "A student without a class has no teacher, no attendance and no course in any system."
says: "{numerator} of {denominator} students are in no class."
how_sure: exact
not_computed_when: "No student is enrolled, or no class list was delivered."
--- */
SELECT l.grain, l.key, count(*) FILTER (e.person_id IS NULL) AS numerator, count(*) AS denominator
FROM student_places l
LEFT JOIN (SELECT DISTINCT person_id FROM enrollments WHERE role = 'student' AND is_now(begin_date, end_date)) e
  USING (person_id)
GROUP BY l.grain, l.key
