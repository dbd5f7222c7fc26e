/* ---
id: ACC-007
title: Somebody who has left still is an administrator
module: data
role: technician
needs: [directory_users, oneroster_users, persons, person_org_roles]
of: directory_users
severity: error
says: The account of {evidence}, who is no longer active in the SIS, can sign in and has administrator rights.
why: This account can read every mailbox, reset every password and delete the district's data, and the person
  who holds it has left.
fix: Take the rights away and suspend the account today. Look at what it did since the person left. Then add
  administrators to the list that is checked when staff leave.
not_a_problem_when: The person still works for the district by contract and the SIS does not know it. Even
  then a named account of its own is better.
cost: {hours: 0.5}
--- */
with people as (
  select ltrim(bare(p.local_id), '0') as number, lower(bare(u.email)) as email, lower(bare(u.username)) as username, u.sourced_id, p.org_id,
         coalesce(p.is_enabled, true) and lower(coalesce(u.status, 'active')) not in ('tobedeleted', 'inactive')
           and coalesce(r.is_open, true) as is_current
  from persons p
  join oneroster_users u on u.person_key = p.person_id
  left join (
    select person_id, system, bool_or(end_date is null or coalesce(end_date < begin_date, false) or end_date >= as_of()) as is_open
    from person_org_roles group by person_id, system
  ) r on r.person_id = p.person_id and r.system = p.system
  where p.is_student or p.is_staff
),
administrators as (
  select id, ltrim(bare(account_number), '0') as number, lower(bare(sign_in_name)) as address, file, line
  from directory_users
  where is_administrator
    and not is_off
),
pairs as (
  select a.file, a.line, a.id, p.sourced_id, p.org_id, p.is_current from administrators a join people p on p.number = a.number and a.number <> ''
  union all
  select a.file, a.line, a.id, p.sourced_id, p.org_id, p.is_current from administrators a join people p on p.email = a.address
  union all
  select a.file, a.line, a.id, p.sourced_id, p.org_id, p.is_current from administrators a join people p on p.username = a.address
)
select coalesce(min(id), min(sourced_id)) as subject, min(org_id) as school_id, min(sourced_id) as evidence, file, line
from pairs
group by file, line
having not bool_or(is_current)
