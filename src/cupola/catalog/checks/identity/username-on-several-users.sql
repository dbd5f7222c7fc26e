/* ---
id: IDN-004
title: Two people share a user name
module: data
role: technician
needs: [oneroster_users]
of: oneroster_users
severity: warning
says: "User {evidence} has the same user name; {people} people share it."
column: username
why: >-
  One of them signs in as the other and sees another person's classes, grades or messages; most systems
  refuse the second account.
fix: >-
  Look the user name up in the directory and see whose it is. Give the other person a new one in the student
  information system, then export again.
not_a_problem_when: The two rows are one person, such as a teacher who is a parent too and signs in once.
cost: {hours: 0.2}
--- */
with logins as (
  select u.system, lower(bare(u.username)) as login, count(*) as people
  from oneroster_users u
  where u.username is not null and coalesce(u.enabled_user, true)
    and u.is_live
  group by u.system, lower(bare(u.username))
  having count(*) > 1
),
holders as (
  select u.system, u.sourced_id, u.primary_org_sourced_id, u.file, u.line, l.login, l.people,
         lower(strip_accents(bare(u.given_name) || ' ' || bare(u.family_name))) as name,
         row_number() over (partition by u.system, l.login order by u.file, u.line) as place
  from logins l
  join oneroster_users u on u.system = l.system and lower(bare(u.username)) = l.login
  where coalesce(u.enabled_user, true) and u.is_live
    and l.login not in ('', '-', '0', 'x', 'n/a', 'na', 'none', 'null', 'unknown', 'tbd', 'no account', 'noaccount')
),
named as (
  select k.system, k.sourced_id as child, trim(unnest(string_split(k.agent_sourced_ids, ','))) as agent
  from oneroster_users k
  where k.agent_sourced_ids is not null and exists (select 1 from logins l where l.system = k.system)
),
parents as (
  select distinct named.system, named.child, named.agent
  from named
  join holders h on h.system = named.system and h.sourced_id = named.agent
),
pairs as (
  select h.system, h.sourced_id, h.primary_org_sourced_id, h.people, h.file, h.line, o.sourced_id as other_id
  from holders h
  join holders o on o.system = h.system and o.login = h.login
    and o.place = case when h.place = 1 then 2 else 1 end
  where h.sourced_id <> o.sourced_id and coalesce(h.name, '') <> coalesce(o.name, '?')
)
select p.sourced_id as subject, record_key(p.system, p.primary_org_sourced_id) as school_id,
       p.other_id as evidence, p.people, p.file, p.line
from pairs p
where not exists (select 1 from parents a
                  join parents b on b.system = a.system and b.child = a.child
                  where a.system = p.system and a.agent = p.sourced_id and b.agent = p.other_id)
