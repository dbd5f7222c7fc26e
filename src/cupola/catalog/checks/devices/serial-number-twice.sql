/* ---
id: DEV-001
title: Two devices of one system have the same serial number
module: data
role: technician
needs: [devices]
of: devices
severity: error
says: Serial number {evidence} stands on {times} devices of this system.
why: One of them is not what the record says. A repair, a warranty claim or a theft report then goes to the
  wrong device, and the count of devices is wrong.
fix: Take the devices in hand, read the serial number off the case, and correct the one that was mistyped.
  If both records mean one device, merge them.
not_a_problem_when: One record is of a device that was wiped and enrolled again. Then remove the old record.
cost: {hours: 0.3}
--- */
with kept as (
  -- Intune keeps the old record of a device that was enrolled anew: it has a check of its own (DEV-014).
  select d.device_id, d.system, s.source_system_id, d.serial_number, d.file, d.line
  from devices d
  join source_systems s on s.system = d.system
  where ((s.kind = 'asset' and coalesce(d.lifecycle, '') <> 'retired') or (d.os = 'ChromeOS' and d.lifecycle = 'in_service'))
    and length(d.serial_number) >= 6 and regexp_matches(d.serial_number, '[0-9]')
),
twice as (
  select system, serial_number, count(*) as times from kept group by system, serial_number having count(*) > 1
)
select substr(k.device_id, length(k.source_system_id) + 2) as subject, k.serial_number as evidence, t.times, k.file, k.line
from kept k
join twice t on t.system = k.system and t.serial_number = k.serial_number
