/* ---
id: EDF-009
title: Contact of a student whom the export does not hold
module: data
role: data_steward
needs: [edfi_student_contact_associations, edfi_students]
of: edfi_student_contact_associations
severity: error
says: "{rows} contacts belong to student {evidence}, whom the export does not hold."
column: student_unique_id
absence_of: edfi_students
why: >-
  The family keeps getting mail about a child who is not in the export, or the child was left out of it.
fix: >-
  Look the number up in the student information system. If the student is enrolled, export them; if they
  left, end the contacts too.
not_a_problem_when: >-
  The pages hold only what changed since the last export, and the student did not change.
cost: {hours: 0.1}
--- */
select trim(a.student_unique_id) as subject,
       trim(a.student_unique_id) as evidence, count(*) as rows, min(a.file) as file, min(a.line) as line
from edfi_student_contact_associations a
left join edfi_students t on t.system = a.system and trim(t.student_unique_id) = trim(a.student_unique_id)
where a.student_unique_id is not null and t.student_unique_id is null
  and a.system in (select s.system from edfi_students s)
group by a.system, trim(a.student_unique_id)
