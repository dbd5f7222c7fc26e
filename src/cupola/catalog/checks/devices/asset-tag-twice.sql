/* ---
id: DEV-002
title: Two devices of one system have the same asset tag
module: data
role: technician
needs: [devices]
of: devices
severity: warning
says: Asset tag {evidence} stands on {times} devices of this system.
why: When a device is lost, broken or handed back, nobody can say which of them it was, and the wrong family
  may get the bill.
fix: Compare serial numbers with the label on the case, and correct the tag on the device that is not the
  one.
not_a_problem_when: The field is used for something that several devices share, such as a cart.
cost: {hours: 0.2}
--- */
with tagged as (
  select d.device_id, d.system, s.source_system_id, upper(bare(d.asset_tag)) as tag, d.file, d.line
  from devices d
  join source_systems s on s.system = d.system
  where ((s.kind = 'asset' and coalesce(d.lifecycle, '') <> 'retired') or (s.kind <> 'asset' and d.lifecycle = 'in_service'))
    and upper(bare(d.asset_tag)) not in ('', '0', 'NONE', 'N/A', 'NA', 'UNKNOWN', 'TBD', 'NO TAG', '-')
),
twice as (
  select system, tag, count(*) as times from tagged group by system, tag having count(*) > 1
)
select substr(g.device_id, length(g.source_system_id) + 2) as subject, g.tag as evidence, t.times, g.file, g.line
from tagged g
join twice t on t.system = g.system and t.tag = g.tag
-- A tag on a whole cart is a group, not a mistake.
where t.times <= 4
