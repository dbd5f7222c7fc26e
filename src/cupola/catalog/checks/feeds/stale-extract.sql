/* ---
id: FED-003
title: Device list is old
module: data
role: technician
needs: [device_observations]
of: device_observations
severity: warning
says: The newest check-in of the {devices} devices in this file is of {evidence}, {days} days before this
  delivery.
why: An old list was delivered under today's date. Devices that were lost, moved or bought since are judged
  by what was true then.
fix: Run the export again. If a scheduled job makes it, see when it last worked, and look at its sign-in.
not_a_problem_when: You check a file of the past on purpose. Then say its day with `--as-of`.
cost: {hours: 0.3}
--- */
with lists as (
  select o.system, o.file, max(o.seen_at) as newest, count(*) as devices, min(o.line) as line
  from device_observations o
  group by o.system, o.file
),
fresh as (
  select count(*) as files from lists where newest >= as_of() - interval '14' day
)
select s.source_system_id as subject, cast(cast(l.newest as date) as varchar) as evidence, l.devices,
       date_diff('day', cast(l.newest as date), as_of()) as days, l.file, l.line
from lists l
join source_systems s on s.system = l.system
cross join fresh f
-- A short list is judged only beside another that is new: a handful of devices may all be put away.
where l.newest < as_of() - interval '14' day and (l.devices >= 20 or (l.devices >= 3 and f.files > 0))
