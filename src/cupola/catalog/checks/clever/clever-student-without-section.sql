/* ---
id: CLV-016
title: Student has no section in Clever
module: data
role: registrar
needs: [clever_students, clever_enrollments]
of: clever_students
absence_of: clever_enrollments
severity: warning
says: "The student is in no section."
column: Student_id
why: >-
  Most applications give access by section. The student can sign in and finds nothing.
fix: >-
  Schedule the student, or close the enrollment if the student has left.
not_a_problem_when: >-
  The student is taught elsewhere and has no schedule here.
cost: {hours: 0.2}
--- */
with seated as (
  select distinct e.system, e.student_id from clever_enrollments e
),
scheduled as (
  select distinct e.system, e.school_id from clever_enrollments e
)
select s.student_id as subject, min(record_key(s.system, s.school_id)) as school_id,
       cast(null as varchar) as evidence, min(s.file) as file, min(s.line) as line
from clever_students s
join scheduled k on k.system = s.system and k.school_id = s.school_id
left join seated e on e.system = s.system and e.student_id = s.student_id
where e.student_id is null and s.student_id is not null
group by s.system, s.student_id
