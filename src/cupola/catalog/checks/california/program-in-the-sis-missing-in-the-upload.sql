/* ---
id: CAL-017
title: Student takes part in a program, but the upload does not say so
module: data
role: data_steward
needs: [program_list, calpads_program, calpads_enrollment]
of: program_list
severity: warning
says: >-
  The SIS holds an open {evidence} membership of student {subject}, but the program upload does not.
why: >-
  Migrant, homeless and foster students and those with free or reduced-price meals are counted for
  extra funding. A missing record costs the district money in three years.
fix: >-
  See in the SIS whether the membership carries the state's code and date, and run the program
  extract again.
not_a_problem_when: >-
  The membership began in these days.
cost: {hours: 0.2}
--- */
with here as (
  select distinct trim(local_id) as local_id
  from calpads_enrollment
  where enrollment_exit_date is null or enrollment_exit_date >= as_of()
),
uploaded as (
  select distinct trim(local_id) as local_id,
         case trim(program_code) when '135' then 'migrant' when '144' then 'special_education' when '190' then 'foster'
              when '191' then 'homeless' when '181' then 'food_service' when '182' then 'food_service' end as program
  from calpads_program
  where membership_end_date is null or membership_end_date >= as_of()
),
members as (
  select m.local_id, m.program, min(m.line) as line, arg_min(m.file, m.line) as file
  from program_list m
  join source_systems s on s.system = m.system and s.kind in ('sis', 'other')
  where m.program in ('migrant', 'special_education', 'foster', 'homeless', 'food_service')
    and m.begin_date <= as_of() - interval '14' day and (m.end_date is null or m.end_date >= as_of())
  group by m.local_id, m.program
),
compared as (
  select m.local_id, m.program, m.file, m.line, u.local_id is not null as is_uploaded
  from members m
  join here h on h.local_id = m.local_id
  left join uploaded u on u.local_id = m.local_id and u.program = m.program
),
reported as (
  -- A program that the upload hardly knows is reported some other way.
  select program from compared group by program having 2 * count(case when is_uploaded then 1 end) >= count(*)
)
select c.local_id as subject, replace(c.program, '_', ' ') as evidence, c.file, c.line
from compared c
join reported r on r.program = c.program
where not c.is_uploaded
