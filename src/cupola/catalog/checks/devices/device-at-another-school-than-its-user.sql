/* ---
id: DEV-008
title: Device is placed at another school than its user
module: data
role: technician
needs: [google_devices, oneroster_users, persons, person_org_roles]
of: google_devices
severity: warning
says: This device is placed in {evidence}, where nearly all others are of another school than its user's.
why: Counts, budgets and collections go by place. The device is missing where it is and looked for where it
  is not, and it follows the settings of the wrong school.
fix: If the student changed schools, move the device with the student or ask it back. If the device was handed
  on, correct its user.
not_a_problem_when: The student attends two schools, or was moved in these days.
cost: {hours: 0.2}
--- */
with students as (
  select p.person_id, lower(bare(p.local_id)) as number, lower(bare(u.email)) as email
  from persons p
  join oneroster_users u on u.person_key = p.person_id
  where p.is_student and coalesce(p.is_enabled, true)
),
schools as (
  -- Schools of today and of the last two weeks: a move takes some days to arrive.
  select r.person_id, r.org_id, max(case when r.end_date is null or r.end_date >= as_of() then 1 else 0 end) as is_now
  from person_org_roles r
  where r.role = 'student' and (r.end_date is null or r.end_date >= as_of() - interval '14' day)
    and (r.begin_date is null or r.begin_date <= as_of())
  group by r.person_id, r.org_id
),
held as (
  select g.device_id, g.file, g.line, s.person_id, g.org_unit_path, g.annotated_location
  from google_devices g
  join students s on s.email = lower(bare(g.annotated_user))
  where g.status = 'ACTIVE'
  union
  select g.device_id, g.file, g.line, s.person_id, g.org_unit_path, g.annotated_location
  from google_devices g
  join students s on s.number = lower(bare(g.annotated_user))
  where g.status = 'ACTIVE'
),
placed as (
  select device_id, file, line, person_id, 'unit' as kind, org_unit_path as place from held where org_unit_path is not null
  union all
  select device_id, file, line, person_id, 'location', annotated_location from held where annotated_location is not null
),
counted as (
  select d.kind, d.place, l.org_id, count(*) as devices
  from placed d
  join schools l on l.person_id = d.person_id and l.is_now = 1
  group by d.kind, d.place, l.org_id
),
homes as (
  -- A unit or location is a school's when four of five devices in it are of that school's students.
  select kind, place, org_id
  from (select kind, place, org_id, devices, sum(devices) over (partition by kind, place) as all_devices from counted) c
  where devices >= 5 and 5 * devices >= 4 * all_devices
),
judged as (
  select d.device_id, d.file, d.line, d.kind, d.place, min(h.org_id) as org_id, max(case when l.org_id = h.org_id then 1 else 0 end) as is_home,
         max(case when l.is_now = 1 and o.org_id is not null then 1 else 0 end) as has_home
  from placed d
  join homes h on h.kind = d.kind and h.place = d.place
  join schools l on l.person_id = d.person_id
  left join (select distinct kind, org_id from homes) o on o.kind = d.kind and o.org_id = l.org_id
  group by d.device_id, d.file, d.line, d.kind, d.place
)
select min(device_id) as subject, min(org_id) as school_id, min(place) as evidence, file, line
from judged
where is_home = 0 and has_home = 1
group by file, line
