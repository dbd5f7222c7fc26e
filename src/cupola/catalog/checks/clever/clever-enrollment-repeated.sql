/* ---
id: CLV-015
title: Student stands in one section several times
module: data
role: data_steward
needs: [clever_enrollments]
of: clever_enrollments
severity: note
says: "The student stands in the section on {evidence} rows."
why: >-
  Clever keeps one row and reports the others, so that true errors drown among them.
fix: >-
  Export one row for each student and section.
not_a_problem_when: >-
  The export writes one row a term, and Clever was told.
cost: {hours: 0.05}
--- */
select e.section_id || ':' || e.student_id as subject, min(record_key(e.system, e.school_id)) as school_id,
       count(*) as evidence, max(e.file) as file, max(e.line) as line
from clever_enrollments e
where e.section_id is not null and e.student_id is not null
group by e.system, e.section_id, e.student_id
having count(*) > 1
