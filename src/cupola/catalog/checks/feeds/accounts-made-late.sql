/* ---
id: FED-009
title: New students of a school wait long for their account
module: data
role: technician
needs: [accounts, persons, oneroster_users, person_org_roles, orgs]
of: orgs
severity: warning
says: "{evidence} of {came} students who entered since the summer waited more than a week for their account; in the middle it was {middle} days."
why: >-
  A student without an account sits in front of a locked device. A week is the time in which a child decides whether
  the new school works.
fix: Run the provisioning every night, from the same export as the other systems, and see which status it waits for.
not_a_problem_when: The school gives accounts only after the family has signed.
cost: {hours: 2}
--- */
with came as (
  select r.person_id, min(r.org_id) as org_id, min(r.begin_date) as begin_date
  from person_org_roles r
  where lower(r.role) = 'student' and r.begin_date between as_of() - 120 and as_of()
  group by r.person_id
),
known as (
  -- A directory names its people by number or address.
  select p.person_id, ltrim(bare(p.local_id), '0') as number, lower(bare(u.email)) as email
  from came c
  join persons p on p.person_id = c.person_id
  left join oneroster_users u on u.person_key = p.person_id
),
of_somebody as (
  select a.person_id, a.created_at from accounts a where a.person_id is not null and a.created_at is not null
  union all
  select k.person_id, a.created_at
  from known k
  join accounts a on ltrim(bare(a.external_id), '0') = k.number
  where k.number <> '' and a.created_at is not null
  union all
  select k.person_id, a.created_at from known k join accounts a on a.email = k.email where a.created_at is not null
),
made as (
  select a.person_id, cast(min(a.created_at) as date) as created
  from of_somebody a
  group by a.person_id
),
waits as (
  select c.org_id, date_diff('day', c.begin_date, m.created) as days
  from came c
  join made m on m.person_id = c.person_id
  where m.created >= c.begin_date
),
schools as (
  select w.org_id, count(*) as came, count(case when w.days > 7 then 1 end) as late, median(w.days) as middle
  from waits w
  group by w.org_id
)
select o.org_id as subject, o.org_id as school_id, s.late as evidence, s.came, cast(s.middle as integer) as middle,
       o.file, o.line
from orgs o
join schools s on s.org_id = o.org_id
where s.late >= 5 and s.late * 2 > s.came
