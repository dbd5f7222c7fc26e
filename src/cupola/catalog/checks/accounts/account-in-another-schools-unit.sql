/* ---
id: ACC-005
title: Student's account lies in the unit of another school
module: data
role: technician
needs: [directory_users, oneroster_users, persons, person_org_roles]
of: directory_users
severity: warning
says: The account of student {evidence} lies in {org_unit}, where nearly all others are of another school.
why: Settings, filters, apps and printers follow the unit. The student gets those of the old school, and its
  staff still can reset the password.
fix: Move the account to the unit of the student's school. When many are affected, the job that moves accounts
  has stopped or does not know a school's new code.
not_a_problem_when: The student attends two schools, or was moved in these days.
cost: {hours: 0.1}
--- */
with students as (
  select p.person_id, p.local_id, ltrim(bare(p.local_id), '0') as number, u.sourced_id, lower(bare(u.email)) as email, p.system
  from persons p
  join oneroster_users u on u.person_key = p.person_id
  where p.is_student and coalesce(p.is_enabled, true)
),
places as (
  -- Schools of today and of the last two weeks: a move takes some days to arrive.
  select r.person_id, r.org_id, max(case when r.end_date is null or r.end_date >= as_of() then 1 else 0 end) as is_now
  from person_org_roles r
  where r.role = 'student' and (r.end_date is null or r.end_date >= as_of() - interval '14' day)
    and (r.begin_date is null or r.begin_date <= as_of())
  group by r.person_id, r.org_id
),
active as (
  select id, ltrim(bare(account_number), '0') as number, lower(bare(sign_in_name)) as address, unit, file, line
  from directory_users
  where not is_off and unit is not null
),
pairs as (
  select a.file, a.line, a.id, a.unit, s.person_id, s.sourced_id, s.local_id from active a join students s on s.number = a.number and a.number <> ''
  union
  select a.file, a.line, a.id, a.unit, s.person_id, s.sourced_id, s.local_id from active a join students s on s.email = a.address
),
counted as (
  select b.unit, l.org_id, count(*) as students from pairs b join places l on l.person_id = b.person_id and l.is_now = 1
  group by b.unit, l.org_id
),
homes as (
  -- A unit is a school's when four of five students in it are of that school.
  select unit, org_id
  from (select unit, org_id, students, sum(students) over (partition by unit) as all_students from counted) c
  where students >= 5 and 5 * students >= 4 * all_students
),
own as (
  select b.file, b.line, max(case when l.org_id = h.org_id then 1 else 0 end) as is_home,
         max(case when l.is_now = 1 and l.org_id in (select org_id from homes) then 1 else 0 end) as has_home
  from pairs b
  join homes h on h.unit = b.unit
  join places l on l.person_id = b.person_id
  group by b.file, b.line
)
select coalesce(min(b.id), min(b.sourced_id)) as subject, min(h.org_id) as school_id, min(b.sourced_id) as evidence,
       min(b.unit) as org_unit, b.file, b.line
from own o
join pairs b on b.file = o.file and b.line = o.line
join homes h on h.unit = b.unit
where o.is_home = 0 and o.has_home = 1
group by b.file, b.line
