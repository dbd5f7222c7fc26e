/* ---
id: DEV-011
title: Device is in use by the register, but no system manages it
module: data
role: technician
needs: [devices]
of: devices
absence_of: [google_devices, intune_devices, jamf_computers, jamf_mobile_devices, mosyle_devices]
severity: warning
says: The register says that device {subject} is in use, but no management system knows its serial number
  {evidence}.
why: It gets neither settings nor filters nor updates, or it does not exist any more and is still on the books.
fix: Find the device. Enroll it, or mark it as stored, lost or retired in the register. Compare the serial
  numbers first.
not_a_problem_when: It runs without management on purpose.
cost: {hours: 0.3}
only_if:
  sql: select count(distinct s.kind = 'asset') = 2 from devices d join source_systems s on s.system = d.system
  otherwise: there is either no asset register or no device management in this delivery
--- */
with register as (
  select d.device_id, s.source_system_id, d.serial_number, lower(coalesce(d.model, d.device_type, '')) as model, d.purchase_date, d.file, d.line
  from devices d
  join source_systems s on s.system = d.system and s.kind = 'asset'
  where d.lifecycle = 'in_service' and d.serial_number is not null
),
managed as (
  select distinct d.serial_number
  from devices d
  join source_systems s on s.system = d.system and s.kind <> 'asset'
  where d.serial_number is not null
),
compared as (
  select r.device_id, r.source_system_id, r.serial_number, r.model, r.purchase_date, r.file, r.line, m.serial_number is not null as is_managed
  from register r
  left join managed m on m.serial_number = r.serial_number
),
kept as (
  -- Only models that are managed as a rule: four of five of them are.
  select model from compared group by model
  having count(case when is_managed then 1 end) >= 4 and 5 * count(case when is_managed then 1 end) >= 4 * count(*)
)
select substr(c.device_id, length(c.source_system_id) + 2) as subject, c.serial_number as evidence, c.file, c.line
from compared c
join kept k on k.model = c.model
where not c.is_managed and (c.purchase_date is null or c.purchase_date <= as_of() - interval '60' day)
