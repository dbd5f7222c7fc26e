/* ---
id: ACC-009
title: No student of this school has an account
module: data
role: technician
needs: [directory_users, oneroster_users, persons, person_org_roles]
of: persons
severity: note
says: None of the {evidence} students of this school has an account in the directory, though students elsewhere
  have.
why: Either the school has a directory of its own, or its accounts are not made. Then no student there can
  sign in to a Chromebook or an online test.
fix: Ask the school which accounts it uses. If it should use the district's, look at the job that makes accounts,
  mostly a school code that it does not know.
not_a_problem_when: It is a school with its own directory, a preschool, or a program in another building.
cost: {hours: 0.5}
--- */
with students as (
  select p.person_id, p.org_id, ltrim(bare(p.local_id), '0') as number, lower(bare(u.email)) as email, lower(bare(u.username)) as username, u.file, u.line
  from persons p
  join oneroster_users u on u.person_key = p.person_id
  where p.is_student and coalesce(p.is_enabled, true) and p.org_id is not null
    and p.person_id in (select person_id from person_org_roles where role = 'student' and (end_date is null or end_date >= as_of()))
),
holders as (
  select s.person_id from students s join directory_users g on ltrim(bare(g.account_number), '0') = s.number and s.number <> ''
  union
  select s.person_id from students s join directory_users g on lower(bare(g.sign_in_name)) = s.email
  union
  select s.person_id from students s join directory_users g on lower(bare(g.sign_in_name)) = s.username
),
schools as (
  select s.org_id, count(*) as students, count(h.person_id) as holders, arg_min(s.file, s.line) as file, min(s.line) as line
  from students s
  left join holders h on h.person_id = s.person_id
  group by s.org_id
)
select org_id as subject, org_id as school_id, students as evidence, file, line
from schools
where holders = 0 and students >= 10
  and (select 2 * sum(holders) >= sum(students) from schools)
