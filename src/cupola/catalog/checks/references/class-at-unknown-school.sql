/* ---
id: ROS-002
title: Class is at a school that the export does not hold
module: data
role: data_steward
needs: [roster_classes, roster_orgs]
of: roster_classes
severity: error
says: "The class is at school {evidence}, which the export does not hold."
column: school_sourced_id
refers: roster_orgs
why: >-
  Tools that are fed school by school leave the class out, and its teacher and students see nothing on the
  first day.
fix: >-
  Compare the school code of the class with the list of schools in the student information system. Add the
  school to the export (its list of schools often leaves out new, closed or virtual ones), or correct the
  code in the class.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.3}
--- */
select c.sourced_id as subject, cast(null as varchar) as school_id,
       c.school_sourced_id as evidence, c.file, c.line
from roster_classes c
left join roster_orgs o on o.system = c.system and o.sourced_id = c.school_sourced_id
where bare(c.school_sourced_id) <> '' and o.sourced_id is null
  and c.is_live
  and c.system in (select t.system from roster_orgs t)
