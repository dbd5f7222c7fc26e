/* ---
id: ACC-002
title: Active account belongs to nobody in the SIS
module: data
role: technician
needs: [directory_users, oneroster_users, persons]
of: directory_users
severity: warning
says: This active account in {org_unit} matches nobody in the SIS, by number or by e-mail address.
why: Nobody answers for such an account. It may belong to somebody who left long ago and still reads mail
  and files, and it costs a license.
fix: Find out whose it is. Suspend the account of somebody who left. If the person is there, put the right
  number into the account.
not_a_problem_when: It is the account of a device, a service or a substitute. Move it to a unit of its own.
cost: {hours: 0.1}
--- */
with active as (
  select g.id, g.account_number as number, lower(bare(g.sign_in_name)) as address, g.unit, g.made_at, g.file, g.line
  from directory_users g
  where not g.is_off
),
numbers as (
  select distinct ltrim(bare(local_id), '0') as number from persons where ltrim(bare(local_id), '0') <> ''
),
addresses as (
  select lower(bare(email)) as address from oneroster_users where email is not null
  union
  select lower(bare(username)) from oneroster_users where username like '%@%'
),
matched as (
  select a.id, a.number, a.address, a.unit, a.made_at, a.file, a.line,
         n.number is not null or d.address is not null as is_known
  from active a
  left join numbers n on n.number = ltrim(bare(a.number), '0')
  left join addresses d on d.address = a.address
),
counted as (
  select unit, count(*) as accounts, count(case when is_known then 1 end) as known from matched group by unit
),
units as (
  -- Only units whose accounts are nearly all of people in the SIS; elsewhere live services, rooms and staff it does not hold.
  select unit from counted where known >= 8 and 5 * known >= 4 * accounts
  union
  -- A unit with hardly an account of its own is judged by the units below it.
  select c.unit
  from counted c
  join counted b on c.accounts < 3 and c.unit <> '/' and starts_with(b.unit, c.unit || '/')
  group by c.unit
  having sum(b.known) >= 8 and 20 * sum(b.known) >= 19 * sum(b.accounts)
)
select coalesce(m.id, m.number) as subject, m.number as evidence, m.unit as org_unit, m.file, m.line
from matched m
join units u on u.unit = m.unit
where not m.is_known
  and (m.made_at is null or m.made_at <= as_of() - interval '14' day)
  and not regexp_matches(m.address, '(^|[._-])(test|demo|svc|service|kiosk|guest|sub|substitute|admin|scanner|printer|noreply|lab|training)[0-9]*([._@-])')
