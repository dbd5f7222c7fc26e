/* ---
id: DEV-005
title: Device is still assigned to somebody who has left
module: data
role: school_office
needs: [devices, device_assignments, oneroster_users, persons, person_org_roles]
of: devices
severity: warning
says: This device is still assigned to {evidence}, who is no longer active in the SIS.
why: A device that is not asked back in the first weeks is mostly lost, and the next student goes without
  or the district buys another.
fix: Ask the family or the former colleague for the device, then check it in. If it is back already, check
  it in.
not_a_problem_when: The district lets leavers keep their device, or collects devices at the end of the year.
cost: {hours: 0.5}
--- */
with people as (
  select p.local_id, lower(bare(u.email)) as email, lower(bare(u.username)) as username, u.sourced_id, p.org_id,
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
held as (
  select a.device_id, a.email as holder, a.system, a.file, a.line
  from device_assignments a
  join devices d on d.device_id = a.device_id and coalesce(d.lifecycle, 'in_service') in ('in_service', 'unknown')
  where a.kind in ('annotated', 'assigned', 'checked_out') and a.email is not null
),
pairs as (
  select h.device_id, h.system, h.file, h.line, p.sourced_id, p.org_id, p.is_current from held h join people p on p.email = h.holder
  union all
  select h.device_id, h.system, h.file, h.line, p.sourced_id, p.org_id, p.is_current from held h join people p on p.username = h.holder
  union all
  select h.device_id, h.system, h.file, h.line, p.sourced_id, p.org_id, p.is_current from held h join people p on lower(p.local_id) = h.holder
),
holders as (
  select device_id, system, file, line, min(sourced_id) as sourced_id, min(org_id) as org_id, bool_or(is_current) as is_current
  from pairs group by device_id, system, file, line
)
select substr(h.device_id, length(s.source_system_id) + 2) as subject, h.org_id as school_id, h.sourced_id as evidence, h.file, h.line
from holders h
join source_systems s on s.system = h.system
where not h.is_current
  -- When every third device would be a leaver's, the roster is between two school years.
  and (select 3 * count(case when not is_current then 1 end) < count(*) from holders)
