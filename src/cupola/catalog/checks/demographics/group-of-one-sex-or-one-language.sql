/* ---
id: DEM-012
title: All students of a school have the same sex or home language
module: data
role: registrar
needs: [student_list]
of: student_list
severity: warning
says: >-
  All {students} students of school {subject} have the same {evidence} in this list.
column: sex
why: >-
  A default was written over what families said. Every report about that school by group is worth
  nothing.
fix: >-
  Compare with last month's file, and have the column filled again from the registration forms.
not_a_problem_when: >-
  It is a school for girls or boys, or an immersion school by design.
cost: {hours: 1}
--- */
with schools as (
  select l.system, l.school_code, count(distinct l.local_id) as students, count(distinct lower(trim(l.sex))) as sexes,
         count(l.sex) as told_sex, count(distinct lower(trim(l.home_language))) as languages, count(l.home_language) as told_language,
         count(*) as rows_here, min(l.line) as line, arg_min(l.file, l.line) as file
  from student_list l
  join source_systems s on s.system = l.system and s.kind in ('sis', 'state', 'other')
  where l.school_code is not null
  group by l.system, l.school_code
  having count(distinct l.local_id) >= 20
),
whole as (
  select system, count(distinct lower(trim(sex))) as sexes, count(distinct lower(trim(home_language))) as languages
  from student_list group by system
)
select c.school_code as subject, case when c.sexes = 1 and 10 * c.told_sex >= 9 * c.rows_here and w.sexes > 1 then 'sex' else 'home language' end as evidence,
       c.students, c.school_code, c.file, c.line
from schools c
join whole w on w.system = c.system
where (c.sexes = 1 and 10 * c.told_sex >= 9 * c.rows_here and w.sexes > 1)
   or (c.languages = 1 and 10 * c.told_language >= 9 * c.rows_here and w.languages > 3 and c.students >= 100)
