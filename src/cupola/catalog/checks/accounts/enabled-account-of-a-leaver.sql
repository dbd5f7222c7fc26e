/* ---
id: ACC-003
title: Account of somebody who has left is still enabled
module: data
role: technician
needs: [directory_users, oneroster_users, persons, person_org_roles]
of: directory_users
severity: warning
says: The account of {evidence}, who is no longer active in the SIS, can still sign in.
why: Somebody who left still reads mail, shared files and class lists. Forgotten accounts are also what attackers
  use first, because nobody misses them.
fix: Suspend the account, move what is needed to a colleague, and delete it when the district's waiting time
  is over. Then see why the nightly job did not do it.
not_a_problem_when: The district lets leavers keep their account for a while, or the person works on in a
  role that the SIS does not hold.
cost: {hours: 0.1}
--- */
with people as (
  select p.person_id, ltrim(bare(p.local_id), '0') as number, lower(bare(u.email)) as email, lower(bare(u.username)) as username,
         u.sourced_id, p.org_id,
         coalesce(p.is_enabled, true) and lower(coalesce(u.status, 'active')) not in ('tobedeleted', 'inactive')
           and coalesce(r.is_open, true) as is_current
  from persons p
  join oneroster_users u on u.person_key = p.person_id
  left join (
    select person_id, system, bool_or(end_date is null or coalesce(end_date < begin_date, false) or end_date >= as_of() - interval '14' day) as is_open
    from person_org_roles group by person_id, system
  ) r on r.person_id = p.person_id and r.system = p.system
  where p.is_student or p.is_staff
),
enabled as (
  select g.id, ltrim(bare(g.account_number), '0') as number, lower(bare(g.sign_in_name)) as address, g.file, g.line
  from directory_users g
  where not g.is_off
),
pairs as (
  select e.file, e.line, e.id, p.sourced_id, p.org_id, p.is_current from enabled e join people p on p.number = e.number and e.number <> ''
  union all
  select e.file, e.line, e.id, p.sourced_id, p.org_id, p.is_current from enabled e join people p on p.email = e.address
  union all
  select e.file, e.line, e.id, p.sourced_id, p.org_id, p.is_current from enabled e join people p on p.username = e.address
),
holders as (
  select file, line, min(id) as id, min(sourced_id) as sourced_id, min(org_id) as org_id, bool_or(is_current) as is_current
  from pairs group by file, line
)
select coalesce(h.id, h.sourced_id) as subject, h.org_id as school_id, h.sourced_id as evidence, h.file, h.line
from holders h
where not h.is_current
  -- When every third account would be a leaver's, the roster is between two school years.
  and (select 3 * count(case when not is_current then 1 end) < count(*) from holders)
