/* ---
id: EDF-011
title: Absence of a student whom the export does not hold
module: data
role: data_steward
needs: [edfi_student_school_attendance_events, edfi_students]
of: edfi_student_school_attendance_events
severity: error
says: "{rows} attendance events belong to student {evidence}, whom the export does not hold."
column: student_unique_id
absence_of: edfi_students
why: >-
  These absences count for nobody, and a child who misses school may be overlooked.
fix: >-
  Look the number up in the student information system. If the student is enrolled, export them; if the
  events were entered under a wrong number, move them.
not_a_problem_when: >-
  The pages hold only what changed since the last export, and the student did not change.
cost: {hours: 0.1}
--- */
select trim(a.student_unique_id) as subject, record_key(a.system, trim(a.school_id)) as school_id,
       trim(a.student_unique_id) as evidence, count(*) as rows, min(a.file) as file, min(a.line) as line
from edfi_student_school_attendance_events a
left join edfi_students t on t.system = a.system and trim(t.student_unique_id) = trim(a.student_unique_id)
where a.student_unique_id is not null and t.student_unique_id is null
  and a.system in (select s.system from edfi_students s)
group by a.system, trim(a.student_unique_id), trim(a.school_id)
