/* ---
id: ROS-011
title: Class enrollment is at a school that the export does not hold
module: data
role: data_steward
needs: [oneroster_enrollments, oneroster_orgs]
of: oneroster_enrollments
severity: error
says: "The enrollment is at school {evidence}, which orgs.csv does not hold."
column: schoolSourcedId
refers: oneroster_orgs
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
select e.sourced_id as subject, cast(null as varchar) as school_id,
       e.school_sourced_id as evidence, e.file, e.line
from oneroster_enrollments e
left join oneroster_orgs o on o.system = e.system and o.sourced_id = e.school_sourced_id
where e.school_sourced_id is not null and o.sourced_id is null
  and e.is_live
  and e.system in (select t.system from oneroster_orgs t)
