/* ---
id: FED-007
title: Students of a school leave the export long after they left
module: data
role: registrar
needs: [person_org_roles, orgs, earlier_person_org_roles]
of: orgs
severity: warning
says: "{evidence} of {gone} students who left had left before {day} and were still open in that day's snapshot; the longest stayed {longest} days."
why: >-
  Accounts stay open, devices stay out, and attendance and funding are counted for students who sit in another
  district.
fix: Ask the school to enter the last day on that day, and the records office to close students who did not come back.
not_a_problem_when: A group of exits was dated back by a court or the state.
cost: {hours: 1}
--- */
with closed as (
  select r.person_id, r.org_id, max(r.end_date) as end_date
  from person_org_roles r
  join earlier_person_org_roles e on e.person_id = r.person_id and e.org_id = r.org_id
  where lower(r.role) = 'student' and (e.end_date is null or e.end_date > earlier_day())
  group by r.person_id, r.org_id
  having count(r.end_date) = count(*) and max(r.end_date) <= as_of()
),
schools as (
  select c.org_id, count(*) as gone, count(case when c.end_date < earlier_day() - 3 then 1 end) as late,
         max(date_diff('day', c.end_date, as_of())) as longest
  from closed c
  group by c.org_id
)
select o.org_id as subject, o.org_id as school_id, s.late as evidence, s.gone, cast(earlier_day() as varchar) as day,
       s.longest, o.file, o.line
from orgs o
join schools s on s.org_id = o.org_id
where s.late >= 5 and s.late * 2 >= s.gone
