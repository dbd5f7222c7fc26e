/* ---
id: DEV-006
title: Device in use has not been heard of for more than six weeks
module: data
role: technician
needs: [devices, device_observations]
of: devices
severity: warning
says: This device was last heard of on {evidence}, {days} days ago.
why: It may be lost, broken at home or in a drawer. It gets no updates meanwhile, and the student has perhaps
  nothing to work with.
fix: Ask the student or the school where it is. Mark it as stored, in repair or lost, so that it is not counted
  as in use.
not_a_problem_when: It is a spare that is not marked as such, or the holidays were long.
cost: {hours: 0.2}
--- */
with last_seen as (
  select o.device_id, cast(max(o.seen_at) as date) as seen_on from device_observations o group by o.device_id
),
put_away as (
  -- What one system says is stored, in repair, lost or retired is not silent by mistake in another.
  select distinct serial_number from devices where lifecycle in ('stock', 'repair', 'lost', 'retired') and serial_number is not null
),
active as (
  select d.device_id, d.system, d.file, d.line, l.seen_on, l.seen_on < as_of() - interval '45' day as is_silent
  from devices d
  join last_seen l on l.device_id = d.device_id
  left join put_away a on a.serial_number = d.serial_number
  where d.lifecycle = 'in_service' and a.serial_number is null
),
alive as (
  -- When most are silent, it is the summer or an old export.
  select system from active group by system having 2 * count(case when is_silent then 1 end) <= count(*)
)
select substr(a.device_id, length(s.source_system_id) + 2) as subject, cast(a.seen_on as varchar) as evidence,
       date_diff('day', a.seen_on, as_of()) as days, a.file, a.line
from active a
join alive v on v.system = a.system
join source_systems s on s.system = a.system
where a.is_silent
