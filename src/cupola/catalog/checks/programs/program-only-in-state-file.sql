/* ---
id: PRG-002
title: State file shows a program that the SIS does not hold
module: data
role: data_steward
needs: [program_list, student_list, persons]
of: student_list
severity: warning
says: The state file shows {evidence} for student {subject}, but the SIS holds no such membership.
why: The district claims money or services for a program it cannot prove. In an audit such a claim is paid
  back, and teachers in school know nothing of the program.
fix: Ask the program's office. If the student takes part, enter the membership in the SIS with its dates.
  If not, take the flag out of the state file's source and upload again.
not_a_problem_when: The program is kept in a system whose list is not in this delivery.
cost: {hours: 0.3}
only_if:
  sql: select count(*) > 0 from student_list l join source_systems s on s.system = l.system where s.kind =
    'state' and l.local_id is not null
  otherwise: no state file with the district's student numbers is in this delivery
--- */
with state_students as (
  select l.local_id, min(l.line) as line, arg_min(l.file, l.line) as file,
         bool_or(coalesce(truthy(l.english_learner), upper(bare(l.english_learner)) in ('EL', 'ELL', 'LEP'))) as english_learner,
         bool_or(truthy(l.special_education)) as special_education, bool_or(truthy(l.section_504)) as section_504,
         bool_or(truthy(l.homeless)) as homeless, bool_or(truthy(l.foster)) as foster, bool_or(truthy(l.migrant)) as migrant
  from student_list l
  join source_systems s on s.system = l.system and s.kind = 'state'
  where l.local_id is not null
  group by l.local_id
),
flags as (
  select local_id, file, line, 'english_learner' as program from state_students where english_learner
  union all select local_id, file, line, 'special_education' from state_students where special_education
  union all select local_id, file, line, 'section_504' from state_students where section_504
  union all select local_id, file, line, 'homeless' from state_students where homeless
  union all select local_id, file, line, 'foster' from state_students where foster
  union all select local_id, file, line, 'migrant' from state_students where migrant
),
members as (
  -- A membership that ended in the last twelve months may still be reported.
  select distinct m.local_id, m.program
  from program_list m
  join source_systems s on s.system = m.system and s.kind in ('sis', 'other')
  where m.end_date is null or m.end_date >= as_of() - interval '365' day
),
known as (
  select p.local_id, min(p.org_id) as org_id
  from persons p
  join source_systems s on s.system = p.system and s.kind = 'sis'
  where p.is_student and p.local_id is not null
  group by p.local_id
),
compared as (
  select f.local_id, f.program, f.file, f.line, k.org_id, m.local_id is not null as is_member
  from flags f
  join known k on k.local_id = f.local_id
  left join members m on m.local_id = f.local_id and m.program = f.program
),
kept as (
  -- A program that the list hardly knows is kept somewhere else.
  select program from compared group by program having 2 * count(case when is_member then 1 end) >= count(*)
)
select c.local_id as subject, c.org_id as school_id, replace(c.program, '_', ' ') as evidence, c.file, c.line
from compared c
join kept k on k.program = c.program
where not c.is_member
