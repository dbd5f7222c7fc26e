/* ---
id: SDS-020
title: Person stands in one class several times
module: data
role: data_steward
needs: [sds_enrollments]
of: sds_enrollments
severity: warning
says: "The person stands in the class {evidence} times in the same role."
why: >-
  School Data Sync reports each further row as an error, and true errors drown among them.
fix: >-
  Export one row for each person and class; most often there is one for each term.
not_a_problem_when: >-
  The receiver was told to keep the first row.
cost: {hours: 0.1}
--- */
select e.class_sourced_id || ':' || e.user_sourced_id as subject, cast(null as varchar) as school_id,
       count(*) as evidence, max(e.file) as file, max(e.line) as line
from sds_enrollments e
where e.class_sourced_id is not null and e.user_sourced_id is not null
group by e.system, e.class_sourced_id, e.user_sourced_id, lower(trim(e.role))
having count(*) > 1
