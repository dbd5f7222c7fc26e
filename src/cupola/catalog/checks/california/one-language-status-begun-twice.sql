/* ---
id: CAL-006
title: One English language status has two different first days
module: data
role: registrar
needs: [calpads_language]
of: calpads_language
severity: error
says: >-
  Student {subject} has status {evidence} with {times} different first days.
column: elas_start_date
why: >-
  The state refuses the second: a status begins once. Funding and the clock for reclassification
  count from the first day.
fix: >-
  Look at the first test or the home language survey for the right day, and delete the other record.
not_a_problem_when: >-
  The student left the state and came back; ask the state how it wants this to be reported.
cost: {hours: 0.3}
--- */
with twice as (
  select system, trim(ssid) as ssid, elas, count(distinct elas_start_date) as times, max(line) as line, arg_max(file, line) as file
  from calpads_language
  where trim(ssid) <> '' and elas is not null
  group by system, trim(ssid), elas
  having count(distinct elas_start_date) > 1
)
select coalesce(c.local_id, c.ssid) as subject, t.times as evidence, c.school_of_attendance as school_code, c.file, c.line
from twice t
join calpads_language c on c.file = t.file and c.line = t.line
