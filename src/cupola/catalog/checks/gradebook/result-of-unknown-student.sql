/* ---
id: GRB-009
title: Result belongs to a student whom the export does not hold
module: data
role: vendor
needs: [oneroster_results, oneroster_users]
of: oneroster_results
severity: error
says: "The result belongs to {evidence}, whom users.csv does not hold."
column: studentSourcedId
refers: oneroster_users
why: >-
  The score is shown to nobody, and a grade average misses it.
fix: >-
  See whether the student left and the gradebook was kept. Export users and results in one run.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.2}
--- */
select r.sourced_id as subject, cast(null as varchar) as school_id,
       r.student_sourced_id as evidence, r.file, r.line
from oneroster_results r
left join oneroster_users t on t.system = r.system and t.sourced_id = r.student_sourced_id
where r.student_sourced_id is not null and t.sourced_id is null
  and r.is_live
  and r.system in (select k.system from oneroster_users k)
