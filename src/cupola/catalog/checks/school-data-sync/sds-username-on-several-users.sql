/* ---
id: SDS-018
title: One username stands on several users of the set
module: data
role: technician
needs: [sds_users]
of: sds_users
severity: error
says: "The username stands on {evidence} users."
column: username
why: >-
  One of them signs in to the account of the other, or none gets one.
fix: >-
  Give each person a username of their own. If it is one person with two rows, keep one.
not_a_problem_when: >-
  Never; an account belongs to one person.
cost: {hours: 0.2}
--- */
with several as (
  select u.system, lower(trim(u.username)) as word, count(distinct u.sourced_id) as users
  from sds_users u
  where u.username is not null
  group by u.system, lower(trim(u.username))
  having count(distinct u.sourced_id) > 1
)
select u.sourced_id as subject, cast(null as varchar) as school_id, s.users as evidence, u.file, u.line
from sds_users u
join several s on s.system = u.system and s.word = lower(trim(u.username))
