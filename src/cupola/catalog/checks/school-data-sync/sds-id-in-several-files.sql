/* ---
id: SDS-024
title: One id stands among the students and among the teachers
module: data
role: data_steward
needs: [sds_users]
of: sds_users
severity: error
says: "The id stands in {evidence} files of people."
column: SIS ID
why: >-
  Members of classes are found by this id. Nobody can tell whether the student or the teacher is meant.
fix: >-
  Give one of the two another id in the export, such as a letter before the number of staff.
not_a_problem_when: >-
  A member of the staff takes classes as a student, with one id.
cost: {hours: 0.2}
--- */
select u.sourced_id as subject, cast(null as varchar) as school_id, count(distinct u.file) as evidence,
       max(u.file) as file, arg_max(u.line, u.file) as line
from sds_users u
where u.sourced_id is not null
group by u.system, u.sourced_id
having count(distinct u.file) > 1
