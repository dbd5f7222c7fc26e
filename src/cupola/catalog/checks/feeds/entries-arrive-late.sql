/* ---
id: FED-006
title: Students of a school arrive in the export long after they entered
module: data
role: technician
needs: [person_org_roles, orgs, earlier_person_org_roles]
of: orgs
severity: warning
says: "{evidence} of {came} new students entered before {day} and yet were not in that day's snapshot; the longest waited {longest} days."
why: >-
  Until a student is in the export there is no account, no class in the learning systems, no device and no lunch
  record. The family hears every day that the computer does not know their child.
fix: >-
  Find out whether the school enters students late or the export leaves them out at first (a status, a missing
  schedule), and run the export every night.
not_a_problem_when: The school took in a group of students with papers dated back.
cost: {hours: 1}
--- */
with fresh as (
  select r.system, r.person_id, r.org_id, min(r.begin_date) as begin_date
  from person_org_roles r
  left join earlier_person_org_roles e on e.person_id = r.person_id and e.org_id = r.org_id
  where e.person_id is null and lower(r.role) = 'student' and r.begin_date is not null and r.begin_date <= as_of()
    and split_part(r.person_id, ':', 1) in (select distinct split_part(k.person_id, ':', 1) from earlier_person_org_roles k)
  group by r.system, r.person_id, r.org_id
),
schools as (
  select f.org_id, count(*) as came, count(case when f.begin_date < earlier_day() - 3 then 1 end) as late,
         max(date_diff('day', f.begin_date, as_of())) as longest
  from fresh f
  where f.org_id in (select e.org_id from earlier_person_org_roles e)
  group by f.org_id
)
select o.org_id as subject, o.org_id as school_id, s.late as evidence, s.came, cast(earlier_day() as varchar) as day,
       s.longest, o.file, o.line
from orgs o
join schools s on s.org_id = o.org_id
where s.late >= 5 and s.late * 2 >= s.came
