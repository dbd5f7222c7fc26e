/* ---
id: ENR-004
title: Enrollment is at another school than its class
module: data
role: registrar
needs: [oneroster_enrollments, oneroster_classes, oneroster_orgs]
of: oneroster_enrollments
severity: error
says: "The enrollment is at school {evidence}, but class {class} is taught at school {class_school}."
column: schoolSourcedId
why: >-
  Tools that are fed school by school find the class at one school and the enrollment at another, and drop
  the enrollment. The student misses the course.
fix: >-
  Open the section and see where it is taught. The enrollment must carry that school, also for a student
  who comes from another one. If every enrollment of the class disagrees, the school of the class is wrong.
not_a_problem_when: Never in OneRoster; the home school of a visiting student belongs into roles.csv or users.csv.
cost: {hours: 0.1}
--- */
with differing as (
  select distinct e.system, e.sourced_id, e.school_sourced_id, c.sourced_id as class_id,
         c.school_sourced_id as class_school, e.file, e.line
  from oneroster_enrollments e
  join oneroster_classes c on c.system = e.system and c.sourced_id = e.class_sourced_id
  where e.school_sourced_id <> c.school_sourced_id
    and e.is_live
    and c.is_live
)
select d.sourced_id as subject, record_key(d.system, d.school_sourced_id) as school_id,
       d.school_sourced_id as evidence, d.class_id as class, d.class_school, d.file, d.line
from differing d
join oneroster_orgs said on said.system = d.system and said.sourced_id = d.school_sourced_id
join oneroster_orgs taught on taught.system = d.system and taught.sourced_id = d.class_school
where lower(taught.type) = 'school'
