/* ---
id: PRG-012
title: Student has a day as an English learner but not the status
module: data
role: registrar
needs: [student_list]
of: student_list
severity: error
says: >-
  Student {subject} has a first day as an English learner, and the list says that the student is
  none.
column: english_learner
why: >-
  Either the student loses support and funding, or the day is left over from another child.
fix: >-
  Look at the test result. Set the status, or take the day out.
not_a_problem_when: >-
  The student was reclassified, and the list keeps the first day on purpose.
cost: {hours: 0.2}
--- */
with told as (
  select l.local_id, l.state_id, l.record_id, l.school_code, l.file, l.line, l.english_learner_begin is not null as has_day,
         upper(trim(l.english_learner)) in ('N', 'NO', 'FALSE', '0', 'EO') as is_none
  from student_list l
  where trim(l.english_learner) <> ''
)
select coalesce(t.local_id, t.state_id, t.record_id) as subject, cast(null as varchar) as evidence, t.school_code, t.file, t.line
from told t
where t.has_day and t.is_none
  -- Where as many have the day without the status, the list keeps it for former learners.
  and (select 2 * count(case when has_day and is_none then 1 end) <= count(case when has_day then 1 end) from told)
