/* ---
id: FED-002
title: Devices of one unit have stopped checking in while the others go on
module: data
role: technician
needs: [google_devices]
of: google_devices
severity: warning
says: None of the {devices} active devices in {subject} has checked in since {evidence}; others have since
  {others}.
why: A whole school's devices are cut off from updates, filters and the lost-device switch. Mostly its network,
  its filter or a certificate is the cause, and nobody has called yet.
fix: Call the school. Look at its internet line, its wireless network and what was changed on that day.
not_a_problem_when: The school is closed, or the devices of this unit were collected and stored.
cost: {hours: 1}
--- */
with active as (
  select system, org_unit_path, cast(last_sync as date) as seen_on, file, line
  from google_devices
  where status = 'ACTIVE' and org_unit_path is not null and last_sync <= as_of() + interval '2' day
),
units as (
  select system, org_unit_path, max(seen_on) as last_day, count(*) as devices, min(file) as file, min(line) as line
  from active
  group by system, org_unit_path
),
newest as (
  select system, max(last_day) as others, count(*) as all_units from units group by system
),
alive as (
  -- When most of the units are quiet, it is a holiday or an old export.
  select u.system, n.others from units u join newest n on n.system = u.system and u.last_day >= n.others - interval '3' day
  group by u.system, n.others, n.all_units
  having 2 * count(*) >= n.all_units
),
silent as (
  select u.system, u.org_unit_path, u.last_day, u.devices, v.others, u.file, u.line
  from units u
  join alive v on v.system = u.system
  -- More than five school days are more than a week. What stopped two months ago was put away.
  where u.last_day < v.others - interval '7' day and u.last_day >= as_of() - interval '60' day and u.devices >= 10
    and not regexp_matches(lower(u.org_unit_path), '(stor|stock|spare|repair|retire|surplus|lost|loan|deprovision|disposal)')
)
select s.org_unit_path as subject, cast(s.last_day as varchar) as evidence, s.devices, cast(s.others as varchar) as others, s.file, s.line
from silent s
join active a on a.system = s.system and a.org_unit_path = s.org_unit_path
group by s.org_unit_path, s.last_day, s.devices, s.others, s.file, s.line
-- Most were in use until then.
having count(case when a.seen_on > s.last_day - interval '20' day then 1 end) >= 10
   and 2 * count(case when a.seen_on > s.last_day - interval '20' day then 1 end) >= s.devices
