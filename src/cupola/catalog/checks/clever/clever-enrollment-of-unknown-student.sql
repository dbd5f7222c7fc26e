/* ---
id: CLV-010
title: Enrollment belongs to a student whom students.csv does not hold
module: data
role: registrar
needs: [clever_enrollments, clever_students]
of: clever_enrollments
severity: error
says: "The enrollment belongs to {evidence}, whom students.csv does not hold."
column: Student_id
refers: clever_students
why: >-
  Clever refuses the row.
fix: >-
  See whether the student left and kept a schedule. Close the schedule at the day of the exit.
not_a_problem_when: >-
  The file is a part of the upload, cut out for a trial.
cost: {hours: 0.2}
--- */
select r.section_id || ':' || r.student_id as subject, record_key(r.system, r.school_id) as school_id, r.student_id as evidence, r.file, r.line
from clever_enrollments r
left join clever_students t on t.system = r.system and t.student_id = r.student_id
where r.student_id is not null and t.student_id is null
  and r.system in (select k.system from clever_students k)
