/* ---
id: DEV-010
title: Chromebook is managed but not in the register
module: data
role: technician
needs: [google_devices, devices]
of: google_devices
absence_of: [snipeit_assets, incident_iq_assets]
severity: warning
says: Chromebook {evidence} is in use, but the asset register does not hold its serial number.
why: Nobody knows who paid for it, from which grant, and who must give it back. An audit of purchases counts
  it as missing.
fix: Enter it in the register with its order and funding. If it is there under a mistyped serial number, correct
  that.
not_a_problem_when: The register is kept for other devices only, or this one is new and its papers are on
  the way.
cost: {hours: 0.2}
only_if:
  sql: select count(*) > 0 from source_systems where kind = 'asset'
  otherwise: there is no asset register in this delivery
--- */
with managed as (
  select device_id, upper(bare(serial_number)) as serial, lower(coalesce(model, '')) as model,
         coalesce(first_enrollment_time, last_enrollment_time) as enrolled_at, file, line
  from google_devices
  where status = 'ACTIVE' and upper(bare(serial_number)) not in ('', '0', '00000000', 'NONE', 'N/A', 'NA', 'UNKNOWN', 'DEFAULT STRING', 'SYSTEM SERIAL NUMBER', 'TO BE FILLED BY O.E.M.', 'NOT SPECIFIED', 'NOT AVAILABLE')
),
register as (
  select distinct d.serial_number as serial
  from devices d
  join source_systems s on s.system = d.system and s.kind = 'asset'
  where d.serial_number is not null
),
compared as (
  select m.device_id, m.serial, m.model, m.enrolled_at, m.file, m.line, r.serial is not null as is_registered
  from managed m
  left join register r on r.serial = m.serial
),
kept as (
  -- Only models that the register keeps: four of five of them are in it.
  select model from compared group by model
  having count(case when is_registered then 1 end) >= 4 and 5 * count(case when is_registered then 1 end) >= 4 * count(*)
)
select c.device_id as subject, c.serial as evidence, c.file, c.line
from compared c
join kept k on k.model = c.model
where not c.is_registered and (c.enrolled_at is null or c.enrolled_at <= as_of() - interval '14' day)
