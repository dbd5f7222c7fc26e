/* ---
id: EDF-016
title: Student without a school
module: data
role: registrar
needs: [edfi_students, edfi_student_school_associations]
of: edfi_students
severity: warning
says: "Student {subject} is associated with no school, not even in the past."
absence_of: edfi_student_school_associations
why: >-
  The student counts nowhere: not for the school, not for the state, not for any service.
fix: >-
  Search the student in the student information system. Enroll them, or take them out if they never
  came.
not_a_problem_when: >-
  The student is registered for the next school year and has not entered yet.
cost: {hours: 0.1}
--- */
select trim(s.student_unique_id) as subject, s.file, s.line
from edfi_students s
left join edfi_student_school_associations a
  on a.system = s.system and trim(a.student_unique_id) = trim(s.student_unique_id)
where s.student_unique_id is not null and a.system is null
  and s.system in (select t.system from edfi_student_school_associations t)
