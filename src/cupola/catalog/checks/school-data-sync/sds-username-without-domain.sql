/* ---
id: SDS-019
title: Username lacks the domain that the others have
module: data
role: technician
needs: [sds_users]
of: sds_users
severity: warning
says: "The username has no domain; nearly all others of the set have one."
column: username
why: >-
  School Data Sync makes an account only from a full sign-in name, and passes the person over.
fix: >-
  Write the full sign-in name, with @ and the domain.
not_a_problem_when: >-
  The account exists, and is found by another column.
cost: {hours: 0.2}
--- */
with domains as (
  select u.system, count(*) as users, count(*) filter (where contains(u.username, '@')) as full_names
  from sds_users u
  where u.username is not null
  group by u.system
)
select u.sourced_id as subject, cast(null as varchar) as school_id, cast(null as varchar) as evidence, u.file, u.line
from sds_users u
join domains d on d.system = u.system
where u.username is not null and not contains(u.username, '@') and d.full_names * 2 > d.users
