/* ---
id: ORG-005
title: School code stands in no directory of the district
module: data
role: registrar
needs: [student_list, org_identifiers]
of: student_list
severity: error
says: >-
  {rows} rows from line {line_no} on name school {subject}, which no directory of the district
  holds.
column: school_code
why: >-
  The state refuses records of a school that it does not know, and the students of that school are
  in no count.
fix: >-
  Look the code up in the state's directory. If a zero was lost or the school has a new code,
  correct it where the list is made.
not_a_problem_when: >-
  The school belongs to another district and serves some of your students.
cost: {hours: 0.5}
--- */
with known as (
  select distinct ltrim(right(trim(value), 7), '0') as code from org_identifiers where id_type = 'school_code'
),
named as (
  select l.system, l.school_code, count(*) as rows, min(l.line) as line, arg_min(l.file, l.line) as file
  from student_list l
  join source_systems s on s.system = l.system and s.kind in ('sis', 'state', 'other')
  where trim(l.school_code) <> ''
  group by l.system, l.school_code
),
compared as (
  select n.system, n.school_code, n.rows, n.file, n.line, k.code is not null as is_known
  from named n
  left join known k on k.code = ltrim(right(trim(n.school_code), 7), '0')
),
agreeing as (
  select system from compared group by system having 2 * sum(case when is_known then rows else 0 end) >= sum(rows)
)
select c.school_code as subject, cast(null as varchar) as evidence, c.rows, c.line as line_no, c.file, c.line
from compared c
join agreeing a on a.system = c.system
where not c.is_known
