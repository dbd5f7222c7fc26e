/* ---
id: GRD-002
title: Student has no grade
module: data
role: registrar
needs: [roster_people, roster_roles]
of: roster_people
severity: warning
says: The student has no grade.
column: grades
why: >-
  Tools choose classes, books and tests by grade and show the student nothing, or everything. State counts
  by grade come out short.
fix: >-
  Open the student's enrollment and enter the grade. For a student without a regular grade use UG (ungraded)
  or Other, not an empty field.
not_a_problem_when: The student is enrolled for a service only, and your state takes no grade for that.
cost: {hours: 0.1}
only_if:
  sql: select count(*) > 0 from roster_people u where u.grades is not null
  otherwise: the export holds no grades at all
--- */
with ungraded as (
  select u.person, u.system, u.sourced_id, u.file, u.line
  from roster_people u
  where (u.grades is null or bare(u.grades) = '') and u.is_active
),
students as (
  select r.person, min(r.org_sourced_id) as org_sourced_id
  from roster_roles r
  join ungraded u on u.person = r.person
  where r.role = 'student' and (r.end_date is null or r.end_date >= as_of())
  group by r.person
)
select u.sourced_id as subject, record_key(u.system, s.org_sourced_id) as school_id, cast(null as varchar) as evidence,
       u.file, u.line
from ungraded u
join students s on s.person = u.person
where u.system in (select distinct p.system from roster_people p where p.grades is not null)
