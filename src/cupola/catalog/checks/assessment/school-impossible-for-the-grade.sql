/* ---
id: ASM-003
title: Test result names a school that does not teach the grade
module: data
role: data_steward
needs: [result_list, person_org_roles, org_identifiers]
of: result_list
severity: warning
says: This result of grade {evidence} is placed at a school that teaches grades {lowest} to {highest}.
column: school_code
why: Mostly last year's school was overwritten with this year's when students moved up. Every comparison of
  schools over the years is then wrong, without anybody seeing it.
fix: Take the school from the testing system as it was on the day of the test, and keep results of past years
  as they were.
not_a_problem_when: The school taught this grade when the test was given, and has changed since.
cost: {hours: 0.1}
--- */
with taught as (
  select r.org_id, case when r.grade = 'PK' then -2 when r.grade = 'TK' then -1 when r.grade = 'KG' then 0
                        when r.grade in ('01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12') then cast(r.grade as integer) end as place,
         count(distinct r.person_id) as students
  from person_org_roles r
  where r.role = 'student' and (r.end_date is null or r.end_date >= as_of())
  group by 1, 2
),
spans as (
  -- A grade with hardly any student is a slip of somebody's pen, not a grade the school teaches.
  select org_id, min(place) as lowest, max(place) as highest
  from (select org_id, place, students, sum(students) over (partition by org_id) as all_students from taught where place is not null) g
  where 50 * students >= all_students and all_students >= 5
  group by org_id
),
codes as (
  select ltrim(upper(bare(value)), '0') as code, min(org_id) as org_id
  from org_identifiers
  where id_type <> 'sourced_id'
  group by 1
  having count(distinct org_id) = 1
),
placed as (
  select r.record_id, r.local_id, r.state_id, r.grade, r.school_code, r.file, r.line, o.org_id,
         case when r.grade = 'PK' then -2 when r.grade = 'TK' then -1 when r.grade = 'KG' then 0
              when r.grade in ('01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12') then cast(r.grade as integer) end as place
  from result_list r
  join codes o on o.code = ltrim(upper(bare(r.school_code)), '0')
),
impossible as (
  select p.record_id, p.local_id, p.state_id, p.grade, p.org_id, p.file, p.line, s.lowest, s.highest,
         count(*) over (partition by p.org_id, p.grade) as together,
         row_number() over (partition by p.org_id, p.grade order by p.file, p.line) as number
  from placed p
  join spans s on s.org_id = p.org_id
  where p.place < s.lowest or p.place > s.highest
)
-- A whole grade at once is told once: perhaps the school taught it when the test was given.
select coalesce(i.record_id, i.local_id, i.state_id) as subject, i.org_id as school_id, i.grade as evidence,
       case i.lowest when -2 then 'PK' when -1 then 'TK' when 0 then 'KG' else lpad(cast(i.lowest as varchar), 2, '0') end as lowest,
       case i.highest when -2 then 'PK' when -1 then 'TK' when 0 then 'KG' else lpad(cast(i.highest as varchar), 2, '0') end as highest,
       i.file, i.line
from impossible i
where i.together < 25 or i.number = 1
