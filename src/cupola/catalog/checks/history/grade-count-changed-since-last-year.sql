/* ---
id: HIS-011
title: Number of students of a grade changed by two fifths since last year
module: data
role: data_steward
needs: [orgs, compared_students]
of: orgs
severity: note
says: "{evidence} students are in grade {grade} of this school; a year ago ({day}) there were {before}."
why: >-
  One class of students more or less is life. Two fifths of a grade are mostly a grade that was mapped to another one,
  or a program that is kept in a grade of its own.
fix: Compare with the school's own count of the grade, and correct the grades if it does not agree.
not_a_problem_when: A large class moved up, or the school took in or gave up a grade.
cost: {hours: 0.5}
only_if:
  sql: select year(as_of() + interval '6' month) = year(last_year_day() + interval '6' month) + 1
  otherwise: the record holds no snapshot of the school year before
--- */
with counted as (
  select s.org_id, s.grade, count(distinct case when s.is_now then s.person_id end) as students,
         count(distinct case when not s.is_now then s.person_id end) as last_year
  from compared_students s
  where s.org_id is not null and s.grade is not null
  group by s.org_id, s.grade
),
-- A school that changed as a whole is HIS-010.
schools as (
  select c.org_id
  from counted c
  group by c.org_id
  having sum(c.students) > 0 and sum(c.last_year) > 0
     and abs(sum(c.students) - sum(c.last_year)) < greatest(30, sum(c.last_year) * 0.25)
)
select o.org_id || ' ' || c.grade as subject, o.org_id as school_id, c.students as evidence,
       c.last_year as before, c.grade, cast(last_year_day() as varchar) as day, o.file, o.line
from orgs o
join counted c on c.org_id = o.org_id
join schools s on s.org_id = o.org_id
where o.org_type = 'school' and c.last_year > 0 and abs(c.students - c.last_year) >= greatest(25, c.last_year * 0.4)
