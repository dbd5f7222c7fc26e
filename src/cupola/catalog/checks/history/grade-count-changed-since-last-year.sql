/* ---
id: HIS-011
title: Number of students of a grade changed by two fifths since last year
module: data
role: data_steward
needs: [person_org_roles, orgs, last_year_students]
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
with now_here as (
  select r.person_id, r.org_id, r.grade
  from person_org_roles r
  where lower(r.role) = 'student' and (r.begin_date is null or r.begin_date <= as_of())
    and (r.end_date is null or r.end_date >= as_of())
    and split_part(r.person_id, ':', 1) not in (select y.source_system_id from source_systems y where y.kind = 'enrollment')
),
-- A list of some of the students is no district: then nothing is compared.
whole as (
  select 1 as one
  where (select count(distinct n.person_id) from now_here n) between
        0.75 * (select count(distinct t.last_year_person_id) from last_year_students t) and
        1.34 * (select count(distinct t.last_year_person_id) from last_year_students t)
),
now_there as (
  select n.org_id, n.grade, count(distinct n.person_id) as students
  from now_here n where n.grade is not null group by n.org_id, n.grade
),
then_there as (
  select t.org_id, t.grade, count(distinct t.last_year_person_id) as students
  from last_year_students t where t.org_id is not null and t.grade is not null group by t.org_id, t.grade
),
-- A school that changed as a whole is HIS-010.
schools as (
  select t.org_id
  from (select org_id, sum(students) as students from then_there group by org_id) t
  join (select org_id, sum(students) as students from now_there group by org_id) n on n.org_id = t.org_id
  where abs(n.students - t.students) < greatest(30, t.students * 0.25)
)
select o.org_id || ' ' || t.grade as subject, o.org_id as school_id, coalesce(n.students, 0) as evidence,
       t.students as before, t.grade, cast(last_year_day() as varchar) as day, o.file, o.line
from orgs o
join then_there t on t.org_id = o.org_id
join schools s on s.org_id = o.org_id
left join now_there n on n.org_id = t.org_id and n.grade = t.grade
cross join whole w
where o.org_type = 'school' and abs(coalesce(n.students, 0) - t.students) >= greatest(25, t.students * 0.4)
