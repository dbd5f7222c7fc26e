/* ---
id: DEV-002
title: Two managed devices have the same asset tag
module: data
role: technician
needs: [google_devices]
of: google_devices
severity: warning
says: "Asset tag {evidence} is written on {times} active devices."
column: annotatedAssetId
why: When a device is lost, broken or handed back, nobody can say which of them it was, and the wrong family may get the bill.
fix: Compare serial numbers with the register and correct the tag on the device that is not the one.
not_a_problem_when: The field is used for something that several devices share, such as a cart.
cost: {hours: 0.2}
--- */
with tagged as (
  select device_id, system, upper(trim(annotated_asset_id)) as tag, file, line
  from google_devices
  where status = 'ACTIVE'
    and upper(trim(annotated_asset_id)) not in ('', '0', 'NONE', 'N/A', 'NA', 'UNKNOWN', 'TBD', 'NO TAG', '-')
),
twice as (
  select system, tag, count(*) as times from tagged group by system, tag having count(*) > 1
)
select g.device_id as subject, g.tag as evidence, t.times, g.file, g.line
from tagged g
join twice t on t.system = g.system and t.tag = g.tag
-- A tag on a whole cart is a group, not a mistake.
where t.times <= 4
