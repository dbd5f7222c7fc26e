/* ---
id: DEM-009
title: Birth date or sex is not the same in SIS and state file
module: data
role: registrar
needs: [student_list, oneroster_users, oneroster_demographics]
of: student_list
severity: error
says: >-
  The {evidence} of student {subject} is another one in the state file than in the SIS.
column: birth_date
why: >-
  The state matches students by number, birth date and sex. Where they disagree it refuses the
  record or takes the student for somebody else.
fix: >-
  Look at the birth certificate. Correct the wrong system, and ask the state for a correction where
  it is the state's.
not_a_problem_when: >-
  The family changed the papers and one system follows later.
cost: {hours: 0.3}
--- */
with reported as (
  select ltrim(trim(l.local_id), '0') as number, min(l.local_id) as local_id, min(l.birth_date) as birth_date, max(l.birth_date) as last_birth_date,
         min(case when upper(trim(l.sex)) like 'F%' then 'F' when upper(trim(l.sex)) like 'M%' then 'M' end) as sex,
         min(l.school_code) as school_code, min(l.line) as line, arg_min(l.file, l.line) as file
  from student_list l
  join source_systems s on s.system = l.system and s.kind = 'state'
  where trim(l.local_id) <> ''
  group by l.system, ltrim(trim(l.local_id), '0')
),
crowded as (
  -- One date on so many people is a fault of its own, told by DEM-004.
  select d.system, d.birth_date
  from oneroster_demographics d
  join (
    select system, count(*) / 5000.0 as usual from oneroster_demographics where birth_date is not null group by system
  ) t on t.system = d.system
  where d.birth_date is not null and d.is_live
  group by d.system, d.birth_date, t.usual
  having count(*) > (6 + 6 * t.usual) * case when month(d.birth_date) = 1 and day(d.birth_date) = 1 then 2 else 1 end
),
known as (
  select u.system, ltrim(trim(u.identifier), '0') as number, min(d.birth_date) as birth_date,
         min(case when upper(trim(d.sex)) like 'F%' then 'F' when upper(trim(d.sex)) like 'M%' then 'M' end) as sex
  from oneroster_demographics d
  join oneroster_users u on u.system = d.system and u.sourced_id = d.sourced_id
  where u.identifier is not null and u.is_live and d.is_live
  group by u.system, ltrim(trim(u.identifier), '0')
  having count(*) = 1
),
compared as (
  select r.local_id, r.school_code, r.file, r.line,
         case when w.birth_date is not null then null when r.birth_date <> k.birth_date and r.last_birth_date <> k.birth_date then 'birth date' when r.sex <> k.sex then 'sex' end as what
  from reported r
  join known k on k.number = r.number
  left join crowded w on w.system = k.system and w.birth_date = k.birth_date
)
select c.local_id as subject, c.what as evidence, c.school_code, c.file, c.line
from compared c
where c.what is not null
  -- Where a fifth disagrees, the numbers of the two systems are not the same thing.
  and (select 5 * count(what) <= count(*) or count(what) <= 5 from compared)
