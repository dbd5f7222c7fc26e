/* ---
id: HIS-010
title: Number of students of a school changed by a quarter since last year
module: data
role: data_steward
needs: [orgs, compared_students]
of: orgs
severity: warning
says: The school has {evidence} students; a year ago ({day}) it had {before}.
why: >-
  Staffing, meals and grants follow this number. A jump that nobody planned is mostly a school code that was changed,
  a program that was put under another school, or students who were rolled over to the wrong one.
fix: >-
  Compare with the school's own count, by grade. If it is right, tell those who plan with it; if not, correct the
  school of these students.
not_a_problem_when: A school was opened, closed, split or merged, or its zone was redrawn.
cost: {hours: 1}
only_if:
  sql: select year(as_of() + interval '6' month) = year(last_year_day() + interval '6' month) + 1
  otherwise: the record holds no snapshot of the school year before
--- */
with counted as (
  select s.org_id, count(distinct case when s.is_now then s.person_id end) as students,
         count(distinct case when not s.is_now then s.person_id end) as last_year
  from compared_students s
  group by s.org_id
)
select o.org_id as subject, o.org_id as school_id, c.students as evidence, c.last_year as before,
       cast(last_year_day() as varchar) as day, o.file, o.line
from orgs o
join counted c on c.org_id = o.org_id
where o.org_type = 'school' and c.last_year > 0 and abs(c.students - c.last_year) >= greatest(30, c.last_year * 0.25)
