/* ---
id: DEV-016
title: Apple device is managed but not in the register
module: data
role: technician
needs: [devices]
of: devices
absence_of: [snipeit_assets, incident_iq_assets]
severity: warning
says: >-
  Device {evidence} is managed by Jamf, but the asset register does not hold its serial number.
why: >-
  Nobody knows who paid for it, from which grant, and who must give it back. An audit of purchases
  counts it as missing.
fix: >-
  Enter it in the register with its order and funding. If it is there under a mistyped serial
  number, correct that.
not_a_problem_when: >-
  The register is kept for other devices only, or this one is new and its papers are on the way.
cost: {hours: 0.2}
only_if:
  sql: >-
    select count(*) > 0 from source_systems s where s.source_system_id like 'jamf%' and exists
    (select 1 from source_systems a where a.kind = 'asset')
  otherwise: >-
    there is no Jamf export beside an asset register
--- */
with register as (
  select distinct d.serial_number
  from devices d
  join source_systems s on s.system = d.system and s.kind = 'asset'
  where d.serial_number is not null
),
compared as (
  select d.device_id, s.source_system_id, d.serial_number, lower(coalesce(d.model, '')) as model, d.file, d.line, r.serial_number is not null as is_registered
  from devices d
  join source_systems s on s.system = d.system and s.source_system_id like 'jamf%'
  left join register r on r.serial_number = d.serial_number
  where d.lifecycle = 'in_service' and d.serial_number is not null
),
kept as (
  -- Only models that the register keeps: four of five of them are in it.
  select model from compared group by model
  having count(case when is_registered then 1 end) >= 4 and 5 * count(case when is_registered then 1 end) >= 4 * count(*)
)
select substr(c.device_id, length(c.source_system_id) + 2) as subject, c.serial_number as evidence, c.file, c.line
from compared c
join kept k on k.model = c.model
where not c.is_registered
