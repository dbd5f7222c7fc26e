/* ---
id: CLV-018
title: One e-mail address stands on several students in Clever
module: data
role: technician
needs: [clever_students]
of: clever_students
severity: error
says: "The address stands on {evidence} students."
column: Student_email
why: >-
  Whoever signs in with it gets into the account of one of them, not always the own.
fix: >-
  Give each student an address of their own, most often by correcting a number in one of them.
not_a_problem_when: >-
  Twins share an address by the wish of the family; then neither can sign in alone.
cost: {hours: 0.2}
--- */
with several as (
  select s.system, lower(trim(s.student_email)) as word, count(distinct s.student_id) as students
  from clever_students s
  where s.student_email is not null
  group by s.system, lower(trim(s.student_email))
  having count(distinct s.student_id) > 1
)
select s.student_id as subject, min(record_key(s.system, s.school_id)) as school_id, max(v.students) as evidence,
       min(s.file) as file, min(s.line) as line
from clever_students s
join several v on v.system = s.system and v.word = lower(trim(s.student_email))
group by s.system, s.student_id
