/* ---
id: PRG-009
title: Program membership goes on after the student has left
module: data
role: data_steward
needs: [program_list, student_list]
of: program_list
severity: warning
says: "Student {subject} left on {left_on}, but the {evidence} membership goes on after that day."
why: The student is counted, and a place or money is kept, for somebody who is no longer here. The next district cannot open its own record.
fix: End the membership with the day the student left. If the student is back, enter the new enrollment first.
not_a_problem_when: The district goes on serving the student, for example by agreement with a private school.
cost: {hours: 0.1}
--- */
with stays as (
  select l.local_id, max(coalesce(l.exit_date, date '9999-12-31')) as left_on
  from student_list l
  join source_systems s on s.system = l.system and s.kind in ('state', 'sis')
  where l.local_id is not null
  group by l.local_id
),
compared as (
  select m.local_id, m.program, m.school_code, m.file, m.line, t.left_on, m.begin_date > t.left_on as begins_after,
         m.end_date is null or m.end_date > t.left_on + interval '14' day as goes_on
  from program_list m
  join stays t on t.local_id = m.local_id
  where t.left_on < as_of() - interval '14' day
)
select c.local_id as subject, replace(c.program, '_', ' ') as evidence, c.school_code, cast(c.left_on as varchar) as left_on,
       c.file, c.line
from compared c
where c.begins_after
   -- Where most memberships of leavers stay open, the system never ends them: that is its habit, not an oversight.
   or (c.goes_on and (select 2 * count(case when goes_on then 1 end) <= count(*) from compared))
