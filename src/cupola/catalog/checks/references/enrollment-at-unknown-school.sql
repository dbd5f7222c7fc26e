/* ---
id: ROS-011
title: Class enrollment is at a school that the export does not hold
module: data
role: data_steward
needs: [roster_orgs, roster_enrollments, roster_enrollment_rows]
of: roster_enrollments
severity: error
says: "The enrollment is at school {evidence}, which the export does not hold."
column: school_sourced_id
refers: roster_orgs
why: >-
  Tools that are fed school by school drop the enrollment, and the student misses the class there.
fix: >-
  Compare the school code with the list of schools in the student information system. Add the school to
  the export, or correct the school of the class.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.1}
--- */
select coalesce(x.sourced_id, x.user_sourced_id) as subject, cast(null as varchar) as school_id,
       x.school_sourced_id as evidence, x.file, x.line
from roster_enrollment_rows x
join (select e.file, e.line, e.place from roster_enrollments e where e.org is null and e.is_live) lost
  on lost.file = x.file and lost.line = x.line and lost.place = x.place
where x.school_sourced_id is not null and x.system in (select distinct t.system from roster_orgs t)
