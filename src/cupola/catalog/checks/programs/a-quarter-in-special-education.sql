/* ---
id: PRG-014
title: More than a quarter of a school is in special education
module: data
role: special_education
needs: [student_list]
of: student_list
severity: warning
says: >-
  {evidence} of {students} students of school {subject} are in special education.
column: special_education
why: >-
  Twice the usual share draws an inspection. Mostly a flag was set by a default or old plans were
  never ended.
fix: >-
  Go through the list of this school's plans with its case managers, and end those that are over.
not_a_problem_when: >-
  The school serves students with disabilities from the whole district.
cost: {hours: 1}
--- */
with schools as (
  select l.system, l.school_code, count(distinct l.local_id) as students, count(distinct case when truthy(l.special_education) then l.local_id end) as served,
         min(l.line) as line, arg_min(l.file, l.line) as file
  from student_list l
  join source_systems s on s.system = l.system and s.kind in ('state', 'sis', 'other')
  where l.school_code is not null and trim(l.special_education) <> '' and (l.exit_date is null or l.exit_date >= as_of())
  group by l.system, l.school_code
)
select c.school_code as subject, c.served as evidence, c.students, c.school_code, c.file, c.line
from schools c
where c.students >= 20 and 4 * c.served > c.students
