/* ---
id: ROS-012
title: Class enrollment of a person whom the export does not hold
module: data
role: registrar
needs: [oneroster_enrollments, oneroster_users]
of: oneroster_enrollments
severity: error
says: "The enrollment is for user {evidence}, whom users.csv does not hold."
column: userSourcedId
refers: oneroster_users
why: >-
  The class list is one short: the student sees no course, or the class has no teacher, in every tool that
  is fed by this export.
fix: >-
  Search for this number among students and staff. If the person is active, find out why users.csv leaves
  them out (often a filter on school, grade or status); if they left, end the enrollment in the class.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.2}
--- */
select e.sourced_id as subject, record_key(e.system, e.school_sourced_id) as school_id,
       e.user_sourced_id as evidence, e.file, e.line
from oneroster_enrollments e
left join oneroster_users u on u.system = e.system and u.sourced_id = e.user_sourced_id
where e.user_sourced_id is not null and u.sourced_id is null
  and e.is_live
  and e.system in (select t.system from oneroster_users t)
