/* ---
id: ROS-014
title: Enrollment points to a class that the export does not hold
module: data
role: registrar
needs: [roster_classes, roster_enrollments, roster_enrollment_rows]
of: roster_enrollments
severity: error
says: "The enrollment points to class {evidence}, which the export does not hold."
column: class_sourced_id
refers: roster_classes
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
select coalesce(x.sourced_id, x.user_sourced_id) as subject, record_key(x.system, x.school_sourced_id) as school_id,
       x.class_sourced_id as evidence, x.file, x.line
from roster_enrollment_rows x
join (select e.file, e.line, e.place from roster_enrollments e where e.class is null and e.is_live) lost
  on lost.file = x.file and lost.line = x.line and lost.place = x.place
where x.class_sourced_id is not null and x.system in (select distinct t.system from roster_classes t)
