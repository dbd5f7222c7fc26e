/* ---
id: ROS-014
title: Enrollment points to a class that the export does not hold
module: data
role: registrar
needs: [oneroster_enrollments, oneroster_classes]
of: oneroster_enrollments
severity: error
says: "The enrollment points to class {evidence}, which classes.csv does not hold."
column: classSourcedId
refers: oneroster_classes
why: >-
  The student sees no course in any tool that is fed by this export.
fix: >-
  Look up the class in the master schedule. If it is taught, export classes and enrollments of the same
  term in one run; if it was deleted, move the student to the class that took its place.
not_a_problem_when: >-
  The class was closed between the two exports. The file holds only the changes since the last export, and
  the row it points to came with an earlier one.
cost: {hours: 0.2}
--- */
select e.sourced_id as subject, record_key(e.system, e.school_sourced_id) as school_id,
       e.class_sourced_id as evidence, e.file, e.line
from oneroster_enrollments e
left join oneroster_classes c on c.system = e.system and c.sourced_id = e.class_sourced_id
where e.class_sourced_id is not null and c.sourced_id is null
  and e.is_live
  and e.system in (select t.system from oneroster_classes t)
