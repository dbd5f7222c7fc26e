/* ---
id: HIS-015
title: Full posts of a school changed by a fifth since last year
module: data
role: hr
needs: [staff_positions, orgs, last_year_staff_positions, last_year_schools_now]
of: orgs
severity: warning
says: "The positions of the school come to {evidence} full posts; a year ago ({day}) it was {before}."
why: >-
  The state's staff report and the budget follow this number. A jump is mostly positions that were not ended, or a
  school that was left out of the list.
fix: Go through the positions of the school that began or ended since, and correct their dates, shares and school.
not_a_problem_when: The school grew or shrank, or teams were moved to another office.
cost: {hours: 1}
only_if:
  sql: >-
    select year(as_of() + interval '6' month) = year(last_year_day() + interval '6' month) + 1
    and exists (select 1 from last_year_staff_positions)
  otherwise: the record holds no positions of the school year before
--- */
with now_there as (
  select p.org_id, round(sum(p.fte), 1) as posts
  from staff_positions p
  where p.fte > 0 and p.fte <= 2 and (p.begin_date is null or p.begin_date <= as_of())
    and (p.end_date is null or p.end_date >= as_of())
  group by p.org_id
),
then_there as (
  select s.org_id, round(sum(p.fte), 1) as posts
  from last_year_staff_positions p
  join last_year_schools_now s on s.last_year_org_id = p.org_id
  where p.fte > 0 and p.fte <= 2 and (p.begin_date is null or p.begin_date <= last_year_day())
    and (p.end_date is null or p.end_date >= last_year_day())
  group by s.org_id
)
select o.org_id as subject, o.org_id as school_id, coalesce(n.posts, 0) as evidence, t.posts as before,
       cast(last_year_day() as varchar) as day, o.file, o.line
from orgs o
join then_there t on t.org_id = o.org_id
left join now_there n on n.org_id = o.org_id
where o.org_type in ('school', 'department', 'district') and abs(coalesce(n.posts, 0) - t.posts) >= greatest(4, t.posts * 0.2)
