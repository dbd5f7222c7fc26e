/* ---
id: DEM-013
title: Student has no address although all others have one
module: data
role: school_office
needs: [student_list]
of: student_list
severity: warning
says: >-
  Student {subject} has no street address in this list.
column: street
why: >-
  Buses, letters and the district of residence go by the address. A student without one may be one
  who should be served as homeless.
fix: >-
  Ask the family. If there is no permanent home, tell the liaison for homeless students.
not_a_problem_when: >-
  The address is kept back because of a protection order.
cost: {hours: 0.2}
--- */
with lists as (
  select l.system, l.file
  from student_list l
  group by l.system, l.file
  having 10 * count(l.street) >= 9 * count(*)
)
select coalesce(l.local_id, l.record_id, l.state_id) as subject, cast(null as varchar) as evidence, l.school_code, l.file, l.line
from lists f
join student_list l on l.system = f.system and l.file = f.file
where coalesce(trim(l.street), '') = '' and not coalesce(truthy(l.homeless), false) and (l.exit_date is null or l.exit_date >= as_of())
