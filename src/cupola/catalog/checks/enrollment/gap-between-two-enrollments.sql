/* ---
id: ENR-013
title: Student was enrolled nowhere for weeks between two schools
module: data
role: school_office
needs: [student_list]
of: student_list
severity: warning
says: >-
  Student {subject} left one school on {evidence} and came to the next only {days} days later,
  without a reason for leaving.
column: entry_date
why: >-
  In between nobody was responsible for the student. The state counts a drop-out, and days of
  funding are lost.
fix: >-
  Ask both schools where the student was. Correct the day of exit or entry, or enter why the student
  was away.
not_a_problem_when: >-
  The student was abroad or ill and nobody wrote it down.
cost: {hours: 0.3}
--- */
with movers as (
  select l.system, l.local_id
  from student_list l
  join source_systems s on s.system = l.system and s.kind in ('sis', 'state', 'other')
  where l.local_id is not null and l.entry_date is not null
  group by l.system, l.local_id
  having count(*) > 1
),
stays as (
  select l.local_id, l.school_code, l.entry_date, l.file, l.line,
         lag(l.exit_date) over (partition by l.system, l.local_id order by l.entry_date, l.line) as left_on,
         lag(coalesce(trim(l.exit_code), '')) over (partition by l.system, l.local_id order by l.entry_date, l.line) as reason
  from movers m
  join student_list l on l.system = m.system and l.local_id = m.local_id
  where l.entry_date is not null
)
select t.local_id as subject, cast(t.left_on as varchar) as evidence, date_diff('day', t.left_on, t.entry_date) as days, t.school_code, t.file, t.line
from stays t
where t.entry_date > t.left_on + interval '21' day and t.reason = ''
  -- The summer between two school years is no gap.
  and not (month(t.left_on) between 5 and 7 and month(t.entry_date) between 7 and 9)
