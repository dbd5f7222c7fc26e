/* ---
id: EDF-002
title: School association at a school that the export does not hold
module: data
role: data_steward
needs: [edfi_student_school_associations, orgs]
of: edfi_student_school_associations
severity: error
says: "{rows} students are associated with school {evidence}, which the export does not hold."
column: school_id
absence_of: edfi_schools
why: >-
  These students belong to no school: they are missing in every count by school, and nothing that is
  given out by school reaches them.
fix: >-
  Look the school up in the student information system. If it is open, export it; if it was closed or
  deleted, end or move the associations of its students.
not_a_problem_when: >-
  The pages hold only what changed since the last export, and the school did not change.
cost: {hours: 0.1}
--- */
select trim(a.school_id) as subject, record_key(a.system, trim(a.school_id)) as school_id, trim(a.school_id) as evidence,
       count(*) as rows, min(a.file) as file, min(a.line) as line
from edfi_student_school_associations a
left join orgs o on o.org_id = record_key(a.system, trim(a.school_id))
where a.school_id is not null and o.org_id is null
  and a.system in (select s.system from orgs s where s.org_type = 'school')
group by a.system, trim(a.school_id)
