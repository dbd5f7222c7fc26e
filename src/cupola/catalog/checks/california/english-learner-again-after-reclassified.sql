/* ---
id: CAL-008
title: Reclassified student became an English learner again
module: data
role: registrar
needs: [calpads_language]
of: calpads_language
severity: error
says: >-
  Student {subject} was reclassified as fluent and is reported as an English learner afterwards.
column: elas
why: >-
  The law knows no way back. The student would be tested and placed again, and the count of learners
  is too high.
fix: >-
  Delete the later record. If the reclassification was a mistake, ask the state for a correction of
  it.
not_a_problem_when: >-
  The two records are of two students who share a number; then the number is what has to be put
  right.
cost: {hours: 0.2}
--- */
with fluent as (
  select system, trim(ssid) as ssid, min(elas_start_date) as since
  from calpads_language
  where elas = 'RFEP' and trim(ssid) <> ''
  group by system, trim(ssid)
)
select coalesce(c.local_id, c.ssid) as subject, c.academic_year as evidence, c.school_of_attendance as school_code, c.file, c.line
from fluent s
join calpads_language c on c.system = s.system and trim(c.ssid) = s.ssid
where c.elas = 'EL' and c.elas_start_date > s.since
