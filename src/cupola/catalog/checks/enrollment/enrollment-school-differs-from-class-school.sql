/* ---
id: ENR-004
title: Enrollment is at another school than its class
module: data
role: registrar
needs: [roster_classes, roster_orgs, roster_enrollments, roster_enrollment_rows]
of: roster_enrollments
severity: error
says: "The enrollment is at school {evidence}, but class {class} is taught at school {class_school}."
column: school_sourced_id
why: >-
  Tools that are fed school by school find the class at one school and the enrollment at another, and drop
  the enrollment. The student misses the course.
fix: >-
  Open the section and see where it is taught. The enrollment must carry that school, also for a student
  who comes from another one. If every enrollment of the class disagrees, the school of the class is wrong.
not_a_problem_when: Never; the home school of a visiting student belongs into the role or the row of the student.
cost: {hours: 0.1}
--- */
with homes as (
  select c.class, c.school_sourced_id, o.org, o.kind
  from roster_classes c
  join roster_orgs o on o.system = c.system and o.sourced_id = c.school_sourced_id
  where c.is_live
),
differing as (
  select e.file, e.line, e.place, h.school_sourced_id as class_school
  from roster_enrollments e
  join homes h on h.class = e.class
  where e.org <> h.org and e.is_live and h.kind = 'school'
)
select coalesce(x.sourced_id, x.user_sourced_id) as subject, record_key(x.system, x.school_sourced_id) as school_id,
       x.school_sourced_id as evidence, x.class_sourced_id as class, d.class_school, x.file, x.line
from roster_enrollment_rows x
join differing d on d.file = x.file and d.line = x.line and d.place = x.place
