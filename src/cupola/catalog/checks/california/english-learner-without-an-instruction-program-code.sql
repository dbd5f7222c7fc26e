/* ---
id: CAL-011
title: English learner is in no language instruction program
module: data
role: registrar
needs: [calpads_language, calpads_program, calpads_enrollment]
of: calpads_language
severity: error
says: >-
  Student {subject} is an English learner, and the upload holds no language instruction program (300
  to 307) for the student.
column: elas
why: >-
  Every learner must be served by a program, and the state refuses the upload without one.
fix: >-
  Enter the program the student is in with its first day, and upload the programs again.
not_a_problem_when: >-
  The student arrived in these days.
cost: {hours: 0.2}
only_if:
  sql: >-
    select count(*) > 0 from calpads_program where trim(program_code) between '300' and '307'
  otherwise: >-
    the upload holds no language instruction programs
--- */
with latest as (
  select trim(ssid) as ssid, arg_max(elas, elas_start_date) as elas, max(elas_start_date) as since,
         arg_max(line, elas_start_date) as line, arg_max(file, elas_start_date) as file
  from calpads_language
  where trim(ssid) <> '' and elas_start_date is not null
  group by trim(ssid)
),
here as (
  select trim(ssid) as ssid, min(school_of_attendance) as school_code
  from calpads_enrollment
  where trim(ssid) <> '' and (enrollment_exit_date is null or enrollment_exit_date >= as_of())
  group by trim(ssid)
),
served as (
  select distinct trim(ssid) as ssid
  from calpads_program
  where trim(program_code) between '300' and '307' and (membership_end_date is null or membership_end_date >= as_of())
),
learners as (
  select l.ssid, l.file, l.line, l.since, h.school_code, s.ssid is not null as is_served
  from latest l
  join here h on h.ssid = l.ssid
  left join served s on s.ssid = l.ssid
  where l.elas = 'EL'
)
select coalesce(c.local_id, c.ssid) as subject, cast(null as varchar) as evidence, n.school_code, c.file, c.line
from learners n
join calpads_language c on c.file = n.file and c.line = n.line
where not n.is_served and n.since <= as_of() - interval '30' day
  and (select 2 * count(case when is_served then 1 end) >= count(*) from learners)
