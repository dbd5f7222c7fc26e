/* ---
id: ENR-002
title: Class enrollment ends before it begins
module: data
role: registrar
needs: [roster_people, roster_enrollments, roster_enrollment_rows]
of: roster_enrollments
severity: error
says: "The enrollment ends on {evidence}, before it begins."
column: end_date
why: >-
  On no day is the student in the class. Tools drop the enrollment or refuse the file.
fix: >-
  Open the student's schedule. Correct the date that was typed wrongly (often the year), or delete the
  enrollment if the student never attended.
not_a_problem_when: >-
  Your system marks students who never came in this way; then leave such rows out of the export.
cost: {hours: 0.1}
--- */
select coalesce(x.sourced_id, x.user_sourced_id) as subject, record_key(x.system, x.school_sourced_id) as school_id,
       x.end_date as evidence, x.file, x.line
from roster_enrollment_rows x
join (select e.file, e.line, e.place from roster_enrollments e where e.end_date < e.begin_date and e.is_live) turned
  on turned.file = x.file and turned.line = x.line and turned.place = x.place
