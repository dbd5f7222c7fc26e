/* ---
id: PRG-016
title: Meal status in the state file is not the one of the meal program
module: data
role: food_service
needs: [student_list, program_list]
of: student_list
severity: warning
says: >-
  Student {subject} has meal status {evidence} in the state file, and {other} in the list of
  programs.
column: meal_status
why: >-
  The district claims for meals that it does not report, or reports students whom the kitchen
  charges.
fix: >-
  Look up the application or certification in force, and correct the system that has it wrong.
not_a_problem_when: >-
  The application was granted in these days.
cost: {hours: 0.3}
--- */
with members as (
  select m.local_id, bool_or((m.end_date is null or m.end_date >= as_of()) and m.begin_date <= as_of() - interval '14' day) as is_member,
         bool_or(m.begin_date > as_of() - interval '14' day or m.end_date >= as_of() - interval '14' day) as is_recent
  from program_list m
  join source_systems s on s.system = m.system and s.kind in ('sis', 'other')
  where m.program = 'food_service'
  group by m.local_id
),
told as (
  select l.local_id, max(case when l.meal_status in ('free', 'reduced') then 1 else 0 end) as is_entitled, min(l.school_code) as school_code, min(l.line) as line, arg_min(l.file, l.line) as file
  from student_list l
  join source_systems s on s.system = l.system and s.kind = 'state'
  where l.meal_status is not null and l.local_id is not null and (l.exit_date is null or l.exit_date >= as_of())
  group by l.local_id
),
compared as (
  select t.local_id, t.school_code, t.file, t.line, coalesce(m.is_member, false) as is_member,
         (t.is_entitled = 1) <> coalesce(m.is_member, false) and not coalesce(m.is_recent, false) as is_apart
  from told t
  left join members m on m.local_id = t.local_id
)
select c.local_id as subject, case when c.is_member then 'full price' else 'free or reduced' end as evidence, case when c.is_member then 'an open membership' else 'no membership' end as other,
       c.school_code, c.file, c.line
from compared c
where c.is_apart
  and (select 5 * count(case when is_apart then 1 end) <= count(*) or count(case when is_apart then 1 end) = 1 from compared)
