/* ---
id: ACC-006
title: Account of somebody who is here is suspended
module: data
role: technician
needs: [directory_users, oneroster_users, persons, person_org_roles]
of: directory_users
severity: warning
says: The account of {evidence}, who is active in the SIS, is suspended or archived.
why: The student cannot work and the teacher cannot teach with it. Often the nightly job suspended somebody
  who changed schools or came back.
fix: Ask the school whether it is meant. If not, enable the account and see why the job switched it off.
not_a_problem_when: The account was taken away on purpose, for example as a measure of discipline, during
  a leave, or after a break-in.
cost: {hours: 0.2}
--- */
with people as (
  select p.person_id, ltrim(bare(p.local_id), '0') as number, lower(bare(u.email)) as email, u.sourced_id, p.org_id
  from persons p
  join oneroster_users u on u.person_key = p.person_id
  join (
    select person_id, system from person_org_roles
    where (end_date is null or end_date >= as_of()) and (begin_date is null or begin_date <= as_of())
    group by person_id, system
  ) r on r.person_id = p.person_id and r.system = p.system
  where (p.is_student or p.is_staff) and coalesce(p.is_enabled, true)
    and lower(coalesce(u.status, 'active')) not in ('tobedeleted', 'inactive')
),
accounts_seen as (
  select id, ltrim(bare(account_number), '0') as number, lower(bare(sign_in_name)) as address,
         is_off, file, line
  from directory_users
),
pairs as (
  select a.file, a.line, a.id, a.is_off, p.person_id, p.sourced_id, p.org_id from accounts_seen a join people p on p.number = a.number and a.number <> ''
  union
  select a.file, a.line, a.id, a.is_off, p.person_id, p.sourced_id, p.org_id from accounts_seen a join people p on p.email = a.address
),
without_any as (
  select person_id from pairs group by person_id having bool_and(is_off)
)
select coalesce(min(b.id), min(b.sourced_id)) as subject, min(b.org_id) as school_id, min(b.sourced_id) as evidence, b.file, b.line
from pairs b
join without_any w on w.person_id = b.person_id
-- When every fifth account is off, it is the season: accounts rest over the summer.
where (select 5 * count(case when is_off then 1 end) <= count(*) from pairs)
group by b.file, b.line
