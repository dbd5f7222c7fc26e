/* ---
id: CLV-006
title: Student is at a school that schools.csv does not hold
module: data
role: data_steward
needs: [clever_students, clever_schools]
of: clever_students
severity: error
says: "The student is at school {evidence}, which schools.csv does not hold."
column: School_id
refers: clever_schools
why: >-
  Clever refuses the row; the student is in no application.
fix: >-
  Add the school to the export, or correct the school in the row.
not_a_problem_when: >-
  The file is a part of the upload, cut out for a trial.
cost: {hours: 0.2}
--- */
select r.student_id as subject, record_key(r.system, r.school_id) as school_id, r.school_id as evidence, r.file, r.line
from clever_students r
left join clever_schools t on t.system = r.system and t.school_id = r.school_id
where r.school_id is not null and t.school_id is null
  and r.system in (select k.system from clever_schools k)
