/* ---
id: SEC-005
title: Class is for other grades than its students are in
module: data
role: registrar
needs: [roster_classes, roster_people, roster_enrollments]
of: roster_classes
severity: warning
says: "The class is for grade {evidence}; its {students} students are in grade {held}."
column: grades
why: >-
  Tools choose books, tests and screens by the grade of the class. Fourth graders in a class marked for
  grade 11 get the wrong ones, and grade-level reports count them wrongly.
fix: >-
  Compare the class list with the grade of the section in the master schedule. If the students are right,
  correct the grade of the section or of its course; if not, they were enrolled in the wrong section.
not_a_problem_when: The grade of the class says for which level the course was written, not who takes it.
cost: {hours: 0.2}
--- */
with pupils as (
  select u.person, cast(u.step as integer) as step
  from roster_people u
  where u.step is not null
),
held as (
  select e.class, count(*) as students, min(p.step) as lowest, max(p.step) as highest
  from roster_enrollments e
  join pupils p on p.person = e.person
  where e.is_student and (e.end_date is null or e.end_date >= as_of()) and e.is_live and e.class is not null
  group by e.class
  having count(*) >= 5
),
ordered as (
  select c.class, c.system, c.sourced_id, c.school_sourced_id, c.grades, c.file, c.line, g.grade,
         list_position(['PR', 'PK', 'TK', 'KG', '01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'],
                       case when regexp_matches(g.grade, '^[1-9]$') then '0' || g.grade else g.grade end) - 4 as step
  from roster_classes c,
       lateral (select upper(trim(unnest(string_split(c.grades, ',')))) as grade) g
  where c.grades is not null and c.is_live
),
span as (
  select o.class, o.system, o.sourced_id, o.school_sourced_id, o.grades, o.file, o.line,
         min(o.step) as lowest, max(o.step) as highest
  from ordered o
  group by o.class, o.system, o.sourced_id, o.school_sourced_id, o.grades, o.file, o.line
  having count(*) = count(o.step)
),
named(step, grade) as (
  values (-3, 'PR'), (-2, 'PK'), (-1, 'TK'), (0, 'KG'), (1, '01'), (2, '02'), (3, '03'), (4, '04'), (5, '05'),
         (6, '06'), (7, '07'), (8, '08'), (9, '09'), (10, '10'), (11, '11'), (12, '12')
)
select span.sourced_id as subject, record_key(span.system, span.school_sourced_id) as school_id,
       span.grades as evidence, held.students,
       case when held.lowest = held.highest then low.grade else low.grade || ' to ' || high.grade end as held,
       span.file, span.line
from span
join held on held.class = span.class
join named low on low.step = held.lowest
join named high on high.step = held.highest
where held.highest < span.lowest or held.lowest > span.highest
