/* ---
id: SEC-005
title: Class is for other grades than its students are in
module: data
role: registrar
needs: [oneroster_classes, oneroster_enrollments, oneroster_users]
of: oneroster_classes
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
with listed as (
  select c.system, c.sourced_id, c.school_sourced_id, c.grades, c.file, c.line,
         upper(trim(unnest(string_split(c.grades, ',')))) as grade
  from oneroster_classes c
  where c.grades is not null and c.is_live
),
ordered as (
  select l.system, l.sourced_id, l.school_sourced_id, l.grades, l.file, l.line,
         case when l.grade in ('PR', 'PK', 'TK', 'KG') then '00' || position(l.grade in 'PRPKTKKG') || l.grade
              when regexp_matches(l.grade, '^(0[1-9]|1[0-2])$') then l.grade
              when regexp_matches(l.grade, '^[1-9]$') then '0' || l.grade end as step
  from listed l
),
span as (
  select o.system, o.sourced_id, o.school_sourced_id, o.grades, o.file, o.line,
         min(o.step) as lowest, max(o.step) as highest
  from ordered o
  group by o.system, o.sourced_id, o.school_sourced_id, o.grades, o.file, o.line
  having count(*) = count(o.step)
),
pupils as (
  select u.system, u.sourced_id,
         case when u.grades in ('PR', 'PK', 'TK', 'KG') then '00' || position(u.grades in 'PRPKTKKG') || u.grades
              when regexp_matches(u.grades, '^(0[1-9]|1[0-2])$') then u.grades end as step
  from oneroster_users u
  where u.grades is not null
),
held as (
  select e.system, e.class_sourced_id, count(p.step) as students, min(p.step) as lowest, max(p.step) as highest
  from oneroster_enrollments e
  join pupils p on p.system = e.system and p.sourced_id = e.user_sourced_id
  where e.role_word = 'student' and (e.end_date is null or e.end_date >= as_of())
    and e.is_live
  group by e.system, e.class_sourced_id
  having count(p.step) >= 5
)
select span.sourced_id as subject, record_key(span.system, span.school_sourced_id) as school_id,
       span.grades as evidence, held.students,
       case when held.lowest = held.highest then right(held.lowest, 2)
            else right(held.lowest, 2) || ' to ' || right(held.highest, 2) end as held, span.file, span.line
from span
join held on held.system = span.system and held.class_sourced_id = span.sourced_id
where held.highest < span.lowest or held.lowest > span.highest
