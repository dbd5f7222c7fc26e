/* ---
id: GRD-004
title: School is registered for a grade in which it has no student
module: data
role: registrar
needs: [school_list, oneroster_users, person_org_roles, org_identifiers]
of: school_list
severity: warning
says: >-
  School {subject} is registered for grades {span} and has no student in grade {evidence}.
why: >-
  Either the students of that grade are missing in the export, or the directory is out of date: the
  state expects numbers for every registered grade.
fix: >-
  Ask the school whether it teaches the grade. If it does, find out why its students are missing; if
  not, change the directory.
not_a_problem_when: >-
  The grade is small and empty this year.
cost: {hours: 0.5}
--- */
with steps as (
  select g.grade, g.step from (values ('KG', 0), ('01', 1), ('02', 2), ('03', 3), ('04', 4), ('05', 5), ('06', 6), ('07', 7), ('08', 8),
                        ('09', 9), ('10', 10), ('11', 11), ('12', 12)) as g(grade, step)
),
taught as (
  select r.org_id, r.grade, count(*) as students
  from person_org_roles r
  join source_systems y on y.system = r.system and y.kind = 'sis'
  where r.role = 'student' and r.grade is not null and (r.end_date is null or r.end_date >= as_of())
  group by r.org_id, r.grade
),
codes as (
  select trim(i.value) as school_code, min(i.org_id) as org_id
  from org_identifiers i
  where i.id_type = 'school_code' and i.org_id in (select org_id from taught)
  group by trim(i.value)
),
spans as (
  select l.school_code, c.org_id, l.low_grade || ' to ' || l.high_grade as span, l.file, l.line,
         coalesce(a.step, case when l.low_grade in ('PR', 'PK', 'TK') then 0 end) as low, b.step as high
  from school_list l
  join codes c on c.school_code = l.school_code
  left join steps a on a.grade = l.low_grade
  join steps b on b.grade = l.high_grade
)
select s.school_code as subject, s.org_id as school_id, min(g.grade) as evidence, s.span, s.file, s.line
from spans s
join steps g on g.step between s.low and s.high
left join taught t on t.org_id = s.org_id and t.grade = g.grade
where t.org_id is null
group by s.school_code, s.org_id, s.span, s.file, s.line
