/* ---
id: DEV-004
title: Device is assigned to somebody whom no system knows
module: data
role: technician
needs: [devices, device_assignments, directory_users, oneroster_users]
of: devices
severity: warning
says: This device is assigned to an address of the district that neither the directory nor the SIS knows.
why: Nobody answers for the device. Mostly the address was mistyped, or the person left and the account is
  deleted.
fix: See who signed in last, ask the school, and assign the device to the right person or put it back into
  stock.
not_a_problem_when: The address is a second address of a person, or of a group or room.
cost: {hours: 0.2}
--- */
with held as (
  select a.device_id, a.email, split_part(a.email, '@', 2) as domain, a.system, a.file, a.line
  from device_assignments a
  join devices d on d.device_id = a.device_id and coalesce(d.lifecycle, 'in_service') in ('in_service', 'unknown')
  where a.kind in ('annotated', 'assigned', 'checked_out')
    and regexp_matches(a.email, '^[^@ ]+@[^@ ]+[.][a-z]+$')
),
known as (
  select lower(bare(sign_in_name)) as address from directory_users
  union
  select lower(bare(email)) from oneroster_users where email is not null
  union
  select lower(bare(username)) from oneroster_users where username like '%@%'
),
own_domains as (
  select split_part(lower(bare(sign_in_name)), '@', 2) as domain
  from directory_users
  group by 1
  having 100 * count(*) >= (select count(*) from directory_users)
),
compared as (
  select h.device_id, h.system, h.file, h.line, k.address is not null as is_known
  from held h
  join own_domains o on o.domain = h.domain
  left join known k on k.address = h.email
),
agreeing as (
  -- A system whose holders are mostly unknown writes addresses in a form of its own.
  select system from compared group by system having 2 * count(case when is_known then 1 end) >= count(*)
)
select substr(c.device_id, length(s.source_system_id) + 2) as subject, cast(null as varchar) as evidence, c.file, c.line
from compared c
join agreeing a on a.system = c.system
join source_systems s on s.system = c.system
where not c.is_known
