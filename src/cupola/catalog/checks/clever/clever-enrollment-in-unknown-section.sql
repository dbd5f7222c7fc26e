/* ---
id: CLV-009
title: Enrollment is in a section that sections.csv does not hold
module: data
role: data_steward
needs: [clever_enrollments, clever_sections]
of: clever_enrollments
severity: error
says: "The enrollment is in section {evidence}, which sections.csv does not hold."
column: Section_id
refers: clever_sections
why: >-
  Clever refuses the row; the student misses the class in every application.
fix: >-
  Export sections and enrollments of one term in one run.
not_a_problem_when: >-
  The file is a part of the upload, cut out for a trial.
cost: {hours: 0.2}
--- */
select r.section_id || ':' || r.student_id as subject, record_key(r.system, r.school_id) as school_id, r.section_id as evidence, r.file, r.line
from clever_enrollments r
left join clever_sections t on t.system = r.system and t.section_id = r.section_id
where r.section_id is not null and t.section_id is null
  and r.system in (select k.system from clever_sections k)
