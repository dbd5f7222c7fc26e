/* ---
id: DEV-003
title: Device has no real serial number
module: data
role: technician
needs: [devices]
of: devices
severity: warning
says: This {evidence} has no serial number, or only a placeholder such as 'To be filled by O.E.M.'.
why: Without it the device cannot be found again in any other system, claimed on warranty, or reported as
  stolen.
fix: Read the serial number off the case or the start screen and enter it. A placeholder comes from the board
  and is changed with the maker's tool.
not_a_problem_when: It is a virtual machine or was built from parts.
cost: {hours: 0.2}
--- */
with kept as (
  select d.device_id, d.system, coalesce(d.device_type, 'device') as device_type, d.serial_number, d.file, d.line
  from devices d
  where coalesce(d.lifecycle, '') not in ('retired', 'lost')
),
kinds as (
  -- Only kinds of device that carry one as a rule: chairs, carts and private telephones do not.
  select system, device_type
  from kept
  group by system, device_type
  having count(serial_number) >= 9 and 10 * count(serial_number) >= 9 * count(*)
)
select substr(k.device_id, length(s.source_system_id) + 2) as subject, k.device_type as evidence, k.file, k.line
from kept k
join kinds n on n.system = k.system and n.device_type = k.device_type
join source_systems s on s.system = k.system
where k.serial_number is null
