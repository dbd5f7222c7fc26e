/* ---
id: FED-008
title: New devices appear in a system long after they were bought
module: data
role: technician
needs: [devices, earlier_devices]
of: devices
severity: note
says: "{evidence} of {came} new devices were bought more than {days} days ago; the oldest purchase is {longest} days old."
why: >-
  A device that waits in a box ages like one in use, and its warranty runs. Nobody misses one that is in no list.
fix: Enter devices in the register and in management on the day they arrive, from the vendor's shipping list.
not_a_problem_when: A stock of spare devices was taken into use.
cost: {hours: 1}
--- */
with fresh as (
  select d.system, d.device_id, d.purchase_date, d.file, d.line
  from devices d
  left join earlier_devices e on e.device_id = d.device_id
  where e.device_id is null and d.purchase_date is not null and d.purchase_date <= as_of()
    and split_part(d.device_id, ':', 1) in (select split_part(p.device_id, ':', 1) from earlier_devices p)
)
select y.source_system_id as subject, cast(null as varchar) as school_id,
       count(case when f.purchase_date < as_of() - 60 then 1 end) as evidence, count(*) as came, 60 as days,
       max(date_diff('day', f.purchase_date, as_of())) as longest, min(f.file) as file, arg_min(f.line, f.file) as line
from fresh f
join source_systems y on y.system = f.system
group by y.source_system_id
having count(case when f.purchase_date < as_of() - 60 then 1 end) >= 5
   and count(case when f.purchase_date < as_of() - 60 then 1 end) * 2 >= count(*)
