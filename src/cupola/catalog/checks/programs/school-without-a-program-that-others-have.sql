/* ---
id: PRG-015
title: School reports nobody in special education or nobody with free meals
module: data
role: data_steward
needs: [student_list]
of: student_list
severity: warning
says: >-
  Nobody of the {students} students of school {subject} is {evidence}, while the other schools have
  some.
column: special_education
why: >-
  A school of that size always has some. Its flags did not come along, and the school loses the
  money and the support that hang on them.
fix: >-
  See whether the extract for this school took the program fields, and load it again.
not_a_problem_when: >-
  The school is of a kind that does not have the program: an online school without meals.
cost: {hours: 1}
--- */
with schools as (
  select l.system, l.school_code, count(distinct l.local_id) as students, count(case when truthy(l.special_education) then 1 end) as served,
         count(case when l.meal_status in ('free', 'reduced') then 1 end) as fed, min(l.line) as line, arg_min(l.file, l.line) as file
  from student_list l
  join source_systems s on s.system = l.system and s.kind in ('state', 'sis', 'other')
  where l.school_code is not null and (l.exit_date is null or l.exit_date >= as_of())
  group by l.system, l.school_code
),
shares as (
  select system, sum(students) as students, sum(served) as served, sum(fed) as fed from schools group by system
)
select c.school_code as subject, case when c.served = 0 and h.served * c.students >= 5 * (h.students - c.students) and h.served > 0 and c.students >= 30
       then 'in special education' else 'entitled to free or reduced-price meals' end as evidence, c.students, c.school_code, c.file, c.line
from schools c
join shares h on h.system = c.system
where (c.served = 0 and h.served > 0 and c.students >= 30 and h.served * c.students >= 5 * (h.students - c.students))
   or (c.fed = 0 and h.fed > 0 and c.students >= 30 and h.fed * c.students >= 5 * (h.students - c.students))
