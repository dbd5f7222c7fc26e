/* ---
id: STF-004
title: Teacher on the payroll is unknown to the SIS
module: data
role: hr
needs: [position_list, oneroster_users]
of: position_list
severity: warning
says: >-
  {subject} holds an open position as {evidence}, and the SIS knows nobody under this number.
column: staff_id
why: >-
  A teacher whom the SIS does not know has no classes, no roster and no account, and is missing in
  the state's staff report.
fix: >-
  Ask the school whether the person teaches. If so, create the user in the SIS with the employee
  number; if the number differs, put it right.
not_a_problem_when: >-
  The person begins in these days, or teaches where no rosters are kept.
cost: {hours: 0.3}
--- */
with known as (
  select distinct ltrim(upper(trim(identifier)), '0') as number from oneroster_users where identifier is not null
),
open_posts as (
  select system, staff_id, min(job_title) as job_title, min(line) as line, arg_min(file, line) as file, min(school_code) as school_code
  from position_list
  where lower(job_title) like '%teacher%' and lower(job_title) not like '%substitute%'
    and (begin_date is null or begin_date <= as_of() - interval '14' day) and (end_date is null or end_date >= as_of())
  group by system, staff_id
),
compared as (
  select p.system, p.staff_id, p.job_title, p.school_code, p.file, p.line, k.number is not null as is_known
  from open_posts p
  left join known k on k.number = ltrim(upper(trim(p.staff_id)), '0')
)
select c.staff_id as subject, c.job_title as evidence, c.school_code, c.file, c.line
from compared c
where not c.is_known
  -- Where most are unknown, the SIS carries other numbers than human resources.
  and (select 2 * count(case when is_known then 1 end) >= count(*) from compared)
