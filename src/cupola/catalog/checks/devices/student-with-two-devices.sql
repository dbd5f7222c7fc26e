/* ---
id: DEV-009
title: Student has two devices of the same kind
module: data
role: school_office
needs: [devices, device_assignments, oneroster_users, persons]
of: devices
severity: warning
says: This {device_type} is one of {times} that are assigned to student {evidence}.
why: One of them is missing somewhere else. Mostly a loaner was never taken back, or a device was handed on
  without a word to the register.
fix: Ask the student which device is in use, and check the other in.
not_a_problem_when: One device stays at school and one at home by agreement, for example in a special education
  plan.
cost: {hours: 0.2}
--- */
with students as (
  select u.sourced_id, p.org_id, lower(bare(u.email)) as email
  from persons p
  join oneroster_users u on u.person_key = p.person_id
  where p.is_student and not coalesce(p.is_staff, false) and u.email is not null
),
held as (
  select a.device_id, a.system, a.email, d.device_type, d.file, d.line
  from device_assignments a
  join devices d on d.device_id = a.device_id
  where a.kind in ('annotated', 'assigned', 'checked_out') and a.email like '%@%'
    and d.lifecycle = 'in_service' and d.device_type in ('chromebook', 'laptop', 'tablet')
),
several as (
  select system, email, device_type, count(distinct device_id) as times
  from held
  group by system, email, device_type
  having count(distinct device_id) between 2 and 4
)
select substr(h.device_id, length(s.source_system_id) + 2) as subject, min(t.org_id) as school_id, min(t.sourced_id) as evidence,
       h.device_type, v.times, h.file, h.line
from several v
join held h on h.system = v.system and h.email = v.email and h.device_type = v.device_type
join students t on t.email = v.email
join source_systems s on s.system = h.system
group by h.device_id, s.source_system_id, h.device_type, v.times, h.file, h.line
-- An address that several students share is that of a class.
having count(distinct t.sourced_id) = 1
