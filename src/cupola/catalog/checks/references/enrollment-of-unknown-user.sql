/* ---
id: ROS-012
title: Class enrollment of a person whom the export does not hold
module: data
role: registrar
needs: [roster_people, roster_enrollments, roster_enrollment_rows]
of: roster_enrollments
severity: error
says: "The enrollment is for user {evidence}, whom the export does not hold."
column: user_sourced_id
refers: roster_people
why: >-
  The class list is one short: the student sees no course, or the class has no teacher, in every tool that
  is fed by this export.
fix: >-
  Search for this number among students and staff. If the person is active, find out why the export leaves
  them out (often a filter on school, grade or status); if they left, end the enrollment in the class.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.2}
--- */
select coalesce(x.sourced_id, x.user_sourced_id) as subject, record_key(x.system, x.school_sourced_id) as school_id,
       x.user_sourced_id as evidence, x.file, x.line
from roster_enrollment_rows x
join (select e.file, e.line, e.place from roster_enrollments e where e.person is null and e.is_live) lost
  on lost.file = x.file and lost.line = x.line and lost.place = x.place
where x.user_sourced_id is not null and x.system in (select distinct t.system from roster_people t)
