/* ---
id: ATT-001
title: Attendance is recorded for a student whom no system knows
module: data
role: school_office
needs: [attendance_list, persons, person_org_roles]
of: attendance_list
severity: error
says: '{rows} attendance rows from {first_day} to {last_day} are of student number {subject}, which nobody
  has.'
column: local_id
why: A real child was absent and the record hangs at nobody. The family is not called, and the state's attendance
  count is wrong.
fix: See who was meant. Mostly a digit is wrong, or the student was entered twice and one record deleted.
  Move the absences to the right number.
not_a_problem_when: The student left long ago and the roster holds no leavers.
cost: {hours: 0.3}
--- */
with known as (
  -- Numbers that differ only in leading zeros are a fault of form, not unknown.
  select ltrim(upper(bare(local_id)), '0') as number from persons where local_id is not null group by 1
),
listed as (
  select ltrim(upper(bare(a.local_id)), '0') as number, a.system, min(bare(a.local_id)) as local_id, min(a.school_code) as school_code, count(*) as times,
         min(a.date) as first_day, max(a.date) as last_day, min(a.line) as line, arg_min(a.file, a.line) as file
  from attendance_list a
  where bare(a.local_id) <> ''
  group by 1, a.system
),
compared as (
  select l.number, l.system, l.local_id, l.school_code, l.times, l.first_day, l.last_day, l.line, l.file, k.number is not null as is_known
  from listed l
  left join known k on k.number = l.number
),
memory as (
  -- A roster that holds leavers knows everybody; from others a student is gone soon after leaving.
  select count(*) > 0 as holds_leavers from persons p
  where p.is_student and (not p.is_enabled or p.person_id in (select person_id from person_org_roles where end_date < as_of() - interval '14' day))
),
agreeing as (
  -- Lists that know students under numbers of their own cannot be compared.
  select system from compared group by system having 2 * count(case when is_known then 1 end) >= count(*)
)
select c.local_id as subject, cast(c.times as varchar) as evidence, c.times as rows, cast(c.first_day as varchar) as first_day,
       cast(c.last_day as varchar) as last_day, c.school_code, c.file, c.line
from compared c
join agreeing g on g.system = c.system
cross join memory m
where not c.is_known and (m.holds_leavers or c.last_day >= as_of() - interval '14' day)
