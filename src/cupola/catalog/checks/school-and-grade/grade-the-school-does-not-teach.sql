/* ---
id: GRD-001
title: Student is in a grade that the school does not teach
module: data
role: registrar
needs: [roster_people, orgs, roster_roles]
of: roster_people
severity: warning
says: "Grade {evidence} at a school that teaches {taught}."
column: grades
why: >-
  Either grade or school is wrong. The student gets classes, books and tests of the wrong level, and the
  state refuses a grade that the school is not registered for.
fix: >-
  Ask the school whether the student is there. If so, correct the grade; if not, the student was left at the
  old school when moving up, or was put into the wrong one.
not_a_problem_when: The school takes the student into a program of its own, or its grades changed this year.
cost: {hours: 0.2}
--- */
with pupils as (
  select r.person, r.system, r.org_sourced_id, u.step
  from roster_roles r
  join roster_people u on u.person = r.person
  where r.role = 'student' and u.step is not null and (r.end_date is null or r.end_date >= as_of())
    and coalesce(r.role_type, 'primary') <> 'secondary' and u.is_active
),
counts as (
  select record_key(p.system, p.org_sourced_id) as org_id, p.system, p.org_sourced_id, p.step, count(*) as students
  from pupils p
  group by p.system, p.org_sourced_id, p.step
),
named(step, grade) as (
  values (-3, 'PR'), (-2, 'PK'), (-1, 'TK'), (0, 'KG'), (1, '01'), (2, '02'), (3, '03'), (4, '04'), (5, '05'),
         (6, '06'), (7, '07'), (8, '08'), (9, '09'), (10, '10'), (11, '11'), (12, '12')
),
spans as (
  select o.org_id, min(o.low_grade) || ' to ' || min(o.high_grade) as taught, min(low.step) as low, max(high.step) as high
  from orgs o
  join named low on low.grade = o.low_grade
  join named high on high.grade = o.high_grade
  group by o.org_id
),
schools as (
  select c.org_id, sum(c.students) as students
  from counts c
  group by c.org_id
),
nearest as (
  select c.org_id, c.step, count(case when abs(n.step - c.step) = 1 then 1 end) as neighbours,
         min(abs(n.step - c.step)) as gap, min(n.step) as lowest, max(n.step) as highest
  from counts c
  join counts n on n.org_id = c.org_id and n.step <> c.step and n.students >= 3
  where c.students < 3
  group by c.org_id, c.step
),
strange as (
  select c.system, c.org_sourced_id, c.step, s.taught
  from counts c
  join spans s on s.org_id = c.org_id
  join schools h on h.org_id = c.org_id
  where ((c.step < s.low and c.step >= 0) or c.step > s.high)
    and c.students < greatest(3, h.students * 0.05)
  union all
  select c.system, c.org_sourced_id, c.step, low.grade || ' to ' || high.grade as taught
  from counts c
  join schools h on h.org_id = c.org_id
  join nearest n on n.org_id = c.org_id and n.step = c.step
  join named low on low.step = n.lowest
  join named high on high.step = n.highest
  left join spans s on s.org_id = c.org_id
  where s.org_id is null and c.students < 3 and c.step >= 0
    and ((c.students < h.students * 0.01 and n.neighbours < 2 and (c.step > 0 or n.neighbours = 0))
         or (n.gap >= 3 and h.students >= 20))
)
select u.sourced_id as subject, record_key(p.system, p.org_sourced_id) as school_id, g.grade as evidence, x.taught,
       u.file, u.line
from pupils p
join strange x on x.system = p.system and x.org_sourced_id = p.org_sourced_id and x.step = p.step
join roster_people u on u.person = p.person
join named g on g.step = p.step
