/* ---
id: PRG-001
title: Student takes part in a program, but the state file does not say so
module: data
role: data_steward
needs: [program_list, student_list, persons]
of: program_list
severity: warning
says: The SIS holds an open {evidence} membership of student {subject}, but the state file does not show the
  program.
why: The state pays and counts by its own file. A program that is missing there costs money and services,
  and the student is left out of the group in every report.
fix: Look at the student's program record in the SIS. If it is right, mend the rule that writes the state
  file (dates, school or program code mostly keep it out) and upload again.
not_a_problem_when: The state file was made before the membership began, or the program is reported to the
  state by another file.
cost: {hours: 0.3}
only_if:
  sql: select count(*) > 0 from student_list l join source_systems s on s.system = l.system where s.kind =
    'state' and l.local_id is not null
  otherwise: no state file with the district's student numbers is in this delivery
--- */
with state_students as (
  select l.local_id, min(l.file) as file,
         bool_or(l.exit_date is null or l.exit_date >= as_of()) as is_enrolled,
         bool_or(coalesce(truthy(l.english_learner), upper(bare(l.english_learner)) in ('EL', 'ELL', 'LEP'))) as english_learner,
         bool_or(truthy(l.special_education)) as special_education, bool_or(truthy(l.section_504)) as section_504,
         bool_or(truthy(l.homeless)) as homeless, bool_or(truthy(l.foster)) as foster, bool_or(truthy(l.migrant)) as migrant
  from student_list l
  join source_systems s on s.system = l.system and s.kind = 'state'
  where l.local_id is not null
  group by l.local_id
),
members as (
  select m.local_id, m.program, min(m.begin_date) as begin_date, min(m.line) as line, arg_min(m.file, m.line) as file
  from program_list m
  join source_systems s on s.system = m.system and s.kind in ('sis', 'other')
  where m.program in ('english_learner', 'special_education', 'section_504', 'homeless', 'foster', 'migrant')
    and (m.begin_date is null or m.begin_date <= as_of() - interval '14' day)
    and (m.end_date is null or m.end_date >= as_of())
  group by m.local_id, m.program
),
compared as (
  select m.local_id, m.program, m.file, m.line,
         coalesce(case m.program when 'english_learner' then t.english_learner when 'special_education' then t.special_education
                                 when 'section_504' then t.section_504 when 'homeless' then t.homeless
                                 when 'foster' then t.foster else t.migrant end, false) as is_flagged
  from members m
  join state_students t on t.local_id = m.local_id and t.is_enrolled
  left join delivered_files d on d.file = t.file
  where m.begin_date is null or d.modified is null or m.begin_date <= cast(d.modified as date) - interval '14' day
),
reported as (
  -- A program that the state file hardly knows is reported some other way.
  select program from compared group by program having 2 * count(case when is_flagged then 1 end) >= count(*)
),
schools as (
  select local_id, min(org_id) as org_id from persons where is_student and local_id is not null group by local_id
)
select c.local_id as subject, o.org_id as school_id, replace(c.program, '_', ' ') as evidence, c.file, c.line
from compared c
join reported r on r.program = c.program
left join schools o on o.local_id = c.local_id
where not c.is_flagged
