/* ---
id: ACC-010
title: Account of a student has another address than the SIS says
module: data
role: technician
needs: [directory_users, oneroster_users]
of: directory_users
severity: warning
says: >-
  The account of {evidence} has another address in the directory than in the SIS.
column: primaryEmail
why: >-
  Tools that are fed by the SIS invite the address that it holds: the student cannot sign in, or
  another one can.
fix: >-
  Decide which address is right, and correct the other. After a change of name, rename the account
  and let the SIS follow.
not_a_problem_when: >-
  The account has the old address as an alias, and mail to both arrives.
cost: {hours: 0.2}
--- */
with named as (
  select ltrim(trim(u.identifier), '0') as number, min(u.sourced_id) as sourced_id, min(lower(trim(u.email))) as email,
         min(lower(trim(u.username))) as username, min(record_key(u.system, u.primary_org_sourced_id)) as school_id
  from oneroster_users u
  -- What is no address cannot be another one; that it is none is told by FRM-006.
  where u.identifier is not null and regexp_matches(trim(u.email), '^[^@\s,;]+@[^@\s,;]+[.][^@\s,;.]+$')
    and coalesce(u.enabled_user, true) and u.is_live
  group by ltrim(trim(u.identifier), '0')
  having count(*) = 1
),
compared as (
  select g.id, g.system, g.file, g.line, n.sourced_id, n.school_id, lower(trim(g.sign_in_name)) in (n.email, coalesce(n.username, n.email)) as agrees
  from directory_users g
  join named n on n.number = ltrim(trim(g.account_number), '0')
  where not g.is_off
)
select coalesce(c.id, c.sourced_id) as subject, c.school_id, c.sourced_id as evidence, c.file, c.line
from compared c
where not c.agrees
  -- Where most disagree, the SIS holds the private addresses of families, or this directory has names of its own.
  and c.system in (select system from compared group by system having 2 * count(case when agrees then 1 end) >= count(*))
