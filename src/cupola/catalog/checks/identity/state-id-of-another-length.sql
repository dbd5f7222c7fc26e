/* ---
id: IDN-015
title: State id has not the length of all the others
module: data
role: registrar
needs: [student_list]
of: student_list
severity: error
says: >-
  The state id of student {subject} is {evidence} characters long; those of nearly all others are
  {usual}.
column: state_id
why: >-
  A digit was lost or added, mostly in a spreadsheet. The state finds another student under it, or
  none.
fix: >-
  Copy the number anew from the state's system.
not_a_problem_when: >-
  The state gives out longer numbers from this year on.
cost: {hours: 0.2}
--- */
with measured as (
  select l.system, l.file, length(trim(l.state_id)) as long, count(*) as times
  from student_list l
  join source_systems s on s.system = l.system and s.kind in ('sis', 'state', 'other')
  where trim(l.state_id) <> ''
  group by l.system, l.file, length(trim(l.state_id))
),
usual as (
  select m.system, m.file, arg_max(m.long, m.times) as long
  from measured m
  -- California's own files have a rule of their own (CAL-001).
  join delivered_files d on d.file = m.file and d.source_table not like 'calpads%'
  group by m.system, m.file
  having 10 * max(m.times) >= 9 * sum(m.times) and count(*) > 1
)
select coalesce(l.local_id, l.record_id) as subject, length(trim(l.state_id)) as evidence, u.long as usual, l.school_code, l.file, l.line
from usual u
join student_list l on l.system = u.system and l.file = u.file
where trim(l.state_id) <> '' and length(trim(l.state_id)) <> u.long
