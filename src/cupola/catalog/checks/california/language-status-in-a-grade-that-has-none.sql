/* ---
id: CAL-009
title: Language status is reported in a grade that has none
module: data
role: registrar
needs: [calpads_language, calpads_enrollment]
of: calpads_language
severity: error
says: >-
  Student {subject} is in grade {evidence}, for which no language status is reported.
column: elas
why: >-
  The state takes a status from kindergarten to grade 12 only and refuses this record.
fix: >-
  Delete the record, or correct the grade in the enrollment.
not_a_problem_when: >-
  The student moves up to kindergarten in these days.
cost: {hours: 0.2}
--- */
with grades as (
  select trim(ssid) as ssid, min(grade_level) as grade, bool_and(upper(trim(grade_level)) in ('IN', 'TD', 'PS', 'AD')) as has_none
  from calpads_enrollment
  where trim(ssid) <> '' and grade_level is not null
  group by trim(ssid)
)
select coalesce(c.local_id, c.ssid) as subject, g.grade as evidence, c.school_of_attendance as school_code, c.file, c.line
from grades g
join calpads_language c on trim(c.ssid) = g.ssid
where g.has_none
