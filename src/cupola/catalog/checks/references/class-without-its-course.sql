/* ---
id: ROS-001
title: Class belongs to a course that the export does not hold
module: data
role: registrar
needs: [roster_classes, roster_courses]
of: roster_classes
severity: error
says: "The class belongs to course {evidence}, which the export does not hold."
column: course_sourced_id
refers: roster_courses
why: >-
  Without its course the class has no subject and no course code. Learning tools refuse it or show it
  without a subject, and course counts for the state come out short.
fix: >-
  Look up the course in the course catalog of the student information system. If it is there, export
  courses and classes again in one run. If it was deleted or renumbered, give the class its present
  course.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.2}
--- */
select c.sourced_id as subject, record_key(c.system, c.school_sourced_id) as school_id,
       c.course_sourced_id as evidence, c.file, c.line
from roster_classes c
left join roster_courses k on k.system = c.system and k.sourced_id = c.course_sourced_id
where bare(c.course_sourced_id) <> '' and k.sourced_id is null
  and c.is_live
  and c.system in (select t.system from roster_courses t)
