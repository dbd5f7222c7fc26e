/* ---
id: PRG-006
title: Homeless, foster or migrant student does not have free meals
module: data
role: food_service
needs: [student_list]
of: student_list
severity: warning
says: Student {subject} is entitled to free meals without an application, but is on record as {evidence}.
column: meal_status
why: Homeless, foster and migrant students eat free by law, without a form. Otherwise the family is billed,
  and the district loses the meal money and the count of students in need.
fix: Send the student's name from the liaison's list to food service, which sets the meal status to free from
  that day on.
not_a_problem_when: The whole school eats free and keeps no meal status for each student.
cost: {hours: 0.2}
only_if:
  sql: select count(*) > 0 from student_list l join source_systems s on s.system = l.system where s.kind in
    ('state', 'sis') and l.meal_status in ('free', 'reduced')
  otherwise: no file in this delivery holds meal status
--- */
with kept as (
  -- Schools that keep a status for at least a fifth of their students; elsewhere an empty one says nothing.
  select l.system, l.school_code, 5 * count(l.meal_status) >= count(*) as is_kept
  from student_list l
  group by l.system, l.school_code
)
select coalesce(l.local_id, l.state_id, l.record_id) as subject,
       case when l.meal_status = 'reduced' then 'reduced price' when l.meal_status = 'paid' then 'full price' else 'nothing' end as evidence,
       l.school_code, l.file, l.line
from student_list l
join source_systems s on s.system = l.system and s.kind in ('state', 'sis')
join kept k on k.system = l.system and k.school_code is not distinct from l.school_code
where (truthy(l.homeless) or truthy(l.foster) or truthy(l.migrant))
  and (l.exit_date is null or l.exit_date >= as_of())
  and (l.meal_status in ('paid', 'reduced') or (l.meal_status is null and k.is_kept and coalesce(bare(l.meal_status_text), '') = ''))
